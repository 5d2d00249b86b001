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
  overlays = [\"mended.yaml\"]   # OpenAPI Overlays: changes that are made to the document first
  redact = [\"password\"]        # properties whose values are never shown

  [target.rename]              # types that you would rather have otherwise
  GetUserResponseItem = \"User\"

  [target.skip]                # operations that are left out; [target.only] lists those that are not
  operations = [\"listToys\", \"GET /pets/{id}\"]
  tags = [\"internal\"]

Commit the crate with its names.lock, which keeps the names of its types, and let CI run
`codegen --check`.";

const COLUMNS: &str = "\
Columns:
  version        the version of OpenAPI that the document gives
  KB             its size
  operations     those under `paths` of the document, and those of the crate
  types          the crate's structs and enums
  lines          its lines of Rust
  runtime        the lines of the runtime that is copied along
  errors
  warnings       all of them
  repairs        those that say what something was taken for
  left out       those that say what has no effect on the crate
  ms             from the file to the crate in memory
  × reading      that, as a multiple of reading the document: by serde_json or serde_yaml into
                 openapiv3's model, or, where openapiv3 refuses it (~), as codegen's first stage does
  compiles       with --check: yes, or how many messages the compiler has
  s              with --check: the time of `cargo check` for the crate alone, cargo's start included
  docs s         with --check: that of `cargo doc`, and, up to 30,000 lines, of `cargo test --doc`";

const CORPUS_EXIT_STATUS: &str = "\
Exit status:
  0  every document became a crate, and with --check, each compiles without a warning
  1  some did not
  2  the work could not be done: wrong arguments, no document in the folder, or no cargo to run";

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
    Corpus(Corpus),
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

    /// How faults are reported; in JSON as severity, code, message, file, line, column, pointer, help.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

/// Try every document in a folder: what becomes of it, how fast, and whether that compiles.
///
/// Takes the files of FOLDER whose names end in .json, .yaml or .yml, by name, and generates the crate of each into
/// memory. One that fails stops none of the others. Nothing is written but what --check compiles.
#[derive(Args, Debug)]
#[command(after_long_help = format!("{COLUMNS}\n\n{CORPUS_EXIT_STATUS}"))]
pub(super) struct Corpus {
    /// The folder of the documents; folders inside of it are left alone.
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,

    /// Have each crate compiled by `cargo check`, its documentation by `cargo doc`, and, up to 30,000 lines of its own,
    /// its examples by `cargo test --doc`; a warning counts as a failure.
    #[arg(long)]
    pub(super) check: bool,

    /// Where --check compiles; by default, the folder that `$CARGO_TARGET_DIR` names, or `target`.
    #[arg(long, value_name = "FOLDER", requires = "check")]
    pub(super) target_dir: Option<PathBuf>,

    /// How the figures are shown: a table, or in JSON one object a document, with its diagnostics counted by code.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// To people, on standard error.
    Human,
    /// To machines, on standard output, one object a line.
    Json,
}
