//! Whether a value satisfies a schema, as far as the generator can tell by itself: the runtime decides.

use std::cell::Cell;
use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::schema::{Bound, JsonType, Keywords2020, Pattern, Schema, SchemaRef};
use super::types::Type;
use super::{decimal, pattern};
use crate::format_keyword;
use crate::json::equality::is_same;

/// How many schemas deep a value is followed.
const MAX_DEPTH: usize = 24;
/// How many schemas are looked at for one value: unions within unions lead to twice as many with each level.
const MAX_STEPS: usize = 10_000;

/// Returns whether `value` satisfies a schema; `None` where keywords decide that are not followed here.
pub(super) fn holds(types: &[Type], schema: &SchemaRef, value: &Value) -> Option<bool> {
    Evaluator::new(types, false).reference(schema, value, MAX_DEPTH)
}

/// Returns whether `value` may satisfy a schema: it does not only if that is certain.
pub(super) fn may_hold(types: &[Type], schema: &Schema, value: &Value) -> bool {
    Evaluator::new(types, false).schema(schema, value, MAX_DEPTH) != Some(false)
}

/// Returns whether some value like `sample` may satisfy a schema: a text of that length, or the number itself.
pub(super) fn holds_for_some(types: &[Type], schema: &Schema, sample: &Value) -> bool {
    // There is but one text without characters.
    Evaluator::new(types, sample.as_str() != Some("")).schema(schema, sample, MAX_DEPTH) != Some(false)
}

struct Evaluator<'a> {
    types: &'a [Type],
    /// Whether a string represents all of its length, so that patterns and formats are unknown.
    is_sample: bool,
    steps: Cell<usize>,
}

impl<'a> Evaluator<'a> {
    fn new(types: &'a [Type], is_sample: bool) -> Self {
        Self { types, is_sample, steps: Cell::new(0) }
    }

    fn reference(&self, schema: &SchemaRef, value: &Value, depth: usize) -> Option<bool> {
        self.steps.set(self.steps.get().saturating_add(1));
        let depth = depth.checked_sub(1).filter(|_| self.steps.get() <= MAX_STEPS)?;
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
            self.content(schema, value, depth),
            schema.keywords_2020.as_ref().map_or(Some(true), |keywords| self.keywords_2020(keywords, value, depth)),
            all(schema.all_of.iter().map(of)),
            if schema.any_of.is_empty() { Some(true) } else { any(schema.any_of.iter().map(of)) },
            if schema.one_of.is_empty() { Some(true) } else { one(schema.one_of.iter().map(of)) },
            schema.not.as_ref().map_or(Some(true), |not| of(not).map(|holds| !holds)),
        ])
    }

    /// Evaluates the keywords for the value's own type.
    fn content(&self, schema: &Schema, value: &Value, depth: usize) -> Option<bool> {
        match value {
            Value::Null | Value::Bool(_) => Some(true),
            Value::Number(number) => all([within_bounds(schema, &number.to_string()), self.format(schema, value)]),
            Value::String(text) => {
                let count = is_within(text.chars().count(), schema.min_length, schema.max_length);
                let pattern = schema.pattern.as_ref();
                let matches = pattern.map_or(Some(true), |pattern| self.matches(pattern, text));
                all([Some(count), matches, self.format(schema, value)])
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

    fn matches(&self, pattern: &Pattern, text: &str) -> Option<bool> {
        if self.is_sample { None } else { pattern::is_match(pattern, text) }
    }

    /// Evaluates `format`: a mismatch is certain, a match is left to the runtime.
    fn format(&self, schema: &Schema, value: &Value) -> Option<bool> {
        let Some(format) = &schema.format else { return Some(true) };
        let is_of_numbers = format_keyword::range(format).is_some() && schema.r#type != Some(JsonType::Number);
        match value {
            Value::Number(_) if is_of_numbers => Some(!format_keyword::is_mismatch(value, format)),
            Value::String(_) if !self.is_sample && format_keyword::is_mismatch(value, format) => Some(false),
            _ => None,
        }
    }

    /// Evaluates the keywords of 3.1 that apply to scalars.
    fn keywords_2020(&self, keywords: &Keywords2020, value: &Value, depth: usize) -> Option<bool> {
        if value.is_array() || value.is_object() {
            return None;
        }
        let Some(condition) = &keywords.condition else { return Some(true) };
        let consequence = if self.reference(condition, value, depth)? { &keywords.then } else { &keywords.otherwise };
        consequence.as_ref().map_or(Some(true), |schema| self.reference(schema, value, depth))
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

/// Returns whether a number is within the bounds of a schema, and a multiple of what it asks for.
fn within_bounds(schema: &Schema, number: &str) -> Option<bool> {
    let is_kept = |bound: &Bound, beyond: Ordering| {
        let order = decimal::compare(number, &bound.limit)?;
        Some(order != beyond && !(bound.exclusive && order == Ordering::Equal))
    };
    all([
        schema.minimum.as_ref().map_or(Some(true), |bound| is_kept(bound, Ordering::Less)),
        schema.maximum.as_ref().map_or(Some(true), |bound| is_kept(bound, Ordering::Greater)),
        schema.multiple_of.as_ref().map_or(Some(true), |step| decimal::is_multiple(number, step)),
    ])
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
