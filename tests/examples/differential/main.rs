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
mod members;
mod mutation;
mod opinion;
mod random;
mod scalars;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

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
    let (text, asked) = cases::of(&documents::flat(document)?);
    fs::write(&flat, text)?;
    fs::write(&cases, serde_json::to_string(&asked)?)?;
    let verdicts = asking::ask(&flat, &cases)?;
    let failures: Vec<String> =
        asked.iter().enumerate().filter_map(|(index, case)| differs(case, verdicts.get(index))).collect();
    println!("{}: {} instances, {} differ", document.display(), asked.len(), failures.len());
    for failure in &failures {
        println!("    {failure}");
    }
    Ok(failures.is_empty())
}

/// Says in what a verdict differs from the other opinion.
fn differs(case: &Value, verdict: Option<&String>) -> Option<String> {
    let expected = if case["valid"] == true { "valid" } else { "invalid" };
    let said = verdict.map_or("nothing", String::as_str);
    // What an open schema does not name may be lost.
    let agrees = said.split(',').next() == Some(expected);
    (!agrees).then(|| format!("{}: {} is {expected}, said: {said}", case["group"], case["data"]))
}
