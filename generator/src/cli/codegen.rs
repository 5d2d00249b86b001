//! `codegen`: from documents to crates, or what would change.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::{Codegen, MessageFormat};
use super::{DONE, FAILED, Io, NO, render};
use crate::config;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pipeline::{Generated, generate};
use crate::target::Target;
use crate::write::{Change, Folder, LOCK_FILE, Refused, apply, difference, missing_member};

/// The most files of which a difference is shown.
const DIFFERENCES: usize = 5;

/// Works through all targets; the worst status wins.
pub(super) fn run(arguments: &Codegen, io: &mut Io<'_>) -> io::Result<u8> {
    let targets = match targets(arguments, &io.folder) {
        Ok(targets) => targets,
        Err(Fault::Plain(message)) => {
            writeln!(io.err, "error: {message}")?;
            return Ok(FAILED);
        }
        Err(Fault::Located(diagnostic)) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.add(*diagnostic);
            report(arguments, &diagnostics, io)?;
            return Ok(FAILED);
        }
    };
    let mut worst = DONE;
    for target in &targets {
        worst = worst.max(work(arguments, target, io)?);
    }
    if worst == NO {
        writeln!(io.err, "run `{}` to bring everything up to date", mending(arguments, io.name))?;
    }
    Ok(worst)
}

enum Fault {
    Plain(String),
    Located(Box<Diagnostic>),
}

fn targets(arguments: &Codegen, folder: &Path) -> Result<Vec<Target>, Fault> {
    if let (Some(spec), Some(out)) = (&arguments.spec, &arguments.out) {
        let name = arguments.name.clone().or_else(|| folder_name(&folder.join(out)));
        let name =
            name.ok_or_else(|| Fault::Plain("the folder has no name to give to the crate; add --name".to_owned()))?;
        config::check_name(&name).map_err(|message| Fault::Plain(format!("{message}; choose one with --name")))?;
        return Ok(vec![Target { spec: spec.clone(), out: out.clone(), name, ..Target::default() }]);
    }
    let path = arguments.config.clone().or_else(|| config::find(folder).map(|path| relative(&path, folder)));
    let path = path.ok_or_else(|| {
        Fault::Plain(format!(
            "there is no {} here or above; add one, or name a document with --spec and --out",
            config::FILE
        ))
    })?;
    config::read(&path).map_err(Fault::Located)
}

fn folder_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

/// Shortens a path to what people recognize.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    path.strip_prefix(folder).map_or_else(|_| path.to_owned(), Path::to_owned)
}

fn work(arguments: &Codegen, target: &Target, io: &mut Io<'_>) -> io::Result<u8> {
    let begun = Instant::now();
    let folder = match Folder::open(&target.out) {
        Ok(folder) => folder,
        Err(error) => return failed(io, target, &error.to_string()),
    };
    if let Some(fault) = folder.lock_fault() {
        let path = folder.path(LOCK_FILE);
        writeln!(io.err, "warning: `{}` can't be read, so names are made afresh: {fault}", path.display())?;
    }
    let mut diagnostics = Diagnostics::default();
    let generated = generate(target, folder.lock(), &mut diagnostics);
    report(arguments, &diagnostics, io)?;
    let Some(generated) = generated else {
        let errors = count(&diagnostics, Severity::Error);
        return failed(io, target, &format!("{errors} in {}; nothing was written", target.spec.display()));
    };
    let outcome =
        if arguments.check { folder.changes(&generated).map_err(Refused::Io) } else { apply(&folder, &generated) };
    let changes = match outcome {
        Ok(changes) => changes,
        Err(refused) => return failed(io, target, &refusal(&folder, refused)),
    };
    let summary = generated.summary;
    let warnings = count(&diagnostics, Severity::Warning);
    write!(io.err, "{}: {} operations, {} types, {warnings}, ", target.name, summary.operations, summary.types)?;
    writeln!(io.err, "{} ms: {}", begun.elapsed().as_millis(), verdict(arguments.check, &changes))?;
    if arguments.check {
        list(&folder, &generated, &changes, io)?;
        return Ok(if changes.is_empty() { DONE } else { NO });
    }
    if let Some(missing) = missing_member(&target.out) {
        let manifest = missing.manifest.display();
        writeln!(io.err, "note: add \"{}\" to `members` of [workspace] in {manifest}", missing.member)?;
    }
    Ok(DONE)
}

fn report(arguments: &Codegen, diagnostics: &Diagnostics, io: &mut Io<'_>) -> io::Result<()> {
    match arguments.message_format {
        MessageFormat::Human => render::human(diagnostics, io.color, io.err),
        MessageFormat::Json => render::json(diagnostics, io.out),
    }
}

fn failed(io: &mut Io<'_>, target: &Target, message: &str) -> io::Result<u8> {
    writeln!(io.err, "{}: {message}", target.name)?;
    Ok(FAILED)
}

fn refusal(folder: &Folder, refused: Refused) -> String {
    match refused {
        Refused::Io(error) => error.to_string(),
        Refused::Foreign(path) => format!(
            "`{}` is in the way, and codegen did not write it; nothing was written (move it, or choose another folder)",
            folder.path(&path).display()
        ),
    }
}

fn count(diagnostics: &Diagnostics, severity: Severity) -> String {
    let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let noun = if severity == Severity::Error { "error" } else { "warning" };
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn verdict(check: bool, changes: &[Change]) -> String {
    match (changes.len(), check) {
        (0, _) => "up to date".to_owned(),
        (1, true) => "1 file is stale".to_owned(),
        (count, true) => format!("{count} files are stale"),
        (1, false) => "1 file written".to_owned(),
        (count, false) => format!("{count} files written"),
    }
}

/// Lists what is not as it should be, with short differences.
fn list(folder: &Folder, generated: &Generated, changes: &[Change], io: &mut Io<'_>) -> io::Result<()> {
    for change in changes {
        let what = match change {
            Change::Stale(_) => "stale",
            Change::Missing(_) => "missing",
            Change::Orphaned(_) => "orphaned",
        };
        writeln!(io.err, "  {what}: {}", folder.path(change.path()).display())?;
    }
    let stale = changes.iter().filter(|change| matches!(change, Change::Stale(_)));
    for change in stale.take(DIFFERENCES) {
        let old = std::fs::read(folder.path(change.path()))?;
        let lock = generated.lock.print();
        let new = generated.files.get(change.path()).unwrap_or(&lock);
        writeln!(io.err, "\n{}", difference(change.path(), &String::from_utf8_lossy(&old), new))?;
    }
    Ok(())
}

/// Returns the command that mends what a check found.
fn mending(arguments: &Codegen, name: &str) -> String {
    let paths = [("--spec", &arguments.spec), ("--out", &arguments.out), ("--config", &arguments.config)];
    let paths = paths
        .iter()
        .filter_map(|(option, path)| Some(format!("{option} {}", quoted(&path.as_ref()?.to_string_lossy()))));
    let crate_name = arguments.name.iter().map(|name| format!("--name {name}"));
    let words: Vec<String> = [format!("{name} codegen")].into_iter().chain(paths).chain(crate_name).collect();
    words.join(" ")
}

/// Quotes an argument that a shell would read as something else.
fn quoted(argument: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "-_./\\:@%+=,".contains(sign);
    if argument.chars().all(is_plain) { argument.to_owned() } else { format!("'{}'", argument.replace('\'', r"'\''")) }
}
