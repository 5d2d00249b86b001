//! Numbers, booleans and strings that are written as one another.

use crate::support_normalize::{codes_and_pointers, schema};
use serde_json::{Value, json};

const POINTER: &str = "/components/schemas/S";

/// Returns the schema with these keywords; asserts that it has one diagnostic, with the code `wrong-type`.
fn repaired(keywords: &str) -> Value {
    let (mut schema, diagnostics) = schema(&format!("{{S: {{{keywords}}}}}"));
    assert!(matches!(codes_and_pointers(&diagnostics)[..], [("wrong-type", _)]), "{keywords}: {diagnostics:?}");
    schema.as_object_mut().and_then(|schema| schema.shift_remove("x-clientwright-pointer"));
    schema
}

#[test]
fn non_negative_integers_may_be_strings_and_integral_floats() {
    assert_eq!(repaired("minLength: '1'"), json!({ "minLength": 1 }));
    assert_eq!(repaired("maxItems: 2.0"), json!({ "maxItems": 2 }));
}

#[test]
fn bounds_may_be_strings() {
    assert_eq!(repaired("type: number, multipleOf: '0.1'")["multipleOf"], 0.1);
    let schema = repaired("type: integer, minimum: '18446744073709551616'");
    assert_eq!(schema["x-clientwright-minimum"], "18446744073709551616");
}

#[test]
fn an_exclusive_bound_may_be_a_string() {
    let schema = repaired("type: integer, exclusiveMinimum: '1'");

    assert_eq!(schema, json!({ "type": "integer", "minimum": 1, "exclusiveMinimum": true }));
}

#[test]
fn booleans_may_be_strings_and_numbers() {
    for (text, flag) in
        [("'true'", true), ("'False'", false), ("yes", true), ("'off'", false), ("1", true), ("0", false)]
    {
        assert_eq!(repaired(&format!("nullable: {text}"))["nullable"] == true, flag, "{text}");
    }
}

#[test]
fn an_invalid_string_instead_of_a_boolean_is_an_error() {
    assert!(schema("{S: {nullable: perhaps}}").1.has_errors());
}

#[test]
fn required_on_a_property_is_ignored() {
    assert_eq!(repaired("type: string, required: true"), json!({ "type": "string" }));
}

#[test]
fn quoted_values_of_an_enum_are_unquoted() {
    assert_eq!(repaired("type: integer, enum: ['1', 2]")["enum"], json!([1, 2]));
    assert_eq!(repaired("type: boolean, enum: ['true']")["enum"], json!([true]));
    assert_eq!(repaired("type: number, enum: ['1.5']")["x-clientwright-enum"], json!([1.5]));
}

#[test]
fn quoted_values_of_another_type_are_kept() {
    let (schema, diagnostics) = schema("{S: {type: integer, enum: ['a', '1.5']}}");

    assert_eq!(schema["x-clientwright-enum"], json!(["a", "1.5"]));
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn null_stays_null_in_a_nullable_enum() {
    let (nullable, diagnostics) = schema("{S: {type: string, nullable: true, enum: [a, null]}}");

    assert_eq!(nullable["x-clientwright-enum"], json!(["a", null]));
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn null_in_an_enum_without_a_type_is_nullable() {
    for (text, nullable) in [
        ("enum: [a, null]", true),
        ("enum: [1, a, null]", true),
        ("enum: [a, b]", false),
        // Only `null`.
        ("enum: [null]", false),
        ("enum: [a, null], allOf: [{type: string}]", false),
    ] {
        let (schema, diagnostics) = schema(&format!("{{S: {{{text}}}}}"));
        assert_eq!(schema["nullable"] == true, nullable, "{text}");
        assert_eq!(codes_and_pointers(&diagnostics), [], "{text}");
    }
}

#[test]
fn null_is_a_string_in_an_enum_of_strings() {
    let (schema, diagnostics) = schema("{S: {type: string, enum: [a, null]}}");

    assert_eq!(schema["enum"], json!(["a", "null"]));
    assert_eq!(codes_and_pointers(&diagnostics), [("unquoted-string", format!("{POINTER}/enum/1").as_str())]);
}

#[test]
fn type_aliases_are_replaced() {
    for (name, kind, format) in
        [("int", "integer", Value::Null), ("file", "string", json!("binary")), ("Float", "number", json!("float"))]
    {
        let (schema, diagnostics) = schema(&format!("{{S: {{type: {name}}}}}"));
        assert_eq!((&schema["type"], &schema["format"]), (&json!(kind), &format), "{name}");
        assert_eq!(codes_and_pointers(&diagnostics), [("nonstandard-type", "/components/schemas/S/type")], "{name}");
    }
}

#[test]
fn a_type_alias_keeps_an_existing_format() {
    assert_eq!(schema("{S: {type: date, format: date-time}}").0["format"], "date-time");
}

#[test]
fn any_is_not_a_type() {
    assert_eq!(schema("{S: {type: any}}").0["type"], Value::Null);
}
