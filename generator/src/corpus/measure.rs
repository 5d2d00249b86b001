//! Generating the crate of one document, and measuring it.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::parse_baseline::{self, milliseconds};
use super::record::{Codes, CrateStats, DocumentStats};
use crate::diagnostic::{Category, Diagnostics, Severity};
use crate::load::{self, Source};
use crate::normalize::{self, METHODS};
use crate::pipeline::{Generated, generate};
use crate::target::Target;

/// The folder of the runtime in a crate.
const RUNTIME: &str = "src/runtime/";

/// The result of generating the crate of a document.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// The statistics.
    pub record: DocumentStats,
    /// The crate, if it was generated.
    pub generated: Option<Generated>,
    /// All diagnostics.
    pub diagnostics: Diagnostics,
}

/// Generates the crate of a document in memory.
pub fn measure(document: &Path, crate_name: &str) -> Measurement {
    let target = Target { spec: document.to_owned(), name: crate_name.to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let begun = Instant::now();
    let generated = generate_guarded(&target, &mut diagnostics);
    let elapsed = begun.elapsed();
    let mut source = load::load(document, &mut Diagnostics::default());
    source.iter_mut().for_each(normalize::inline_path_items);
    let record = DocumentStats {
        document: document.to_owned(),
        version: source.as_ref().and_then(version),
        bytes: fs::metadata(document).map_or(0, |file| file.len()),
        operations: source.as_ref().map(|source| operations(&source.tree)),
        generated: generated.as_ref().map(crate_stats),
        errors: diagnostics.count(Severity::Error),
        warnings: diagnostics.count(Severity::Warning),
        repaired: diagnostics.count_warnings(Category::Repaired),
        ignored: diagnostics.count_warnings(Category::Ignored),
        codes: codes(&diagnostics),
        milliseconds: milliseconds(elapsed),
        parse_baseline: source.as_ref().and_then(|source| parse_baseline::measure(document, source.format(), elapsed)),
        check: None,
    };
    Measurement { record, generated, diagnostics }
}

/// Generates a crate; a panic becomes an error, so that the other documents are still processed.
fn generate_guarded(target: &Target, diagnostics: &mut Diagnostics) -> Option<Generated> {
    panic::catch_unwind(AssertUnwindSafe(|| generate(target, None, diagnostics))).unwrap_or_else(|_| {
        let message = format!("the generator panicked on `{}`", target.spec.display());
        diagnostics.error("internal-error", "", message, "please report this, with the document");
        None
    })
}

fn version(source: &Source) -> Option<String> {
    let (pointer, value) =
        ["openapi", "swagger"].iter().find_map(|key| Some((format!("/{key}"), source.tree.get(*key)?)))?;
    // In YAML, `openapi: 3.0` is a number.
    Some(value.as_str().or_else(|| source.literal(&pointer)).unwrap_or_default().to_owned())
}

/// Counts the operations under `paths` of a raw tree, in which references of path items are already inlined.
fn operations(tree: &Value) -> usize {
    let items = tree.get("paths").and_then(Value::as_object).into_iter().flatten();
    let fields = items.filter(|(path, _)| !path.starts_with("x-")).filter_map(|(_, item)| item.as_object()).flatten();
    fields
        .map(|(name, value)| match value {
            Value::Object(_) if is_method(name) => 1,
            Value::Object(more) if name == "additionalOperations" => {
                more.iter().filter(|(method, operation)| !method.starts_with("x-") && operation.is_object()).count()
            }
            _ => 0,
        })
        .sum()
}

/// Returns whether a field of a path item is an operation; OpenAPI 3.2 added `query`.
fn is_method(name: &str) -> bool {
    METHODS.iter().chain(&["query"]).any(|method| method.eq_ignore_ascii_case(name))
}

fn crate_stats(generated: &Generated) -> CrateStats {
    let rust =
        generated.files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    let (runtime, own): (Vec<_>, Vec<_>) = rust.partition(|(path, _)| path.starts_with(RUNTIME));
    let lines = |files: Vec<(&String, &String)>| files.iter().map(|(_, text)| text.lines().count()).sum();
    CrateStats {
        operations: generated.summary.operations,
        types: generated.summary.types,
        lines: lines(own),
        runtime_lines: lines(runtime),
    }
}

fn codes(diagnostics: &Diagnostics) -> Codes {
    let mut codes = Codes::new();
    for diagnostic in diagnostics {
        *codes.entry(diagnostic.code).or_default() += 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::operations;

    #[test]
    fn operations_are_the_methods_under_paths() {
        let paths = json!({
            "/a": { "get": {}, "PUT": {}, "parameters": [], "summary": "" },
            "/b": { "trace": {} },
            "x-more": { "get": {} },
        });

        assert_eq!(operations(&json!({ "paths": paths, "webhooks": { "w": { "post": {} } } })), 3);
    }

    #[test]
    fn methods_of_3_2_are_operations() {
        let more = json!({ "COPY": {}, "x-more": {} });

        assert_eq!(operations(&json!({ "paths": { "/a": { "query": {}, "additionalOperations": more } } })), 2);
    }

    #[test]
    fn paths_of_another_type_have_no_operations() {
        assert_eq!(operations(&json!({ "paths": ["get"] })), 0);
    }
}
