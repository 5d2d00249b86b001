//! Parsing a text into its tree.

use std::cell::Cell;
use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::diagnostics::Reporter;
use super::position::Position;
use super::source::Source;
use super::syntax::Syntax;
use super::value_builder::{Findings, ValueBuilder, node_budget};
use super::yaml_merge;
use crate::diagnostic::Diagnostics;

/// The number of brackets above which the depth of a YAML text is checked first: the time that libyaml takes grows with
/// the square of the depth.
const UNCHECKED_BRACKETS: usize = 8_000;

/// An error of a parser.
#[derive(Debug)]
pub(super) struct ParseError {
    /// The message of the parser, without a position.
    pub(super) message: String,
    /// The position at which the parser stopped.
    pub(super) position: Option<Position>,
}

impl ParseError {
    /// Returns whether the text is nested too deeply.
    pub(super) fn is_depth(&self) -> bool {
        self.message.starts_with("recursion limit exceeded")
    }

    /// Returns whether aliases repeat too much of the text.
    pub(super) fn is_repetition(&self) -> bool {
        self.message.starts_with("repetition limit exceeded")
    }

    /// Returns whether a number does not fit into an `f64`; YAML reads it as a string.
    fn is_range(&self) -> bool {
        self.message.starts_with("number out of range")
    }

    /// Removes the positions from a parser's message. A second position, where the enclosing construct begins, becomes
    /// a line number.
    fn new(message: &str, position: Option<Position>) -> Self {
        let cut = |text: &str| -> String {
            let end = text.find(" at line ").or_else(|| text.find(" at position ")).unwrap_or(text.len());
            text.get(..end).unwrap_or(text).to_owned()
        };
        let message = match message.split_once(", while ") {
            Some((problem, context)) => {
                let begins = context.split_once(" at line ").and_then(|(_, position)| position.split(' ').next());
                let begins = begins.map_or_else(String::new, |line| format!(" that begins in line {line}"));
                format!("{}, while {}{begins}", cut(problem), cut(context))
            }
            None => cut(message),
        };
        Self { message, position }
    }
}

/// Parses `text`, the content of the file `path`; problems are added to `diagnostics`.
pub(super) fn parse(path: &Path, text: String, diagnostics: &mut Diagnostics) -> Option<Source> {
    let format = Syntax::of(path, &text);
    let mut source = Source::new(path, text, format);
    let findings = Findings::default();
    let tree = match format {
        Syntax::Json => json(&source, &findings),
        Syntax::Yaml => yaml(&source, &findings),
    };
    let mut reporter = Reporter::new(&source, &findings, diagnostics);
    let mut tree = match tree {
        Ok(tree) => tree,
        Err(error) => {
            reporter.parse_error(&error);
            return None;
        }
    };
    let merges = format == Syntax::Yaml && findings.merge_key.get() && source.positions().merges();
    if merges && !yaml_merge::apply(&mut tree) {
        reporter.bad_merge_keys();
    }
    reporter.findings();
    reporter.root(&tree);
    if reporter.any() {
        return None;
    }
    source.tree = tree;
    Some(source)
}

fn json(source: &Source, findings: &Findings) -> Result<Value, ParseError> {
    let text = source.text();
    let cost = Cell::new(node_budget(text.len()));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = ValueBuilder::new(findings, &cost).deserialize(&mut deserializer);
    match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
        Ok(tree) => Ok(tree),
        Err(error) => {
            let error = ParseError::new(&error.to_string(), Some(json_position(text, &error)));
            // serde_json allows 127 levels, but serde_yaml the documented 128, and JSON is YAML.
            if error.is_range() || (error.is_depth() && source.positions().too_deep.is_none()) {
                yaml(source, findings)
            } else {
                Err(error)
            }
        }
    }
}

/// Returns the position at which `serde_json` stopped; its columns count bytes, and start one before.
fn json_position(text: &str, error: &serde_json::Error) -> Position {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    Position {
        line: error.line().max(1),
        column: Position::of_byte(line.as_bytes(), error.column().saturating_sub(1)).column,
    }
}

fn yaml(source: &Source, findings: &Findings) -> Result<Value, ParseError> {
    let text = source.text();
    if text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() > UNCHECKED_BRACKETS
        && let Some(position) = source.positions().too_deep
    {
        return Err(ParseError::new("recursion limit exceeded", Some(position)));
    }
    let cost = Cell::new(node_budget(text.len()));
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else { return Ok(Value::Null) };
    let tree = ValueBuilder::new(findings, &cost).deserialize(first).map_err(|error| {
        let position = error.location().map(|location| Position { line: location.line(), column: location.column() });
        ParseError::new(&error.to_string(), position)
    })?;
    findings.several_documents.set(documents.next().is_some());
    Ok(tree)
}
