//! A process that tries mutants, one after the other, and prints the outcome of each.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use clientwright::diagnostic::Diagnostics;
use clientwright::load;
use serde_json::Value;

use crate::arguments::Arguments;
use crate::random::Random;
use crate::{cut, damage, outcome};

/// Tries the mutants from `first` on: a line `begin NUMBER PATH`, then `generated`, `rejected` or `failed WHY`.
pub fn run(arguments: &Arguments, first: usize) -> Result<(), Box<dyn Error>> {
    let documents = documents(&arguments.documents)?;
    let folder = folder();
    fs::create_dir_all(&folder)?;
    let mut out = io::stdout().lock();
    for number in first..arguments.count {
        let mut random = Random::new(arguments.seed, number);
        let Some(document) = random.pick(&documents).cloned() else { break };
        let mut mutant = cut::cut(&document, &mut random);
        damage::damage(&mut mutant, &mut random);
        let path = write(&mutant, &folder.join(format!("mutant-{}-{number}", arguments.seed)), &mut random)?;
        writeln!(out, "begin {number} {}", path.display())?;
        out.flush()?;
        let outcome = outcome::of(&path);
        writeln!(out, "{outcome}")?;
        match (&arguments.keep, outcome.split(':').next()) {
            (Some(keep), Some("generated")) => fs::rename(&path, keep.join(path.file_name().unwrap_or_default()))?,
            (None, Some("generated")) | (_, Some("rejected")) => fs::remove_file(&path)?,
            _ => {}
        }
    }
    Ok(())
}

/// Reads the documents of a folder, by name.
fn documents(folder: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let read = |path: &PathBuf| load::load(path, &mut Diagnostics::default()).map(|source| source.tree);
    Ok(paths.iter().filter(|path| path.is_file()).filter_map(read).collect())
}

fn folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from).join("mutants")
}

/// Writes a mutant as JSON, some as YAML.
fn write(mutant: &Value, path: &Path, random: &mut Random) -> Result<PathBuf, Box<dyn Error>> {
    let (path, text) = if random.one_in(6) {
        (path.with_extension("yaml"), serde_yaml::to_string(mutant)?)
    } else {
        (path.with_extension("json"), serde_json::to_string_pretty(mutant)?)
    };
    fs::write(&path, text)?;
    Ok(path)
}
