//! Removing the components that only skipped operations use.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::bundle::Bundle;
use super::super::bundle::reachability::{Component, pointer_to};
use super::operations::FIELDS;
use crate::load::pointer;

/// Returns the components that are reachable from the rest of the document.
pub(super) fn used(tree: &Value, bundle: &mut Bundle<'_>) -> HashSet<Component> {
    bundle.reachable(rest(tree))
}

/// Removes the components that were `used`, but no longer are. Components that were never used are kept, with those
/// that they use.
pub(super) fn remove_unused(tree: &mut Value, used: &HashSet<Component>, bundle: &mut Bundle<'_>) {
    let never = components(tree).filter(|component| !used.contains(component));
    let roots: Vec<String> = rest(tree).chain(never.map(|component| pointer_to(&component))).collect();
    let still = bundle.reachable(roots);
    let maps = tree.get_mut("components").and_then(Value::as_object_mut).into_iter().flatten();
    for (map, components) in maps.filter_map(|(map, components)| Some((map, components.as_object_mut()?))) {
        components.retain(|name, _| {
            let component = (map.clone(), name.clone());
            !used.contains(&component) || still.contains(&component)
        });
    }
}

/// Returns pointers to all of the document except its components; for path items, to each of their fields, which may
/// come from different files.
fn rest(tree: &Value) -> impl Iterator<Item = String> {
    let fields = tree.as_object().into_iter().flat_map(Map::keys).filter(|field| *field != "components");
    fields.flat_map(move |field| {
        let pointer = pointer::join("", field);
        let is_of_items = FIELDS.contains(&field.as_str());
        if is_of_items { within(tree, &pointer) } else { vec![pointer] }
    })
}

/// Returns pointers to the fields of each object in the object at `pointer`.
fn within(tree: &Value, at: &str) -> Vec<String> {
    let items = tree.pointer(at).and_then(Value::as_object).into_iter().flatten();
    let fields =
        items.flat_map(|(key, item)| item.as_object().into_iter().flat_map(Map::keys).map(move |field| (key, field)));
    fields.map(|(key, field)| pointer::join(&pointer::join(at, key), field)).collect()
}

fn components(tree: &Value) -> impl Iterator<Item = Component> {
    let maps = tree.get("components").and_then(Value::as_object).into_iter().flatten();
    let maps = maps.filter_map(|(map, components)| Some((map, components.as_object()?)));
    maps.flat_map(|(map, components)| components.keys().map(|name| (map.clone(), name.clone())))
}
