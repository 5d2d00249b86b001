//! Reading the body of an answer.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::misfit;
use super::validate::Validate;
use super::violation::{Violation, Violations};

/// Reads an answer as a `T`.
pub type Decode<T> = fn(&Reply) -> Result<T, Undecodable>;

/// An answer, as it came.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Bytes,
    /// Whether the body must satisfy the schema, and not only decode.
    pub check: bool,
}

/// Why an answer could not be read. Never shows a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undecodable {
    /// The body is no JSON, or not of the type; with what was expected, and where.
    Mismatch(String),
    /// The body breaks the schema.
    Invalid(Violations),
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(reason) => f.write_str(reason),
            Self::Invalid(violations) => violations.fmt(f),
        }
    }
}

/// A type that the body of an answer may have, and that knows its schema.
pub trait Body: DeserializeOwned {
    /// Returns what a value breaks.
    fn violations(value: &Value) -> Violations;
}

impl<T: Validate> Body for T {
    fn violations(value: &Value) -> Violations {
        super::validate::check(value, T::schema(), &super::violation::Location::Body).err().unwrap_or_default()
    }
}

impl<T: Body> Body for Vec<T> {
    fn violations(value: &Value) -> Violations {
        let items = value.as_array().into_iter().flatten().enumerate();
        items.flat_map(|(index, item)| under(&index.to_string(), T::violations(item))).collect()
    }
}

impl<T: Body> Body for BTreeMap<String, T> {
    fn violations(value: &Value) -> Violations {
        let members = value.as_object().into_iter().flatten();
        members.flat_map(|(name, member)| under(name, T::violations(member))).collect()
    }
}

impl<T: Body> Body for Option<T> {
    fn violations(value: &Value) -> Violations {
        if value.is_null() { Violations::default() } else { T::violations(value) }
    }
}

// Types without a schema of their own have no more to satisfy than that they decode.
impl Body for String {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

impl Body for bool {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

impl Body for f64 {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

impl Body for i32 {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

impl Body for i64 {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

impl Body for u32 {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

impl Body for u64 {
    fn violations(_: &Value) -> Violations {
        Violations::default()
    }
}

fn under(step: &str, violations: Violations) -> Vec<Violation> {
    violations.into_iter().map(|violation| violation.within(step)).collect()
}

/// Reads JSON.
pub fn json<T: Body>(reply: &Reply) -> Result<T, Undecodable> {
    if reply.check {
        let value: Value = from_json(&reply.body)?;
        T::violations(&value).into_result().map_err(Undecodable::Invalid)?;
    }
    from_json(&reply.body)
}

/// Reads JSON into a box, for errors, which are to stay small.
pub fn boxed_json<T: Body>(reply: &Reply) -> Result<Box<T>, Undecodable> {
    json(reply).map(Box::new)
}

/// Reads JSON, where another status has no body.
pub fn some_json<T: Body>(reply: &Reply) -> Result<Option<T>, Undecodable> {
    if reply.body.is_empty() { Ok(None) } else { json(reply).map(Some) }
}

/// Reads an answer without a body, where another status has one.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn nothing<T>(_: &Reply) -> Result<Option<T>, Undecodable> {
    Ok(None)
}

/// Reads an answer without a body; what is there nevertheless does not matter.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn empty(_: &Reply) -> Result<(), Undecodable> {
    Ok(())
}

/// Takes the bytes as they are.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn bytes(reply: &Reply) -> Result<Bytes, Undecodable> {
    Ok(reply.body.clone())
}

fn from_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Undecodable> {
    if body.is_empty() {
        return Err(Undecodable::Mismatch("the body is empty".to_owned()));
    }
    serde_json::from_slice(body).map_err(|error| Undecodable::Mismatch(reason::<T>(body, &error)))
}

/// Says why a body does not decode. What serde says may show the value, so the body is read once more for the place and what was
/// expected there.
fn reason<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> String {
    let misfit = serde_json::from_slice::<Value>(body).ok().and_then(|value| misfit::decode::<T>(value).err());
    match misfit {
        Some(misfit) => format!("the body does not decode: {misfit}"),
        None => format!("the body is no JSON from line {}, column {} on", error.line(), error.column()),
    }
}
