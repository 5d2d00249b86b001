//! Null instead of an array or an object, and one of the two instead of the other.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized, schema};
use serde_json::{Value, json};

/// Returns the codes and pointers of the diagnostics of a document with an operation with these fields.
fn of_operation(fields: &str) -> Vec<(String, String)> {
    let (document, diagnostics) =
        normalized(&format!("{HEAD}paths: {{/a: {{get: {{operationId: x, responses: {{}}, {fields}}}}}}}\n"));
    assert!(document.is_some(), "{diagnostics:?}");
    codes_and_pointers(&diagnostics).iter().map(|(code, pointer)| ((*code).to_owned(), (*pointer).to_owned())).collect()
}

/// Returns the schema with these keywords, and the codes of its diagnostics.
fn of_schema(keywords: &str) -> (Value, Vec<String>) {
    let (mut schema, diagnostics) = schema(&format!("{{S: {{{keywords}}}}}"));
    schema.as_object_mut().and_then(|schema| schema.shift_remove("x-clientwright-pointer"));
    (schema, codes_and_pointers(&diagnostics).iter().map(|(code, _)| (*code).to_owned()).collect())
}

#[test]
fn null_instead_of_a_list_or_map_of_an_operation_is_ignored() {
    for field in ["tags", "parameters", "callbacks", "security", "servers", "requestBody", "externalDocs"] {
        let expected = [("null-value".to_owned(), format!("/paths/~1a/get/{field}"))];
        assert_eq!(of_operation(&format!("{field}: null")), expected, "{field}");
    }
}

#[test]
fn null_instead_of_responses_is_an_empty_object() {
    let (document, diagnostics) =
        normalized(&format!("{HEAD}paths: {{/a: {{get: {{operationId: x, responses: null}}}}}}\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("missing-field", "/paths/~1a/get")]);
    assert!(document.is_some());
}

#[test]
fn null_instead_of_paths_is_ignored() {
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: null\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("missing-field", "")]);
}

#[test]
fn null_instead_of_components_and_their_maps_is_ignored() {
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\ncomponents: null\n"));
    assert_eq!(codes_and_pointers(&diagnostics), [("null-value", "/components")]);

    let maps = "responses: , parameters: , examples: , requestBodies: , headers: , securitySchemes: , links: ";
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\ncomponents: {{{maps}}}\n"));
    assert_eq!(codes_and_pointers(&diagnostics).len(), 7, "{diagnostics:?}");
}

#[test]
fn null_instead_of_a_schema_keyword_is_ignored() {
    let keywords = [
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "allOf",
        "oneOf",
        "anyOf",
        "additionalProperties",
        "nullable",
        "minLength",
        "minimum",
        "pattern",
        "discriminator",
        "format",
        "not",
        "exclusiveMinimum",
        "uniqueItems",
        "xml",
    ];
    for keyword in keywords {
        assert_eq!(of_schema(&format!("{keyword}: null")), (json!({}), vec!["null-value".to_owned()]), "{keyword}");
    }
}

#[test]
fn null_in_a_union_is_ignored() {
    let (schema, codes) = of_schema("oneOf: [null, {type: string}]");

    assert_eq!((schema["oneOf"].as_array().map(Vec::len), codes), (Some(1), vec!["null-value".to_owned()]));
}

#[test]
fn null_instead_of_scopes_is_an_empty_list() {
    let (document, diagnostics) = normalized(&format!("{HEAD}security: [{{a: null}}]\npaths: {{}}\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("null-value", "/security/0/a")]);
    let security = document.and_then(|document| document.security).unwrap_or_default();
    assert!(security.iter().all(|requirement| requirement.contains_key("a")), "{security:?}");
}

#[test]
fn an_empty_array_or_object_is_read_as_the_other() {
    let (schema, codes) = of_schema("type: object, properties: [], required: {}");

    assert_eq!(schema, json!({ "type": "object" }));
    assert_eq!(codes, ["wrong-type", "wrong-type"]);
    assert_eq!(of_operation("parameters: {}"), [("wrong-type".to_owned(), "/paths/~1a/get/parameters".to_owned())]);
}

#[test]
fn a_single_element_needs_no_array() {
    let (schema, codes) = of_schema("allOf: {type: string}, enum: a");

    assert_eq!((schema["allOf"][0]["type"].as_str(), &schema["enum"]), (Some("string"), &Value::Null));
    assert_eq!(schema["x-clientwright-enum"], json!(["a"]));
    assert_eq!(codes, ["wrong-type", "wrong-type"]);
    assert_eq!(of_operation("servers: {url: /}").len(), 1);
}

#[test]
fn a_non_empty_array_or_object_instead_of_the_other_is_an_error() {
    for field in ["info: [a]", "paths: [a]", "components: {schemas: [a]}"] {
        let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\n{field}\n"));
        assert!(diagnostics.has_errors(), "{field}");
    }
}

#[test]
fn an_array_of_items_is_any_of_them() {
    assert_eq!(of_schema("items: [{type: string}]").0["items"]["type"], "string");
    let (schema, codes) = of_schema("items: [{type: string}, {type: integer}]");

    assert_eq!((schema["items"]["anyOf"].as_array().map(Vec::len), codes), (Some(2), vec!["wrong-type".to_owned()]));
}
