//! `cargo xtask prism`: the generated client against Prism, a mock of the document that knows nothing of it.
//!
//! Prism is installed by npm as `xtask/prism/package-lock.json` says, into the target folder, if it is not there yet.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use crate::server::{BoxError, Server, cargo, free_port, succeed, target_folder};

/// Installs Prism if it is missing, starts it, runs the program that calls it, and stops it.
pub fn run(workspace: &Path) -> Result<(), BoxError> {
    let folder = target_folder(workspace).join("prism");
    install(&workspace.join("xtask/prism"), &folder)?;
    let port = free_port()?;
    let mut command = Command::new("node");
    command.arg(folder.join("node_modules/@stoplight/prism-cli/dist/index.js"));
    command.args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()]);
    let _prism = Server::start(command.arg(workspace.join("spec/infisical.yaml")), port, folder.join("prism.log"))?;
    let url = format!("http://127.0.0.1:{port}");
    let program = ["run", "--quiet", "--package", "clientwright-tests", "--example", "prism", "--", &url];
    succeed(cargo(workspace).args(program))
}

fn install(pinned: &Path, folder: &Path) -> Result<(), BoxError> {
    const FILES: [&str; 2] = ["package.json", "package-lock.json"];
    let is_same = |file| {
        let (wanted, there) = (fs::read(pinned.join(file)), fs::read(folder.join(file)));
        wanted.is_ok_and(|wanted| there.is_ok_and(|there| there == wanted))
    };
    if folder.join("installed").exists() && FILES.into_iter().all(is_same) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    for file in FILES {
        fs::copy(pinned.join(file), folder.join(file))?;
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
    succeed(Command::new("npm").args(arguments).current_dir(folder))?;
    // An installation that was interrupted lacks it.
    File::create(folder.join("installed"))?;
    Ok(())
}
