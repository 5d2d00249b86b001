//! Helpers for the tests of the whole pipeline.

use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use clientwright::{Generated, Lock, generate};

/// Generates the crate of a text, as the content of the file `api.yaml`.
pub fn generated(text: &str, lock: Option<&Lock>) -> (Option<Generated>, Diagnostics) {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("api.yaml");
    std::fs::write(&spec, text).expect("a file");
    from(&spec, lock)
}

/// Generates the crate of a file.
pub fn from(spec: &Path, lock: Option<&Lock>) -> (Option<Generated>, Diagnostics) {
    let target = Target { spec: spec.to_owned(), name: "made".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, lock, &mut diagnostics);
    (generated, diagnostics)
}

/// Generates the crate of a text, with a type or error enum renamed.
pub fn renamed(text: &str, name: &str, wanted: &str) -> (Option<Generated>, Diagnostics) {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("api.yaml");
    std::fs::write(&spec, text).expect("a file");
    let rename = [(name.to_owned(), wanted.to_owned())].into();
    let target = Target { spec, name: "made".to_owned(), rename, ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics);
    (generated, diagnostics)
}

/// Asserts that everything in `before` has the same name in `after`.
#[track_caller]
pub fn assert_kept(before: &Lock, after: &Lock) {
    let tables = |lock: &Lock| {
        [
            ("types", lock.types.clone()),
            ("errors", lock.errors.clone()),
            ("operations", lock.operations.clone()),
            ("operation_types", lock.operation_types.clone()),
            ("headers", lock.headers.clone()),
            ("servers", lock.servers.clone()),
        ]
    };
    for ((table, before), (_, after)) in tables(before).into_iter().zip(tables(after)) {
        for (place, name) in before {
            assert_eq!(after.get(&place), Some(&name), "{table}: {place}");
        }
    }
}
