//! The figures of one document.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::compile::Check;

/// How often each code was reported.
pub type Codes = BTreeMap<&'static str, usize>;

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The file.
    pub document: PathBuf,
    /// The version of OpenAPI, as the document gives it; `None` if it can't be read, or gives none.
    pub version: Option<String>,
    /// The size of the file.
    pub bytes: u64,
    /// How many operations `paths` has, those that its references name included, and those under `webhooks` aside; `None` if
    /// the document can't be read.
    pub operations: Option<usize>,
    /// The crate; `None` if an error stands in the way.
    pub generated: Option<Made>,
    /// How many errors were reported.
    pub errors: usize,
    /// How many warnings were reported.
    pub warnings: usize,
    /// How many of the warnings tell of a repair.
    pub repairs: usize,
    /// How many of the warnings tell what was left out.
    pub left_out: usize,
    /// What was reported, notes included.
    pub codes: Codes,
    /// From the file to the crate in memory, its diagnostics with their places.
    pub milliseconds: f64,
    /// The yardstick of `milliseconds`; `None` if the document can't be read.
    pub reading: Option<Reading>,
    /// What the compiler says; `None` if it was not asked, or if there is no crate.
    pub check: Option<Check>,
}

/// What a crate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Operations.
    pub operations: usize,
    /// Structs and enums that stand for a schema, and error enums.
    pub types: usize,
    /// Lines of Rust, the runtime aside.
    pub lines: usize,
    /// Lines of the runtime that is copied along.
    pub runtime_lines: usize,
}

/// The time that merely reading a document takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// What read it.
    pub by: Reader,
    /// How long it took, the file's own reading included.
    pub milliseconds: f64,
    /// How many times longer making the crate takes.
    pub times: f64,
}

/// What reads a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// `serde_json` or `serde_yaml`, and then openapiv3.
    Openapiv3,
    /// The stage `load`: openapiv3 refuses the document.
    Load,
}

impl Row {
    /// Returns whether the document became a crate that, if it was compiled, compiles without a warning.
    pub fn is_good(&self) -> bool {
        self.generated.is_some() && self.check.as_ref().is_none_or(|check| check.compiles)
    }
}
