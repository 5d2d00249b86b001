//! Reporting how the files of a crate differ from the generated ones.

use std::fs;
use std::io::{self, Write};

use crate::pipeline::Generated;
use crate::write::{ChangeKind, CrateDir, FileChange, unified_diff};

/// The maximum number of files of which a diff is printed.
const DIFFERENCES: usize = 5;

/// Lists the files that differ, and prints the diffs of stale ones.
pub(super) fn list(
    folder: &CrateDir,
    generated: &Generated,
    changes: &[FileChange],
    out: &mut dyn Write,
) -> io::Result<()> {
    for change in changes {
        writeln!(out, "  {}: {}", label(change.kind), folder.path(&change.path).display())?;
    }
    let stale: Vec<&FileChange> = changes.iter().filter(|change| change.kind == ChangeKind::Stale).collect();
    for change in stale.iter().take(DIFFERENCES) {
        show(folder, generated, change, out)?;
    }
    match stale.len().saturating_sub(DIFFERENCES) {
        0 => Ok(()),
        1 => writeln!(out, "\n… 1 more file differs"),
        more => writeln!(out, "\n… {more} more files differ"),
    }
}

fn show(folder: &CrateDir, generated: &Generated, change: &FileChange, out: &mut dyn Write) -> io::Result<()> {
    let path = folder.path(&change.path);
    // A file that was deleted in the meantime is empty.
    let old = fs::read(&path).unwrap_or_default();
    let lock = || generated.lock.print();
    let new = generated.files.get(&change.path).cloned().unwrap_or_else(lock);
    write!(out, "\n{}", unified_diff(&path.display().to_string(), &String::from_utf8_lossy(&old), &new))
}

fn label(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Stale => "stale",
        ChangeKind::Missing => "missing",
        ChangeKind::Orphaned => "orphaned",
    }
}

/// Summarizes the differences, or what was done about them.
pub(super) fn summary(changes: &[FileChange], is_check: bool) -> String {
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let (stale, missing, orphaned) =
        (count(ChangeKind::Stale), count(ChangeKind::Missing), count(ChangeKind::Orphaned));
    let parts = if is_check {
        vec![(stale, "stale"), (missing, "missing"), (orphaned, "orphaned")]
    } else {
        let written = stale + missing;
        vec![(written, if written == 1 { "file written" } else { "files written" }), (orphaned, "deleted")]
    };
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if parts.is_empty() { "up to date".to_owned() } else { parts.join(", ") }
}
