//! The binary `clientwright`.

use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clientwright::cli::{self, FAILED, Io};

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let color = err.is_terminal() && env::var_os("NO_COLOR").is_none();
    let folder = env::current_dir().unwrap_or_default();
    let mut io = Io { out: &mut out, err: &mut err, color, name: "clientwright", folder };
    // Output that nobody reads any more is no reason to complain.
    let status = cli::run(env::args_os().skip(1), &mut io).unwrap_or(FAILED);
    ExitCode::from(status)
}
