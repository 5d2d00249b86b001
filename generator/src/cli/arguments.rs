//! What a user may type.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_STATUS: &str = "\
Exit status:
  0  done; with --check, nothing is stale
  1  the answer is no: something is stale
  2  the work could not be done: wrong arguments, an unreadable or wrong document;
     nothing was written";

const TARGETS: &str = "\
A file clientwright.toml lists targets, its paths being relative to it:

  [[target]]
  spec = \"api.yaml\"            # the OpenAPI document
  out = \"my-client\"            # the folder of the crate
  name = \"my-client\"
  redact = [\"password\"]        # properties whose values are never shown

  [target.rename]              # types that you would rather have otherwise
  GetUserResponseItem = \"User\"

Commit the crate with its names.lock, which keeps the names of its types, and let CI run
`codegen --check`.";

/// Turns OpenAPI documents into Rust client crates.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_long_help = format!("{TARGETS}\n\n{EXIT_STATUS}"))]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Codegen(Codegen),
}

/// Write the crate of each target, or check that it is up to date.
///
/// Works through the targets in the nearest clientwright.toml, in this folder or one around it; or does one that is
/// given with --spec and --out. Only files that the crate's names.lock lists are ever compared or deleted, and a file in
/// the way that codegen did not write is not overwritten.
#[derive(Args, Debug)]
#[command(after_long_help = format!("{TARGETS}\n\n{EXIT_STATUS}"))]
pub(super) struct Codegen {
    /// Write nothing: list what is stale, missing or orphaned, and show how it differs.
    #[arg(long)]
    pub(super) check: bool,

    /// The OpenAPI document, YAML or JSON, instead of the targets of clientwright.toml.
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "config")]
    pub(super) spec: Option<PathBuf>,

    /// The folder of the crate; made if it is not there.
    #[arg(long, value_name = "FOLDER", requires = "spec")]
    pub(super) out: Option<PathBuf>,

    /// The name of the crate; by default, that of its folder.
    #[arg(long, value_name = "NAME", requires = "spec")]
    pub(super) name: Option<String>,

    /// Another file of targets than the nearest clientwright.toml.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// How faults are reported.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// To people, on standard error, each drawn with its source line.
    Human,
    /// To machines, on standard output, one object a line: severity, code, message, file, line, column, pointer, help.
    Json,
}
