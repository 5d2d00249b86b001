//! Errors of calls.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::attempts::Failure;
use super::auth::SourceError;
use super::decode::DecodeError;
use super::error_details::ErrorDetails;
use super::hooks::ErrorKind;
use super::operation::ResponseSpec;
use super::response_body::{RawResponse, ReadError};
use super::retry::NotRetried;
use super::times::Elapsed;
use super::transport::TransportError;
use crate::runtime::validation::redact::{MAX_SHOWN, RedactedNames, Secrets, Unquoted};
use crate::runtime::validation::violation::Violations;

/// The error of a call; `E` has the errors that the document declares.
#[non_exhaustive]
pub enum Error<E> {
    /// The request violates the schema, or can't be sent. Nothing was sent.
    Invalid(Violations),
    /// An error response that the document declares.
    Api {
        /// The status code.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body, decoded by status code.
        body: E,
        /// The body as received.
        raw: Bytes,
        /// The request.
        request: Box<RequestContext>,
    },
    /// A response that the document does not declare: another status code, or a body that does not decode.
    Unexpected {
        /// The status code.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body as received.
        body: Bytes,
        /// Why the response is not one that the document declares; shows no value of the body.
        reason: Box<str>,
        /// The violations of the body's schema, if the client checks responses.
        violations: Violations,
        /// Whether the body is longer: at most 1 MiB is kept.
        truncated: bool,
        /// The request.
        request: Box<RequestContext>,
    },
    /// The body of a successful response, or a line, event or record of a stream, exceeds the limit. See
    /// [`Call::max_body`](super::call::Call::max_body).
    TooLarge {
        /// The status code.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The limit, in bytes.
        limit: u64,
        /// The request.
        request: Box<RequestContext>,
    },
    /// The source of a credential yielded no token, so that nothing was sent.
    Credentials {
        /// The name of the security scheme.
        scheme: &'static str,
        /// The error of the source.
        source: SourceError,
        /// The request.
        request: Box<RequestContext>,
    },
    /// No complete response was received.
    Transport {
        /// The cause; without the URL, which may contain secrets.
        source: TransportError,
        /// The request.
        request: Box<RequestContext>,
    },
    /// No complete response was received in time.
    Timeout {
        /// The request.
        request: Box<RequestContext>,
    },
}

/// Errors stay small, so that functions which return them stay cheap.
const _: () = assert!(size_of::<Error<[usize; 2]>>() < 128);

/// The declared errors of an operation, and how each is decoded, by status code.
pub trait ErrorBody: Sized + Send + Sync + 'static {
    /// The declared error responses.
    const RESPONSES: &'static [ResponseSpec<Self>];
}

/// The errors of an operation that declares none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDeclaredErrors {}

impl ErrorBody for NoDeclaredErrors {
    const RESPONSES: &'static [ResponseSpec<Self>] = &[];
}

/// An [`Error`] of any operation: `?` converts to it.
pub type AnyError = Error<AnyErrorBody>;

/// The body of an error of any operation.
pub struct AnyErrorBody(Box<dyn Any + Send + Sync>);

impl AnyErrorBody {
    /// Returns the body, if it is of the errors `E`.
    pub fn downcast_ref<E: ErrorBody>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for AnyErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyErrorBody")
    }
}

impl<E: ErrorBody> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        error.map_body(|body| AnyErrorBody(Box::new(body)))
    }
}

impl Error<NoDeclaredErrors> {
    /// Returns the error as that of an operation that declares others.
    pub(super) fn widened<E>(self) -> Error<E> {
        self.map_body(|body| match body {})
    }
}

impl<E> Error<E> {
    /// Returns the status code of the response, if one was received.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api { status, .. } | Self::Unexpected { status, .. } | Self::TooLarge { status, .. } => Some(*status),
            Self::Invalid(_) | Self::Credentials { .. } | Self::Transport { .. } | Self::Timeout { .. } => None,
        }
    }

    /// Returns the headers of the response, if one was received.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api { headers, .. } | Self::Unexpected { headers, .. } | Self::TooLarge { headers, .. } => {
                Some(headers)
            }
            Self::Invalid(_) | Self::Credentials { .. } | Self::Transport { .. } | Self::Timeout { .. } => None,
        }
    }

    /// Returns the body of the response as received, unless it is too large.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Api { raw: body, .. } | Self::Unexpected { body, .. } => Some(body),
            Self::Invalid(_)
            | Self::TooLarge { .. }
            | Self::Credentials { .. }
            | Self::Transport { .. }
            | Self::Timeout { .. } => None,
        }
    }

    /// Returns the violations: of the request, if it was not sent, or of the response, if the client checks responses.
    pub fn violations(&self) -> Option<&Violations> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Unexpected { violations, .. } if !violations.is_empty() => Some(violations),
            _ => None,
        }
    }

    /// Returns whether the same call may succeed later: no complete response was received, or the status code is 408, 425, 429 or 5xx,
    /// except 501. An invalid certificate is not retryable.
    ///
    /// Whether the call may be repeated is another question: a request without a response may have been carried out.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Invalid(_) | Self::TooLarge { .. } => false,
            Self::Transport { source, .. } => !source.is_permanent,
            // A source may have failed for any reason.
            Self::Credentials { .. } | Self::Timeout { .. } => true,
            Self::Api { status, .. } | Self::Unexpected { status, .. } => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502..=599)
            }
        }
    }

    /// Returns how often the request was sent, or was tried to be sent: more than once after retries, and 0 if it was invalid.
    pub fn attempts(&self) -> u32 {
        self.request().map_or(0, |request| request.attempts)
    }

    /// Returns the kind of the error.
    pub(super) fn kind(&self) -> ErrorKind {
        match self {
            Self::Invalid(_) => ErrorKind::Invalid,
            Self::Api { .. } => ErrorKind::Status,
            Self::Unexpected { status, .. } if !status.is_success() => ErrorKind::Status,
            Self::Unexpected { .. } => ErrorKind::Unexpected,
            Self::TooLarge { .. } => ErrorKind::TooLarge,
            Self::Credentials { .. } => ErrorKind::Credentials,
            Self::Transport { .. } => ErrorKind::Transport,
            Self::Timeout { .. } => ErrorKind::Timeout,
        }
    }

    fn map_body<F>(self, map: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Invalid(violations) => Error::Invalid(violations),
            Self::Api { status, headers, body, raw, request } => {
                Error::Api { status, headers, body: map(body), raw, request }
            }
            Self::Unexpected { status, headers, body, reason, violations, truncated, request } => {
                Error::Unexpected { status, headers, body, reason, violations, truncated, request }
            }
            Self::TooLarge { status, headers, limit, request } => Error::TooLarge { status, headers, limit, request },
            Self::Credentials { scheme, source, request } => Error::Credentials { scheme, source, request },
            Self::Transport { source, request } => Error::Transport { source, request },
            Self::Timeout { request } => Error::Timeout { request },
        }
    }

    /// Returns how the attempt failed.
    pub(super) fn failure(&self) -> Failure<'_> {
        match self {
            // The source of a credential may have been asked several times already.
            Self::Invalid(_) | Self::TooLarge { .. } | Self::Credentials { .. } => Failure::Permanent,
            Self::Unexpected { request, .. } if request.is_permanent => Failure::Permanent,
            Self::Api { status, headers, .. } | Self::Unexpected { status, headers, .. } => {
                Failure::Response(*status, headers)
            }
            Self::Transport { source, .. } if source.is_permanent => Failure::Permanent,
            Self::Transport { source, .. } if source.is_unsent => Failure::Unsent,
            Self::Timeout { request } if request.is_unsent => Failure::Unsent,
            Self::Timeout { request } if matches!(request.elapsed, Some(Elapsed::Call(_))) => Failure::Permanent,
            Self::Transport { .. } | Self::Timeout { .. } => Failure::Incomplete,
        }
    }

    /// Records why the request was not sent again.
    pub(super) fn not_retried(mut self, reason: Option<NotRetried>) -> Self {
        match &mut self {
            Self::Invalid(_) => {}
            Self::Api { request, .. }
            | Self::Unexpected { request, .. }
            | Self::TooLarge { request, .. }
            | Self::Credentials { request, .. }
            | Self::Transport { request, .. }
            | Self::Timeout { request } => request.not_retried = reason,
        }
        self
    }

    /// Returns the id of the request, for the server's support: from the usual headers, or the body. It is safe to show.
    pub fn request_id(&self) -> Option<String> {
        self.said()?.request_id.as_deref().map(str::to_owned)
    }

    /// Returns the message and request id of the response.
    fn said(&self) -> Option<&ErrorDetails> {
        let request = self.request()?;
        let (headers, body) = (self.headers()?, self.body_bytes()?);
        Some(request.said.get_or_init(|| ErrorDetails::read(headers, body, &request.secrets)))
    }

    fn request(&self) -> Option<&RequestContext> {
        match self {
            Self::Invalid(_) => None,
            Self::Api { request, .. }
            | Self::Unexpected { request, .. }
            | Self::TooLarge { request, .. }
            | Self::Credentials { request, .. }
            | Self::Transport { request, .. }
            | Self::Timeout { request } => Some(request),
        }
    }
}

/// The operation that was called, and the secrets that must not be shown.
#[derive(Clone)]
pub struct RequestContext {
    method: Cow<'static, str>,
    path: Cow<'static, str>,
    secrets: Arc<Secrets>,
    /// How often the request was sent.
    pub(super) attempts: u32,
    /// Why it was not sent again, though it could be repeated.
    pub(super) not_retried: Option<NotRetried>,
    /// The time limit that was exceeded.
    elapsed: Option<Elapsed>,
    /// Whether there was no connection in time.
    is_unsent: bool,
    /// Whether the request must not be sent again.
    pub(super) is_permanent: bool,
    /// Whether the request applies only to some state of the resource.
    pub(super) is_conditional: bool,
    /// The message and request id of the response, once they were read.
    said: OnceLock<ErrorDetails>,
}

impl RequestContext {
    pub(super) const fn new(method: Cow<'static, str>, path: Cow<'static, str>, secrets: Arc<Secrets>) -> Self {
        Self {
            method,
            path,
            secrets,
            attempts: 0,
            not_retried: None,
            elapsed: None,
            is_unsent: false,
            is_permanent: false,
            is_conditional: false,
            said: OnceLock::new(),
        }
    }

    /// Returns method and path.
    pub(super) fn operation(&self) -> (&str, &str) {
        (&self.method, &self.path)
    }

    pub(super) fn secrets(&self) -> Arc<Secrets> {
        Arc::clone(&self.secrets)
    }

    /// Adds a secret that must not be shown.
    pub(super) fn hide(&mut self, secret: &str) {
        if !self.secrets.texts.iter().any(|known| known == secret) {
            Arc::make_mut(&mut self.secrets).add(secret);
        }
    }

    pub(crate) fn redacted_names(&self) -> RedactedNames {
        self.secrets.redacted_names()
    }

    pub(super) fn api<E>(&self, received: RawResponse, body: E) -> Error<E> {
        let RawResponse { status, headers, body: raw, .. } = received;
        Error::Api { status, headers: Box::new(headers), body, raw, request: Box::new(self.clone()) }
    }

    pub(crate) fn unexpected<E>(&self, received: RawResponse, reason: impl Into<DecodeError>) -> Error<E> {
        let RawResponse { status, headers, body, truncated } = received;
        let (reason, violations) = match reason.into() {
            DecodeError::Invalid(violations) => {
                let violations = violations.hiding(&self.secrets);
                (violations.to_string(), violations)
            }
            DecodeError::Mismatch(reason) => (self.secrets.scrub(reason.as_bytes(), MAX_SHOWN), Violations::default()),
        };
        let reason = reason.into_boxed_str();
        let (headers, request) = (Box::new(headers), Box::new(self.clone()));
        Error::Unexpected { status, headers, body, reason, violations, truncated, request }
    }

    pub(crate) fn too_large<E>(&self, status: StatusCode, headers: HeaderMap, limit: u64) -> Error<E> {
        Error::TooLarge { status, headers: Box::new(headers), limit, request: Box::new(self.clone()) }
    }

    pub(super) fn credentials<E>(&self, scheme: &'static str, source: SourceError) -> Error<E> {
        Error::Credentials { scheme, source, request: Box::new(self.clone()) }
    }

    pub(crate) fn transport<E>(&self, error: TransportError) -> Error<E> {
        let mut request = Box::new(self.clone());
        if error.is_timeout {
            request.is_unsent = error.is_unsent;
            request.elapsed = Some(Elapsed::HttpClient);
            Error::Timeout { request }
        } else {
            Error::Transport { source: error, request }
        }
    }

    pub(crate) fn unread<E>(&self, error: ReadError) -> Error<E> {
        match error {
            ReadError::Transport(error) => self.transport(error),
            ReadError::Idle(limit) => self.timeout(Elapsed::Idle(limit)),
        }
    }

    pub(crate) fn timeout<E>(&self, elapsed: Elapsed) -> Error<E> {
        let mut request = Box::new(self.clone());
        request.elapsed = Some(elapsed);
        Error::Timeout { request }
    }
}

impl fmt::Debug for RequestContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(request) = self.request() {
            write!(f, "{request:?}: ")?;
        }
        match self {
            Self::Invalid(violations) => write!(f, "the request was not sent: {violations}")?,
            Self::Api { status, .. } => write!(f, "{status}")?,
            Self::Unexpected { status, reason, .. } => write!(f, "unexpected response {status}: {reason}")?,
            Self::TooLarge { status, limit, .. } => {
                write!(f, "{status}, but the response is longer than the limit of {limit} bytes; `max_body` sets it")?;
            }
            Self::Credentials { scheme, source, request } => {
                write!(f, "there is no token for `{scheme}`: {}", request.scrubbed(source))?;
            }
            Self::Transport { source, request } => {
                write!(f, "no complete response was received: {}", request.cause(source))?;
            }
            Self::Timeout { request } => write!(f, "{}", request.elapsed.unwrap_or(Elapsed::HttpClient))?,
        }
        if let Some(ErrorDetails { message, request_id }) = self.said() {
            if let Some(message) = message {
                write!(f, ": {message}")?;
            }
            if let Some(id) = request_id {
                write!(f, " (request {id})")?;
            }
        }
        self.request().map_or(Ok(()), |request| request.show_attempts(self.status(), f))
    }
}

impl RequestContext {
    /// Shows how often the request was sent, and why not more often.
    fn show_attempts(&self, status: Option<StatusCode>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attempts > 1 {
            write!(f, "; attempt {}", self.attempts)?;
        }
        let is_changed = match status {
            Some(StatusCode::NOT_FOUND) => self.method == "DELETE",
            Some(StatusCode::PRECONDITION_FAILED) => self.is_conditional,
            _ => false,
        };
        if self.attempts > 1 && is_changed {
            f.write_str("; an earlier attempt may have succeeded")?;
        }
        match self.not_retried {
            Some(NotRetried::Attempts) | None => Ok(()),
            Some(reason) => write!(f, "; {reason}"),
        }
    }
}

impl RequestContext {
    /// Returns the innermost cause: the error of the operating system or of TLS.
    fn cause(&self, error: &TransportError) -> String {
        let mut cause: &dyn std::error::Error = error;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        self.scrubbed(&cause)
    }

    fn scrubbed(&self, error: &dyn fmt::Display) -> String {
        self.secrets.scrub(error.to_string().as_bytes(), MAX_SHOWN)
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => f.debug_tuple("Invalid").field(violations).finish(),
            Self::Api { status, headers, body, request, .. } => {
                let mut shown = f.debug_struct("Api");
                shown.field("call", request).field("status", status);
                shown.field("headers", &request.secrets.headers(headers));
                shown.field("body", &request.secrets.debug(body)).finish()
            }
            Self::Unexpected { status, headers, body, reason, truncated, request, .. } => {
                let mut shown = f.debug_struct("Unexpected");
                shown.field("call", request).field("status", status).field("reason", reason);
                shown.field("headers", &request.secrets.headers(headers)).field("truncated", truncated);
                shown.field("body", &Unquoted(request.secrets.quote(body, MAX_SHOWN))).finish()
            }
            Self::TooLarge { status, headers, limit, request } => {
                let mut shown = f.debug_struct("TooLarge");
                shown.field("call", request).field("status", status).field("limit", limit);
                shown.field("headers", &request.secrets.headers(headers)).finish()
            }
            Self::Credentials { scheme, source, request } => {
                let mut shown = f.debug_struct("Credentials");
                shown.field("call", request).field("scheme", scheme);
                shown.field("cause", &request.scrubbed(source)).finish()
            }
            Self::Transport { source, request } => {
                f.debug_struct("Transport").field("call", request).field("cause", &request.cause(source)).finish()
            }
            Self::Timeout { request } => f.debug_struct("Timeout").field("call", request).finish(),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Credentials { source, .. } => Some(&**source),
            Self::Transport { source, .. } => Some(source),
            Self::Api { .. } | Self::Unexpected { .. } | Self::TooLarge { .. } | Self::Timeout { .. } => None,
        }
    }
}
