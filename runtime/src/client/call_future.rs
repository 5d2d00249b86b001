//! The futures of calls. What they wait for has no type parameters, so that the code which sends requests is compiled once.

use std::any::TypeId;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::StatusCode;

use super::call::Response;
use super::call_observer::CallObserver;
use super::client_builder::Client;
use super::declared_responses::DeclaredResponses;
use super::error::{Error, ErrorBody, NoDeclaredErrors};
use super::exchange::{Exchanged, exchange};
use super::hooks::ErrorKind;
use super::operation::{Endpoint, ResponseSpec};
use super::receive::decoded;
use super::request::RequestParts;

/// What a call yields, before it is decoded.
pub(super) type ExchangeResult = Result<Exchanged, Error<NoDeclaredErrors>>;

pub(super) type Sending = dyn Future<Output = ExchangeResult> + Send;

/// The future of a call with its [`Response`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct ResponseFuture<T: 'static, E> {
    pub(super) running: RunningCall,
    responses: &'static [ResponseSpec<T>],
    errors: PhantomData<fn() -> E>,
}

/// The part of a call that has no type parameters.
pub(super) struct RunningCall {
    pub(super) endpoint: Endpoint,
    pub(super) future: Pin<Box<Sending>>,
    observer: Option<Box<CallObserver>>,
}

impl RunningCall {
    pub(super) fn new(client: Client, responses: DeclaredResponses, draft: Box<RequestParts>) -> Self {
        let endpoint = draft.endpoint;
        let observer = CallObserver::new(&client, &draft);
        let exchange = exchange(client, responses, draft);
        let future: Pin<Box<Sending>> = match &observer {
            Some(observer) => Box::pin(observer.span.around(exchange)),
            None => Box::pin(exchange),
        };
        Self { endpoint, future, observer }
    }

    /// Tells that the call has ended, which is not decoded.
    #[allow(dead_code, reason = "streams use it, and are optional")]
    pub(super) fn finish(&mut self, exchanged: &ExchangeResult) {
        let error = match exchanged {
            Ok(exchanged) => exchanged.is_error().then_some(ErrorKind::Status),
            Err(error) => Some(error.kind()),
        };
        self.end(Sent::of(exchanged), error);
    }

    /// Tells that the call has ended.
    fn end(&mut self, Sent { attempts, status }: Sent, error: Option<ErrorKind>) {
        if let Some(observer) = &mut self.observer {
            observer.end(attempts, status, error);
        }
    }
}

/// How often a request was sent, and the status code of the last response.
struct Sent {
    attempts: u32,
    status: Option<StatusCode>,
}

impl Sent {
    fn of(exchanged: &ExchangeResult) -> Self {
        match exchanged {
            Ok(exchanged) => Self { attempts: exchanged.attempts(), status: Some(exchanged.status()) },
            Err(error) => Self { attempts: error.attempts(), status: error.status() },
        }
    }
}

impl<T: 'static, E: ErrorBody> ResponseFuture<T, E> {
    pub(super) fn new(client: Client, responses: &'static [ResponseSpec<T>], draft: Box<RequestParts>) -> Self {
        let is_empty = TypeId::of::<T>() == TypeId::of::<()>();
        let declared = DeclaredResponses { successes: Arc::new(responses), errors: &E::RESPONSES, is_empty };
        Self { running: RunningCall::new(client, declared, draft), responses, errors: PhantomData }
    }

    /// Decodes what was received.
    pub(super) fn finish(&mut self, exchanged: ExchangeResult) -> Result<Response<T>, Error<E>> {
        let sent = Sent::of(&exchanged);
        let result = decoded(self.responses, exchanged);
        self.running.end(sent, result.as_ref().err().map(Error::kind));
        result
    }
}

impl<T: 'static, E: ErrorBody> Future for ResponseFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let exchanged = ready!(self.running.future.as_mut().poll(context));
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
