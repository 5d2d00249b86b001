//! Helpers for the tests of `normalize`.

use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::load;
use clientwright::normalize::{self, Document};
use openapiv3::OpenAPI;
use serde_json::Value;

/// The start of a document, to which `paths` and more are appended.
pub const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";

/// Normalizes a YAML document, and returns its openapiv3 model.
pub fn normalized(text: &str) -> (Option<OpenAPI>, Diagnostics) {
    let (document, diagnostics) = whole(text);
    (document.map(|document| document.openapi), diagnostics)
}

/// Normalizes a YAML document.
pub fn whole(text: &str) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = load::parse(Path::new("a.yaml"), text.as_bytes().to_vec(), &mut diagnostics)
        .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
    assert_eq!(document.is_none(), diagnostics.has_errors(), "{diagnostics:#?}");
    (document, diagnostics)
}

/// Normalizes the first of several files, and returns its openapiv3 model as JSON.
pub fn of_files(files: &[(&str, &str)]) -> (Value, Diagnostics) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut diagnostics = Diagnostics::default();
    let first = files.first().expect("a file").0;
    let document = load::load(&folder.path().join(first), &mut diagnostics)
        .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
    (serde_json::to_value(document.map(|document| document.openapi)).expect("a document is JSON"), diagnostics)
}

/// Returns the code and pointer of each diagnostic.
pub fn codes_and_pointers(diagnostics: &Diagnostics) -> Vec<(&str, &str)> {
    diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.pointer.as_str())).collect()
}

/// Returns the schema `S` of a document with the component schemas `schemas`, in YAML's flow style, and the
/// diagnostics.
pub fn schema(schemas: &str) -> (Value, Diagnostics) {
    let (document, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {schemas}}}\n"));
    let schemas = document.and_then(|document| document.components).map(|components| components.schemas);
    let schema = schemas.and_then(|mut schemas| schemas.shift_remove("S"));
    (serde_json::to_value(schema).expect("a schema is JSON"), diagnostics)
}
