//! How requests are sent: by reqwest, or by a transport of your own.

mod body;
mod error;
mod mapped_body;
mod reqwest_client;
#[cfg(feature = "tower")]
mod tower;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::{HeaderMap, Method};
use reqwest::Url;

use super::request_path::RequestPath;
use crate::runtime::validation::redact::Secrets;

pub use body::Body;
pub use error::TransportError;
pub(super) use mapped_body::MappedBody;
pub(super) use reqwest_client::{ConfiguredClient, FinalUrl};
#[cfg(feature = "tower")]
pub use tower::TowerTransport;

/// A future that yields a response, once its header section was received.
pub type TransportFuture<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// Sends requests over HTTP. `reqwest::Client` is a transport, and so is a mock.
///
/// A transport sends a request once, and returns the response to it, whatever its status is: the client itself repeats requests, follows
/// redirects and limits times. A future is dropped if the time is over.
pub trait Transport: Send + Sync {
    /// Sends a request.
    fn send(&self, request: TransportRequest) -> TransportFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

/// A request that is ready to be sent.
#[non_exhaustive]
pub struct TransportRequest {
    /// The method.
    pub method: Method,
    /// The URL, without user name and password. Its query may contain secrets.
    pub url: Url,
    /// The header section. Credentials are marked as sensitive.
    pub headers: HeaderMap,
    /// The body; empty if there is none. All but uploads are [bytes](Body::as_bytes).
    pub body: Body,
    /// What the path of the URL is made of.
    pub(super) path: Arc<RequestPath>,
    /// What must not be shown.
    pub(super) secrets: Arc<Secrets>,
}

impl TransportRequest {
    /// Returns the path template of the operation, such as `/pets/{id}`; `None` for any other request: one of `Client::request` or for a
    /// token, or the target of a redirect.
    pub fn path_template(&self) -> Option<&'static str> {
        self.path.template
    }
}

impl fmt::Debug for TransportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportRequest").field("method", &self.method).finish_non_exhaustive()
    }
}
