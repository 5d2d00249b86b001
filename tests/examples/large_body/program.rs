//! Measures what is done to a body, in the median of many samples.

mod bodies;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use client::Validate;
use serde_json::{Value, json};

const SAMPLES: usize = 101;

fn main() {
    let folder = env::args().nth(1).expect("the folder of the bodies");
    bodies::measure(Path::new(&folder));
}

/// Prints a row of nanoseconds for each thing that is done to the body `example` of the type `T`.
fn measure<T: Validate + serde::de::DeserializeOwned>(component: &str, example: &str, is_list: bool, folder: &Path) {
    let json = fs::read(folder.join(format!("{example}.json"))).expect("the body");
    let document = fs::read(folder.join("document.json")).expect("the document");
    let mut schema: Value = serde_json::from_slice(&document).expect("JSON");
    let reference = json!({ "$ref": format!("#/components/schemas/{component}") });
    if is_list {
        schema["type"] = json!("array");
        schema["items"] = reference;
    } else {
        schema["$ref"] = reference["$ref"].clone();
    }
    let judge = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let value: T = serde_json::from_slice(&json).expect("a body of the type");
    let parsed: Value = serde_json::from_slice(&json).expect("JSON");
    println!("{example}: {} bytes, {}", json.len(), if judge.is_valid(&parsed) { "valid" } else { "invalid" });
    if let Err(violations) = value.validate() {
        println!("  {violations}");
    }
    row("decode", || serde_json::from_slice::<T>(black_box(&json)).is_ok());
    row("serialize", || serde_json::to_vec(black_box(&value)).is_ok());
    row("validate", || black_box(&value).validate().is_ok());
    row("from_json", || T::from_json(black_box(&json)).is_ok());
    row("jsonschema, parsed", || judge.is_valid(black_box(&parsed)));
    row("jsonschema, typed", || serde_json::to_value(black_box(&value)).is_ok_and(|value| judge.is_valid(&value)));
}

fn row(name: &str, mut work: impl FnMut() -> bool) {
    let mut samples: Vec<u128> = (0..SAMPLES)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_nanos()
        })
        .collect();
    samples.sort_unstable();
    println!("  {name:<20}{:>12} ns", samples[SAMPLES / 2]);
}
