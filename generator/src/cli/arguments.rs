//! The command line arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_STATUS: &str = "\
Exit status:
  0  success; with --check, the generated files are up to date
  1  check failed: generated files are stale
  2  error: invalid arguments, or an unreadable or invalid document; nothing was written";

const TARGETS: &str = "\
The file clientwright.toml lists targets; paths in it are relative to its folder:

  [[target]]
  spec = \"api.yaml\"            # the OpenAPI document
  out = \"my-client\"            # the folder of the crate
  name = \"my-client\"
  overlays = [\"patch.yaml\"]    # OpenAPI Overlays to apply to the document first
  redact = [\"password\"]        # properties whose values are never printed
  runtime = \"copied\"           # or a dependency: { path = \"…\" }, { version = \"…\" }, { git = \"…\" }

  [target.rename]              # types to rename
  GetUserResponseItem = \"User\"

  [target.skip]                # operations to skip; [target.only] lists the only ones to generate
  operations = [\"listToys\", \"GET /pets/{id}\"]
  tags = [\"internal\"]

Commit the crate with its names.lock, which keeps type names stable, and run `codegen --check`
in CI.";

const COLUMNS: &str = "\
Columns:
  version        the OpenAPI version of the document
  KB             size of the document
  operations     operations under `paths` of the document → operations of the crate
  types          structs and enums of the crate
  lines          lines of Rust in the crate, without the runtime
  runtime        lines of the copied runtime
  errors
  warnings       all warnings
  repaired       warnings about values that were corrected
  ignored        warnings about values that have no effect on the crate
  ms             time from the file to the crate in memory
  × reading      that time as a multiple of parsing the document into openapiv3's model with
                 serde_json or serde_yaml; ~ if openapiv3 fails to parse it, relative to `load`
  compiles       with --check: yes, or the number of compiler errors and warnings
  s              with --check: time of `cargo check` for the crate alone, including cargo's start
  docs s         with --check: time of `cargo doc` and, up to 30,000 lines, `cargo test --doc`";

const CORPUS_EXIT_STATUS: &str = "\
Exit status:
  0  success: a crate was generated from every document; with --check, all compile without warnings
  1  some documents failed
  2  error: invalid arguments, no documents in the folder, or cargo can't be run";

/// Generate Rust client crates from OpenAPI documents.
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
/// Generates the targets of the nearest clientwright.toml, in this folder or a parent folder, or the one given with
/// --spec and --out. Only files that the crate's names.lock lists are ever compared or deleted. Files that codegen did
/// not write are never overwritten.
#[derive(Args, Debug)]
#[command(after_long_help = format!("{TARGETS}\n\n{EXIT_STATUS}"))]
pub(super) struct Codegen {
    /// Write nothing: list stale, missing and orphaned files, and show a diff.
    #[arg(long)]
    pub(super) check: bool,

    /// The OpenAPI document, YAML or JSON, to use instead of clientwright.toml.
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "config")]
    pub(super) spec: Option<PathBuf>,

    /// The folder of the crate; created if it does not exist.
    #[arg(long, value_name = "FOLDER", requires = "spec")]
    pub(super) out: Option<PathBuf>,

    /// The name of the crate [default: the name of its folder].
    #[arg(long, value_name = "NAME", requires = "spec")]
    pub(super) name: Option<String>,

    /// The configuration file to use instead of the nearest clientwright.toml.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// The format of diagnostics; JSON has severity, code, message, file, line, column, pointer, help.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

/// Generate a crate from every document in a folder, and report statistics, times and compiler results.
///
/// Generates the crate of each .json, .yaml and .yml file in FOLDER in memory, sorted by name. A document that fails
/// does not stop the others. Only the crates that --check compiles are written to disk.
#[derive(Args, Debug)]
#[command(after_long_help = format!("{COLUMNS}\n\n{CORPUS_EXIT_STATUS}"))]
pub(super) struct Corpus {
    /// The folder of the documents; subfolders are not searched.
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,

    /// Run `cargo check`, `cargo doc` and, up to 30,000 lines without the runtime, `cargo test --doc` on each crate; a
    /// warning counts as a failure.
    #[arg(long)]
    pub(super) check: bool,

    /// The folder in which --check compiles [default: `$CARGO_TARGET_DIR`, or `target`].
    #[arg(long, value_name = "FOLDER", requires = "check")]
    pub(super) target_dir: Option<PathBuf>,

    /// The output format: a table, or one JSON object per document, with its diagnostics counted by code.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// Human-readable text on standard error.
    Human,
    /// JSON on standard output, one object per line.
    Json,
}
