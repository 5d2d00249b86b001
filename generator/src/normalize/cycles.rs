//! Components that only refer to one another.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::reference::ReferenceTarget;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

/// Adds an error for each cycle of references without an object.
pub(super) fn check(tree: &Value, diagnostics: &mut Diagnostics) {
    let Some(maps) = tree.get("components").and_then(Value::as_object) else { return };
    for (map, components) in maps {
        if let Some(components) = components.as_object() {
            check_map(map, components, diagnostics);
        }
    }
}

fn check_map(map: &str, components: &Map<String, Value>, diagnostics: &mut Diagnostics) {
    let mut visited = HashSet::new();
    for start in components.keys() {
        let mut path: Vec<String> = Vec::new();
        let mut next = Some(start.clone());
        while let Some(name) = next.filter(|name| !visited.contains(name)) {
            if path.contains(&name) {
                report(map, &path, &name, diagnostics);
                break;
            }
            next = alias(map, components.get(&name));
            path.push(name);
        }
        visited.extend(path);
    }
}

/// Returns the component of the same map that a component only refers to.
fn alias(map: &str, component: Option<&Value>) -> Option<String> {
    match ReferenceTarget::of(component?.get("$ref")?.as_str()?) {
        ReferenceTarget::Component { map: other, name } if other == map => Some(name),
        _ => None,
    }
}

fn report(map: &str, path: &[String], first: &str, diagnostics: &mut Diagnostics) {
    let cycle: Vec<&str> = path.iter().map(String::as_str).skip_while(|name| *name != first).collect();
    let message = format!("{} -> {first} refer only to one another", cycle.join(" -> "));
    let at = pointer::join(&format!("/components/{map}"), first);
    diagnostics.error("reference-cycle", at, message, "replace one of the references by an object");
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::check;
    use crate::diagnostic::Diagnostics;

    fn codes(schemas: &Value) -> Vec<(&'static str, String)> {
        let mut diagnostics = Diagnostics::default();
        check(&json!({ "components": { "schemas": schemas } }), &mut diagnostics);
        diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.pointer.clone())).collect()
    }

    fn reference(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    #[test]
    fn a_cycle_is_reported_once() {
        let found = codes(&json!({ "a": reference("b"), "b": reference("a"), "c": reference("a") }));

        assert_eq!(found, [("reference-cycle", "/components/schemas/a".to_owned())]);
    }

    #[test]
    fn a_component_that_refers_to_itself_is_a_cycle() {
        assert_eq!(codes(&json!({ "a": reference("a") })).len(), 1);
    }

    #[test]
    fn a_chain_is_not_a_cycle() {
        assert_eq!(codes(&json!({ "a": reference("b"), "b": { "type": "string" } })), []);
    }
}
