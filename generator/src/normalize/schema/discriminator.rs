//! Discriminator Objects (OpenAPI 3.0.3 §4.7.25).

use serde_json::{Map, Value, json};

use super::super::table::schema::SCHEMA;
use super::super::walker::Walker;

/// Takes a `discriminator` that is a string, as in OpenAPI 2.0, as the name of its property.
pub(in crate::normalize) fn name_property(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(discriminator) = schema.get_mut("discriminator").filter(|value| value.is_string()) else { return };
    let object = json!({ "propertyName": discriminator.take() });
    walker.at("discriminator", |walker| {
        let message = "a Discriminator Object is expected here: the string is taken as its `propertyName`";
        walker.warning("wrong-type", message, format!("write {object}"));
    });
    *discriminator = object;
}

/// Leaves out `defaultMapping`, which came with OpenAPI 3.2: without a tag, the schemas tell the members apart.
pub(in crate::normalize) fn leave_out_default(walker: &mut Walker<'_>, discriminator: &mut Map<String, Value>) {
    if discriminator.shift_remove("defaultMapping").is_some() {
        walker.at("defaultMapping", |walker| {
            let message =
                "`defaultMapping` is ignored: without a tag, the first schema that a value satisfies is chosen";
            walker.warning("unsupported-keyword", message, "list the schema first, or make the tag required");
        });
    }
}

/// Checks that each value of `mapping` names a schema.
pub(in crate::normalize) fn check_mapping(walker: &mut Walker<'_>, discriminator: &mut Map<String, Value>) {
    let Some(mapping) = discriminator.get_mut("mapping").and_then(Value::as_object_mut) else { return };
    walker.at("mapping", |walker| {
        for (tag, target) in mapping.iter_mut() {
            walker.at(tag, |walker| check_target(walker, target));
        }
    });
}

/// Checks a reference; the bare name of a schema is one too.
fn check_target(walker: &mut Walker<'_>, target: &mut Value) {
    let Some(name) = target.as_str() else { return };
    let is_name = walker.targets.has("schemas", name) || !name.contains(['#', '/', '.']);
    let reference = if is_name { format!("#/components/schemas/{name}") } else { name.to_owned() };
    if let Some(resolved) = walker.resolve(&SCHEMA, &reference) {
        *target = Value::String(resolved);
    }
}
