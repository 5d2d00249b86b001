//! Names in the document that are also names of modules, types and macros of the runtime have no other effect.

use std::collections::BTreeSet;

use clientwright::Generated;

/// Names in paths, imports and macros of generated code.
const NAMES: &[&str] = &[
    "base64",
    "builder",
    "chrono",
    "debug",
    "decode",
    "enum_de",
    "event_data",
    "form_urlencoded",
    "format_duration",
    "format_email",
    "format_hostname",
    "format_ip",
    "format_json_pointer",
    "format_regex",
    "format_time",
    "format_uri",
    "format_uuid",
    "inline",
    "lenient_integer",
    "lenient_integer::deserialize",
    "multipart",
    "object",
    "object_reader",
    "object_reader::present",
    "object_writer",
    "of",
    "open_object",
    "optional",
    "optional_of",
    "params",
    "pattern",
    "pattern_backtracking",
    "request_body",
    "required",
    "required_of",
    "response_header",
    "schema",
    "stream",
    "string_enum",
    "types",
    "union_enum",
    "uuid",
    "BTreeMap",
    "Builder",
    "Call",
    "Client",
    "Credential",
    "Deserialize",
    "Header",
    "NoDeclaredErrors",
    "Nullable",
    "Operation",
    "Parameter",
    "RequestBody",
    "ResponseSpec",
    "Schema",
    "Serialize",
    "Style",
    "Validate",
];

/// Returns the files, the imports, and the manifest with `lib.rs` of a crate with a property, a parameter and enum values of a name.
fn held(name: &str) -> (BTreeSet<String>, BTreeSet<String>, String) {
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "get": {
            "operationId": "a",
            "parameters": [{ "name": name, "in": "query", "schema": { "type": "boolean" } }],
            "responses": { "200": { "description": "d", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/A" }
            } } } }
        } } },
        "components": { "schemas": { "A": { "type": "object", "properties": {
            name: { "type": "string", "description": name },
            "list": { "type": "string", "enum": [name, "other"] },
            "exact": { "type": "string", "enum": [name], "default": name }
        } } } }
    });
    let (generated, diagnostics) = crate::support_generate::generated(&document.to_string(), None);
    let Generated { files, .. } = generated.unwrap_or_else(|| panic!("{name}: {diagnostics:?}"));
    let imports =
        files.iter().filter(|(path, _)| path.starts_with("src/types/") || path.starts_with("src/operations/"));
    let imports = imports.flat_map(|(_, text)| text.lines()).filter(|line| line.starts_with("use "));
    let root = format!("{}{}", files["Cargo.toml"], files["src/lib.rs"]);
    (files.keys().cloned().collect(), imports.map(str::to_owned).collect(), root)
}

#[test]
fn names_bring_no_files_dependencies_exports_or_imports() {
    let usual = held("usual");
    for name in NAMES {
        let held = held(name);

        assert_eq!(held.0, usual.0, "files of {name}");
        assert_eq!(held.1, usual.1, "imports of {name}");
        assert_eq!(held.2, usual.2, "Cargo.toml and lib.rs of {name}");
    }
}

#[test]
fn a_tag_brings_no_files_either() {
    for name in ["stream", "uuid", "pattern", "multipart"] {
        let document = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {{tags: [{name}], operationId: {name}, responses: {{'204': {{description: d}}}}}}}}}}\n"
        );
        let (generated, diagnostics) = crate::support_generate::generated(&document, None);
        let Generated { files, .. } = generated.unwrap_or_else(|| panic!("{name}: {diagnostics:?}"));

        assert!(!files.contains_key(&format!("src/runtime/{name}.rs")), "{name}");
        assert!(!files["Cargo.toml"].contains("futures-core") && !files["Cargo.toml"].contains("regex"), "{name}");
    }
}
