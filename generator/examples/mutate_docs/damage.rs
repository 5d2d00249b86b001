//! Damage that knows nothing of OpenAPI.

use serde_json::{Value, json};

use crate::random::Random;
use crate::{schemas, tree, vocabulary};

/// Makes a mutant: most stay documents, some are hurt wherever it hurts.
pub fn damage(document: &mut Value, random: &mut Random) {
    if random.one_in(12) {
        document["openapi"] = json!(random.pick(&["3.0.3", "3.1.0", "3.2.0"]));
    }
    if random.one_in(3) {
        (0..=random.below(3)).for_each(|_| hurt(document, random));
    } else {
        (0..=random.below(12)).for_each(|_| schemas::change(document, random));
        if random.one_in(3) {
            hurt(document, random);
        }
    }
}

fn hurt(document: &mut Value, random: &mut Random) {
    match random.below(9) {
        0 => delete(document, random),
        1 => duplicate(document, random),
        2 => rename(document, random),
        3 => insert(document, random),
        4 => refer(document, random),
        5 => {
            let other = tree::any(document, random);
            replace(document, other, random);
        }
        6 => {
            let other = vocabulary::value(random);
            replace(document, other, random);
        }
        7 => swap(document, random),
        _ => reword(document, random),
    }
}

/// Removes a member or an element.
fn delete(document: &mut Value, random: &mut Random) {
    let holds = |node: &Value| tree::children(node).next().is_some();
    match tree::matching(document, random, &holds) {
        Some(Value::Object(members)) => {
            let key = members.keys().nth(random.below(members.len())).cloned().unwrap_or_default();
            members.shift_remove(&key);
        }
        Some(Value::Array(elements)) => {
            elements.remove(random.below(elements.len()));
        }
        _ => {}
    }
}

/// Repeats a member under another name, or an element.
fn duplicate(document: &mut Value, random: &mut Random) {
    let holds = |node: &Value| tree::children(node).next().is_some();
    match tree::matching(document, random, &holds) {
        Some(Value::Object(members)) => {
            let member = members.values().nth(random.below(members.len())).cloned().unwrap_or_default();
            members.insert(vocabulary::word(random), member);
        }
        Some(Value::Array(elements)) => {
            let element = elements[random.below(elements.len())].clone();
            elements.push(element);
        }
        _ => {}
    }
}

/// Gives a member another key, in its place.
fn rename(document: &mut Value, random: &mut Random) {
    let Some(members) = tree::object(document, random) else { return };
    let chosen = random.below(members.len());
    let word = vocabulary::word(random);
    let renamed = |(index, (key, value))| (if index == chosen { word.clone() } else { key }, value);
    *members = std::mem::take(members).into_iter().enumerate().map(renamed).collect();
}

/// Adds a member.
fn insert(document: &mut Value, random: &mut Random) {
    let value = if random.one_in(2) { vocabulary::value(random) } else { tree::any(document, random) };
    if let Some(members) = tree::object(document, random) {
        members.insert(vocabulary::word(random), value);
    }
}

/// Lets a reference, or any node, name any other node.
fn refer(document: &mut Value, random: &mut Random) {
    let pointers = tree::pointers(document);
    let reference = json!({ "$ref": format!("#{}", random.pick(&pointers).cloned().unwrap_or_default()) });
    let is_reference = |node: &Value| node.get("$ref").is_some();
    let place = if random.one_in(3) {
        tree::any_mut(document, random)
    } else {
        tree::matching(document, random, &is_reference)
    };
    if let Some(place) = place {
        *place = reference;
    }
}

fn replace(document: &mut Value, value: Value, random: &mut Random) {
    if let Some(node) = tree::any_mut(document, random) {
        *node = value;
    }
}

/// Lets two members change places, but not their keys.
fn swap(document: &mut Value, random: &mut Random) {
    let Some(members) = tree::object(document, random) else { return };
    let (one, other) = (random.below(members.len()), random.below(members.len()));
    let mut values: Vec<Value> = members.values().cloned().collect();
    values.swap(one, other);
    members.values_mut().zip(values).for_each(|(member, value)| *member = value);
}

/// Puts an odd scalar in the place of one of its kind.
fn reword(document: &mut Value, random: &mut Random) {
    match tree::matching(document, random, &|node| node.is_string() || node.is_number()) {
        Some(Value::String(text)) => *text = vocabulary::word(random),
        Some(node) => *node = vocabulary::number(random),
        None => {}
    }
}
