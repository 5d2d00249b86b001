//! How calls fail.

use std::any::Any;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::credential::Credential;
use super::decode::Undecodable;
use super::header_rules::is_credential;
use super::http_client::is_permanent;
use super::operation::Answer;
use super::scrub::scrub;
use super::violation::Violations;

/// Why a call of an operation failed; `E` is what the document says of its errors.
#[non_exhaustive]
pub enum Error<E> {
    /// The request breaks the schema, or can't be sent as it is. Nothing was sent.
    Invalid(Violations),
    /// An error that the document declares.
    Api {
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body, by the status.
        body: E,
        /// The body as it came.
        raw: Bytes,
        /// What was called.
        exchange: Box<Exchange>,
    },
    /// A status that the document does not declare, or a body that is not what it says.
    Unexpected {
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body as it came.
        body: Bytes,
        /// Why this is no answer that the document declares; shows no value of the body.
        reason: Box<str>,
        /// What the body breaks of its schema, if the client checks answers.
        violations: Violations,
        /// What was called.
        exchange: Box<Exchange>,
    },
    /// No whole answer came.
    Transport {
        /// What went wrong; without the URL, which may hold secrets.
        source: reqwest::Error,
        /// What was called.
        exchange: Box<Exchange>,
    },
    /// No whole answer came in time.
    Timeout {
        /// What was called.
        exchange: Box<Exchange>,
    },
}

/// Errors stay small, so that functions which return them stay cheap.
const _: () = assert!(size_of::<Error<[usize; 2]>>() < 128);

/// What the document says of an operation's errors: how each is read, by its status.
pub trait ErrorBody: Sized + Send + Sync + 'static {
    /// How the errors are read.
    const RESPONSES: &'static [Answer<Self>];
}

/// The errors of an operation that declares none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {}

impl ErrorBody for Undeclared {
    const RESPONSES: &'static [Answer<Self>] = &[];
}

/// What every [`Error`] of a call becomes through `?`.
pub type AnyError = Error<AnyBody>;

/// The body of an error of any operation.
pub struct AnyBody(Box<dyn Any + Send + Sync>);

impl AnyBody {
    /// Returns the body, if it is of the errors `E`.
    pub fn downcast_ref<E: ErrorBody>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for AnyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyBody")
    }
}

impl<E: ErrorBody> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        match error {
            Error::Invalid(violations) => Self::Invalid(violations),
            Error::Api { status, headers, body, raw, exchange } => {
                Self::Api { status, headers, body: AnyBody(Box::new(body)), raw, exchange }
            }
            Error::Unexpected { status, headers, body, reason, violations, exchange } => {
                Self::Unexpected { status, headers, body, reason, violations, exchange }
            }
            Error::Transport { source, exchange } => Self::Transport { source, exchange },
            Error::Timeout { exchange } => Self::Timeout { exchange },
        }
    }
}

impl<E> Error<E> {
    /// Returns the status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api { status, .. } | Self::Unexpected { status, .. } => Some(*status),
            Self::Invalid(_) | Self::Transport { .. } | Self::Timeout { .. } => None,
        }
    }

    /// Returns the headers of the answer, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api { headers, .. } | Self::Unexpected { headers, .. } => Some(headers),
            Self::Invalid(_) | Self::Transport { .. } | Self::Timeout { .. } => None,
        }
    }

    /// Returns the body of the answer as it came, if one came.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Api { raw: body, .. } | Self::Unexpected { body, .. } => Some(body),
            Self::Invalid(_) | Self::Transport { .. } | Self::Timeout { .. } => None,
        }
    }

    /// Returns what breaks the schema: of the request, if nothing was sent, or of the answer, if the client checks answers.
    pub fn violations(&self) -> Option<&Violations> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Unexpected { violations, .. } if !violations.is_empty() => Some(violations),
            _ => None,
        }
    }

    /// Returns whether the same call may succeed later: no whole answer came, or the status is 408, 425, 429 or 5xx, 501 aside. A certificate that
    /// is not accepted stays so.
    ///
    /// Whether the call may be repeated is another question: a request that got no answer may have been carried out.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Invalid(_) => false,
            Self::Transport { source, .. } => !is_permanent(source),
            Self::Timeout { .. } => true,
            Self::Api { status, .. } | Self::Unexpected { status, .. } => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502..=599)
            }
        }
    }

    /// Returns what the server calls the request, to ask its people about it: from the usual headers, or the body.
    pub fn request_id(&self) -> Option<String> {
        const HEADERS: &[&str] = &["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];
        const MEMBERS: &[&str] = &["requestId", "request_id", "reqId"];
        let headers = self.headers()?;
        let header = HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok());
        header.map(str::to_owned).or_else(|| member(self.body_bytes()?, MEMBERS))
    }

    fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::Invalid(_) => None,
            Self::Api { exchange, .. }
            | Self::Unexpected { exchange, .. }
            | Self::Transport { exchange, .. }
            | Self::Timeout { exchange } => Some(exchange),
        }
    }
}

/// Returns a text that stands in a JSON object under one of some names.
fn member(body: &[u8], names: &[&str]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    names.iter().find_map(|name| value.get(name)?.as_str()).map(str::to_owned)
}

/// What was called, and what of the credentials must not be shown.
#[derive(Clone)]
pub struct Exchange {
    method: &'static str,
    path: &'static str,
    secrets: Box<[String]>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Exchange {
    pub(super) fn new<'a>(
        method: &'static str,
        path: &'static str,
        credentials: impl Iterator<Item = &'a Credential>,
    ) -> Self {
        let secrets = credentials.map(|credential| credential.secret().to_owned()).collect();
        Self { method, path, secrets }
    }

    pub(super) fn api<E>(&self, received: Received, body: E) -> Error<E> {
        let Received { status, headers, body: raw } = received;
        Error::Api { status, headers: Box::new(headers), body, raw, exchange: Box::new(self.clone()) }
    }

    pub(crate) fn unexpected<E>(&self, received: Received, reason: impl Into<Undecodable>) -> Error<E> {
        let Received { status, headers, body } = received;
        let undecodable = reason.into();
        let reason = undecodable.to_string().into_boxed_str();
        let violations = match undecodable {
            Undecodable::Invalid(violations) => violations,
            Undecodable::Mismatch(_) => Violations::default(),
        };
        let (headers, exchange) = (Box::new(headers), Box::new(self.clone()));
        Error::Unexpected { status, headers, body, reason, violations, exchange }
    }

    pub(crate) fn transport<E>(&self, error: reqwest::Error) -> Error<E> {
        let exchange = Box::new(self.clone());
        if error.is_timeout() {
            Error::Timeout { exchange }
        } else {
            Error::Transport { source: error.without_url(), exchange }
        }
    }

    pub(super) fn timeout<E>(&self) -> Error<E> {
        Error::Timeout { exchange: Box::new(self.clone()) }
    }

    fn scrub(&self, bytes: &[u8]) -> String {
        let secrets: Vec<&str> = self.secrets.iter().map(String::as_str).collect();
        scrub(bytes, &secrets)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(exchange) = self.exchange() {
            write!(f, "{exchange:?}: ")?;
        }
        match self {
            Self::Invalid(violations) => write!(f, "the request was not sent: {violations}")?,
            Self::Api { status, raw, exchange, .. } => {
                write!(f, "{status}")?;
                said(f, raw, exchange)?;
            }
            Self::Unexpected { status, body, reason, exchange, .. } => {
                write!(f, "unexpected answer {status}: {reason}")?;
                said(f, body, exchange)?;
            }
            Self::Transport { source, .. } => write!(f, "no whole answer came: {}", cause(source))?,
            Self::Timeout { .. } => f.write_str("no whole answer came in time")?,
        }
        match self.request_id() {
            Some(id) => write!(
                f,
                " (request {})",
                self.exchange().map(|exchange| exchange.scrub(id.as_bytes())).unwrap_or_default()
            ),
            None => Ok(()),
        }
    }
}

/// Writes what the server says is wrong, where a body of JSON has words for it.
fn said(f: &mut fmt::Formatter<'_>, body: &[u8], exchange: &Exchange) -> fmt::Result {
    const MEMBERS: &[&str] = &["message", "detail", "error_description", "title", "error"];
    match member(body, MEMBERS) {
        Some(message) => write!(f, ": {}", exchange.scrub(message.as_bytes())),
        None => Ok(()),
    }
}

/// Returns the innermost cause: what the operating system or TLS says.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => f.debug_tuple("Invalid").field(violations).finish(),
            Self::Api { status, headers, body, exchange, .. } => {
                let mut shown = f.debug_struct("Api");
                shown.field("call", exchange).field("status", status).field("headers", &ShownHeaders(headers));
                shown.field("body", &Scrubbed(&format!("{body:?}"), exchange)).finish()
            }
            Self::Unexpected { status, headers, body, reason, exchange, .. } => {
                let mut shown = f.debug_struct("Unexpected");
                shown.field("call", exchange).field("status", status).field("reason", reason);
                shown.field("headers", &ShownHeaders(headers));
                shown.field("body", &exchange.scrub(body)).finish()
            }
            Self::Transport { source, exchange } => {
                f.debug_struct("Transport").field("call", exchange).field("cause", &cause(source)).finish()
            }
            Self::Timeout { exchange } => f.debug_struct("Timeout").field("call", exchange).finish(),
        }
    }
}

/// The `Debug` of a typed body, without what the server echoed of the credentials.
struct Scrubbed<'a>(&'a str, &'a Exchange);

impl fmt::Debug for Scrubbed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.1.scrub(self.0.as_bytes()))
    }
}

/// Headers, without the values that prove who calls.
pub(super) struct ShownHeaders<'a>(pub(super) &'a HeaderMap);

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.0.iter().map(|(name, value)| {
            let secret = value.is_sensitive()
                || is_credential(name)
                || *name == http::header::SET_COOKIE
                || *name == http::header::LOCATION;
            let value = if secret { "[redacted]".to_owned() } else { scrub(value.as_bytes(), &[]) };
            (name.as_str(), value)
        });
        f.debug_map().entries(headers).finish()
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Transport { source, .. } => Some(source),
            Self::Api { .. } | Self::Unexpected { .. } | Self::Timeout { .. } => None,
        }
    }
}
