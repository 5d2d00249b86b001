//! What small documents become, on the wire: `tests/wire/` holds the cases of a document's crate in a file of its name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright_tests::crates;

/// Where the cases stand.
fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("wire")
}

fn binary() -> &'static Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire");
    crates::tests(&folder, NAMES, &cases().join("lib.rs"))
}

/// Runs the cases of a document; what failed is in the output.
fn run(name: &str) {
    let Ok(binary) = binary() else { panic!("not compiled: see `cases_compile`") };
    let output = Command::new(binary).arg(format!("{name}::")).output().expect("the cases");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("running 0 tests"), "{name} has no case");
}

#[test]
fn cases_compile() {
    if let Err(said) = binary() {
        panic!("{said}");
    }
}

/// They are of several documents.
#[test]
fn mocks() {
    run("mocks");
}

#[test]
fn every_file_is_run() {
    let files = fs::read_dir(cases()).expect("the cases");
    let names = files.map(|file| file.expect("a file").path().with_extension("").file_name().map(ToOwned::to_owned));
    let mut names: Vec<_> = names.flatten().filter(|name| name != "lib" && name != "mocks").collect();
    names.sort();
    assert_eq!(names, NAMES);
}

/// Declares a test for each file.
macro_rules! documents {
    ($($name:ident,)*) => {
        mod cases {
            $(#[test]
            fn $name() {
                super::run(stringify!($name));
            })*
        }
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

documents! {
    additional_properties,
    all_of,
    body_without_schema,
    components_of_other_types,
    credentials,
    defaults,
    discriminated_union,
    discriminator_inheritance,
    enums_of_all_types,
    errors_by_status,
    events_by_name,
    formats,
    forms,
    keywords_of_3_1,
    lenient_integers,
    media_types,
    multipart,
    multipart_files,
    multipart_of_3_1,
    names_of_fields,
    names_of_operations,
    names_that_are_taken,
    nullable_patch_field,
    optional_parameters,
    overlapping_one_of,
    pages,
    pages_by_rules,
    parameters_of_3_2,
    parameters_of_every_style,
    parameters_of_every_type,
    path_templates,
    paths_sent_alike,
    read_and_write_only,
    recursive_tree,
    redacted_parameters,
    request_bodies,
    request_bodies_of_several_media_types,
    response_headers,
    responses_of_several_media_types,
    security,
    sequences,
    servers,
    servers_without_a_host,
    streams,
    streams_of_items,
    string_or_enum,
    tolerated_responses,
    union_by_constant,
    union_by_optional_constants,
    union_with_null,
    untagged_union,
}
