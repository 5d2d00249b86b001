//! Operations of a document, for mocks.

use std::fmt;
use std::marker::PhantomData;

use super::encoded_response::EncodedResponse;
use crate::runtime::client::error::NoDeclaredErrors;

/// An operation whose calls can be mocked; `T` is the body of its success, and `E` has the errors that the document declares.
///
/// The body of a success that is a stream is `Bytes`.
#[must_use]
pub struct MockOperation<T, E = NoDeclaredErrors> {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    status: u16,
    encode: fn(u16, &T) -> EncodedResponse,
    errors: PhantomData<fn(&E)>,
}

impl<T, E> MockOperation<T, E> {
    /// Declares an operation with its method, path template, the status code of its success, and how that is encoded.
    #[doc(hidden)]
    pub const fn new(
        method: &'static str,
        path: &'static str,
        status: u16,
        encode: fn(u16, &T) -> EncodedResponse,
    ) -> Self {
        Self { method, path, status, encode, errors: PhantomData }
    }

    pub(super) fn encode(&self, body: &T) -> EncodedResponse {
        (self.encode)(self.status, body)
    }
}

impl<T, E> Clone for MockOperation<T, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, E> Copy for MockOperation<T, E> {}

impl<T, E> fmt::Debug for MockOperation<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The declared errors of an operation, which a mock can respond with.
pub trait MockError {
    /// Returns the error as it is received.
    fn encode(&self) -> EncodedResponse;
}

impl MockError for NoDeclaredErrors {
    fn encode(&self) -> EncodedResponse {
        match *self {}
    }
}
