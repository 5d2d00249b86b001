//! The changes that make a folder contain a crate.

use std::collections::BTreeSet;
use std::io;

use super::crate_dir::{CrateDir, read, temporary_path};
use crate::names::lock::LOCK_FILE;
use crate::pipeline::Generated;

/// A file that differs from the generated one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The file, relative to the crate.
    pub path: String,
    /// The kind of difference.
    pub kind: ChangeKind,
}

/// The kind of difference of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Its content differs.
    Stale,
    /// It does not exist.
    Missing,
    /// It exists and a lock lists it, but it is no longer generated; or it is a temporary file of an interrupted run.
    Orphaned,
}

/// An error of writing a crate.
#[derive(Debug)]
pub enum WriteError {
    /// A file, folder or symbolic link exists that differs and was not written by codegen.
    NotOurs(String),
    /// An I/O error.
    Io(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The generated files, and the changes that are necessary.
pub(super) struct Plan<'a> {
    generated: &'a Generated,
    lock: String,
    /// Sorted by path.
    pub(super) changes: Vec<FileChange>,
}

/// Compares a folder with a generated crate, and returns the differences, sorted by path; nothing is written.
///
/// # Errors
///
/// What can't be read, or what is in the folder but not from Clientwright.
pub fn check(folder: &CrateDir, generated: &Generated) -> Result<Vec<FileChange>, WriteError> {
    Ok(Plan::new(folder, generated)?.changes)
}

impl<'a> Plan<'a> {
    pub(super) fn new(folder: &CrateDir, generated: &'a Generated) -> Result<Self, WriteError> {
        let mut plan = Self { generated, lock: generated.lock.print(), changes: Vec::new() };
        for path in generated.files.keys().map(String::as_str).chain([LOCK_FILE]) {
            let text = plan.text(path).unwrap_or_default();
            if let Some(kind) = compare(folder, path, text)? {
                plan.changes.push(FileChange { path: path.to_owned(), kind });
            }
        }
        plan.add_orphans(folder);
        plan.changes.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(plan)
    }

    /// Returns the generated text of a file; `None` if it is not generated.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        if path == LOCK_FILE { Some(&self.lock) } else { self.generated.files.get(path).map(String::as_str) }
    }

    fn add_orphans(&mut self, folder: &CrateDir) {
        let produced = || self.generated.files.keys().map(String::as_str);
        let owned = folder.owned();
        let known: BTreeSet<&str> = owned.iter().copied().chain(produced()).chain([LOCK_FILE]).collect();
        let unwanted = owned.iter().filter(|path| !self.generated.files.contains_key(**path));
        let paths = unwanted.map(|path| (*path).to_owned()).chain(known.into_iter().map(temporary_path));
        let orphans =
            paths.filter(|path| folder.is_deletable(path)).map(|path| FileChange { path, kind: ChangeKind::Orphaned });
        self.changes.extend(orphans.collect::<Vec<_>>());
    }
}

fn compare(folder: &CrateDir, path: &str, text: &str) -> Result<Option<ChangeKind>, WriteError> {
    let target = folder.path(path);
    if target.is_dir() {
        return Err(WriteError::NotOurs(path.to_owned()));
    }
    let found = read(&target)?;
    if found.as_deref() == Some(text.as_bytes()) {
        return Ok(None);
    }
    if let Some(link) = folder.link_above(path) {
        return Err(WriteError::NotOurs(link));
    }
    match found {
        None => Ok(Some(ChangeKind::Missing)),
        Some(found) if path == LOCK_FILE || folder.may_overwrite(path, &found) => Ok(Some(ChangeKind::Stale)),
        Some(_) => Err(WriteError::NotOurs(path.to_owned())),
    }
}
