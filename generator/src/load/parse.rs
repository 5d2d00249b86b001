//! From a text to its tree.

use std::cell::Cell;
use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::diagnostics::Faults;
use super::format::Format;
use super::position::Place;
use super::source::Source;
use super::value_builder::{Builder, Findings, budget};
use super::yaml_merge;
use crate::diagnostic::Diagnostics;

/// How many brackets a YAML text may hold before its depth is checked in advance: libyaml takes a time that grows with
/// the square of the depth.
const UNCHECKED_BRACKETS: usize = 8_000;

/// Why a text has no tree.
#[derive(Debug)]
pub(super) struct Refusal {
    /// What the parser said, without a place.
    pub(super) message: String,
    /// Where it stopped.
    pub(super) place: Option<Place>,
}

impl Refusal {
    /// Returns whether the parser stopped since the text lies too deep.
    pub(super) fn is_depth(&self) -> bool {
        self.message.starts_with("recursion limit exceeded")
    }

    /// Returns whether the parser stopped since aliases repeat too much.
    pub(super) fn is_repetition(&self) -> bool {
        self.message.starts_with("repetition limit exceeded")
    }

    /// Returns whether the parser stopped at a number that no float holds, which YAML reads as text.
    fn is_range(&self) -> bool {
        self.message.starts_with("number out of range")
    }

    /// Cuts the place from what a parser said; of two, the second is where the part begins that it was reading.
    fn new(message: &str, place: Option<Place>) -> Self {
        let cut = |text: &str| -> String {
            let end = text.find(" at line ").or_else(|| text.find(" at position ")).unwrap_or(text.len());
            text.get(..end).unwrap_or(text).to_owned()
        };
        let message = match message.split_once(", while ") {
            Some((problem, context)) => {
                let begins = context.split_once(" at line ").and_then(|(_, place)| place.split(' ').next());
                let begins = begins.map_or_else(String::new, |line| format!(" that begins in line {line}"));
                format!("{}, while {}{begins}", cut(problem), cut(context))
            }
            None => cut(message),
        };
        Self { message, place }
    }
}

/// Parses `text`, which stands in the file `path`; faults are added to `diagnostics`.
pub(super) fn parse(path: &Path, text: String, diagnostics: &mut Diagnostics) -> Option<Source> {
    let format = Format::of(path, &text);
    let mut source = Source::new(path, text, format);
    let findings = Findings::default();
    let tree = match format {
        Format::Json => json(&source, &findings),
        Format::Yaml => yaml(&source, &findings),
    };
    let mut faults = Faults::new(&source, &findings, diagnostics);
    let mut tree = match tree {
        Ok(tree) => tree,
        Err(refusal) => {
            faults.refused(&refusal);
            return None;
        }
    };
    let merges = format == Format::Yaml && findings.merge_key.get() && source.outline().merges();
    if merges && !yaml_merge::apply(&mut tree) {
        faults.unmergeable();
    }
    faults.findings();
    faults.root(&tree);
    if faults.any() {
        return None;
    }
    source.tree = tree;
    Some(source)
}

fn json(source: &Source, findings: &Findings) -> Result<Value, Refusal> {
    let text = source.text();
    let cost = Cell::new(budget(text.len()));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = Builder::new(findings, &cost).deserialize(&mut deserializer);
    match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
        Ok(tree) => Ok(tree),
        Err(error) => {
            let refusal = Refusal::new(&error.to_string(), Some(json_place(text, &error)));
            // serde_json allows 127 levels, serde_yaml the 128 that are promised; either text may be JSON.
            if refusal.is_range() || (refusal.is_depth() && source.outline().too_deep.is_none()) {
                yaml(source, findings)
            } else {
                Err(refusal)
            }
        }
    }
}

/// Returns where `serde_json` stopped; its columns count bytes, and from the one before.
fn json_place(text: &str, error: &serde_json::Error) -> Place {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    Place {
        line: error.line().max(1),
        column: Place::of_byte(line.as_bytes(), error.column().saturating_sub(1)).column,
    }
}

fn yaml(source: &Source, findings: &Findings) -> Result<Value, Refusal> {
    let text = source.text();
    if text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() > UNCHECKED_BRACKETS
        && let Some(place) = source.outline().too_deep
    {
        return Err(Refusal::new("recursion limit exceeded", Some(place)));
    }
    let cost = Cell::new(budget(text.len()));
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else { return Ok(Value::Null) };
    let tree = Builder::new(findings, &cost).deserialize(first).map_err(|error| {
        let place = error.location().map(|location| Place { line: location.line(), column: location.column() });
        Refusal::new(&error.to_string(), place)
    })?;
    findings.several_documents.set(documents.next().is_some());
    Ok(tree)
}
