//! Reads cases, and prints for each, on a line of its own, what the type of its component says.

mod components;

use std::error::Error;
use std::{env, fs};

use client::{FromJsonError, Validate};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Case<'a> {
    group: &'a str,
    /// As it is written: a number may be beyond what a `Value` holds.
    #[serde(borrow)]
    data: &'a RawValue,
}

fn main() -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(env::args().nth(1).ok_or("name the file of the cases")?)?;
    for case in serde_json::from_str::<Vec<Case<'_>>>(&text)? {
        println!("{}", components::ask(case.group, case.data.get()).replace('\n', " "));
    }
    Ok(())
}

fn verdict<T: Validate>(json: &str) -> String {
    match T::from_json(json.as_bytes()) {
        Ok(value) => again(&value, json),
        Err(FromJsonError::Invalid(_)) => "invalid".to_owned(),
        Err(error) => format!("{error} ({json})"),
    }
}

fn again<T: Validate>(value: &T, json: &str) -> String {
    if let Err(violations) = value.validate() {
        return format!("decoded, it is invalid: {violations}");
    }
    let again = serde_json::to_value(value).unwrap_or_default();
    if T::from_json(again.to_string().as_bytes()).is_err() {
        return format!("{json} is refused when it is written again: {again}");
    }
    match serde_json::from_str::<Value>(json) {
        Ok(given) if same(&given, &again) => "valid".to_owned(),
        Ok(given) if keeps(&given, &again) => match added(&given, &again).iter().find(|at| !is_constant(&again, at)) {
            None => format!("valid, but of {json} remains {again}"),
            Some(at) => format!("{json} is written with another property, {at}: {again}"),
        },
        _ => format!("{json} is written as {again}"),
    }
}

/// Returns whether `again` is what was given, unless for members that it lacks, and for texts that tell members of a union apart: they are
/// always written.
fn keeps(given: &Value, again: &Value) -> bool {
    match (given, again) {
        (Value::Array(given), Value::Array(again)) => {
            given.len() == again.len() && given.iter().zip(again).all(|(given, again)| keeps(given, again))
        }
        (Value::Object(given), Value::Object(again)) => {
            again.iter().all(|(name, again)| given.get(name).map_or(again.is_string(), |given| keeps(given, again)))
        }
        _ => same(given, again),
    }
}

/// Returns the pointers of properties in `again` that were not given.
fn added(given: &Value, again: &Value) -> Vec<String> {
    let within = |token: &str, given: &Value, again: &Value| {
        let token = token.replace('~', "~0").replace('/', "~1");
        added(given, again).into_iter().map(move |below| format!("/{token}{below}")).collect::<Vec<_>>()
    };
    match (given, again) {
        (Value::Array(given), Value::Array(again)) => {
            let pairs = given.iter().zip(again).enumerate();
            pairs.flat_map(|(index, (given, again))| within(&index.to_string(), given, again)).collect()
        }
        (Value::Object(given), Value::Object(again)) => {
            let of = |(name, again): (&String, &Value)| match given.get(name) {
                Some(given) => within(name, given, again),
                None => vec![format!("/{}", name.replace('~', "~0").replace('/', "~1"))],
            };
            again.iter().flat_map(of).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns whether the text at `pointer` is one that the document says is constant.
fn is_constant(value: &Value, pointer: &str) -> bool {
    let name = pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.is_some_and(|text| components::CONSTANTS.contains(&(name.as_str(), text)))
}

/// Compares as JSON Schema does: `1` is `1.0`.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_same = |(name, value)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(is_same)
        }
        _ => one == other,
    }
}
