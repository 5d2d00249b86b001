//! Responses that are read as bytes.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::io::AsyncWrite;
use tokio::time::{Sleep, sleep};

use super::context::{StreamContext, size};
use super::reconnection::{Reconnected, Reconnection};
use crate::runtime::client::decode::StreamingResponse;
use crate::runtime::client::error::AnyError;
use crate::runtime::client::progress::Progress;
use crate::runtime::client::request::RequestParts;
use crate::runtime::client::response_body::ReadError;
use crate::runtime::client::transport::Body;
use crate::runtime::validation::violation::Location;

/// How long to wait before the rest of a body is requested.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The chunks of a body, with a time limit for each.
struct Chunks {
    body: Body,
    idle: Duration,
    /// Runs while bytes are waited for.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, ReadError>>> {
        if let Poll::Ready(chunk) = self.body.poll_chunk(context) {
            self.timer = None;
            return Poll::Ready(chunk.map(|chunk| chunk.map_err(ReadError::Transport)));
        }
        if self.idle == Duration::MAX {
            return Poll::Pending;
        }
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(self.idle)));
        timer.as_mut().poll(context).map(|()| Some(Err(ReadError::Idle(self.idle))))
    }
}

/// The bytes of a response, as they are received. The timeout of the call ends with the header section; `idle_timeout` limits how long the
/// next bytes are waited for.
///
/// A truncated body is an error, after which the stream ends, unless [`resume`](Self::resume) is on. If neither `Content-Length` nor chunks
/// nor HTTP/2 mark the end, a truncated body can't be told from a complete one.
pub struct ByteStream {
    /// `None` after the end, or after an error.
    chunks: Option<Chunks>,
    progress: Progress,
    on_progress: Option<Box<dyn FnMut(Progress) + Send>>,
    /// How the rest is requested, if the response says which version of the body it is.
    reconnection: Option<Reconnection>,
    pub(super) context: Box<StreamContext>,
}

impl ByteStream {
    #[doc(hidden)]
    pub fn new(incoming: StreamingResponse) -> Self {
        let context = Box::new(StreamContext::of(&incoming));
        let StreamingResponse { body, idle, source, .. } = incoming;
        let progress = Progress { bytes: 0, total: body.length() };
        let chunks = Some(Chunks { body, idle: idle.of_body(), timer: None });
        // An HTTP client that decompresses a body removes its length: then positions in it are not those of what is sent.
        let is_whole = context.status == StatusCode::OK && context.headers.contains_key(CONTENT_LENGTH);
        let source = source.filter(|_| is_whole && version(&context.headers).is_some());
        let reconnection = source.map(|source| Reconnection::new(source, FIRST_WAIT));
        Self { chunks, progress, on_progress: None, reconnection, context }
    }

    /// Requests the rest of the body if it breaks off, by `Range` (RFC 9110 §14.2), again and again as long as bytes are received; ten
    /// attempts in a row without any end it with an error.
    ///
    /// This needs a method that may be repeated, such as GET, or a call that is declared to be idempotent; and a response with `Content-Length` and a strong `ETag`: only then it
    /// is known that the rest is that of the same body. Without these, a truncated body remains an error.
    #[must_use]
    pub fn resume(mut self, resume: bool) -> Self {
        if let Some(reconnection) = &mut self.reconnection {
            reconnection.is_on = resume;
        }
        self
    }

    /// Calls a function whenever bytes are received.
    #[must_use]
    pub fn on_progress(mut self, call: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(call));
        self
    }

    pub(super) fn set_idle_timeout(&mut self, idle: Duration) {
        if let Some(chunks) = &mut self.chunks {
            chunks.idle = idle;
        }
    }

    /// Drops the body.
    pub(super) fn end(&mut self) {
        self.chunks = None;
    }

    /// Returns the next bytes; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, AnyError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns all remaining bytes, if they are not more than `max_body`.
    ///
    /// # Errors
    ///
    /// The body is longer than `max_body`, or ends early.
    pub async fn bytes(mut self) -> Result<Bytes, AnyError> {
        let left = self.progress.total.map(|total| total.saturating_sub(self.progress.bytes));
        if left.is_some_and(|left| self.context.is_too_large(left)) {
            return Err(self.context.too_large());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            if self.context.is_too_large(size(&bytes) + size(&chunk)) {
                return Err(self.context.too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Bytes::from(bytes))
    }

    /// Writes all remaining bytes to a writer, such as a file of tokio, and flushes it; returns their number, for which there is no limit.
    ///
    /// # Errors
    ///
    /// The body ends early, or the writer fails. What was received until then is written.
    pub async fn copy_to<W: AsyncWrite + Unpin + ?Sized>(mut self, writer: &mut W) -> Result<u64, CopyError> {
        let mut copied = 0;
        while let Some(chunk) = self.next().await {
            let mut chunk = chunk.map_err(CopyError::Read)?;
            copied += size(&chunk);
            while !chunk.is_empty() {
                let written = poll_fn(|context| Pin::new(&mut *writer).poll_write(context, &chunk)).await;
                match written.map_err(CopyError::Write)? {
                    0 => return Err(CopyError::Write(io::ErrorKind::WriteZero.into())),
                    written => drop(chunk.split_to(written.min(chunk.len()))),
                }
            }
        }
        poll_fn(|context| Pin::new(&mut *writer).poll_flush(context)).await.map_err(CopyError::Write)?;
        Ok(copied)
    }

    /// Counts a chunk; an error if there are more bytes than the server announced.
    fn take(&mut self, chunk: &Bytes) -> Result<(), AnyError> {
        self.progress.bytes = self.progress.bytes.saturating_add(size(chunk));
        if self.progress.total.is_some_and(|total| total < self.progress.bytes) {
            return Err(self.context.unexpected(Bytes::new(), "the body is longer than the server announced"));
        }
        if let Some(reconnection) = self.reconnection.as_mut().filter(|_| !chunk.is_empty()) {
            reconnection.succeed();
        }
        if let Some(call) = &mut self.on_progress {
            call(self.progress);
        }
        Ok(())
    }

    /// Begins to request the rest, if that is possible.
    fn request_rest(&mut self) -> bool {
        match &mut self.reconnection {
            Some(reconnection) if reconnection.is_possible() => {
                reconnection.begin(Duration::ZERO);
                true
            }
            _ => false,
        }
    }

    /// Requests the rest.
    fn poll_rest(&mut self, context: &mut Context<'_>) -> Poll<Result<(), AnyError>> {
        let Some(reconnection) = &mut self.reconnection else { return Poll::Ready(Ok(())) };
        let Progress { bytes, total } = self.progress;
        let known = &self.context.headers;
        let response = match ready!(reconnection.poll(|request| range(request, bytes, known), context)) {
            Reconnected::Stream(response) => response,
            Reconnected::End => return Poll::Ready(Err(self.context.unexpected(Bytes::new(), NO_REST))),
            Reconnected::Error(error) => return Poll::Ready(Err(error)),
        };
        if is_rest(&response, bytes, total) && version(&response.headers) == version(known) {
            self.chunks = Some(Chunks { body: response.body, idle: response.idle.of_body(), timer: None });
            return Poll::Ready(Ok(()));
        }
        Poll::Ready(Err(StreamContext::of(&response).unexpected(Bytes::new(), NO_REST)))
    }
}

const NO_REST: &str = "the body broke off, and the server does not send the rest of it";

impl Stream for ByteStream {
    type Item = Result<Bytes, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.reconnection.as_ref().is_some_and(Reconnection::is_running)
                && let Err(error) = ready!(this.poll_rest(context))
            {
                return Poll::Ready(Some(Err(error)));
            }
            let Some(chunks) = &mut this.chunks else { return Poll::Ready(None) };
            let chunk = ready!(chunks.poll_next(context));
            if let Some(Ok(chunk)) = chunk {
                let taken = this.take(&chunk);
                if taken.is_err() {
                    this.chunks = None;
                }
                return Poll::Ready(Some(taken.map(|()| chunk)));
            }
            this.chunks = None;
            // A part may end before the body does.
            let is_whole = this.progress.total.is_none_or(|total| total <= this.progress.bytes);
            let (error, is_permanent) = match chunk {
                // Only the end is missing.
                Some(Err(_)) if is_whole && this.progress.total.is_some() => return Poll::Ready(None),
                Some(Err(error)) => {
                    let error = this.context.unread(error);
                    let is_permanent = !error.is_retryable();
                    (error, is_permanent)
                }
                _ if is_whole => return Poll::Ready(None),
                _ => (this.context.unexpected(Bytes::new(), NO_REST), false),
            };
            if is_permanent || !this.request_rest() {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

/// Returns what identifies the version of a body: a strong `ETag` (RFC 9110 §13.1.5).
fn version(headers: &HeaderMap) -> Option<&HeaderValue> {
    headers.get(ETAG).filter(|tag| !tag.as_bytes().starts_with(b"W/"))
}

/// Requests the bytes from a position on, of the same version of the body.
fn range(request: &mut RequestParts, from: u64, known: &HeaderMap) {
    request.headers.remove(RANGE);
    request.insert_header(Location::Body, RANGE.as_str(), &format!("bytes={from}-"));
    if let Some(version) = version(known) {
        request.headers.insert(IF_RANGE, version.clone());
    }
}

/// Returns whether a response is the rest of a body from a position on (RFC 9110 §14.4).
fn is_rest(response: &StreamingResponse, from: u64, total: Option<u64>) -> bool {
    let range = response.headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    let parts = range.and_then(|range| range.trim().strip_prefix("bytes ")?.split_once('/'));
    let Some((bounds, length)) = parts else { return false };
    let first = bounds.split_once('-').and_then(|(first, _)| first.parse().ok());
    response.status == StatusCode::PARTIAL_CONTENT
        && first == Some(from)
        && (length == "*" || total.is_none() || length.parse().ok() == total)
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("status", &self.context.status).finish_non_exhaustive()
    }
}

/// Why a body was not written whole: see [`ByteStream::copy_to`].
#[derive(Debug)]
#[non_exhaustive]
pub enum CopyError {
    /// The body was not received.
    Read(AnyError),
    /// The writer failed.
    Write(io::Error),
}

impl fmt::Display for CopyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => write!(f, "the response can't be written: {error}"),
        }
    }
}

impl std::error::Error for CopyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Write(error) => Some(error),
        }
    }
}
