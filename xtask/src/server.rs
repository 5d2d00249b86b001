//! Servers that run while the client is tried on them.

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

pub type BoxError = Box<dyn Error>;

/// How often a server is asked whether it listens, and how long to wait in between: two minutes.
const ATTEMPTS: usize = 1200;
const PAUSE: Duration = Duration::from_millis(100);

/// A server while it runs; it is stopped when this is dropped.
pub struct Server {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts a server with a log, and waits until it listens.
    pub fn start(command: &mut Command, port: u16, log: PathBuf) -> Result<Self, BoxError> {
        command.stdout(File::create(&log)?).stderr(File::options().append(true).open(&log)?);
        let mut server = Self { process: spawned(command)?, port, log };
        for _ in 0..ATTEMPTS {
            if server.connect().is_ok() {
                return Ok(server);
            }
            if server.process.try_wait()?.is_some() {
                break;
            }
            thread::sleep(PAUSE);
        }
        Err(format!("the server does not listen:\n{}", fs::read_to_string(&server.log)?).into())
    }

    fn connect(&self) -> io::Result<TcpStream> {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
    }

    /// Returns the body of a response with the status code 200.
    pub fn get(&self, path: &str) -> Result<Vec<u8>, BoxError> {
        let mut connection = self.connect()?;
        write!(connection, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")?;
        let mut response = Vec::new();
        connection.read_to_end(&mut response)?;
        let end = response.windows(4).position(|window| window == b"\r\n\r\n").ok_or("no response")?;
        let is_ok = response.split(|byte| *byte == b' ').nth(1) == Some(b"200");
        if is_ok { Ok(response.split_off(end + 4)) } else { Err(format!("GET {path} failed").into()) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a port of this machine that is free now.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Returns the folder of builds.
pub fn target_folder(workspace: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from)
}

/// Returns a command of cargo.
pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

/// Runs a command, which must succeed.
pub fn succeed(command: &mut Command) -> Result<(), BoxError> {
    let status = spawned(command)?.wait()?;
    let program = command.get_program().to_string_lossy();
    if status.success() { Ok(()) } else { Err(format!("`{program}` failed: {status}").into()) }
}

fn spawned(command: &mut Command) -> Result<Child, BoxError> {
    let child = command.spawn();
    child.map_err(|error| format!("`{}` can't be run: {error}", command.get_program().to_string_lossy()).into())
}
