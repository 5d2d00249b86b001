//! Compiling generated crates, in one workspace of their own, so that they share what is built of their dependencies.

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

/// The most lines of a crate whose examples are compiled: for that, it is built whole, and larger ones take minutes.
const MOST_LINES_FOR_EXAMPLES: usize = 30_000;

/// What the compiler says of a crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Whether it compiles, with its documentation and the examples in it, and without a warning.
    pub compiles: bool,
    /// How many errors and warnings there are.
    pub messages: usize,
    /// The first of them, as people see it.
    pub first: Option<String>,
    /// How long `cargo check` took for the crate alone, what it depends on being there.
    pub seconds: f64,
    /// How long its documentation took, and compiling the examples; of the first crate, with what it depends on.
    pub docs_seconds: f64,
}

/// A workspace of generated crates, one at a time.
#[derive(Clone, Debug)]
pub struct Workspace {
    folder: PathBuf,
    lock: Option<Vec<u8>>,
}

/// What one run of cargo found.
struct Run {
    seconds: f64,
    messages: Vec<String>,
    is_success: bool,
    /// Whether the crate was compiled, and nothing else.
    is_alone: bool,
    /// What cargo said to people.
    said: String,
}

impl Workspace {
    /// Makes a workspace in `folder`, empty but for what an earlier one has compiled.
    ///
    /// The versions in the file `lock`, if there is one, are used where they fit: they are likely to have been fetched.
    pub fn create(folder: &Path, lock: Option<&Path>) -> io::Result<Self> {
        let crates = folder.join("crates");
        if crates.exists() {
            fs::remove_dir_all(&crates)?;
        }
        fs::create_dir_all(&crates)?;
        let lock = lock.map(fs::read).transpose()?;
        // Cargo is told where its target folder is while it runs in another folder than we do.
        Ok(Self { folder: folder.canonicalize()?, lock })
    }

    /// Writes a crate, and has it checked.
    ///
    /// # Errors
    ///
    /// If it can't be written, or cargo can't be run.
    pub fn check(&self, name: &str, files: &BTreeMap<String, String>) -> io::Result<Check> {
        self.write_manifest(name)?;
        let folder = self.folder.join("crates").join(name);
        for (path, text) in files {
            write(&folder.join(path), text)?;
        }
        let check = ["check"];
        let mut run = self.run(name, &check)?;
        if run.failed_without_a_word() {
            // What can't be fetched is reported by the check.
            self.cargo(&["fetch"])?;
            run = self.run(name, &check)?;
        }
        if run.is_success && !run.is_alone {
            // It waited for its dependencies, so only a second time tells.
            write(&folder.join(ROOT), files.get(ROOT).map_or("", String::as_str))?;
            run = self.run(name, &check)?;
        }
        let mut check = run.check();
        if check.compiles {
            self.check_documentation(name, files, &mut check)?;
        }
        Ok(check)
    }

    /// Makes a crate the only member; cargo drops from a lock what no member needs, so it gets the whole lock again.
    fn write_manifest(&self, name: &str) -> io::Result<()> {
        // Without debug information, what the examples are linked to is built sooner.
        let profile = "[profile.dev]\ndebug = false\n";
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"crates/{name}\"]\n\n{profile}");
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        self.lock.as_ref().map_or(Ok(()), |lock| fs::write(self.folder.join("Cargo.lock"), lock))
    }

    /// Has rustdoc write the documentation of a crate that compiles, and compile the examples in it.
    fn check_documentation(&self, name: &str, files: &BTreeMap<String, String>, check: &mut Check) -> io::Result<()> {
        let begun = Instant::now();
        let run = self.run(name, &["doc", "--no-deps"])?;
        let Check { compiles, messages, first, .. } = run.check();
        *check = Check { compiles, messages, first, ..*check };
        if check.compiles && own_lines(files) <= MOST_LINES_FOR_EXAMPLES {
            // They need no TLS, whose crates take longest to build.
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
            is_alone: events.iter().filter(|event| was_compiled(event)).all(|event| is_of(event, name)),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    fn cargo(&self, arguments: &[&str]) -> io::Result<Output> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Command::new(cargo)
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            // What an earlier run has compiled of a crate would make this one look faster.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
    }
}

impl Run {
    /// Returns whether cargo came to no verdict: something is missing.
    fn failed_without_a_word(&self) -> bool {
        !self.is_success && self.messages.is_empty()
    }

    fn check(self) -> Check {
        let first = if self.failed_without_a_word() { Some(self.said) } else { self.messages.first().cloned() };
        Check {
            compiles: self.is_success && self.messages.is_empty(),
            messages: self.messages.len(),
            first,
            seconds: self.seconds,
            docs_seconds: 0.0,
        }
    }
}

/// Returns how many lines of Rust were made of the document.
fn own_lines(files: &BTreeMap<String, String>) -> usize {
    let own = files.iter().filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/"));
    own.map(|(_, text)| text.lines().count()).sum()
}

/// Returns what the test of examples says of those that failed, or else what cargo says.
fn failures(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout);
    match said.split_once("failures:") {
        Some((_, failures)) => failures.trim().to_owned(),
        None => String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}

/// Returns an error or a warning of a crate; the sentences that count them have no place.
fn message(event: &Value, name: &str) -> Option<String> {
    let message = event.get("message").filter(|_| is_of(event, name))?;
    let has_place = message.get("spans").and_then(Value::as_array).is_some_and(|spans| !spans.is_empty());
    Some(message.get("rendered")?.as_str().filter(|_| has_place)?.to_owned())
}

fn was_compiled(event: &Value) -> bool {
    event.get("fresh") == Some(&Value::Bool(false))
}

fn is_of(event: &Value, name: &str) -> bool {
    let manifest = event.get("manifest_path").and_then(Value::as_str).map(Path::new);
    manifest.and_then(Path::parent).is_some_and(|folder| folder.ends_with(Path::new("crates").join(name)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{Check, Workspace, message};

    /// Checks a crate of one function with this documentation.
    fn checked(docs: &str) -> Check {
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
    fn sound_documentation_passes() {
        let check = checked("Text.\n\n```no_run\ndocumented::documented();\n```");
        assert!(check.compiles && check.docs_seconds > 0.0, "{check:?}");
    }

    #[test]
    fn an_example_that_is_no_rust_fails() {
        let check = checked("* item\n\n```\ndeep code\n```");
        assert!(!check.compiles && check.messages == 1, "{check:?}");
        assert!(check.first.as_deref().unwrap_or_default().contains("deep code"), "{check:?}");
    }

    #[test]
    fn what_rustdoc_warns_of_fails() {
        let check = checked("See [Nothing].");
        assert!(!check.compiles && check.messages == 1, "{check:?}");
        assert!(check.first.as_deref().unwrap_or_default().contains("Nothing"), "{check:?}");
    }

    fn event(folder: &str, spans: &Value) -> Value {
        let manifest = format!("/target/crates/{folder}/Cargo.toml");
        json!({ "manifest_path": manifest, "message": { "rendered": "warning: unused", "spans": spans } })
    }

    #[test]
    fn a_warning_of_the_crate_counts() {
        assert!(message(&event("pets-client", &json!([{}])), "pets-client").is_some());
    }

    #[test]
    fn a_warning_of_another_crate_does_not_count() {
        assert_eq!(message(&event("pets-client", &json!([{}])), "client"), None);
    }

    #[test]
    fn the_sum_of_the_warnings_does_not_count() {
        assert_eq!(message(&event("pets-client", &json!([])), "pets-client"), None);
    }
}
