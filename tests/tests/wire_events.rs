//! Server-sent events (WHATWG HTML §9.2), as servers send them.

use std::time::{Duration, Instant};

use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::{Event, EventStream};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client, receive};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Message {
    text: String,
}

type Item<T> = (Option<String>, Option<String>, Result<T, Vec<u8>>);

static TYPED: Operation<EventStream<Message>> = Operation::new("GET", "/events")
    .accept("text/event-stream")
    .responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::new)]);

static TEXT: Operation<EventStream<String>> = Operation::new("GET", "/events")
    .accept("text/event-stream")
    .responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::of_text)]);

fn reply(chunks: &[impl AsRef<[u8]>]) -> MockResponse {
    MockResponse::status(200).header("content-type", "text/event-stream; charset=utf-8").chunks(chunks)
}

/// Returns all items of a response; of those that fail, the bytes.
async fn items<T>(operation: &'static Operation<EventStream<T>>, reply: MockResponse) -> Vec<Item<T>> {
    let mut stream = receive::<_, NoDeclaredErrors>(operation, reply).await.expect("a response").body;
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(match item {
            Ok(Event { event, id, data, .. }) => (event, id.as_deref().map(str::to_owned), Ok(data)),
            Err(error) => (None, None, Err(error.body_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default())),
        });
    }
    items
}

async fn texts(chunks: &[impl AsRef<[u8]>]) -> Vec<String> {
    let items = items(&TEXT, reply(chunks)).await;
    items.into_iter().map(|(_, _, data)| data.expect("an event")).collect()
}

fn message(text: &str) -> Item<Message> {
    (None, None, Ok(Message { text: text.to_owned() }))
}

#[tokio::test]
async fn data_is_decoded() {
    let items = items(&TYPED, reply(&["data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\n"])).await;
    assert_eq!(items, [message("a"), message("b")]);
}

#[tokio::test]
async fn data_of_several_lines_is_one_value() {
    let items = items(&TYPED, reply(&["data: {\"text\":\ndata: \"a\"}\n\n"])).await;
    assert_eq!(items, [message("a")]);
}

#[tokio::test]
async fn lines_of_a_text_are_joined() {
    assert_eq!(texts(&["data: a\ndata:\ndata:  b\n\n"]).await, ["a\n\n b"]);
}

#[tokio::test]
async fn comments_are_left_out() {
    assert_eq!(texts(&[": hello\n\ndata: a\n: keep-alive\n\n"]).await, ["a"]);
}

#[tokio::test]
async fn lines_may_end_with_crlf() {
    assert_eq!(texts(&["data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n"]).await, ["a\nb", "c"]);
}

#[tokio::test]
async fn lines_may_end_with_cr() {
    assert_eq!(texts(&["data: a\rdata: b\r\rdata: c\r\r"]).await, ["a\nb", "c"]);
}

#[tokio::test]
async fn chunks_may_end_between_cr_and_lf() {
    assert_eq!(texts(&["data: a\r", "\ndata: b\r\n\r", "\ndata: c\r\n\r\n"]).await, ["a\nb", "c"]);
}

#[tokio::test]
async fn chunks_may_end_within_a_letter() {
    assert_eq!(texts(&[&b"da"[..], b"ta: gr\xc3", b"\xbcn\n", b"\n"]).await, ["grün"]);
}

#[tokio::test]
async fn a_byte_order_mark_is_left_out() {
    assert_eq!(texts(&["\u{feff}data: a\n\n"]).await, ["a"]);
}

#[tokio::test]
async fn a_final_event_without_its_empty_line_is_none() {
    assert_eq!(texts(&["data: a\n\ndata: b"]).await, ["a"]);
    assert_eq!(texts(&["data: a\n\ndata: b\n"]).await, ["a"]);
    assert_eq!(texts(&["data: a\n\ndata: b\n\n"]).await, ["a", "b"]);
}

#[tokio::test]
async fn a_body_without_its_last_chunk_is_an_error() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n";
    let mut stream = receive::<_, NoDeclaredErrors>(&TEXT, MockResponse::raw(head)).await.expect("a response").body;
    assert_eq!(stream.next().await.expect("an event").expect("an event").data, "a");
    assert!(matches!(stream.next().await, Some(Err(Error::Transport { .. }))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection_may_hold_events() {
    let reply = MockResponse::raw("HTTP/1.1 200 OK\r\n\r\ndata: a\n\ndata: b\n");
    assert_eq!(items(&TEXT, reply).await, [(None, None, Ok("a".to_owned()))]);
}

#[tokio::test]
async fn stray_lines_are_an_error_even_if_the_last_has_no_end() {
    let items = items(&TYPED, MockResponse::status(200).body("<html>")).await;
    assert_eq!(items, [(None, None, Err(b"<html>\n".to_vec()))]);
}

#[tokio::test]
async fn name_and_id_are_kept() {
    let items = items(&TEXT, reply(&["event: added\nid: 7\ndata: a\n\ndata: b\n\n"])).await;
    let id = Some("7".to_owned());
    assert_eq!(items, [(Some("added".to_owned()), id.clone(), Ok("a".into())), (None, id, Ok("b".into()))]);
}

#[tokio::test]
async fn a_name_without_data_is_forgotten() {
    let items = items(&TEXT, reply(&["event: ping\n\ndata: a\n\n"])).await;
    assert_eq!(items, [(None, None, Ok("a".into()))]);
}

#[tokio::test]
async fn the_name_message_is_none() {
    let items = items(&TEXT, reply(&["event: message\ndata: a\n\n"])).await;
    assert_eq!(items, [(None, None, Ok("a".into()))]);
}

#[tokio::test]
async fn data_that_is_no_json_is_an_error_and_the_stream_goes_on() {
    let items = items(&TYPED, reply(&["data: oops\n\ndata: {\"text\":\"a\"}\n\n"])).await;
    assert_eq!(items, [(None, None, Err(b"oops".to_vec())), message("a")]);
}

#[tokio::test]
async fn done_ends_the_stream() {
    let items = items(&TYPED, reply(&["data: {\"text\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"text\":\"b\"}\n\n"])).await;
    assert_eq!(items, [message("a")]);
}

#[tokio::test]
async fn the_stream_stays_at_its_end() {
    let reply = reply(&["data: [DONE]\n\ndata: {\"text\":\"b\"}\n\n"]);
    let mut stream = receive::<_, NoDeclaredErrors>(&TYPED, reply).await.expect("a response").body;
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_body_without_events_is_an_error_that_keeps_it() {
    let reply = MockResponse::json(200, r#"{"text":"no stream"}"#);
    assert_eq!(items(&TYPED, reply).await, [(None, None, Err(b"{\"text\":\"no stream\"}\n".to_vec()))]);
}

#[tokio::test]
async fn an_empty_body_has_no_events() {
    assert_eq!(items(&TYPED, reply(&[""; 0])).await, []);
}

#[tokio::test]
async fn a_broken_connection_is_an_error_and_the_event_that_it_broke_is_none() {
    let whole = "data: a\n\ndata: broken";
    let reply = MockResponse::status(200).header("content-type", "text/event-stream").body(format!("{whole} off\n\n"));
    let mut stream =
        receive::<_, NoDeclaredErrors>(&TEXT, reply.cut_after(whole.len())).await.expect("a response").body;
    assert_eq!(stream.next().await.expect("an event").expect("an event").data, "a");
    let error = stream.next().await.expect("an error").expect_err("an error");
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn events_come_before_the_response_ends() {
    let chunks: Vec<_> = (0..1_000).map(|number| format!("data: {number}\n\n")).collect();
    let started = Instant::now();
    let server = Server::always(reply(&chunks));
    let mut stream = client(&server).call::<_, NoDeclaredErrors>(&TEXT).await.expect("a response");
    assert_eq!(stream.next().await.expect("an event").expect("an event").data, "0");
    assert!(started.elapsed() < Duration::from_secs(10), "the whole response takes twenty seconds");
}

#[tokio::test]
async fn events_are_requested() {
    let server = Server::always(reply(&["data: a\n\n"]));
    client(&server).call::<_, NoDeclaredErrors>(&TEXT).await.expect("a response");
    assert_eq!(server.request().header("accept"), Some("text/event-stream"));
}
