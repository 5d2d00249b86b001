//! Calls of programs that are not asynchronous: [`Call::wait`].

use std::borrow::Cow;
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, mpsc};
use std::{io, mem, thread};

use tokio::runtime::{Builder, Handle};

use super::call::{Call, Response};
use super::call_future::{BodyFuture, ResponseFuture, Sending};
use super::error::{Error, ErrorBody, NoDeclaredErrors, RequestContext};
use super::exchange::Exchanged;
use super::operation::Endpoint;
use super::transport::TransportError;
use crate::runtime::validation::redact::Secrets;

/// What a call that was waited for yields, before it is decoded.
type Received = Result<Exchanged, Error<NoDeclaredErrors>>;

/// Sends a request in the background, and waits for what is received.
///
/// All requests are sent by one thread with a runtime of its own, which lives as long as the program: connections are kept from call to
/// call, and no thread of another runtime needs to drive them.
fn wait_for(exchange: Pin<Box<Sending>>) -> Result<Received, TransportError> {
    static RUNTIME: OnceLock<Result<Handle, io::ErrorKind>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| start().map_err(|error| error.kind()));
    let runtime = runtime.as_ref().map_err(|kind| TransportError::new(io::Error::from(*kind)).unsent())?;
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // It fails if nobody waits any more.
        let _ = sender.send(exchange.await);
    });
    receiver.recv().map_err(|_| TransportError::new("the call panicked, in a hook or in the source of a credential"))
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new().name("clientwright-blocking".to_owned()).spawn(move || runtime.block_on(pending::<()>()))?;
    Ok(handle)
}

impl<T: 'static, E: ErrorBody, P> Call<T, E, P> {
    /// Sends the request, waits for the response, and returns its body: for programs that are not asynchronous.
    ///
    /// It blocks the thread. In asynchronous code, await the call instead: other tasks of the thread would have to wait, and a source of
    /// tokens that needs one of them would wait for ever.
    ///
    /// # Errors
    ///
    /// Those of [`Call::send`]; and no thread can be started for the first call that is waited for.
    pub fn wait(self) -> Result<T, Error<E>> {
        self.send().wait()
    }
}

impl<T: 'static, E: ErrorBody> BodyFuture<T, E> {
    /// Waits for the response, and returns its body; see [`Call::wait`].
    ///
    /// # Errors
    ///
    /// Those of [`Call::wait`].
    pub fn wait(self) -> Result<T, Error<E>> {
        self.0.wait().map(|response| response.body)
    }
}

impl<T: 'static, E: ErrorBody> ResponseFuture<T, E> {
    /// Waits for the response, with status code and headers; see [`Call::wait`].
    ///
    /// # Errors
    ///
    /// Those of [`Call::wait`].
    pub fn wait(mut self) -> Result<Response<T>, Error<E>> {
        let exchange = mem::replace(&mut self.exchange, Box::pin(pending()));
        let received = wait_for(exchange).unwrap_or_else(|error| {
            let Endpoint { method, path, .. } = self.operation.endpoint;
            let secrets = Arc::new(Secrets::of_names(&[]));
            Err(RequestContext::new(Cow::Borrowed(method), Cow::Borrowed(path), secrets).transport(error))
        });
        self.finish(received)
    }
}
