//! The crate that is generated of a document, and a small program that asks its types.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use serde_json::Value;

/// What the types say of a case.
pub type Verdict = String;

/// Generates the client of `document`, and returns what its types say of each case in the file `cases`.
pub fn ask(document: &Path, cases: &Path) -> Result<Vec<Verdict>, Box<dyn Error>> {
    // Cargo tells tests where its own folder is, and nobody else.
    let own = option_env!("CARGO_TARGET_TMPDIR").and_then(|folder| Path::new(folder).parent());
    let target = own.map(Path::to_owned).or_else(|| env::var_os("CARGO_TARGET_DIR").map(PathBuf::from));
    let target = std::path::absolute(target.unwrap_or_else(|| PathBuf::from("target")))?;
    let name = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = target.join("suite").join(&name);
    write(&folder, document, cases, &name)?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--offline", "--package", "asker", "--target-dir"])
        .arg(&target)
        .arg("--")
        .arg(cases)
        .current_dir(&folder)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// Writes a workspace of the client and of the program that asks it.
fn write(folder: &Path, document: &Path, cases: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let own = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"asker\", \"client\"]\n\n[profile.dev]\ndebug = false\n"
                .to_owned(),
        ),
        // The versions that this workspace has fetched already.
        ("Cargo.lock", fs::read_to_string(lock)?),
        ("asker/Cargo.toml", manifest(name)),
        ("asker/src/main.rs", include_str!("asker.rs").to_owned()),
        ("asker/src/components.rs", components(cases)?),
    ];
    for (path, text) in own {
        put(&folder.join(path), &text)?;
    }
    for (path, text) in generated(document, name)? {
        put(&folder.join("client").join(path), &text)?;
    }
    Ok(())
}

fn generated(document: &Path, name: &str) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let target = Target { spec: document.to_owned(), name: name.to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let generated = clientwright::generate(&target, None, &mut diagnostics);
    for diagnostic in diagnostics.iter().filter(|_| env::var_os("SUITE_DIAGNOSTICS").is_some()) {
        eprintln!("{diagnostic:?}");
    }
    let failed = || format!("no client can be generated: {diagnostics:?}");
    Ok(generated.ok_or_else(failed)?.files)
}

fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"asker\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nclient = {{ package = \"{name}\", path = \"../client\" }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n"
    )
}

/// Returns the module that knows the types that the cases name.
fn components(cases: &Path) -> Result<String, Box<dyn Error>> {
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(cases)?)?;
    let names: BTreeSet<&str> = cases.iter().filter_map(|case| case.get("group")?.as_str()).collect();
    let mut arms = String::new();
    for name in names {
        writeln!(arms, "        {name:?} => judge::<types::{name}>(json),")?;
    }
    Ok(format!(
        "use client::types;\n\nuse crate::judge;\n\n\
         pub fn ask(component: &str, json: &str) -> String {{\n    match component {{\n{arms}        \
         _ => \"no such component\".to_owned(),\n    }}\n}}\n"
    ))
}

/// Writes a file unless it is there as it should be, so that cargo does not compile again what has not changed.
fn put(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if !fs::read_to_string(path).is_ok_and(|old| old == text) {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(path, text)?;
    }
    Ok(())
}
