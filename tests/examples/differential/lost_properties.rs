//! Properties that are lost when a value is deserialized and serialized: none that its schema declares, and none of a union.

use serde_json::{Map, Value};

use clientwright_tests::instances::flat::Flat;

/// The deepest nesting of schemas for one value.
const MAX_DEPTH: usize = 12;

/// What is applied of one value.
#[derive(Default)]
struct Applied<'a> {
    schemas: Vec<&'a Map<String, Value>>,
    /// Whether the value is one of a union.
    is_union: bool,
}

/// Returns the name of a member that `again` lacks although it must not, if there is one.
pub fn lost(given: &Value, again: &Value, schema: &Value, flat: &Flat) -> Option<String> {
    let mut applied = Applied::default();
    applied.add(schema, flat, MAX_DEPTH);
    match (given, again) {
        (Value::Object(given), Value::Object(again)) => given.iter().find_map(|(name, member)| match again.get(name) {
            // What a choice says of a member, not all that it chooses among say.
            Some(_) if applied.is_union => None,
            Some(again) => applied.of_property(name).into_iter().find_map(|schema| lost(member, again, schema, flat)),
            None => (applied.is_union || applied.names(name)).then(|| name.clone()),
        }),
        (Value::Array(given), Value::Array(again)) => {
            given.iter().zip(again).enumerate().find_map(|(index, (given, again))| {
                applied.of_item(index).into_iter().find_map(|schema| lost(given, again, schema, flat))
            })
        }
        _ => None,
    }
}

impl<'a> Applied<'a> {
    /// Adds a schema, and those that it applies to the same value.
    fn add(&mut self, schema: &'a Value, flat: &'a Flat, depth: usize) {
        let Some(keywords) = schema.as_object().filter(|_| depth > 0) else { return };
        self.schemas.push(keywords);
        let reference = keywords.get("$ref").and_then(Value::as_str);
        let referred =
            reference.and_then(|reference| flat.schemas.get(reference.strip_prefix("#/components/schemas/")?));
        referred.into_iter().chain(list(keywords, "allOf")).for_each(|part| self.add(part, flat, depth - 1));
        for union in ["anyOf", "oneOf"] {
            // Beside keywords of its own, a choice often leaves one struct.
            let is_bare = !["type", "properties", "allOf"].iter().any(|keyword| keywords.contains_key(*keyword));
            self.is_union |= is_bare && list(keywords, union).filter(|member| !is_null(member)).count() > 1;
            list(keywords, union).for_each(|member| self.add(member, flat, depth - 1));
        }
    }

    fn names(&self, member: &str) -> bool {
        self.schemas.iter().any(|keywords| property(keywords, member).is_some())
    }

    fn of_property(&self, name: &str) -> Vec<&'a Value> {
        let of = |keywords: &&'a Map<String, Value>| {
            property(keywords, name).or_else(|| keywords.get("additionalProperties"))
        };
        self.schemas.iter().filter_map(of).collect()
    }

    fn of_item(&self, index: usize) -> Vec<&'a Value> {
        let of = |keywords: &&'a Map<String, Value>| {
            list(keywords, "prefixItems").nth(index).or_else(|| keywords.get("items"))
        };
        self.schemas.iter().filter_map(of).collect()
    }
}

fn property<'a>(keywords: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    keywords.get("properties")?.get(name)
}

fn list<'a>(keywords: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    keywords.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// Returns whether a member of a union means `null`: with one other, that is no choice.
fn is_null(member: &Value) -> bool {
    let says = |name: &str, value: Value| member.get(name) == Some(&value);
    let is_only_nullable =
        says("nullable", true.into()) && member.as_object().is_some_and(|keywords| keywords.len() == 1);
    says("type", "null".into())
        || says("const", Value::Null)
        || says("enum", [Value::Null].into_iter().collect())
        || is_only_nullable
}
