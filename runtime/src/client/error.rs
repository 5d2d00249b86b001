//! Errors of calls.

use std::any::Any;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::attempts::Failure;
use super::auth::SourceError;
use super::error_parts::{Cause, ErrorParts};
use super::hooks::ErrorKind;
use super::operation::ResponseSpec;
pub use super::request_context::RequestContext;
use super::retry::NotRetried;
use super::times::Elapsed;
use super::transport::TransportError;
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
}

impl<E> Error<E> {
    /// Returns the status code of the response, if one was received.
    pub fn status(&self) -> Option<StatusCode> {
        self.parts().status()
    }

    /// Returns the headers of the response, if one was received.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.parts().headers()
    }

    /// Returns the body of the response as received, unless it is too large.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        self.parts().body
    }

    /// Returns the violations: of the request, if it was not sent, or of the response, if the client checks responses.
    pub fn violations(&self) -> Option<&Violations> {
        self.parts().violations()
    }

    /// Returns whether the same call may succeed later: no complete response was received, or the status code is 408, 425, 429 or 5xx,
    /// except 501. An invalid certificate is not retryable.
    ///
    /// Whether the call may be repeated is another question: a request without a response may have been carried out.
    pub fn is_retryable(&self) -> bool {
        self.parts().is_retryable()
    }

    /// Returns how often the request was sent, or was tried to be sent: more than once after retries, and 0 if it was invalid.
    pub fn attempts(&self) -> u32 {
        self.parts().request.map_or(0, |request| request.attempts)
    }

    /// Returns the id of the request, for the server's support: from the usual headers, or the body. It is safe to show.
    pub fn request_id(&self) -> Option<String> {
        self.parts().details()?.request_id.as_deref().map(str::to_owned)
    }

    /// Returns the kind of the error.
    pub(super) fn kind(&self) -> ErrorKind {
        self.parts().kind()
    }

    /// Returns what the error consists of, without the declared error.
    fn parts(&self) -> ErrorParts<'_> {
        let (request, response, body, cause) = match self {
            Self::Invalid(violations) => (None, None, None, Cause::Invalid(violations)),
            Self::Api { status, headers, raw, request, .. } => {
                (Some(request), Some((status, headers)), Some(raw), Cause::Api)
            }
            Self::Unexpected { status, headers, body, reason, violations, truncated, request } => {
                let cause = Cause::Unexpected { reason, violations, truncated: *truncated };
                (Some(request), Some((status, headers)), Some(body), cause)
            }
            Self::TooLarge { status, headers, limit, request } => {
                (Some(request), Some((status, headers)), None, Cause::TooLarge { limit: *limit })
            }
            Self::Credentials { scheme, source, request } => {
                (Some(request), None, None, Cause::Credentials { scheme, source })
            }
            Self::Transport { source, request } => (Some(request), None, None, Cause::Transport(source)),
            Self::Timeout { request } => (Some(request), None, None, Cause::Timeout),
        };
        let response = response.map(|(status, headers)| (*status, &**headers));
        ErrorParts { request: request.map(|request| &**request), response, body, cause }
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
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().fmt(f)
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: &dyn fmt::Debug = if let Self::Api { body, .. } = self { body } else { &() };
        self.parts().debug(body, f)
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.parts().source()
    }
}
