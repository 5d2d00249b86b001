//! Generates random valid documents, dense with features of the specification, and checks that each becomes a crate.
//!
//! ```text
//! cargo run --profile codegen -p clientwright --example generate_docs -- COUNT [--seed N] [--large] [--keep FOLDER]
//! ```
//!
//! Some names, texts and values are odd, but nothing is invalid beyond repair: an error is a failure, and so is a crate that does not parse as
//! Rust, or that differs the second time. A document depends only on seed and number; those that fail are kept, with `--keep` all.
//! `cargo xtask corpus FOLDER --check` compiles the kept ones.

mod arguments;
mod builder;
mod document;
mod hostile;
mod messages;
mod names;
#[path = "../mutate_docs/outcome.rs"]
mod outcome;
mod prose;
#[path = "../mutate_docs/random.rs"]
mod random;
mod scalars;
mod schemas;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

use arguments::Arguments;
use random::Random;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = match Arguments::parse(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return Ok(ExitCode::from(2));
        }
    };
    let failed = run(&arguments)?;
    println!("{} documents, {failed} failed", arguments.count);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Tries all documents, and returns how many fail.
fn run(arguments: &Arguments) -> Result<usize, Box<dyn Error>> {
    let folder = arguments.keep.clone().unwrap_or_else(folder);
    fs::create_dir_all(&folder)?;
    let mut failed = 0;
    for number in 0..arguments.count {
        let document = document::document(Random::new(arguments.seed, number), arguments.size);
        let path = folder.join(format!("generated-{}-{number}.json", arguments.seed));
        // A document that crashes the process remains.
        fs::write(&path, serde_json::to_string_pretty(&document)?)?;
        let outcome = outcome::of(&path);
        if outcome != "generated" {
            failed += 1;
            println!("{}: {outcome}", path.display());
        } else if arguments.keep.is_none() {
            fs::remove_file(&path)?;
        }
    }
    Ok(failed)
}

fn folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from).join("generated-docs")
}
