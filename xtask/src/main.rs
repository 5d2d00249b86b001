//! The commands of this workspace: `cargo xtask codegen`.
//!
//! These are the commands of the binary `clientwright`, for the targets of this workspace, wherever they are run; and `prism` and
//! `prefect`, which try the client on servers that nobody here wrote.

mod prefect;
mod prism;
mod server;

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, LineWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright::cli::{self, ERROR, Env};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let try_on_server = match env::args_os().nth(1).as_deref().and_then(OsStr::to_str) {
        Some("prism") => prism::run,
        Some("prefect") => prefect::run,
        _ => return commands(),
    };
    match try_on_server(&workspace()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command of the binary `clientwright`.
fn commands() -> ExitCode {
    let color = cli::wants_color(io::stderr().is_terminal(), env::var_os("NO_COLOR").as_deref());
    let (mut out, mut err) = (io::stdout().lock(), LineWriter::new(io::stderr().lock()));
    let mut env = Env { out: &mut out, err: &mut err, color, name: "cargo xtask", folder: workspace() };
    // Output that can't be written, as to a closed pipe, is not reported.
    ExitCode::from(cli::run(env::args_os().skip(1), &mut env).unwrap_or(ERROR))
}

/// Returns the root of the workspace that xtask was built in, or the current folder if that was moved.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().filter(|root| root.is_dir());
    root.map_or_else(|| env::current_dir().unwrap_or_default(), Path::to_owned)
}
