//! Paths that are equal when they are sent, such as `/a?b={b}` and `/a?c={c}`, and conflicts between their operations.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::operations::operations_of;
use super::schema::pointer::pointer_of;
use crate::diagnostic::Diagnostics;

/// The extension of a path item whose key is not the path that is sent.
const PATH: &str = "x-clientwright-path";

/// A path item whose parameters are resolved.
pub(super) struct ResolvedPath {
    /// The path in the document.
    pub(super) original: String,
    /// The path template that is sent.
    pub(super) template: String,
    /// The names of the path's query parameters.
    pub(super) query: BTreeSet<String>,
    /// The path item.
    pub(super) item: Map<String, Value>,
}

/// Inserts path items under their path templates; those with the same template keep their keys of the document.
///
/// Two operations with the same method, template and query are an error.
pub(super) fn insert(resolved: Vec<ResolvedPath>, paths: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let mut sharing: HashMap<String, usize> = HashMap::new();
    for one in &resolved {
        *sharing.entry(one.template.clone()).or_default() += 1;
    }
    let mut known = HashMap::new();
    for ResolvedPath { original, template, query, mut item } in resolved {
        let is_shared = sharing.get(&template).is_some_and(|count| *count > 1);
        let at = pointer_of(&item).to_owned();
        if let Some(first) = is_shared.then(|| first_of(&mut known, &template, &query, &mut item)).flatten() {
            report(&template, &at, &first, diagnostics);
            continue;
        }
        let key = if is_shared { original } else { template.clone() };
        if let Some(first) = paths.get(&key).and_then(Value::as_object) {
            report(&key, &at, pointer_of(first), diagnostics);
            continue;
        }
        if key != template {
            item.insert(PATH.to_owned(), template.into());
        }
        paths.insert(key, Value::Object(item));
    }
}

/// The identity of an operation: its path template, query parameters, and method.
type OperationIdentity = (String, BTreeSet<String>, String);

/// Returns the pointer of the first `known` item with one of the operations of `item`, which are then added to `known`.
fn first_of(
    known: &mut HashMap<OperationIdentity, String>,
    template: &str,
    query: &BTreeSet<String>,
    item: &mut Map<String, Value>,
) -> Option<String> {
    let at = pointer_of(item).to_owned();
    let keys: Vec<OperationIdentity> = operations_of(item)
        .into_iter()
        .map(|(method, _)| (template.to_owned(), query.clone(), method.to_owned()))
        .collect();
    let first = keys.iter().find_map(|key| known.get(key).cloned());
    for key in keys {
        known.entry(key).or_insert_with(|| at.clone());
    }
    first
}

fn report(path: &str, at: &str, first: &str, diagnostics: &mut Diagnostics) {
    let message = format!("duplicate path `{path}`, in another spelling");
    let help = format!("it first occurs at {first}: remove one of the two");
    diagnostics.error("duplicate-key", at, message, help);
}
