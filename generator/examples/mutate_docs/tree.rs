//! The nodes of a tree, counted in the order in which they are written.

use serde_json::{Map, Value};

use crate::random::Random;

/// Returns how many nodes there are, the root included.
pub fn count(node: &Value) -> usize {
    1 + children(node).map(count).sum::<usize>()
}

/// Returns a node anywhere.
pub fn any(root: &mut Value, random: &mut Random) -> Value {
    let number = random.below(count(root));
    nth(root, number).map(|node| node.clone()).unwrap_or_default()
}

/// Returns a node anywhere, to be changed.
pub fn any_mut<'a>(root: &'a mut Value, random: &mut Random) -> Option<&'a mut Value> {
    let number = random.below(count(root));
    nth(root, number)
}

/// Returns an object that has members.
pub fn object<'a>(root: &'a mut Value, random: &mut Random) -> Option<&'a mut Map<String, Value>> {
    matching(root, random, &|node| node.as_object().is_some_and(|members| !members.is_empty()))?.as_object_mut()
}

/// Returns one of the nodes that `fits`.
pub fn matching<'a>(root: &'a mut Value, random: &mut Random, fits: &dyn Fn(&Value) -> bool) -> Option<&'a mut Value> {
    let mut found = Vec::new();
    collect(root, &mut 0, fits, &mut found);
    let number = *random.pick(&found)?;
    nth(root, number)
}

/// Returns the pointers of all nodes.
pub fn pointers(root: &Value) -> Vec<String> {
    fn walk(node: &Value, pointer: &str, found: &mut Vec<String>) {
        found.push(pointer.to_owned());
        match node {
            Value::Array(elements) => {
                elements
                    .iter()
                    .enumerate()
                    .for_each(|(index, element)| walk(element, &format!("{pointer}/{index}"), found));
            }
            Value::Object(members) => {
                for (key, member) in members {
                    walk(member, &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(root, "", &mut found);
    found
}

/// Iterates over the elements or members of a node.
pub fn children(node: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match node {
        Value::Array(elements) => Box::new(elements.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => Box::new(std::iter::empty()),
    }
}

fn children_mut(node: &mut Value) -> Box<dyn Iterator<Item = &mut Value> + '_> {
    match node {
        Value::Array(elements) => Box::new(elements.iter_mut()),
        Value::Object(members) => Box::new(members.values_mut()),
        _ => Box::new(std::iter::empty()),
    }
}

fn collect(node: &Value, number: &mut usize, fits: &dyn Fn(&Value) -> bool, found: &mut Vec<usize>) {
    if fits(node) {
        found.push(*number);
    }
    *number += 1;
    children(node).for_each(|child| collect(child, number, fits, found));
}

fn nth(root: &mut Value, number: usize) -> Option<&mut Value> {
    let Some(mut rest) = number.checked_sub(1) else { return Some(root) };
    for child in children_mut(root) {
        let within = count(child);
        if rest < within {
            return nth(child, rest);
        }
        rest -= within;
    }
    None
}
