//! Runs cases of the JSON Schema Test Suite against the client that is generated from their schemas, and prints the score by keyword.
//!
//! ```text
//! cargo run -p clientwright-tests --example suite -- ../shared/suite/oas31.json
//! ```
//!
//! `NAME.json` is a document whose component schemas the cases name, `NAME.cases.json` a list of cases with `group` (the
//! component), `keyword`, `about`, `data` and `valid`. A case passes if `from_json` gives the verdict, and what it decodes is written
//! again as the same JSON. Additional properties of an open schema may be lost; such cases are listed. It fails if less than 98 % pass; for
//! OpenAPI 3.0, if one fails.

mod harness;
mod score;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use harness::Verdict;
use score::{Case, Score};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let document = PathBuf::from(env::args().nth(1).ok_or("name the document: suite/oas31.json")?).canonicalize()?;
    let path = document.with_extension("cases.json");
    let cases: Vec<Case> = serde_json::from_str::<Vec<_>>(&fs::read_to_string(&path)?)?.iter().map(Case::of).collect();
    let verdicts: Vec<Verdict> = harness::run(&document, &path)?;
    let score = Score::of(&cases, &verdicts);
    print!("{score}");
    let whole: Value = serde_json::from_str(&fs::read_to_string(&document)?)?;
    let is_3_0 = whole["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
    if score.is_enough(if is_3_0 { 100 } else { 98 }) { Ok(()) } else { Err("too many cases fail".into()) }
}
