//! Compiling generated crates: all of them once, in one workspace, with warnings denied.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// What the compiler says of a crate.
#[derive(Clone, Debug)]
pub struct Message {
    /// The crate's name.
    pub package: String,
    /// The text, as people see it.
    pub text: String,
}

/// Returns the folder of the small documents.
pub fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("documents")
}

/// Writes crates into one workspace, checks them, and returns what the compiler says; later calls return the same.
///
/// # Panics
///
/// If cargo can't be run, or fails without a word of a crate.
pub fn messages<F: IntoIterator<Item = (String, String)>>(
    folder: &Path,
    crates: Vec<(&'static str, F)>,
) -> &'static [Message] {
    static MESSAGES: OnceLock<Vec<Message>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        write(folder, crates);
        run(folder)
    })
}

fn write<F: IntoIterator<Item = (String, String)>>(folder: &Path, crates: Vec<(&'static str, F)>) {
    let names: Vec<String> = crates.iter().map(|(name, _)| format!("{name:?}")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", names.join(", "));
    for (name, files) in crates {
        for (path, text) in files {
            put(&folder.join(name).join(path), &text);
        }
    }
    put(&folder.join("Cargo.toml"), &manifest);
    // The versions that this workspace has fetched already: nothing else is to be had offline.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    put(&folder.join("Cargo.lock"), &fs::read_to_string(lock).expect("Cargo.lock of this workspace"));
}

/// Writes a file unless it is there as it should be, so that cargo does not check again what has not changed.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn run(folder: &Path) -> Vec<Message> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // A toolchain may have been installed without clippy; then the compiler's own warnings must do.
    let has_clippy =
        Command::new(&cargo).args(["clippy", "--version"]).output().is_ok_and(|found| found.status.success());
    let (tool, lints): (&str, &[&str]) =
        if has_clippy { ("clippy", &["--", "-W", "clippy::pedantic"]) } else { ("check", &[]) };
    let output = Command::new(cargo)
        .args([tool, "--workspace", "--offline", "--message-format", "json"])
        .args(lints)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Message> = said.lines().filter_map(|line| message(&serde_json::from_str(line).ok()?)).collect();
    let failed_silently = messages.is_empty() && !output.status.success();
    assert!(!failed_silently, "{}", String::from_utf8_lossy(&output.stderr));
    messages
}

fn message(line: &Value) -> Option<Message> {
    let text = line.get("message")?.get("rendered")?.as_str()?;
    let manifest = Path::new(line.get("manifest_path")?.as_str()?);
    let package = manifest.parent()?.file_name()?.to_str()?;
    Some(Message { package: package.to_owned(), text: text.to_owned() })
}
