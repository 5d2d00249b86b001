//! A transport that records, or responds as it was recorded.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::mem;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, Response, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::redirect::Policy;

use super::recording::{RecordedCall, RecordedRequest, RecordedResponse, Requested};
use super::redaction::Redaction;
use crate::runtime::client::transport::{Body, ConfiguredClient};
use crate::runtime::client::transport::{Transport, TransportError, TransportFuture, TransportRequest};

/// A transport that records what is sent and received into a file, or responds as it was recorded. Its clones are one recording.
///
/// A recording is a file with a JSON object a line, for each request that received a response. What it does not have, or has as
/// `[redacted]`, `0` or `false`:
///
/// - credentials and cookies, headers of requests, and in all texts what the program itself has set by `header`, `default_header` or as a
///   credential;
/// - the values of redacted properties and parameters, and of those that are secret in any API, such as `password` or `access_token`;
/// - of redirects, the body and the values of the query;
/// - bodies of requests that are not JSON, and bodies of responses that are neither JSON nor events, if they mention such a name, and
///   those that are compressed.
///
/// Everything else is recorded as it is, but for the white space of JSON: look at a recording before you publish it.
///
/// A request gets the response of the first recorded one with its method, path and query that was not used yet, and of those the first
/// with its body, if there is one; what is redacted is equal to anything. The base URL may be another one. A request fails if it was not
/// recorded, or is sent more often than it was.
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
            .map(|recorded| format!("the recorded {} was not requested", recorded.call.request.target()))
            .collect();
        drop(recorded);
        assert!(unused.is_empty(), "{}", unused.join("\n"));
    }
}

impl Transport for Replay {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        let redaction = Redaction::new(&request.secrets);
        let recorded = RecordedRequest::new(&request, &redaction);
        match &*self.0 {
            Mode::Replay(calls) => {
                let response = replay(&mut calls.lock().unwrap_or_else(PoisonError::into_inner), &recorded);
                Box::pin(async move {
                    // As a server would: an upload that fails is an error here, too.
                    request.body.read().await?;
                    response
                })
            }
            Mode::Record(recorder, transport) => Box::pin(async move {
                let requested = Requested { method: request.method.clone(), url: request.url.clone() };
                let (parts, body) = transport.send(request).await?.into_parts();
                let recording = Recording {
                    recorder: Arc::clone(recorder),
                    request: recorded,
                    requested,
                    status: parts.status,
                    headers: parts.headers.clone(),
                    redaction,
                };
                let body = RecordingBody { body, received: Vec::new(), recording: Some(recording) };
                Ok(Response::from_parts(parts, Body::new(body)))
            }),
        }
    }
}

fn replay(calls: &mut [Recorded], request: &RecordedRequest) -> Result<Response<Body>, TransportError> {
    let is_fitting = |recorded: &Recorded| !recorded.is_used && recorded.call.request.has_target_of(request);
    let is_equal = |recorded: &Recorded| is_fitting(recorded) && recorded.call.request.has_body_of(request);
    let index = calls.iter().position(is_equal).or_else(|| calls.iter().position(is_fitting));
    let Some(recorded) = index.and_then(|index| calls.get_mut(index)) else {
        let problem = format!("{} is not recorded, or is sent more often than it was recorded", request.target());
        return Err(TransportError::new(problem).unsent().permanent());
    };
    recorded.is_used = true;
    response(&recorded.call.response).map_err(|problem| {
        let problem = format!("the recorded response of {} can't be replayed: {problem}", request.target());
        TransportError::new(problem).permanent()
    })
}

fn response(recorded: &RecordedResponse) -> Result<Response<Body>, &'static str> {
    let body = recorded.body.bytes().ok_or("its body may have had secrets, and was not recorded")?;
    let mut headers = recorded.headers();
    // A HEAD request has a length without a body. Without one, the end of a body could be a broken connection.
    if !recorded.truncated {
        headers.entry(CONTENT_LENGTH).or_insert_with(|| body.len().into());
    }
    let body = if recorded.truncated { Body::new(TruncatedBody(body.into())) } else { body.into() };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(recorded.status).map_err(|_| "its status code is invalid")?;
    *response.headers_mut() = headers;
    Ok(response)
}

/// The beginning of a body, of which no more was recorded.
struct TruncatedBody(Bytes);

impl HttpBody for TruncatedBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let bytes = mem::take(&mut self.0);
        let end = || TransportError::new("no more of the body was recorded").permanent();
        Poll::Ready(Some(if bytes.is_empty() { Err(end()) } else { Ok(Frame::data(bytes)) }))
    }
}

/// A response that is recorded once its body was received.
struct Recording {
    recorder: Recorder,
    request: RecordedRequest,
    requested: Requested,
    status: StatusCode,
    headers: HeaderMap,
    redaction: Redaction,
}

impl Recording {
    fn write(self, body: &[u8], truncated: bool) -> io::Result<()> {
        let Self { requested, headers, redaction, .. } = &self;
        let mut response = RecordedResponse::new(self.status.as_u16(), headers, body, requested, redaction);
        response.truncated = truncated && !self.status.is_redirection();
        let mut line = serde_json::to_vec(&RecordedCall { request: self.request, response })?;
        line.push(b'\n');
        self.recorder.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line)
    }

    /// Returns whether a response has no more of a body.
    fn is_whole(&self, received: usize) -> bool {
        let length = self.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        self.requested.method == Method::HEAD || length == Some(received)
    }
}

/// A body that is recorded at its end, or when it is dropped.
struct RecordingBody {
    body: Body,
    received: Vec<u8>,
    recording: Option<Recording>,
}

impl RecordingBody {
    fn write(&mut self, is_whole: bool) -> io::Result<()> {
        let Some(recording) = self.recording.take() else { return Ok(()) };
        let is_whole = is_whole || self.body.is_end_stream() || recording.is_whole(self.received.len());
        recording.write(&self.received, !is_whole)
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
            // A response that breaks off is not recorded.
            Some(Err(_)) => self.recording = None,
            None => {
                if let Err(error) = self.write(true) {
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
        let _ = self.write(false);
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").finish_non_exhaustive()
    }
}
