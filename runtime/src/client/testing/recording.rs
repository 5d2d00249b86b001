//! What a recording consists of: requests and their responses, without secrets.

use std::fmt::Write as _;

use http::header::{CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, LOCATION, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::runtime::client::transport::TransportRequest;
use crate::runtime::validation::redact::{HIDDEN, Secrets, is_redacted_parameter};

/// Headers that describe how a body was transferred, which is not recorded.
const OF_TRANSFER: [HeaderName; 4] = [CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING];

/// A request and its response: a line of a recording.
#[derive(Serialize, Deserialize)]
pub(super) struct RecordedCall {
    pub(super) request: RecordedRequest,
    pub(super) response: RecordedResponse,
}

#[derive(Clone, Serialize, Deserialize, PartialEq)]
pub(super) struct RecordedRequest {
    pub(super) method: String,
    pub(super) path: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    query: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "RecordedBody::is_empty")]
    body: RecordedBody,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "RecordedBody::is_empty")]
    body: RecordedBody,
}

/// A body: JSON and text so that people can read them.
#[derive(Clone, Default, Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum RecordedBody {
    #[default]
    Empty,
    Json(Value),
    Text(String),
    /// Two digits for each byte.
    Hex(String),
}

impl RecordedRequest {
    pub(super) fn new(request: &TransportRequest) -> Self {
        let TransportRequest { method, url, body, is_redirected, secrets, .. } = request;
        Self {
            method: method.to_string(),
            path: secrets.hide(url.path()).into_owned(),
            query: query(url, secrets, *is_redirected),
            body: RecordedBody::new(body, secrets),
        }
    }

    pub(super) fn has_body_of(&self, other: &Self) -> bool {
        self.body == other.body
    }

    /// Returns whether another request has the same method, path and query. What is redacted is equal to anything.
    pub(super) fn has_target_of(&self, other: &Self) -> bool {
        let is_equal = |(own, other): (&(String, String), &(String, String))| {
            own.0 == other.0 && (own.1 == other.1 || own.1 == HIDDEN)
        };
        (&self.method, &self.path, self.query.len()) == (&other.method, &other.path, other.query.len())
            && self.query.iter().zip(&other.query).all(is_equal)
    }
}

/// Returns the query. The target of a redirect may be a signed URL, of which the server alone knows what is secret.
fn query(url: &Url, secrets: &Secrets, is_redirected: bool) -> Vec<(String, String)> {
    let hidden = |name: &str, value: &str| {
        let is_redacted = is_redirected || is_redacted_parameter(name, secrets.redacted_names());
        if is_redacted { HIDDEN.to_owned() } else { secrets.hide(value).into_owned() }
    };
    url.query_pairs().map(|(name, value)| (name.to_string(), hidden(&name, &value))).collect()
}

/// Returns a `Location` without the values of its query.
fn without_query_values(location: &str) -> String {
    let Some((path, query)) = location.split_once('?') else { return location.to_owned() };
    let names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    let pairs: Vec<String> = names.map(|name| format!("{name}={HIDDEN}")).collect();
    format!("{path}?{}", pairs.join("&"))
}

impl RecordedResponse {
    pub(super) fn new(status: u16, headers: &HeaderMap, body: &[u8], secrets: &Secrets) -> Self {
        let shown = headers.iter().filter(|(name, _)| !OF_TRANSFER.contains(name));
        let shown = shown.filter(|(name, value)| **name == LOCATION || !secrets.is_secret_header(name, value));
        let headers = shown.map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            let value = if *name == LOCATION { without_query_values(&value) } else { value.into_owned() };
            (name.as_str().to_owned(), secrets.hide(&value).into_owned())
        });
        Self { status, headers: headers.collect(), body: RecordedBody::new(body, secrets) }
    }

    /// Returns the headers; those that are none any more are left out.
    pub(super) fn headers(&self) -> HeaderMap {
        let headers = self
            .headers
            .iter()
            .filter_map(|(name, value)| HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok()));
        let mut map = HeaderMap::new();
        headers.for_each(|(name, value)| {
            map.append(name, value);
        });
        map
    }

    pub(super) fn body(&self) -> Vec<u8> {
        match &self.body {
            RecordedBody::Empty => Vec::new(),
            RecordedBody::Json(value) => value.to_string().into_bytes(),
            RecordedBody::Text(text) => text.clone().into_bytes(),
            RecordedBody::Hex(digits) => from_hex(digits),
        }
    }
}

impl RecordedBody {
    fn new(body: &[u8], secrets: &Secrets) -> Self {
        if body.is_empty() {
            return Self::Empty;
        }
        if let Ok(mut value) = serde_json::from_slice(body) {
            hide(&mut value, secrets, false);
            return Self::Json(value);
        }
        match str::from_utf8(body) {
            Ok(text) => Self::Text(secrets.hide(text).into_owned()),
            Err(_) => Self::Hex(to_hex(body)),
        }
    }

    fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

/// Hides secrets, and all in the values of redacted names, so that the value still has its types.
fn hide(value: &mut Value, secrets: &Secrets, is_redacted: bool) {
    match value {
        Value::String(text) if is_redacted => HIDDEN.clone_into(text),
        Value::String(text) => *text = secrets.hide(text).into_owned(),
        Value::Number(_) if is_redacted => *value = Value::from(0),
        Value::Bool(_) if is_redacted => *value = Value::from(false),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::Array(items) => items.iter_mut().for_each(|item| hide(item, secrets, is_redacted)),
        Value::Object(members) => {
            for (name, member) in members {
                let is_redacted = is_redacted || is_redacted_parameter(name, secrets.redacted_names());
                hide(member, secrets, is_redacted);
            }
        }
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a text can't fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn from_hex(digits: &str) -> Vec<u8> {
    let bytes = digits.as_bytes().chunks(2);
    bytes.filter_map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect()
}
