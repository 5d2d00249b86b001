//! Compiling generated crates: all of them at once, in one workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use clientwright::target::RuntimeSource;
use serde_json::Value;

use crate::documents;

/// What the compiler says of a crate.
#[derive(Clone, Debug)]
pub struct Message {
    /// The crate's name.
    pub package: String,
    /// The text, as people see it.
    pub text: String,
}

/// Writes the crates of documents into one workspace, checks them, and returns what the compiler says; later calls
/// return the same.
///
/// # Panics
///
/// If cargo can't be run, or fails without a word of a crate.
pub fn messages(folder: &Path, names: &[&str]) -> &'static [Message] {
    static MESSAGES: OnceLock<Vec<Message>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        write(folder, names, &workspace(names), &RuntimeSource::Copied);
        // One of the crates has all features that users choose; of those, only `testing` differs from crate to crate.
        let of_first =
            names.first().into_iter().flat_map(|name| ["blocking", "tower", "tracing"].map(|feature| (name, feature)));
        let testing = names.iter().map(|name| (name, "testing"));
        let features = of_first.chain(testing).map(|(name, feature)| format!("{}/{feature}", name.replace('_', "-")));
        check(folder, &["--features", &features.collect::<Vec<_>>().join(",")])
    })
}

/// Like [`messages`], for crates that depend on the runtime instead of copying it.
///
/// # Panics
///
/// If cargo can't be run, or fails without a word of a crate.
pub fn messages_with_dependency(folder: &Path, names: &[&str]) -> &'static [Message] {
    static MESSAGES: OnceLock<Vec<Message>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        write(folder, names, &workspace(names), &documents::runtime_package());
        check(folder, &[])
    })
}

/// Writes the crate of a document, checks it with some features only, and returns what the compiler says.
///
/// # Panics
///
/// If cargo can't be run, or fails without a word of the crate.
pub fn messages_with_features(folder: &Path, name: &str, features: &str) -> Vec<Message> {
    write(folder, &[name], &workspace(&[name]), &RuntimeSource::Copied);
    check(folder, &["--no-default-features", "--features", features])
}

fn workspace(names: &[&str]) -> String {
    format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n")
}

/// Writes the crates of documents, and compiles the tests of a library that uses them all: one binary is linked faster
/// than many. Returns it, or else what the compiler says; later calls return the same.
///
/// # Panics
///
/// If cargo can't be run.
pub fn tests(folder: &Path, names: &[&str], library: &Path) -> &'static Result<PathBuf, String> {
    static TESTS: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    TESTS.get_or_init(|| {
        write(folder, names, &manifest(names, library), &RuntimeSource::Copied);
        compile(folder)
    })
}

/// Returns the manifest of a library that uses crates. What it asks for beside them is in the workspace's Cargo.lock.
fn manifest(names: &[&str], library: &Path) -> String {
    let json = if cfg!(feature = "odd-json") { r#"["arbitrary_precision", "preserve_order"]"# } else { "[]" };
    // TLS is disabled: the server has none, and it takes long to compile.
    let crates = names.iter().map(|name| {
        format!(
            "{name} = {{ path = {name:?}, package = {:?}, default-features = false, features = [\"testing\"] }}\n",
            name.replace('_', "-")
        )
    });
    format!(
        "[workspace]\nresolver = \"3\"\n\n[package]\nname = \"wire\"\nedition = \"2024\"\n\n\
         [lib]\npath = {:?}\ndoctest = false\n\n[profile.dev]\ndebug = false\nincremental = false\n\n\
         [dependencies]\nserde_json = {{ version = \"1\", features = {json} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{}",
        library.display().to_string(),
        crates.collect::<String>()
    )
}

fn write(folder: &Path, names: &[&str], manifest: &str, runtime: &RuntimeSource) {
    for name in names {
        for (path, text) in documents::generated_with(name, runtime.clone()).0.files {
            put(&folder.join(name).join(path), &text);
        }
    }
    put(&folder.join("Cargo.toml"), manifest);
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

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs cargo in a folder; the workspaces next to each other share what is built of their dependencies.
fn run(folder: &Path, arguments: &[&str]) -> (Vec<Value>, Option<String>) {
    let output = cargo()
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stdout);
    let lines = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let failure = (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned());
    (lines, failure)
}

fn check(folder: &Path, features: &[&str]) -> Vec<Message> {
    // A toolchain may have been installed without clippy; then the compiler's own warnings must do.
    let has_clippy = cargo().args(["clippy", "--version"]).output().is_ok_and(|found| found.status.success());
    let (tool, lints): (&str, &[&str]) =
        if has_clippy { ("clippy", &["--", "-W", "clippy::pedantic"]) } else { ("check", &[]) };
    let arguments = [&[tool, "--workspace", "--offline", "--message-format", "json"], features, lints].concat();
    let (lines, failure) = run(folder, &arguments);
    let messages: Vec<Message> = lines.iter().filter_map(message).collect();
    assert!(!messages.is_empty() || failure.is_none(), "{}", failure.unwrap_or_default());
    messages
}

fn message(line: &Value) -> Option<Message> {
    let text = rendered(line)?;
    let manifest = Path::new(line.get("manifest_path")?.as_str()?);
    let package = manifest.parent()?.file_name()?.to_str()?;
    Some(Message { package: package.to_owned(), text: text.to_owned() })
}

fn rendered(line: &Value) -> Option<&str> {
    line.get("message")?.get("rendered")?.as_str()
}

fn compile(folder: &Path) -> Result<PathBuf, String> {
    let (lines, failure) =
        run(folder, &["test", "--quiet", "--lib", "--no-run", "--offline", "--message-format", "json"]);
    match failure {
        Some(failure) => Err(lines.iter().filter_map(rendered).collect::<String>() + &failure),
        None => lines.iter().find_map(executable).ok_or_else(|| "no binary was built".to_owned()),
    }
}

fn executable(line: &Value) -> Option<PathBuf> {
    line.get("executable")?.as_str().map(PathBuf::from)
}
