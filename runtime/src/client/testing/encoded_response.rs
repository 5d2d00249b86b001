//! Responses as they are received.

use bytes::Bytes;
use serde::Serialize;

/// Status code, media type and body of a mocked response.
#[derive(Clone, Debug)]
pub struct EncodedResponse {
    pub(super) status: u16,
    pub(super) media_type: Option<&'static str>,
    /// The body, or why it can't be encoded.
    pub(super) body: Result<Bytes, String>,
}

impl EncodedResponse {
    /// Encodes a body as JSON.
    pub fn json<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        let body = serde_json::to_vec(body).map(Bytes::from).map_err(|error| error.to_string());
        Self { status, media_type: Some("application/json"), body }
    }

    /// Creates a response without a body.
    pub fn empty<T>(status: u16, _: &T) -> Self {
        Self { status, media_type: None, body: Ok(Bytes::new()) }
    }

    /// Encodes a body as text.
    pub fn text(status: u16, body: &impl AsRef<str>) -> Self {
        let body = Bytes::copy_from_slice(body.as_ref().as_bytes());
        Self { status, media_type: Some("text/plain; charset=utf-8"), body: Ok(body) }
    }

    /// Creates a response whose body is not encoded further.
    pub fn bytes(status: u16, body: &Bytes) -> Self {
        Self { status, media_type: Some("application/octet-stream"), body: Ok(body.clone()) }
    }

    /// Sets the media type.
    #[must_use]
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }
}
