//! The stage `load`: from a file to the raw tree of the document, with the place of every node.
//!
//! The tree comes from `serde_json` or `serde_yaml`. Places and source texts come from a second walk over the parser's
//! events, made when the first of them is asked for: a document without faults never pays for it.

mod diagnostics;
mod format;
pub(crate) mod number;
mod parse;
pub mod pointer;
mod position;
mod source;
mod source_file;
mod source_map;
mod spans;
mod syntax_hints;
mod value_builder;
mod yaml_merge;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Diagnostics;

pub use format::Format;
pub use source::{FileId, Origin, Source};
pub(crate) use source_map::Origins;

/// How many arrays and objects may stand in one another: deeper documents are refused before anything recurses.
pub const MAX_DEPTH: usize = 128;

/// How many bytes a file may have: a tree takes up to seventy times as many, and the largest documents known have half as many.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads the document at `path`, as YAML or as JSON.
///
/// Faults are added to `diagnostics` with their places; `None` means that one of them is an error.
pub fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Source> {
    match read(path) {
        Ok(bytes) => parse(path, bytes, diagnostics),
        Err(error) => {
            let (message, help) = syntax_hints::unreadable(path, &error);
            diagnostics.error("unreadable-file", "", message, help);
            None
        }
    }
}

/// Reads a file, and of one that is too large as much as tells that it is.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the document in `bytes`, which stands in the file `path`; the file itself is not touched.
///
/// Faults are added to `diagnostics` with their places; `None` means that one of them is an error.
pub fn parse(path: &Path, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Source> {
    if bytes.len() > MAX_BYTES {
        diagnostics::too_large(path, diagnostics);
        return None;
    }
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            diagnostics::not_utf8(path, &error, diagnostics);
            return None;
        }
    };
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    parse::parse(path, text, diagnostics)
}
