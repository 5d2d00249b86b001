//! The part of a request that says which page is asked for.

use std::borrow::Cow;

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::continuation::Cursor;
use super::json_member;
use crate::runtime::client::request::RequestParts;
use crate::runtime::client::request_body::Content;
use crate::runtime::client::url_path;
use crate::runtime::validation::violation::{Location, Violation};

/// Where a request says which page is asked for, or how large it shall be.
#[derive(Clone, Copy, Debug)]
pub enum PageParameter {
    /// In the query parameter of that name.
    Query(&'static str),
    /// In the header of that name.
    Header(&'static str),
    /// In the JSON body, at that JSON pointer.
    Body(&'static str),
}

impl PageParameter {
    /// Returns the value in a request.
    pub(super) fn get(self, request: &RequestParts) -> Option<String> {
        match self {
            Self::Query(name) => {
                let prefix = prefix(name);
                let value = request.query.iter().rev().find_map(|pair| pair.strip_prefix(&prefix))?;
                Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
            }
            Self::Header(name) => Some(str::from_utf8(request.headers.get(name)?.as_bytes()).ok()?.to_owned()),
            Self::Body(pointer) => scalar(json_member::get(body(request)?, pointer)?).map(Cow::into_owned),
        }
    }

    /// Sets the value in a request.
    pub(super) fn set(self, request: &mut RequestParts, value: &Cursor) {
        match self {
            Self::Query(name) => {
                let prefix = prefix(name);
                request.query.retain(|pair| !pair.starts_with(&prefix));
                request.insert_query(name, &value.text);
            }
            Self::Header(name) => request.insert_header(Location::Header(name), name, &value.text),
            Self::Body(pointer) => {
                let json =
                    if value.is_number { value.text.clone() } else { Value::from(value.text.as_str()).to_string() };
                let old = if request.body.is_none() { Some("{}") } else { body(request) };
                if let Some(changed) = old.and_then(|old| json_member::set(old, pointer, &json)) {
                    set_body(request, changed);
                } else {
                    let sentence = "the body has no place for the next page: it is not a JSON object".to_owned();
                    request.unsendable.push(Violation::new(Location::Body, pointer.to_owned(), "http", sentence));
                }
            }
        }
    }
}

/// Returns the text of a JSON string or number that is not empty.
pub(super) fn scalar(json: &str) -> Option<Cow<'_, str>> {
    let text = match json.as_bytes().first()? {
        b'"' => Cow::Owned(serde_json::from_str(json).ok()?),
        b'-' | b'0'..=b'9' => Cow::Borrowed(json),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Returns the start of a query parameter.
fn prefix(name: &str) -> String {
    format!("{}=", url_path::encode(name))
}

fn body(request: &RequestParts) -> Option<&str> {
    match &request.body {
        Some(Content::Whole { bytes, .. }) => str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn set_body(request: &mut RequestParts, json: String) {
    let media_type = match &request.body {
        Some(Content::Whole { media_type, .. }) => media_type,
        _ => "application/json",
    };
    request.body = Some(Content::Whole { media_type, bytes: Bytes::from(json) });
}
