//! Diagnostics of the stage `load`, with their positions.

use std::collections::HashMap;
use std::path::Path;
use std::string::FromUtf8Error;

use serde_json::Value;

use super::parse::ParseError;
use super::pointer;
use super::position::Position;
use super::positions::{Content, Entry, Node};
use super::source::Source;
use super::syntax_hints;
use super::value_builder::{Findings, is_null};
use super::yaml_merge::MERGE;
use super::{MAX_BYTES, MAX_DEPTH};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// Adds the error that the bytes of the file `path` are not UTF-8.
pub(super) fn not_utf8(path: &Path, error: &FromUtf8Error, diagnostics: &mut Diagnostics) {
    let position = Position::of_byte(error.as_bytes(), error.utf8_error().valid_up_to());
    diagnostics.add(Diagnostic {
        severity: Severity::Error,
        code: "not-utf8",
        message: "the file is not UTF-8 text".to_owned(),
        pointer: String::new(),
        help: syntax_hints::other_bytes(error.as_bytes()).to_owned(),
        location: Some(position.in_file(path)),
    });
}

/// Adds the error that the file `path` is too large. It has no position, so that the file is not read to print it.
pub(super) fn too_large(path: &Path, diagnostics: &mut Diagnostics) {
    let message = format!("{} is larger than {} MiB", path.display(), MAX_BYTES >> 20);
    let help = "split the document into several files, and refer to them by relative paths in `$ref`";
    diagnostics.error("too-large", "", message, help);
}

/// Collects the diagnostics of a document that is being parsed.
pub(super) struct Reporter<'a> {
    source: &'a Source,
    findings: &'a Findings,
    diagnostics: &'a mut Diagnostics,
    count: usize,
}

impl<'a> Reporter<'a> {
    /// Creates a reporter that adds to `diagnostics`.
    pub(super) fn new(source: &'a Source, findings: &'a Findings, diagnostics: &'a mut Diagnostics) -> Self {
        Self { source, findings, diagnostics, count: 0 }
    }

    /// Returns whether anything was added.
    pub(super) fn any(&self) -> bool {
        self.count > 0
    }

    /// Adds the error that parsing failed with.
    pub(super) fn parse_error(&mut self, error: &ParseError) {
        let too_deep = self.source.positions().too_deep;
        if self.findings.out_of_budget.get() || error.is_repetition() {
            let help = "write out what the aliases repeat, or use `$ref`";
            self.add(error.position, "alias-bomb", "", "the aliases of the document repeat too much of it", help);
        } else if error.is_depth() || too_deep.is_some() {
            let message = format!("the document nests deeper than {MAX_DEPTH} levels");
            let help = "move inner schemas to `components` and refer to them by `$ref`";
            self.add(too_deep.or(error.position), "too-deep", "", message, help);
        } else if syntax_hints::is_markup(self.source.text()) {
            let message = "the file is HTML or XML, not an OpenAPI document";
            let help = "download the document itself, not the web page that displays it";
            self.add(Some(Position { line: 1, column: 1 }), "not-openapi", "", message, help);
        } else {
            self.complex_keys();
            if !self.any() {
                let message = format!("the document cannot be parsed: {}", error.message);
                let help = syntax_hints::hint(&error.message, self.rest(error.position));
                self.add(error.position, "syntax-error", "", message, &help);
            }
        }
    }

    /// Adds the errors for which the value builder has set flags.
    pub(super) fn findings(&mut self) {
        if self.findings.duplicate_key.get() {
            self.each_mapping(Self::duplicate_keys);
        }
        if self.findings.null_key.get() {
            self.each_mapping(Self::null_keys);
        }
        if self.findings.non_finite.get() || self.findings.tag.get() {
            self.values_without_json();
        }
        if self.findings.several_documents.get() {
            let position = self.source.positions().documents.get(1).copied();
            let help = "keep one document in the file: delete the line `---` and the other document";
            self.add(position, "several-documents", "", "a second YAML document begins in the file", help);
        }
    }

    /// Adds an error if the document is not an object.
    pub(super) fn root(&mut self, tree: &Value) {
        if tree.is_object() {
            return;
        }
        let help = "begin with `openapi: 3.0.3`, `info` and `paths`";
        let start = Some(Position { line: 1, column: 1 });
        if tree.is_null() && self.source.text().lines().all(is_blank) {
            self.add(start, "empty-document", "", "the document is empty", help);
        } else {
            self.add(start, "not-an-object", "", "the document is not an object", help);
        }
    }

    /// Adds an error for each merge key whose value is neither an object nor an array of objects.
    pub(super) fn bad_merge_keys(&mut self) {
        self.each_mapping(Self::merge_keys);
    }

    /// Returns the rest of the line at a position.
    fn rest(&self, position: Option<Position>) -> &'a str {
        let line = position.and_then(|position| self.source.line(position.line)).unwrap_or_default();
        let before = position.map_or(0, |position| position.column.saturating_sub(1));
        line.char_indices().nth(before).and_then(|(start, _)| line.get(start..)).unwrap_or_default()
    }

    fn complex_keys(&mut self) {
        self.each_mapping(|reporter, pointer, entries| {
            for entry in entries.iter().filter(|entry| entry.key.text.is_none()) {
                let help = "write the key as a string";
                reporter.add(
                    Some(entry.key.position),
                    "non-string-key",
                    pointer,
                    "the key is an array or an object",
                    help,
                );
            }
        });
    }

    fn duplicate_keys(&mut self, pointer: &str, entries: &[Entry]) {
        let mut first = HashMap::new();
        for entry in entries {
            let Some(key) = entry.key.text.as_deref() else { continue };
            let Some(earlier) = first.insert(key, entry.key.position) else { continue };
            first.insert(key, earlier);
            let message = format!("duplicate key `{key}`");
            let help = format!("it first occurs in line {}: remove or rename one of the two", earlier.line);
            self.add(Some(entry.key.position), "duplicate-key", &pointer::join(pointer, key), message, &help);
        }
    }

    fn null_keys(&mut self, pointer: &str, entries: &[Entry]) {
        for key in entries.iter().map(|entry| &entry.key) {
            if let Some(text) = key.text.as_deref().filter(|text| key.plain && is_null(text)) {
                let help = "quote the key if it is meant as a string";
                self.add(Some(key.position), "non-string-key", &pointer::join(pointer, text), "the key is null", help);
            }
        }
    }

    fn merge_keys(&mut self, pointer: &str, entries: &[Entry]) {
        for entry in entries.iter().filter(|entry| entry.key.text.as_deref() == Some(MERGE)) {
            if !self.has_members(entry) {
                let help = "set `<<` to an object or an array of objects";
                let pointer = pointer::join(pointer, MERGE);
                self.add(
                    Some(entry.key.position),
                    "bad-merge-key",
                    &pointer,
                    "the value of the merge key `<<` is neither an object nor an array of objects",
                    help,
                );
            }
        }
    }

    fn has_members(&self, entry: &Entry) -> bool {
        let positions = self.source.positions();
        let is_mapping = |id| positions.node(id).is_some_and(|node| matches!(node.content, Content::Mapping(_)));
        match positions.node(entry.value).map(|node| &node.content) {
            Some(Content::Sequence(bases)) => bases.iter().all(|base| is_mapping(*base)),
            _ => is_mapping(entry.value),
        }
    }

    fn values_without_json(&mut self) {
        let mut found = Vec::new();
        self.source.positions().walk(&mut |pointer, node| {
            if is_non_finite(node) {
                let help = "write a finite number, or remove the field: JSON has no such value";
                let message = "the number is infinite or NaN";
                found.push((node.position, "non-finite-number", pointer.to_owned(), message, help));
            }
            if node.tagged {
                let (message, help) = ("the value has a custom YAML tag", "write a value that JSON can represent");
                found.push((node.position, "unsupported-tag", pointer.to_owned(), message, help));
            }
        });
        for (position, code, pointer, message, help) in found {
            self.add(Some(position), code, &pointer, message, help);
        }
    }

    fn each_mapping(&mut self, mut check: impl FnMut(&mut Self, &str, &[Entry])) {
        self.source.positions().walk(&mut |pointer, node| {
            if let Content::Mapping(entries) = &node.content {
                check(self, pointer, entries);
            }
        });
    }

    fn add(
        &mut self,
        position: Option<Position>,
        code: &'static str,
        pointer: &str,
        message: impl Into<String>,
        help: &str,
    ) {
        self.count += 1;
        self.diagnostics.add(Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            pointer: pointer.to_owned(),
            help: help.to_owned(),
            location: position.map(|position| position.in_file(self.source.path())),
        });
    }
}

fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
}

fn is_non_finite(node: &Node) -> bool {
    let Content::Scalar { text, plain: true } = &node.content else { return false };
    matches!(text.trim_start_matches(['+', '-']), ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}
