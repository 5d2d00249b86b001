//! The command `corpus`: generates a crate from each document in a folder.

mod failures;
mod table;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use super::arguments::{Corpus, MessageFormat};
use super::diagnostics::{report, single_error};
use super::{ERROR, Env, STALE, SUCCESS};
use crate::corpus::{DocumentStats, Measurement, Workspace, crate_names, documents, measure};
use crate::diagnostic::Diagnostics;
use table::Table;

/// Processes all documents, and prints each result at once.
pub(super) fn run(arguments: &Corpus, env: &mut Env<'_>) -> io::Result<u8> {
    let (documents, workspace) = match prepare(arguments, &env.folder) {
        Ok(prepared) => prepared,
        Err(diagnostics) => return fail(arguments, &diagnostics, env),
    };
    let table = Table::new(&documents, arguments.check);
    if arguments.message_format == MessageFormat::Human {
        table.head(env.err)?;
    }
    let mut results = Vec::new();
    for (document, name) in documents.iter().zip(crate_names(&documents)) {
        let measurement = match process(document, &name, workspace.as_ref()) {
            Ok(measurement) => measurement,
            Err(error) => return fail(arguments, &cannot_compile(&error), env),
        };
        match arguments.message_format {
            MessageFormat::Human => table.row(&measurement.record, env.err)?,
            MessageFormat::Json => json(&measurement.record, env.out)?,
        }
        results.push((measurement.record, measurement.diagnostics));
    }
    if arguments.message_format == MessageFormat::Human {
        failures::show(&results, env)?;
    }
    Ok(if results.iter().all(|(record, _)| record.is_good()) { SUCCESS } else { STALE })
}

/// Finds the documents, and creates the workspace if crates are to be compiled.
fn prepare(arguments: &Corpus, folder: &Path) -> Result<(Vec<PathBuf>, Option<Workspace>), Diagnostics> {
    let documents = documents(&arguments.folder).map_err(|error| {
        let message = format!("`{}` can't be read: {error}", arguments.folder.display());
        single_error("unreadable-folder", message, "give the path of a folder with OpenAPI documents")
    })?;
    if documents.is_empty() {
        let message = format!("no document in `{}`", arguments.folder.display());
        return Err(single_error("no-documents", message, "give the path of a folder with .json, .yaml or .yml files"));
    }
    let workspace = arguments.check.then(|| workspace(arguments, folder)).transpose();
    Ok((documents, workspace.map_err(|error| cannot_compile(&error))?))
}

fn workspace(arguments: &Corpus, folder: &Path) -> io::Result<Workspace> {
    let target = arguments.target_dir.clone().or_else(|| env::var_os("CARGO_TARGET_DIR").map(PathBuf::from));
    let target = target.unwrap_or_else(|| folder.join("target"));
    let lock = folder.ancestors().map(|folder| folder.join("Cargo.lock")).find(|lock| lock.is_file());
    Workspace::create(&target.join("corpus"), lock.as_deref())
}

/// Generates a crate, and compiles it if there is a workspace.
fn process(document: &Path, name: &str, workspace: Option<&Workspace>) -> io::Result<Measurement> {
    let mut measurement = measure(document, name);
    if let (Some(generated), Some(workspace)) = (measurement.generated.take(), workspace) {
        measurement.record.check = Some(workspace.check(name, &generated.files)?);
    }
    Ok(measurement)
}

fn json(record: &DocumentStats, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    writeln!(out)?;
    out.flush()
}

fn cannot_compile(error: &io::Error) -> Diagnostics {
    let message = format!("the crates can't be compiled: {error}");
    single_error(
        "unusable-folder",
        message,
        "make sure that cargo is installed and the folder is writable, or choose another with --target-dir",
    )
}

fn fail(arguments: &Corpus, diagnostics: &Diagnostics, env: &mut Env<'_>) -> io::Result<u8> {
    report(arguments.message_format, diagnostics, env)?;
    Ok(ERROR)
}
