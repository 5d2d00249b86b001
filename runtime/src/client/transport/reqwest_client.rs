//! reqwest as a transport.

use std::error::Error;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Url;

use super::body::Body;
use super::error::TransportError;
use super::mapped_body::MappedBody;
use super::{Transport, TransportFuture, TransportRequest};

/// The URL of a response, if it is not that of the request, since reqwest has followed a redirect.
#[derive(Clone)]
pub(in super::super) struct FinalUrl(pub(in super::super) Url);

impl Transport for reqwest::Client {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        Box::pin(async move {
            let url = request.url.clone();
            let response = self.execute(converted(request)).await.map_err(|error| {
                // It is unknown what became of the requests before a redirect.
                let is_redirected = error.url().is_some_and(|failed| *failed != url);
                let error = TransportError::from(error);
                TransportError { is_unsent: error.is_unsent && !is_redirected, ..error }
            })?;
            let final_url = Some(response.url().clone()).filter(|other| *other != url);
            let mut response = received(response);
            if let Some(final_url) = final_url {
                response.extensions_mut().insert(FinalUrl(final_url));
            }
            Ok(response)
        })
    }
}

/// A client that follows no redirects itself.
#[derive(Debug)]
pub(in super::super) struct ConfiguredClient(pub(in super::super) reqwest::Client);

impl Transport for ConfiguredClient {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        Box::pin(async move { Ok(received(self.0.execute(converted(request)).await?)) })
    }
}

fn converted(request: TransportRequest) -> reqwest::Request {
    let TransportRequest { method, url, headers, body, .. } = request;
    let mut converted = reqwest::Request::new(method, url);
    *converted.headers_mut() = headers;
    *converted.body_mut() = match body.as_bytes() {
        Some(bytes) => (!bytes.is_empty()).then(|| bytes.clone().into()),
        None => Some(reqwest::Body::wrap(Shared(Mutex::new(body)))),
    };
    converted
}

fn received(response: reqwest::Response) -> http::Response<Body> {
    http::Response::from(response).map(|body| Body::new(MappedBody::new(body, TransportError::from)))
}

/// The body of a request as reqwest takes it: `Sync`. The lock is never contended.
struct Shared(Mutex<Body>);

impl Shared {
    fn body_mut(&mut self) -> &mut Body {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(self.get_mut().body_mut()).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        let (is_unsent, is_timeout, is_permanent) = (error.is_connect(), error.is_timeout(), is_permanent(&error));
        // The URL may contain secrets.
        Self { is_unsent, is_timeout, is_permanent, ..Self::new(error.without_url()) }
    }
}

/// Returns whether a retry is useless: the request could not be built, its body could not be read, or a certificate is invalid.
fn is_permanent(error: &reqwest::Error) -> bool {
    let mut next = error.source();
    while let Some(cause) = next {
        let is_of_body = cause.downcast_ref::<TransportError>().is_some_and(|error| error.is_permanent);
        if is_of_body || is_about_certificate(cause) {
            return true;
        }
        next = cause.source();
    }
    error.is_builder()
}

/// Returns whether an error is about a certificate, of the server or of the client. Each TLS library has its own error types, which reqwest
/// does not expose; all of them mention the word.
fn is_about_certificate(error: &dyn Error) -> bool {
    let text = error.to_string().to_ascii_lowercase();
    ["certificate", "unknownca"].iter().any(|word| text.contains(word))
}
