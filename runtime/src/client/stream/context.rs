//! The response that a stream belongs to.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::client::decode::{BufferedResponse, DecodeError, StreamingResponse, json};
use crate::runtime::client::error::AnyError;
use crate::runtime::client::request_context::RequestContext;
use crate::runtime::client::response_body::{RawResponse, ReadError, has_marked_end};
use crate::runtime::validation::redact::RedactedNames;
use crate::runtime::validation::schema::Ref;

/// The response that a stream belongs to.
pub(crate) struct StreamContext {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    request: RequestContext,
    schema: Option<Ref>,
    pub(crate) check: bool,
    /// The limit of an item, in bytes.
    max_body: u64,
    /// Whether the protocol marks the end of the body.
    pub(super) has_marked_end: bool,
}

impl StreamContext {
    pub(super) fn of(response: &StreamingResponse) -> Self {
        let StreamingResponse { status, headers, version, request, schema, check, max_body, .. } = response;
        Self {
            status: *status,
            headers: headers.clone(),
            request: request.clone(),
            schema: *schema,
            check: *check,
            max_body: *max_body,
            has_marked_end: has_marked_end(*version, headers),
        }
    }

    /// Decodes one item.
    pub(super) fn item<T: DeserializeOwned>(&self, data: Vec<u8>) -> Result<T, AnyError> {
        let body = Bytes::from(data);
        let (status, headers, schema, check) = (self.status, &self.headers, self.schema, self.check);
        let redacted = self.redacted_names();
        json(&BufferedResponse { status, headers, body: body.clone(), schema, check, redacted })
            .map_err(|reason| self.unexpected(body, reason))
    }

    pub(crate) fn redacted_names(&self) -> RedactedNames {
        self.request.redacted_names()
    }

    pub(super) fn is_too_large(&self, length: u64) -> bool {
        length > self.max_body
    }

    pub(super) fn too_large(&self) -> AnyError {
        self.request.too_large(self.status, self.headers.clone(), self.max_body).into()
    }

    pub(super) fn unread(&self, error: ReadError) -> AnyError {
        self.request.unread(error).into()
    }

    pub(crate) fn unexpected(&self, body: Bytes, reason: impl Into<DecodeError>) -> AnyError {
        let received = RawResponse { status: self.status, headers: self.headers.clone(), body, truncated: false };
        self.request.unexpected(received, reason.into()).into()
    }
}

/// Returns the number of bytes.
pub(super) fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
