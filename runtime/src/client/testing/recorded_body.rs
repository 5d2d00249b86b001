//! Bodies of recordings: JSON and text as people can read them, without secrets.

use std::fmt::Write as _;

use http::HeaderMap;
use http::header::CONTENT_ENCODING;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::recording::media_type;
use super::redacted_json::redacted_json;
use super::redaction::Redaction;
use crate::runtime::client::charset;
use crate::runtime::validation::redact::HIDDEN;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RecordedBody {
    #[default]
    Empty,
    Json(Box<RawValue>),
    Text(String),
    /// Two digits for each byte.
    Hex(String),
    /// It may have secrets, which can't be told from the rest.
    Hidden,
}

/// What is redacted is equal to anything.
impl PartialEq for RecordedBody {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(own), Self::Json(other)) => {
                let parsed = |json: &RawValue| serde_json::from_str::<Value>(json.get());
                own.get() == other.get()
                    || parsed(own).is_ok_and(|own| parsed(other).is_ok_and(|other| is_like(&own, &other)))
            }
            (Self::Text(own), Self::Text(other)) | (Self::Hex(own), Self::Hex(other)) => own == other,
            (Self::Empty, Self::Empty) | (Self::Hidden, Self::Hidden) => true,
            _ => false,
        }
    }
}

/// Returns whether two values are equal, or would be if something were not redacted.
fn is_like(own: &Value, other: &Value) -> bool {
    let is_redacted = |value: &Value| value.as_str().is_some_and(|text| text.contains(HIDDEN));
    match (own, other) {
        _ if is_redacted(own) || is_redacted(other) => true,
        (Value::Array(own), Value::Array(other)) => {
            own.len() == other.len() && own.iter().zip(other).all(|(own, other)| is_like(own, other))
        }
        (Value::Object(own), Value::Object(other)) => {
            let is_like = |(name, own)| other.get(name).is_some_and(|other| is_like(own, other));
            own.len() == other.len() && own.iter().all(is_like)
        }
        _ => own == other,
    }
}

impl RecordedBody {
    pub(super) fn new(headers: &HeaderMap, body: &[u8], redaction: &Redaction) -> Self {
        if body.is_empty() {
            return Self::Empty;
        }
        // A body that is still compressed can't be searched.
        if headers.contains_key(CONTENT_ENCODING) {
            return Self::Hidden;
        }
        if let Some(json) = Self::json(headers, body, redaction) {
            return json;
        }
        let Ok(text) = str::from_utf8(body) else { return Self::bytes_of(headers, body, redaction) };
        if is_in_lines(&media_type(headers)) {
            return redacted_lines(text, redaction).map_or(Self::Hidden, Self::Text);
        }
        // UTF-16 is valid UTF-8, with zeros.
        if text.contains('\0') || redaction.mentions_secret_name(text) {
            Self::Hidden
        } else {
            Self::Text(redaction.text(text))
        }
    }

    /// Returns a body that is not UTF-8.
    fn bytes_of(headers: &HeaderMap, body: &[u8], redaction: &Redaction) -> Self {
        let text = charset::text(headers, body).unwrap_or_else(|_| String::from_utf8_lossy(body));
        let text = text.replace('\0', "");
        if redaction.mentions_secret_name(&text) || redaction.text(&text) != text {
            Self::Hidden
        } else {
            Self::Hex(to_hex(body))
        }
    }

    /// Returns a body of which the media type says that it is JSON, if it is.
    pub(super) fn json(headers: &HeaderMap, body: &[u8], redaction: &Redaction) -> Option<Self> {
        let media_type = media_type(headers);
        let is_json = media_type.is_empty() || media_type == "application/json" || media_type.ends_with("+json");
        let text = is_json.then(|| str::from_utf8(body).ok()).flatten()?;
        RawValue::from_string(redacted_json(text, redaction)?).ok().map(Self::Json)
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Returns the bytes, if they were recorded.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Empty => Some(Vec::new()),
            Self::Json(json) => Some(json.get().as_bytes().to_vec()),
            Self::Text(text) => Some(text.clone().into_bytes()),
            Self::Hex(digits) => Some(from_hex(digits)),
            Self::Hidden => None,
        }
    }
}

/// Returns whether a body consists of lines or records, each JSON or a field of an event.
fn is_in_lines(media_type: &str) -> bool {
    media_type == "text/event-stream"
        || ["ndjson", "jsonl", "jsonlines", "json-seq"].iter().any(|kind| media_type.ends_with(kind))
}

/// Redacts the JSON of each line or record, and the `data` of events; `None` if a line that is not JSON mentions a secret name.
fn redacted_lines(text: &str, redaction: &Redaction) -> Option<String> {
    let lines = text.split_inclusive('\n').map(|line| {
        let content = line.trim_end_matches(['\r', '\n']);
        let end = line.get(content.len()..).unwrap_or_default();
        let json = content.trim_start_matches('\u{1e}');
        let json = json.strip_prefix("data:").unwrap_or(json).trim_start();
        let before = content.get(..content.len() - json.len()).unwrap_or_default();
        let is_named = ["event:", "id:", "retry:"].iter().any(|field| content.starts_with(field));
        match redacted_json(json, redaction) {
            Some(json) => Some(format!("{before}{json}{end}")),
            None if !is_named && redaction.mentions_secret_name(line) => None,
            None => Some(redaction.text(line)),
        }
    });
    lines.collect()
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
