//! Optional files of the runtime, which a crate has only if its code uses them.

use std::collections::BTreeMap;

use clientwright::Generated;
use serde_json::json;

/// Returns the files of a crate with a required query parameter of a type and format.
fn with_parameter(r#type: &str, format: &str) -> BTreeMap<String, String> {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "get": {
            "operationId": "a",
            "parameters": [
                { "name": "p", "in": "query", "required": true, "schema": { "type": r#type, "format": format } }
            ],
            "responses": { "204": { "description": "d" } }
        } } }
    });
    let (generated, diagnostics) = crate::support_generate::generated(&document.to_string(), None);
    let Generated { files, .. } = generated.unwrap_or_else(|| panic!("{document}: {diagnostics:?}"));
    files
}

#[test]
fn a_format_that_is_not_checked_brings_no_file() {
    for format in ["byte", "uuid", "uri"] {
        let of_string = with_parameter("string", format);
        let of_boolean = with_parameter("boolean", format);

        assert_eq!(of_boolean.len() + 1, of_string.len(), "{format}");
    }
}

#[test]
fn an_example_names_a_base64_string_by_its_path() {
    let files = with_parameter("string", "byte");

    assert!(files["src/lib.rs"].contains("pub use runtime::validation::base64;"));
    assert!(files["src/operations/shared.rs"].contains("p: made::base64::Base64"), "{files:#?}");
}
