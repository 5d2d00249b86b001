//! The small documents, each of which shows one thing.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::{Formats, PageRule, RuntimeSource, Target};
use clientwright::{Generated, generate};
use serde::Deserialize;
use serde_json::json;

/// Returns the path of a document.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("documents").join(format!("{name}.yaml"))
}

/// Generates the crate of a document with a copy of the runtime, and returns the codes of what was reported.
///
/// # Panics
///
/// If there is none.
pub fn generated(name: &str) -> (Generated, Vec<&'static str>) {
    generated_with(name, RuntimeSource::Copied)
}

/// Returns the package of the runtime in this workspace.
pub fn runtime_package() -> RuntimeSource {
    RuntimeSource::Path(Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime"))
}

/// Generates the crate of a document with a runtime, and returns the codes of what was reported.
///
/// # Panics
///
/// If there is none.
pub fn generated_with(name: &str, runtime: RuntimeSource) -> (Generated, Vec<&'static str>) {
    let target = Target {
        spec: path(name),
        out: "unused".into(),
        name: name.replace('_', "-"),
        redact: vec!["secret".to_owned()],
        runtime,
        formats: formats(name),
        pages: page_rules(name),
        features_by_tag: name == "tags",
        ..Target::default()
    };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics);
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (generated.unwrap_or_else(|| panic!("{diagnostics:#?}")), codes)
}

/// Returns what the target says of pages.
fn page_rules(name: &str) -> Vec<PageRule> {
    #[derive(Deserialize)]
    struct Rules {
        pages: Vec<PageRule>,
    }

    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("targets").join(format!("{name}.toml"));
    let Ok(text) = fs::read_to_string(file) else { return Vec::new() };
    toml::from_str::<Rules>(&text).expect("the rules").pages
}

/// Returns what the target says of formats.
fn formats(name: &str) -> Formats {
    let settings = match name {
        "settings_of_formats" => json!({
            "date-time": "String",
            "email": false,
            "host-id": { "type": "uuid::Uuid", "dependencies": { "uuid": { "version": "1", "features": ["serde"] } } },
            "int128": "i128",
            "int32": false,
            "ipv4": "std::net::Ipv4Addr",
            "single": "f32",
            "uuid": false,
        }),
        _ => json!({}),
    };
    serde_json::from_value(settings).expect("formats")
}
