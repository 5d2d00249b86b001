use clientwright_runtime::validation::schema::{Literal, Number, Schema};
use serde_json::json;

use crate::support::{broken, exactly, holds, lines};

#[test]
fn minimum_takes_itself_and_nothing_below() {
    const S: &Schema = &Schema::INTEGER.minimum(3);
    assert!(holds(&3, S) && holds(&4, S));
    assert_eq!(lines(&2, S), ["the body: 2 is less than the minimum 3"]);
}

#[test]
fn maximum_takes_itself_and_nothing_above() {
    const S: &Schema = &Schema::INTEGER.maximum(315_360_000);
    assert!(holds(&315_360_000, S));
    assert_eq!(lines(&400_000_000, S), ["the body: 400000000 is greater than the maximum 315360000"]);
}

#[test]
fn exclusive_minimum_does_not_take_itself() {
    const S: &Schema = &Schema::NUMBER.exclusive_minimum(3);
    assert!(holds(&3.000_000_1, S));
    assert_eq!(lines(&3, S), ["the body: 3 is not greater than the exclusive minimum 3"]);
    assert_eq!(broken(&3.0, S), [(String::new(), "exclusiveMinimum")]);
}

#[test]
fn exclusive_maximum_does_not_take_itself() {
    const S: &Schema = &Schema::NUMBER.exclusive_maximum(3);
    assert!(holds(&2.999_999_9, S));
    assert_eq!(lines(&3, S), ["the body: 3 is not less than the exclusive maximum 3"]);
}

#[test]
fn both_bounds_are_reported_with_the_divisor() {
    const S: &Schema = &Schema::INTEGER.minimum(10).maximum(5).multiple_of(Number::Integer(4));
    let keywords: Vec<_> = broken(&7, S).into_iter().map(|(_, keyword)| keyword).collect();
    assert_eq!(keywords, ["minimum", "maximum", "multipleOf"]);
}

#[test]
fn a_float_is_no_integer() {
    assert_eq!(lines(&1.0, &Schema::INTEGER), ["the body: 1.0 is not an integer"]);
    assert!(holds(&1.0, &Schema::NUMBER));
}

#[test]
fn the_text_of_an_exact_number_says_whether_it_is_an_integer() {
    assert!(holds(&exactly("18446744073709551617"), &Schema::INTEGER));
    assert!(!holds(&exactly("1.0"), &Schema::INTEGER));
    assert!(!holds(&exactly("1e2"), &Schema::INTEGER));
}

#[test]
fn a_whole_number_may_be_written_with_a_fraction() {
    assert!(
        holds(&1.0, &Schema::INTEGER_2020)
            && holds(&1, &Schema::INTEGER_2020)
            && holds(&exactly("1.50e1"), &Schema::INTEGER_2020)
    );
    assert_eq!(lines(&1.5, &Schema::INTEGER_2020), ["the body: 1.5 is not an integer"]);
}

#[test]
fn integers_beyond_64_bits_compare_exactly() {
    const S: &Schema = &Schema::INTEGER.maximum_decimal("18446744073709551616");
    assert!(holds(&18_446_744_073_709_551_616_u128, S));
    assert!(!holds(&18_446_744_073_709_551_617_u128, S));
    assert!(!holds(&u128::MAX, S));
}

#[test]
fn the_limit_of_u64_compares_exactly() {
    const S: &Schema = &Schema::INTEGER.maximum_decimal("9223372036854775808");
    assert!(holds(&9_223_372_036_854_775_808_u64, S));
    assert!(!holds(&9_223_372_036_854_775_809_u64, S));
}

#[test]
fn the_limit_of_i64_compares_exactly() {
    const S: &Schema = &Schema::INTEGER.minimum(i64::MIN);
    assert!(holds(&i64::MIN, S));
    assert!(!holds(&(i128::from(i64::MIN) - 1), S));
}

#[test]
fn floats_compare_with_decimals_as_they_are_written() {
    const S: &Schema = &Schema::NUMBER.maximum_decimal("0.1");
    assert!(holds(&0.1, S) && holds(&0.1_f32, S));
    assert!(!holds(&0.100_000_000_000_000_02, S));
}

#[test]
fn floats_compare_with_integers_that_no_float_holds() {
    const S: &Schema = &Schema::NUMBER.maximum(9_007_199_254_740_993);
    assert!(holds(&9_007_199_254_740_992.0, S));
    assert!(!holds(&9_007_199_254_740_994.0, S));
}

#[test]
fn exponents_do_not_overflow() {
    const S: &Schema = &Schema::NUMBER.maximum_decimal("1e400");
    assert!(holds(&f64::MAX, S) && holds(&exactly("1.0E+400"), S) && holds(&exactly("-1e99999999999999999999"), S));
    assert!(!holds(&exactly("1.00000000000000000001e400"), S));
    assert!(!holds(&exactly("1e99999999999999999999"), S));
}

#[test]
fn negative_numbers_compare_by_value() {
    const S: &Schema = &Schema::NUMBER.minimum_decimal("-0.5");
    assert!(holds(&-0.5, S) && holds(&exactly("-0.49"), S) && holds(&exactly("-0.0e5"), S));
    assert!(!holds(&exactly("-0.51"), S));
    assert!(!holds(&exactly("-5"), S));
}

#[test]
fn multiples_of_an_integer() {
    const S: &Schema = &Schema::NUMBER.multiple_of(Number::Integer(5));
    assert!(holds(&-10, S) && holds(&0, S) && holds(&15.0, S));
    assert_eq!(lines(&7, S), ["the body: 7 is not a multiple of 5"]);
    assert!(!holds(&7.5, S));
}

#[test]
fn multiples_of_a_decimal_are_exact() {
    const S: &Schema = &Schema::NUMBER.multiple_of(Number::Decimal("0.01"));
    assert!(holds(&0.29, S) && holds(&1.1, S) && holds(&3, S) && holds(&exactly("1e308"), S));
    assert!(!holds(&0.295, S));
    assert!(!holds(&0.000_1, S));
}

#[test]
fn multiples_of_powers_of_two_and_five_hold_for_large_exponents() {
    const S: &Schema = &Schema::NUMBER.multiple_of(Number::Integer(1 << 62));
    assert!(holds(&exactly("1e400"), S) && holds(&exactly("1e62"), S));
    assert!(!holds(&exactly("1e61"), S));
}

#[test]
fn multiples_of_a_divisor_of_any_length() {
    const S: &Schema =
        &Schema::NUMBER.multiple_of(Number::Decimal("1234567890123456789012345678901234567890123456789"));
    assert!(holds(&exactly("2469135780246913578024691357802469135780246913578"), S));
    assert!(holds(&exactly("1234567890123456789012345678901234567890123456789e3"), S));
    assert!(!holds(&exactly("2469135780246913578024691357802469135780246913579"), S));
}

#[test]
fn a_divisor_of_zero_asks_for_nothing() {
    assert!(holds(&7, const { &Schema::INTEGER.multiple_of(Number::Integer(0)) }));
    assert!(holds(&7.5, const { &Schema::NUMBER.multiple_of(Number::Decimal("0.0")) }));
    assert!(holds(&i64::MIN, const { &Schema::INTEGER.multiple_of(Number::Integer(-1)) }));
}

#[test]
fn nan_and_infinities_are_violations_everywhere() {
    assert_eq!(lines(&f64::NAN, &Schema::ANY), ["the body: NaN is not a JSON number"]);
    assert_eq!(lines(&f64::NEG_INFINITY, &Schema::NUMBER), ["the body: infinity is not a JSON number"]);
    assert_eq!(broken(&[1.0, f64::NAN], &Schema::ARRAY), [("/1".to_owned(), "type")]);
    assert!(!holds(&f32::INFINITY, const { &Schema::ANY.nullable() }));
}

#[test]
fn numbers_in_enum_are_equal_by_value() {
    const S: &Schema = &Schema::NUMBER.enum_values(&[
        Literal::Number(Number::Integer(1)),
        Literal::Number(Number::Decimal("2.50")),
        Literal::Number(Number::Decimal("1e400")),
    ]);
    assert!(holds(&1.0, S) && holds(&2.5, S) && holds(&json!(1), S) && holds(&exactly("10e399"), S));
    assert_eq!(lines(&3, S), ["the body: 3 is not one of 1, 2.50, 1e400"]);
}

#[test]
fn number_keywords_ask_nothing_of_other_types() {
    const S: &Schema = &Schema::ANY.minimum(3).multiple_of(Number::Integer(2));
    assert!(holds("1", S) && holds(&true, S) && holds(&[1], S));
}

#[test]
fn an_integer_has_the_bits_of_its_format() {
    const S: &Schema = &Schema::INTEGER.uint8();
    assert!(holds(&0, S) && holds(&255, S));
    assert_eq!(broken(&256, S), [(String::new(), "format")]);
    assert_eq!(lines(&-1, S), ["the body: -1 is not of the format uint8"]);
}

#[test]
fn bounds_of_the_document_come_before_those_of_the_format() {
    const S: &Schema = &Schema::INTEGER.minimum(0).maximum(1_000).int8();
    assert_eq!(lines(&-1, S), ["the body: -1 is less than the minimum 0"]);
    assert_eq!(lines(&128, S), ["the body: 128 is not of the format int8"]);
}

#[test]
fn an_unsigned_integer_has_64_bits() {
    const S: &Schema = &Schema::INTEGER_2020.uint64();
    assert!(holds(&u64::MAX, S) && holds(&0.0, S));
    assert_eq!(broken(&-1, S), [(String::new(), "format")]);
}
