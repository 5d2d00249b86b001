//! What a recording consists of: requests and their responses, without secrets.

use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use percent_encoding::percent_decode_str;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::recorded_body::RecordedBody;
use super::redaction::Redaction;
use crate::runtime::client::transport::TransportRequest;
use crate::runtime::client::url_path;
use crate::runtime::validation::redact::HIDDEN;

/// Headers that describe how a body was transferred, which is not recorded.
const OF_TRANSFER: [HeaderName; 2] = [CONNECTION, TRANSFER_ENCODING];

/// A request and its response: a line of a recording.
#[derive(Serialize, Deserialize)]
pub(super) struct RecordedCall {
    pub(super) request: RecordedRequest,
    pub(super) response: RecordedResponse,
}

/// A request. What is redacted in it is equal to anything.
#[derive(Serialize, Deserialize)]
pub(super) struct RecordedRequest {
    method: String,
    /// The path template of an operation, or the path of any other request.
    path: String,
    /// The values of the template.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    query: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "RecordedBody::is_empty")]
    body: RecordedBody,
}

impl RecordedRequest {
    pub(super) fn new(request: &TransportRequest, redaction: &Redaction) -> Self {
        let TransportRequest { method, url, headers, body, path, .. } = request;
        let decoded = |value: &str| percent_decode_str(value).decode_utf8_lossy().into_owned();
        let parameters = path.values.iter().map(|(name, value)| redaction.pair(name, &decoded(value)));
        let body =
            RecordedBody::json(headers, body.as_bytes().map_or(&[], |bytes| &**bytes), redaction).unwrap_or_default();
        Self {
            method: method.to_string(),
            path: path.template.map_or_else(|| redaction.text(&path.text), str::to_owned),
            parameters: parameters.collect(),
            query: query(url, redaction, path.is_redirected),
            body,
        }
    }

    /// Returns whether another request has the same method, path and query.
    pub(super) fn has_target_of(&self, other: &Self) -> bool {
        let (own, others) = (self.path.split('/'), other.path.split('/'));
        self.method == other.method
            && own.clone().count() == others.clone().count()
            && own.zip(others).all(|(own, other)| is_equal(own, other))
            && are_equal(&self.parameters, &other.parameters)
            && are_equal(&self.query, &other.query)
    }

    pub(super) fn has_body_of(&self, other: &Self) -> bool {
        self.body == other.body
    }

    /// Returns method, path and query, for messages.
    pub(super) fn target(&self) -> String {
        let pair = |(name, value): &(String, String)| format!("{name}={value}");
        let pairs: Vec<String> = self.parameters.iter().chain(&self.query).map(pair).collect();
        let pairs = if pairs.is_empty() { String::new() } else { format!(" ({})", pairs.join(", ")) };
        format!("`{} {}`{pairs}", self.method, self.path)
    }
}

fn are_equal(recorded: &[(String, String)], others: &[(String, String)]) -> bool {
    let mut pairs = recorded.iter().zip(others);
    recorded.len() == others.len() && pairs.all(|(own, other)| is_equal(&own.0, &other.0) && is_equal(&own.1, &other.1))
}

/// Returns whether two texts are equal, or would be if nothing were redacted.
fn is_equal(own: &str, other: &str) -> bool {
    own == other || own.contains(HIDDEN) || other.contains(HIDDEN)
}

/// Returns the query. The target of a redirect may be a signed URL, of which only the server knows what is secret.
fn query(url: &Url, redaction: &Redaction, is_redirected: bool) -> Vec<(String, String)> {
    let pairs = url.query_pairs().map(|(name, value)| {
        if is_redirected { (name.into_owned(), HIDDEN.to_owned()) } else { redaction.pair(&name, &value) }
    });
    pairs.collect()
}

#[derive(Serialize, Deserialize)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "RecordedBody::is_empty")]
    pub(super) body: RecordedBody,
    /// Whether nobody has read more of the body.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) truncated: bool,
}

/// What a response belongs to.
pub(super) struct Requested {
    pub(super) method: Method,
    pub(super) url: Url,
}

impl RecordedResponse {
    pub(super) fn new(
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
        requested: &Requested,
        redaction: &Redaction,
    ) -> Self {
        let is_redirect = matches!(status, 301 | 302 | 303 | 307 | 308);
        let is_kept = |name: &HeaderName, value: &HeaderValue| {
            let has_body = requested.method != Method::HEAD && status != 304;
            let is_of_transfer = OF_TRANSFER.contains(name) || *name == CONTENT_LENGTH && has_body;
            !is_of_transfer && (*name == LOCATION || !redaction.is_secret_header(name, value))
        };
        let kept = headers.iter().filter(|(name, value)| is_kept(name, value));
        let headers_kept = kept.map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            let value =
                if *name == LOCATION { location(&value, &requested.url, is_redirect, redaction) } else { value.into() };
            (name.as_str().to_owned(), redaction.text(&value))
        });
        // The page that repeats a `Location` may have what is secret in it.
        let body = if is_redirect { RecordedBody::Empty } else { RecordedBody::new(headers, body, redaction) };
        Self { status, headers: headers_kept.collect(), body, truncated: false }
    }

    /// Returns the headers; those that are none any more are left out.
    pub(super) fn headers(&self) -> HeaderMap {
        let pairs = self.headers.iter();
        let pairs =
            pairs.filter_map(|(name, value)| HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok()));
        let mut headers = HeaderMap::new();
        pairs.for_each(|(name, value)| {
            headers.append(name, value);
        });
        headers
    }
}

/// Returns a `Location` without user name, password and fragment, as a path if it is on the same origin; that of a redirect is also without the
/// values of its query.
fn location(location: &str, requested: &Url, is_redirect: bool, redaction: &Redaction) -> String {
    let Ok(url) = requested.join(location) else { return HIDDEN.to_owned() };
    let origin = if url.origin() == requested.origin() { String::new() } else { url.origin().ascii_serialization() };
    let pairs = query(&url, redaction, is_redirect);
    let encoded = |text: &str| if text == HIDDEN { HIDDEN.to_owned() } else { url_path::encode(text) };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    format!("{origin}{}{query}", url.path())
}

/// Returns the media type of a message, in lower case and without parameters.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
