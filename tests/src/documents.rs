//! The small documents, each of which shows one thing.

use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use clientwright::{Generated, generate};

/// Returns the path of a document.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("documents").join(format!("{name}.yaml"))
}

/// Generates the crate of a document, and returns the codes of what was reported.
///
/// # Panics
///
/// If there is none.
pub fn generated(name: &str) -> (Generated, Vec<&'static str>) {
    let target = Target {
        spec: path(name),
        out: "unused".into(),
        name: name.replace('_', "-"),
        redact: vec!["secret".to_owned()],
        ..Target::default()
    };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics);
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (generated.unwrap_or_else(|| panic!("{diagnostics:#?}")), codes)
}
