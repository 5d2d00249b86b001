//! A document with all its schemas as components, and nothing else.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::load::load;
use serde_json::{Map, Value, json};

/// How many schemas of a document may be asked about each.
const ALL: usize = 250;

/// How many are of a document with more.
const SAMPLE: usize = 60;

/// A document without operations.
pub struct Flat {
    /// What it is called.
    pub name: String,
    /// Its version of OpenAPI.
    pub version: String,
    /// Its components.
    pub schemas: Map<String, Value>,
    /// The names of the schemas that are asked about.
    pub asked: Vec<String>,
}

impl Flat {
    /// Returns whether the document is one of OpenAPI 3.0.
    pub fn is_3_0(&self) -> bool {
        self.version.starts_with("3.0")
    }
}

/// Reads a document.
///
/// # Errors
///
/// If it can't be read.
pub fn flat(path: &Path) -> Result<Flat, Box<dyn Error>> {
    // Read as the generator does: serde_yaml has no integers beyond 64 bits.
    let mut diagnostics = Diagnostics::default();
    let source = load(path, &mut diagnostics).ok_or_else(|| format!("{diagnostics:?}"))?;
    let document = source.tree;
    let mut schemas = document.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let plain = schemas.keys().filter(|name| is_plain(name));
    let mut asked: Vec<Value> = plain.map(|name| json!({ "$ref": format!("#/components/schemas/{name}") })).collect();
    inline(&document["paths"], &mut asked);
    let every = if asked.len() > ALL { asked.len().div_ceil(SAMPLE) } else { 1 };
    let sample: Vec<Value> = asked.into_iter().step_by(every).collect();
    keep_reached(&mut schemas, &sample);
    let names: Vec<String> = (1..=sample.len()).map(|index| format!("Asked{index:04}")).collect();
    schemas.extend(names.iter().cloned().zip(sample));
    let version = document["openapi"].as_str().unwrap_or("3.0.3").to_owned();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Flat { name, version, schemas, asked: names })
}

/// Returns whether a component is called as the specification allows, so that its name is in a reference as it is.
fn is_plain(name: &str) -> bool {
    name.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter))
}

/// Drops what the sample does not refer to, so that less is compiled.
pub(super) fn keep_reached(schemas: &mut Map<String, Value>, sample: &[Value]) {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = sample.iter().map(Value::to_string).collect();
    while let Some(text) = open.pop() {
        for (name, schema) in &*schemas {
            let is_named = || text.contains(&format!("\"#/components/schemas/{name}\""));
            // References escape other names in several ways.
            if (!is_plain(name) || is_named()) && reached.insert(name.clone()) {
                open.push(schema.to_string());
            }
        }
    }
    schemas.retain(|name, _| reached.contains(name));
}

/// Collects the schemas of bodies and parameters.
fn inline(node: &Value, found: &mut Vec<Value>) {
    match node {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "schema" if is_inline(member) => found.push(member.clone()),
                    "schema" | "example" | "examples" => {}
                    _ => inline(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| inline(item, found)),
        _ => {}
    }
}

fn is_inline(schema: &Value) -> bool {
    schema.is_object() && schema.get("$ref").is_none()
}
