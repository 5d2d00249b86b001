//! The commands for this workspace: `cargo xtask codegen`.
//!
//! They are those of the binary `clientwright`, run at the root of the workspace.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use clientwright::cli::{self, FAILED, Io};

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let color = err.is_terminal() && env::var_os("NO_COLOR").is_none();
    // Run directly from elsewhere, it is still this workspace that is meant.
    let here = env::current_dir().unwrap_or_default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let folder = if here.starts_with(root) { here } else { root.to_owned() };
    let mut io = Io { out: &mut out, err: &mut err, color, name: "cargo xtask", folder };
    let status = cli::run(env::args_os().skip(1), &mut io).unwrap_or(FAILED);
    ExitCode::from(status)
}
