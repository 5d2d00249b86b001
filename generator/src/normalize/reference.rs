//! Reference Objects (OpenAPI 3.0.3 §4.7.23).

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::describe::with_article;
use super::spec::ObjectDef;
use super::spelling::nearest;
use super::version::Version;
use super::walker::{Disposition, Walker};
use crate::load::pointer;

const PREFIX: &str = "#/components/";

/// The components that a reference can refer to.
#[derive(Debug, Default)]
pub(super) struct KnownComponents {
    names: HashMap<String, HashSet<String>>,
    unresolved: HashSet<String>,
}

impl KnownComponents {
    /// Collects the components of the document `tree`; errors of the references at the pointers `unresolved` are already
    /// reported.
    pub(super) fn of(tree: &Value, unresolved: HashSet<String>) -> Self {
        let names = |map: &Value| map.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
        let maps = tree.get("components").and_then(Value::as_object);
        let names = maps.into_iter().flatten().map(|(map, named)| (map.clone(), names(named))).collect();
        Self { names, unresolved }
    }

    /// Returns whether the map `component` of `components` has `name`.
    pub(super) fn has(&self, component: &str, name: &str) -> bool {
        self.names.get(component).is_some_and(|names| names.contains(name))
    }

    fn nearest(&self, component: &str, name: &str) -> Option<&str> {
        // Sorted, so that the suggestion is the same in every run.
        let mut names: Vec<&str> = self.names.get(component)?.iter().map(String::as_str).collect();
        names.sort_unstable();
        nearest(name, names.into_iter())
    }
}

/// A parsed reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ReferenceTarget {
    /// A component, with its map and unescaped name.
    Component { map: String, name: String },
    /// Anything else.
    Elsewhere,
}

impl ReferenceTarget {
    /// Parses `reference`.
    pub(super) fn of(reference: &str) -> Self {
        let Some(fragment) = reference.strip_prefix('#') else { return Self::Elsewhere };
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let tokens: Vec<_> = pointer::tokens(&fragment).collect();
        match tokens.as_slice() {
            [components, map, name] if components == "components" => {
                Self::Component { map: map.to_string(), name: name.to_string() }
            }
            _ => Self::Elsewhere,
        }
    }
}

impl Walker<'_> {
    /// Checks a Reference Object in the position of an `object`.
    ///
    /// A valid one is reduced to `$ref`: `#/components/`, the map, `/`, and the unescaped name of the component.
    pub(super) fn reference(&mut self, object: &'static ObjectDef, members: &mut Map<String, Value>) -> Disposition {
        let Some(target) = members.get("$ref").cloned() else { return Disposition::Drop };
        let Value::String(target) = target else {
            return self.at("$ref", |walker| walker.wrong_type("a string", &target));
        };
        let resolved = self.at("$ref", |walker| walker.resolve(object, &target));
        let is_schema = object.component == Some("schemas");
        if is_schema && self.version() == Version::V31 && members.keys().any(|name| constrains(name)) {
            return self.wrap_siblings(object, members, resolved);
        }
        let nullable = is_schema && members.get("nullable") == Some(&Value::Bool(true));
        self.ignore_siblings(members, nullable);
        members.clear();
        let Some(resolved) = resolved else { return Disposition::Drop };
        members.insert("$ref".to_owned(), Value::String(resolved));
        if nullable {
            self.wrap_nullable(members);
        }
        Disposition::Keep
    }

    /// Returns the normalized reference, or reports why it can't be resolved.
    fn resolve(&mut self, object: &ObjectDef, reference: &str) -> Option<String> {
        if self.targets.unresolved.contains(self.pointer()) {
            return None;
        }
        let resolved = self.component(object, reference);
        if resolved.is_none() {
            self.report_unresolved(object, reference);
        }
        resolved
    }

    /// Returns the normalized reference to a component, if that is an `object`.
    pub(super) fn component(&self, object: &ObjectDef, reference: &str) -> Option<String> {
        match ReferenceTarget::of(reference) {
            ReferenceTarget::Component { map, name } if object.component == Some(map.as_str()) => {
                self.targets.has(&map, &name).then(|| format!("{PREFIX}{map}/{name}"))
            }
            _ => None,
        }
    }

    fn report_unresolved(&mut self, object: &ObjectDef, reference: &str) {
        match ReferenceTarget::of(reference) {
            ReferenceTarget::Component { map, name } if object.component == Some(map.as_str()) => {
                let help = match self.targets.nearest(&map, &name) {
                    Some(near) => format!("did you mean `{PREFIX}{map}/{near}`?"),
                    None => format!("add `{name}` to `components.{map}`"),
                };
                let message = format!("`{reference}` does not exist");
                if object.is_informational() {
                    self.warning("dangling-reference", format!("{message}: it is ignored"), help);
                } else {
                    self.error("dangling-reference", message, help);
                }
            }
            _ => {
                let message = format!("expected a reference to the {}, found `{reference}`", object.name);
                let help = format!("refer to {}", with_article(object.name));
                if object.is_informational() {
                    self.warning("unsupported-reference", format!("{message}: it is ignored"), help);
                } else {
                    self.error("unsupported-reference", message, help);
                }
            }
        }
    }

    fn ignore_siblings(&mut self, members: &Map<String, Value>, nullable: bool) {
        for name in members.keys() {
            let has_effect = name == "$ref" || (name == "nullable" && nullable);
            if !has_effect && constrains(name) {
                let message = format!("`{name}` is ignored: keywords next to `$ref` have no effect here");
                let help = "remove it, or move the reference into `allOf`";
                self.at(name, |walker| walker.warning("ignored-sibling", message, help));
            }
        }
    }

    /// Replaces a reference with siblings, which are valid since 3.1, by a schema with `allOf`.
    fn wrap_siblings(
        &mut self,
        object: &'static ObjectDef,
        members: &mut Map<String, Value>,
        resolved: Option<String>,
    ) -> Disposition {
        members.shift_remove("$ref");
        // `allOf` is added first, since the rules of a schema depend on its keywords.
        members.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
        self.object(object, members);
        if let (Some(Value::Array(all)), Some(resolved)) = (members.get_mut("allOf"), resolved) {
            all.push(json!({ "$ref": resolved }));
        }
        Disposition::Keep
    }

    /// Replaces a nullable reference by a schema with `allOf`.
    fn wrap_nullable(&mut self, members: &mut Map<String, Value>) {
        let reference = Value::Object(std::mem::take(members));
        members.insert("allOf".to_owned(), Value::Array(vec![reference]));
        members.insert("nullable".to_owned(), Value::Bool(true));
        super::schema::pointer::add_pointer(self, members);
    }
}

/// Returns whether a sibling of `$ref` is more than documentation.
fn constrains(name: &str) -> bool {
    let is_prose = matches!(name, "$ref" | "$comment" | "title" | "summary" | "description" | "example" | "examples");
    !is_prose && !name.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use super::ReferenceTarget;

    #[test]
    fn a_component_is_unescaped() {
        let target = ReferenceTarget::Component { map: "schemas".to_owned(), name: "a/b c".to_owned() };

        assert_eq!(ReferenceTarget::of("#/components/schemas/a~1b%20c"), target);
    }

    #[test]
    fn a_pointer_into_a_component_is_elsewhere() {
        assert_eq!(ReferenceTarget::of("#/components/schemas/A/properties/b"), ReferenceTarget::Elsewhere);
    }

    #[test]
    fn a_file_is_elsewhere() {
        assert_eq!(ReferenceTarget::of("other.yaml#/components/schemas/A"), ReferenceTarget::Elsewhere);
    }
}
