//! Decodes the body of a response.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Version};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body_error;
use super::charset;
use super::request_context::RequestContext;
use super::response_body::RawResponse;
use super::stream_source::StreamSource;
use super::times::IdleTimeout;
use super::transport::Body;
use crate::runtime::validation::buffered::context;
use crate::runtime::validation::decode_failure::{self, DecodeFailure, DecodeInto};
use crate::runtime::validation::duplicate_names;
use crate::runtime::validation::lossless_json::LosslessJson;
use crate::runtime::validation::redact::RedactedNames;
use crate::runtime::validation::repair;
use crate::runtime::validation::schema::Ref;
use crate::runtime::validation::validate::check_received;
use crate::runtime::validation::validator::is_valid;
use crate::runtime::validation::violation::Violations;

/// Decodes a response as a `T`.
pub type Decode<T> = fn(&BufferedResponse<'_>) -> Result<T, DecodeError>;

/// A response with its body in memory.
#[derive(Clone)]
pub struct BufferedResponse<'a> {
    /// The status code.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The schema of a JSON body.
    pub schema: Option<Ref>,
    /// Whether the body is validated against it.
    pub check: bool,
    /// The names of properties whose values violations don't show.
    pub redacted: RedactedNames,
}

impl<'a> BufferedResponse<'a> {
    pub(super) fn new(received: &'a RawResponse, schema: Option<Ref>, check: bool, redacted: RedactedNames) -> Self {
        let RawResponse { status, headers, body, .. } = received;
        Self { status: *status, headers, body: body.clone(), schema, check, redacted }
    }
}

/// A response whose body is read as a stream.
pub struct StreamingResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) version: Version,
    pub(crate) body: Body,
    pub(crate) request: RequestContext,
    /// The schema of each item.
    pub(crate) schema: Option<Ref>,
    /// Whether the body is validated against it.
    pub(crate) check: bool,
    /// The most bytes of an item.
    pub(crate) max_body: u64,
    pub(crate) idle: IdleTimeout,
    /// The call, if it may be made again.
    pub(crate) source: Option<Box<StreamSource>>,
}

impl fmt::Debug for BufferedResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufferedResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for StreamingResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamingResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// The error of decoding a response. Never shows a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The body does not decode; with the location, and the expected type.
    Mismatch(String),
    /// The body violates the schema.
    Invalid(Violations),
}

impl From<&str> for DecodeError {
    fn from(reason: &str) -> Self {
        Self::Mismatch(reason.to_owned())
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(reason) => f.write_str(reason),
            Self::Invalid(violations) => violations.fmt(f),
        }
    }
}

/// Decodes JSON.
///
/// # Errors
///
/// The body is not JSON, or does not fit the type; or it violates the schema, if responses are checked.
pub fn json<T: DeserializeOwned>(response: &BufferedResponse<'_>) -> Result<T, DecodeError> {
    let mut value = None;
    untyped_json(response, &mut value)?;
    value.ok_or_else(|| "the body does not decode".into())
}

fn untyped_json(response: &BufferedResponse<'_>, value: &mut dyn DecodeInto) -> Result<(), DecodeError> {
    // A byte order mark is not allowed before JSON, but often sent (RFC 8259 §8.1).
    let body = response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body);
    if let Some(schema) = response.schema.filter(|_| response.check) {
        let exact = LosslessJson::read(body).map_err(|error| strict_json_error(response, body, &error))?;
        check_received(&exact, schema.get(), response.redacted).map_err(DecodeError::Invalid)?;
    }
    let is_strict = {
        let _entered = context::enter(body);
        value.decode(body).is_ok() && !context::is_current_too_deep(body)
    };
    if is_strict { Ok(()) } else { tolerant(response, body, value) }
}

/// Decodes JSON into a box, for errors, which should be small.
///
/// # Errors
///
/// Those of [`json`].
pub fn boxed_json<T: DeserializeOwned>(response: &BufferedResponse<'_>) -> Result<Box<T>, DecodeError> {
    json(response).map(Box::new)
}

/// Decodes JSON, if another status code has no body.
///
/// # Errors
///
/// Those of [`json`].
pub fn some_json<T: DeserializeOwned>(response: &BufferedResponse<'_>) -> Result<Option<T>, DecodeError> {
    if response.body.is_empty() && !response.check { Ok(None) } else { json(response).map(Some) }
}

/// Decodes text, in the charset of `Content-Type`.
///
/// # Errors
///
/// The body violates the schema, if responses are checked.
pub fn text(response: &BufferedResponse<'_>) -> Result<String, DecodeError> {
    let text = charset::text(response.headers, &response.body);
    text.map(Cow::into_owned).map_err(|reason| DecodeError::Mismatch(body_error::not_text(response.headers, reason)))
}

/// Decodes text, if another status code has no body.
///
/// # Errors
///
/// Those of [`text`].
pub fn some_text(response: &BufferedResponse<'_>) -> Result<Option<String>, DecodeError> {
    if response.body.is_empty() { Ok(None) } else { text(response).map(Some) }
}

/// Decodes text as a type that is a string in JSON.
///
/// # Errors
///
/// The text is not a value of the type; or it violates the schema, if responses are checked.
pub fn text_as<T: DeserializeOwned>(response: &BufferedResponse<'_>) -> Result<T, DecodeError> {
    let body = Bytes::from(Value::String(text(response)?).to_string());
    json(&BufferedResponse { body, ..response.clone() })
}

/// Decodes text as a type that is a string in JSON, if another status code has no body.
///
/// # Errors
///
/// Those of [`text_as`].
pub fn some_text_as<T: DeserializeOwned>(response: &BufferedResponse<'_>) -> Result<Option<T>, DecodeError> {
    if response.body.is_empty() { Ok(None) } else { text_as(response).map(Some) }
}

/// Decodes a response without a body, if another status code has one.
///
/// # Errors
///
/// None.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn none<T>(_: &BufferedResponse<'_>) -> Result<Option<T>, DecodeError> {
    Ok(None)
}

/// Decodes a response without a body, and ignores a body that is sent nevertheless.
///
/// # Errors
///
/// None.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn empty(_: &BufferedResponse<'_>) -> Result<(), DecodeError> {
    Ok(())
}

/// Returns the bytes unchanged.
///
/// # Errors
///
/// None.
#[allow(clippy::unnecessary_wraps, reason = "the shape of `Decode`")]
pub fn bytes(response: &BufferedResponse<'_>) -> Result<Bytes, DecodeError> {
    Ok(response.body.clone())
}

/// Decodes JSON that does not decode strictly: with duplicate properties, of which the last counts, or with what [`tolerance`] repairs.
#[cold]
fn tolerant(response: &BufferedResponse<'_>, body: &[u8], decoded: &mut dyn DecodeInto) -> Result<(), DecodeError> {
    if body.trim_ascii().is_empty() {
        let is_null = may_be_absent(response) && decoded.decode(b"null").is_ok();
        return if is_null { Ok(()) } else { Err("the body is empty".into()) };
    }
    let value = value(response.headers, body).map_err(DecodeError::Mismatch)?;
    let Err(failure) = decode_value(&value, decoded) else { return Ok(()) };
    let repaired = repair::repaired(&value, response.schema);
    if repaired.is_some_and(|value| decode_value(&value, decoded).is_ok()) {
        return Ok(());
    }
    Err(DecodeError::Mismatch(body_error::mismatch(&failure, &value, response.schema)))
}

fn decode_value(value: &Value, decoded: &mut dyn DecodeInto) -> Result<(), DecodeFailure> {
    decode_failure::decode_into(value.to_string().as_bytes(), decoded)
}

/// Returns whether an empty body is `null`: if the schema allows `null`.
fn may_be_absent(response: &BufferedResponse<'_>) -> bool {
    let schema = response.schema.filter(|_| !response.check);
    schema.is_some_and(|schema| is_valid(&Value::Null, schema.get()))
}

/// Parses a body as a value, or returns why it is not JSON.
fn value(headers: &HeaderMap, body: &[u8]) -> Result<Value, String> {
    let text = charset::json(headers, body).map_err(|reason| body_error::not_text(headers, reason))?;
    serde_json::from_str(&text).map_err(|error| body_error::not_json(headers, &error))
}

/// Returns why a body is not strictly JSON.
#[cold]
fn strict_json_error(response: &BufferedResponse<'_>, body: &[u8], error: &serde_json::Error) -> DecodeError {
    let reason = match value(response.headers, body) {
        _ if body.trim_ascii().is_empty() => "the body is empty".to_owned(),
        _ if duplicate_names::is_duplicate(error) => body_error::not_json(response.headers, error),
        Err(reason) => reason,
        Ok(_) if str::from_utf8(body).is_err() => "the body is JSON in another charset than UTF-8".to_owned(),
        Ok(_) => body_error::not_json(response.headers, error),
    };
    DecodeError::Mismatch(reason)
}
