//! Reading the body of an answer.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::Exchange;
use super::exact::Exact;
use super::misfit;
use super::schema::Ref;
use super::validate::check_received;
use super::violation::Violations;
use super::whole::write_plainly;

/// Reads an answer as a `T`.
pub type Decode<T> = fn(&Reply) -> Result<T, Undecodable>;

/// An answer, as it came.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Bytes,
    /// What a JSON body must satisfy, and not only decode.
    pub check: Option<Ref>,
}

/// An answer whose body is still on its way.
#[derive(Debug)]
pub struct Incoming {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) answer: reqwest::Response,
    pub(crate) exchange: Exchange,
    /// What each item must satisfy, and not only decode.
    pub(crate) check: Option<Ref>,
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

impl From<&str> for Undecodable {
    fn from(reason: &str) -> Self {
        Self::Mismatch(reason.to_owned())
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(reason) => f.write_str(reason),
            Self::Invalid(violations) => violations.fmt(f),
        }
    }
}

/// Reads JSON.
pub fn json<T: DeserializeOwned>(reply: &Reply) -> Result<T, Undecodable> {
    if let Some(schema) = reply.check {
        let body = text_of(&reply.body)?;
        let exact = Exact::read(body).map_err(|error| Undecodable::Mismatch(reason::<Value>(body, &error)))?;
        check_received(&exact, schema.get()).map_err(Undecodable::Invalid)?;
    }
    from_json(&reply.body)
}

/// Reads JSON into a box, for errors, which are to stay small.
pub fn boxed_json<T: DeserializeOwned>(reply: &Reply) -> Result<Box<T>, Undecodable> {
    json(reply).map(Box::new)
}

/// Reads JSON, where another status has no body.
pub fn some_json<T: DeserializeOwned>(reply: &Reply) -> Result<Option<T>, Undecodable> {
    if reply.body.is_empty() { Ok(None) } else { json(reply).map(Some) }
}

/// Reads text.
pub fn text(reply: &Reply) -> Result<String, Undecodable> {
    let text = String::from_utf8(reply.body.to_vec());
    text.map_err(|_| Undecodable::Mismatch("the body is no text in UTF-8".to_owned()))
}

/// Reads text, where another status has no body.
pub fn some_text(reply: &Reply) -> Result<Option<String>, Undecodable> {
    if reply.body.is_empty() { Ok(None) } else { text(reply).map(Some) }
}

/// Reads text as a type that JSON has as a string.
pub fn text_as<T: DeserializeOwned>(reply: &Reply) -> Result<T, Undecodable> {
    let body = Bytes::from(Value::String(text(reply)?).to_string());
    json(&Reply { body, ..reply.clone() })
}

/// Reads text as a type that JSON has as a string, where another status has no body.
pub fn some_text_as<T: DeserializeOwned>(reply: &Reply) -> Result<Option<T>, Undecodable> {
    if reply.body.is_empty() { Ok(None) } else { text_as(reply).map(Some) }
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
    let body = text_of(body)?;
    let plainly = |error| from_plain(body).ok_or_else(|| Undecodable::Mismatch(reason::<T>(body, &error)));
    serde_json::from_slice(body).or_else(plainly)
}

/// Reads JSON that does not decode as it is, where that is because an integer is written as `1.0`.
fn from_plain<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let mut plain = value.clone();
    write_plainly(&mut plain);
    (plain != value).then(|| T::deserialize(plain).ok())?
}

/// Returns the JSON of a body.
fn text_of(body: &[u8]) -> Result<&[u8], Undecodable> {
    // Not allowed in front of JSON, and often sent (RFC 8259 §8.1).
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if body.is_empty() { Err(Undecodable::Mismatch("the body is empty".to_owned())) } else { Ok(body) }
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
