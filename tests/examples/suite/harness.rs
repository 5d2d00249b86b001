//! A harness program for the types of a generated crate.

#[path = "constants.rs"]
mod constants;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clientwright::target::Target;
use clientwright_tests::programs::Program;
use serde_json::Value;

/// The verdict on a case.
pub type Verdict = String;

/// Generates the client of `document`, and returns the verdict of its types on each case in the file `cases`.
pub fn run(document: &Path, cases: &Path) -> Result<Vec<Verdict>, Box<dyn Error>> {
    let name = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let program = Program {
        target: Target { spec: document.to_owned(), name, ..Target::default() },
        dependencies: "serde = { version = \"1\", features = [\"derive\"] }\n\
                       serde_json = { version = \"1\", features = [\"float_roundtrip\", \"raw_value\"] }\n",
        files: vec![
            ("src/main.rs", include_str!("asker.rs").to_owned()),
            ("src/components.rs", components(document, cases)?),
        ],
        optimized: false,
    };
    Ok(program.run(cases)?.lines().map(str::to_owned).collect())
}

/// Returns the module with the types that the cases name, and the constants of the document.
fn components(document: &Path, cases: &Path) -> Result<String, Box<dyn Error>> {
    let constants = constants::constants(&serde_json::from_str(&fs::read_to_string(document)?)?);
    let constants: Vec<_> = constants.into_iter().collect();
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(cases)?)?;
    let names: BTreeSet<&str> = cases.iter().filter_map(|case| case.get("group")?.as_str()).collect();
    let mut arms = String::new();
    for name in names {
        writeln!(arms, "        {name:?} => verdict::<types::{name}>(json),")?;
    }
    Ok(format!(
        "use client::types;\n\nuse crate::verdict;\n\n\
         pub const CONSTANTS: &[(&str, &str)] = &{constants:?};\n\n\
         pub fn ask(component: &str, json: &str) -> String {{\n    match component {{\n{arms}        \
         _ => \"no such component\".to_owned(),\n    }}\n}}\n"
    ))
}
