//! The components that are reachable from parts of the document.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Bundle, KINDS};
use crate::load::{FileId, Origin, pointer};

/// A component: its map and its name.
pub(in crate::normalize) type Component = (String, String);

impl Bundle<'_> {
    /// Returns the components that contain, or are reachable from, the nodes at these pointers, also through other
    /// files.
    ///
    /// References that can't be resolved are skipped.
    pub(in crate::normalize) fn reachable(&mut self, pointers: impl IntoIterator<Item = String>) -> HashSet<Component> {
        let origins = pointers.into_iter().map(|pointer| self.files.source.origin(&pointer)).collect();
        self.without_diagnostics(|bundle| bundle.reachable_from(origins))
    }

    fn reachable_from(&mut self, mut origins: Vec<Origin>) -> HashSet<Component> {
        let mut seen = HashSet::new();
        let mut reachable = HashSet::new();
        while let Some(origin) = origins.pop() {
            if seen.insert(origin.clone()) {
                let mut found = Vec::new();
                if let Some(node) = self.files.node(&origin) {
                    collect("", node, &mut found);
                }
                origins.extend(found.into_iter().filter_map(|edge| self.follow_edge(origin.file, edge)));
                // A component is reachable as a whole, even if only a part of it is referenced.
                let component = self.component_at(&origin).filter(|component| reachable.insert(component.clone()));
                origins.extend(component.map(|component| self.files.source.origin(&pointer_to(&component))));
            }
        }
        reachable
    }

    fn follow_edge(&mut self, file: FileId, edge: Edge) -> Option<Origin> {
        let schema = |name: &str| Origin { file, pointer: pointer::join("/components/schemas", name) };
        match edge {
            Edge::Mapped(name) if self.files.node(&schema(&name)).is_some() => Some(schema(&name)),
            Edge::Mapped(reference) | Edge::Reference(reference) => {
                self.files.find(file, &reference, self.diagnostics).ok()
            }
            Edge::Scheme(name) => {
                Some(Origin { file: 0, pointer: pointer::join("/components/securitySchemes", &name) })
            }
        }
    }

    /// Returns the component that is at `origin`, contains it, or is an alias of it.
    fn component_at(&self, origin: &Origin) -> Option<Component> {
        let mut tokens = pointer::tokens(&origin.pointer);
        if origin.file == 0 && tokens.next().is_some_and(|first| first == "components") {
            return Some((tokens.next()?.into_owned(), tokens.next()?.into_owned()));
        }
        KINDS.into_iter().find_map(|kind| Some((kind.to_owned(), self.names.get(kind, origin)?.to_owned())))
    }
}

/// A reference from one node to another.
enum Edge {
    Reference(String),
    /// A value of a discriminator's `mapping`: the name of a schema, or a reference.
    Mapped(String),
    /// A name in a security requirement.
    Scheme(String),
}

/// Returns the JSON pointer of a component.
pub(in crate::normalize) fn pointer_to((map, name): &Component) -> String {
    pointer::join(&pointer::join("/components", map), name)
}

fn collect(key: &str, value: &Value, found: &mut Vec<Edge>) {
    match value {
        Value::Array(elements) if key == "security" => elements.iter().for_each(|one| requirement(one, found)),
        Value::Array(elements) => elements.iter().for_each(|element| collect("", element, found)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(Edge::Reference(reference.clone()));
            }
            if key == "discriminator" {
                mapping(members, found);
            }
            members.iter().for_each(|(key, value)| collect(key, value, found));
        }
        _ => {}
    }
}

fn requirement(requirement: &Value, found: &mut Vec<Edge>) {
    let schemes = requirement.as_object().into_iter().flat_map(Map::keys);
    found.extend(schemes.cloned().map(Edge::Scheme));
}

fn mapping(discriminator: &Map<String, Value>, found: &mut Vec<Edge>) {
    let values = discriminator.get("mapping").and_then(Value::as_object).into_iter().flat_map(Map::values);
    found.extend(values.filter_map(Value::as_str).map(|value| Edge::Mapped(value.to_owned())));
}
