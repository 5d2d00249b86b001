//! Schema keywords with values of an invalid type.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized, schema, whole};
use clientwright::diagnostic::Diagnostics;
use serde_json::{Value, json};

/// Returns the schema `S` with these keywords, in YAML's flow style, and the diagnostics.
fn of(keywords: &str) -> (Value, Diagnostics) {
    let (mut schema, diagnostics) = schema(&format!("{{S: {{{keywords}}}}}"));
    schema.as_object_mut().and_then(|schema| schema.shift_remove("x-clientwright-pointer"));
    (schema, diagnostics)
}

#[test]
fn an_invalid_keyword_is_ignored() {
    for keyword in [
        "type: {description: d, enum: [a]}",
        "type: 5",
        "minLength: abc",
        "maxLength: [1]",
        "minimum: none",
        "multipleOf: {a: 1}",
        "exclusiveMaximum: maybe",
        "uniqueItems: maybe",
        "required: 3",
        "required: {a: true}",
        "enum: {a: b}",
        "format: [a]",
        "pattern: {a: b}",
        "items: string",
        "properties: [a]",
        "properties: string",
        "additionalProperties: string",
        "allOf: string",
        "anyOf: 1",
        "oneOf: 1",
        "not: string",
        "title: {a: b}",
        "discriminator: 1",
        "xml: a",
        "deprecated: maybe",
    ] {
        let (schema, diagnostics) = of(keyword);

        let place = format!("/components/schemas/S/{}", keyword.split(':').next().unwrap_or_default());
        assert_eq!(codes_and_pointers(&diagnostics), [("unusable-keyword", place.as_str())], "{keyword}");
        assert_eq!(schema, json!({}), "{keyword}");
    }
}

#[test]
fn an_invalid_keyword_of_3_1_is_ignored() {
    for keyword in ["patternProperties: [a]", "prefixItems: 1", "maxContains: a", "then: 1", "dependentRequired: 1"] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents: {{schemas: {{S: {{{keyword}}}}}}}\n"
        );
        let (document, diagnostics) = whole(&text);

        assert!(document.is_some(), "{diagnostics:?}");
        assert_eq!(
            codes_and_pointers(&diagnostics).first().map(|(code, _)| *code),
            Some("unusable-keyword"),
            "{keyword}"
        );
    }
}

#[test]
fn the_other_keywords_are_kept() {
    let (schema, diagnostics) =
        of("type: object, properties: {a: {type: string, minLength: abc, maxLength: 3}}, required: [a, {b: c}]");

    let at = "/components/schemas/S";
    let places = [format!("{at}/properties/a/minLength"), format!("{at}/required/1")];
    assert_eq!(codes_and_pointers(&diagnostics), places.each_ref().map(|place| ("unusable-keyword", place.as_str())));
    assert_eq!((&schema["properties"]["a"]["maxLength"], &schema["required"]), (&json!(3), &json!(["a"])));
}

#[test]
fn an_invalid_keyword_that_widens_a_schema_is_an_error() {
    for keywords in [
        "nullable: maybe",
        "readOnly: maybe",
        "writeOnly: [a]",
        "properties: [a], additionalProperties: false",
        "properties: [a], additionalProperties: {type: string}",
        "anyOf: [{type: string}, a]",
        "type: object, properties: [{a: {}}, {a: {}}]",
        "not: {minLength: abc}",
        "oneOf: [{minLength: abc}, {type: integer}]",
        "not: {properties: {a: string}}",
    ] {
        let (_, diagnostics) = of(keywords);

        assert_eq!(
            codes_and_pointers(&diagnostics).iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            ["wrong-type"],
            "{keywords}"
        );
        assert!(diagnostics.has_errors(), "{keywords}");
    }
}

#[test]
fn invalid_prefix_items_before_items_are_an_error() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {S: {prefixItems: 1, items: {type: string}}}}\n";
    let (_, diagnostics) = whole(text);

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/components/schemas/S/prefixItems")]);
    assert!(diagnostics.has_errors());
}

#[test]
fn a_property_with_an_invalid_schema_accepts_any_value() {
    for value in ["string", "5", "[string]"] {
        let (schema, diagnostics) =
            of(&format!("type: object, properties: {{a: {value}}}, additionalProperties: false"));

        assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/components/schemas/S/properties/a")], "{value}");
        assert_eq!(
            schema["properties"]["a"],
            json!({ "x-clientwright-pointer": "/components/schemas/S/properties/a" })
        );
    }
}

#[test]
fn invalid_fields_of_other_objects_are_an_error() {
    let operation = |fields: &str| format!("paths: {{/a: {{get: {{operationId: a, {fields}}}}}}}");
    let parameter =
        |fields: &str| operation(&format!("responses: {{}}, parameters: [{{name: p, in: query, {fields}}}]"));
    for text in [
        operation("responses: {}, operationId: [a]"),
        operation("responses: a"),
        operation("responses: {}, requestBody: a"),
        parameter("schema: string"),
        parameter("required: maybe, schema: {}"),
        parameter("name: [a], schema: {}"),
        "paths: {}\ncomponents: {schemas: {S: string}}".to_owned(),
        "paths: {/a: string}".to_owned(),
    ] {
        let (document, _) = normalized(&format!("{HEAD}{text}\n"));

        assert!(document.is_none(), "{text}");
    }
}
