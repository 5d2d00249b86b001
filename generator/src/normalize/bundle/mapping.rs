//! The `mapping` of a Discriminator Object, whose values refer to schemas (OpenAPI 3.0.3 §4.7.25).

use serde_json::{Map, Value};

use super::super::spec::schema::SCHEMA;
use super::{Bundle, detect};
use crate::load::{Origin, pointer};

impl Bundle<'_> {
    /// Resolves each reference in the `mapping` of `schema` to a component.
    ///
    /// Unresolvable ones are kept: the walker ignores them with a warning.
    pub(super) fn mapping(&mut self, schema: &mut Map<String, Value>) {
        let mapping = schema.get_mut("discriminator").and_then(|discriminator| discriminator.get_mut("mapping"));
        let Some(mapping) = mapping.and_then(Value::as_object_mut) else { return };
        self.at("discriminator", |bundle| {
            bundle.at("mapping", |bundle| {
                for (tag, target) in mapping {
                    bundle.at(tag, |bundle| bundle.mapped(target));
                }
            });
        });
    }

    fn mapped(&mut self, target: &mut Value) {
        let Some(name) = target.as_str() else { return };
        let reference = pointer::join("#/components/schemas", name);
        let is_name = self.has_schema(self.file(), name);
        let reference = if is_name { &reference } else { name };
        if !is_name && !name.contains(['#', '/', '.']) || self.file() == 0 && !detect::is_foreign_name(reference) {
            return;
        }
        if let Ok(component) = self.component(&SCHEMA, "schemas", reference) {
            *target = Value::String(component);
        }
    }

    fn has_schema(&self, file: usize, name: &str) -> bool {
        let pointer = pointer::join("/components/schemas", name);
        self.files.node(&Origin { file, pointer }).is_some()
    }
}
