//! Writing: everything beside its place first, then renames, names.lock last.

use std::fs;
use std::io;
use std::path::Path;

use super::state::{Change, Folder, LOCK_FILE, temporary, wanted};
use crate::pipeline::Generated;

/// Why nothing was written.
#[derive(Debug)]
pub enum Refused {
    /// A file is in the way that codegen did not write.
    Foreign(String),
    /// The system said no.
    Io(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Makes a folder hold a crate, and returns what was changed.
///
/// Files that are as they should be are not touched. Until the first rename nothing that was there has changed; an interruption after it
/// leaves a folder that [`Folder::changes`] sees and the next call mends.
pub fn apply(folder: &Folder, generated: &Generated) -> Result<Vec<Change>, Refused> {
    if let Some(path) = folder.foreign(generated)? {
        return Err(Refused::Foreign(path));
    }
    let changes = folder.changes(generated)?;
    let (orphans, writes): (Vec<Change>, Vec<Change>) =
        changes.iter().cloned().partition(|change| matches!(change, Change::Orphaned(_)));
    let is_written = |path: &str| writes.iter().any(|change| change.path() == path);
    let files: Vec<(String, String)> = wanted(generated).filter(|(path, _)| is_written(path)).collect();
    if let Err(error) = write_beside(folder, &files) {
        for (path, _) in &files {
            // What was not written need not be removed.
            let _ = fs::remove_file(folder.path(&temporary(path)));
        }
        return Err(error.into());
    }
    let (lock, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| path == LOCK_FILE);
    rename(folder, &files)?;
    // A temporary file of an interruption that has been written anew is to be renamed, not removed.
    let is_reused = |orphan: &&Change| writes.iter().any(|change| temporary(change.path()) == orphan.path());
    for orphan in orphans.iter().filter(|orphan| !is_reused(orphan)) {
        remove(folder, orphan.path())?;
    }
    rename(folder, &lock)?;
    Ok(changes)
}

fn write_beside(folder: &Folder, files: &[(String, String)]) -> io::Result<()> {
    for (path, text) in files {
        let target = folder.path(&temporary(path));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
        }
        fs::write(&target, text).map_err(|error| named(&target, &error))?;
    }
    Ok(())
}

fn rename(folder: &Folder, files: &[(String, String)]) -> io::Result<()> {
    for (path, _) in files {
        let target = folder.path(path);
        fs::rename(folder.path(&temporary(path)), &target).map_err(|error| named(&target, &error))?;
    }
    Ok(())
}

/// Removes a file, and the folders that are empty without it.
fn remove(folder: &Folder, path: &str) -> io::Result<()> {
    match fs::remove_file(folder.path(path)) {
        // A lock that somebody edited may list it twice.
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(named(&folder.path(path), &error)),
        _ => {}
    }
    let mut path = path;
    while let Some((parent, _)) = path.rsplit_once('/') {
        if fs::remove_dir(folder.path(parent)).is_err() {
            break;
        }
        path = parent;
    }
    Ok(())
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
