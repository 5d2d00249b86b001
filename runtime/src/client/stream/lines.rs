//! The lines of a body.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::byte_stream::ByteStream;
use super::context::size;
use crate::runtime::client::decode::StreamingResponse;
use crate::runtime::client::error::AnyError;
use crate::runtime::client::line_buffer::LineBuffer;

/// The lines of a stream.
pub(super) struct Lines {
    pub(super) bytes: ByteStream,
    buffer: LineBuffer,
    ended: bool,
    /// Whether the last line had no end.
    ended_within_line: bool,
}

impl Lines {
    pub(super) fn new(incoming: StreamingResponse) -> Self {
        let (bytes, buffer) = (ByteStream::new(incoming), LineBuffer::default());
        Self { bytes, buffer, ended: false, ended_within_line: false }
    }

    /// Ends the stream.
    pub(super) fn end(&mut self) {
        self.bytes.end();
        self.buffer = LineBuffer::default();
        self.ended = true;
    }

    /// Returns whether the last line may be truncated.
    pub(super) fn is_cut(&self) -> bool {
        self.ended_within_line && !self.bytes.context.has_marked_end
    }

    pub(super) fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, AnyError>>> {
        loop {
            if let Some(line) = self.buffer.next_line() {
                return Poll::Ready(Some(self.within_limit(line)));
            }
            if self.ended {
                let rest = self.buffer.take_rest();
                self.ended_within_line = rest.is_some();
                return Poll::Ready(rest.map(Ok));
            }
            if self.bytes.context.is_too_large(size(self.buffer.rest())) {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match ready!(Pin::new(&mut self.bytes).poll_next(context)) {
                None => self.ended = true,
                Some(Ok(chunk)) => self.buffer.add(&chunk),
                Some(Err(error)) => {
                    self.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn within_limit(&mut self, line: Vec<u8>) -> Result<Vec<u8>, AnyError> {
        if self.bytes.context.is_too_large(size(&line)) { Err(self.too_large()) } else { Ok(line) }
    }

    fn too_large(&mut self) -> AnyError {
        self.end();
        self.bytes.context.too_large()
    }
}
