//! Sequences that are declared by an array, or by their items.

use sequences::types::{Line, SendItemsRequestItem};

calls_of!(sequences);

fn line(text: &str) -> Line {
    Line { text: Some(text.into()) }
}

#[tokio::test]
async fn an_array_is_a_line_an_item_both_ways() {
    let reply = MockResponse::status(200).header("content-type", "application/x-ndjson").body("{\"text\":\"c\"}\n{}\n");
    let server = Server::always(reply);
    let mut stream = client(&server).exchange(&[line("a"), line("\n")]).await.expect("a response");
    assert_eq!(stream.next().await.expect("a line").expect("a line"), line("c"));
    assert_eq!(stream.next().await.expect("a line").expect("a line"), Line { text: None });
    assert!(stream.next().await.is_none());
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(request.text(), "{\"text\":\"a\"}\n{\"text\":\"\\n\"}\n");
}

#[tokio::test]
async fn each_item_is_validated() {
    let said = rejected(|client| client.exchange(&[line("a"), line("long")])).await;
    assert!(said.starts_with("/1/text: "), "{said}");
}

#[tokio::test]
async fn items_have_separators() {
    let items = [SendItemsRequestItem { id: 1 }, SendItemsRequestItem { id: 2 }];
    let request = sent(204, |client| client.send_items(Some(&items))).await;
    assert_eq!(request.text(), "\u{1e}{\"id\":1}\n\u{1e}{\"id\":2}\n");
}

#[tokio::test]
async fn text_is_sent_as_it_is() {
    assert_eq!(sent(204, |client| client.send_raw("{}\n[]")).await.text(), "{}\n[]");
}

#[tokio::test]
async fn events_of_an_array_are_typed() {
    let reply =
        || MockResponse::status(200).header("content-type", "text/event-stream").body("data: {\"text\":\"a\"}\n\n");
    let mut stream = receive(reply(), |client| client.listen()).await.expect("a response");
    assert_eq!(stream.next().await.expect("an event").expect("an event").data, line("a"));
    let mut stream = receive(reply(), |client| client.flux()).await.expect("a response");
    assert_eq!(stream.next().await.expect("an event").expect("an event").data, line("a"));
}
