//! Components of the document that consist of a reference to another file or position.

use serde_json::Value;

use super::super::spec::document::COMPONENTS;
use super::super::spec::{ObjectDef, ValueType};
use super::reference::own_component;
use super::{Bundle, KINDS, detect};

impl Bundle<'_> {
    /// Replaces each such component by the referenced object, which thus gets its name: `User: {$ref:
    /// schemas/user.yaml}`.
    pub(super) fn resolve_aliases(&mut self, tree: &mut Value) {
        let Some(components) = tree.get_mut("components").and_then(Value::as_object_mut) else { return };
        self.at("components", |bundle| {
            for kind in KINDS {
                let Some(object) = bundle.object_of(kind) else { continue };
                for (name, component) in components.get_mut(kind).and_then(Value::as_object_mut).into_iter().flatten() {
                    bundle.at(kind, |bundle| {
                        bundle.at(name, |bundle| bundle.resolve_alias(object, kind, name, component));
                    });
                }
            }
        });
    }

    fn resolve_alias(&mut self, object: &'static ObjectDef, kind: &'static str, name: &str, component: &mut Value) {
        let Some(reference) = alias(component) else { return };
        // An error is reported when all references are resolved.
        let Ok(origin) = self.target(object, reference) else { return };
        if own_component(kind, &origin).is_some() || !self.names.claim(kind, &origin, name) {
            return;
        }
        if let Some(named) = self.files.node(&origin).cloned() {
            *component = named;
            self.files.source.map_subtree(self.pointer.clone(), origin);
        }
    }

    /// Returns the type of the objects in a map of `components`.
    fn object_of(&self, kind: &str) -> Option<&'static ObjectDef> {
        match self.expected(&COMPONENTS, kind)? {
            ValueType::Map(ValueType::Reference(object)) => Some(object),
            _ => None,
        }
    }
}

fn alias(component: &Value) -> Option<&str> {
    let members = component.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str().filter(|reference| detect::is_foreign(reference))
}
