//! What becomes of each document in a folder: how much, how fast, with how many faults, and whether it compiles.

mod compile;
mod measure;
mod names;
mod reading;
mod row;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use compile::{Check, Workspace};
pub use measure::{Measured, measure};
pub use names::crate_names;
pub use row::{Codes, Made, Reader, Reading, Row};

/// The endings of the names of documents.
const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];

/// Returns the documents in a folder, by name; those in folders inside of it are not looked for.
pub fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| ENDINGS.contains(&ending)) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
