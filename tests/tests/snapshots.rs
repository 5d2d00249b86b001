//! What small documents become: each shows one thing, and the crate that is made of it compiles without a warning.

use std::path::{Path, PathBuf};

use clientwright::Generated;
use clientwright_tests::crates::Message;
use clientwright_tests::documents::generated;

/// Returns some files, one after another.
fn text(generated: &Generated, is_shown: impl Fn(&str) -> bool) -> String {
    let files = generated.files.iter().filter(|(path, _)| is_shown(path));
    files.map(|(path, text)| format!("// ---- {path}\n{text}")).collect::<Vec<_>>().join("\n")
}

/// Returns whether a file tells something of most documents.
fn is_telling(path: &str) -> bool {
    ["src/types/", "src/operations/"].iter().any(|folder| path.starts_with(folder)) && !path.ends_with("/mod.rs")
        || ["src/client.rs", "src/errors.rs"].contains(&path)
}

fn check(name: &str, expected: &[&str]) {
    let (generated, codes) = generated(name);
    assert_eq!(codes, expected);
    snapshot(name, &text(&generated, is_telling));
}

/// Checks the module `testing`.
fn check_testing(name: &str) {
    let (generated, _) = generated(name);
    snapshot(&format!("{name}.testing"), &text(&generated, |path| path.starts_with("src/testing/")));
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn a_readme_keeps_the_words_of_the_document() {
    let (generated, _) = generated("names_of_symbols");
    let (_, readme) = generated.files.iter().find(|(path, _)| *path == "README.md").expect("a README");
    for expected in [
        "match client.list_methods_of_crates().await {",
        "Mock::new().on(operations::LIST_METHODS_OF_CRATES, ",
        "| `list_methods_of_crates` | `GET /METHOD` | Lists each METHOD, OPERATION and CRATE. |",
    ] {
        assert!(readme.contains(expected), "{readme}");
    }
}

#[test]
fn mocks_of_errors_by_status() {
    check_testing("errors_by_status");
}

#[test]
fn mocks_of_responses_of_several_media_types() {
    check_testing("responses_of_several_media_types");
}

#[test]
fn mocks_of_streams() {
    check_testing("streams");
}

/// Where the crates are written and checked.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Asserts that the compiler says nothing of a crate.
#[track_caller]
fn assert_silent(messages: &[Message], name: &str) {
    let own: Vec<_> = messages.iter().filter(|message| message.package == name).collect();
    assert!(own.is_empty(), "{own:#?}");
}

/// Declares a test of the snapshot, and two that its crate compiles: with a copy of the runtime, and depending on it.
macro_rules! documents {
    ($($name:ident: $expected:expr,)*) => {
        mod looks {
            $(#[test]
            fn $name() {
                super::check(stringify!($name), &$expected);
            })*
        }
        mod compiles {
            use clientwright_tests::crates;
            $(#[test]
            fn $name() {
                let messages = crates::messages(&super::folder("snapshots"), super::NAMES);
                super::assert_silent(messages, stringify!($name));
            })*
        }
        mod compiles_with_the_dependency {
            use clientwright_tests::crates;
            $(#[test]
            fn $name() {
                let messages = crates::messages_with_dependency(&super::folder("dependent"), super::NAMES);
                super::assert_silent(messages, stringify!($name));
            })*
        }
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

documents! {
    additional_properties: [],
    all_of: [],
    body_without_schema: [],
    bounds: [],
    components_of_other_types: [],
    credentials: [],
    defaults: ["format-mismatch", "unsupported-default", "unsupported-default", "default-mismatch", "default-mismatch"],
    deprecated: [],
    discriminated_union: [],
    discriminator_inheritance: ["inherited-discriminator", "inherited-discriminator"],
    enums_of_all_types: [],
    errors_by_status: [],
    events_by_name: [],
    format_mismatches: ["format-mismatch", "format-mismatch", "format-mismatch"],
    formats: [],
    forms: [],
    free_json: [],
    keywords_of_3_1: [],
    lenient_integers: [],
    maps: [],
    media_types: ["other-media-types", "unused-schema", "unused-schema", "unused-schema"],
    multipart: ["other-media-types", "part-headers"],
    multipart_files: ["unused-schema"],
    multipart_of_3_1: [],
    names_of_components: [],
    names_of_fields: [],
    names_of_operations: ["missing-operation-id"],
    names_of_rust: [],
    names_of_symbols: [],
    names_that_are_taken: [],
    names_that_clash: [],
    nullable_patch_field: [],
    optional_parameters: [],
    overlapping_one_of: ["overlapping-one-of"],
    pages: [],
    pages_by_rules: [],
    parameters_of_3_2: ["unsupported-keyword"],
    parameters_of_every_style: [],
    parameters_of_every_type: [],
    path_templates: ["unsupported-keyword", "uri-template", "uri-template", "uri-template", "uri-template", "uri-template"],
    paths_sent_alike: [
        "missing-operation-id",
        "missing-operation-id",
        "missing-operation-id",
        "missing-operation-id",
        "missing-operation-id",
        "missing-operation-id",
        "uri-template",
        "uri-template",
        "misplaced-path-parameter",
        "uri-template",
        "uri-template",
        "path-with-fragment",
        "path-with-fragment",
    ],
    patterns: ["pattern-flag", "unsupported-pattern"],
    prose: [],
    read_and_write_only: [],
    recursive_tree: [],
    redacted_parameters: [],
    repaired_schemas: ["implied-type", "misplaced-enum", "implied-type", "implied-type", "implied-type", "pattern-dialect", "pattern-dialect", "unsupported-pattern"],
    request_bodies: [],
    request_bodies_of_several_media_types: ["empty-body", "other-media-types", "unused-schema"],
    required_and_nullable: [],
    response_headers: ["reserved-header"],
    responses_of_several_media_types: ["unused-schema", "other-media-types", "bodiless-response"],
    security: ["conflicting-security"],
    sequences: [],
    servers: [],
    servers_without_a_host: ["server-without-scheme", "reserved-header"],
    settings_of_formats: [],
    shared_types: [],
    streams: ["unused-schema"],
    streams_of_items: [],
    string_enum: [],
    string_or_enum: [],
    tags: [],
    tolerated_responses: [],
    unevaluated_properties: [],
    union_by_constant: [],
    union_by_optional_constants: ["undeclared-discriminator", "ambiguous-default"],
    union_with_null: [],
    unsatisfiable_schemas: ["no-value", "no-value", "no-value", "no-value", "no-value", "no-value", "no-value"],
    untagged_union: ["overlapping-one-of"],
    variant_that_extends_its_union: ["inherited-discriminator", "variant-extends-union", "variant-extends-union"],
}
