//! References to components of each kind in positions that require each other kind: coerced, or one error.

use clientwright::diagnostic::{Diagnostics, Severity};
use serde_json::{Value, json};

/// One component of each kind.
fn components() -> Value {
    let content = json!({ "application/json": { "schema": { "type": "integer" } } });
    json!({
        "schemas": { "X": { "type": "integer" } },
        "responses": { "X": { "description": "d", "headers": { "H": { "schema": {} } }, "content": content } },
        "parameters": { "X": { "name": "x", "in": "query", "style": "form", "explode": true, "schema": { "type": "integer" } } },
        "examples": { "X": { "value": 1 } },
        "requestBodies": { "X": { "required": true, "content": content } },
        "headers": { "X": { "schema": { "type": "integer" } } },
        "securitySchemes": { "X": { "type": "http", "scheme": "bearer" } },
        "links": { "X": { "operationId": "a" } },
        "callbacks": { "X": {} }
    })
}

/// A document with a reference to the component `X` of the kind `found` where `wanted` is required, with siblings, and
/// another problem.
fn document(wanted: &str, found: &str, siblings: &Value) -> Value {
    let mut reference = json!({ "$ref": format!("#/components/{found}/X") });
    for (name, value) in siblings.as_object().into_iter().flatten() {
        reference[name] = value.clone();
    }
    let mut response = json!({ "description": "d" });
    let mut operation = json!({ "operationId": "a" });
    match wanted {
        "schemas" => response["content"] = json!({ "application/json": { "schema": reference } }),
        "mediaTypes" => response["content"] = json!({ "application/json": reference }),
        "examples" => response["content"] = json!({ "application/json": { "examples": { "e": reference } } }),
        "headers" => response["headers"] = json!({ "H": reference }),
        "links" => response["links"] = json!({ "l": reference }),
        "responses" => response = reference,
        "parameters" => operation["parameters"] = json!([reference]),
        "requestBodies" => operation["requestBody"] = reference,
        "callbacks" => operation["callbacks"] = json!({ "c": reference }),
        other => panic!("{other}"),
    }
    operation["responses"] = json!({ "200": response });
    json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "post": operation } },
        "components": components()
    })
}

/// The result for the reference.
#[derive(Debug, PartialEq)]
enum Read {
    Well,
    WithWarning(&'static str),
    Not,
}

fn read(wanted: &str, found: &str, siblings: &Value) -> (Read, Diagnostics) {
    let document = document(wanted, found, siblings);
    let (generated, diagnostics) = crate::support_generate::generated(&document.to_string(), None);
    let of = |severity| diagnostics.iter().filter(move |one| one.severity == severity).collect::<Vec<_>>();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    assert_eq!(generated.is_none(), !errors.is_empty(), "{wanted} {found}: {diagnostics:?}");
    let read = match (errors.as_slice(), warnings.as_slice()) {
        ([], []) => Read::Well,
        ([], [warning]) => Read::WithWarning(warning.code),
        ([error], []) if error.pointer.ends_with("/$ref") => Read::Not,
        _ => panic!("{wanted} {found}: {diagnostics:#?}"),
    };
    (read, diagnostics)
}

const KINDS: [&str; 9] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
];

#[test]
fn each_kind_is_coerced_with_a_warning_or_one_error() {
    let holders = ["responses", "parameters", "requestBodies", "headers"];
    for wanted in ["schemas", "mediaTypes", "responses", "parameters", "requestBodies", "headers", "callbacks"] {
        for found in KINDS {
            let expected = match (wanted, found) {
                (wanted, found) if wanted == found => Read::Well,
                ("schemas", found) if holders.contains(&found) => Read::WithWarning("reference-kind"),
                ("mediaTypes", found) if found == "schemas" || holders.contains(&found) => {
                    Read::WithWarning("reference-kind")
                }
                ("responses", "schemas" | "requestBodies")
                | ("requestBodies", "schemas" | "responses")
                | ("headers", "schemas" | "parameters") => Read::WithWarning("reference-kind"),
                _ => Read::Not,
            };
            assert_eq!(read(wanted, found, &json!({})).0, expected, "{found} in place of {wanted}");
        }
    }
}

#[test]
fn examples_and_links_of_another_kind_are_ignored_with_a_warning() {
    for wanted in ["examples", "links"] {
        for found in KINDS.into_iter().filter(|found| *found != wanted) {
            let (read, diagnostics) = read(wanted, found, &json!({}));

            assert_eq!(
                read,
                Read::WithWarning("unsupported-reference"),
                "{found} in place of {wanted}: {diagnostics:?}"
            );
        }
    }
}

#[test]
fn a_schema_next_to_the_name_of_a_parameter_is_its_schema() {
    for found in ["schemas", "headers"] {
        let (read, diagnostics) = read("parameters", found, &json!({ "name": "q", "in": "query" }));

        assert_eq!(read, Read::WithWarning("reference-kind"), "{found}: {diagnostics:?}");
        let document = document("parameters", found, &json!({ "name": "q", "in": "query" }));
        let files = crate::support_generate::generated(&document.to_string(), None).0.expect("a crate").files;
        assert!(files["src/operations/shared.rs"].contains('q'), "{found}");
        assert!(
            files["src/operations/shared.rs"].contains("INTEGER")
                || files["src/operations/shared.rs"].contains("types::X")
        );
    }
}

#[test]
fn a_request_body_instead_of_a_response_keeps_its_content() {
    let document = document("responses", "requestBodies", &json!({}));
    let files = crate::support_generate::generated(&document.to_string(), None).0.expect("a crate").files;

    assert!(files["src/operations/shared.rs"].contains("Call<i64"), "{}", files["src/operations/shared.rs"]);
}

#[test]
fn a_path_parameter_that_cannot_be_coerced_is_one_error() {
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
        "paths": { "/a/{x}": { "get": {
            "operationId": "a", "parameters": [{ "$ref": "#/components/schemas/X" }], "responses": {}
        } } },
        "components": components()
    });
    let (_, diagnostics) = crate::support_generate::generated(&document.to_string(), None);

    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
    assert_eq!(errors.map(|one| one.code).collect::<Vec<_>>(), ["unsupported-reference"], "{diagnostics:?}");
}

#[test]
fn all_such_errors_are_reported_in_one_run() {
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
        "paths": {
            "/a": { "get": { "operationId": "a", "responses": { "200": { "$ref": "#/components/securitySchemes/X" } } } },
            "/b": { "get": { "operationId": "b", "parameters": [{ "$ref": "#/components/responses/X" }], "responses": {} } },
            "/c": { "$ref": "#/components/schemas/X" },
            "/d": { "get": { "operationId": "d", "parameters": [{ "name": 1, "in": "nowhere" }], "responses": {} } }
        },
        "components": components()
    });
    let (_, diagnostics) = crate::support_generate::generated(&document.to_string(), None);
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<(&str, &str)> = errors.map(|one| (one.code, one.pointer.as_str())).collect();

    assert!(errors.contains(&("unsupported-reference", "/paths/~1a/get/responses/200/$ref")), "{errors:?}");
    assert!(errors.contains(&("unsupported-reference", "/paths/~1b/get/parameters/0/$ref")), "{errors:?}");
    assert!(errors.contains(&("unsupported-reference", "/paths/~1c/$ref")), "{errors:?}");
    assert!(errors.iter().any(|(_, pointer)| pointer.starts_with("/paths/~1d/")), "{errors:?}");
    assert_eq!(errors.len(), 4, "{errors:?}");
}
