//! The binary `clientwright`.

use std::env;
use std::io::{self, IsTerminal, LineWriter};
use std::process::ExitCode;

use clientwright::cli::{self, ERROR, Env};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let color = cli::wants_color(io::stderr().is_terminal(), env::var_os("NO_COLOR").as_deref());
    let (mut out, mut err) = (io::stdout().lock(), LineWriter::new(io::stderr().lock()));
    let folder = env::current_dir().unwrap_or_default();
    let mut env = Env { out: &mut out, err: &mut err, color, name: "clientwright", folder };
    // Output that can't be written, as to a closed pipe, is not reported.
    ExitCode::from(cli::run(env::args_os().skip(1), &mut env).unwrap_or(ERROR))
}
