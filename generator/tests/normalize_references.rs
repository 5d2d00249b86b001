//! References: which are resolved, which are rejected, and which siblings they may have.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized, schema};
use serde_json::json;

#[test]
fn a_reference_to_nothing_is_an_error_with_the_nearest_name() {
    let (_, diagnostics) = schema("{Widget: {}, S: {$ref: '#/components/schemas/Wigdet'}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("dangling-reference", "/components/schemas/S/$ref")]);
    let help = diagnostics.iter().map(|diagnostic| diagnostic.help.as_str()).collect::<String>();
    assert!(help.contains("#/components/schemas/Widget"), "{help}");
}

#[test]
fn a_reference_to_a_missing_file_is_an_error() {
    for reference in ["other.yaml", "other.yaml#/components/schemas/A"] {
        let (_, diagnostics) = schema(&format!("{{S: {{$ref: '{reference}'}}}}"));
        assert_eq!(
            codes_and_pointers(&diagnostics),
            [("unreadable-file", "/components/schemas/S/$ref")],
            "{reference}"
        );
    }
}

#[test]
fn a_reference_to_a_url_is_an_error() {
    let (_, diagnostics) = schema("{S: {$ref: 'https://example.com/a.json'}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("external-reference", "/components/schemas/S/$ref")]);
}

#[test]
fn a_reference_to_nothing_is_an_error() {
    for reference in ["#/paths/~1a", "#/components/schemas/S/properties/a"] {
        let (_, diagnostics) = schema(&format!("{{S: {{items: {{$ref: '{reference}'}}}}}}"));
        let expected = [("dangling-reference", "/components/schemas/S/items/$ref")];
        assert_eq!(codes_and_pointers(&diagnostics), expected, "{reference}");
    }
}

#[test]
fn a_reference_to_a_missing_component_of_another_kind_is_an_error() {
    let (_, diagnostics) = schema("{S: {items: {$ref: '#/components/responses/R'}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("dangling-reference", "/components/schemas/S/items/$ref")]);
}

#[test]
fn an_escaped_reference_is_unescaped() {
    let (schema, diagnostics) = schema("{'a b/c': {}, S: {$ref: '#/components/schemas/a%20b~1c'}}");

    assert_eq!(codes_and_pointers(&diagnostics), []);
    assert_eq!(schema, json!({ "$ref": "#/components/schemas/a b/c" }));
}

#[test]
fn siblings_of_a_reference_are_ignored_with_a_warning() {
    let (schema, diagnostics) =
        schema("{T: {}, S: {$ref: '#/components/schemas/T', description: d, minLength: 1, nullable: false}}");

    assert_eq!(schema, json!({ "$ref": "#/components/schemas/T" }));
    let at = "/components/schemas/S";
    let expected = [format!("{at}/minLength"), format!("{at}/nullable")];
    assert_eq!(
        codes_and_pointers(&diagnostics),
        expected.each_ref().map(|pointer| ("ignored-sibling", pointer.as_str()))
    );
}

#[test]
fn nullable_next_to_a_reference_is_used() {
    let (schema, diagnostics) = schema("{T: {}, S: {$ref: '#/components/schemas/T', nullable: true}}");

    let expected = json!({
        "nullable": true,
        "x-clientwright-pointer": "/components/schemas/S",
        "allOf": [{ "$ref": "#/components/schemas/T" }],
    });
    assert_eq!(schema, expected);
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn a_property_may_be_called_ref() {
    let (schema, diagnostics) = schema("{S: {type: object, properties: {$ref: {type: string}}}}");

    assert_eq!(schema["properties"]["$ref"]["type"], "string");
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn a_reference_within_a_value_is_not_a_reference() {
    let (schema, diagnostics) =
        schema("{S: {enum: [{$ref: nowhere}], default: {$ref: nowhere}, example: {$ref: nowhere}}}");

    assert_eq!(schema["default"], json!({ "$ref": "nowhere" }));
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn references_that_only_refer_to_one_another_are_an_error() {
    let (_, diagnostics) = schema("{A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}, S: {}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("reference-cycle", "/components/schemas/A")]);
}

#[test]
fn a_recursive_schema_is_not_a_cycle() {
    let (_, diagnostics) = schema("{S: {type: object, properties: {s: {$ref: '#/components/schemas/S'}}}}");

    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn a_reference_to_a_missing_parameter_is_an_error() {
    let path = "/a: {get: {operationId: a, responses: {}, parameters: [{$ref: '#/components/parameters/P'}]}}";
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{{path}}}\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("dangling-reference", "/paths/~1a/get/parameters/0/$ref")]);
}

#[test]
fn references_of_path_items_must_exist() {
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{/a: {{$ref: '#/paths/~1c'}}, /b: {{$ref: b.yaml}}}}\n"));

    let expected = [("dangling-reference", "/paths/~1a/$ref"), ("unreadable-file", "/paths/~1b/$ref")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}
