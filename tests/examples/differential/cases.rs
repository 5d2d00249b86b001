//! The test cases of a document.

use std::error::Error;

use serde_json::{Value, json};

use clientwright_tests::instances::Instances;
use clientwright_tests::instances::flat::Flat;
use clientwright_tests::instances::mutation::mutate;
use clientwright_tests::instances::random::Random;
use clientwright_tests::instances::reference_validator::ReferenceValidator;

/// How many instances there are of each schema.
const EACH: usize = 120;

/// Returns the document as JSON, and the cases with the verdicts of the `jsonschema` crate.
///
/// # Errors
///
/// A schema that the crate does not support.
pub fn of(flat: &Flat) -> Result<(String, Vec<Value>), Box<dyn Error>> {
    let document = json!({
        "openapi": flat.version,
        "info": { "title": "Differential", "version": "1" },
        "paths": {},
        "components": { "schemas": flat.schemas },
    });
    let mut cases = Vec::new();
    for name in &flat.asked {
        cases.extend(of_schema(flat, name)?);
    }
    Ok((document.to_string(), cases))
}

fn of_schema(flat: &Flat, name: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let reference = ReferenceValidator::of(flat, name)?;
    let mut random = Random::new(name.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)));
    let mut cases: Vec<Value> = Vec::new();
    for _ in 0..EACH {
        let mut instance = Instances::new(flat, &mut random).of_component(name);
        for _ in 0..random.below(3) {
            mutate(&mut instance, &mut random);
        }
        if flat.is_3_0() {
            normalize_integers(&mut instance);
        }
        let case = json!({
            "group": name, "data": instance, "valid": reference.is_valid(&instance),
        });
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    Ok(cases)
}

/// Writes integers without a fraction: `1.0` is an integer for the oracle, but not in OpenAPI 3.0.
fn normalize_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0);
            if let Some(plain) = whole.and_then(|float| format!("{float}").parse::<i64>().ok()) {
                *number = plain.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(normalize_integers),
        Value::Object(members) => members.values_mut().for_each(normalize_integers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
