//! What OpenAPI 3.2 says of streams, and whole queries beside them.

use streams_of_items::FindParams;
use streams_of_items::types::{Filter, Line};

calls_of!(streams_of_items);

fn line(text: &str) -> Line {
    Line { text: Some(text.into()) }
}

#[tokio::test]
async fn the_schema_of_an_item_is_that_of_a_line() {
    let server = Server::always(MockResponse::status(200).chunks(&["{\"text\":\"a\"}\n{}\n"]));
    let mut stream = client(&server).read_lines().await.expect("a stream");
    assert_eq!(stream.next().await.expect("a line").expect("a line"), line("a"));
    assert_eq!(stream.next().await.expect("a line").expect("a line"), Line::default());
    assert!(stream.next().await.is_none());
    let request = server.request();
    assert_eq!((request.target.as_str(), request.header("accept")), ("/lines", Some("application/jsonl")));
}

#[tokio::test]
async fn of_the_schema_of_an_event_data_is_the_value() {
    let reply = MockResponse::status(200).chunks(&["event: e\ndata: {\"text\":\"ü\"}\n\n"]);
    let mut stream = receive(reply, |client| client.read_events()).await.expect("a stream");
    let event = stream.next().await.expect("an event").expect("an event");
    assert_eq!((event.event.as_deref(), event.data), (Some("e"), line("ü")));
}

#[tokio::test]
async fn data_of_text_is_text() {
    let reply = MockResponse::status(200).chunks(&["data: {}\n\n"]);
    let mut stream = receive(reply, |client| client.read_texts()).await.expect("a stream");
    assert_eq!(stream.next().await.expect("an event").expect("an event").data, "{}");
}

#[tokio::test]
async fn json_is_the_query() {
    let request = sent(204, |client| client.search(&Filter { size: Some(-1) })).await;
    assert_eq!(request.target, "/search?%7B%22size%22%3A-1%7D");
}

#[tokio::test]
async fn a_form_is_the_query() {
    let params = FindParams { filter: Some(Filter { size: Some(5) }) };
    assert_eq!(sent(204, |client| client.find().params(params)).await.target, "/find?size=5");
    assert_eq!(sent(204, |client| client.find()).await.target, "/find");
}
