//! Data of server-sent events whose type depends on the event.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::client::decode::{BufferedResponse, Decode, DecodeError, StreamingResponse};
use crate::runtime::client::stream::EventStream;
use crate::runtime::validation::redact::RedactedNames;
use crate::runtime::validation::schema::Ref;

/// The type of an event without one (WHATWG HTML §9.2.6).
const UNNAMED: &str = "message";

/// An enum of event data.
pub trait EventData: Sized + 'static {
    /// The declared variants.
    const VARIANTS: &'static [EventVariant<Self>];

    /// Creates the variant for undeclared data.
    fn unknown(data: String) -> Self;
}

/// The data of the events with some names.
pub struct EventVariant<T: 'static> {
    /// The names; empty for events that no other variant names.
    events: &'static [&'static str],
    schema: Ref,
    decode: Decode<T>,
    is_text: bool,
}

impl<T> EventVariant<T> {
    /// Declares the data of `events` as JSON.
    pub const fn json(events: &'static [&'static str], schema: Ref, decode: Decode<T>) -> Self {
        Self { events, schema, decode, is_text: false }
    }

    /// Declares the data of `events` as text.
    pub const fn text(events: &'static [&'static str], schema: Ref, decode: Decode<T>) -> Self {
        Self { events, schema, decode, is_text: true }
    }

    fn read(&self, data: &str, check: bool, redacted: RedactedNames) -> Result<T, DecodeError> {
        let body = Bytes::copy_from_slice(data.as_bytes());
        let headers = HeaderMap::new();
        (self.decode)(&BufferedResponse {
            status: StatusCode::OK,
            headers: &headers,
            body,
            schema: Some(self.schema),
            check,
            redacted,
        })
    }
}

impl<T> fmt::Debug for EventVariant<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventVariant").field("events", &self.events).finish_non_exhaustive()
    }
}

impl<T: EventData> EventStream<T> {
    /// Creates a stream of events whose data depends on the event.
    pub fn of_variants(incoming: StreamingResponse) -> Self {
        Self::reading(incoming, |origin, event, data| {
            let text = String::from_utf8_lossy(&data);
            decode(event, &text, origin.check, origin.redacted_names())
                .map_err(|reason| origin.unexpected(Bytes::copy_from_slice(&data), reason))
        })
    }
}

/// Decodes the data of an event: as the variant of its name, else as the first variant without a name whose schema it satisfies.
///
/// `event` is the name, unless it is `message`; with `check` the data is validated.
fn decode<T: EventData>(
    event: Option<&str>,
    data: &str,
    check: bool,
    redacted: RedactedNames,
) -> Result<T, DecodeError> {
    let event = event.unwrap_or(UNNAMED);
    if let Some(variant) = T::VARIANTS.iter().find(|variant| variant.events.contains(&event)) {
        return variant.read(data, check, redacted);
    }
    let unnamed = || T::VARIANTS.iter().filter(|variant| variant.events.is_empty());
    let exact = unnamed().find_map(|variant| variant.read(data, true, redacted).ok());
    match exact {
        Some(exact) => Ok(exact),
        None if check => Err("the document does not declare this event".into()),
        None => {
            // Any text decodes as an enum of strings.
            let mut json = unnamed().filter(|variant| !variant.is_text);
            let tolerant = json.find_map(|variant| variant.read(data, false, redacted).ok());
            Ok(tolerant.unwrap_or_else(|| T::unknown(data.to_owned())))
        }
    }
}
