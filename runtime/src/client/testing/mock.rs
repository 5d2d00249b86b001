//! A transport that responds as a test says.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fmt, mem};

use bytes::Bytes;
use http::Method;

use super::mock_call::MockCall;
use super::mock_operation::{MockError, MockOperation};
use super::mock_response::{MockOutcome, MockResponse};
use crate::runtime::client::error::NoDeclaredErrors;
use crate::runtime::client::transport::{Transport, TransportError, TransportFuture, TransportRequest};

/// A transport that responds as a test says, operation by operation. Its clones are one mock.
///
/// An operation that is added several times is responded to in turn, the last response again and again. A call of an operation that was
/// not added fails, and the error names the nearest one.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    routes: Vec<Route>,
    /// What was wrong with calls.
    problems: Vec<String>,
}

/// How the calls of an operation are responded to.
struct Route {
    target: Target,
    respond: Arc<dyn Fn(&MockCall) -> MockOutcome + Send + Sync>,
    calls: usize,
}

/// What a request is about.
#[derive(Clone, PartialEq, Eq)]
struct Target {
    method: String,
    path: Path,
}

#[derive(Clone, PartialEq, Eq)]
enum Path {
    /// The path template of an operation.
    Template(&'static str),
    /// A path without the query, encoded.
    Literal(String),
}

impl Mock {
    /// Creates a mock that responds to nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an operation, and what its calls are responded to with.
    #[must_use]
    pub fn on<T: 'static, E: MockError + 'static>(
        self,
        operation: MockOperation<T, E>,
        respond: impl Fn(&MockCall) -> MockResponse<T, E> + Send + Sync + 'static,
    ) -> Self {
        let target = Target { method: operation.method.to_owned(), path: Path::Template(operation.path) };
        self.with(target, move |call| respond(call).received(operation))
    }

    /// Adds an operation whose calls are responded to with an error that the document declares.
    #[must_use]
    pub fn on_error<T: 'static, E: MockError + Clone + Send + Sync + 'static>(
        self,
        operation: MockOperation<T, E>,
        error: E,
    ) -> Self {
        self.on(operation, move |_| MockResponse::error(error.clone()))
    }

    /// Adds a request that belongs to no operation of the document: one of `Client::request`, for a token, or to the target of a redirect.
    ///
    /// The path is percent-encoded and has no query. It is that after the base URL; that of a redirect's target is the whole path.
    #[must_use]
    pub fn on_request(
        self,
        method: &Method,
        path: impl Into<String>,
        respond: impl Fn(&MockCall) -> MockResponse<(), NoDeclaredErrors> + Send + Sync + 'static,
    ) -> Self {
        const OTHER: MockOperation<()> = MockOperation::new("", "", 200, super::EncodedResponse::empty);
        let target = Target { method: method.to_string(), path: Path::Literal(path.into()) };
        self.with(target, move |call| respond(call).received(OTHER))
    }

    fn with(self, target: Target, respond: impl Fn(&MockCall) -> MockOutcome + Send + Sync + 'static) -> Self {
        self.state().routes.push(Route { target, respond: Arc::new(respond), calls: 0 });
        self
    }

    /// Asserts that each response was used, and that each call had one.
    ///
    /// # Panics
    ///
    /// A response was not used, there was none for a call, or a function that returns responses has panicked.
    #[track_caller]
    pub fn assert_all_used(&self) {
        let state = self.state();
        let unused = state.routes.iter().filter(|route| route.calls == 0);
        let unused: Vec<String> = unused.map(|route| format!("{} was not called", route.target)).collect();
        let problems = [&*state.problems, &*unused].concat();
        drop(state);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what a request is responded to with. Functions of a test are called when the lock is free.
    fn respond(&self, request: TransportRequest, body: Bytes) -> Result<MockOutcome, String> {
        let target = Target::of(&request);
        let (respond, number) = self.state().route(&target)?;
        let call = MockCall { request, body, number };
        // An assertion in the function of a test fails the test, also where the panic ends a thread in the background.
        catch_unwind(AssertUnwindSafe(|| respond(&call))).map_err(|panic| {
            self.state().problems.push(format!("the response for {target} panicked"));
            resume_unwind(panic)
        })
    }
}

type Respond = Arc<dyn Fn(&MockCall) -> MockOutcome + Send + Sync>;

impl State {
    /// Returns the function that responds to a request, and the number of the call.
    fn route(&mut self, target: &Target) -> Result<(Respond, usize), String> {
        let mut fitting: Vec<&mut Route> = self.routes.iter_mut().filter(|route| route.target == *target).collect();
        let number = fitting.iter().map(|route| route.calls).sum::<usize>() + 1;
        let next = fitting.iter().position(|route| route.calls == 0).or(fitting.len().checked_sub(1));
        if let Some(route) = next.and_then(|index| fitting.get_mut(index)) {
            route.calls += 1;
            return Ok((Arc::clone(&route.respond), number));
        }
        let nearest = self.routes.iter().max_by_key(|route| route.target.similarity(target));
        let nearest = match nearest {
            Some(route) => format!("; the nearest is {}", route.target),
            None => String::new(),
        };
        let problem = format!("there is no response for {target}{nearest}");
        self.problems.push(problem.clone());
        Err(problem)
    }
}

impl Target {
    fn of(request: &TransportRequest) -> Self {
        let literal = || Path::Literal(request.path.text.clone());
        Self { method: request.method.to_string(), path: request.path.template.map_or_else(literal, Path::Template) }
    }

    /// Returns how many segments of the path it shares with another one, and whether the method.
    fn similarity(&self, other: &Self) -> (usize, bool) {
        let pairs = self.path.as_str().split('/').zip(other.path.as_str().split('/'));
        (pairs.take_while(|(own, other)| own == other).count(), self.method == other.method)
    }
}

impl Path {
    fn as_str(&self) -> &str {
        match self {
            Self::Template(path) => path,
            Self::Literal(path) => path,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{} {}`", self.method, self.path.as_str())
    }
}

impl Transport for Mock {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        Box::pin(async move {
            let mut request = request;
            let body = mem::take(&mut request.body).read().await?;
            let received =
                self.respond(request, body).map_err(|problem| TransportError::new(problem).unsent().permanent())?;
            if !received.delay.is_zero() {
                tokio::time::sleep(received.delay).await;
            }
            received.outcome
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}
