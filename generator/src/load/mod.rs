//! The stage `load`: parses a file into the raw tree of the document, with the position of every value.
//!
//! The tree comes from `serde_json` or `serde_yaml`. Positions and source texts come from a second pass over the parser
//! events, which is made on first use, so that documents without diagnostics don't pay for it.

mod diagnostics;
pub(crate) mod number;
mod parse;
pub mod pointer;
mod position;
mod positions;
mod source;
mod source_file;
mod source_map;
mod syntax;
mod syntax_hints;
mod value_builder;
mod yaml_merge;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Diagnostics;

pub use source::{FileId, Origin, Source};
pub(crate) use source_map::SourceMap;
pub use syntax::Syntax;

/// The maximum nesting depth of arrays and objects; deeper documents are rejected before anything recurses.
pub const MAX_DEPTH: usize = 128;

/// The maximum size of a file in bytes. A tree takes up to seventy times as much memory; the largest known documents have half this size.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads the document at `path`, as YAML or as JSON.
///
/// Problems are added to `diagnostics` with their positions. Returns `None` if there is an error.
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

/// Reads a file, at most one byte more than [`MAX_BYTES`].
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Parses the document in `bytes`, the content of the file `path`, which is not accessed.
///
/// Problems are added to `diagnostics` with their positions. Returns `None` if there is an error.
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
