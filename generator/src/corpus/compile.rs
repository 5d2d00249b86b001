//! Compiling generated crates in one workspace, so that they share compiled dependencies.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use serde::Serialize;
use serde_json::Value;

/// The file at the root of a crate.
const ROOT: &str = "src/lib.rs";

/// The maximum number of lines of a crate whose examples are compiled, which requires a full build that takes minutes for larger ones.
const MAX_LINES_FOR_EXAMPLES: usize = 30_000;

/// The result of compiling a crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompileResult {
    /// Whether the crate, its documentation and its examples compile without warnings.
    pub compiles: bool,
    /// The number of errors and warnings.
    pub messages: usize,
    /// The first error or warning, as rendered by the compiler.
    pub first: Option<String>,
    /// The time of `cargo check` for the crate alone, without its dependencies.
    pub seconds: f64,
    /// The time to build documentation and examples; for the first crate, including its dependencies.
    pub docs_seconds: f64,
}

/// A cargo workspace with one generated crate at a time.
#[derive(Clone, Debug)]
pub struct Workspace {
    folder: PathBuf,
    lock: Option<Vec<u8>>,
}

/// The result of one run of cargo.
struct Run {
    seconds: f64,
    messages: Vec<String>,
    is_success: bool,
    /// Whether only the crate was compiled, and no dependencies.
    is_alone: bool,
    /// The standard error output of cargo.
    stderr: String,
}

impl Workspace {
    /// Creates a workspace in `folder`; artifacts of an earlier one are kept.
    ///
    /// The versions in the file `lock`, if given, are used where they fit, since they are likely downloaded already.
    ///
    /// # Errors
    ///
    /// The first file or folder that can't be created or read.
    pub fn create(folder: &Path, lock: Option<&Path>) -> io::Result<Self> {
        let crates = folder.join("crates");
        if crates.exists() {
            fs::remove_dir_all(&crates)?;
        }
        fs::create_dir_all(&crates)?;
        let lock = lock.map(fs::read).transpose()?;
        // Absolute, since cargo runs in another folder.
        Ok(Self { folder: folder.canonicalize()?, lock })
    }

    /// Writes a crate, and checks it.
    ///
    /// # Errors
    ///
    /// If it can't be written, or cargo can't be run.
    pub fn check(&self, name: &str, files: &BTreeMap<String, String>) -> io::Result<CompileResult> {
        self.write_manifest(name)?;
        let folder = self.folder.join("crates").join(name);
        for (path, text) in files {
            write(&folder.join(path), text)?;
        }
        let check = ["check"];
        let mut run = self.run(name, &check)?;
        if run.failed_without_messages() {
            // If this fails, the next check reports why.
            self.cargo(&["fetch"])?;
            run = self.run(name, &check)?;
        }
        if run.is_success && !run.is_alone {
            // The dependencies were compiled as well, so the time is measured again.
            write(&folder.join(ROOT), files.get(ROOT).map_or("", String::as_str))?;
            run = self.run(name, &check)?;
        }
        let mut check = run.check();
        if check.compiles {
            self.check_documentation(name, files, &mut check)?;
        }
        Ok(check)
    }

    /// Makes a crate the only member. Restores the full lock, since cargo drops the entries that no member needs.
    fn write_manifest(&self, name: &str) -> io::Result<()> {
        // Without debug information, the examples link faster.
        let profile = "[profile.dev]\ndebug = false\n";
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"crates/{name}\"]\n\n{profile}");
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        self.lock.as_ref().map_or(Ok(()), |lock| fs::write(self.folder.join("Cargo.lock"), lock))
    }

    /// Builds the documentation of a crate that compiles, and compiles the examples in it.
    fn check_documentation(
        &self,
        name: &str,
        files: &BTreeMap<String, String>,
        check: &mut CompileResult,
    ) -> io::Result<()> {
        let begun = Instant::now();
        let run = self.run(name, &["doc", "--no-deps"])?;
        let CompileResult { compiles, messages, first, .. } = run.check();
        *check = CompileResult { compiles, messages, first, ..*check };
        if check.compiles && own_lines(files) <= MAX_LINES_FOR_EXAMPLES {
            // Examples need no TLS, whose crates are the slowest to build.
            let output = self.cargo(&["test", "--doc", "--offline", "--package", name, "--no-default-features"])?;
            if !output.status.success() {
                check.compiles = false;
                check.messages = 1;
                check.first = Some(failures(&output));
            }
        }
        check.docs_seconds = begun.elapsed().as_secs_f64();
        Ok(())
    }

    fn run(&self, name: &str, command: &[&str]) -> io::Result<Run> {
        let begun = Instant::now();
        let options = ["--offline", "--package", name, "--message-format", "json"];
        let output = self.cargo(&[command, &options].concat())?;
        let seconds = begun.elapsed().as_secs_f64();
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let events: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Run {
            seconds,
            messages: events.iter().filter_map(|event| message(event, name)).collect(),
            is_success: output.status.success(),
            is_alone: events.iter().filter(|event| was_compiled(event)).all(|event| is_about(event, name)),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    fn cargo(&self, arguments: &[&str]) -> io::Result<Output> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Command::new(cargo)
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            // Incremental artifacts of an earlier run would make this one look faster.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
    }
}

impl Run {
    /// Returns whether cargo failed without a compiler message, as when a dependency is missing.
    fn failed_without_messages(&self) -> bool {
        !self.is_success && self.messages.is_empty()
    }

    fn check(self) -> CompileResult {
        let first = if self.failed_without_messages() { Some(self.stderr) } else { self.messages.first().cloned() };
        CompileResult {
            compiles: self.is_success && self.messages.is_empty(),
            messages: self.messages.len(),
            first,
            seconds: self.seconds,
            docs_seconds: 0.0,
        }
    }
}

/// Returns the number of lines of Rust generated from the document, without the runtime.
fn own_lines(files: &BTreeMap<String, String>) -> usize {
    let own = files.iter().filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/"));
    own.map(|(_, text)| text.lines().count()).sum()
}

/// Returns the failures in the output of the doc tests, or else the standard error output of cargo.
fn failures(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    match stdout.split_once("failures:") {
        Some((_, failures)) => failures.trim().to_owned(),
        None => String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}

/// Returns an error or a warning of a crate; messages without a span only count the others.
fn message(event: &Value, name: &str) -> Option<String> {
    let message = event.get("message").filter(|_| is_about(event, name))?;
    let has_span = message.get("spans").and_then(Value::as_array).is_some_and(|spans| !spans.is_empty());
    Some(message.get("rendered")?.as_str().filter(|_| has_span)?.to_owned())
}

fn was_compiled(event: &Value) -> bool {
    event.get("fresh") == Some(&Value::Bool(false))
}

fn is_about(event: &Value, name: &str) -> bool {
    let manifest = event.get("manifest_path").and_then(Value::as_str).map(Path::new);
    manifest.and_then(Path::parent).is_some_and(|folder| folder.ends_with(Path::new("crates").join(name)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{CompileResult, Workspace, message};

    /// Checks a crate of one function with this documentation.
    fn checked(docs: &str) -> CompileResult {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::create(folder.path(), None).expect("a workspace");
        let manifest = "[package]\nname = \"documented\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
        let lines: Vec<String> = docs.lines().map(|line| format!("/// {line}\n")).collect();
        let files = [
            ("Cargo.toml", manifest.to_owned()),
            ("src/lib.rs", format!("{}pub fn documented() {{}}\n", lines.concat())),
        ];
        let files: BTreeMap<String, String> = files.map(|(path, text)| (path.to_owned(), text)).into();
        workspace.check("documented", &files).expect("cargo runs")
    }

    #[test]
    fn valid_documentation_passes() {
        let check = checked("Text.\n\n```no_run\ndocumented::documented();\n```");
        assert!(check.compiles && check.docs_seconds > 0.0, "{check:?}");
    }

    #[test]
    fn an_example_that_is_not_rust_fails() {
        let check = checked("* item\n\n```\ndeep code\n```");
        assert!(!check.compiles && check.messages == 1, "{check:?}");
        assert!(check.first.as_deref().unwrap_or_default().contains("deep code"), "{check:?}");
    }

    #[test]
    fn a_rustdoc_warning_fails() {
        let check = checked("See [Nothing].");
        assert!(!check.compiles && check.messages == 1, "{check:?}");
        assert!(check.first.as_deref().unwrap_or_default().contains("Nothing"), "{check:?}");
    }

    fn event(folder: &str, spans: &Value) -> Value {
        let manifest = format!("/target/crates/{folder}/Cargo.toml");
        json!({ "manifest_path": manifest, "message": { "rendered": "warning: unused", "spans": spans } })
    }

    #[test]
    fn a_warning_in_the_crate_is_counted() {
        assert!(message(&event("pets-client", &json!([{}])), "pets-client").is_some());
    }

    #[test]
    fn a_warning_in_another_crate_is_not_counted() {
        assert_eq!(message(&event("pets-client", &json!([{}])), "client"), None);
    }

    #[test]
    fn the_summary_of_warnings_is_not_counted() {
        assert_eq!(message(&event("pets-client", &json!([])), "pets-client"), None);
    }
}
