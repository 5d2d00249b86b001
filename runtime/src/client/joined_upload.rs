//! Bytes and uploads, one after another.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::client::request_body::BodyContent;
use crate::runtime::client::transport::{Body, TransportError};
use crate::runtime::client::upload::Upload;

/// Joins bytes and uploads into one upload; its length is known if those of all are.
pub(super) fn joined(pieces: &[BodyContent]) -> Upload {
    let mut lengths = pieces.iter().map(|piece| match piece {
        BodyContent::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
        BodyContent::Upload(upload) => upload.total(),
    });
    let length = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
    let pieces = pieces.iter().map(BodyContent::body).collect();
    Upload::new(Pieces { pieces, length })
}

struct Pieces {
    pieces: VecDeque<Body>,
    length: Option<u64>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while let Some(piece) = self.pieces.front_mut() {
            match ready!(Pin::new(piece).poll_frame(context)) {
                Some(frame) => return Poll::Ready(Some(frame)),
                None => drop(self.pieces.pop_front()),
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
