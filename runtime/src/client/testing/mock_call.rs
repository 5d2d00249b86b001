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
    /// The body, which was read whole.
    pub(super) body: Bytes,
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
        let (_, value) = self.request.path.values.iter().find(|(known, _)| *known == name)?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// Returns the first value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        self.request.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON of that type.
    pub fn json<B: DeserializeOwned>(&self) -> Result<B, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

impl fmt::Debug for MockCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockCall").field("request", &self.request).field("number", &self.number).finish_non_exhaustive()
    }
}
