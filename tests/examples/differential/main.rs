//! Asks the types that are generated of documents, and the `jsonschema` crate, about instances at random; prints where they differ.
//!
//! ```text
//! cargo run -p clientwright-tests --example differential -- ../shared/corpus/figma.yaml spec/infisical.yaml
//! ```
//!
//! Every component and every inline schema of a body or parameter is asked about, of a large document a sample. Instances come from the
//! schema itself: they keep its bounds or just miss them, and many are changed somewhere afterwards.

mod access;
#[path = "../suite/asking.rs"]
mod asking;
mod cases;
mod documents;
mod instances;
mod kept;
mod members;
mod mutation;
mod opinion;
mod random;
mod scalars;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use documents::Flat;
use serde_json::Value;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut all_agree = true;
    for document in env::args_os().skip(1).map(PathBuf::from) {
        all_agree &= compare(&document)?;
    }
    Ok(if all_agree { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns whether both agree on all instances.
fn compare(document: &Path) -> Result<bool, Box<dyn Error>> {
    let name = format!("differs-{}", document.file_stem().unwrap_or_default().to_string_lossy());
    let folder = env::temp_dir().join("clientwright-differential");
    fs::create_dir_all(&folder)?;
    let (flat, cases) = (folder.join(&name).with_extension("json"), folder.join(&name).with_extension("cases.json"));
    let schemas = documents::flat(document)?;
    let (text, asked) = cases::of(&schemas);
    fs::write(&flat, text)?;
    fs::write(&cases, serde_json::to_string(&asked)?)?;
    let verdicts = asking::ask(&flat, &cases)?;
    let failures: Vec<String> =
        asked.iter().zip(&verdicts).filter_map(|(case, verdict)| differs(case, verdict, &schemas)).collect();
    println!("{}: {} instances, {} differ", document.display(), asked.len(), failures.len());
    if verdicts.len() != asked.len() {
        return Err(format!("{} verdicts on {} instances", verdicts.len(), asked.len()).into());
    }
    for failure in &failures {
        println!("    {failure}");
    }
    Ok(failures.is_empty())
}

/// Says in what a verdict differs from the other opinion, or what is lost that must not be.
fn differs(case: &Value, said: &str, schemas: &Flat) -> Option<String> {
    let expected = if case["valid"] == true { "valid" } else { "invalid" };
    let (group, data) = (&case["group"], &case["data"]);
    if said.split(',').next() != Some(expected) {
        return Some(format!("{group}: {data} is {expected}, said: {said}"));
    }
    // What an open schema does not name may be lost.
    let (_, again) = said.split_once(" remains ")?;
    let schema = schemas.schemas.get(group.as_str()?)?;
    let name = kept::lost(data, &serde_json::from_str(again).ok()?, schema, schemas)?;
    Some(format!("{group}: of {data}, the member {name:?} is lost: {again}"))
}
