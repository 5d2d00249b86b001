//! What small documents become: each shows one thing, and the crate that is made of it compiles without a warning.

use std::path::{Path, PathBuf};

use clientwright::Generated;
use clientwright_tests::crates::Message;
use clientwright_tests::documents::generated;

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
    all_of: [],
    answers_of_several_kinds: ["unused-schema", "other-media-types", "bodiless-response"],
    bodies_of_every_shape: [],
    bodies_of_several_kinds: ["empty-body", "other-media-types", "unused-schema"],
    body_without_schema: [],
    bounds: [],
    components_that_are_no_objects: [],
    credentials: [],
    defaults: ["broken-format", "unsupported-default", "unsupported-default", "default-mismatch", "default-mismatch"],
    deprecated: [],
    discriminated_union: [],
    enums_of_other_values: [],
    errors_by_status: [],
    events_by_name: [],
    formats: [],
    formats_that_examples_break: ["broken-format", "broken-format", "broken-format"],
    forms: [],
    free_json: [],
    further_members: [],
    keywords_of_3_1: [],
    maps: [],
    media_types: ["other-media-types", "unused-schema", "unused-schema", "unused-schema"],
    member_of_its_parent: ["parent-of-its-members", "member-of-its-parent", "member-of-its-parent"],
    members_that_keywords_see: [],
    multipart: ["other-media-types", "part-headers"],
    multipart_files: ["unused-schema"],
    multipart_of_3_1: [],
    names_of_components: [],
    names_of_members: [],
    names_of_operations: ["missing-operation-id"],
    names_of_rust: [],
    names_of_symbols: [],
    names_that_are_taken: [],
    names_that_clash: [],
    nullable_patch_field: [],
    one_of_what_contains_another: ["overlapping-one-of"],
    optional_parameters: [],
    parameters_of_3_2: ["unsupported-keyword"],
    parameters_of_every_style: [],
    parameters_of_every_type: [],
    parents_and_children: ["parent-of-its-members", "parent-of-its-members"],
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
    required_and_nullable: [],
    response_headers: ["reserved-header"],
    schemas_read_as_meant: ["implied-type", "misplaced-enum", "implied-type", "implied-type", "implied-type", "pattern-dialect", "pattern-dialect", "unsupported-pattern"],
    schemas_without_values: ["no-value", "no-value", "no-value", "no-value", "no-value", "no-value", "no-value"],
    security: ["unsupported-security"],
    sequences: [],
    servers: [],
    servers_without_a_host: ["server-without-scheme", "reserved-header"],
    settings_of_formats: [],
    shapes_that_are_alike: [],
    streams: ["unused-schema"],
    streams_of_items: [],
    string_enum: [],
    string_or_enum: [],
    tolerated_responses: [],
    union_told_apart_by_a_value: [],
    union_told_apart_by_optional_values: ["undeclared-discriminator", "ambiguous-default"],
    union_with_null: [],
    untagged_union: ["overlapping-one-of"],
    whole_numbers: [],
}
