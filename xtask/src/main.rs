//! The commands of this workspace: `cargo xtask codegen`.
//!
//! These are the commands of the binary `clientwright`, for the targets of this workspace, wherever they are run, and `cargo xtask prism`.

mod prism;

use std::env;
use std::io::{self, IsTerminal, LineWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright::cli::{self, ERROR, Env};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if env::args_os().nth(1).is_some_and(|command| command == "prism") {
        return match prism::run(&workspace()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        };
    }
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
