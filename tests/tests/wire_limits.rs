//! Limits of bodies, and of the lines, events and records of streams.

use clientwright_runtime::client::DEFAULT_MAX_BODY;
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{AnyError, Error, ErrorBody, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::{ByteStream, EventStream, JsonStream};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{ANY, client, client_builder};
use http::HeaderValue;
use serde_json::Value;

const MIB: usize = 1 << 20;

#[derive(Debug)]
#[allow(dead_code, reason = "what an error holds is not looked at")]
enum Failed {
    NotFound(Box<Value>),
}

impl ErrorBody for Failed {
    const RESPONSES: &'static [ResponseSpec<Self>] =
        &[ResponseSpec::new(Statuses::Exactly(404), |reply| decode::boxed_json(reply).map(Self::NotFound)).schema(ANY)];
}

static JSON: Operation<Value> =
    Operation::new("GET", "/json").responses(&[ResponseSpec::json(Statuses::Exactly(200), ANY)]);
static BYTES: Operation<ByteStream> =
    Operation::new("GET", "/bytes").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);
static LINES: Operation<JsonStream<Value>> =
    Operation::new("GET", "/lines").responses(&[ResponseSpec::stream(Statuses::Exactly(200), JsonStream::new)]);
static EVENTS: Operation<EventStream<String>> =
    Operation::new("GET", "/events").responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::of_text)]);

/// A text in JSON, of a length.
fn json_of(length: usize) -> String {
    format!("\"{}\"", "x".repeat(length - 2))
}

/// A response whose length is not said, and that ends with the connection after a great many pieces.
fn endless(status: u16, head: &str, piece: &str) -> MockResponse {
    let pieces = piece.repeat(65536 / piece.len());
    MockResponse::raw(format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n{head}\r\n")).repeat(pieces, 1 << 20)
}

fn call<T: 'static>(reply: MockResponse, operation: &'static Operation<T>) -> Call<T, Failed> {
    client(&Server::always(reply)).call(operation)
}

fn is_too_large<E>(error: &Error<E>, expected: u64) -> bool {
    matches!(error, Error::TooLarge { status, limit, .. } if status.as_u16() == 200 && *limit == expected)
}

#[tokio::test]
async fn a_success_may_be_as_long_as_the_limit() {
    let read = call(MockResponse::json(200, &json_of(1000)), &JSON).max_body(1000).await.expect("a body");
    assert_eq!(read.as_str().map(str::len), Some(998));
}

#[tokio::test]
async fn a_success_that_says_that_it_is_longer_is_not_read() {
    let reply = MockResponse::json(200, &json_of(1001)).header("x-request-id", "r-1");
    let error = call(reply, &JSON).max_body(1000).await.expect_err("an error");
    assert!(is_too_large(&error, 1000), "{error:?}");
    assert_eq!(
        error.headers().and_then(|headers| headers.get("x-request-id")).map(HeaderValue::as_bytes),
        Some(&b"r-1"[..])
    );
    assert!(!error.is_retryable() && error.body_bytes().is_none());
    let shown = error.to_string();
    assert!(shown.contains("200 OK, but the response is longer than the limit of 1000 bytes"), "{shown}");
}

#[tokio::test]
async fn a_success_of_untold_length_is_read_up_to_the_limit() {
    let reply = MockResponse::status(200).chunks(&[json_of(600), json_of(600)]);
    let error = call(reply, &JSON).max_body(1000).await.expect_err("an error");
    assert!(is_too_large(&error, 1000), "{error:?}");
}

#[tokio::test]
async fn a_success_in_chunks_is_put_together() {
    let text = json_of(1000);
    let (one, other) = text.split_at(300);
    let read = call(MockResponse::status(200).chunks(&[one, other]), &JSON).max_body(1000).await.expect("a body");
    assert_eq!(read.to_string(), text);
}

#[tokio::test]
async fn a_success_without_end_is_an_error() {
    let error = call(endless(200, "", " "), &JSON).await.expect_err("an error");
    assert!(is_too_large(&error, DEFAULT_MAX_BODY), "{error:?}");
}

#[tokio::test]
async fn the_client_has_a_limit_for_all_calls() {
    let server = Server::always(MockResponse::json(200, &json_of(1001)));
    let client = client_builder().base_url(server.url()).max_body(1000).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&JSON).await.expect_err("an error");
    assert!(is_too_large(&error, 1000), "{error:?}");
    client.call::<_, NoDeclaredErrors>(&JSON).max_body(u64::MAX).await.expect("a body");
}

#[tokio::test]
async fn a_declared_error_may_be_a_mebibyte_whatever_the_limit() {
    let error = call(MockResponse::json(404, &json_of(MIB)), &JSON).max_body(1000).await.expect_err("an error");
    assert!(matches!(&error, Error::Api { body: Failed::NotFound(_), raw, .. } if raw.len() == MIB), "{error}");
}

#[tokio::test]
async fn a_longer_declared_error_is_cut() {
    let reply = MockResponse::json(404, &json_of(MIB + 1)).header("x-request-id", "r-1");
    let error = call(reply, &JSON).await.expect_err("an error");
    let Error::Unexpected { status, body, truncated: true, reason, .. } = &error else { panic!("{error}") };
    assert_eq!((status.as_u16(), body.len()), (404, MIB));
    assert_eq!(&**reason, "the body is longer than 1 MiB, and the rest of it was not read");
    assert_eq!(error.request_id().as_deref(), Some("r-1"));
}

#[tokio::test]
async fn an_undeclared_error_without_end_is_cut() {
    let error = call(endless(500, "", " "), &JSON).max_body(u64::MAX).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, truncated: true, .. } if body.len() == MIB), "{error}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_undeclared_success_that_is_none_is_cut() {
    let reply = MockResponse::json(201, &json_of(2 * MIB));
    let error = call(reply, &JSON).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, truncated: true, .. } if body.len() == MIB), "{error}");
}

#[tokio::test]
async fn a_short_error_is_not_cut() {
    let error = call(MockResponse::json(500, "{}"), &JSON).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { truncated: false, .. }), "{error}");
}

#[tokio::test]
async fn the_body_of_a_redirect_that_is_rejected_is_cut() {
    let error = call(endless(302, "location: file:///x\r\n", " "), &JSON).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, truncated: true, .. } if body.len() == MIB), "{error}");
}

#[tokio::test]
async fn any_error_keeps_it() {
    let error = call(MockResponse::json(404, &json_of(MIB + 1)), &JSON).await.expect_err("an error");
    assert!(matches!(AnyError::from(error), Error::Unexpected { truncated: true, .. }));
    let error = call(MockResponse::json(200, &json_of(11)), &JSON).max_body(10).await.expect_err("an error");
    assert!(is_too_large(&AnyError::from(error), 10));
}

#[tokio::test]
async fn the_chunks_of_a_byte_stream_have_no_limit() {
    let mut stream =
        call(MockResponse::status(200).body("x".repeat(1000)), &BYTES).max_body(10).await.expect("a stream");
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        length += chunk.expect("a chunk").len();
    }
    assert_eq!(length, 1000);
}

#[tokio::test]
async fn bytes_that_are_collected_have_the_limit() {
    let bytes = |reply| call(reply, &BYTES).max_body(10);
    let told = bytes(MockResponse::status(200).body("x".repeat(11))).await.expect("a stream");
    assert!(is_too_large(&told.bytes().await.expect_err("an error"), 10));
    let untold = bytes(endless(200, "", "x")).await.expect("a stream");
    assert!(is_too_large(&untold.bytes().await.expect_err("an error"), 10));
    let fitting = bytes(MockResponse::status(200).body("x".repeat(10))).await.expect("a stream");
    assert_eq!(fitting.bytes().await.expect("the bytes").len(), 10);
}

#[tokio::test]
async fn bytes_that_are_still_to_come_have_the_limit() {
    let reply = MockResponse::raw("HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n12345678").repeat("x", 8);
    let mut stream = call(reply, &BYTES).max_body(10).await.expect("a stream");
    let first = stream.next().await.expect("a chunk").expect("a chunk");
    let rest = stream.bytes().await.expect("the rest");
    assert_eq!(first.len() + rest.len(), 16);
}

/// Returns the lengths of what comes before the error, and whether the stream ends with that.
async fn lines(reply: MockResponse, limit: u64) -> (Vec<usize>, Option<AnyError>) {
    let mut stream = call(reply, &LINES).max_body(limit).await.expect("a stream");
    let mut lengths = Vec::new();
    while let Some(item) = stream.next().await {
        match item {
            Ok(value) => lengths.push(value.to_string().len()),
            Err(error) => {
                assert!(stream.next().await.is_none(), "more behind an error");
                return (lengths, Some(error));
            }
        }
    }
    (lengths, None)
}

async fn events(reply: MockResponse, limit: u64) -> (Vec<usize>, Option<AnyError>) {
    let mut stream = call(reply, &EVENTS).max_body(limit).await.expect("a stream");
    let mut lengths = Vec::new();
    while let Some(item) = stream.next().await {
        match item {
            Ok(event) => lengths.push(event.data.len()),
            Err(error) => {
                assert!(stream.next().await.is_none(), "more behind an error");
                return (lengths, Some(error));
            }
        }
    }
    (lengths, None)
}

#[tokio::test]
async fn each_line_has_the_limit() {
    let body = format!("{}\n{}\n{}\n{}\n", json_of(10), json_of(10), json_of(11), json_of(10));
    let (lengths, error) = lines(MockResponse::status(200).body(body), 10).await;
    assert_eq!(lengths, [10, 10]);
    assert!(error.is_some_and(|error| is_too_large(&error, 10)));
}

#[tokio::test]
async fn a_line_without_end_is_an_error() {
    let (_, error) = lines(endless(200, "", "x"), DEFAULT_MAX_BODY).await;
    assert!(error.is_some_and(|error| is_too_large(&error, DEFAULT_MAX_BODY)));
}

#[tokio::test]
async fn each_event_has_the_limit() {
    let body = "data: 12345\ndata: 123456\n\ndata: 12345\ndata: 12345\ndata: 1\n\ndata: 1\n\n";
    let (lengths, error) = events(MockResponse::status(200).body(body), 12).await;
    assert_eq!(lengths, [12]);
    assert!(error.is_some_and(|error| is_too_large(&error, 12)));
}

#[tokio::test]
async fn an_event_without_end_is_an_error() {
    let (_, error) = events(endless(200, "", "data: x\n"), 100_000).await;
    assert!(error.is_some_and(|error| is_too_large(&error, 100_000)));
}

#[tokio::test]
async fn lines_without_end_that_belong_to_no_event_are_an_error() {
    let (_, error) = events(endless(200, "", "foo: x\n"), 100_000).await;
    assert!(error.is_some_and(|error| is_too_large(&error, 100_000)));
}

#[tokio::test]
async fn a_line_of_an_event_without_end_is_an_error() {
    let (_, error) = events(endless(200, "", "x"), 100_000).await;
    assert!(error.is_some_and(|error| is_too_large(&error, 100_000)));
}
