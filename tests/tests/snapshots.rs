//! What small documents become: each shows one thing, and the crate that is made of it compiles without a warning.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::{Formats, Target};
use clientwright::{Generated, generate};
use clientwright_tests::crates;
use serde_json::json;

/// Generates the crate of a document, and returns the codes of what was reported.
fn generated(name: &str) -> (Generated, Vec<&'static str>) {
    let target = Target {
        spec: crates::documents().join(format!("{name}.yaml")),
        out: "unused".into(),
        name: name.replace('_', "-"),
        redact: vec!["secret".to_owned()],
        formats: formats(name),
        ..Target::default()
    };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics);
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (generated.unwrap_or_else(|| panic!("{diagnostics:#?}")), codes)
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

/// Returns the files that tell something, one after another.
fn telling(generated: &Generated) -> String {
    let telling = |path: &str| {
        ["src/types/", "src/operations/"].iter().any(|folder| path.starts_with(folder)) && !path.ends_with("/mod.rs")
            || ["src/client.rs", "src/errors.rs"].contains(&path)
    };
    let files = generated.files.iter().filter(|(path, _)| telling(path));
    files.map(|(path, text)| format!("// ---- {path}\n{text}")).collect::<Vec<_>>().join("\n")
}

fn check(name: &str, expected: &[&str]) {
    let (generated, codes) = generated(name);
    assert_eq!(codes, expected);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, telling(&generated));
    });
}

/// Where the crates are written and checked.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("snapshots")
}

/// Declares a test of the snapshot, and one that its crate compiles.
macro_rules! documents {
    ($($name:ident: $expected:expr,)*) => {
        mod looks {
            $(#[test]
            fn $name() {
                super::check(stringify!($name), &$expected);
            })*
        }
        mod compiles {
            $(#[test]
            fn $name() {
                let messages = clientwright_tests::crates::messages(&super::folder(), super::crates());
                let own: Vec<_> = messages.iter().filter(|message| message.package == stringify!($name)).collect();
                assert!(own.is_empty(), "{own:#?}");
            })*
        }
        /// Generates all crates.
        fn crates() -> Vec<(&'static str, BTreeMap<String, String>)> {
            vec![$((stringify!($name), generated(stringify!($name)).0.files)),*]
        }
    };
}

documents! {
    all_of: [],
    answers_of_several_kinds: ["bodiless-response"],
    bodies_of_several_kinds: ["empty-body", "other-media-types"],
    body_without_schema: [],
    bounds: [],
    components_that_are_no_objects: [],
    credentials: [],
    defaults: [],
    deprecated: [],
    discriminated_union: [],
    enums_of_other_values: [],
    errors_by_status: [],
    formats: [],
    formats_that_examples_break: ["broken-format", "broken-format", "broken-format"],
    forms: [],
    free_json: [],
    further_members: [],
    keywords_of_3_1: [],
    maps: [],
    members_that_keywords_see: [],
    multipart: ["part-headers"],
    names_of_components: [],
    names_of_members: [],
    names_of_operations: ["missing-operation-id"],
    names_of_rust: [],
    names_that_are_taken: [],
    names_that_clash: [],
    nullable_patch_field: [],
    optional_parameters: [],
    parameters_of_3_2: [],
    parameters_of_every_style: [],
    patterns: ["pattern-flag", "unsupported-pattern"],
    prose: [],
    read_and_write_only: [],
    recursive_tree: [],
    required_and_nullable: [],
    response_headers: ["reserved-header"],
    security: ["unsupported-security"],
    servers: [],
    settings_of_formats: [],
    shapes_that_are_alike: [],
    streams: [],
    streams_of_items: [],
    string_enum: [],
    string_or_enum: [],
    union_told_apart_by_a_value: [],
    union_with_null: [],
    untagged_union: [],
    whole_numbers: [],
}
