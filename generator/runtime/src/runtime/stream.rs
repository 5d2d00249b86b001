//! Answers that are read as they come: bytes, server-sent events, and JSON values one after another.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::decode::{Incoming, Reply, Undecodable, json};
use crate::runtime::error::{AnyError, Exchange, Received};
use crate::runtime::schema::Ref;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, reqwest::Error>> + Send>>;

/// The bytes of an answer, as they come. No time limit holds for them: the one of the call is for the answer to begin.
pub struct ByteStream {
    chunks: Chunks,
    origin: Origin,
}

/// The answer that a stream belongs to.
struct Origin {
    status: StatusCode,
    headers: HeaderMap,
    exchange: Exchange,
    check: Option<Ref>,
}

impl ByteStream {
    #[doc(hidden)]
    pub fn new(incoming: Incoming) -> Self {
        let Incoming { status, headers, answer, exchange, check } = incoming;
        Self { chunks: Box::pin(answer.bytes_stream()), origin: Origin { status, headers, exchange, check } }
    }

    /// Returns the next bytes; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, AnyError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns all bytes that are still to come.
    pub async fn bytes(mut self) -> Result<Bytes, AnyError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next().await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok(Bytes::from(bytes))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.chunks.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(|error| self.origin.exchange.transport(error))))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("status", &self.origin.status).finish_non_exhaustive()
    }
}

impl Origin {
    /// Reads one item.
    fn item<T: DeserializeOwned>(&self, data: Vec<u8>) -> Result<T, AnyError> {
        let body = Bytes::from(data);
        json(&Reply { status: self.status, body: body.clone(), check: self.check })
            .map_err(|reason| self.unexpected(body, reason))
    }

    fn unexpected(&self, body: Bytes, reason: impl Into<Undecodable>) -> AnyError {
        let received = Received { status: self.status, headers: self.headers.clone(), body };
        self.exchange.unexpected(received, reason)
    }
}

/// JSON values, one after another: a line each (`application/x-ndjson`, `application/jsonl`), or each behind a record separator
/// (`application/json-seq`, RFC 7464).
pub struct JsonStream<T> {
    lines: Lines,
    yields: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonStream<T> {
    #[doc(hidden)]
    pub fn new(incoming: Incoming) -> Self {
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
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(line)) => line,
            };
            // RFC 7464 puts a record separator before each text.
            let text = line.strip_prefix(b"\x1e").unwrap_or(&line).trim_ascii();
            if !text.is_empty() {
                return Poll::Ready(Some(self.lines.bytes.origin.item(text.to_vec())));
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
    /// The type of the event, where it is not `message`.
    pub event: Option<String>,
    /// The last id that the server gave.
    pub id: Option<String>,
    /// What the event says.
    pub data: T,
}

/// Server-sent events, as they come. It ends with the answer, or with an event whose data is `[DONE]`.
///
/// An event that the answer ends in counts, too: servers forget the empty line behind the last one.
pub struct EventStream<T> {
    lines: Lines,
    pending: Event<Vec<u8>>,
    has_data: bool,
    /// Lines that belong to no event, as long as none has come.
    stray: Option<Vec<u8>>,
    decode: fn(&Origin, Vec<u8>) -> Result<T, AnyError>,
}

impl<T: DeserializeOwned> EventStream<T> {
    /// Events whose data is JSON.
    #[doc(hidden)]
    pub fn new(incoming: Incoming) -> Self {
        Self::reading(incoming, Origin::item)
    }
}

impl EventStream<String> {
    /// Events whose data is text.
    #[doc(hidden)]
    pub fn of_text(incoming: Incoming) -> Self {
        Self::reading(incoming, |_, data| Ok(String::from_utf8_lossy(&data).into_owned()))
    }
}

impl<T> EventStream<T> {
    fn reading(incoming: Incoming, decode: fn(&Origin, Vec<u8>) -> Result<T, AnyError>) -> Self {
        let stray = Some(Vec::new());
        Self { lines: Lines::new(incoming), pending: Event::default(), has_data: false, stray, decode }
    }

    /// Returns the next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, AnyError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Takes a line; returns whether it ends an event.
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
            // A comment, or a field that says nothing of events.
            b"" | b"id" | b"retry" => {}
            _ => self.stray.iter_mut().for_each(|stray| stray.extend(line.iter().chain(b"\n"))),
        }
        false
    }

    /// Returns the event that has come together; the id stays for those that follow.
    fn finish(&mut self) -> Option<Result<Event<T>, AnyError>> {
        let Event { event, id, data } = std::mem::take(&mut self.pending);
        self.pending.id.clone_from(&id);
        self.has_data = false;
        self.stray = None;
        if data == b"[DONE]" {
            self.lines.end();
            return None;
        }
        let data = (self.decode)(&self.lines.bytes.origin, data);
        Some(data.map(|data| Event { event, id, data }))
    }

    /// Returns what is left when the answer has ended: an event, or that there were none in what came.
    fn rest(&mut self) -> Option<Result<Event<T>, AnyError>> {
        if self.has_data {
            return self.finish();
        }
        let stray = self.stray.take().filter(|stray| !stray.is_empty())?;
        let reason = "the body holds no server-sent events";
        Some(Err(self.lines.bytes.origin.unexpected(Bytes::from(stray), reason)))
    }

    /// Forgets an event whose end did not come.
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

/// The lines of a stream, which end with LF, CR or both.
struct Lines {
    bytes: ByteStream,
    buffer: Vec<u8>,
    /// How much of the buffer has been looked at.
    seen: usize,
    after_return: bool,
    begun: bool,
    ended: bool,
}

impl Lines {
    fn new(incoming: Incoming) -> Self {
        let bytes = ByteStream::new(incoming);
        Self { bytes, buffer: Vec::new(), seen: 0, after_return: false, begun: false, ended: false }
    }

    /// Takes nothing more of the answer.
    fn end(&mut self) {
        self.buffer.clear();
        self.seen = 0;
        self.ended = true;
    }

    fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, AnyError>>> {
        loop {
            if let Some(line) = self.split() {
                return Poll::Ready(Some(Ok(self.unmarked(line))));
            }
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                self.seen = 0;
                return Poll::Ready((!rest.is_empty()).then(|| Ok(self.unmarked(rest))));
            }
            match ready!(Pin::new(&mut self.bytes).poll_next(context)) {
                None => self.ended = true,
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => {
                    self.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// Takes the byte order mark off the first line.
    fn unmarked(&mut self, line: Vec<u8>) -> Vec<u8> {
        if std::mem::replace(&mut self.begun, true) {
            return line;
        }
        line.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(line)
    }

    /// Takes a line off the buffer, if a whole one is there.
    fn split(&mut self) -> Option<Vec<u8>> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.remove(0);
            }
        }
        let unseen = self.buffer.get(self.seen..).unwrap_or_default();
        let Some(end) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.seen = self.buffer.len();
            return None;
        };
        let rest = self.buffer.split_off(self.seen + end + 1);
        let mut line = std::mem::replace(&mut self.buffer, rest);
        self.seen = 0;
        self.after_return = line.pop() == Some(b'\r');
        Some(line)
    }
}
