//! Hooks: code of yours that is called for each attempt and each call, for logs, metrics and the propagation of traces.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::header_rules::{is_credential, is_framing};
pub use super::retry::Attempt;

/// Is called for each attempt and each call, at the place where the call is awaited. It sees no secret, and must not block.
///
/// A hook that panics makes the call panic.
pub trait Hook: Send + Sync {
    /// Is called before the request is sent, each time that it is sent. It can set headers, for example for the propagation of a trace.
    fn before_attempt(&self, request: &mut OutgoingRequest<'_>) {
        let _ = request;
    }

    /// Is called after each attempt, unless the call is dropped during it.
    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome) {
        let _ = (attempt, outcome);
    }

    /// Is called after each call, also one that was dropped, or that was not sent since it is invalid.
    fn after_call(&self, call: &CallSummary<'_>) {
        let _ = call;
    }
}

impl<H: Hook + ?Sized> Hook for Arc<H> {
    fn before_attempt(&self, request: &mut OutgoingRequest<'_>) {
        (**self).before_attempt(request);
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome) {
        (**self).after_attempt(attempt, outcome);
    }

    fn after_call(&self, call: &CallSummary<'_>) {
        (**self).after_call(call);
    }
}

/// A request that is about to be sent.
#[non_exhaustive]
pub struct OutgoingRequest<'a> {
    /// The method.
    pub method: &'a str,
    /// The path template of the operation; of a request that the document lacks, its path without secrets and the query.
    pub path: &'a str,
    /// The host.
    pub host: &'a str,
    /// The number of the attempt; the first is 1.
    pub attempt: u32,
    headers: &'a mut HeaderMap,
    /// The credentials that hooks have set.
    secrets: Vec<String>,
}

impl<'a> OutgoingRequest<'a> {
    pub(super) fn new(method: &'a str, path: &'a str, host: &'a str, attempt: u32, headers: &'a mut HeaderMap) -> Self {
        Self { method, path, host, attempt, headers, secrets: Vec::new() }
    }

    /// Sets a header, and replaces one of the same name. Returns whether it is sent: the HTTP client sets those that frame the request, such as
    /// `Host`, itself. A header with credentials, or a value that is marked as sensitive, makes the call fail where credentials are not sent.
    pub fn set_header(&mut self, name: HeaderName, mut value: HeaderValue) -> bool {
        let is_sent = !is_framing(&name);
        if is_sent {
            if value.is_sensitive() || is_credential(&name) {
                value.set_sensitive(true);
                self.secrets.push(String::from_utf8_lossy(value.as_bytes()).into_owned());
            }
            self.headers.insert(name, value);
        }
        is_sent
    }

    pub(super) fn into_secrets(self) -> Vec<String> {
        self.secrets
    }
}

impl fmt::Debug for OutgoingRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("OutgoingRequest");
        shown.field("method", &self.method).field("path", &self.path).field("host", &self.host);
        shown.field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// The status code, if a response was received.
    pub status: Option<StatusCode>,
    /// The kind of the error; `None` after a success, which may still fail to decode.
    pub error: Option<ErrorKind>,
    /// How long the attempt took.
    pub elapsed: Duration,
    /// The wait before the next attempt; `None` if there is none.
    pub next: Option<Duration>,
}

impl Outcome {
    pub(super) const fn new(
        status: Option<StatusCode>,
        error: Option<ErrorKind>,
        elapsed: Duration,
        next: Option<Duration>,
    ) -> Self {
        Self { status, error, elapsed, next }
    }
}

/// A call that has ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallSummary<'a> {
    /// The method.
    pub method: &'a str,
    /// The path template of the operation; of a request that the document lacks, its path without the query.
    pub path: &'a str,
    /// How often the request was sent, or was tried to be sent; 0 for a call that was dropped, since that is not known.
    pub attempts: u32,
    /// The status code, if a response was received.
    pub status: Option<StatusCode>,
    /// The kind of the error; `None` after a success.
    pub error: Option<ErrorKind>,
    /// How long the call took, with all attempts and the waits between them.
    pub elapsed: Duration,
}

/// The kind of an error, for metrics. Its `Display` is short and the same for all errors of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request violates the schema, or can't be sent.
    Invalid,
    /// The status code is that of an error.
    Status,
    /// The response is a success, but not one that the document declares.
    Unexpected,
    /// The body of a success exceeds the limit.
    TooLarge,
    /// There is no token.
    Credentials,
    /// No complete response was received.
    Transport,
    /// No complete response was received in time.
    Timeout,
    /// The call was dropped before it ended.
    Dropped,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid => "invalid",
            Self::Status => "status",
            Self::Unexpected => "unexpected",
            Self::TooLarge => "too_large",
            Self::Credentials => "credentials",
            Self::Transport => "transport",
            Self::Timeout => "timeout",
            Self::Dropped => "dropped",
        })
    }
}
