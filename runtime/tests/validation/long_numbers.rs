//! `from_json` validates numbers as they are written, also those that a `serde_json::Value` would round or reject.

use clientwright_runtime::validation::schema::{Keywords2020, Property, Schema, required};
use clientwright_runtime::validation::validate::{FromJsonError, Validate};
use clientwright_runtime::validation::violation::Violation;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::support::inline;

const LIMIT: &str = "972783798187987123879878123.18878137";

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Amount {
    value: f64,
}

impl Validate for Amount {
    const PROPERTIES: &'static [Property] =
        &[required("value", const { &Schema::NUMBER.exclusive_maximum_decimal(LIMIT) })];
}

/// Distinct numbers, at any depth.
#[derive(Debug, Serialize, Deserialize)]
struct Distinct(Value);

impl Validate for Distinct {
    const SCHEMA: Schema = Schema::ANY.unique_items().items(inline(const { &Schema::ANY.unique_items() }));
}

fn is_invalid<T: Validate>(json: &str) -> bool {
    matches!(T::from_json(json.as_bytes()), Err(FromJsonError::Invalid(_)))
}

#[test]
fn a_bound_of_many_digits_is_kept_to_the_last() {
    assert!(is_invalid::<Amount>(r#"{"value": 972783798187987123879878123.18878137}"#));
    assert!(is_invalid::<Amount>(r#"{"value": 972783798187987123879878123.188781371}"#));
    assert!(is_invalid::<Amount>(r#"{"value": 9727837981879871238798781231887.81371e-4, "other": "1"}"#));
    assert!(Amount::from_json(br#"{"value": 972783798187987123879878000.18878136999}"#).is_ok());
}

#[test]
fn a_number_whose_nearest_float_breaks_the_bound_has_no_value() {
    #[derive(Serialize, Deserialize)]
    struct Below(f64);

    impl Validate for Below {
        const SCHEMA: Schema = Schema::NUMBER.exclusive_maximum(1);
    }

    assert!(matches!(Below::from_json(b"0.99999999999999999999999"), Err(FromJsonError::Decode { .. })));
    assert!(matches!(Below::from_json(b"1.00000000000000000000001"), Err(FromJsonError::Invalid(_))));
    assert!(Below::from_json(b"0.9999999999999999").is_ok());
}

#[test]
fn a_number_beyond_all_floats_is_validated_although_no_value_holds_it() {
    assert!(is_invalid::<Amount>(r#"{"value": 1e400}"#));
    assert!(matches!(Amount::from_json(br#"{"value": -1e400}"#), Err(FromJsonError::Decode { .. })));
    assert!(is_invalid::<Amount>(r#"{"value": "1e400"}"#));
}

#[test]
fn numbers_that_differ_in_the_last_digit_are_not_equal() {
    // A `Value` rounds them to the same float, unless the feature `arbitrary_precision` is on: it is valid, and may be held or not.
    assert!(!is_invalid::<Distinct>("[10000000000000000000001, 10000000000000000000002]"));
    assert!(is_invalid::<Distinct>("[10000000000000000000001, 10000000000000000000001.0]"));
    assert!(is_invalid::<Distinct>("[[1e-400, 10e-401]]"));
    let twice = Distinct::from_json(br#"[{"a": 1e-400, "a": 2e-400}, {"a": 2e-400}]"#);
    assert!(matches!(twice, Err(FromJsonError::DuplicateName { line: 1, column: 18 })), "{:?}", twice.err());
}

#[test]
fn digits_in_strings_are_no_numbers() {
    assert!(is_invalid::<Amount>(r#"{"value": "\"97278379818798712387987812318878137"}"#));
    assert!(Amount::from_json(br#"{"value": 1, "id": "00000000000000000000000000000000\\"}"#).is_ok());
}

#[test]
fn exponents_do_not_round() {
    #[derive(Serialize, Deserialize)]
    struct Large(f64);

    impl Validate for Large {
        const SCHEMA: Schema = Schema::NUMBER.minimum_decimal("3e23");
    }

    assert!(Large::from_json(b"3e23").is_ok());
    assert!(is_invalid::<Large>("2.9999999999999999e23"));
}

#[test]
fn what_is_left_over_keeps_its_digits() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Rest(Value);

    impl Validate for Rest {
        const SCHEMA: Schema = Schema::ANY.keywords_2020(
            &Keywords2020::ANY
                .unevaluated_properties(inline(const { &Schema::NUMBER.maximum(9_007_199_254_740_992) }))
                .unevaluated_items(inline(&Schema::FALSE)),
        );
    }

    assert!(is_invalid::<Rest>(r#"{"a": 9007199254740992.5}"#));
    assert!(is_invalid::<Rest>(r#"{"a": 1e400}"#) && is_invalid::<Rest>("[1e400]"));
    assert!(Rest::from_json(br#"{"a": 9007199254740992.0}"#).is_ok() && Rest::from_json(b"[]").is_ok());
}

#[test]
fn the_format_uint64_ends() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Unsigned(Value);

    impl Validate for Unsigned {
        const SCHEMA: Schema = Schema::ANY.uint64();
    }

    assert!(Unsigned::from_json(b"18446744073709551615").is_ok() && Unsigned::from_json(b"\"a\"").is_ok());
    for beyond in ["18446744073709551616", "1e20", "-1"] {
        let Err(FromJsonError::Invalid(violations)) = Unsigned::from_json(beyond.as_bytes()) else {
            panic!("{beyond} is no uint64")
        };
        assert_eq!(violations.iter().map(Violation::keyword).collect::<Vec<_>>(), ["format"], "{beyond}");
    }
}

#[test]
fn the_format_int64_ends() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Signed(Value);

    impl Validate for Signed {
        const SCHEMA: Schema = Schema::INTEGER_2020.maximum(i64::MAX).int64();
    }

    assert!(Signed::from_json(b"9223372036854775807").is_ok() && Signed::from_json(b"-9223372036854775808").is_ok());
    for beyond in ["9223372036854775808", "-9223372036854775809", "-1e300", "1e20"] {
        let Err(FromJsonError::Invalid(violations)) = Signed::from_json(beyond.as_bytes()) else {
            panic!("{beyond} is no int64")
        };
        assert_eq!(violations.iter().map(Violation::keyword).collect::<Vec<_>>(), ["format"], "{beyond}");
    }
}

#[test]
fn half_of_a_surrogate_pair_is_no_json_with_long_numbers() {
    for text in [r"\ud800", r"\udc00", r"\ud800x", r"\ud800\n", r"\ud800\u0041", r"\ud800\ud800"] {
        let json = format!(r#"{{"id": "{text}", "value": 0.1234567890123456}}"#);
        assert!(matches!(Amount::from_json(json.as_bytes()), Err(FromJsonError::Syntax { .. })), "{json}");
    }
    assert!(Amount::from_json(br#"{"id": "\ud83d\ude00\\ud800\u00e9", "value": 0.1234567890123456}"#).is_ok());
}

#[test]
fn however_deep_the_text_is_the_walk_ends() {
    for depth in [100, 200, 100_000] {
        let json = format!("{}10000000000000000000001{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(Distinct::from_json(json.as_bytes()).is_ok(), depth < 128, "{depth}");
    }
}
