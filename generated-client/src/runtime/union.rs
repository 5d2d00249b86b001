//! Which member of a `oneOf` or `anyOf` a value is.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::misfit::Misfit;
use super::schema::{Literal, Ref};
use super::walk;

/// A member of the union that the enum `U` stands for.
#[derive(Debug)]
pub struct Member<U: 'static> {
    /// The values of the tag that tell this member; none if it has no tag.
    pub tags: &'static [Literal],
    /// What holds for values of this member.
    pub schema: Ref,
    /// Decodes a value as this member, tolerantly.
    pub decode: fn(Value) -> Result<U, serde_json::Error>,
}

/// Decodes a value of a union; `tag` is the name of the property that tells its members apart, `unknown` takes a value of none of them.
///
/// The tag chooses, where it tells: then that member has to decode. Else the schemas choose, exactly; among several that hold, the member
/// that keeps most of the value, and of those the first. If none holds, it is the first member that decodes, tolerantly.
pub fn decode<'de, D: Deserializer<'de>, U: Serialize>(
    deserializer: D,
    tag: Option<&'static str>,
    members: &[Member<U>],
    unknown: fn(Value) -> U,
) -> Result<U, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let found = tag.and_then(|tag| value.get(tag));
    let tagged = |member: &&Member<U>| found.is_some_and(|found| member.is_told_by(found));
    if let Some(member) = members.iter().find(tagged) {
        return (member.decode)(value).map_err(|error| D::Error::custom(Misfit::read(&error)));
    }
    let candidates: Vec<_> = members.iter().filter(|member| found.is_none() || member.tags.is_empty()).collect();
    Ok(choose(&value, &candidates).unwrap_or_else(|| unknown(value)))
}

impl<U> Member<U> {
    fn is_told_by(&self, found: &Value) -> bool {
        self.tags.iter().any(|tag| walk::equals(found, tag))
    }
}

/// Decodes `value` as the member that its schema chooses, else as the first that decodes: to try them all would take forever where unions
/// stand in unions.
fn choose<U: Serialize>(value: &Value, members: &[&Member<U>]) -> Option<U> {
    let decode = |member: &&Member<U>| (member.decode)(value.clone()).ok();
    let exact = members.iter().filter(|member| walk::holds(value, member.schema.get())).filter_map(decode);
    let exact: Vec<_> = exact.collect();
    match exact.len() {
        0 => members.iter().find_map(decode),
        1 => exact.into_iter().next(),
        _ => exact.into_iter().rev().max_by_key(|decoded| kept(value, decoded)),
    }
}

/// Counts the parts of `value` that are still there when it is written again.
fn kept<U: Serialize>(value: &Value, decoded: &U) -> usize {
    serde_json::to_value(decoded).map_or(0, |again| count_kept(value, &again))
}

fn count_kept(value: &Value, again: &Value) -> usize {
    match (value, again) {
        (Value::Object(members), Value::Object(others)) => {
            members.iter().filter_map(|(name, member)| others.get(name).map(|other| count_kept(member, other))).sum()
        }
        (Value::Array(items), Value::Array(others)) => {
            items.iter().zip(others).map(|(item, other)| count_kept(item, other)).sum()
        }
        _ => usize::from(value == again),
    }
}
