//! Reads the body of a response, within a limit.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode, Version};
use tokio::time::timeout;

use super::transport::{Body as TransportBody, TransportError};

/// The default limit for the body of a successful response, and for each line, event and record of a stream, in bytes: 16 MiB.
pub const DEFAULT_MAX_BODY: u64 = 16 << 20;

/// The limit for the body of any other response, in bytes: 1 MiB.
pub(super) const MAX_ERROR_BODY: u64 = 1 << 20;

/// The body of a response, up to the limit.
pub(super) struct Body {
    pub(super) bytes: Bytes,
    /// Whether the body is longer.
    pub(super) truncated: bool,
}

/// A response whose body was read.
#[derive(Clone, Debug)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether the body is longer.
    pub(crate) truncated: bool,
}

impl RawResponse {
    /// Truncates the body to a limit.
    pub(super) fn truncate(mut self, limit: u64) -> Self {
        if let Ok(limit) = usize::try_from(limit)
            && let Some(beginning) = self.body.get(..limit)
            && self.body.len() > limit
        {
            self.body = Bytes::copy_from_slice(beginning);
            self.truncated = true;
        }
        self
    }
}

/// Returns whether a body is known to be longer than a limit.
pub(super) fn is_longer(body: &TransportBody, limit: u64) -> bool {
    body.length().is_some_and(|length| length > limit)
}

/// Why a body was not read to its end.
pub(crate) enum ReadError {
    Transport(TransportError),
    /// No byte was received for this time.
    Idle(Duration),
}

/// Reads a body up to a limit; an error if no byte is received for the time `idle`. If it is longer, the rest is not read, and the
/// connection is closed.
pub(super) async fn read(mut body: TransportBody, limit: u64, idle: Duration) -> Result<Body, ReadError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let expected = body.length().unwrap_or_default().min(DEFAULT_MAX_BODY);
    // Most bodies are one chunk, which is not copied.
    let mut first = Bytes::new();
    let mut all = Vec::new();
    loop {
        let chunk = timeout(idle, body.chunk()).await.map_err(|_| ReadError::Idle(idle))?;
        let Some(mut chunk) = chunk.transpose().map_err(ReadError::Transport)? else {
            return Ok(Body { bytes: joined(first, all), truncated: false });
        };
        let room = limit - first.len().max(all.len());
        let truncated = chunk.len() > room;
        chunk.truncate(room);
        if first.is_empty() {
            first = chunk;
        } else {
            if all.is_empty() {
                all.reserve(usize::try_from(expected).unwrap_or_default());
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&chunk);
        }
        if truncated {
            return Ok(Body { bytes: joined(first, all), truncated });
        }
    }
}

fn joined(first: Bytes, all: Vec<u8>) -> Bytes {
    if all.is_empty() { first } else { Bytes::from(all) }
}

/// Returns whether the protocol marks the end of the body. If not, the body ends with the connection, and a truncated one can't be told
/// from a complete one (RFC 9112 §8).
#[allow(dead_code, reason = "streams ask, and are optional")]
pub(crate) fn has_marked_end(version: Version, headers: &HeaderMap) -> bool {
    version >= Version::HTTP_2 || headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING)
}
