//! Server-sent events (WHATWG HTML §9.2).
//!
//! They are parsed here, since `eventsource-stream` 0.2 and `sse-stream` 0.2 limit nothing, and deviate from the examples of the specification or
//! panic on a byte order mark.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use serde::de::DeserializeOwned;

use super::context::{StreamContext, size};
use super::lines::Lines;
use super::reconnection::{LONGEST_WAIT, Reconnected, Reconnection};
use crate::runtime::client::decode::StreamingResponse;
use crate::runtime::client::error::AnyError;
use crate::runtime::client::request::{RequestParts, unsendable};
use crate::runtime::client::times::IdleTimeout;
use crate::runtime::validation::violation::Location;

const LAST_EVENT_ID: &str = "last-event-id";

const EXHAUSTED: &str = "the stream was resumed ten times in a row, and the server has sent nothing";

/// How long to wait before reconnecting, unless the server says so.
const RETRY: Duration = Duration::from_secs(3);

/// A server-sent event (WHATWG HTML §9.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event, unless it is `message`.
    pub event: Option<String>,
    /// The last id that the server sent.
    pub id: Option<Arc<str>>,
    /// The data.
    pub data: T,
}

/// Decodes the data of an event, whose name is passed unless it is `message`.
type ReadData<T> = fn(&StreamContext, Option<&str>, Vec<u8>) -> Result<T, AnyError>;

/// A stream of server-sent events. It ends with the response, or with an event whose data is `[DONE]`.
///
/// An event without its final empty line is dropped: it may be truncated. The stream ends after an error of the body, and after a line or
/// an event that is longer than `max_body`; it continues after an event that does not decode. With [`resume`](Self::resume), it reconnects.
pub struct EventStream<T> {
    lines: Lines,
    pending: Event<Vec<u8>>,
    has_data: bool,
    /// Lines that belong to no event, as long as no event was received.
    stray: Option<Vec<u8>>,
    decode: ReadData<T>,
    /// The id of the last event, with which the stream is resumed.
    last_id: Option<Arc<str>>,
    idle: IdleTimeout,
    /// How the stream is resumed; absent if the call must not be made again.
    reconnection: Option<Reconnection>,
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
    pub(crate) fn reading(mut incoming: StreamingResponse, decode: ReadData<T>) -> Self {
        let idle = incoming.idle;
        let reconnection = incoming.source.take().map(|source| Reconnection::new(source, RETRY));
        let mut lines = Lines::new(incoming);
        lines.bytes.set_idle_timeout(idle.of_events());
        let (pending, stray) = (Event::default(), Some(Vec::new()));
        Self { lines, pending, has_data: false, stray, decode, last_id: None, idle, reconnection }
    }

    /// Reconnects when the response ends or breaks off, after the time that the server set by `retry`, or 3 seconds: the call is made again,
    /// with the id of the last event in `Last-Event-ID`. An incomplete event is dropped.
    ///
    /// A response of 204, an event `[DONE]`, an error that is not temporary, and ten attempts in a row without a line end the stream;
    /// waits grow up to 30 seconds. `idle_timeout` applies then, by default a minute without any byte, comments included.
    ///
    /// This needs a method that may be repeated, such as GET, or a call that is declared to be idempotent: any other is not made again, so that
    /// this has no effect.
    #[must_use]
    pub fn resume(mut self, resume: bool) -> Self {
        if let Some(reconnection) = &mut self.reconnection {
            reconnection.is_on = resume;
            let idle = if resume { self.idle.of_body() } else { self.idle.of_events() };
            self.lines.bytes.set_idle_timeout(idle);
        }
        self
    }

    /// Returns the next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, AnyError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Processes a line; returns whether it ends an event.
    fn take(&mut self, line: &[u8]) -> bool {
        if let Some(reconnection) = &mut self.reconnection {
            // A comment shows as well that the server is there.
            reconnection.succeed();
        }
        if line.is_empty() {
            self.last_id.clone_from(&self.pending.id);
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
            b"id" if !value.contains(&0) => self.pending.id = Some(String::from_utf8_lossy(value).into()),
            // A comment, or a field that is not about events.
            b"" | b"id" => {}
            b"retry" => self.set_retry(value),
            _ => self.stray.iter_mut().for_each(|stray| stray.extend(line.iter().chain(b"\n"))),
        }
        false
    }

    /// Sets how long to wait before reconnecting, in milliseconds; anything but digits is ignored.
    fn set_retry(&mut self, value: &[u8]) {
        let digits = str::from_utf8(value).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        if let (Some(reconnection), Some(wait)) = (&mut self.reconnection, digits.and_then(|text| text.parse().ok())) {
            reconnection.wait = Duration::from_millis(wait).min(LONGEST_WAIT);
        }
    }

    /// Returns the complete event; its id remains for the following ones.
    fn finish(&mut self) -> Option<Result<Event<T>, AnyError>> {
        let Event { event, id, data } = std::mem::take(&mut self.pending);
        self.pending.id.clone_from(&id);
        self.has_data = false;
        self.stray = None;
        if data == b"[DONE]" {
            self.lines.end();
            self.reconnection = None;
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

impl<T> EventStream<T> {
    /// Begins to reconnect, if that is possible.
    fn reconnect(&mut self) -> bool {
        match &mut self.reconnection {
            Some(reconnection) if reconnection.is_possible() => {
                reconnection.begin(Duration::ZERO);
                true
            }
            _ => false,
        }
    }

    /// Reconnects; returns whether there is a stream to read.
    fn poll_reconnection(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, AnyError>> {
        let Some(reconnection) = &mut self.reconnection else { return Poll::Ready(Ok(true)) };
        if !reconnection.is_running() {
            return Poll::Ready(Ok(true));
        }
        let last_id = self.last_id.as_deref();
        let change = |request: &mut RequestParts| match last_id {
            None => {}
            // The server has reset it.
            Some("") => drop(request.headers.remove(LAST_EVENT_ID)),
            Some(id) if HeaderValue::try_from(id).is_err() => {
                request.unsendable.merge(unsendable(Location::Body, "the id of the last event"));
            }
            // Blanks at its ends are not part of a header (RFC 9110 §5.5).
            Some(id) => request.insert_header(Location::Body, LAST_EVENT_ID, id.trim_matches([' ', '\t'])),
        };
        match ready!(reconnection.poll(change, context)) {
            Reconnected::Stream(mut response) => {
                // The source of the first response is used again.
                response.source = None;
                self.lines = Lines::new(*response);
                self.lines.bytes.set_idle_timeout(self.idle.of_body());
                self.pending = Event { id: self.last_id.clone(), ..Event::default() };
                (self.has_data, self.stray) = (false, Some(Vec::new()));
                Poll::Ready(Ok(true))
            }
            Reconnected::End => {
                self.reconnection = None;
                Poll::Ready(Ok(false))
            }
            Reconnected::Error(error) => {
                self.reconnection = None;
                Poll::Ready(Err(error))
            }
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.poll_reconnection(context)) {
                Ok(true) => {}
                Ok(false) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            match ready!(self.lines.poll_line(context)) {
                None => match self.rest() {
                    None if self.reconnect() => {}
                    None if self.reconnection.as_ref().is_some_and(Reconnection::is_exhausted) => {
                        self.reconnection = None;
                        let error = self.lines.bytes.context.unexpected(Bytes::new(), EXHAUSTED);
                        return Poll::Ready(Some(Err(error)));
                    }
                    rest => {
                        self.reconnection = None;
                        return Poll::Ready(rest);
                    }
                },
                Some(Err(error)) => {
                    self.forget();
                    if !error.is_retryable() || !self.reconnect() {
                        self.reconnection = None;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Ok(line)) if self.take(&line) => return Poll::Ready(self.finish()),
                Some(Ok(_)) if self.is_too_large() => {
                    self.lines.end();
                    self.forget();
                    self.reconnection = None;
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
