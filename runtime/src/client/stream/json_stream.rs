//! Sequences of JSON values.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::lines::Lines;
use crate::runtime::client::decode::StreamingResponse;
use crate::runtime::client::error::AnyError;

/// A sequence of JSON values: one per line (`application/x-ndjson`, `application/jsonl`), or each after a record separator
/// (`application/json-seq`, RFC 7464).
///
/// A last line without its end counts if the protocol marks the end of the body; else it is an error, since it may be truncated. The stream
/// ends after an error of the body, and after a line that is longer than `max_body`; it continues after a line that does not decode.
pub struct JsonStream<T> {
    lines: Lines,
    yields: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonStream<T> {
    #[doc(hidden)]
    pub fn new(incoming: StreamingResponse) -> Self {
        Self { lines: Lines::new(incoming), yields: PhantomData }
    }

    /// Returns the next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, AnyError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: DeserializeOwned> Stream for JsonStream<T> {
    type Item = Result<T, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let line = match ready!(self.lines.poll_line(context)) {
                None => return Poll::Ready(None),
                Some(Ok(line)) if self.lines.is_cut() => {
                    let reason = "the connection was closed within a line, which may not be whole";
                    return Poll::Ready(Some(Err(self.lines.bytes.context.unexpected(Bytes::from(line), reason))));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(line)) => line,
            };
            // RFC 7464 puts a record separator before each text.
            let text = line.strip_prefix(b"\x1e").unwrap_or(&line).trim_ascii();
            if !text.is_empty() {
                return Poll::Ready(Some(self.lines.bytes.context.item(text.to_vec())));
            }
        }
    }
}

impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStream").finish_non_exhaustive()
    }
}
