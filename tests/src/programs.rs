//! Programs that use the crate of a document, in a workspace of their own.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;

/// A program that uses a generated crate, as `client`.
#[derive(Debug)]
pub struct Program {
    /// The crate of the document.
    pub target: Target,
    /// What it depends on beside the crate: lines of its manifest.
    pub dependencies: &'static str,
    /// Its files, by path.
    pub files: Vec<(&'static str, String)>,
    /// Whether it is built to be fast.
    pub optimized: bool,
}

impl Program {
    /// Builds and runs the program, and returns what it prints.
    ///
    /// # Errors
    ///
    /// If no crate can be generated, or it does not compile, or the program fails.
    pub fn run(&self, argument: &Path) -> Result<String, Box<dyn Error>> {
        let target = target_folder()?;
        let folder = target.join("programs").join(&self.target.name);
        self.write(&folder)?;
        let profile = if self.optimized { "release" } else { "dev" };
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["run", "--quiet", "--offline", "--package", "program", "--profile", profile, "--target-dir"])
            .arg(&target)
            .arg("--")
            .arg(argument)
            .current_dir(&folder)
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let workspace =
            "[workspace]\nresolver = \"3\"\nmembers = [\"client\", \"program\"]\n\n[profile.dev]\ndebug = false\n";
        let manifest = format!(
            "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\nclient = {{ package = {:?}, path = \"../client\" }}\n{}",
            self.target.name, self.dependencies
        );
        put(&folder.join("Cargo.toml"), workspace)?;
        // The versions that this workspace has fetched already.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        put(&folder.join("Cargo.lock"), &fs::read_to_string(lock)?)?;
        put(&folder.join("program/Cargo.toml"), &manifest)?;
        for (path, text) in &self.files {
            put(&folder.join("program").join(path), text)?;
        }
        for (path, text) in generated(&self.target)? {
            put(&folder.join("client").join(path), &text)?;
        }
        Ok(())
    }
}

/// Returns where this workspace builds: cargo runs tests and examples from there.
///
/// # Errors
///
/// If this program was moved elsewhere.
pub fn target_folder() -> Result<PathBuf, Box<dyn Error>> {
    let program = env::current_exe()?;
    let of_kind = |folder: &&Path| ["deps", "examples"].iter().any(|kind| folder.ends_with(kind));
    let target = program.ancestors().find(of_kind).and_then(|folder| folder.ancestors().nth(2));
    Ok(target.ok_or("the program is in no folder of cargo's")?.to_owned())
}

fn generated(target: &Target) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut diagnostics = Diagnostics::default();
    let generated = clientwright::generate(target, None, &mut diagnostics);
    for diagnostic in diagnostics.iter().filter(|_| env::var_os("SHOW_DIAGNOSTICS").is_some()) {
        eprintln!("{diagnostic:?}");
    }
    let failed = || format!("no client can be generated: {diagnostics:?}");
    Ok(generated.ok_or_else(failed)?.files)
}

/// Writes a file unless it is there as it should be, so that cargo does not compile again what has not changed.
fn put(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if !fs::read_to_string(path).is_ok_and(|old| old == text) {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(path, text)?;
    }
    Ok(())
}
