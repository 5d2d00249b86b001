//! The statistics of one document.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::compile::CompileResult;

/// The number of diagnostics by code.
pub type Codes = BTreeMap<&'static str, usize>;

/// The statistics of a document and its crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentStats {
    /// The path of the document.
    pub document: PathBuf,
    /// The OpenAPI version of the document; `None` if the document can't be read or has none.
    pub version: Option<String>,
    /// The size of the document.
    pub bytes: u64,
    /// The number of operations under `paths`, including referenced path items; `None` if the document can't be read.
    pub operations: Option<usize>,
    /// The crate; `None` if there was an error.
    pub generated: Option<CrateStats>,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of warnings about repaired values.
    pub repaired: usize,
    /// The number of warnings about ignored values.
    pub ignored: usize,
    /// The number of diagnostics by code, including notes.
    pub codes: Codes,
    /// The time from the file to the crate in memory, including the positions of diagnostics.
    pub milliseconds: f64,
    /// The time to parse the document; `None` if it can't be read.
    pub parse_baseline: Option<ParseBaseline>,
    /// The result of compiling; `None` if that was not requested, or if there is no crate.
    pub check: Option<CompileResult>,
}

/// The size of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CrateStats {
    /// The number of operations.
    pub operations: usize,
    /// The number of types generated from schemas, and of error enums.
    pub types: usize,
    /// The lines of Rust, without the runtime.
    pub lines: usize,
    /// The lines of the copied runtime.
    pub runtime_lines: usize,
}

/// The time to parse a document, as the baseline for the time to generate its crate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ParseBaseline {
    /// The parser.
    pub by: Parser,
    /// The time to read and parse the file.
    pub milliseconds: f64,
    /// The time to generate the crate, as a multiple of `milliseconds`.
    pub times: f64,
}

/// The parser of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Parser {
    /// `serde_json` or `serde_yaml`, then openapiv3.
    Openapiv3,
    /// The stage `load`, since openapiv3 fails to parse the document.
    Load,
}

impl DocumentStats {
    /// Returns whether a crate was generated and, if compiled, compiles without warnings.
    pub fn is_good(&self) -> bool {
        self.generated.is_some() && self.check.as_ref().is_none_or(|check| check.compiles)
    }
}
