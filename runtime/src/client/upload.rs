//! Request bodies that are read as they are sent.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::io::{AsyncRead, ReadBuf};

use super::progress::Progress;
use super::transport::{Body, MappedBody, TransportError};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// A request body that is read as it is sent, and so can be sent only once: see `Call::upload`. Its clones are the same body.
///
/// A request with such a body is not sent again once any of it was read, after a failure as after a 401 or a redirect; without a connection,
/// nothing is read.
#[derive(Clone)]
#[must_use]
pub struct Upload {
    shared: Arc<Shared>,
    length: Option<u64>,
}

struct Shared {
    /// Taken by the first attempt that reads it.
    source: Mutex<Option<Source>>,
    is_begun: AtomicBool,
}

struct Source {
    body: Pin<Box<dyn HttpBody<Data = Bytes, Error = BoxError> + Send>>,
    on_progress: Option<Box<dyn FnMut(Progress) + Send>>,
}

impl Upload {
    /// Wraps a body of the crate `http-body`. Its trailers are dropped.
    pub fn new<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let length = body.size_hint().exact();
        let source = Source { body: Box::pin(MappedBody::new(Box::pin(body), Into::into)), on_progress: None };
        let shared = Shared { source: Mutex::new(Some(source)), is_begun: AtomicBool::new(false) };
        Self { shared: Arc::new(shared), length }
    }

    /// Reads a body, such as a file of tokio. Without its [`length`](Self::length), it is sent in chunks, which not every server accepts.
    pub fn from_reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::new(Reader { reader: Box::pin(reader), has_ended: false })
    }

    /// Sets the number of bytes, which is sent as `Content-Length`, unless it is 0. A body that is longer or shorter is an error.
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Calls a function whenever bytes are handed to the HTTP client.
    pub fn on_progress(self, call: impl FnMut(Progress) + Send + 'static) -> Self {
        if let Some(source) = &mut *self.shared.source() {
            source.on_progress = Some(Box::new(call));
        }
        self
    }

    /// Returns whether it can't be sent any more, since some of it was read.
    pub(super) fn is_begun(&self) -> bool {
        self.shared.is_begun.load(Ordering::Acquire)
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.length
    }

    /// Returns the body of an attempt.
    pub(super) fn body(&self) -> Body {
        let progress = Progress { bytes: 0, total: self.length };
        Body::new(UploadBody { shared: Arc::clone(&self.shared), source: None, progress, last: None, has_ended: false })
    }
}

impl Shared {
    fn source(&self) -> MutexGuard<'_, Option<Source>> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body of an attempt, which takes the source when it is read.
struct UploadBody {
    shared: Arc<Shared>,
    source: Option<Source>,
    progress: Progress,
    /// The chunk with the last byte of the length, until it is known that the body ends there: the HTTP client asks for nothing after it.
    last: Option<Bytes>,
    has_ended: bool,
}

impl UploadBody {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.source.is_none() {
            self.source = self.shared.source().take();
            self.shared.is_begun.store(true, Ordering::Release);
        }
        let Some(source) = &mut self.source else {
            return Poll::Ready(Some(Err(failed("the upload was sent already, or is being sent by another call"))));
        };
        loop {
            let Some(chunk) = ready!(source.body.as_mut().poll_frame(context)) else {
                self.has_ended = true;
                if self.progress.total.is_some_and(|total| total > self.progress.bytes) {
                    return Poll::Ready(Some(Err(failed("the upload is shorter than its length"))));
                }
                return Poll::Ready(self.last.take().map(Ok));
            };
            let chunk = match chunk.map(Frame::into_data) {
                Ok(Ok(chunk)) if !chunk.is_empty() => chunk,
                // Trailers, or nothing.
                Ok(_) => continue,
                Err(error) => return Poll::Ready(Some(Err(failed(error)))),
            };
            self.progress.bytes = self.progress.bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            if self.progress.total.is_some_and(|total| total < self.progress.bytes) {
                return Poll::Ready(Some(Err(failed("the upload is longer than its length"))));
            }
            if let Some(call) = &mut source.on_progress {
                call(self.progress);
            }
            if self.progress.total == Some(self.progress.bytes) {
                self.last = Some(chunk);
            } else {
                return Poll::Ready(Some(Ok(chunk)));
            }
        }
    }
}

impl HttpBody for UploadBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        let chunk = ready!(self.poll(context));
        self.has_ended |= !matches!(chunk, Some(Ok(_)));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self.progress.total {
            // A body that is known to be empty would not be read, so that one that is longer would go unnoticed.
            None | Some(0) => SizeHint::default(),
            Some(length) => SizeHint::with_exact(length),
        }
    }
}

fn failed(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(error).permanent()
}

/// A reader as a body.
struct Reader<R> {
    reader: Pin<Box<R>>,
    has_ended: bool,
}

impl<R: AsyncRead> HttpBody for Reader<R> {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        let result = ready!(self.reader.as_mut().poll_read(context, &mut buffer));
        let length = buffer.filled().len();
        self.has_ended = result.is_err() || length == 0;
        if let Err(error) = result {
            return Poll::Ready(Some(Err(error)));
        }
        chunk.truncate(length);
        Poll::Ready((length > 0).then(|| Ok(Frame::data(Bytes::from(chunk)))))
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length).finish_non_exhaustive()
    }
}
