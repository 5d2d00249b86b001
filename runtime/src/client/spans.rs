//! Spans of calls and attempts: recorded with the feature `tracing`, else nothing.

#[cfg(not(feature = "tracing"))]
mod ignored;
#[cfg(feature = "tracing")]
mod recorded;

#[cfg(not(feature = "tracing"))]
pub(super) use ignored::{AttemptSpan, CallSpan};
#[cfg(feature = "tracing")]
pub(super) use recorded::{AttemptSpan, CallSpan};
