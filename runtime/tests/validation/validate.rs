use clientwright_runtime::validation::schema::{Property, Schema, optional, required};
use clientwright_runtime::validation::validate::{FromJsonError, Validate};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Limits {
    ttl: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uses: Option<u8>,
}

impl Validate for Limits {
    const PROPERTIES: &'static [Property] =
        &[required("ttl", &Schema::INTEGER.minimum(0)), optional("uses", &Schema::INTEGER)];

    const SCHEMA: Schema = Schema::OBJECT.properties(Self::PROPERTIES).additional_properties_false();
}

#[test]
fn a_typed_value_is_validated() {
    assert!(Limits { ttl: 0, uses: None }.validate().is_ok());
    let violations = Limits { ttl: -1, uses: Some(1) }.validate().expect_err("-1 is below 0");
    assert_eq!(violations.to_string(), "/ttl: -1 is less than the minimum 0");
}

#[test]
fn json_of_the_schema_is_decoded() {
    let limits = Limits::from_json(br#"{"ttl": 5, "uses": 1}"#).expect("is of the schema");
    assert_eq!(limits, Limits { ttl: 5, uses: Some(1) });
}

#[test]
fn json_that_deserialize_would_tolerate_is_rejected() {
    let rejected = |json: &str| match Limits::from_json(json.as_bytes()) {
        Err(FromJsonError::Invalid(violations)) => violations.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rejected(r#"{"ttl": 5, "more": 1}"#), "/more: no property of this name is allowed");
    assert_eq!(rejected(r#"{"ttl": 5, "uses": null}"#), "/uses: null is not an integer");
    assert_eq!(rejected("{}"), "the body: the required property \"ttl\" is missing");
}

#[test]
fn what_is_no_json_is_told_by_its_place() {
    let error = Limits::from_json(b"{\"ttl\":\n hunter2}").expect_err("is no JSON");
    assert!(matches!(error, FromJsonError::Syntax { line: 2, .. }));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    assert!(matches!(Limits::from_json(b"{\"ttl\":1} x"), Err(FromJsonError::Syntax { .. })));
}

#[test]
fn what_the_type_cannot_hold_is_told_apart() {
    let error = Limits::from_json(br#"{"ttl": 5, "uses": 4711}"#).expect_err("4711 is no u8");
    assert!(matches!(error, FromJsonError::Decode { .. }));
    assert!(!format!("{error} {error:?}").contains("4711"));
}
