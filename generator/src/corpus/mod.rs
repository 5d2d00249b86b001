//! Statistics for each document in a folder: size, time, diagnostics, and whether its crate compiles.

mod compile;
mod measure;
mod names;
mod parse_baseline;
mod record;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use compile::{CompileResult, Workspace};
pub use measure::{Measurement, measure};
pub use names::crate_names;
pub use record::{Codes, CrateStats, DocumentStats, ParseBaseline, Parser};

/// The file extensions of documents.
const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

/// Returns the documents in a folder, sorted by name; subfolders are not searched.
///
/// # Errors
///
/// The folder can't be read.
pub fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if extension.is_some_and(|extension| EXTENSIONS.contains(&extension)) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
