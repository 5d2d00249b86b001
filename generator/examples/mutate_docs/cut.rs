//! Small documents of large ones.

use serde_json::{Map, Value};

use crate::random::Random;

/// How many nodes a mutant has at most, about.
const NODES: usize = 3_000;

/// Keeps some of the paths, and the components that they lead to.
pub fn cut(document: &Value, random: &mut Random) -> Value {
    let mut small = document.clone();
    let components = small.get_mut("components").map(Value::take);
    let paths = small.get_mut("paths").map(Value::take);
    if let Some(Value::Object(paths)) = paths {
        small["paths"] = Value::Object(some(paths, random));
    }
    if let Some(Value::Object(components)) = components {
        let kept = reached(&small, components, random);
        small["components"] = Value::Object(kept);
    }
    small
}

fn some(paths: Map<String, Value>, random: &mut Random) -> Map<String, Value> {
    let mut wanted = 1 + random.below(8);
    let mut budget = NODES;
    let first = random.below(paths.len().saturating_sub(wanted) + 1);
    let mut kept = Map::new();
    for (path, item) in paths.into_iter().skip(first) {
        let nodes = super::tree::count(&item);
        if wanted == 0 || nodes > budget {
            break;
        }
        (wanted, budget) = (wanted - 1, budget - nodes);
        kept.insert(path, item);
    }
    kept
}

/// Returns the components that `root` refers to, and those that these refer to, as long as they are not too many; and, at times, one more.
fn reached(root: &Value, components: Map<String, Value>, random: &mut Random) -> Map<String, Value> {
    let all = Value::Object(components);
    let mut kept = Map::new();
    let mut open = Vec::new();
    references(root, &mut open);
    if let Some(schemas) = all.get("schemas").and_then(Value::as_object).filter(|_| random.one_in(3)) {
        let names: Vec<&String> = schemas.keys().collect();
        open.extend(random.pick(&names).map(|name| format!("schemas/{name}")));
    }
    let mut budget = NODES;
    while let Some(reference) = open.pop() {
        let Some((map, name)) = reference.split_once('/') else { continue };
        let Some(component) = all.get(map).and_then(|map| map.get(name)) else { continue };
        let target = kept.entry(map).or_insert_with(|| Value::Object(Map::new()));
        if target.get(name).is_none() {
            budget = budget.saturating_sub(super::tree::count(component));
            // What a component too many refers to would be missing: anything represents it.
            target[name] = if budget > 0 { component.clone() } else { Value::Object(Map::new()) };
            references(&target[name], &mut open);
        }
    }
    if let Some(schemes) = all.get("securitySchemes") {
        kept.insert("securitySchemes".to_owned(), schemes.clone());
    }
    kept
}

/// Collects `map/name` of each reference to a component.
fn references(node: &Value, found: &mut Vec<String>) {
    let reference = node.get("$ref").and_then(Value::as_str);
    found.extend(reference.and_then(|reference| reference.strip_prefix("#/components/")).map(str::to_owned));
    super::tree::children(node).for_each(|child| references(child, found));
}
