//! Differential tests: validates random instances with generated types and with the `jsonschema` crate, and prints differences.
//!
//! ```text
//! cargo run -p clientwright-tests --example differential -- ../shared/corpus/figma.yaml spec/infisical.yaml
//! ```
//!
//! Every component and every inline schema of a body or parameter is tested, of a document with hundreds a sample; with `--generated 1..3` two
//! random documents of each version, with every keyword. Instances are generated from the schema: they keep its bounds or just miss them,
//! and many are mutated.

mod cases;
mod generated_schemas;
#[path = "../suite/harness.rs"]
mod harness;
mod lost_properties;

use std::error::Error;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use clientwright_tests::instances::flat::{self, Flat};
use clientwright_tests::programs;
use serde_json::Value;

/// The versions of generated documents.
const VERSIONS: &[&str] = &["3.0.3", "3.1.0"];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut all_agree = true;
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--generated" => {
                for seed in seeds(words.next())? {
                    for version in VERSIONS {
                        all_agree &= compare(&generated_schemas::flat(version, seed))?;
                    }
                }
            }
            document => all_agree &= compare(&flat::flat(Path::new(document))?)?,
        }
    }
    Ok(if all_agree { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads a range of seeds.
fn seeds(word: Option<String>) -> Result<Range<u64>, Box<dyn Error>> {
    let word = word.unwrap_or_default();
    let (first, end) = word.split_once("..").ok_or("after --generated comes a range of seeds: 1..3")?;
    Ok(first.parse()?..end.parse()?)
}

/// Returns whether both agree on all instances.
fn compare(schemas: &Flat) -> Result<bool, Box<dyn Error>> {
    if schemas.asked.is_empty() {
        println!("{}: no schemas", schemas.name);
        return Ok(true);
    }
    let name = format!("differs-{}", schemas.name);
    let folder = programs::target_folder()?.join("differential");
    fs::create_dir_all(&folder)?;
    let (flat, cases) = (folder.join(&name).with_extension("json"), folder.join(&name).with_extension("cases.json"));
    let (text, asked) = cases::of(schemas)?;
    fs::write(&flat, text)?;
    fs::write(&cases, serde_json::to_string(&asked)?)?;
    let verdicts = harness::run(&flat, &cases)?;
    let failures: Vec<String> =
        asked.iter().zip(&verdicts).filter_map(|(case, verdict)| differs(case, verdict, schemas)).collect();
    println!("{}: {} instances, {} differ", schemas.name, asked.len(), failures.len());
    if verdicts.len() != asked.len() {
        return Err(format!("{} verdicts on {} instances", verdicts.len(), asked.len()).into());
    }
    for failure in &failures {
        println!("    {failure}");
    }
    Ok(failures.is_empty())
}

/// Returns how a verdict differs from the oracle, or which property is lost that must not be.
fn differs(case: &Value, said: &str, schemas: &Flat) -> Option<String> {
    let expected = if case["valid"] == true { "valid" } else { "invalid" };
    let (group, data) = (&case["group"], &case["data"]);
    if said.split(',').next() != Some(expected) {
        return Some(format!("{group}: {data} is {expected}, said: {said}"));
    }
    // Additional properties of an open schema may be lost.
    let (_, again) = said.split_once(" remains ")?;
    let schema = schemas.schemas.get(group.as_str()?)?;
    let name = lost_properties::lost(data, &serde_json::from_str(again).ok()?, schema, schemas)?;
    Some(format!("{group}: of {data}, the property {name:?} is lost: {again}"))
}
