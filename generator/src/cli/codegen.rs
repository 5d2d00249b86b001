//! The command `codegen`: generates crates from documents, or checks that they are up to date.

use std::io;
use std::time::Instant;

use super::arguments::Codegen;
use super::diagnostics::{counted, report, single_error, warnings};
use super::{ERROR, Env, STALE, SUCCESS, check_report, resolve_targets, update_command};
use crate::config;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::names::lock::LOCK_FILE;
use crate::pipeline::{Generated, generate};
use crate::target::Target;
use crate::write::{CrateDir, WriteError, apply, check, missing_member};

/// Generates all targets; the highest status is returned.
pub(super) fn run(arguments: &Codegen, env: &mut Env<'_>) -> io::Result<u8> {
    let mut diagnostics = Diagnostics::default();
    let targets = resolve_targets::targets(arguments, &env.folder, &mut diagnostics);
    report(arguments.message_format, &diagnostics, env)?;
    let Some(targets) = targets else { return Ok(ERROR) };
    let mut statuses = Vec::new();
    for target in &targets {
        statuses.push(run_target(arguments, target, env)?);
    }
    if statuses.contains(&STALE) {
        writeln!(env.err, "run `{}` to bring everything up to date", update_command::command(arguments, env.name))?;
    }
    Ok(statuses.into_iter().max().unwrap_or(SUCCESS))
}

fn run_target(arguments: &Codegen, target: &Target, env: &mut Env<'_>) -> io::Result<u8> {
    let begun = Instant::now();
    let mut diagnostics = Diagnostics::default();
    let prepared = prepare(target, &mut diagnostics);
    // Before anything is written, so that snippets of names.lock show its current text.
    report(arguments.message_format, &diagnostics, env)?;
    let Some((folder, generated)) = prepared else { return failed(target, &diagnostics, env) };
    let outcome = if arguments.check { check(&folder, &generated) } else { apply(&folder, &generated) };
    let changes = match outcome {
        Ok(changes) => changes,
        Err(error) => {
            let diagnostics = write_error(&folder, error);
            report(arguments.message_format, &diagnostics, env)?;
            return failed(target, &diagnostics, env);
        }
    };
    let warnings = warnings(&diagnostics);
    let mut operations = counted(generated.summary.operations, "operation");
    if generated.summary.skipped > 0 {
        operations = format!("{operations} ({} skipped)", generated.summary.skipped);
    }
    let types = counted(generated.summary.types, "type");
    let (milliseconds, summary) = (begun.elapsed().as_millis(), check_report::summary(&changes, arguments.check));
    writeln!(env.err, "{}: {operations}, {types}, {warnings}, {milliseconds} ms, {summary}", target.name)?;
    if arguments.check {
        check_report::list(&folder, &generated, &changes, env.err)?;
        return Ok(if changes.is_empty() { SUCCESS } else { STALE });
    }
    note_workspace(target, env)?;
    Ok(SUCCESS)
}

/// Reads the folder of a target, and generates its crate. Returns `None` if `diagnostics` has an error.
fn prepare(target: &Target, diagnostics: &mut Diagnostics) -> Option<(CrateDir, Generated)> {
    let folder = match CrateDir::open(&target.out) {
        Ok(folder) => folder,
        Err(error) => {
            *diagnostics = unusable_folder(&error);
            return None;
        }
    };
    warn_about_lock(&folder, diagnostics);
    let generated = generate(target, folder.lock(), diagnostics)?;
    Some((folder, generated))
}

fn failed(target: &Target, diagnostics: &Diagnostics, env: &mut Env<'_>) -> io::Result<u8> {
    let errors = diagnostics.count(Severity::Error);
    let (errors, spec) = (counted(errors, "error"), target.spec.display());
    writeln!(env.err, "{}: {errors} in {spec}; nothing was written", target.name)?;
    Ok(ERROR)
}

fn note_workspace(target: &Target, env: &mut Env<'_>) -> io::Result<()> {
    let Some(missing) = missing_member(&target.out) else { return Ok(()) };
    let manifest = missing.manifest.display();
    writeln!(env.err, "note: add \"{}\" to `members` of [workspace] in {manifest}", missing.member)
}

fn warn_about_lock(folder: &CrateDir, diagnostics: &mut Diagnostics) {
    let Some((text, unreadable)) = folder.lock_error() else { return };
    let path = folder.path(LOCK_FILE);
    diagnostics.add(Diagnostic {
        severity: Severity::Warning,
        code: "unreadable-lock",
        message: format!("`{}` can't be read, so all names are chosen anew: {}", path.display(), unreadable.reason),
        pointer: String::new(),
        help: "restore it from version control, unless types may be renamed".to_owned(),
        location: Some(config::location(&path, text, unreadable.offset)),
    });
}

fn write_error(folder: &CrateDir, error: WriteError) -> Diagnostics {
    match error {
        WriteError::NotOurs(path) => {
            let path = folder.path(&path);
            let message = format!("`{}` exists and was not generated, so it is not overwritten", path.display());
            single_error("file-in-the-way", message, "move it, or choose another output folder")
        }
        WriteError::Io(error) => unusable_folder(&error),
    }
}

fn unusable_folder(error: &io::Error) -> Diagnostics {
    let message = format!("the crate can't be compared or written: {error}");
    single_error("unusable-folder", message, "make sure that the folder and its contents are readable and writable")
}
