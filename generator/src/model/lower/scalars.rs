//! Types, formats and values of schemas and intersections.

use std::iter;
use std::ops::RangeInclusive;
use std::rc::Rc;

use serde_json::Value;

use super::super::schema::{Bound, JsonType};
use super::super::schema_object::{AdditionalProperties, Keywords};
use super::super::types::{IntegerFormat, Shape};
use super::intersection::Conjunct;
use crate::json::equality::is_same;
use crate::target::Formats;

/// Returns the type of a schema: `type`, or the type that other keywords imply.
pub(super) fn json_type(keywords: &Keywords<'_>) -> Option<JsonType> {
    if let Some(name) = keywords.r#type {
        JsonType::parse(name)
    } else if let Some(values) = &keywords.enum_values {
        type_of_values(values)
    } else {
        implied_type(keywords)
    }
}

/// Returns the type that keywords other than `type` imply.
pub(super) fn implied_type(keywords: &Keywords<'_>) -> Option<JsonType> {
    if !keywords.properties.is_empty() {
        Some(JsonType::Object)
    } else if keywords.items.is_some() {
        Some(JsonType::Array)
    } else {
        matches!(keywords.additional_properties, AdditionalProperties::Schema(_)).then_some(JsonType::Object)
    }
}

/// Returns the common type of values.
fn type_of_values(values: &[Value]) -> Option<JsonType> {
    let mut types = values.iter().map(|value| match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if number.is_f64() => JsonType::Number,
        Value::Number(_) => JsonType::Integer,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    });
    let first = types.next()?;
    types.all(|other| other == first).then_some(first)
}

/// No value satisfies all schemas.
pub(super) struct Contradiction;

/// Returns the common type of conjuncts, if any of them has one.
pub(super) fn common_type(conjuncts: &[Conjunct<'_>]) -> Result<Option<JsonType>, Contradiction> {
    let mut asked = conjuncts.iter().filter_map(|conjunct| json_type(&conjunct.keywords));
    let Some(first) = asked.next() else { return Ok(None) };
    asked.try_fold(first, common).map(Some).ok_or(Contradiction)
}

fn common(one: JsonType, other: JsonType) -> Option<JsonType> {
    match (one, other) {
        (JsonType::Integer, JsonType::Number) | (JsonType::Number, JsonType::Integer) => Some(JsonType::Integer),
        (one, other) => (one == other).then_some(one),
    }
}

/// Returns the values of the type that are in all `enum`s; `None` if there is no `enum`.
pub(super) fn common_values(conjuncts: &[Conjunct<'_>], asked: Option<JsonType>) -> Option<Vec<Value>> {
    let mut lists = conjuncts.iter().filter_map(|conjunct| conjunct.keywords.enum_values.as_ref());
    let mut values = lists.next()?.clone();
    values.retain(|value| asked.is_none_or(|asked| is_of(value, asked)));
    for list in lists {
        values = values.into_iter().filter_map(|value| find_in(value, list)).collect();
    }
    Some(values)
}

/// Returns a value if a list contains it. A number is an integer if either is written as an integer.
fn find_in(value: Value, list: &[Value]) -> Option<Value> {
    let same = list.iter().find(|other| is_same(other, &value))?;
    Some(if value.is_f64() { same.clone() } else { value })
}

/// Returns whether a value has a type. `null` has every type, since the schema may be nullable.
pub(super) fn is_of(value: &Value, asked: JsonType) -> bool {
    match asked {
        JsonType::Array => value.is_array() || value.is_null(),
        JsonType::Boolean => value.is_boolean() || value.is_null(),
        JsonType::Integer | JsonType::Integer2020 => {
            value.is_i64() || value.is_u64() || value.is_f64() || value.is_null()
        }
        JsonType::Null => value.is_null(),
        JsonType::Number => value.is_number() || value.is_null(),
        JsonType::Object => value.is_object() || value.is_null(),
        JsonType::String => value.is_string() || value.is_null(),
    }
}

/// Returns the shape of strings with the formats of `conjuncts` and with `bounds`; any string if the formats differ.
pub(super) fn common_string(conjuncts: &[Conjunct<'_>], bounds: &[Rc<Keywords<'_>>], settings: &Formats) -> Shape {
    let bounds: Vec<&Keywords<'_>> = bounds.iter().map(Rc::as_ref).collect();
    let formats =
        conjuncts.iter().map(|conjunct| string_of(effective_format(&conjunct.keywords, settings), &bounds, settings));
    let mut specific = formats.filter(|shape| *shape != Shape::String);
    let Some(first) = specific.next() else { return Shape::String };
    if specific.all(|shape| shape == first) { first } else { Shape::String }
}

/// Returns the shape of integers with the narrowest format of `conjuncts`, or else within `bounds`.
pub(super) fn common_integer(conjuncts: &[Conjunct<'_>], bounds: &[Rc<Keywords<'_>>], settings: &Formats) -> Shape {
    if let Some(own) =
        conjuncts.iter().find_map(|conjunct| custom_type(effective_format(&conjunct.keywords, settings), settings))
    {
        return own;
    }
    let of_integers = conjuncts.iter().filter(|conjunct| json_type(&conjunct.keywords) != Some(JsonType::Number));
    let named = of_integers
        .filter_map(|conjunct| named_width(&conjunct.keywords, settings))
        .min_by_key(|format| width(*format));
    Shape::Integer(named.unwrap_or_else(|| width_from_bounds(bounds.iter().map(Rc::as_ref))))
}

/// Returns the bound of a schema, unless it is a decimal outside of the range of the integer format.
pub(super) fn effective_bound(
    bound: Option<&Bound>,
    integers: Option<&RangeInclusive<i128>>,
    is_lower: bool,
) -> Option<Bound> {
    let bound = bound?;
    let is_decimal = bound.limit.parse::<i64>().is_err();
    let is_beyond = |integers: &RangeInclusive<i128>| {
        let end = if is_lower { integers.start() } else { integers.end() };
        #[expect(clippy::cast_precision_loss, reason = "only the end of uint64 is rounded, and up")]
        let end = *end as f64;
        bound.limit.parse::<f64>().is_ok_and(|limit| if is_lower { limit < end } else { limit > end })
    };
    let is_idle = is_decimal && integers.is_some_and(is_beyond);
    (!is_idle).then(|| bound.clone())
}

/// Returns the rank of a format by width. Integers without a format are the widest.
fn width(format: IntegerFormat) -> u8 {
    match format {
        IntegerFormat::Int8 | IntegerFormat::Uint8 => 0,
        IntegerFormat::Int16 | IntegerFormat::Uint16 => 1,
        IntegerFormat::Int32 | IntegerFormat::Uint32 => 2,
        IntegerFormat::Uint64 => 3,
        IntegerFormat::Int64 => 4,
    }
}

/// Returns the shape of numbers with the formats of `conjuncts`.
pub(super) fn common_number(conjuncts: &[Conjunct<'_>], settings: &Formats) -> Shape {
    let mut formats =
        conjuncts.iter().filter_map(|conjunct| custom_type(effective_format(&conjunct.keywords, settings), settings));
    formats.next().unwrap_or(Shape::Number)
}

/// Returns the format that determines the type. A format that the document violates counts only if it has a custom type.
pub(super) fn effective_format<'k>(keywords: &'k Keywords<'_>, settings: &Formats) -> Option<&'k str> {
    let format = keywords.format.as_deref()?;
    (!keywords.breaks_format() || settings.custom_type(format).is_some()).then_some(format)
}

/// Returns the shape of a format with a custom type.
fn custom_type(format: Option<&str>, settings: &Formats) -> Option<Shape> {
    format.filter(|format| settings.custom_type(format).is_some()).map(|format| Shape::Custom(format.to_owned()))
}

/// Returns the shape of numbers of a format.
pub(super) fn number(format: Option<&str>, settings: &Formats) -> Shape {
    custom_type(format, settings).unwrap_or(Shape::Number)
}

/// Returns the shape of strings of a schema.
pub(super) fn string(keywords: &Keywords<'_>, settings: &Formats) -> Shape {
    string_of(effective_format(keywords, settings), &[keywords], settings)
}

/// Returns the shape of strings with a format and with `bounds`.
fn string_of(format: Option<&str>, bounds: &[&Keywords<'_>], settings: &Formats) -> Shape {
    if let Some(own) = custom_type(format, settings) {
        return own;
    }
    match format.filter(|format| settings.is_checked(format) && !settings.is_string(format)) {
        // These are serialized in the usual notation, which such keywords may reject.
        Some("uuid") if bounds.iter().any(|keywords| keywords.pattern.is_some()) => Shape::String,
        Some("date-time") if bounds.iter().any(|keywords| keywords.has_bounds()) => Shape::String,
        Some("uuid") => Shape::Uuid,
        Some("date") => Shape::Date,
        Some("date-time") => Shape::DateTime,
        Some("byte") => Shape::Byte,
        _ => Shape::String,
    }
}

/// Returns the shape of integers of a schema.
pub(super) fn integer(keywords: &Keywords<'_>, settings: &Formats) -> Shape {
    let own = custom_type(effective_format(keywords, settings), settings);
    let width = || named_width(keywords, settings).unwrap_or_else(|| width_from_bounds(iter::once(keywords)));
    own.unwrap_or_else(|| Shape::Integer(width()))
}

/// Returns the integer format of a schema.
fn named_width(keywords: &Keywords<'_>, settings: &Formats) -> Option<IntegerFormat> {
    Some(match effective_format(keywords, settings).filter(|format| settings.is_checked(format))? {
        "int8" => IntegerFormat::Int8,
        "int16" => IntegerFormat::Int16,
        "int32" => IntegerFormat::Int32,
        "uint8" => IntegerFormat::Uint8,
        "uint16" => IntegerFormat::Uint16,
        "uint32" => IntegerFormat::Uint32,
        "uint64" | "uint" => IntegerFormat::Uint64,
        "int64" => IntegerFormat::Int64,
        _ => return None,
    })
}

/// Returns the integer format for bounds: `u64` for non-negative integers that may exceed the range of `i64`.
fn width_from_bounds<'k, 'a: 'k>(conjuncts: impl Iterator<Item = &'k Keywords<'a>> + Clone) -> IntegerFormat {
    let mut least = conjuncts
        .clone()
        .filter_map(|conjunct| conjunct.minimum.as_ref())
        .filter(|least| !least.limit.starts_with('-'));
    let mut greatest = conjuncts.filter_map(|conjunct| conjunct.maximum.as_ref()).peekable();
    let exceeds_i64 = if greatest.peek().is_some() {
        least.next().is_some() && greatest.all(is_beyond_i64)
    } else {
        least.any(is_beyond_i64)
    };
    if exceeds_i64 { IntegerFormat::Uint64 } else { IntegerFormat::Int64 }
}

fn is_beyond_i64(bound: &Bound) -> bool {
    /// 2^63.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    bound.limit.parse::<i64>().is_err() && bound.limit.parse::<f64>().is_ok_and(|limit| limit >= LIMIT)
}
