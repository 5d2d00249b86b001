//! Writing a crate: temporary files first, then renames, names.lock last.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::crate_dir::{CrateDir, temporary_path, with_path};
use super::plan::{ChangeKind, FileChange, Plan, WriteError};
use crate::names::lock::LOCK_FILE;
use crate::pipeline::Generated;

/// Makes a folder contain a crate, and returns the changed files, sorted by path.
///
/// Up-to-date files are not touched. Nothing existing is changed before the first rename. After an interruption at any
/// moment, [`check`](super::check) lists the remaining changes, and the next call makes them.
///
/// # Errors
///
/// What can't be read, written or renamed, or what is in the folder but not from Clientwright.
pub fn apply(folder: &CrateDir, generated: &Generated) -> Result<Vec<FileChange>, WriteError> {
    let plan = Plan::new(folder, generated)?;
    let texts = plan.changes.iter().filter_map(|change| Some((change.path.as_str(), plan.text(&change.path)?)));
    let (lock, files): (Vec<_>, Vec<_>) = texts.partition(|(path, _)| *path == LOCK_FILE);
    // The lock is written first and renamed last: in between, its temporary file lists the files of an interrupted run.
    let texts: Vec<_> = lock.iter().chain(&files).copied().collect();
    write_temporaries(folder, &texts)?;
    files.iter().try_for_each(|(path, _)| rename(folder, path))?;
    let new_lock = temporary_path(LOCK_FILE);
    for orphan in plan.changes.iter().filter(|change| change.kind == ChangeKind::Orphaned && change.path != new_lock) {
        remove(folder, &orphan.path)?;
    }
    if lock.is_empty() {
        remove(folder, &new_lock)?;
    } else {
        rename(folder, LOCK_FILE)?;
    }
    Ok(plan.changes)
}

/// Writes temporary files for all texts, or none.
fn write_temporaries(folder: &CrateDir, texts: &[(&str, &str)]) -> io::Result<()> {
    let result = texts.iter().try_for_each(|(path, text)| write_temporary(folder, path, text));
    if result.is_err() {
        for (path, _) in texts {
            // Files that were not written need not be removed.
            let _ = remove(folder, &temporary_path(path));
        }
    }
    result
}

fn write_temporary(folder: &CrateDir, path: &str, text: &str) -> io::Result<()> {
    let target = folder.path(&temporary_path(path));
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(|error| with_path(parent, &error))?;
    }
    write_new(&target, text).map_err(|error| with_path(&target, &error))
}

/// Writes a new file, never through a symbolic link in its place.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    remove_file(path)?;
    File::create_new(path)?.write_all(text.as_bytes())
}

fn rename(folder: &CrateDir, path: &str) -> io::Result<()> {
    let target = folder.path(path);
    fs::rename(folder.path(&temporary_path(path)), &target).map_err(|error| with_path(&target, &error))
}

/// Removes a file, and the folders that are empty without it.
fn remove(folder: &CrateDir, path: &str) -> io::Result<()> {
    let target = folder.path(path);
    remove_file(&target).map_err(|error| with_path(&target, &error))?;
    let parents = path.rmatch_indices('/').filter_map(|(end, _)| path.get(..end));
    for parent in parents {
        if fs::remove_dir(folder.path(parent)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Removes a file, if it exists.
fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
