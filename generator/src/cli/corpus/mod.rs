//! `corpus`: what becomes of each document in a folder.

mod failures;
mod table;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use super::arguments::{Corpus, MessageFormat};
use super::report::{fault, report};
use super::{DONE, FAILED, Io, NO};
use crate::corpus::{Measured, Row, Workspace, crate_names, documents, measure};
use crate::diagnostic::Diagnostics;
use table::Table;

/// Tries all documents, each shown as soon as it is done.
pub(super) fn run(arguments: &Corpus, io: &mut Io<'_>) -> io::Result<u8> {
    let (documents, workspace) = match prepare(arguments, &io.folder) {
        Ok(prepared) => prepared,
        Err(diagnostics) => return refused(arguments, &diagnostics, io),
    };
    let table = Table::new(&documents, arguments.check);
    if arguments.message_format == MessageFormat::Human {
        table.head(io.err)?;
    }
    let mut tried = Vec::new();
    for (document, name) in documents.iter().zip(crate_names(&documents)) {
        let measured = match tried_one(document, &name, workspace.as_ref()) {
            Ok(measured) => measured,
            Err(error) => return refused(arguments, &uncheckable(&error), io),
        };
        match arguments.message_format {
            MessageFormat::Human => table.row(&measured.row, io.err)?,
            MessageFormat::Json => json(&measured.row, io.out)?,
        }
        tried.push((measured.row, measured.diagnostics));
    }
    if arguments.message_format == MessageFormat::Human {
        failures::show(&tried, io)?;
    }
    Ok(if tried.iter().all(|(row, _)| row.is_good()) { DONE } else { NO })
}

/// Finds the documents, and makes the workspace if there is something to compile.
fn prepare(arguments: &Corpus, folder: &Path) -> Result<(Vec<PathBuf>, Option<Workspace>), Diagnostics> {
    let documents = documents(&arguments.folder).map_err(|error| {
        let message = format!("`{}` can't be read: {error}", arguments.folder.display());
        fault("unreadable-folder", message, "name a folder of OpenAPI documents")
    })?;
    if documents.is_empty() {
        let message = format!("there is no document in `{}`", arguments.folder.display());
        return Err(fault("no-documents", message, "name a folder with files that end in .json, .yaml or .yml"));
    }
    let workspace = arguments.check.then(|| workspace(arguments, folder)).transpose();
    Ok((documents, workspace.map_err(|error| uncheckable(&error))?))
}

fn workspace(arguments: &Corpus, folder: &Path) -> io::Result<Workspace> {
    let target = arguments.target_dir.clone().or_else(|| env::var_os("CARGO_TARGET_DIR").map(PathBuf::from));
    let target = target.unwrap_or_else(|| folder.join("target"));
    let lock = folder.ancestors().map(|folder| folder.join("Cargo.lock")).find(|lock| lock.is_file());
    Workspace::create(&target.join("corpus"), lock.as_deref())
}

/// Generates a crate, and has it checked if it is there and a workspace is.
fn tried_one(document: &Path, name: &str, workspace: Option<&Workspace>) -> io::Result<Measured> {
    let mut measured = measure(document, name);
    if let (Some(generated), Some(workspace)) = (measured.generated.take(), workspace) {
        measured.row.check = Some(workspace.check(name, &generated.files)?);
    }
    Ok(measured)
}

fn json(row: &Row, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    writeln!(out)?;
    out.flush()
}

fn uncheckable(error: &io::Error) -> Diagnostics {
    let message = format!("the crates can't be compiled: {error}");
    fault("unusable-folder", message, "see to it that cargo can be run, or name another folder with --target-dir")
}

fn refused(arguments: &Corpus, diagnostics: &Diagnostics, io: &mut Io<'_>) -> io::Result<u8> {
    report(arguments.message_format, diagnostics, io)?;
    Ok(FAILED)
}
