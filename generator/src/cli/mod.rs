//! The commands, as `clientwright …` and `cargo xtask …` have them: arguments in, text and an exit status out.

mod arguments;
mod codegen;
mod render;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::{Arguments, Command};

/// The exit status: the work was done, and nothing is amiss.
pub const DONE: u8 = 0;
/// The exit status: the answer is no.
pub const NO: u8 = 1;
/// The exit status: the work could not be done, and nothing was written.
pub const FAILED: u8 = 2;

/// Where the commands write, and how they were called.
pub struct Io<'a> {
    /// For machines: diagnostics as JSON, and help that was asked for.
    pub out: &'a mut dyn Write,
    /// For people.
    pub err: &'a mut dyn Write,
    /// Whether people see colours.
    pub color: bool,
    /// What the user typed before the arguments: `clientwright` or `cargo xtask`.
    pub name: &'static str,
    /// Where `clientwright.toml` is looked for.
    pub folder: PathBuf,
}

/// Runs a command; `arguments` are those behind the name of the program. Returns the exit status.
///
/// # Errors
///
/// If the output can't be written.
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> io::Result<u8> {
    let named = std::iter::once(OsString::from(io.name)).chain(arguments);
    match Arguments::try_parse_from(named) {
        Ok(Arguments { command: Command::Codegen(arguments) }) => codegen::run(&arguments, io),
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let text = error.render();
            let out = if asked { &mut *io.out } else { &mut *io.err };
            if io.color {
                write!(out, "{}", text.ansi())?;
            } else {
                write!(out, "{text}")?;
            }
            Ok(if asked { DONE } else { FAILED })
        }
    }
}
