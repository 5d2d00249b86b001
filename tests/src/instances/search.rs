//! Searching for a valid instance: invalid parts of one are replaced by those of others.

use serde_json::Value;

use super::Instances;
use super::flat::Flat;
use super::random::Random;
use super::reference_validator::ReferenceValidator;

/// How often it is begun anew.
const BEGINNINGS: usize = 12;
/// How many changes are tried each time.
const CHANGES: usize = 60;

/// Returns whether a valid instance of a component is found.
///
/// # Errors
///
/// A schema that the `jsonschema` crate can't read.
pub fn has_valid_instance(flat: &Flat, name: &str) -> Result<bool, String> {
    let reference = ReferenceValidator::of(flat, name)?;
    let mut random = Random::new(7);
    let mut fresh = || Instances::new(flat, &mut random).of_component(name);
    Ok((0..BEGINNINGS).any(|_| {
        let mut known = fresh();
        let mut faults = reference.faults(&known);
        for _ in 0..CHANGES {
            if faults.is_empty() {
                break;
            }
            let changed = repaired(&known, &faults, fresh());
            let others = reference.faults(&changed);
            if others.len() <= faults.len() {
                (known, faults) = (changed, others);
            }
        }
        faults.is_empty()
    }))
}

/// Returns an instance whose values at `faults` are those of another one.
fn repaired(known: &Value, faults: &[String], other: Value) -> Value {
    let mut changed = known.clone();
    for fault in faults {
        match (changed.pointer_mut(fault), other.pointer(fault)) {
            (Some(value), Some(better)) if !fault.is_empty() => *value = better.clone(),
            _ => return other,
        }
    }
    changed
}
