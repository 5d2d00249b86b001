//! The error of a transport.

use std::fmt;

/// Why no complete response was received.
#[derive(Debug)]
#[must_use]
pub struct TransportError {
    pub(super) source: Box<dyn std::error::Error + Send + Sync>,
    pub(in super::super) is_unsent: bool,
    pub(in super::super) is_timeout: bool,
    pub(in super::super) is_permanent: bool,
}

impl TransportError {
    /// An error after which the request may have been carried out.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), is_unsent: false, is_timeout: false, is_permanent: false }
    }

    /// Declares that nothing was sent, for example since there was no connection, so that the request can be sent again.
    pub fn unsent(mut self) -> Self {
        self.is_unsent = true;
        self
    }

    /// Declares that a time limit of the transport was exceeded.
    pub fn timeout(mut self) -> Self {
        self.is_timeout = true;
        self
    }

    /// Declares that the request would fail again, for example since a certificate is invalid.
    pub fn permanent(mut self) -> Self {
        self.is_permanent = true;
        self
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_unsent { "the request was not sent" } else { "no complete response was received" })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
