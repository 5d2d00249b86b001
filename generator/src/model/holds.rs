//! Whether a value satisfies a schema, as far as the generator can tell by itself: the runtime is the one that judges.

use serde_json::{Map, Value};

use super::schema::{JsonType, Schema, SchemaRef};
use super::types::Type;
use crate::normalize::equality::is_same;

/// How many schemas deep a value is followed.
const DEEPEST: usize = 24;

/// Returns whether `value` satisfies a schema; `None` where keywords decide that are not followed here.
pub(super) fn holds(types: &[Type], schema: &SchemaRef, value: &Value) -> Option<bool> {
    Judge { types }.reference(schema, value, DEEPEST)
}

struct Judge<'a> {
    types: &'a [Type],
}

impl Judge<'_> {
    fn reference(&self, schema: &SchemaRef, value: &Value, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        match schema {
            SchemaRef::Inline(schema) => self.schema(schema, value, depth),
            SchemaRef::Type(id) => self.schema(&self.types.get(id.0)?.schema, value, depth),
        }
    }

    fn schema(&self, schema: &Schema, value: &Value, depth: usize) -> Option<bool> {
        if schema.nullable && value.is_null() {
            return Some(true);
        }
        let of = |member: &SchemaRef| self.reference(member, value, depth);
        all([
            Some(schema.r#type.is_none_or(|asked| is_of(value, asked))),
            Some(schema.enum_values.as_ref().is_none_or(|values| values.iter().any(|other| is_same(other, value)))),
            if schema.keywords_2020.is_some() { None } else { self.content(schema, value, depth) },
            all(schema.all_of.iter().map(of)),
            if schema.any_of.is_empty() { Some(true) } else { any(schema.any_of.iter().map(of)) },
            if schema.one_of.is_empty() { Some(true) } else { one(schema.one_of.iter().map(of)) },
            schema.not.as_ref().map_or(Some(true), |not| of(not).map(|holds| !holds)),
        ])
    }

    /// Judges by the keywords of the value's own type.
    fn content(&self, schema: &Schema, value: &Value, depth: usize) -> Option<bool> {
        match value {
            Value::Null | Value::Bool(_) => Some(true),
            Value::Number(_) => {
                let is_bound = schema.minimum.is_some() || schema.maximum.is_some() || schema.multiple_of.is_some();
                (!is_bound && schema.format.is_none()).then_some(true)
            }
            Value::String(_) => {
                let is_bound = schema.min_length.is_some() || schema.max_length.is_some() || schema.pattern.is_some();
                (!is_bound && schema.format.is_none()).then_some(true)
            }
            Value::Array(items) => {
                let count = is_within(items.len(), schema.min_items, schema.max_items);
                let unique = if schema.unique_items && items.len() > 1 { None } else { Some(true) };
                let item = |item| schema.items.as_ref().map_or(Some(true), |items| self.reference(items, item, depth));
                all([Some(count), unique, all(items.iter().map(item))])
            }
            Value::Object(members) => self.object(schema, members, depth),
        }
    }

    fn object(&self, schema: &Schema, members: &Map<String, Value>, depth: usize) -> Option<bool> {
        let declared = |name: &str| schema.properties.iter().find(|property| property.name == name);
        let is_there = schema.properties.iter().filter(|property| property.required).map(|property| &property.name);
        let is_there = is_there.chain(&schema.required).all(|name| members.contains_key(name));
        let count = is_within(members.len(), schema.min_properties, schema.max_properties);
        let member = |(name, value): (&String, &Value)| match (declared(name), &schema.additional_properties) {
            (Some(property), _) => self.reference(&property.schema, value, depth),
            (None, Some(additional)) => self.reference(additional, value, depth),
            (None, None) => Some(!schema.additional_properties_false),
        };
        all([Some(is_there && count), all(members.iter().map(member))])
    }
}

fn is_of(value: &Value, asked: JsonType) -> bool {
    match asked {
        JsonType::Array => value.is_array(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Integer => value.is_i64() || value.is_u64(),
        JsonType::Null => value.is_null(),
        JsonType::Number => value.is_number(),
        JsonType::Integer2020 => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        JsonType::Object => value.is_object(),
        JsonType::String => value.is_string(),
    }
}

fn is_within(count: usize, least: Option<usize>, most: Option<usize>) -> bool {
    least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
}

/// Returns whether all are so: no, if one is known not to be.
fn all(verdicts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(true);
    for verdict in verdicts {
        match verdict {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = None,
        }
    }
    known
}

fn any(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(verdicts.map(|verdict| verdict.map(|holds| !holds))).map(|none| !none)
}

fn one(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let verdicts: Option<Vec<bool>> = verdicts.collect();
    Some(verdicts?.into_iter().filter(|holds| *holds).count() == 1)
}
