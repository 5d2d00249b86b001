//! Types that no instance satisfies: a warning has to name each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::generate;
use clientwright::target::Target;
use serde_json::Value;

use super::documents::Flat;

/// Says of which schemas no instance was valid, though generation says nothing of it.
pub fn unsaid(flat: &Flat, document: &Path, cases: &[Value], verdicts: &[String]) -> Vec<String> {
    let mut has_value: BTreeMap<&str, bool> = BTreeMap::new();
    for (case, said) in cases.iter().zip(verdicts) {
        if let Some(group) = case["group"].as_str() {
            *has_value.entry(group).or_default() |= said.starts_with("valid");
        }
    }
    let empty: Vec<&str> = has_value.into_iter().filter(|(_, has_value)| !has_value).map(|(group, _)| group).collect();
    if empty.is_empty() {
        return Vec::new();
    }
    let warned = warned(document);
    let is_unsaid = |group: &&str| !names(flat, group).iter().any(|name| warned.contains(name));
    empty
        .into_iter()
        .filter(is_unsaid)
        .map(|group| format!("{group}: no instance is valid, and no warning says it"))
        .collect()
}

/// Returns the components that warnings of generation stand in.
fn warned(document: &Path) -> BTreeSet<String> {
    let target = Target { spec: document.to_owned(), name: "empty".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    // What it generates has been compiled already.
    let _ = generate(&target, None, &mut diagnostics);
    let component = |pointer: &str| pointer.strip_prefix("/components/schemas/")?.split('/').next().map(str::to_owned);
    diagnostics.iter().filter_map(|diagnostic| component(&diagnostic.pointer)).collect()
}

/// Returns the name of a component, and of the one that it only refers to.
fn names(flat: &Flat, group: &str) -> Vec<String> {
    let reference = flat.schemas.get(group).and_then(|schema| schema.get("$ref")).and_then(Value::as_str);
    let target = reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
    std::iter::once(group).chain(target).map(str::to_owned).collect()
}
