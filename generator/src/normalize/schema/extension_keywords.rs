//! Keywords of JSON Schema 2020-12 that openapiv3 does not support.

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;

/// The keywords that the client validates.
const CHECKED: [&str; 13] = [
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "if",
    "then",
    "else",
    "unevaluatedProperties",
    "unevaluatedItems",
];

/// Keywords that have no effect without another one.
const DEPENDENT: [(&str, &str); 4] =
    [("then", "if"), ("else", "if"), ("minContains", "contains"), ("maxContains", "contains")];

/// Moves each of them to an extension: `prefixItems` to `x-clientwright-prefixItems`.
pub(in crate::normalize) fn stash(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 {
        return;
    }
    ignore_ineffective(walker, schema);
    if stash_one(schema, "contentSchema") {
        walker.content_schemas.insert(walker.pointer().to_owned());
    }
    for keyword in CHECKED {
        stash_one(schema, keyword);
    }
}

/// Returns whether the keyword was there.
fn stash_one(schema: &mut Map<String, Value>, keyword: &str) -> bool {
    let value = schema.shift_remove(keyword);
    let found = value.is_some();
    schema.extend(value.map(|value| (format!("x-clientwright-{keyword}"), value)));
    found
}

fn ignore_ineffective(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    for (keyword, other) in DEPENDENT {
        if schema.contains_key(keyword) && !schema.contains_key(other) {
            schema.shift_remove(keyword);
            walker.at(keyword, |walker| {
                let message = format!("`{keyword}` has no effect without `{other}`: it is ignored");
                walker.warning("ineffective-keyword", message, format!("add `{other}`, or remove it"));
            });
        }
    }
}
