//! Bodies of recordings: JSON and text as people can read them, without secrets.

use std::fmt::Write as _;

use http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::recording::media_type;
use super::redacted_json::redacted_json;
use super::redaction::Redaction;

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

impl PartialEq for RecordedBody {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(own), Self::Json(other)) => own.get() == other.get(),
            (Self::Text(own), Self::Text(other)) | (Self::Hex(own), Self::Hex(other)) => own == other,
            (Self::Empty, Self::Empty) | (Self::Hidden, Self::Hidden) => true,
            _ => false,
        }
    }
}

impl RecordedBody {
    pub(super) fn new(headers: &HeaderMap, body: &[u8], redaction: &Redaction) -> Self {
        if body.is_empty() {
            return Self::Empty;
        }
        if let Some(json) = Self::json(headers, body, redaction) {
            return json;
        }
        let lossy = String::from_utf8_lossy(body);
        let media_type = media_type(headers);
        let has_lines = media_type == "text/event-stream" || media_type.contains("json");
        let text = if has_lines { redacted_lines(&lossy, redaction) } else { lossy.clone().into_owned() };
        let shown = redaction.text(&text);
        match str::from_utf8(body) {
            // JSON in lines is without secrets already.
            _ if !has_lines && redaction.mentions_secret_name(&lossy) => Self::Hidden,
            Ok(_) => Self::Text(shown),
            Err(_) if shown == text => Self::Hex(to_hex(body)),
            Err(_) => Self::Hidden,
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

/// Redacts lines that are JSON, each by itself: lines and records of JSON, and the `data` of events. Others have no names.
fn redacted_lines(text: &str, redaction: &Redaction) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let content = line.trim_end_matches(['\r', '\n']);
        let end = line.get(content.len()..).unwrap_or_default();
        let begin = content.find(['{', '[']).unwrap_or(content.len());
        let (before, json) = content.split_at(begin);
        match redacted_json(json, redaction) {
            Some(json) => format!("{before}{json}{end}"),
            None if redaction.mentions_secret_name(line) => end.to_owned(),
            None => line.to_owned(),
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
