//! Calls that a mock receives.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use reqwest::Url;
use serde::de::DeserializeOwned;

use crate::runtime::client::transport::TransportRequest;

/// A call as a [`Mock`](super::Mock) received it.
pub struct MockCall {
    pub(super) request: TransportRequest,
    /// How many calls of the operation the mock has received, with this one.
    pub(super) number: usize,
}

impl MockCall {
    /// Returns how many calls the mock has received of this operation, with this one: 1 for the first. Each attempt counts.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.request.method
    }

    /// Returns the URL, with the query.
    pub fn url(&self) -> &Url {
        &self.request.url
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    /// Returns a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers.get(name)?.to_str().ok()
    }

    /// Returns the value of a path parameter, decoded.
    pub fn path(&self, name: &str) -> Option<String> {
        let template: Vec<&str> = self.request.path_template?.split('/').collect();
        // The path of the server comes before.
        let segments: Vec<&str> = self.request.url.path().rsplitn(template.len(), '/').collect();
        let mut pairs = template.into_iter().zip(segments.into_iter().rev());
        let value = pairs.find_map(|(template, segment)| parameter(template, segment, name))?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// Returns the first value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        self.request.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.request.body
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON of that type.
    pub fn json<B: DeserializeOwned>(&self) -> Result<B, serde_json::Error> {
        serde_json::from_slice(&self.request.body)
    }
}

/// Returns the part of a segment that is the value of a parameter: for `{a}.{b}`, the values are separated by the text between them.
fn parameter<'a>(template: &str, segment: &'a str, name: &str) -> Option<&'a str> {
    let (before, rest) = template.split_once('{')?;
    let (known, after) = rest.split_once('}')?;
    let segment = segment.strip_prefix(before)?;
    let separator = after.split('{').next().unwrap_or_default();
    let end = if separator.len() == after.len() {
        segment.strip_suffix(separator)?.len()
    } else {
        segment.find(separator)?
    };
    let (value, rest) = segment.split_at(end);
    if known == name { Some(value) } else { parameter(after, rest, name) }
}

impl fmt::Debug for MockCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockCall").field("request", &self.request).field("number", &self.number).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn the_value_of_a_parameter_is_a_part_of_the_segment() {
        assert_eq!(parameter("{id}", "7", "id"), Some("7"));
        assert_eq!(parameter("{id}", "7", "other"), None);
        assert_eq!(parameter("pets", "pets", "id"), None);
        assert_eq!(parameter("v{id}.json", "v7.json", "id"), Some("7"));
        assert_eq!(parameter("{a}...{b}", "1...2", "a"), Some("1"));
        assert_eq!(parameter("{a}...{b}", "1...2", "b"), Some("2"));
    }
}
