//! Services of tower as transports.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;

use bytes::Bytes;
use http_body::Body as HttpBody;
use tower_service::Service;

use super::body::Body;
use super::error::TransportError;
use super::mapped_body::MappedBody;
use super::{Transport, TransportFuture, TransportRequest};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A `tower::Service` of HTTP requests as a [`Transport`], for example a router of axum, or a client with layers.
///
/// The service is cloned for each request. An error of it is one after which the request may have been carried out. An upload is read whole
/// before it is sent.
pub struct TowerTransport<S, B> {
    service: S,
    requests: PhantomData<fn(B)>,
}

impl<S, B> TowerTransport<S, B>
where
    S: Service<http::Request<B>>,
{
    /// Sends requests to a service.
    pub fn new(service: S) -> Self {
        Self { service, requests: PhantomData }
    }
}

impl<S: Clone, B> Clone for TowerTransport<S, B> {
    fn clone(&self) -> Self {
        Self { service: self.service.clone(), requests: PhantomData }
    }
}

impl<S, B, R> Transport for TowerTransport<S, B>
where
    S: Service<http::Request<B>, Response = http::Response<R>> + Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: From<Bytes> + Send + 'static,
    R: HttpBody<Data = Bytes> + Send + 'static,
    R::Error: Into<BoxError>,
{
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        let mut service = self.service.clone();
        Box::pin(async move {
            let request = converted(request).await?;
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(|error| TransportError::new(error).unsent())?;
            let response = service.call(request).await.map_err(TransportError::new)?;
            Ok(response.map(|body| Body::new(MappedBody::new(Box::pin(body), TransportError::new))))
        })
    }
}

async fn converted<B: From<Bytes>>(request: TransportRequest) -> Result<http::Request<B>, TransportError> {
    let TransportRequest { method, url, headers, body, .. } = request;
    let converted = http::Request::builder().method(method).uri(url.as_str()).body(B::from(body.read().await?));
    let mut converted = converted.map_err(|error| TransportError::new(error).unsent().permanent())?;
    *converted.headers_mut() = headers;
    Ok(converted)
}

impl<S, B> fmt::Debug for TowerTransport<S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}
