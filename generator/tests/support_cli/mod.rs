//! Helpers for the tests of the binary: a folder with a document, in which the binary is run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// A document with two tags, and so with two files of operations and of types.
pub const PETS: &str = r#"openapi: 3.0.3
info:
  title: Pets
  version: "1"
servers:
  - url: https://pets.example.com
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [Pets]
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        "200":
          description: The pet
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties:
                  name:
                    type: string
                    minLength: 1
  /houses:
    get:
      operationId: listHouses
      tags: [Houses]
      responses:
        "200":
          description: The houses
          content:
            application/json:
              schema:
                type: object
                properties:
                  count:
                    type: integer
"#;

/// Returns the document without the path that has the second tag.
pub fn without_houses() -> String {
    PETS.split_once("  /houses:").expect("PETS has houses").0.to_owned()
}

/// The bytes of files, by path.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A temporary folder for one test.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// Creates a folder with a document, `api.yaml`.
    pub fn new(document: &str) -> Self {
        let project = Self { folder: TempDir::new().expect("a folder for the test") };
        project.write("api.yaml", document);
        project
    }

    /// Creates a folder with a document and its generated crate, `pets`.
    pub fn generated(document: &str) -> Self {
        let project = Self::new(document);
        project.codegen().exits(0);
        project
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    /// Replaces text in a file; panics if it does not occur.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("the file was there");
    }

    /// Returns the content of the files in a folder, by path.
    pub fn tree(&self, folder: &str) -> Tree {
        let root = self.path(folder);
        let paths = walk(&root).into_iter().filter(|path| path.is_file());
        paths.map(|path| (slashed(&root, &path), fs::read(&path).expect("the file is read"))).collect()
    }

    /// Sets the modification time of all files in a folder to the distant past.
    pub fn age(&self, folder: &str) {
        for path in walk(&self.path(folder)).into_iter().filter(|path| path.is_file()) {
            let file = fs::File::options().write(true).open(path).expect("the file opens");
            file.set_modified(long_ago()).expect("the file takes a time");
        }
    }

    /// Returns the files in a folder that were written since `age`.
    pub fn younger(&self, folder: &str) -> Vec<String> {
        let root = self.path(folder);
        let modified = |path: &Path| path.metadata().and_then(|data| data.modified()).expect("a file has a time");
        let files = walk(&root).into_iter().filter(|path| path.is_file() && modified(path) != long_ago());
        files.map(|path| slashed(&root, &path)).collect()
    }

    /// Runs the binary in the folder of the project.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clientwright"));
        let output = command.current_dir(self.path(folder)).args(arguments).output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Run { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Generates the crate `pets` of the document.
    pub fn codegen(&self) -> Run {
        self.run(&["codegen", "--spec", "api.yaml", "--out", "pets"])
    }

    /// Checks whether the crate `pets` is up to date.
    pub fn check(&self) -> Run {
        self.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--check"])
    }
}

/// Panics with the paths of the files that differ, but not their content.
#[track_caller]
pub fn same(found: &Tree, expected: &Tree, case: &str) {
    let paths: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let different: Vec<_> = paths.into_iter().filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(different.is_empty(), "{case}: {different:?}");
}

fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let inner: Vec<PathBuf> = paths.iter().flat_map(|path| walk(path)).collect();
    paths.extend(inner);
    paths
}

fn slashed(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).expect("it is inside").to_string_lossy().replace('\\', "/")
}

/// The exit status and output of a run.
#[derive(Debug)]
pub struct Run {
    status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Asserts that standard error contains a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "{text:?} is missing in:\n{}", self.err);
        self
    }

    #[track_caller]
    pub fn lacks(self, text: &str) -> Self {
        assert!(!self.err.contains(text) && !self.out.contains(text), "{text:?} in:\n{}{}", self.out, self.err);
        self
    }

    /// Returns the files that a check lists, as `kind: path`.
    pub fn listed(&self) -> Vec<&str> {
        let kinds = ["stale: ", "missing: ", "orphaned: "];
        let lines = self.err.lines().filter_map(|line| line.strip_prefix("  "));
        lines.filter(|line| kinds.iter().any(|kind| line.starts_with(kind))).collect()
    }
}
