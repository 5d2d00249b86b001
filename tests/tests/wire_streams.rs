//! Responses that are read as they come: bytes, and JSON values one after another.

use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::{ByteStream, JsonStream};
use clientwright_runtime::validation::schema::{Ref, Schema};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client_builder, receive};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Line {
    number: i64,
}

const SMALL: Ref = Ref::Inline(&Schema::OBJECT.additional_properties(Ref::Inline(&Schema::INTEGER.maximum(1))));

static BYTES: Operation<ByteStream> =
    Operation::new("GET", "/file").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);

static LINES: Operation<JsonStream<Line>> =
    Operation::new("GET", "/lines")
        .responses(&[ResponseSpec::stream(Statuses::Exactly(200), JsonStream::new).schema(SMALL)]);

async fn bytes(reply: MockResponse) -> ByteStream {
    receive::<_, NoDeclaredErrors>(&BYTES, reply).await.expect("a response").body
}

/// Returns all items of a response; of those that fail, the bytes.
async fn lines(chunks: &[impl AsRef<[u8]>]) -> Vec<Result<i64, Vec<u8>>> {
    lines_of(MockResponse::status(200).header("content-type", "application/x-ndjson").chunks(chunks)).await
}

async fn lines_of(reply: MockResponse) -> Vec<Result<i64, Vec<u8>>> {
    let mut stream = receive::<_, NoDeclaredErrors>(&LINES, reply).await.expect("a response").body;
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        let failed = |error: Error<_>| error.body_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default();
        items.push(item.map(|line| line.number).map_err(failed));
    }
    items
}

#[tokio::test]
async fn bytes_come_as_they_are_sent() {
    let mut stream = bytes(MockResponse::status(200).chunks(&[&b"\xff\x00"[..], b"\r\n"])).await;
    assert_eq!(stream.next().await.expect("a chunk").expect("a chunk"), &b"\xff\x00"[..]);
    assert_eq!(stream.next().await.expect("a chunk").expect("a chunk"), &b"\r\n"[..]);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn all_bytes_may_be_taken_at_once() {
    let stream = bytes(MockResponse::status(200).chunks(&["a", "b", "c"])).await;
    assert_eq!(stream.bytes().await.expect("the bytes"), "abc");
}

#[tokio::test]
async fn an_empty_body_is_not_bytes() {
    let stream = bytes(MockResponse::status(200)).await;
    assert_eq!(stream.bytes().await.expect("the bytes"), "");
}

#[tokio::test]
async fn truncated_bytes_are_an_error() {
    let stream = bytes(MockResponse::status(200).body("abcdef").cut_after(3)).await;
    let error = stream.bytes().await.expect_err("an error");
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
}

#[tokio::test]
async fn an_error_is_not_a_stream() {
    let error = receive::<_, NoDeclaredErrors>(&BYTES, MockResponse::json(404, "{}")).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == "{}"), "{error:?}");
}

#[tokio::test]
async fn values_are_on_lines() {
    assert_eq!(lines(&["{\"number\":1}\n{\"number\":2}\n"]).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn a_chunk_may_end_within_a_value() {
    assert_eq!(lines(&["{\"num", "ber\":1}", "\n{\"number\":2", "2}\n"]).await, [Ok(1), Ok(22)]);
}

#[tokio::test]
async fn the_last_line_needs_no_end() {
    assert_eq!(lines(&["{\"number\":1}\n{\"number\":2}"]).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn the_last_line_needs_no_end_where_the_length_is_said() {
    assert_eq!(lines_of(MockResponse::status(200).body("{\"number\":1}\n{\"number\":2}")).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn the_last_line_needs_its_end_where_the_body_ends_with_the_connection() {
    let reply = MockResponse::raw("HTTP/1.1 200 OK\r\n\r\n{\"number\":1}\n{\"number\":2}");
    assert_eq!(lines_of(reply).await, [Ok(1), Err(b"{\"number\":2}".to_vec())]);
    let reply = MockResponse::raw("HTTP/1.1 200 OK\r\n\r\n{\"number\":1}\n{\"number\":2}\n");
    assert_eq!(lines_of(reply).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn a_body_without_its_last_chunk_is_an_error() {
    let body = "{\"number\":1}\n{\"number\":2}";
    let head = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n", body.len());
    let mut stream = receive::<_, NoDeclaredErrors>(&LINES, MockResponse::raw(&head)).await.expect("a response").body;
    assert!(matches!(stream.next().await, Some(Ok(Line { number: 1 }))));
    assert!(matches!(stream.next().await, Some(Err(Error::Transport { .. }))));
    assert!(stream.next().await.is_none());
    let mut stream = bytes(MockResponse::raw(&head)).await;
    assert_eq!(stream.next().await.expect("a chunk").expect("a chunk"), body);
    assert!(matches!(stream.next().await, Some(Err(Error::Transport { .. }))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn empty_lines_are_nothing() {
    assert_eq!(lines(&["\n\r\n{\"number\":1}\r\n  \n\r\n{\"number\":2}\r\n"]).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn a_line_that_does_not_decode_is_an_error_and_the_stream_goes_on() {
    assert_eq!(lines(&["oops\n{\"number\":1}\n"]).await, [Err(b"oops".to_vec()), Ok(1)]);
}

#[tokio::test]
async fn a_byte_order_mark_is_left_out() {
    assert_eq!(lines(&["\u{feff}{\"number\":1}\n"]).await, [Ok(1)]);
}

#[tokio::test]
async fn record_separators_precede_values() {
    assert_eq!(lines(&["\u{1e}{\"number\":1}\n\u{1e}{\"number\":2}\n"]).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn items_are_checked_when_responses_are() {
    let server = Server::always(MockResponse::status(200).body("{\"number\":1}\n{\"number\":2}\n"));
    let client = client_builder().base_url(server.url()).check_responses(true).build().expect("a client");
    let mut stream = client.call::<_, NoDeclaredErrors>(&LINES).await.expect("a response");
    assert!(stream.next().await.expect("an item").is_ok());
    let error = stream.next().await.expect("an item").expect_err("an error");
    let violation = error.violations().and_then(|violations| violations.iter().next()).expect("a violation");
    assert_eq!(violation.pointer(), "/number");
}
