//! Components that extend, by `allOf`, a component that lists them in `oneOf` or `anyOf`: `Pet` is one of `Cat` and
//! `Dog`, and `Cat` extends `Pet`.
//!
//! Taken literally, validation would never terminate. The intention is that `Cat` extends the other keywords of `Pet`:
//! these are split into a new component `PetBase`, which both extend.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::schema::pointer::pointer_of;
use crate::diagnostic::Diagnostics;

pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// The keywords that apply subschemas to the same instance.
const APPLICATORS: &[&str] = &["allOf", "anyOf", "oneOf"];

/// The keywords that stay in a union when its base is split off.
const UNION_KEYWORDS: &[&str] = &[
    "anyOf",
    "oneOf",
    "discriminator",
    "nullable",
    "title",
    "description",
    "deprecated",
    "default",
    "example",
    "externalDocs",
];

/// Marks a union whose variants extend the base that was split off it: the discriminator decides among them.
const SPLIT_BASE: &str = "x-clientwright-splitBase";

/// Splits the bases of such components; those in `reported` already have a diagnostic.
pub(super) fn split(tree: &mut Value, reported: &[String], diagnostics: &mut Diagnostics) {
    let schemas = tree.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    let Some(schemas) = schemas else { return };
    let is_union = |schema: &Value| ["anyOf", "oneOf"].iter().any(|keyword| schema.get(keyword).is_some());
    let unions: Vec<String> =
        schemas.iter().filter(|(_, schema)| is_union(schema)).map(|(name, _)| name.clone()).collect();
    for name in unions {
        let subtypes = subtypes(schemas, &name);
        if !subtypes.is_empty() {
            if !reported.contains(&name) {
                note(schemas, &name, &subtypes, diagnostics);
            }
            split_base(schemas, &name, &subtypes);
        }
    }
}

/// Returns the components that are reachable from a union and that extend it by `allOf`.
fn subtypes(schemas: &Map<String, Value>, union: &str) -> Vec<String> {
    let (mut pending, mut seen, mut subtypes) = (vec![union.to_owned()], HashSet::new(), Vec::new());
    while let Some(name) = pending.pop() {
        let Some(schema) = schemas.get(&name) else { continue };
        if !seen.insert(name.clone()) {
            continue;
        }
        each_subschema(schema, &mut |keyword, subschema| {
            let Some(target) = target(subschema) else { return };
            if target == union && keyword == "allOf" && !subtypes.contains(&name) {
                subtypes.push(name.clone());
            }
            pending.push(target.to_owned());
        });
    }
    subtypes
}

/// Calls `visit` for each subschema that applies to the same instance, with its keyword; inline subschemas are searched
/// as well.
pub(super) fn each_subschema<'a>(schema: &'a Value, visit: &mut dyn FnMut(&str, &'a Value)) {
    for keyword in APPLICATORS {
        for subschema in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
            visit(keyword, subschema);
            each_subschema(subschema, visit);
        }
    }
}

/// Returns the name of the component schema that a reference refers to.
pub(super) fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)
}

fn note(schemas: &Map<String, Value>, union: &str, subtypes: &[String], diagnostics: &mut Diagnostics) {
    for subtype in subtypes {
        if let Some(members) = schemas.get(subtype).and_then(Value::as_object) {
            diagnostics.note(
                "variant-extends-union",
                pointer_of(members),
                format!("`{subtype}` extends `{union}`, which lists it in `oneOf` or `anyOf`: it extends only the other keywords of `{union}`"),
                "no action needed, if this is intended",
            );
        }
    }
}

fn split_base(schemas: &mut Map<String, Value>, union: &str, subtypes: &[String]) {
    let Some(Value::Object(schema)) = schemas.get_mut(union) else { return };
    // The variants differ only by the discriminator, which `oneOf` does not take into account.
    if schema.contains_key("discriminator")
        && !schema.contains_key("anyOf")
        && let Some(members) = schema.shift_remove("oneOf")
    {
        schema.insert("anyOf".to_owned(), members);
    }
    schema.insert(SPLIT_BASE.to_owned(), Value::Bool(true));
    let mut base = schema.clone();
    base.retain(|keyword, _| !UNION_KEYWORDS.contains(&keyword.as_str()) && keyword != SPLIT_BASE);
    let has_own_keywords = has_own_keywords(&base);
    let replacement = if has_own_keywords {
        schema.retain(|keyword, _| {
            UNION_KEYWORDS.contains(&keyword.as_str()) || keyword == "type" || keyword.starts_with("x-")
        });
        let name = free_name(schemas, union);
        let reference = json!({ "$ref": format!("{SCHEMAS}{name}") });
        if let Some(Value::Object(schema)) = schemas.get_mut(union) {
            schema.insert("allOf".to_owned(), json!([reference]));
        }
        schemas.insert(name, Value::Object(base));
        reference
    } else {
        Value::Object(base)
    };
    for subtype in subtypes {
        let Some(schema) = schemas.get_mut(subtype) else { continue };
        replace_in_all_of(schema, union, &replacement);
    }
}

/// Returns whether a schema has other keywords than those of a union.
pub(super) fn has_own_keywords(schema: &Map<String, Value>) -> bool {
    schema
        .keys()
        .any(|keyword| keyword != "type" && !keyword.starts_with("x-") && !UNION_KEYWORDS.contains(&keyword.as_str()))
}

pub(super) fn free_name(schemas: &Map<String, Value>, union: &str) -> String {
    let mut name = format!("{union}Base");
    while schemas.contains_key(&name) {
        name.push('_');
    }
    name
}

/// Replaces the references to a union in `allOf`, including those in inline subschemas.
fn replace_in_all_of(schema: &mut Value, union: &str, replacement: &Value) {
    for keyword in APPLICATORS {
        for subschema in schema.get_mut(*keyword).and_then(Value::as_array_mut).into_iter().flatten() {
            if target(subschema) != Some(union) {
                replace_in_all_of(subschema, union, replacement);
            } else if *keyword == "allOf" {
                subschema.clone_from(replacement);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{SPLIT_BASE, split};
    use crate::diagnostic::Diagnostics;

    fn reference(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    fn split_all(schemas: Value) -> (Value, usize) {
        let mut tree = json!({ "components": { "schemas": schemas } });
        let mut diagnostics = Diagnostics::default();
        split(&mut tree, &[], &mut diagnostics);
        (tree["components"]["schemas"].take(), diagnostics.into_iter().count())
    }

    #[test]
    fn a_subtype_extends_the_base_of_its_parent() {
        let (schemas, notes) = split_all(json!({
            "Pet": { "type": "object", "properties": { "name": {} }, "oneOf": [reference("Cat")] },
            "Cat": { "allOf": [reference("Pet"), { "properties": { "meow": {} } }] },
        }));

        assert_eq!(
            schemas["Pet"],
            json!({ "type": "object", "oneOf": [reference("Cat")], SPLIT_BASE: true, "allOf": [reference("PetBase")] })
        );
        assert_eq!(schemas["PetBase"], json!({ "type": "object", "properties": { "name": {} } }));
        assert_eq!(schemas["Cat"]["allOf"][0], reference("PetBase"));
        assert_eq!(notes, 1);
    }

    #[test]
    fn a_parent_that_is_only_a_union_has_no_base() {
        let (schemas, _) = split_all(json!({
            "Pet": { "type": "object", "anyOf": [reference("Cat")] },
            "Cat": { "allOf": [reference("Pet"), { "properties": { "meow": {} } }] },
        }));

        assert_eq!(schemas["Cat"]["allOf"][0], json!({ "type": "object" }));
        assert_eq!(schemas["Pet"], json!({ "type": "object", "anyOf": [reference("Cat")], SPLIT_BASE: true }));
    }

    #[test]
    fn one_of_with_a_discriminator_becomes_any_of() {
        let (schemas, _) = split_all(json!({
            "Pet": { "oneOf": [reference("Cat")], "discriminator": { "propertyName": "type" } },
            "Cat": { "allOf": [reference("Pet"), { "properties": { "meow": {} } }] },
        }));

        assert_eq!(schemas["Pet"]["anyOf"], json!([reference("Cat")]));
        assert_eq!(schemas["Pet"].get("oneOf"), None);
    }

    #[test]
    fn indirect_subtypes_are_found() {
        let (schemas, _) = split_all(json!({
            "Pet": { "properties": { "name": {} }, "oneOf": [reference("Tom")] },
            "Tom": { "allOf": [reference("Cat")] },
            "Cat": { "allOf": [{ "allOf": [reference("Pet")] }] },
        }));

        assert_eq!(schemas["Cat"]["allOf"][0]["allOf"][0], reference("PetBase"));
    }

    #[test]
    fn other_references_to_a_union_are_kept() {
        let schemas = json!({
            "Pet": { "properties": { "name": {} }, "oneOf": [reference("Cat"), reference("Dog")] },
            "Cat": { "properties": { "friend": reference("Pet") } },
            "Dog": { "type": "object" },
            "Owned": { "allOf": [reference("Pet"), {}] },
        });

        assert_eq!(split_all(schemas.clone()), (schemas, 0));
    }
}
