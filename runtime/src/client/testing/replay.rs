//! A transport that records, or responds as it was recorded.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::redirect::Policy;

use super::recording::{RecordedCall, RecordedRequest, RecordedResponse};
use crate::runtime::client::transport::{Body, ConfiguredClient};
use crate::runtime::client::transport::{Transport, TransportError, TransportFuture, TransportRequest};
use crate::runtime::validation::redact::Secrets;

/// A transport that records what is sent and received into a file, or responds as it was recorded. Its clones are one recording.
///
/// A recording has no secrets: no header of a request, no cookie, no credential, and of the redacted properties only that they were there.
/// What a server sends in a property that is not redacted is recorded as it is. Bodies that are JSON are recorded as JSON, so that their
/// white space and the order of their properties may change.
///
/// A request gets the response of the first recorded one with its method, path and query that was not used yet, and of those the first
/// with its body, if there is one. A request that was not recorded, or more often than it was, fails.
#[derive(Clone)]
pub struct Replay(Arc<Mode>);

enum Mode {
    Record(Recorder, Box<dyn Transport>),
    Replay(Mutex<Vec<Recorded>>),
}

/// The file that is written.
type Recorder = Arc<Mutex<File>>;

/// A call that is replayed once.
struct Recorded {
    call: RecordedCall,
    is_used: bool,
}

impl Replay {
    /// Records into a file, which is replaced, what is sent and received over HTTP.
    ///
    /// # Errors
    ///
    /// The file can't be written, or reqwest can't create a client.
    pub fn record(path: impl AsRef<Path>) -> io::Result<Self> {
        let client = reqwest::Client::builder().redirect(Policy::none()).referer(false).build();
        Self::record_from(path, ConfiguredClient(client.map_err(io::Error::other)?))
    }

    /// Records into a file, which is replaced, what another transport sends and receives.
    ///
    /// # Errors
    ///
    /// The file can't be written.
    pub fn record_from(path: impl AsRef<Path>, transport: impl Transport + 'static) -> io::Result<Self> {
        let recorder = Arc::new(Mutex::new(File::create(path)?));
        Ok(Self(Arc::new(Mode::Record(recorder, Box::new(transport)))))
    }

    /// Responds as recorded in a file.
    ///
    /// # Errors
    ///
    /// The file can't be read, or is not a recording.
    pub fn from(path: impl AsRef<Path>) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let lines = text.lines().map(|line| {
            let call = serde_json::from_str(line)?;
            Ok(Recorded { call, is_used: false })
        });
        Ok(Self(Arc::new(Mode::Replay(Mutex::new(lines.collect::<io::Result<_>>()?)))))
    }

    /// Asserts that each recorded response was used.
    ///
    /// # Panics
    ///
    /// A recorded response was not used.
    #[track_caller]
    pub fn assert_all_used(&self) {
        let Mode::Replay(recorded) = &*self.0 else { return };
        let recorded = recorded.lock().unwrap_or_else(PoisonError::into_inner);
        let unused: Vec<String> = recorded
            .iter()
            .filter(|recorded| !recorded.is_used)
            .map(|Recorded { call: RecordedCall { request, .. }, .. }| {
                format!("the recorded `{} {}` was not requested", request.method, request.path)
            })
            .collect();
        drop(recorded);
        assert!(unused.is_empty(), "{}", unused.join("\n"));
    }
}

impl Transport for Replay {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        let recorded = RecordedRequest::new(&request);
        match &*self.0 {
            Mode::Replay(calls) => {
                let mut calls = calls.lock().unwrap_or_else(PoisonError::into_inner);
                let response = replay(&mut calls, &recorded);
                Box::pin(async move { response })
            }
            Mode::Record(recorder, transport) => {
                let secrets = Arc::clone(&request.secrets);
                Box::pin(async move {
                    let (parts, body) = transport.send(request).await?.into_parts();
                    let recording = Recording {
                        recorder: Arc::clone(recorder),
                        request: recorded,
                        status: parts.status,
                        headers: parts.headers.clone(),
                        secrets,
                    };
                    let body = RecordingBody { body, received: Vec::new(), recording: Some(recording) };
                    Ok(Response::from_parts(parts, Body::new(body)))
                })
            }
        }
    }
}

fn replay(calls: &mut [Recorded], request: &RecordedRequest) -> Result<Response<Body>, TransportError> {
    let is_fitting = |recorded: &Recorded| !recorded.is_used && recorded.call.request.has_target_of(request);
    let is_equal = |recorded: &Recorded| is_fitting(recorded) && recorded.call.request.has_body_of(request);
    let index = calls.iter().position(is_equal).or_else(|| calls.iter().position(is_fitting));
    let Some(recorded) = index.and_then(|index| calls.get_mut(index)) else {
        let problem = format!("`{} {}` is not recorded, or not so often", request.method, request.path);
        return Err(TransportError::new(problem).unsent().permanent());
    };
    recorded.is_used = true;
    let response = &recorded.call.response;
    let status = StatusCode::from_u16(response.status);
    let status = status.map_err(|error| TransportError::new(error).permanent())?;
    let mut received = Response::new(Body::from(response.body()));
    *received.status_mut() = status;
    *received.headers_mut() = response.headers();
    Ok(received)
}

/// A response that is recorded once its body was received.
struct Recording {
    recorder: Recorder,
    request: RecordedRequest,
    status: StatusCode,
    headers: HeaderMap,
    secrets: Arc<Secrets>,
}

impl Recording {
    fn write(self, body: &[u8]) -> io::Result<()> {
        let response = RecordedResponse::new(self.status.as_u16(), &self.headers, body, &self.secrets);
        let mut line = serde_json::to_vec(&RecordedCall { request: self.request, response })?;
        line.push(b'\n');
        self.recorder.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line)
    }
}

/// A body that is recorded at its end, or when it is dropped.
struct RecordingBody {
    body: Body,
    received: Vec<u8>,
    recording: Option<Recording>,
}

impl RecordingBody {
    fn write(&mut self) -> io::Result<()> {
        self.recording.take().map_or(Ok(()), |recording| recording.write(&self.received))
    }
}

impl HttpBody for RecordingBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => self.received.extend_from_slice(frame.data_ref().map_or(&[], |data| &**data)),
            // A response that was not received whole is not recorded.
            Some(Err(_)) => self.recording = None,
            None => {
                if let Err(error) = self.write() {
                    return Poll::Ready(Some(Err(TransportError::new(error).permanent())));
                }
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for RecordingBody {
    fn drop(&mut self) {
        // Nobody is left to tell of an error: the recording lacks the response.
        let _ = self.write();
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").finish_non_exhaustive()
    }
}
