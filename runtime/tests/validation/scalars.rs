use clientwright_runtime::validation::schema::{Literal, Schema};
use serde_json::{Value, json};

use crate::support::{holds, lines, violations};

#[test]
fn each_type_takes_its_own_values_only() {
    let schemas: [(&'static Schema, Value); 7] = [
        (&Schema::ARRAY, json!([])),
        (&Schema::BOOLEAN, json!(true)),
        (&Schema::INTEGER, json!(1)),
        (&Schema::NUMBER, json!(1.5)),
        (&Schema::OBJECT, json!({})),
        (&Schema::STRING, json!("")),
        (&Schema::NULL, json!(null)),
    ];
    for (index, (schema, _)) in schemas.iter().enumerate() {
        for (other, (_, value)) in schemas.iter().enumerate() {
            let number_takes_integer = index == 3 && other == 2;
            assert_eq!(holds(value, schema), index == other || number_takes_integer, "{value} in schema {index}");
        }
    }
}

#[test]
fn a_wrong_type_is_told_with_the_right_one() {
    assert_eq!(lines("abc", &Schema::INTEGER), ["the body: \"abc\" is not an integer"]);
    assert_eq!(lines(&json!(null), &Schema::STRING), ["the body: null is not a string"]);
    assert_eq!(lines(&json!([1]), &Schema::OBJECT), ["the body: an array is not an object"]);
}

#[test]
fn any_takes_all() {
    for value in [json!(null), json!(1), json!("a"), json!([{}]), json!({ "a": 1.5 })] {
        assert!(holds(&value, &Schema::ANY));
    }
}

#[test]
fn never_takes_nothing() {
    for value in [json!(null), json!(false), json!(1), json!("a"), json!([]), json!({})] {
        assert_eq!(lines(&value, &Schema::FALSE), ["the body: no value is allowed here"]);
    }
}

#[test]
fn nullable_lets_null_pass_whatever_else_the_schema_says() {
    const S: &Schema =
        &Schema::STRING.enum_values(&[Literal::String("a")]).not(crate::support::inline(&Schema::NULL)).nullable();
    assert!(holds(&json!(null), S) && holds("a", S) && holds(&None::<String>, S));
    assert!(!holds("b", S));
}

#[test]
fn enum_lists_null_and_booleans() {
    const S: &Schema = &Schema::ANY.enum_values(&[Literal::Null, Literal::Boolean(true)]);
    assert!(holds(&json!(null), S) && holds(&true, S));
    assert_eq!(lines(&false, S), ["the body: false is not one of null, true"]);
    assert!(!holds(&json!(0), S));
}

#[test]
fn a_long_enum_is_cut_in_the_sentence_and_whole_in_the_bound() {
    const S: &Schema = &Schema::STRING.enum_values(&[Literal::String("v"); 12]);
    let violations = violations("w", S);
    let violation = violations.iter().next().expect("w is not listed");
    assert!(violation.sentence().ends_with("\"v\" and 2 more"), "{}", violation.sentence());
    assert_eq!(violation.bound().map(str::len), Some(12 * 3 + 11 + 2));
}
