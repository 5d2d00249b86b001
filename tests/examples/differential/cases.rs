//! What is asked about a document.

use serde_json::{Value, json};

use super::documents::Flat;
use super::instances::Instances;
use super::mutation::mutate;
use super::opinion::Opinion;
use super::random::Random;

/// How many instances there are of each schema.
const EACH: usize = 120;

/// Returns the document as JSON, and the cases with the opinion of the `jsonschema` crate.
pub fn of(flat: &Flat) -> (String, Vec<Value>) {
    let document = json!({
        "openapi": flat.version,
        "info": { "title": "Differential", "version": "1" },
        "paths": {},
        "components": { "schemas": flat.schemas },
    });
    let cases = flat.asked.iter().flat_map(|name| of_schema(flat, name)).collect();
    (document.to_string(), cases)
}

fn of_schema(flat: &Flat, name: &str) -> Vec<Value> {
    let opinion = match Opinion::of(flat, name) {
        Ok(opinion) => opinion,
        Err(reason) => {
            println!("{name} is passed over: {reason}");
            return Vec::new();
        }
    };
    let mut random = Random::new(name.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)));
    let mut cases: Vec<Value> = Vec::new();
    for _ in 0..EACH {
        let mut instance = Instances::new(flat, &mut random).of_component(name);
        for _ in 0..random.below(3) {
            mutate(&mut instance, &mut random);
        }
        let case = json!({
            "group": name, "data": instance, "valid": opinion.is_valid(&instance),
        });
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    cases
}
