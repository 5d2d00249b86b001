//! The futures of calls. What they wait for has no type parameters, so that the code which sends requests is compiled once.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::call::Response;
use super::call_observer::CallObserver;
use super::client_builder::Client;
use super::declared_responses::DeclaredResponses;
use super::error::{Error, ErrorBody, NoDeclaredErrors};
use super::exchange::{Exchanged, exchange};
use super::operation::{Endpoint, Operation};
use super::receive::{Responses, decoded};
use super::request::RequestParts;
use crate::runtime::validation::violation::Violations;

pub(super) type Sending = dyn Future<Output = Result<Exchanged, Error<NoDeclaredErrors>>> + Send;

/// The future of a call with its [`Response`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct ResponseFuture<T: 'static, E> {
    pub(super) exchange: Pin<Box<Sending>>,
    pub(super) operation: Operation<T>,
    observer: Option<Box<CallObserver>>,
    errors: PhantomData<fn() -> E>,
}

impl<T: 'static, E: ErrorBody> ResponseFuture<T, E> {
    pub(super) fn new(
        client: Client,
        operation: Operation<T>,
        draft: Box<RequestParts>,
        violations: Violations,
    ) -> Self {
        let responses = Box::new(Responses::<T, E> { operation, errors: PhantomData });
        let observer = CallObserver::new(&client, operation.endpoint, &draft);
        let exchange = boxed(observer.as_deref(), client, operation.endpoint, responses, draft, violations);
        Self { exchange, operation, observer, errors: PhantomData }
    }

    /// Decodes what was received.
    pub(super) fn finish(
        &mut self,
        exchanged: Result<Exchanged, Error<NoDeclaredErrors>>,
    ) -> Result<Response<T>, Error<E>> {
        let (attempts, status) = match &exchanged {
            Ok(exchanged) => (exchanged.attempts(), Some(exchanged.status())),
            Err(error) => (error.attempts(), error.status()),
        };
        let result = match exchanged {
            Ok(exchanged) => decoded(&self.operation, exchanged),
            Err(error) => Err(error.widened()),
        };
        if let Some(observer) = &mut self.observer {
            observer.end(attempts, status, result.as_ref().err().map(Error::kind));
        }
        result
    }
}

fn boxed(
    observer: Option<&CallObserver>,
    client: Client,
    endpoint: Endpoint,
    responses: Box<dyn DeclaredResponses>,
    draft: Box<RequestParts>,
    violations: Violations,
) -> Pin<Box<Sending>> {
    let exchange = exchange(client, endpoint, responses, draft, violations);
    match observer {
        Some(observer) => Box::pin(observer.span.around(exchange)),
        None => Box::pin(exchange),
    }
}

impl<T: 'static, E: ErrorBody> Future for ResponseFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let exchanged = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(self.finish(exchanged))
    }
}

impl<T, E> fmt::Debug for ResponseFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// The future of a call with the body of its response.
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct BodyFuture<T: 'static, E>(pub(super) ResponseFuture<T, E>);

impl<T: 'static, E: ErrorBody> Future for BodyFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|result| result.map(|response| response.body))
    }
}
