//! What a user may type.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns OpenAPI documents into Rust client crates.
///
/// Targets (a document, a folder, a name) are listed in clientwright.toml, in this folder or one around it; or one is given with --spec,
/// --out and --name.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Codegen(Codegen),
}

/// Writes the crate of each target; with --check, says what would change.
///
/// Exit status: 0, done (with --check: nothing is stale); 1, something is stale; 2, the work could not be done, and nothing was written.
#[derive(Args, Debug)]
pub(super) struct Codegen {
    /// Compare and write nothing: list what is stale, missing or orphaned.
    #[arg(long)]
    pub(super) check: bool,

    /// The OpenAPI document, YAML or JSON, instead of the targets of clientwright.toml.
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "config")]
    pub(super) spec: Option<PathBuf>,

    /// The folder of the crate; made if it is not there.
    #[arg(long, value_name = "FOLDER", requires = "spec")]
    pub(super) out: Option<PathBuf>,

    /// The name of the crate; by default, that of the folder.
    #[arg(long, value_name = "NAME", requires = "spec")]
    pub(super) name: Option<String>,

    /// Another file of targets than the nearest clientwright.toml.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// How faults of documents are reported: to people on standard error, or as one JSON object a line on standard output.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    Human,
    Json,
}
