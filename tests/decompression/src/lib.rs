//! The limits of sizes hold for bodies that the HTTP client decompresses: a few bytes that become many are no way around them.

#![cfg(test)]

#[path = "../../src/server.rs"]
pub mod server;

use std::io::Write;

use clientwright_runtime::client::ClientBuilder;
use clientwright_runtime::client::api_config::ApiConfig;
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::{ByteStream, EventStream};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{MockResponse, Server};

static API: ApiConfig =
    ApiConfig { base_url: None, server_variables: &[], security: &[], redacted: &[], user_agent: "decompression" };

const TEXT: Operation<String> =
    Operation::new("GET", "/x").responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::text)]);
const EVENTS: Operation<EventStream<String>> =
    Operation::new("GET", "/x").responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::of_text)]);
const BYTES: Operation<ByteStream> =
    Operation::new("GET", "/x").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);

/// The bytes of a body, once it is decompressed.
const SIZE: usize = 256 << 20;
const LIMIT: u64 = 1 << 20;

fn compressed(text: &[u8], count: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..count {
        encoder.write_all(text).expect("memory");
    }
    encoder.finish().expect("memory")
}

fn bomb(status: u16) -> Server {
    let body = compressed(&[b'x'; 1 << 16], SIZE >> 16);
    assert!(body.len() < SIZE / 100);
    Server::always(MockResponse::status(status).header("content-encoding", "gzip").body(body))
}

fn call<T: 'static>(server: &Server, operation: &'static Operation<T>) -> Call<T, NoDeclaredErrors> {
    let client = ClientBuilder::new(&API).base_url(server.url()).build().expect("a client");
    client.call(operation).max_body(LIMIT)
}

#[tokio::test(flavor = "current_thread")]
async fn a_compressed_body_is_read() {
    let server = Server::always(
        MockResponse::status(200).header("content-encoding", "gzip").body(compressed("grün".as_bytes(), 2)),
    );
    assert_eq!(call(&server, &TEXT).await.expect("a response"), "grüngrün");
    assert_eq!(server.request().header("accept-encoding"), Some("gzip"));
}

#[tokio::test(flavor = "current_thread")]
async fn a_body_that_becomes_too_large_is_an_error() {
    let error = call(&bomb(200), &TEXT).await.expect_err("an error");
    assert!(matches!(error, Error::TooLarge { limit: LIMIT, .. }), "{error:?}");
}

#[tokio::test(flavor = "current_thread")]
async fn of_an_error_that_becomes_too_large_a_part_is_kept() {
    let error = call(&bomb(404), &TEXT).await.expect_err("an error");
    assert!(matches!(error, Error::Unexpected { truncated: true, .. }), "{error:?}");
    assert_eq!(error.body_bytes().map(|body| body.len()), Some(1 << 20));
}

#[tokio::test(flavor = "current_thread")]
async fn a_line_of_a_stream_that_becomes_too_large_is_an_error() {
    let mut events = call(&bomb(200), &EVENTS).await.expect("a stream");
    let error = events.next().await.expect("an error").expect_err("an error");
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    assert!(events.next().await.is_none());
}

#[tokio::test(flavor = "current_thread")]
async fn bytes_that_are_collected_are_limited() {
    let error = call(&bomb(200), &BYTES).await.expect("a stream").bytes().await.expect_err("an error");
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

/// Positions in a body that is decompressed are not those of what is sent, so that no rest is requested.
#[tokio::test(flavor = "current_thread")]
async fn a_compressed_body_is_not_resumed() {
    let body = compressed(&[b'x'; 1 << 16], 100);
    let half = body.len() / 2;
    let reply = MockResponse::status(200).header("content-encoding", "gzip").header("etag", "\"v1\"").body(body);
    let server = Server::always(reply.cut_after(half));
    call(&server, &BYTES).max_body(u64::MAX).await.expect("a stream").resume(true).bytes().await.expect_err("an error");
    assert_eq!(server.requests().len(), 1);
}
