//! A body with other errors.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

/// A body with other errors.
pub(in super::super) struct MappedBody<B: HttpBody, E> {
    body: B,
    map: fn(B::Error) -> E,
}

impl<B: HttpBody, E> MappedBody<B, E> {
    pub(in super::super) fn new(body: B, map: fn(B::Error) -> E) -> Self {
        Self { body, map }
    }
}

impl<B: HttpBody<Data = Bytes> + Unpin, E> HttpBody for MappedBody<B, E> {
    type Data = Bytes;
    type Error = E;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| frame.map_err(self.map)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
