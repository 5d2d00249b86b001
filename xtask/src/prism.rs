//! `cargo xtask prism`: the generated client against Prism, a mock of the document that knows nothing of it.
//!
//! Prism is installed by npm as `xtask/prism/package-lock.json` says, into the target folder, if it is not there yet.

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

/// How often Prism is asked whether it listens, and how long to wait in between: a minute.
const ATTEMPTS: usize = 600;
const PAUSE: Duration = Duration::from_millis(100);

/// Installs Prism if it is missing, starts it, runs the program that calls it, and stops it.
pub fn run(workspace: &Path) -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from).join("prism");
    install(&workspace.join("xtask/prism"), &folder)?;
    let port = free_port()?;
    let mut prism = Prism::start(&folder, &workspace.join("spec/infisical.yaml"), port)?;
    prism.wait(port)?;
    let mut program = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    program.current_dir(workspace).args(["run", "--quiet", "--package", "clientwright-tests", "--example", "prism"]);
    succeed(program.args(["--", &format!("http://127.0.0.1:{port}")]))
}

fn install(pinned: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
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

/// Returns a port of this machine that is free now.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Prism while it runs; it is stopped when this is dropped.
struct Prism {
    process: Child,
    log: PathBuf,
}

impl Prism {
    fn start(folder: &Path, document: &Path, port: u16) -> Result<Self, Box<dyn Error>> {
        let log = folder.join("prism.log");
        let mut command = Command::new("node");
        command.arg(folder.join("node_modules/@stoplight/prism-cli/dist/index.js"));
        command.args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()]).arg(document);
        command.stdout(File::create(&log)?).stderr(File::options().append(true).open(&log)?);
        let process = command.spawn().map_err(|error| format!("Node.js can't be run: {error}"))?;
        Ok(Self { process, log })
    }

    /// Waits until Prism listens.
    fn wait(&mut self, port: u16) -> Result<(), Box<dyn Error>> {
        for _ in 0..ATTEMPTS {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            thread::sleep(PAUSE);
        }
        Err(format!("Prism does not listen:\n{}", fs::read_to_string(&self.log)?).into())
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn succeed(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("`{program}` can't be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{program}` failed: {status}").into()) }
}
