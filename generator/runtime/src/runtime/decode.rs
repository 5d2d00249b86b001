//! Reading the body of an answer.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body::Received;
use super::charset;
use super::error::Exchange;
use super::exact::Exact;
use super::misfit;
use super::schema::Ref;
use super::tolerance;
use super::unique;
use super::unreadable;
use super::validate::check_received;
use super::violation::Violations;
use super::walk::holds;

/// Reads an answer as a `T`.
pub type Decode<T> = fn(&Reply<'_>) -> Result<T, Undecodable>;

/// A response, as it came.
#[derive(Clone)]
pub struct Reply<'a> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: Bytes,
    /// What a JSON body is to satisfy.
    pub schema: Option<Ref>,
    /// Whether it must satisfy that, and not only decode.
    pub check: bool,
}

impl<'a> Reply<'a> {
    pub(super) fn new(received: &'a Received, schema: Option<Ref>, check: bool) -> Self {
        Self { status: received.status, headers: &received.headers, body: received.body.clone(), schema, check }
    }
}

/// A response whose body is still on its way.
pub struct Incoming {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) answer: reqwest::Response,
    pub(crate) exchange: Exchange,
    /// What each item is to satisfy.
    pub(crate) schema: Option<Ref>,
    /// Whether it must satisfy that, and not only decode.
    pub(crate) check: bool,
    /// The most bytes of an item.
    pub(crate) max_body: u64,
}

impl fmt::Debug for Reply<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").field("status", &self.status).finish_non_exhaustive()
    }
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
pub fn json<T: DeserializeOwned>(reply: &Reply<'_>) -> Result<T, Undecodable> {
    // A byte order mark is not allowed in front of JSON, and often sent (RFC 8259 §8.1).
    let body = reply.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&reply.body);
    if let Some(schema) = reply.schema.filter(|_| reply.check) {
        let exact = Exact::read(body).map_err(|error| not_strict(reply, body, &error))?;
        check_received(&exact, schema.get()).map_err(Undecodable::Invalid)?;
    }
    serde_json::from_slice(body).or_else(|_| tolerant(reply, body))
}

/// Reads JSON into a box, for errors, which are to stay small.
pub fn boxed_json<T: DeserializeOwned>(reply: &Reply<'_>) -> Result<Box<T>, Undecodable> {
    json(reply).map(Box::new)
}

/// Reads JSON, where another status has no body.
pub fn some_json<T: DeserializeOwned>(reply: &Reply<'_>) -> Result<Option<T>, Undecodable> {
    if reply.body.is_empty() && !reply.check { Ok(None) } else { json(reply).map(Some) }
}

/// Reads text, in the charset that `Content-Type` names.
pub fn text(reply: &Reply<'_>) -> Result<String, Undecodable> {
    let text = charset::text(reply.headers, &reply.body);
    text.map(Cow::into_owned).map_err(|reason| Undecodable::Mismatch(unreadable::no_text(reply.headers, reason)))
}

/// Reads text, where another status has no body.
pub fn some_text(reply: &Reply<'_>) -> Result<Option<String>, Undecodable> {
    if reply.body.is_empty() { Ok(None) } else { text(reply).map(Some) }
}

/// Reads text as a type that JSON has as a string.
pub fn text_as<T: DeserializeOwned>(reply: &Reply<'_>) -> Result<T, Undecodable> {
    let body = Bytes::from(Value::String(text(reply)?).to_string());
    json(&Reply { body, ..reply.clone() })
}

/// Reads text as a type that JSON has as a string, where another status has no body.
pub fn some_text_as<T: DeserializeOwned>(reply: &Reply<'_>) -> Result<Option<T>, Undecodable> {
    if reply.body.is_empty() { Ok(None) } else { text_as(reply).map(Some) }
}

/// Reads an answer without a body, where another status has one.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn nothing<T>(_: &Reply<'_>) -> Result<Option<T>, Undecodable> {
    Ok(None)
}

/// Reads an answer without a body; what is there nevertheless does not matter.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn empty(_: &Reply<'_>) -> Result<(), Undecodable> {
    Ok(())
}

/// Takes the bytes as they are.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn bytes(reply: &Reply<'_>) -> Result<Bytes, Undecodable> {
    Ok(reply.body.clone())
}

/// Reads JSON that does not decode as it is: that has two properties of one name, of which the last counts, or is what
/// [`tolerance`] knows.
#[cold]
fn tolerant<T: DeserializeOwned>(reply: &Reply<'_>, body: &[u8]) -> Result<T, Undecodable> {
    if body.trim_ascii().is_empty() {
        return absent(reply).ok_or_else(|| "the body is empty".into());
    }
    let value = value(reply.headers, body).map_err(Undecodable::Mismatch)?;
    let misfit = match misfit::decode(value.clone()) {
        Ok(decoded) => return Ok(decoded),
        Err(misfit) => misfit,
    };
    let repaired = tolerance::repaired(&value, reply.schema).and_then(|value| misfit::decode(value).ok());
    repaired.ok_or_else(|| Undecodable::Mismatch(unreadable::mismatch(&misfit, &value, reply.schema)))
}

/// Reads an empty body as `null`, where the schema allows `null`.
fn absent<T: DeserializeOwned>(reply: &Reply<'_>) -> Option<T> {
    let schema = reply.schema.filter(|_| !reply.check)?;
    if holds(&Value::Null, schema.get()) { T::deserialize(Value::Null).ok() } else { None }
}

/// Reads a body as a value; fails with the reason why it is no JSON.
fn value(headers: &HeaderMap, body: &[u8]) -> Result<Value, String> {
    let text = charset::json(headers, body).map_err(|reason| unreadable::no_text(headers, reason))?;
    serde_json::from_str(&text).map_err(|error| unreadable::no_json(headers, &error))
}

/// Says why a body is no JSON, to the letter.
#[cold]
fn not_strict(reply: &Reply<'_>, body: &[u8], error: &serde_json::Error) -> Undecodable {
    let reason = match value(reply.headers, body) {
        _ if body.trim_ascii().is_empty() => "the body is empty".to_owned(),
        _ if unique::is_duplicate(error) => unreadable::no_json(reply.headers, error),
        Err(reason) => reason,
        Ok(_) if str::from_utf8(body).is_err() => "the body is JSON in another charset than UTF-8".to_owned(),
        Ok(_) => unreadable::no_json(reply.headers, error),
    };
    Undecodable::Mismatch(reason)
}
