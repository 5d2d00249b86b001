//! The message and the request id of an error response.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use http::HeaderMap;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::runtime::validation::redact::{MAX_SHOWN, Secrets};

/// Properties with the message, the best first.
const MESSAGES: &[&str] = &["message", "detail", "error_description", "title", "error"];

/// Properties with the id of the request.
const IDS: &[&str] = &["requestId", "request_id", "reqId"];

/// Headers with the id of the request.
const ID_HEADERS: &[&str] = &["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];

/// The most bytes of a request id that are shown.
const MAX_SHOWN_ID: usize = 128;

/// The largest body that is parsed: a longer one has no message for people.
const MAX_PARSED: usize = 1024 * 1024;

/// The message and the request id, safe to show.
#[derive(Clone)]
pub(super) struct ErrorDetails {
    pub(super) message: Option<Box<str>>,
    pub(super) request_id: Option<Box<str>>,
}

impl ErrorDetails {
    /// Reads headers and body; the body is parsed once, and not kept.
    pub(super) fn read(headers: &HeaderMap, body: &[u8], secrets: &Secrets) -> Self {
        let properties = if body.len() > MAX_PARSED { None } else { serde_json::from_slice(body).ok() };
        let Texts(texts) = properties.unwrap_or_default();
        let text_of = |names: &[&str]| names.iter().find_map(|name| text(texts.get(*name)?));
        let shown = |text: &[u8], most| secrets.scrub(text, most).into_boxed_str();
        let header = ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok());
        let id = header.map(Cow::Borrowed).or_else(|| text_of(IDS));
        Self {
            message: text_of(MESSAGES).map(|text| shown(text.as_bytes(), MAX_SHOWN)),
            request_id: id.map(|id| shown(id.as_bytes(), MAX_SHOWN_ID)),
        }
    }
}

fn text<'a>(json: &&'a RawValue) -> Option<Cow<'a, str>> {
    let json = json.get().trim_ascii();
    json.starts_with('"').then(|| serde_json::from_str::<String>(json).ok().map(Cow::Owned))?
}

/// The properties with these names, unparsed.
#[derive(Default)]
struct Texts<'a>(BTreeMap<&'static str, &'a RawValue>);

impl<'de> Deserialize<'de> for Texts<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TextsVisitor)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts<'de>, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match MESSAGES.iter().chain(IDS).find(|name| **name == key) {
                Some(name) => {
                    texts.insert(*name, map.next_value()?);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Texts(texts))
    }
}
