//! The request of an error or of a stream.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use http::{HeaderMap, StatusCode};

use super::auth::SourceError;
use super::decode::DecodeError;
use super::error::{Error, NoDeclaredErrors};
use super::error_details::ErrorDetails;
use super::response_body::{RawResponse, ReadError};
use super::retry::NotRetried;
use super::times::Elapsed;
use super::transport::TransportError;
use crate::runtime::validation::redact::{MAX_SHOWN, RedactedNames, Secrets};
use crate::runtime::validation::violation::Violations;

/// The operation that was called, and the secrets that must not be shown.
#[derive(Clone)]
pub struct RequestContext {
    method: Cow<'static, str>,
    path: Cow<'static, str>,
    pub(super) secrets: Arc<Secrets>,
    /// How often the request was sent.
    pub(super) attempts: u32,
    /// Why it was not sent again, though it could be repeated.
    pub(super) not_retried: Option<NotRetried>,
    /// The time limit that was exceeded.
    pub(super) elapsed: Option<Elapsed>,
    /// Whether there was no connection in time.
    pub(super) is_unsent: bool,
    /// Whether the request must not be sent again.
    pub(super) is_permanent: bool,
    /// Whether the request applies only to some state of the resource.
    pub(super) is_conditional: bool,
    /// The message and request id of the response, once they were read.
    details: OnceLock<ErrorDetails>,
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
            details: OnceLock::new(),
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

    /// Returns the message and the request id of the response.
    pub(super) fn details(&self, headers: &HeaderMap, body: &[u8]) -> &ErrorDetails {
        self.details.get_or_init(|| ErrorDetails::read(headers, body, &self.secrets))
    }

    pub(crate) fn unexpected(&self, received: RawResponse, reason: DecodeError) -> Error<NoDeclaredErrors> {
        let RawResponse { status, headers, body, truncated } = received;
        let (reason, violations) = match reason {
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

    pub(crate) fn too_large(&self, status: StatusCode, headers: HeaderMap, limit: u64) -> Error<NoDeclaredErrors> {
        Error::TooLarge { status, headers: Box::new(headers), limit, request: Box::new(self.clone()) }
    }

    pub(super) fn credentials(&self, scheme: &'static str, source: SourceError) -> Error<NoDeclaredErrors> {
        Error::Credentials { scheme, source, request: Box::new(self.clone()) }
    }

    pub(crate) fn transport(&self, error: TransportError) -> Error<NoDeclaredErrors> {
        let mut request = Box::new(self.clone());
        if error.is_timeout {
            request.is_unsent = error.is_unsent;
            request.elapsed = Some(Elapsed::HttpClient);
            Error::Timeout { request }
        } else {
            Error::Transport { source: error, request }
        }
    }

    pub(crate) fn unread(&self, error: ReadError) -> Error<NoDeclaredErrors> {
        match error {
            ReadError::Transport(error) => self.transport(error),
            ReadError::Idle(limit) => self.timeout(Elapsed::Idle(limit)),
        }
    }

    pub(crate) fn timeout(&self, elapsed: Elapsed) -> Error<NoDeclaredErrors> {
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

impl RequestContext {
    /// Shows how often the request was sent, and why not more often.
    pub(super) fn show_attempts(&self, status: Option<StatusCode>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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

    /// Returns the innermost cause: the error of the operating system or of TLS.
    pub(super) fn cause(&self, error: &TransportError) -> String {
        let mut cause: &dyn std::error::Error = error;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        self.scrubbed(&cause)
    }

    pub(super) fn scrubbed(&self, error: &dyn fmt::Display) -> String {
        self.secrets.scrub(error.to_string().as_bytes(), MAX_SHOWN)
    }
}
