//! Schemas of each keyword, with values that they take and values that they do not: `from_json` and `validate()` say the same, and what is
//! decoded is written again as it was read.
//!
//! Each entry of `cases/*.json` is a component; `/@/` in a reference is its own name, and with `keeps_all` not even a member is lost that
//! the schema does not name. Where no type is written, and all that is valid is of
//! one, it is asked a second time with that type.

// The crates of the cases are built apart, without the feature.
#![cfg(not(feature = "odd-json"))]

#[path = "../examples/suite/harness.rs"]
mod harness;

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value, json};

/// The askers are binaries of one name.
static ONE_BY_ONE: Mutex<()> = Mutex::new(());

#[test]
fn openapi_3_0() {
    ask("v3_0", "3.0.3");
}

#[test]
fn openapi_3_1() {
    ask("v3_1", "3.1.0");
}

/// A composition of too many parts has the form of any JSON, and is checked all the same.
#[test]
fn compositions_beyond_the_budget() {
    let part = |index: usize| json!({ "type": "object", "properties": { format!("p{index}"): { "type": "integer" } } });
    let parts: Vec<Value> = (0..1_200).map(part).collect();
    let schema = json!({ "type": "object", "properties": { "held": { "allOf": parts } } });
    let valid = json!([{ "held": { "p7": 1, "p1199": 2 } }, {}]);
    let invalid = json!([{ "held": { "p7": 1, "p1199": "x" } }, { "held": 1 }]);
    ask_entries("budget", "3.0.3", &[json!({ "name": "Many", "schema": schema, "valid": valid, "invalid": invalid })]);
}

fn ask(name: &str, version: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name).with_extension("json");
    let entries: Vec<Value> = serde_json::from_str(&fs::read_to_string(file).expect("the file")).expect("JSON");
    ask_entries(name, version, &entries);
}

fn ask_entries(name: &str, version: &str, entries: &[Value]) {
    let _guard = ONE_BY_ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut schemas, mut cases) = (Map::new(), Vec::new());
    for (index, entry) in entries.iter().enumerate() {
        for (name, schema) in components(index, entry) {
            add(&mut schemas, &mut cases, name, schema, entry);
        }
    }
    let document = json!({
        "openapi": version,
        "info": { "title": "Cases", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    fs::create_dir_all(&folder).expect("a folder");
    let [document_path, cases_path] = ["json", "cases.json"].map(|ending| folder.join(name).with_extension(ending));
    fs::write(&document_path, document.to_string()).expect("a file");
    fs::write(&cases_path, Value::from(cases.clone()).to_string()).expect("a file");
    let verdicts = harness::run(&document_path, &cases_path).expect("verdicts");
    assert_eq!(verdicts.len(), cases.len());
    let wrong = cases.iter().zip(&verdicts).filter(|(case, verdict)| {
        let expected = if case["valid"] == true { "valid" } else { "invalid" };
        let said = if case["keeps_all"] == true { Some(verdict.as_str()) } else { verdict.split(',').next() };
        said != Some(expected)
    });
    let wrong: Vec<String> = wrong.map(|(case, verdict)| format!("{case} is said to be {verdict}")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Returns the component of an entry, and unless it has a name the one with its type.
fn components(index: usize, entry: &Value) -> Vec<(String, Value)> {
    if let Some(name) = entry["name"].as_str() {
        return vec![(name.to_owned(), entry["schema"].clone())];
    }
    let mut twins = vec![(format!("Untyped{index}"), entry["schema"].clone())];
    if let Some(keywords) = entry["schema"].as_object()
        && ["type", "$ref"].into_iter().all(|keyword| !keywords.contains_key(keyword))
        && let Some(name) = common_type(entry["valid"].as_array().into_iter().flatten())
    {
        let mut keywords = keywords.clone();
        keywords.insert("type".to_owned(), json!(name));
        twins.push((format!("Typed{index}"), Value::Object(keywords)));
    }
    twins
}

/// Adds a component with the cases of its entry.
fn add(schemas: &mut Map<String, Value>, cases: &mut Vec<Value>, name: String, schema: Value, entry: &Value) {
    let values = |name: &str| entry[name].as_array().into_iter().flatten();
    for (data, valid) in values("valid").map(|data| (data, true)).chain(values("invalid").map(|data| (data, false))) {
        let keeps_all = &entry["keeps_all"];
        cases.push(json!({ "group": name, "schema": schema, "data": data, "valid": valid, "keeps_all": keeps_all }));
    }
    let text = schema.to_string().replace("/@/", &format!("/{name}/"));
    schemas.insert(name, serde_json::from_str(&text).expect("JSON"));
}

/// Returns the type that all values have.
fn common_type<'a>(values: impl Iterator<Item = &'a Value>) -> Option<&'static str> {
    let mut types = values.map(|value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    });
    let first = types.next()?;
    types.all(|other| other == first).then_some(first)
}
