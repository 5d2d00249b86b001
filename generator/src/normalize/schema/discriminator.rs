//! Discriminator Objects (OpenAPI 3.0.3 §4.7.25).

use serde_json::{Map, Value, json};

use super::super::spec::schema::SCHEMA;
use super::super::walker::Walker;

/// Replaces a `discriminator` that is a string, as in OpenAPI 2.0, by an object with this `propertyName`.
pub(in crate::normalize) fn name_property(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(discriminator) = schema.get_mut("discriminator").filter(|value| value.is_string()) else { return };
    let object = json!({ "propertyName": discriminator.take() });
    walker.at("discriminator", |walker| {
        let message = "expected a Discriminator Object, found a string: it is read as its `propertyName`";
        walker.warning("wrong-type", message, format!("write {object}"));
    });
    *discriminator = object;
}

/// Ignores `defaultMapping`, which OpenAPI 3.2 added: without the discriminator property, the first matching variant is
/// used.
pub(in crate::normalize) fn ignore_default_mapping(walker: &mut Walker<'_>, discriminator: &mut Map<String, Value>) {
    if discriminator.shift_remove("defaultMapping").is_some() {
        walker.at("defaultMapping", |walker| {
            let message =
                "`defaultMapping` is ignored: without the discriminator property, the first matching schema is used";
            walker.warning(
                "unsupported-keyword",
                message,
                "list the schema first, or make the discriminator property required",
            );
        });
    }
}

/// Ignores each entry of `mapping` that is not a schema.
pub(in crate::normalize) fn check_mapping(walker: &mut Walker<'_>, discriminator: &mut Map<String, Value>) {
    let Some(mapping) = discriminator.get_mut("mapping").and_then(Value::as_object_mut) else { return };
    walker.at("mapping", |walker| {
        mapping.retain(|tag, target| walker.at(tag, |walker| names_schema(walker, target)));
    });
}

/// Returns whether a value of `mapping` is a reference to a schema or its name.
fn names_schema(walker: &mut Walker<'_>, target: &mut Value) -> bool {
    let Some(name) = target.as_str() else { return false };
    let is_name = walker.targets.has("schemas", name) || !name.contains(['#', '/', '.']);
    let reference = if is_name { format!("#/components/schemas/{name}") } else { name.to_owned() };
    let resolved = walker.component(&SCHEMA, &reference);
    if resolved.is_none() {
        let message = format!("`{name}` is not a schema: the entry is ignored");
        walker.warning("dangling-mapping", message, "correct the name, or remove it");
    }
    let is_known = resolved.is_some();
    if let Some(resolved) = resolved {
        *target = Value::String(resolved);
    }
    is_known
}
