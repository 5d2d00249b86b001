//! Messages for bodies that do not decode; they never show a value.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde_json::Value;
use serde_json::error::Category;

use super::charset::token;
use crate::runtime::validation::decode_failure::DecodeFailure;
use crate::runtime::validation::duplicate_names;
use crate::runtime::validation::schema::{Ref, Schema, Types};
use crate::runtime::validation::subschemas::{self, composed};
use crate::runtime::validation::validator::name_type;

/// Returns why a body is not JSON.
#[cold]
pub(super) fn not_json(headers: &HeaderMap, error: &serde_json::Error) -> String {
    if let Some(coding) = coding(headers) {
        return coding;
    }
    let place = format!("line {}, column {}", error.line(), error.column());
    let text = error.to_string();
    if text.starts_with("number out of range") {
        return format!("a number in the body is out of range, at {place}");
    }
    if text.starts_with("recursion limit exceeded") {
        return format!("arrays and objects in the body are nested more than 128 deep, at {place}");
    }
    if duplicate_names::is_duplicate(error) {
        return format!("an object in the body has a duplicate property name, at {place}");
    }
    match (media_type(headers), error.classify()) {
        (Some(name), _) => format!("the body is `{name}`, not JSON: error at {place}"),
        (None, Category::Eof) => format!("the body is incomplete JSON: it ends at {place}"),
        (None, _) => format!("the body is not JSON: error at {place}"),
    }
}

/// Returns why a body is not text.
#[cold]
pub(super) fn not_text(headers: &HeaderMap, reason: String) -> String {
    coding(headers).unwrap_or(reason)
}

/// Returns the message for a content coding that was not requested.
fn coding(headers: &HeaderMap) -> Option<String> {
    let coding = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    if coding.is_empty() || coding.eq_ignore_ascii_case("identity") {
        return None;
    }
    let name = token(coding).map(|name| format!(": {name}")).unwrap_or_default();
    Some(format!("the body has `Content-Encoding{name}`, but no compression was requested"))
}

/// Returns the media type of a response, unless it is that of JSON.
fn media_type(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let name = token(content_type.split(';').next()?.trim())?;
    let subtype = name.rsplit(['/', '+']).next()?;
    (subtype != "json").then_some(name)
}

/// Returns what does not decode: the path, what was expected, and the type that was found.
#[cold]
pub(super) fn mismatch(misfit: &DecodeFailure, value: &Value, schema: Option<Ref>) -> String {
    let told = if misfit.has_expected() { None } else { found_and_expected(misfit, value, schema) };
    format!("the body does not decode: {misfit}{}", told.unwrap_or_default())
}

fn found_and_expected(misfit: &DecodeFailure, value: &Value, schema: Option<Ref>) -> Option<String> {
    let schemas: Vec<_> = schema.into_iter().map(Ref::get).collect();
    let (value, schemas) = at(value, schemas, misfit.path())?;
    let parts = composed(&schemas);
    let format = parts.iter().find_map(|part| part.format).map(|format| format.name);
    let r#type = parts.iter().map(|part| part.types).find(|types| *types != Types::ANY);
    let expected = match (format, r#type) {
        (Some(name), _) => format!(", expected a string of the format `{name}`"),
        (None, Some(types)) => format!(", expected {}", name_type(types).1),
        (None, None) => String::new(),
    };
    let found = match value {
        Value::String(text) if format == Some("date-time") && is_without_offset(text) => {
            "a date and time without the offset from UTC (`Z` or `+01:00`)"
        }
        value => kind(value),
    };
    Some(format!("{expected}, found {found}"))
}

/// Returns the type of a value, with an article.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(number) if number.is_i64() || number.is_u64() => "an integer",
        // Only possible with `arbitrary_precision`.
        Value::Number(_) => "a number out of range",
        Value::String(text) if text.is_empty() => "an empty string",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Returns whether a text is like `2024-01-01T00:00:00`, also with a blank or a fraction.
fn is_without_offset(text: &str) -> bool {
    let digits = text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let shape: Vec<u8> = digits.take(40).collect();
    let shape = shape.strip_prefix(b"0000-00-00").and_then(|rest| rest.strip_prefix(b"T").or(rest.strip_prefix(b" ")));
    let Some(rest) = shape.and_then(|rest| rest.strip_prefix(b"00:00")) else { return false };
    let fraction = rest.strip_prefix(b":00").unwrap_or(rest);
    fraction.strip_prefix(b".").unwrap_or(fraction).iter().all(|byte| *byte == b'0')
}

/// Returns the value at a path such as `a.b[0]`, and its schemas.
fn at<'v>(value: &'v Value, schemas: Vec<&'static Schema>, path: &str) -> Option<(&'v Value, Vec<&'static Schema>)> {
    let path = path.strip_prefix('.').unwrap_or(path);
    match value {
        _ if path.is_empty() => Some((value, schemas)),
        Value::Array(items) => {
            let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
            at(items.get(index.parse::<usize>().ok()?)?, subschemas::items(&schemas), rest)
        }
        Value::Object(members) => {
            // A name may contain a dot: the longest match counts.
            let fitting = members.iter().filter(|(name, _)| {
                path.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            });
            let (name, member) = fitting.max_by_key(|(name, _)| name.len())?;
            at(member, subschemas::property(&schemas, name), path.get(name.len()..)?)
        }
        _ => None,
    }
}
