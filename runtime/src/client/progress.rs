//! How far a body is sent or received.

/// How much of a body was sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The number of bytes.
    pub bytes: u64,
    /// The number of all bytes, if it is known.
    pub total: Option<u64>,
}
