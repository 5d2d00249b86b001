//! Calls of programs that are not asynchronous: [`Call::wait`].

use std::borrow::Cow;
use std::cell::Cell;
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::{io, mem, thread};

use tokio::runtime::{Builder, Handle};

use super::call::{Call, Response};
use super::call_future::{BodyFuture, ExchangeResult, ResponseFuture, RunningCall, Sending};
use super::error::{Error, ErrorBody};
use super::operation::Endpoint;
use super::request_context::RequestContext;
use super::transport::TransportError;
use crate::runtime::validation::redact::Secrets;

thread_local! {
    /// Whether the thread is that which sends the requests.
    static IS_BACKGROUND: Cell<bool> = const { Cell::new(false) };
}

const WITHIN: &str = "a hook, a transport or the source of a credential waits for a call, on the thread that would send it; await the call instead";

/// Sends a request in the background, and waits for what is received.
///
/// All requests are sent by one thread with a runtime of its own, which lives as long as the program: connections are kept from call to
/// call, and no thread of another runtime needs to drive them.
fn wait_for(exchange: Pin<Box<Sending>>) -> Result<ExchangeResult, TransportError> {
    if IS_BACKGROUND.get() {
        return Err(TransportError::new(WITHIN).unsent().permanent());
    }
    let runtime = runtime().map_err(|error| TransportError::new(error).unsent())?;
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // It fails if nobody waits any more.
        let _ = sender.send(exchange.await);
    });
    receiver.recv().map_err(|_| {
        TransportError::new("the call panicked, in a hook, in a transport or in the source of a credential")
    })
}

/// Returns the runtime of the background thread, which the first call starts.
fn runtime() -> io::Result<Handle> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    match &*runtime {
        Some(handle) => Ok(handle.clone()),
        None => Ok(runtime.insert(start()?).clone()),
    }
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new().name("clientwright-blocking".to_owned()).spawn(move || {
        IS_BACKGROUND.set(true);
        runtime.block_on(pending::<()>());
    })?;
    Ok(handle)
}

impl<T: 'static, E: ErrorBody, P> Call<T, E, P> {
    /// Sends the request, waits for the response, and returns its body: for programs that are not asynchronous.
    ///
    /// It blocks the thread. In asynchronous code, await the call instead: other tasks of the thread would have to wait, and among them may
    /// be one that the call needs, such as one that keeps a connection of this client alive. Hooks and sources of tokens run on a thread in
    /// the background, which they must not block either. A stream that is waited for is read with `next().await`, within a runtime of tokio.
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
        let received = self.running.wait();
        self.finish(received)
    }
}

impl RunningCall {
    /// Waits for what is received.
    pub(super) fn wait(&mut self) -> ExchangeResult {
        let exchange = mem::replace(&mut self.future, Box::pin(pending()));
        wait_for(exchange).unwrap_or_else(|error| {
            let Endpoint { method, path, .. } = self.endpoint;
            let secrets = Arc::new(Secrets::of_names(&[]));
            Err(RequestContext::new(Cow::Borrowed(method), Cow::Borrowed(path), secrets).transport(error))
        })
    }
}
