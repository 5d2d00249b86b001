//! The command line interface of `clientwright` and `cargo xtask`.

mod arguments;
mod check_report;
mod codegen;
mod corpus;
mod diagnostics;
mod render;
mod resolve_targets;
mod snippet;
mod update_command;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::iter;
use std::path::PathBuf;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::{Arguments, Command};

/// Exit status: success.
pub const SUCCESS: u8 = 0;
/// Exit status: the check failed, or some documents did.
pub const STALE: u8 = 1;
/// Exit status: an error prevented the command, and nothing was written.
pub const ERROR: u8 = 2;

/// The environment of a command: its output streams and how it was called.
pub struct Env<'a> {
    /// Standard output, for JSON diagnostics and requested help.
    pub out: &'a mut dyn Write,
    /// Standard error, for human-readable messages.
    pub err: &'a mut dyn Write,
    /// Whether to use colours; see [`wants_color`].
    pub color: bool,
    /// The name of the command: `clientwright` or `cargo xtask`.
    pub name: &'static str,
    /// The folder in which the search for `clientwright.toml` starts, upwards. Paths in arguments are relative to the
    /// current folder of the process.
    pub folder: PathBuf,
}

/// Returns whether to use colours: on a terminal, unless the environment variable `NO_COLOR` is set and not empty.
pub fn wants_color(is_terminal: bool, no_color: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty)
}

/// Runs a command with the arguments after the program name. Returns the exit status.
///
/// # Errors
///
/// If the output can't be written.
pub fn run(arguments: impl IntoIterator<Item = OsString>, env: &mut Env<'_>) -> io::Result<u8> {
    let named = iter::once(OsString::from(env.name)).chain(arguments);
    match Arguments::try_parse_from(named) {
        Ok(Arguments { command: Command::Codegen(arguments) }) => codegen::run(&arguments, env),
        Ok(Arguments { command: Command::Corpus(arguments) }) => corpus::run(&arguments, env),
        Err(message) => show(&message, env),
    }
}

/// Prints the help, the version, or an error in the arguments.
fn show(message: &clap::Error, env: &mut Env<'_>) -> io::Result<u8> {
    let is_wanted = matches!(message.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let out = if is_wanted { &mut *env.out } else { &mut *env.err };
    let text = message.render();
    if env.color {
        write!(out, "{}", text.ansi())?;
    } else {
        write!(out, "{text}")?;
    }
    Ok(if is_wanted { SUCCESS } else { ERROR })
}
