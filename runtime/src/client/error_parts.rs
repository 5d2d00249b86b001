//! What errors of calls consist of, without the type of the declared errors: code that shows errors is compiled only once.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::auth::SourceError;
use super::error_details::ErrorDetails;
use super::hooks::ErrorKind;
use super::request_context::RequestContext;
use super::times::Elapsed;
use super::transport::TransportError;
use crate::runtime::validation::redact::{MAX_SHOWN, Unquoted};
use crate::runtime::validation::violation::Violations;

/// An error of a call.
#[derive(Clone, Copy)]
pub(super) struct ErrorParts<'a> {
    /// Absent if nothing was sent, since the request is invalid.
    pub(super) request: Option<&'a RequestContext>,
    pub(super) response: Option<(StatusCode, &'a HeaderMap)>,
    /// The body as received.
    pub(super) body: Option<&'a Bytes>,
    pub(super) cause: Cause<'a>,
}

/// What distinguishes the variants of an error.
#[derive(Clone, Copy)]
pub(super) enum Cause<'a> {
    Invalid(&'a Violations),
    Api,
    Unexpected { reason: &'a str, violations: &'a Violations, truncated: bool },
    TooLarge { limit: u64 },
    Credentials { scheme: &'static str, source: &'a SourceError },
    Transport(&'a TransportError),
    Timeout,
}

impl<'a> ErrorParts<'a> {
    pub(super) fn status(self) -> Option<StatusCode> {
        self.response.map(|(status, _)| status)
    }

    pub(super) fn headers(self) -> Option<&'a HeaderMap> {
        self.response.map(|(_, headers)| headers)
    }

    pub(super) fn violations(self) -> Option<&'a Violations> {
        match self.cause {
            Cause::Invalid(violations) => Some(violations),
            Cause::Unexpected { violations, .. } if !violations.is_empty() => Some(violations),
            _ => None,
        }
    }

    pub(super) fn is_retryable(self) -> bool {
        match self.cause {
            Cause::Invalid(_) | Cause::TooLarge { .. } => false,
            Cause::Transport(source) => !source.is_permanent,
            // A source may have failed for any reason.
            Cause::Credentials { .. } | Cause::Timeout => true,
            Cause::Api | Cause::Unexpected { .. } => {
                self.status().is_some_and(|status| matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502..=599))
            }
        }
    }

    pub(super) fn kind(self) -> ErrorKind {
        match self.cause {
            Cause::Invalid(_) => ErrorKind::Invalid,
            Cause::Api => ErrorKind::Status,
            Cause::Unexpected { .. } if self.status().is_some_and(|status| !status.is_success()) => ErrorKind::Status,
            Cause::Unexpected { .. } => ErrorKind::Unexpected,
            Cause::TooLarge { .. } => ErrorKind::TooLarge,
            Cause::Credentials { .. } => ErrorKind::Credentials,
            Cause::Transport(_) => ErrorKind::Transport,
            Cause::Timeout => ErrorKind::Timeout,
        }
    }

    /// Returns the message and the request id of the response.
    pub(super) fn details(self) -> Option<&'a ErrorDetails> {
        Some(self.request?.details(self.headers()?, self.body?))
    }

    pub(super) fn source(self) -> Option<&'a (dyn std::error::Error + 'static)> {
        match self.cause {
            Cause::Invalid(violations) => Some(violations),
            Cause::Credentials { source, .. } => Some(&**source),
            Cause::Transport(source) => Some(source),
            Cause::Api | Cause::Unexpected { .. } | Cause::TooLarge { .. } | Cause::Timeout => None,
        }
    }

    /// Shows the error; `declared` is the declared error.
    pub(super) fn debug(self, declared: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.cause {
            Cause::Invalid(violations) => return f.debug_tuple("Invalid").field(violations).finish(),
            Cause::Api => "Api",
            Cause::Unexpected { .. } => "Unexpected",
            Cause::TooLarge { .. } => "TooLarge",
            Cause::Credentials { .. } => "Credentials",
            Cause::Transport(_) => "Transport",
            Cause::Timeout => "Timeout",
        };
        let mut shown = f.debug_struct(name);
        let Some(request) = self.request else { return shown.finish() };
        shown.field("call", request);
        if let Some(status) = self.status() {
            shown.field("status", &status);
        }
        match self.cause {
            Cause::Unexpected { reason, .. } => shown.field("reason", &reason),
            Cause::TooLarge { limit } => shown.field("limit", &limit),
            Cause::Credentials { scheme, source } => {
                shown.field("scheme", &scheme).field("cause", &request.scrubbed(source))
            }
            Cause::Transport(source) => shown.field("cause", &request.cause(source)),
            Cause::Invalid(_) | Cause::Api | Cause::Timeout => &mut shown,
        };
        if let Some(headers) = self.headers() {
            shown.field("headers", &request.secrets.headers(headers));
        }
        match (self.cause, self.body) {
            (Cause::Api, _) => shown.field("body", &request.secrets.debug(declared)),
            (Cause::Unexpected { truncated, .. }, Some(body)) => {
                let body = Unquoted(request.secrets.quote(body, MAX_SHOWN));
                shown.field("truncated", &truncated).field("body", &body)
            }
            _ => &mut shown,
        };
        shown.finish()
    }
}

impl fmt::Display for ErrorParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Cause::Invalid(violations) = self.cause {
            return write!(f, "the request was not sent: {violations}");
        }
        let Some(request) = self.request else { return Ok(()) };
        write!(f, "{request:?}: ")?;
        if let Some(status) = self.status() {
            let unexpected = if matches!(self.cause, Cause::Unexpected { .. }) { "unexpected response " } else { "" };
            write!(f, "{unexpected}{status}")?;
        }
        match self.cause {
            Cause::Invalid(_) | Cause::Api => {}
            Cause::Unexpected { reason, .. } => write!(f, ": {reason}")?,
            Cause::TooLarge { limit } => {
                write!(f, ", but the response is longer than the limit of {limit} bytes; `max_body` sets it")?;
            }
            Cause::Credentials { scheme, source } => {
                write!(f, "there is no token for `{scheme}`: {}", request.scrubbed(source))?;
            }
            Cause::Transport(source) => write!(f, "no complete response was received: {}", request.cause(source))?,
            Cause::Timeout => write!(f, "{}", request.elapsed.unwrap_or(Elapsed::HttpClient))?,
        }
        if let Some(ErrorDetails { message, request_id }) = self.details() {
            if let Some(message) = message {
                write!(f, ": {message}")?;
            }
            if let Some(id) = request_id {
                write!(f, " (request {id})")?;
            }
        }
        request.show_attempts(self.status(), f)
    }
}
