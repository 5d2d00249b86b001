//! Responses of mocks.

use std::time::Duration;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Response, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use serde::Serialize;

use super::encoded_response::EncodedResponse;
use super::mock_operation::{MockError, MockOperation};
use crate::runtime::client::transport::{Body, TransportError};

/// What a [`Mock`](super::Mock) responds with: a success `T`, an error that the document declares, any other response, or a failure.
#[derive(Debug)]
#[must_use]
pub struct MockResponse<T, E> {
    content: Content<T, E>,
    headers: Vec<(String, String)>,
    delay: Duration,
}

#[derive(Debug)]
enum Content<T, E> {
    Success(T),
    Error(E),
    Other(EncodedResponse),
    Failure(TransportError),
}

impl<T, E> MockResponse<T, E> {
    /// Creates the success that the document declares, with its status code.
    pub fn ok(body: T) -> Self {
        Self::of(Content::Success(body))
    }

    /// Creates an error that the document declares, with its status code.
    pub fn error(error: E) -> Self {
        Self::of(Content::Error(error))
    }

    /// Creates a response with any status code and without a body, whether the document declares it or not.
    pub fn status(status: u16) -> Self {
        Self::of(Content::Other(EncodedResponse::empty(status, &())))
    }

    /// Creates a response with any status code and JSON, whether the document declares it or not.
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        Self::of(Content::Other(EncodedResponse::json(status, body)))
    }

    /// Creates a response with any status code and body, whether the document declares it or not. Set its media type with
    /// [`Self::header`].
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self::of(Content::Other(EncodedResponse { status, media_type: None, body: Ok(body.into()) }))
    }

    /// Creates a failure: no response is received.
    pub fn failure(error: TransportError) -> Self {
        Self::of(Content::Failure(error))
    }

    fn of(content: Content<T, E>) -> Self {
        Self { content, headers: Vec::new(), delay: Duration::ZERO }
    }

    /// Sets a header, and replaces one of the same name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets how long the response takes. In a test, `#[tokio::test(start_paused = true)]` makes the time of tokio jump.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

impl<T, E: MockError> MockResponse<T, E> {
    /// Encodes it as what a transport receives.
    pub(super) fn received(self, operation: MockOperation<T, E>) -> MockOutcome {
        let encoded = match self.content {
            Content::Success(body) => operation.encode(&body),
            Content::Error(error) => error.encode(),
            Content::Other(encoded) => encoded,
            Content::Failure(error) => return MockOutcome { outcome: Err(error), delay: self.delay },
        };
        let outcome = response(encoded, &self.headers).map_err(|reason| TransportError::new(reason).permanent());
        MockOutcome { outcome, delay: self.delay }
    }
}

/// What a transport receives, and after which time.
pub(super) struct MockOutcome {
    pub(super) outcome: Result<Response<Body>, TransportError>,
    pub(super) delay: Duration,
}

fn response(encoded: EncodedResponse, set: &[(String, String)]) -> Result<Response<Body>, String> {
    let EncodedResponse { status, media_type, body } = encoded;
    let mut headers = HeaderMap::new();
    headers.extend(media_type.map(|media_type| (CONTENT_TYPE, HeaderValue::from_static(media_type))));
    for (name, value) in set {
        let header = HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok());
        let (name, value) = header.ok_or_else(|| format!("the header {name:?} of the mocked response is invalid"))?;
        headers.insert(name, value);
    }
    let body = body.map_err(|error| format!("the body of the mocked response is not JSON: {error}"))?;
    // Without its length, the end of a body could be a broken connection.
    headers.entry(CONTENT_LENGTH).or_insert_with(|| body.len().into());
    let mut response = Response::new(Body::from(body));
    let status = StatusCode::from_u16(status);
    *response.status_mut() = status.map_err(|_| "the status code of the mocked response is invalid".to_owned())?;
    *response.headers_mut() = headers;
    Ok(response)
}
