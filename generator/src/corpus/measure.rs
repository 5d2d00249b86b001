//! Generating the crate of one document, and taking its figures.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::reading::{self, milliseconds};
use super::row::{Codes, Made, Row};
use crate::diagnostic::{Diagnostics, Kind, Severity};
use crate::load::{self, Source};
use crate::normalize::{self, METHODS};
use crate::pipeline::{Generated, generate};
use crate::target::Target;

/// The folder of the runtime's files, in a crate.
const RUNTIME: &str = "src/runtime/";

/// A document that was tried.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its figures.
    pub row: Row,
    /// Its crate, if there is one.
    pub generated: Option<Generated>,
    /// All that was reported.
    pub diagnostics: Diagnostics,
}

/// Generates the crate of a document into memory.
pub fn measure(document: &Path, crate_name: &str) -> Measured {
    let target = Target { spec: document.to_owned(), name: crate_name.to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let begun = Instant::now();
    let generated = guarded(&target, &mut diagnostics);
    let whole = begun.elapsed();
    let mut source = load::load(document, &mut Diagnostics::default());
    source.iter_mut().for_each(normalize::open_path_items);
    let row = Row {
        document: document.to_owned(),
        version: source.as_ref().and_then(version),
        bytes: fs::metadata(document).map_or(0, |file| file.len()),
        operations: source.as_ref().map(|source| operations(&source.tree)),
        generated: generated.as_ref().map(made),
        errors: diagnostics.count(Severity::Error),
        warnings: diagnostics.count(Severity::Warning),
        repairs: diagnostics.count_warnings(Kind::Repair),
        left_out: diagnostics.count_warnings(Kind::LeftOut),
        codes: codes(&diagnostics),
        milliseconds: milliseconds(whole),
        reading: source.as_ref().and_then(|source| reading::read(document, source.format(), whole)),
        check: None,
    };
    Measured { row, generated, diagnostics }
}

/// A bug of the generator must not hide what becomes of the other documents.
fn guarded(target: &Target, diagnostics: &mut Diagnostics) -> Option<Generated> {
    panic::catch_unwind(AssertUnwindSafe(|| generate(target, None, diagnostics))).unwrap_or_else(|_| {
        let message = format!("the generator gave up on `{}`", target.spec.display());
        diagnostics.error("generator-fault", "", message, "please report this, with the document");
        None
    })
}

fn version(source: &Source) -> Option<String> {
    let (pointer, value) =
        ["openapi", "swagger"].iter().find_map(|key| Some((format!("/{key}"), source.tree.get(*key)?)))?;
    // In YAML, `openapi: 3.0` is a number.
    Some(value.as_str().or_else(|| source.literal(&pointer)).unwrap_or_default().to_owned())
}

/// Counts the operations under `paths` of a raw tree, whose path items are in their place.
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

/// `query` came with OpenAPI 3.2.
fn is_method(name: &str) -> bool {
    METHODS.iter().chain(&["query"]).any(|method| method.eq_ignore_ascii_case(name))
}

fn made(generated: &Generated) -> Made {
    let rust =
        generated.files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    let (runtime, own): (Vec<_>, Vec<_>) = rust.partition(|(path, _)| path.starts_with(RUNTIME));
    let lines = |files: Vec<(&String, &String)>| files.iter().map(|(_, text)| text.lines().count()).sum();
    Made {
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
    fn methods_that_came_with_3_2_are_operations() {
        let more = json!({ "COPY": {}, "x-more": {} });

        assert_eq!(operations(&json!({ "paths": { "/a": { "query": {}, "additionalOperations": more } } })), 2);
    }

    #[test]
    fn paths_of_another_type_hold_none() {
        assert_eq!(operations(&json!({ "paths": ["get"] })), 0);
    }
}
