//! Transports of a user: what they are given, and what becomes of what they return.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::ByteStream;
use clientwright_runtime::client::transport::{
    Body, TowerTransport, Transport, TransportError, TransportFuture, TransportRequest,
};
use clientwright_runtime::client::{Client, Credential};
use clientwright_tests::clock::TestClock;
use clientwright_tests::wire::client_builder;
use http_body::{Body as HttpBody, Frame};
use tower_service::Service;

static GET: Operation<Vec<u8>> = Operation::new("GET", "/a")
    .security(&[&["token"]])
    .responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::json)]);

static POST: Operation<Vec<u8>> =
    Operation::new("POST", "/a").responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::json)]);

static STREAM: Operation<ByteStream> =
    Operation::new("GET", "/a").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);

type Outcome = Result<http::Response<Body>, TransportError>;

/// A transport that returns what a function does, and remembers the requests.
#[derive(Clone)]
struct InMemory {
    respond: Arc<dyn Fn(usize) -> Outcome + Send + Sync>,
    requests: Arc<Mutex<Vec<TransportRequest>>>,
}

impl InMemory {
    /// Creates a transport; the function is given the number of the request, from 1.
    fn new(respond: impl Fn(usize) -> Outcome + Send + Sync + 'static) -> Self {
        Self { respond: Arc::new(respond), requests: Arc::default() }
    }

    fn client(&self) -> Client {
        let builder = client_builder().base_url("https://api.example.com/v1").http_client(self.clone());
        builder.clock(TestClock::new(0.0)).credential("token", Credential::bearer("t")).build().expect("a client")
    }

    fn requests(&self) -> usize {
        self.requests.lock().expect("no panic").len()
    }
}

impl Transport for InMemory {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        let mut requests = self.requests.lock().expect("no panic");
        requests.push(request);
        let outcome = (self.respond)(requests.len());
        Box::pin(async { outcome })
    }
}

fn response(status: u16, body: impl Into<Body>) -> http::Response<Body> {
    http::Response::builder().status(status).body(body.into()).expect("a response")
}

/// A body that is received in pieces, and then fails.
struct Pieces(Vec<&'static str>, Option<TransportError>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Poll::Ready(match self.0.pop() {
            Some("trailers") => Some(Ok(Frame::trailers(http::HeaderMap::new()))),
            Some(piece) => Some(Ok(Frame::data(Bytes::from(piece)))),
            None => self.1.take().map(Err),
        })
    }
}

fn pieces(pieces: &[&'static str], error: Option<TransportError>) -> Body {
    Body::new(Pieces(pieces.iter().rev().copied().collect(), error))
}

#[tokio::test]
async fn a_transport_is_given_the_request() {
    let transport = InMemory::new(|_| Ok(response(200, "[1]")));
    let call: Call<Vec<u8>, NoDeclaredErrors> = transport.client().call(&GET);
    assert_eq!(call.query("key", "s3cr3t").await.expect("a response"), [1]);
    let requests = transport.requests.lock().expect("no panic");
    let [request] = &**requests else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "https://api.example.com/v1/a?key=s3cr3t"));
    let token = request.headers.get("authorization").expect("a token");
    assert!(token.is_sensitive() && *token == "Bearer t");
    assert!(request.body.as_bytes().is_some_and(Bytes::is_empty));
    assert!(!format!("{request:?}").contains("s3cr3t"));
}

#[tokio::test]
async fn it_is_given_a_body() {
    let transport = InMemory::new(|_| Ok(response(200, "[1]")));
    let client = transport.client();
    client.undeclared(http::Method::PUT, "/b".to_owned()).json("a").await.expect("a response");
    client.undeclared(http::Method::PUT, "/b".to_owned()).await.expect("a response");
    let requests = transport.requests.lock().expect("no panic");
    let sent: Vec<_> = requests
        .iter()
        .map(|request| {
            (request.body.as_bytes().map(|body| &body[..]).unwrap_or_default(), request.headers.get("content-length"))
        })
        .collect();
    assert_eq!(sent, [(&b"\"a\""[..], None), (b"", Some(&http::HeaderValue::from_static("0")))]);
}

#[tokio::test]
async fn a_body_may_be_in_pieces() {
    let transport = InMemory::new(|_| Ok(response(200, pieces(&["[1", "", ",2]", "trailers"], None))));
    let call: Call<Vec<u8>, NoDeclaredErrors> = transport.client().call(&GET);
    assert_eq!(call.await.expect("a response"), [1, 2]);
}

#[tokio::test]
async fn a_body_may_be_a_stream() {
    let broken = || Some(TransportError::new("out of order"));
    let transport = InMemory::new(move |_| Ok(response(200, pieces(&["ab", "trailers", "c"], broken()))));
    let call: Call<ByteStream, NoDeclaredErrors> = transport.client().call(&STREAM);
    let mut stream = call.await.expect("a stream");
    assert_eq!(stream.next().await.expect("a piece").expect("bytes"), "ab");
    assert_eq!(stream.next().await.expect("a piece").expect("bytes"), "c");
    let error = stream.next().await.expect("an end").expect_err("an error");
    assert!(error.to_string().contains("out of order"), "{error}");
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let transport = InMemory::new(|_| Ok(response(200, pieces(&["[1,", "2]"], None))));
    let call: Call<Vec<u8>, NoDeclaredErrors> = transport.client().call(&GET);
    let error = call.max_body(4).await.expect_err("an error");
    assert!(matches!(error, Error::TooLarge { limit: 4, .. }), "{error:?}");
}

/// Sends a call whose transport fails, and returns its error and how often it was sent.
async fn failing(
    operation: &'static Operation<Vec<u8>>,
    error: fn() -> TransportError,
) -> (Error<NoDeclaredErrors>, usize) {
    let transport = InMemory::new(move |_| Err(error()));
    let error = transport.client().call(operation).await.expect_err("an error");
    (error, transport.requests())
}

#[tokio::test]
async fn an_error_is_repeated_if_that_is_safe() {
    for (operation, error, expected) in [
        (&GET, (|| TransportError::new("broken")) as fn() -> TransportError, 3),
        (&POST, || TransportError::new("broken"), 1),
        (&POST, || TransportError::new("broken").unsent(), 3),
        (&GET, || TransportError::new("broken").permanent(), 1),
        (&POST, || TransportError::new("broken").unsent().permanent(), 1),
    ] {
        let (error, requests) = failing(operation, error).await;
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(requests, expected, "{error}");
    }
}

#[tokio::test]
async fn an_error_may_be_a_timeout() {
    let (error, requests) = failing(&GET, || TransportError::new("slow").timeout()).await;
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert_eq!(requests, 3);
    let (_, requests) = failing(&POST, || TransportError::new("slow").timeout().unsent()).await;
    assert_eq!(requests, 3);
}

#[tokio::test]
async fn an_error_is_shown_without_secrets_and_has_its_cause() {
    let transport = InMemory::new(|_| Err(TransportError::new("no route for s3cr3t\n")));
    let call: Call<Vec<u8>, NoDeclaredErrors> = transport.client().call(&POST);
    let error = call.query("password", "s3cr3t").await.expect_err("an error");
    assert_eq!(error.to_string(), r"POST /a: no complete response was received: no route for [redacted]\n");
    let cause = std::error::Error::source(&error).and_then(std::error::Error::source);
    assert_eq!(cause.expect("a cause").to_string(), "no route for s3cr3t\n");
}

#[tokio::test]
async fn redirects_are_followed_on_the_same_origin_only() {
    for (target, requests) in [("/b", 2), ("https://api.example.com/b", 2), ("https://example.com/b", 1)] {
        let transport = InMemory::new(move |number| match number {
            1 => Ok(http::Response::builder()
                .status(302)
                .header("location", target)
                .body("".into())
                .expect("a response")),
            _ => Ok(response(200, "[]")),
        });
        let call: Call<Vec<u8>, NoDeclaredErrors> = transport.client().call(&GET);
        assert_eq!(call.await.is_ok(), requests == 2, "{target}");
        assert_eq!(transport.requests(), requests, "{target}");
    }
}

#[tokio::test]
async fn a_transport_that_hangs_is_a_timeout() {
    struct Hanging;
    impl Transport for Hanging {
        fn send(&self, _: TransportRequest) -> TransportFuture<'_> {
            Box::pin(std::future::pending())
        }
    }
    let client = client_builder().base_url("https://example.com").http_client(Arc::new(Hanging));
    let client = client.timeout(Duration::from_millis(20)).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&POST).await.expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
}

/// A service that echoes the path, in pieces.
#[derive(Clone)]
struct Echo;

impl Service<http::Request<Full>> for Echo {
    type Response = http::Response<Body>;
    type Error = std::io::Error;
    type Future = std::future::Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Full>) -> Self::Future {
        std::future::ready(match request.uri().path() {
            "/broken" => Err(std::io::Error::other("out of order")),
            path => Ok(response(200, [path.as_bytes(), b"|", &request.body().0].concat())),
        })
    }
}

/// A body of a request.
struct Full(Bytes);

impl From<Bytes> for Full {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

#[tokio::test]
async fn a_service_of_tower_is_a_transport() {
    let client = client_builder().base_url("https://example.com").http_client(TowerTransport::new(Echo)).build();
    let client = client.expect("a client");
    let call = client.undeclared(http::Method::PUT, "/a/b".to_owned()).body("text/plain", "c");
    assert_eq!(call.await.expect("a response"), "/a/b|c");
    let error = client.undeclared(http::Method::POST, "/broken".to_owned()).await.expect_err("an error");
    assert_eq!(error.to_string(), "POST /broken: no complete response was received: out of order");
}
