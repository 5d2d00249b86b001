//! Selects the variant of a `oneOf` or `anyOf`.

use std::cmp::Reverse;

use serde::de::Deserializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::buffered::{Buffered, Part};
use super::decode_failure::DecodeFailure;
use super::schema::{Literal, Ref, Schema};
use super::validator;

/// A variant of the union that the enum `U` represents.
#[derive(Debug)]
pub struct Variant<U: 'static> {
    /// The discriminator values of the variant; empty if it has no discriminator.
    pub discriminator_values: &'static [Literal],
    /// The schema of the variant.
    pub schema: Ref,
    /// Decodes a value as this variant, tolerantly.
    pub decode: fn(&Buffered<'_>) -> Result<U, serde_json::Error>,
}

/// Decodes a value of a union; `discriminator` names the property that distinguishes its variants, `unknown` creates the variant for any
/// other value.
///
/// If the discriminator's value is known, it selects the variant, which has to decode. Else the schemas select, strictly; among several
/// that match, the variant that keeps most of the value, then the one that declares most of its properties, then the first. If none
/// matches, those that declare most of its properties are tried first, and the first one that decodes is selected, tolerantly.
///
/// This takes linear time, also for nested unions: the number of trials is limited. Beyond the limit, the first variant whose schema
/// matches is selected, or the value is unknown.
///
/// # Errors
///
/// The variant that is selected by the discriminator does not decode.
pub fn decode<'de, D: Deserializer<'de>, U: Serialize>(
    deserializer: D,
    tag: Option<&'static str>,
    variants: &[Variant<U>],
    unknown: fn(Value) -> U,
) -> Result<U, D::Error> {
    let value = Buffered::deserialize(deserializer)?;
    decode_buffered(value, tag, variants, unknown)
        .map_err(|(value, error)| DecodeFailure::locate(value.text().as_bytes(), &error).into_error(value.text()))
}

fn decode_buffered<'de, U: Serialize>(
    value: Buffered<'de>,
    tag: Option<&'static str>,
    variants: &[Variant<U>],
    unknown: fn(Value) -> U,
) -> Result<U, (Buffered<'de>, serde_json::Error)> {
    let found = tag.and_then(|tag| value.get(tag));
    let has_tag = found.is_some();
    let tagged = |variant: &&Variant<U>| found.as_ref().is_some_and(|found| variant.matches_discriminator(found));
    if let Some(variant) = variants.iter().find(tagged) {
        return (variant.decode)(&value).map_err(|error| (value, error));
    }
    let part = match value.share() {
        Ok(part) => part,
        Err(error) => return Err((value, error)),
    };
    let candidates: Vec<_> =
        variants.iter().filter(|variant| !has_tag || variant.discriminator_values.is_empty()).collect();
    Ok(choose(&part, &candidates).unwrap_or_else(|| unknown(part.to_value())))
}

impl<U> Variant<U> {
    fn matches_discriminator(&self, found: &Value) -> bool {
        self.discriminator_values.iter().any(|tag| validator::equals(found, tag))
    }

    /// Returns how many of these properties the variant's schema declares.
    fn named(&self, names: &[&str]) -> usize {
        names.iter().filter(|name| declares(self.schema.get(), name, 0)).count()
    }
}

/// Returns whether a schema, or one of its `allOf`, declares a property of this name.
fn declares(schema: &Schema, name: &str, depth: u8) -> bool {
    let in_part = |part: &Ref| depth < MAX_ALL_OF_DEPTH && declares(part.get(), name, depth + 1);
    schema.properties.iter().any(|property| property.name == name) || schema.all_of.iter().any(in_part)
}

/// The deepest nesting of `allOf`: deeper schemas refer to themselves.
const MAX_ALL_OF_DEPTH: u8 = 8;

/// Decodes `value` as the variant that the schemas select, else as the first one that decodes.
///
/// One variant is decoded at each visit of a value; all others are trials, which are limited.
fn choose<U: Serialize>(value: &Part, variants: &[&Variant<U>]) -> Option<U> {
    let names = value.names();
    let mut variants = variants.to_vec();
    variants.sort_by_cached_key(|variant| Reverse(variant.named(&names)));
    let exact: Vec<_> = variants.iter().copied().filter(|variant| value.satisfies(variant.schema.get())).collect();
    let (first, others) = exact.split_first().or_else(|| variants.split_first())?;
    let decoded = (first.decode)(&value.clone().into()).ok();
    match decoded {
        Some(decoded) if exact.len() > 1 && value.may_be_tried() => Some(most_kept(value, decoded, others)),
        Some(decoded) => Some(decoded),
        None => variants.iter().find_map(|variant| on_trial(value, variant)),
    }
}

/// Returns the variant that keeps most of the value, and of those the first; `first` is one of them.
fn most_kept<U: Serialize>(value: &Part, first: U, others: &[&Variant<U>]) -> U {
    let written = value.to_value();
    let all = count_kept(&written, &written);
    let mut most = (kept(&written, &first), first);
    for variant in others {
        if most.0 == all {
            break;
        }
        if let Some(decoded) = on_trial(value, variant) {
            let kept = kept(&written, &decoded);
            if kept > most.0 {
                most = (kept, decoded);
            }
        }
    }
    most.1
}

/// Decodes a value as a trial, unless the limit is reached.
fn on_trial<U>(value: &Part, variant: &Variant<U>) -> Option<U> {
    if value.may_be_tried() { (variant.decode)(&value.clone().into()).ok() } else { None }
}

/// Counts the parts of `value` that remain when it is serialized again.
fn kept<U: Serialize>(value: &Value, decoded: &U) -> usize {
    serde_json::to_value(decoded).map_or(0, |again| count_kept(value, &again))
}

fn count_kept(value: &Value, again: &Value) -> usize {
    match (value, again) {
        (Value::Object(variants), Value::Object(others)) => {
            variants.iter().filter_map(|(name, variant)| others.get(name).map(|other| count_kept(variant, other))).sum()
        }
        (Value::Array(items), Value::Array(others)) => {
            items.iter().zip(others).map(|(item, other)| count_kept(item, other)).sum()
        }
        _ => usize::from(value == again),
    }
}
