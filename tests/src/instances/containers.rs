//! Objects and arrays.

use serde_json::{Map, Value};

use super::Instances;
use super::scalars;

/// Returns an object with what must be there, and some of what may.
pub fn object(instances: &mut Instances<'_>, keywords: &Map<String, Value>) -> Value {
    let required: Vec<&str> = texts(keywords.get("required"));
    let mut members = Map::new();
    for (name, schema) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if required.contains(&name.as_str()) || instances.adds() {
            members.insert(name.clone(), instances.of(schema));
        }
    }
    let unnamed: Vec<&str> = required.into_iter().filter(|name| !members.contains_key(*name)).collect();
    for name in unnamed {
        members.insert(name.to_owned(), scalars::any(instances.random));
    }
    let additional = keywords.get("additionalProperties").cloned();
    let few = usize::try_from(number(keywords, "minProperties").unwrap_or(0)).unwrap_or(0).min(6);
    let is_map = additional.as_ref().is_some_and(Value::is_object);
    while members.len() < few || (is_map && instances.adds()) || instances.random.once_in(12) {
        let value = additional.as_ref().map_or(Value::Null, |schema| instances.of(schema));
        members.insert(format!("x{}", members.len()), value);
    }
    Value::Object(members)
}

/// Returns an array of about as many items as there must or may be.
pub fn array(instances: &mut Instances<'_>, keywords: &Map<String, Value>) -> Value {
    let least = number(keywords, "minItems").unwrap_or(0);
    let most = number(keywords, "maxItems").unwrap_or(least + 3).min(least + 12);
    let span = usize::try_from(most.saturating_sub(least) + 2).unwrap_or(2);
    let count = usize::try_from(least).unwrap_or(0) + instances.random.below(span);
    let prefix = keywords.get("prefixItems").and_then(Value::as_array).cloned().unwrap_or_default();
    let items = keywords.get("items").or_else(|| keywords.get("contains")).cloned().unwrap_or(Value::Bool(true));
    let item = |index: usize| prefix.get(index).unwrap_or(&items);
    Value::Array((0..count.min(40)).map(|index| instances.of(item(index))).collect())
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn number(keywords: &Map<String, Value>, name: &str) -> Option<u64> {
    keywords.get(name).and_then(Value::as_u64)
}
