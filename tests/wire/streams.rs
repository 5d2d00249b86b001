//! Responses that are read as they come.

use streams::types::Change;
use streams::{ByteStream, CompleteError, CompleteOutput, Error, Event, EventStream, JsonStream};

calls_of!(streams);

fn events(chunks: &[&str]) -> MockResponse {
    MockResponse::status(200).header("content-type", "text/event-stream").chunks(chunks)
}

fn change(id: &str) -> Change {
    Change { id: id.into() }
}

/// Returns event, id and data of the next event.
async fn next<T>(stream: &mut EventStream<T>) -> (Option<String>, Option<String>, T) {
    let Event { event, id, data, .. } = stream.next().await.expect("an event").expect("an event");
    (event, id.as_deref().map(str::to_owned), data)
}

async fn watch(reply: MockResponse) -> EventStream<Change> {
    receive(reply, |client| client.watch()).await.expect("a stream")
}

async fn lines(reply: MockResponse) -> JsonStream<Change> {
    receive(reply, |client| client.export_changes()).await.expect("a stream")
}

async fn file(reply: MockResponse) -> ByteStream {
    receive(reply, |client| client.get_file()).await.expect("a stream")
}

#[tokio::test]
async fn what_is_accepted() {
    let (server, expected) = (
        Server::always(MockResponse::status(200)),
        [
            ("/file", "application/octet-stream"),
            ("/image", "image/*"),
            ("/events", "text/event-stream"),
            ("/log", "text/event-stream"),
            ("/lines", "application/x-ndjson"),
            ("/completions", "application/json, text/event-stream, application/x-ndjson"),
        ],
    );
    let client = client(&server);
    client.get_file().await.expect("a stream");
    client.get_image().await.expect("a stream");
    client.watch().await.expect("a stream");
    client.follow_log().await.expect("a stream");
    client.export_changes().await.expect("a stream");
    client.complete().await.expect_err("no JSON");
    let requests = server.requests();
    let found: Vec<_> = requests.iter().map(|one| (one.target.as_str(), one.header("accept").unwrap_or(""))).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn bytes_come_as_they_are_sent() {
    let mut stream = file(MockResponse::status(200).chunks(&[&b"\xff\0"[..], b"\r\n"])).await;
    assert_eq!(stream.next().await.expect("bytes").expect("bytes"), b"\xff\0".as_slice());
    assert_eq!(stream.next().await.expect("bytes").expect("bytes"), "\r\n");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn bytes_that_break_off_are_an_error_behind_those_that_came() {
    let mut stream = file(MockResponse::status(200).body("abcdef").cut_after(3)).await;
    assert_eq!(stream.next().await.expect("bytes").expect("bytes"), "abc");
    assert!(matches!(stream.next().await, Some(Err(Error::Transport { .. }))));
}

#[tokio::test]
async fn an_image_or_none() {
    let image = |reply| receive(reply, |client| client.get_image());
    let reply = MockResponse::status(200).header("content-type", "image/png").body(b"\x89PNG");
    let stream = image(reply).await.expect("a response").expect("an image");
    assert_eq!(stream.bytes().await.expect("the bytes"), b"\x89PNG".as_slice());
    assert!(image(MockResponse::status(204)).await.expect("a response").is_none());
}

#[tokio::test]
async fn events_are_values() {
    let reply =
        events(&[": hello\n\nevent: made\nid: 1\ndata: {\"id\":", "\"ü\"}\n\ndata: {\ndata: \"id\":\"b\"}\n\n"]);
    let mut stream = watch(reply).await;
    assert_eq!(next(&mut stream).await, (Some("made".into()), Some("1".into()), change("ü")));
    assert_eq!(next(&mut stream).await, (None, Some("1".into()), change("b")));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_event_that_does_not_decode_is_an_error_and_the_next_one_comes() {
    let mut stream = watch(events(&["data: {\"id\":1}\n\ndata: {\"id\":\"b\"}\n\n"])).await;
    let error = stream.next().await.expect("an event").expect_err("an error");
    assert_eq!(error.body_bytes().map(AsRef::as_ref), Some(br#"{"id":1}"#.as_slice()));
    assert_eq!(next(&mut stream).await.2, change("b"));
}

#[tokio::test]
async fn events_that_break_off_are_an_error_and_then_nothing() {
    let body = "data: {\"id\":\"a\"}\n\ndata: {\"id\":\"b\"}\n\n";
    let reply = MockResponse::status(200).header("content-type", "text/event-stream").body(body).cut_after(35);
    let mut stream = watch(reply).await;
    assert_eq!(next(&mut stream).await.2, change("a"));
    assert!(matches!(stream.next().await, Some(Err(Error::Transport { .. }))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn no_events_are_no_error() {
    assert!(watch(events(&[])).await.next().await.is_none());
}

#[tokio::test]
async fn events_of_text_are_taken_as_they_are() {
    let stream = receive(events(&["data: {\"id\ndata:  ü\n\n"]), |client| client.follow_log()).await;
    assert_eq!(next(&mut stream.expect("a stream")).await.2, "{\"id\n ü");
}

#[tokio::test]
async fn a_line_is_a_value() {
    let mut stream = lines(MockResponse::status(200).chunks(&["{\"id\":\"a\"}\r\n\n{\"i", "d\":\"b\"}"])).await;
    assert_eq!(stream.next().await.expect("a line").expect("a line"), change("a"));
    assert_eq!(stream.next().await.expect("a line").expect("a line"), change("b"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn lines_that_break_off_are_an_error() {
    let mut stream = lines(MockResponse::status(200).body("{\"id\":\"a\"}\n{\"id\":\"b\"}\n").cut_after(15)).await;
    assert_eq!(stream.next().await.expect("a line").expect("a line"), change("a"));
    assert!(matches!(stream.next().await, Some(Err(Error::Transport { .. }))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn the_media_type_tells_all_at_once_from_as_it_comes() {
    let complete = |reply| receive(reply, |client| client.complete());
    let whole = complete(MockResponse::json(200, r#"{"id":"a"}"#)).await.expect("a response");
    assert!(matches!(whole, CompleteOutput::Json(body) if body == change("a")));
    let reply = events(&["data: {\"id\":\"a\"}\n\n", "data: [DONE]\n\n", "data: {\"id\":\"b\"}\n\n"]);
    let CompleteOutput::Events(mut stream) = complete(reply).await.expect("a response") else { panic!("no stream") };
    assert_eq!(next(&mut stream).await.2, change("a"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_error_of_lines_is_read_whole() {
    let reply = MockResponse::status(400).header("content-type", "application/x-ndjson").body("{\"id\":\"a\"}\n");
    let error = receive(reply, |client| client.complete()).await.expect_err("an error");
    let Error::Api { body: CompleteError::BadRequest(body), .. } = error else { panic!("{error:?}") };
    assert_eq!(**body, *b"{\"id\":\"a\"}\n");
}

#[tokio::test]
async fn an_error_is_not_a_stream() {
    let error = receive(MockResponse::json(500, "{}"), |client| client.watch()).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == "{}"), "{error:?}");
}
