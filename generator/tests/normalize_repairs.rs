//! Repaired values.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized, schema, whole};
use serde_json::{Value, json};

/// Returns the schema `S`, and the codes of the diagnostics.
fn of(text: &str) -> (Value, Vec<String>) {
    let (schema, diagnostics) = schema(&format!("{{S: {text}, T: {{type: string}}}}"));
    let codes = codes_and_pointers(&diagnostics).into_iter().map(|(code, _)| code.to_owned()).collect();
    (schema, codes)
}

#[test]
fn a_format_that_the_example_does_not_match_is_not_checked() {
    let (schema, codes) = of("{type: string, format: date-time, example: '2020-12-31'}");

    assert_eq!((&schema["x-clientwright-format-mismatch"], codes), (&json!(true), vec!["format-mismatch".to_owned()]));
}

#[test]
fn a_format_that_the_values_match_is_kept() {
    let (schema, codes) = of("{type: string, format: date, example: '2020-12-31', default: '2021-01-01'}");

    assert_eq!((&schema["format"], codes), (&json!("date"), vec![]));
}

#[test]
fn a_default_out_of_bounds_is_ignored() {
    for bounds in
        ["minimum: 6", "maximum: 4", "minimum: 5, exclusiveMinimum: true", "maximum: 5, exclusiveMaximum: true"]
    {
        let (schema, codes) = of(&format!("{{type: integer, {bounds}, default: 5}}"));
        assert_eq!((schema.get("default"), codes), (None, vec!["default-mismatch".to_owned()]), "{bounds}");
    }
}

#[test]
fn a_default_within_its_bounds_is_kept() {
    let (schema, codes) = of("{type: integer, minimum: 5, maximum: 5, default: 5}");

    assert_eq!((&schema["default"], codes), (&json!(5), vec![]));
}

#[test]
fn a_list_of_properties_becomes_a_map() {
    let (schema, codes) = of("{type: object, properties: [{a: {type: string}}, {b: {type: integer}}]}");

    assert_eq!(
        (&schema["properties"]["a"]["type"], &schema["properties"]["b"]["type"]),
        (&json!("string"), &json!("integer"))
    );
    assert_eq!(codes, ["wrong-type"]);
}

#[test]
fn duplicate_properties_in_a_list_are_an_error() {
    let (_, diagnostics) = schema("{S: {type: object, properties: [{a: {type: string}}, {a: {type: integer}}]}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/components/schemas/S/properties")]);
    assert!(diagnostics.has_errors());
}

#[test]
fn a_map_of_parameters_becomes_a_list() {
    let parameters =
        "{a: {name: a, in: query, schema: {type: string}}, b: {name: b, in: query, schema: {type: string}}}";
    let (document, diagnostics) = normalized(&format!(
        "{HEAD}paths:\n  /a:\n    get: {{operationId: a, parameters: {parameters}, responses: {{}}}}\n"
    ));
    let document = document.expect("a document");
    let operation = document.operations().next().expect("an operation").2;

    assert_eq!(operation.parameters.len(), 2);
    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/paths/~1a/get/parameters")]);
}

#[test]
fn unquoted_null_is_the_type_null_in_a_union() {
    let (schema, codes) = of("{oneOf: [{type: string}, {type: null}]}");

    assert_eq!((&schema["oneOf"][1]["type"], codes), (&json!("null"), vec!["null-value".to_owned()]));
}

#[test]
fn null_instead_of_a_type_elsewhere_is_ignored() {
    let (schema, codes) = of("{type: null, minLength: 1}");

    assert_eq!((schema.get("type"), codes), (None, vec!["null-value".to_owned()]));
}

#[test]
fn an_exclusive_flag_of_3_0_is_used_in_3_1() {
    let (document, diagnostics) = normalized(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {S: {type: integer, minimum: 0, exclusiveMinimum: true}}}\n",
    );
    let schemas = document.and_then(|document| document.components).map(|components| components.schemas);
    let schema = serde_json::to_value(schemas.expect("schemas").get("S")).expect("JSON");

    assert_eq!((&schema["minimum"], &schema["exclusiveMinimum"]), (&json!(0), &json!(true)));
    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/components/schemas/S/exclusiveMinimum")]);
}

#[test]
fn an_undeclared_server_variable_is_declared() {
    let servers = "servers: [{url: 'https://{region}.a.com/{v}', variables: {v: {enum: [a, b]}}}]\n";
    let (document, diagnostics) = normalized(&format!("{HEAD}{servers}paths: {{}}\n"));
    let server = document.expect("a document").servers.swap_remove(0);
    let variables = server.variables.expect("variables");

    assert_eq!((variables["region"].default.as_str(), variables["v"].default.as_str()), ("", "a"));
    let expected = [("missing-field", "/servers/0/variables/v"), ("undeclared-server-variable", "/servers/0/url")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}

#[test]
fn a_reference_to_an_anchor_is_resolved() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n\
                components: {schemas: {A: {properties: {a: {$anchor: here, type: string}}}, B: {items: {$ref: '#here'}}}}\n";
    let (document, diagnostics) = whole(text);
    let components = document.and_then(|document| document.openapi.components).expect("components");
    let schemas = serde_json::to_value(&components.schemas).expect("JSON");

    let name =
        schemas["B"]["items"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()).expect("a reference");
    assert_eq!(schemas[name]["type"], "string");
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn a_repaired_large_value_is_truncated() {
    let many: Vec<String> = (0..100).map(|index| format!("a{index}: {{type: string}}")).collect();
    let (_, diagnostics) = schema(&format!("{{S: {{type: object, properties: [{{{}}}]}}}}", many.join(", ")));

    let message = &diagnostics.iter().next().expect("a warning").message;
    assert!(message.len() < 250 && message.contains('…'), "{message}");
}
