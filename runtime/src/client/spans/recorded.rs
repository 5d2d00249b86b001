//! Spans with the feature `tracing`. Their fields are those of OpenTelemetry for HTTP clients (semantic conventions 1.27).

use std::fmt;
use std::future::Future;

use http::StatusCode;
use reqwest::Url;
use tracing::field::{Empty, display};
use tracing::instrument::{Instrument, Instrumented};
use tracing::{Span, info_span};

use crate::runtime::client::hooks::ErrorKind;

/// The span of a call.
#[derive(Clone)]
pub(in super::super) struct CallSpan(Span);

impl CallSpan {
    pub(in super::super) fn new(method: &str, template: Option<&str>) -> Self {
        Self(info_span!(
            "call",
            "otel.name" = display(SpanName { method, template }),
            "otel.kind" = "internal",
            "otel.status_code" = Empty,
            "http.request.method" = method,
            "http.response.status_code" = Empty,
            "url.template" = template,
            "error.type" = Empty,
        ))
    }

    /// Returns whether anybody wants to know.
    pub(in super::super) fn is_recorded(&self) -> bool {
        !self.0.is_disabled()
    }

    pub(in super::super) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    pub(in super::super) fn end(&self, status: Option<StatusCode>, error: Option<ErrorKind>) {
        record_end(&self.0, status, error);
    }
}

/// The span of an attempt.
pub(in super::super) struct AttemptSpan(Span);

impl AttemptSpan {
    pub(in super::super) fn new(method: &str, template: Option<&str>, url: &Url, attempt: u32) -> Self {
        Self(info_span!(
            "attempt",
            "otel.name" = display(SpanName { method, template }),
            "otel.kind" = "client",
            "otel.status_code" = Empty,
            "http.request.method" = method,
            "http.request.resend_count" = attempt.checked_sub(1).filter(|resent| *resent > 0),
            "http.response.status_code" = Empty,
            "url.template" = template,
            "server.address" = url.host_str(),
            "server.port" = url.port_or_known_default(),
            "error.type" = Empty,
        ))
    }

    pub(in super::super) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    pub(in super::super) fn end(&self, status: Option<StatusCode>, error: Option<ErrorKind>) {
        record_end(&self.0, status, error);
    }
}

fn record_end(span: &Span, status: Option<StatusCode>, error: Option<ErrorKind>) {
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(error) = error {
        span.record("otel.status_code", "ERROR");
        match status {
            Some(status) if error == ErrorKind::Status => span.record("error.type", status.as_str()),
            _ => span.record("error.type", display(error)),
        };
    }
}

/// The name of a span: `GET /pets/{id}`.
struct SpanName<'a> {
    method: &'a str,
    template: Option<&'a str>,
}

impl fmt::Display for SpanName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.method)?;
        self.template.map_or(Ok(()), |template| write!(f, " {template}"))
    }
}
