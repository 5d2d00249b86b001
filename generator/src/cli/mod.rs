//! The commands, as `clientwright …` and `cargo xtask …` have them: arguments in, text and an exit status out.

mod arguments;
mod check_report;
mod codegen;
mod corpus;
mod fix_hint;
mod render;
mod report;
mod snippet;
mod targets;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::iter;
use std::path::PathBuf;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::{Arguments, Command};

/// The exit status: the work was done, and nothing is amiss.
pub const SUCCESS: u8 = 0;
/// The exit status: the answer is no.
pub const STALE: u8 = 1;
/// The exit status: the work could not be done, and nothing was written.
pub const ERROR: u8 = 2;

/// Where the commands write, and how they were called.
pub struct Env<'a> {
    /// For machines: diagnostics as JSON, and help that was asked for.
    pub out: &'a mut dyn Write,
    /// For people.
    pub err: &'a mut dyn Write,
    /// Whether people see colours; [`wants_color`] tells.
    pub color: bool,
    /// What the user typed before the arguments: `clientwright` or `cargo xtask`.
    pub name: &'static str,
    /// The folder from which `clientwright.toml` is looked for, upwards. Paths in arguments are relative to the current
    /// folder of the process.
    pub folder: PathBuf,
}

/// Returns whether people see colours: on a terminal, unless the environment variable `NO_COLOR` is set and not empty.
pub fn wants_color(is_terminal: bool, no_color: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty)
}

/// Runs a command; `arguments` are those behind the name of the program. Returns the exit status.
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

/// Shows the help, the version, or what is wrong with the arguments.
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
