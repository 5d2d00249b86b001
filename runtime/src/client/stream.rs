//! Responses that are read as streams: bytes, server-sent events, and sequences of JSON values.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use tokio::time::{Sleep, sleep};

use crate::runtime::client::decode::{BufferedResponse, DecodeError, StreamingResponse, json};
use crate::runtime::client::error::AnyError;
use crate::runtime::client::line_buffer::LineBuffer;
use crate::runtime::client::request_context::RequestContext;
use crate::runtime::client::response_body::{RawResponse, ReadError, has_marked_end};
use crate::runtime::client::transport::Body;
use crate::runtime::validation::redact::RedactedNames;
use crate::runtime::validation::schema::Ref;

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
/// A truncated body is an error, after which the stream ends. If neither `Content-Length` nor chunks nor HTTP/2 mark the end, a truncated
/// body can't be told from a complete one.
pub struct ByteStream {
    /// `None` after the end, or after an error.
    chunks: Option<Chunks>,
    /// The number of bytes that the server announced.
    length: Option<u64>,
    context: Box<StreamContext>,
}

/// The response that a stream belongs to.
pub(crate) struct StreamContext {
    status: StatusCode,
    headers: HeaderMap,
    request: RequestContext,
    schema: Option<Ref>,
    pub(crate) check: bool,
    /// The limit of an item, in bytes.
    max_body: u64,
    /// Whether the protocol marks the end of the body.
    has_marked_end: bool,
}

impl ByteStream {
    #[doc(hidden)]
    pub fn new(incoming: StreamingResponse) -> Self {
        let StreamingResponse { status, headers, version, body, request, schema, check, max_body, idle } = incoming;
        let has_marked_end = has_marked_end(version, &headers);
        let length = body.length();
        let context = Box::new(StreamContext { status, headers, request, schema, check, max_body, has_marked_end });
        let chunks = Chunks { body, idle: idle.of_body(), timer: None };
        Self { chunks: Some(chunks), length, context }
    }

    fn set_idle_timeout(&mut self, idle: Duration) {
        if let Some(chunks) = &mut self.chunks {
            chunks.idle = idle;
        }
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
        if self.length.is_some_and(|length| self.context.is_too_large(length)) {
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
}

impl Stream for ByteStream {
    type Item = Result<Bytes, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(chunks) = &mut self.chunks else { return Poll::Ready(None) };
        let chunk = ready!(chunks.poll_next(context));
        if !matches!(chunk, Some(Ok(_))) {
            self.chunks = None;
        }
        if let (Some(length), Some(Ok(chunk))) = (&mut self.length, &chunk) {
            *length = length.saturating_sub(size(chunk));
        }
        Poll::Ready(chunk.map(|chunk| chunk.map_err(|error| self.context.request.unread(error).into())))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("status", &self.context.status).finish_non_exhaustive()
    }
}

impl StreamContext {
    /// Decodes one item.
    fn item<T: DeserializeOwned>(&self, data: Vec<u8>) -> Result<T, AnyError> {
        let body = Bytes::from(data);
        let (status, headers, schema, check) = (self.status, &self.headers, self.schema, self.check);
        let redacted = self.redacted_names();
        json(&BufferedResponse { status, headers, body: body.clone(), schema, check, redacted })
            .map_err(|reason| self.unexpected(body, reason))
    }

    pub(crate) fn redacted_names(&self) -> RedactedNames {
        self.request.redacted_names()
    }

    fn is_too_large(&self, length: u64) -> bool {
        length > self.max_body
    }

    fn too_large(&self) -> AnyError {
        self.request.too_large(self.status, self.headers.clone(), self.max_body).into()
    }

    pub(crate) fn unexpected(&self, body: Bytes, reason: impl Into<DecodeError>) -> AnyError {
        let received = RawResponse { status: self.status, headers: self.headers.clone(), body, truncated: false };
        self.request.unexpected(received, reason.into()).into()
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

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

/// A server-sent event (WHATWG HTML §9.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event, unless it is `message`.
    pub event: Option<String>,
    /// The last id that the server sent.
    pub id: Option<String>,
    /// The data.
    pub data: T,
}

/// Decodes the data of an event, whose name is passed unless it is `message`.
type ReadData<T> = fn(&StreamContext, Option<&str>, Vec<u8>) -> Result<T, AnyError>;

/// A stream of server-sent events. It ends with the response, or with an event whose data is `[DONE]`.
///
/// An event without its final empty line is dropped: it may be truncated. The stream ends after an error of the body, and after a line or
/// an event that is longer than `max_body`; it continues after an event that does not decode.
pub struct EventStream<T> {
    lines: Lines,
    pending: Event<Vec<u8>>,
    has_data: bool,
    /// Lines that belong to no event, as long as no event was received.
    stray: Option<Vec<u8>>,
    decode: ReadData<T>,
}

impl<T: DeserializeOwned> EventStream<T> {
    /// Creates a stream of events with JSON.
    #[doc(hidden)]
    pub fn new(incoming: StreamingResponse) -> Self {
        Self::reading(incoming, |context, _, data| context.item(data))
    }
}

impl EventStream<String> {
    /// Creates a stream of events with text.
    #[doc(hidden)]
    pub fn of_text(incoming: StreamingResponse) -> Self {
        Self::reading(incoming, |_, _, data| Ok(String::from_utf8_lossy(&data).into_owned()))
    }
}

impl<T> EventStream<T> {
    pub(crate) fn reading(incoming: StreamingResponse, decode: ReadData<T>) -> Self {
        let idle = incoming.idle.of_events();
        let stray = Some(Vec::new());
        let mut lines = Lines::new(incoming);
        lines.bytes.set_idle_timeout(idle);
        Self { lines, pending: Event::default(), has_data: false, stray, decode }
    }

    /// Returns the next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, AnyError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Processes a line; returns whether it ends an event.
    fn take(&mut self, line: &[u8]) -> bool {
        if line.is_empty() {
            if !self.has_data {
                self.pending.event = None;
            }
            return self.has_data;
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, rest) = line.split_at(colon);
        let value = rest.get(1..).unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                if self.has_data {
                    self.pending.data.push(b'\n');
                }
                self.pending.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => {
                let is_named = !matches!(value, b"" | b"message");
                self.pending.event = is_named.then(|| String::from_utf8_lossy(value).into_owned());
            }
            b"id" if !value.contains(&0) => self.pending.id = Some(String::from_utf8_lossy(value).into_owned()),
            // A comment, or a field that is not about events.
            b"" | b"id" | b"retry" => {}
            _ => self.stray.iter_mut().for_each(|stray| stray.extend(line.iter().chain(b"\n"))),
        }
        false
    }

    /// Returns the complete event; its id remains for the following ones.
    fn finish(&mut self) -> Option<Result<Event<T>, AnyError>> {
        let Event { event, id, data } = std::mem::take(&mut self.pending);
        self.pending.id.clone_from(&id);
        self.has_data = false;
        self.stray = None;
        if data == b"[DONE]" {
            self.lines.end();
            return None;
        }
        let data = (self.decode)(&self.lines.bytes.context, event.as_deref(), data);
        Some(data.map(|data| Event { event, id, data }))
    }

    /// Returns whether the pending event, or the other lines, exceed the limit of an item.
    fn is_too_large(&self) -> bool {
        let stray = self.stray.as_deref().unwrap_or_default();
        self.lines.bytes.context.is_too_large(size(&self.pending.data).max(size(stray)))
    }

    /// Returns the error at the end of a response that had no events; drops an incomplete event.
    fn rest(&mut self) -> Option<Result<Event<T>, AnyError>> {
        let had_data = self.has_data;
        let stray = self.stray.take();
        self.forget();
        let stray = stray.filter(|stray| !stray.is_empty() && !had_data)?;
        let reason = "the body holds no server-sent events";
        Some(Err(self.lines.bytes.context.unexpected(Bytes::from(stray), reason)))
    }

    /// Drops an incomplete event.
    fn forget(&mut self) {
        self.pending = Event::default();
        self.has_data = false;
        self.stray = None;
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.lines.poll_line(context)) {
                None => return Poll::Ready(self.rest()),
                Some(Err(error)) => {
                    self.forget();
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(line)) if self.take(&line) => return Poll::Ready(self.finish()),
                Some(Ok(_)) if self.is_too_large() => {
                    self.lines.end();
                    self.forget();
                    return Poll::Ready(Some(Err(self.lines.bytes.context.too_large())));
                }
                Some(Ok(_)) => {}
            }
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}

/// The lines of a stream.
struct Lines {
    bytes: ByteStream,
    buffer: LineBuffer,
    ended: bool,
    /// Whether the last line had no end.
    ended_within_line: bool,
}

impl Lines {
    fn new(incoming: StreamingResponse) -> Self {
        let (bytes, buffer) = (ByteStream::new(incoming), LineBuffer::default());
        Self { bytes, buffer, ended: false, ended_within_line: false }
    }

    /// Ends the stream.
    fn end(&mut self) {
        self.bytes.chunks = None;
        self.buffer = LineBuffer::default();
        self.ended = true;
    }

    /// Returns whether the last line may be truncated.
    fn is_cut(&self) -> bool {
        self.ended_within_line && !self.bytes.context.has_marked_end
    }

    fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, AnyError>>> {
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
