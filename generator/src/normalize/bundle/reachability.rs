//! Which components of the document a part of it leads to.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Bundle, KINDS};
use crate::load::{FileId, Origin, pointer};

/// A component: its map, and its name.
pub(in crate::normalize) type Component = (String, String);

impl Bundle<'_> {
    /// Returns the components that the nodes at these pointers are in, or lead to, through other files, too.
    ///
    /// A reference that cannot be followed leads nowhere.
    pub(in crate::normalize) fn reached(&mut self, pointers: impl IntoIterator<Item = String>) -> HashSet<Component> {
        let origins = pointers.into_iter().map(|pointer| self.files.source.origin(&pointer)).collect();
        self.quietly(|bundle| bundle.reached_from(origins))
    }

    fn reached_from(&mut self, mut origins: Vec<Origin>) -> HashSet<Component> {
        let mut seen = HashSet::new();
        let mut reached = HashSet::new();
        while let Some(origin) = origins.pop() {
            if seen.insert(origin.clone()) {
                let mut found = Vec::new();
                if let Some(node) = self.files.node(&origin) {
                    collect("", node, &mut found);
                }
                origins.extend(found.into_iter().filter_map(|mention| self.follow_mention(origin.file, mention)));
                // All of a component counts, even if only a part of it is named.
                let component = self.component_at(&origin).filter(|component| reached.insert(component.clone()));
                origins.extend(component.map(|component| self.files.source.origin(&pointer_to(&component))));
            }
        }
        reached
    }

    fn follow_mention(&mut self, file: FileId, mention: Mention) -> Option<Origin> {
        let schema = |name: &str| Origin { file, pointer: pointer::join("/components/schemas", name) };
        match mention {
            Mention::Mapped(name) if self.files.node(&schema(&name)).is_some() => Some(schema(&name)),
            Mention::Mapped(reference) | Mention::Reference(reference) => {
                self.files.find(file, &reference, self.diagnostics).ok()
            }
            Mention::Scheme(name) => {
                Some(Origin { file: 0, pointer: pointer::join("/components/securitySchemes", &name) })
            }
        }
    }

    /// Returns the component that stands at `origin`, or around it, or that is nothing but a reference to it.
    fn component_at(&self, origin: &Origin) -> Option<Component> {
        let mut tokens = pointer::tokens(&origin.pointer);
        if origin.file == 0 && tokens.next().is_some_and(|first| first == "components") {
            return Some((tokens.next()?.into_owned(), tokens.next()?.into_owned()));
        }
        KINDS.into_iter().find_map(|kind| Some((kind.to_owned(), self.names.get(kind, origin)?.to_owned())))
    }
}

/// A node, by what stands in a document for it.
enum Mention {
    Reference(String),
    /// A value of a discriminator's mapping: the bare name of a schema, or a reference.
    Mapped(String),
    /// A name in a security requirement.
    Scheme(String),
}

/// Returns the JSON pointer of a component.
pub(in crate::normalize) fn pointer_to((map, name): &Component) -> String {
    pointer::join(&pointer::join("/components", map), name)
}

fn collect(key: &str, value: &Value, found: &mut Vec<Mention>) {
    match value {
        Value::Array(elements) if key == "security" => elements.iter().for_each(|one| requirement(one, found)),
        Value::Array(elements) => elements.iter().for_each(|element| collect("", element, found)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(Mention::Reference(reference.clone()));
            }
            if key == "discriminator" {
                mapping(members, found);
            }
            members.iter().for_each(|(key, value)| collect(key, value, found));
        }
        _ => {}
    }
}

fn requirement(requirement: &Value, found: &mut Vec<Mention>) {
    let schemes = requirement.as_object().into_iter().flat_map(Map::keys);
    found.extend(schemes.cloned().map(Mention::Scheme));
}

fn mapping(discriminator: &Map<String, Value>, found: &mut Vec<Mention>) {
    let values = discriminator.get("mapping").and_then(Value::as_object).into_iter().flat_map(Map::values);
    found.extend(values.filter_map(Value::as_str).map(|value| Mention::Mapped(value.to_owned())));
}
