//! `from_json` judges numbers as they are written, also those that a `serde_json::Value` would round or refuse.

use clientwright_runtime::runtime::schema::{Bound, Number, Property, Schema, required};
use clientwright_runtime::runtime::validate::{FromJsonError, Validate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::support::inline;

const LIMIT: &str = "972783798187987123879878123.18878137";

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Amount {
    value: f64,
}

impl Validate for Amount {
    const PROPERTIES: &'static [Property] = &[required(
        "value",
        const { &Schema::NUMBER.maximum(Bound { limit: Number::Decimal(LIMIT), exclusive: true }) },
    )];
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
        const SCHEMA: Schema = Schema::NUMBER.maximum(Bound::excluding(1));
    }

    assert!(matches!(Below::from_json(b"0.99999999999999999999999"), Err(FromJsonError::Decode)));
    assert!(matches!(Below::from_json(b"1.00000000000000000000001"), Err(FromJsonError::Invalid(_))));
    assert!(Below::from_json(b"0.9999999999999999").is_ok());
}

#[test]
fn a_number_beyond_all_floats_is_judged_although_no_value_holds_it() {
    assert!(is_invalid::<Amount>(r#"{"value": 1e400}"#));
    assert!(matches!(Amount::from_json(br#"{"value": -1e400}"#), Err(FromJsonError::Decode)));
    assert!(is_invalid::<Amount>(r#"{"value": "1e400"}"#));
}

#[test]
fn numbers_that_differ_in_the_last_digit_are_not_equal() {
    // A `Value` rounds them to the same float, unless the feature `arbitrary_precision` is on: it is valid, and may be held or not.
    assert!(!is_invalid::<Distinct>("[10000000000000000000001, 10000000000000000000002]"));
    assert!(is_invalid::<Distinct>("[10000000000000000000001, 10000000000000000000001.0]"));
    assert!(is_invalid::<Distinct>("[[1e-400, 10e-401]]"));
    assert!(is_invalid::<Distinct>(r#"[{"a": 1e-400, "a": 2e-400}, {"a": 2e-400}]"#), "the last of equal names counts");
}

#[test]
fn digits_in_strings_are_no_numbers() {
    assert!(is_invalid::<Amount>(r#"{"value": "\"97278379818798712387987812318878137"}"#));
    assert!(Amount::from_json(br#"{"value": 1, "id": "00000000000000000000000000000000\\"}"#).is_ok());
}

#[test]
fn however_deep_the_text_is_the_walk_ends() {
    for depth in [100, 200, 100_000] {
        let json = format!("{}10000000000000000000001{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(Distinct::from_json(json.as_bytes()).is_ok(), depth < 128, "{depth}");
    }
}
