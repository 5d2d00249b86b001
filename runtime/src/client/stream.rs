//! Responses that are read as streams: bytes, server-sent events, and sequences of JSON values.

mod byte_stream;
mod context;
mod event_stream;
mod json_stream;
mod lines;
mod reconnection;
mod upload_stream;

pub use self::byte_stream::{ByteStream, CopyError};
pub(crate) use self::context::StreamContext;
pub use self::event_stream::{Event, EventStream};
pub use self::json_stream::JsonStream;
