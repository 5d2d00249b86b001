//! Inlining references in positions where no component can be referenced.

use serde_json::{Map, Value};

use super::super::describe::with_article;
use super::Bundle;
use super::files::ResolveError;
use super::ref_error::RefError;
use crate::load::{Origin, pointer};

/// The maximum nesting depth of inlined references: through the callbacks of path items, it could be unlimited.
const MAX_NESTING: usize = 16;

impl Bundle<'_> {
    /// Replaces `value`, if it is a reference, by the referenced object, and calls `visit` with the result.
    ///
    /// The value must be a `wanted`; `is_allowed` tells whether the specification allows references there.
    pub(super) fn inline_reference(
        &mut self,
        wanted: &str,
        is_allowed: bool,
        value: &mut Value,
        visit: impl FnOnce(&mut Self, &mut Value),
    ) {
        let outside = self.expanding.len();
        while let Some(reference) = take_reference(value) {
            if let Err(missing) = self.expand(&reference, wanted, value) {
                self.at("$ref", |bundle| bundle.report(missing));
                break;
            }
            if !is_allowed {
                self.at("$ref", |bundle| bundle.warn_inlined(&reference, wanted));
            }
        }
        visit(self, value);
        self.expanding.truncate(outside);
    }

    fn expand(&mut self, reference: &str, wanted: &str, value: &mut Value) -> Result<(), ResolveError> {
        let base = self.at("$ref", |bundle| bundle.file());
        let origin = self.files.find(base, reference, self.diagnostics)?;
        if let Some(found) = self.object_at(&origin).filter(|found| found.name != wanted) {
            return Err(RefError::misplaced(reference, &with_article(found.name), wanted).into());
        }
        if self.expanding.contains(&origin) {
            return Err(RefError::cycle(reference).into());
        }
        if self.expanding.len() >= MAX_NESTING {
            return Err(RefError::too_deep(reference).into());
        }
        match (self.files.node(&origin).cloned(), value) {
            (Some(Value::Object(named)), Value::Object(members)) => self.merge(&origin, named, members),
            (Some(named), value) if value.as_object().is_some_and(Map::is_empty) => {
                self.files.source.map_subtree(self.pointer.clone(), origin.clone());
                *value = named;
            }
            _ => return Err(RefError::misplaced(reference, "not an object", wanted).into()),
        }
        self.expanding.push(origin);
        Ok(())
    }

    /// Adds the members of the object at `origin`; existing members win.
    fn merge(&mut self, origin: &Origin, named: Map<String, Value>, members: &mut Map<String, Value>) {
        for (name, value) in named {
            let target = pointer::join(&self.pointer, &name);
            if members.contains_key(&name) {
                let message = format!("`{name}` next to `$ref` overrides that of the referenced object");
                self.diagnostics.warning("ignored-sibling", target, message, "remove one of the two");
            } else {
                let pointer = pointer::join(&origin.pointer, &name);
                self.files.source.map_subtree(target, Origin { file: origin.file, pointer });
                members.insert(name, value);
            }
        }
    }

    fn warn_inlined(&mut self, reference: &str, wanted: &str) {
        let message = format!("no `$ref` is allowed for the {wanted}: `{reference}` is inlined");
        self.diagnostics.warning("misplaced-reference", self.pointer.clone(), message, "write the object here");
    }
}

/// Removes the `$ref` from `value`, and returns it.
fn take_reference(value: &mut Value) -> Option<String> {
    let members = value.as_object_mut()?;
    members.get("$ref")?.as_str()?;
    members.shift_remove("$ref")?.as_str().map(str::to_owned)
}
