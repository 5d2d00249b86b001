//! Every schema of our documents has a valid instance, or a warning says that it has none.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright::diagnostic::{Diagnostics, Severity};
use clientwright::generate;
use clientwright::target::Target;
use clientwright_tests::instances::asked::{self, Asked};
use clientwright_tests::instances::search::has_valid_instance;

/// The codes of what says that nothing satisfies a schema.
const OF_NOTHING: &[&str] = &["no-value", "empty-intersection", "infinite-type"];
/// The codes that report a keyword that is not checked as written.
const OF_KEYWORDS: &[&str] = &[
    "unsupported-pattern",
    "pattern-dialect",
    "format-mismatch",
    "overlapping-one-of",
    "misplaced-enum",
    "variant-extends-union",
    "inherited-discriminator",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the pointers of warnings that tell why a schema has no valid instance.
fn warned(document: &Path) -> Vec<String> {
    let target = Target { spec: document.to_owned(), name: "warned".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    generate(&target, None, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let is_telling = |code| OF_NOTHING.contains(&code) || OF_KEYWORDS.contains(&code);
    let telling = diagnostics.iter().filter(|one| one.severity == Severity::Warning && is_telling(one.code));
    telling.map(|one| one.pointer.clone()).collect()
}

fn is_within(pointer: &str, outer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the schemas of a document without a valid instance of which no warning tells.
fn unsaid(document: &Path) -> Vec<String> {
    let warned = warned(document);
    let is_said = |asked: &Asked| warned.iter().any(|warning| is_within(warning, &asked.pointer));
    let is_empty = |asked: &Asked| {
        let found = has_valid_instance(&asked.flat, &asked.flat.name);
        !found.unwrap_or_else(|error| panic!("{}: {error}", asked.pointer))
    };
    let asked = asked::schemas(document).unwrap_or_else(|error| panic!("{}: {error}", document.display()));
    let unsaid = asked.into_iter().filter(|asked| !is_said(asked) && is_empty(asked));
    unsaid.map(|asked| format!("{}#{}", document.display(), asked.pointer)).collect()
}

#[test]
fn every_schema_of_the_small_documents_has_an_instance_or_a_warning() {
    let folder = fs::read_dir(root().join("tests/documents")).expect("the documents");
    let mut documents: Vec<PathBuf> = folder.map(|entry| entry.expect("a document").path()).collect();
    documents.sort();

    let unsaid: Vec<String> = documents.iter().flat_map(|document| unsaid(document)).collect();

    assert!(documents.len() > 60, "{documents:?}");
    assert_eq!(unsaid, [""; 0]);
}

#[test]
fn every_schema_of_infisical_has_an_instance_or_a_warning() {
    assert_eq!(unsaid(&root().join("spec/infisical.yaml")), [""; 0]);
}
