//! `cargo xtask prefect`: a client that is generated of a Prefect server's own document, against that server.
//!
//! Prefect is installed into a virtual environment of Python in the target folder, if it is not there yet. Its database is new each time.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;

use clientwright::cli::{self, Env};

use crate::server::{BoxError, Server, cargo, free_port, succeed, target_folder};

const VERSION: &str = "3.9.1";

/// The manifest of the program that calls the server.
const MANIFEST: &str = "\
[workspace]
resolver = \"3\"

[package]
name = \"prefect-program\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
prefect-client = { path = \"../client\", default-features = false }
serde = \"1\"
tokio = { version = \"1\", features = [\"macros\", \"rt\"] }
";

/// Installs Prefect if it is missing, starts the server, generates the client, runs the program that calls it, and stops the server.
pub fn run(workspace: &Path) -> Result<(), BoxError> {
    let target = target_folder(workspace);
    let folder = target.join("prefect");
    install(&folder)?;
    let port = free_port()?;
    let server = Server::start(&mut server_command(&folder, port)?, port, folder.join("server.log"))?;
    fs::write(folder.join("openapi.json"), server.get("/openapi.json")?)?;
    generate(workspace, &folder)?;
    let program = folder.join("program");
    fs::create_dir_all(program.join("src"))?;
    fs::copy(workspace.join("xtask/prefect/program.rs"), program.join("src/main.rs"))?;
    fs::write(program.join("Cargo.toml"), MANIFEST)?;
    // The versions that are there already.
    fs::copy(workspace.join("Cargo.lock"), program.join("Cargo.lock"))?;
    let url = format!("http://127.0.0.1:{port}/api");
    succeed(cargo(&program).env("CARGO_TARGET_DIR", &target).args(["run", "--quiet", "--", &url]))
}

fn install(folder: &Path) -> Result<(), BoxError> {
    let installed = folder.join(format!("installed-{VERSION}"));
    if installed.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder.join("venv")))?;
    let package = format!("prefect=={VERSION}");
    let pip = ["install", "--quiet", "--disable-pip-version-check", &package];
    succeed(Command::new(folder.join("venv/bin/pip")).args(pip))?;
    // An installation that was interrupted lacks it.
    File::create(installed)?;
    Ok(())
}

fn server_command(folder: &Path, port: u16) -> io::Result<Command> {
    let home = folder.join("home");
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    let mut command = Command::new(folder.join("venv/bin/prefect"));
    command.args(["server", "start", "--no-ui", "--no-services", "--host", "127.0.0.1", "--port", &port.to_string()]);
    command.env("PREFECT_HOME", home).env("PREFECT_SERVER_ANALYTICS_ENABLED", "false").env("DO_NOT_TRACK", "1");
    Ok(command)
}

/// Generates the client as `cargo xtask codegen` does; of the warnings it prints their number.
fn generate(workspace: &Path, folder: &Path) -> Result<(), BoxError> {
    let config = folder.join("clientwright.toml");
    fs::copy(workspace.join("xtask/prefect/clientwright.toml"), &config)?;
    let arguments: [&OsStr; 3] = ["codegen".as_ref(), "--config".as_ref(), config.as_os_str()];
    let mut said = Vec::new();
    let mut env =
        Env { out: &mut io::sink(), err: &mut said, color: false, name: "cargo xtask", folder: workspace.to_owned() };
    let code = cli::run(arguments.into_iter().map(OsStr::to_owned), &mut env)?;
    let said = String::from_utf8_lossy(&said);
    if code != 0 {
        return Err(said.into_owned().into());
    }
    eprintln!("{}", said.lines().find(|line| line.starts_with("prefect-client:")).unwrap_or_default());
    Ok(())
}
