//! Documents of OpenAPI 3.1 and 3.2.

use crate::support_normalize::{codes_and_pointers, normalized};
use clientwright::diagnostic::Diagnostics;
use serde_json::{Value, json};

const POINTER: &str = "/components/schemas/S";

/// Returns the schema `S` of a 3.1 document with these schemas, and the diagnostics.
fn schema(schemas: &str) -> (Value, Diagnostics) {
    let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";
    let (document, diagnostics) = normalized(&format!("{head}components: {{schemas: {schemas}}}\n"));
    let document = serde_json::to_value(document).expect("a document is JSON");
    (document["components"]["schemas"]["S"].clone(), diagnostics)
}

/// Returns the schema without its pointer; asserts that there are no diagnostics.
fn clean(schemas: &str) -> Value {
    let (mut schema, diagnostics) = schema(schemas);
    assert_eq!(codes_and_pointers(&diagnostics), []);
    schema.as_object_mut().and_then(|schema| schema.shift_remove("x-clientwright-pointer"));
    schema
}

#[test]
fn null_among_the_types_is_nullable() {
    assert_eq!(
        clean("{S: {type: [string, 'null'], minLength: 1}}"),
        json!({ "type": "string", "nullable": true, "minLength": 1 })
    );
    assert_eq!(clean("{S: {type: [null, string]}}"), json!({ "type": "string", "nullable": true }));
}

#[test]
fn one_type_in_an_array_is_that_type() {
    assert_eq!(clean("{S: {type: [string]}}"), json!({ "type": "string" }));
    assert_eq!(clean("{S: {type: null}}"), json!({ "type": "null" }));
}

#[test]
fn several_types_are_a_union() {
    let schema = clean("{S: {type: [string, integer, 'null'], maximum: 5}}");

    assert_eq!(schema["nullable"], true);
    assert_eq!((&schema["anyOf"][0]["type"], &schema["anyOf"][1]["type"]), (&json!("string"), &json!("integer")));
    assert_eq!((&schema["anyOf"][1]["maximum"], &schema["maximum"]), (&json!(5), &Value::Null));
}

#[test]
fn a_const_is_an_enum_of_one_value() {
    let of = |schema: &str| {
        let mut schema = clean(schema);
        let mark = schema.as_object_mut().and_then(|schema| schema.shift_remove("x-clientwright-const"));
        (mark, schema)
    };
    let listed = |schema| (Some(json!(true)), schema);
    assert_eq!(of("{S: {type: string, const: a}}"), listed(json!({ "type": "string", "enum": ["a"] })));
    assert_eq!(of("{S: {const: {a: 1}}}"), listed(json!({ "x-clientwright-enum": [{ "a": 1 }] })));
    assert_eq!(of("{S: {const: null}}"), listed(json!({ "x-clientwright-enum": [null] })));
}

#[test]
fn a_const_that_the_enum_does_not_list_is_never_satisfied() {
    let (schema, diagnostics) = schema("{S: {const: a, enum: [b]}}");

    assert_eq!(schema["x-clientwright-enum"], json!([]));
    assert_eq!(codes_and_pointers(&diagnostics), [("no-value", "/components/schemas/S/enum")]);
}

#[test]
fn numeric_exclusive_bounds_are_split() {
    let expected = json!({ "type": "integer", "minimum": 1, "exclusiveMinimum": true });
    assert_eq!(clean("{S: {type: integer, exclusiveMinimum: 1, minimum: 0}}"), expected);
}

#[test]
fn boolean_schemas_become_objects() {
    let schema = clean("{S: {type: object, properties: {a: true, b: false}}}");

    assert_eq!(schema["properties"]["a"], json!({ "x-clientwright-pointer": format!("{POINTER}/properties/a") }));
    assert!(schema["properties"]["b"]["not"].is_object());
}

#[test]
fn siblings_of_a_reference_are_used() {
    let schema = clean("{T: {}, S: {$ref: '#/components/schemas/T', minLength: 1, type: [string, 'null']}}");

    assert_eq!((&schema["anyOf"][0]["minLength"], &schema["type"]), (&json!(1), &Value::Null));
    assert_eq!(schema["allOf"], json!([{ "$ref": "#/components/schemas/T" }]));
    assert_eq!(schema["anyOf"].as_array().map(Vec::len), Some(2));
}

#[test]
fn documentation_next_to_a_reference_has_no_effect() {
    let schema = clean("{T: {}, S: {$ref: '#/components/schemas/T', description: d}}");

    assert_eq!(schema, json!({ "$ref": "#/components/schemas/T" }));
}

#[test]
fn base64_is_the_format_byte() {
    assert_eq!(clean("{S: {type: string, contentEncoding: base64}}")["format"], "byte");
}

#[test]
fn content_that_is_not_encoded_is_binary() {
    assert_eq!(clean("{S: {contentMediaType: image/png}}")["format"], "binary");
    assert_eq!(clean("{S: {type: string, contentMediaType: application/octet-stream}}")["format"], "binary");
    assert_eq!(clean("{S: {type: string, contentMediaType: text/html}}")["format"], Value::Null);
}

#[test]
fn unsupported_keywords_move_to_extensions() {
    let schema = clean("{S: {type: array, prefixItems: [{type: integer, maximum: 1e3}]}}");

    let item =
        json!({ "type": "integer", "maximum": 1000, "x-clientwright-pointer": format!("{POINTER}/prefixItems/0") });
    assert_eq!(schema["x-clientwright-prefixItems"], json!([item]));
}

#[test]
fn a_keyword_that_is_not_validated_is_reported() {
    let (_, diagnostics) =
        schema("{S: {type: string, contentMediaType: application/json, contentSchema: {type: object}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-keyword", "/components/schemas/S/contentSchema")]);
}

#[test]
fn a_keyword_without_effect_is_ignored() {
    let (schema, diagnostics) = schema("{S: {type: array, minContains: 2, then: {}}}");

    assert_eq!(schema.as_object().map(serde_json::Map::len), Some(2));
    let expected = [
        ("ineffective-keyword", "/components/schemas/S/then"),
        ("ineffective-keyword", "/components/schemas/S/minContains"),
    ];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}

#[test]
fn each_type_of_several_gets_its_3_1_keywords() {
    let schema = clean("{S: {type: [object, array], patternProperties: {a: {}}, contains: {type: string}}}");

    let keywords =
        |index: usize| schema["anyOf"][index].as_object().map(|branch| branch.keys().cloned().collect::<Vec<_>>());
    let place = "x-clientwright-pointer";
    assert_eq!(keywords(0).unwrap_or_default(), ["x-clientwright-patternProperties", place, "type"]);
    assert_eq!(keywords(1).unwrap_or_default(), ["x-clientwright-contains", place, "type"]);
}

#[test]
fn keywords_of_3_1_are_unknown_in_3_0() {
    let text =
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {S: {const: 1, if: {}}}}\n";
    let (_, diagnostics) = normalized(text);

    let expected =
        [("unknown-keyword", "/components/schemas/S/const"), ("unknown-keyword", "/components/schemas/S/if")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}
