//! Security of the document, of operations, and none; schemes that can't be done are left out of alternatives.

use security::{Client, ClientBuilder};

use crate::server::{MockResponse, Request, Server};

/// Returns the requests of the operations that are open, closed and signed.
async fn sent(fill: impl FnOnce(ClientBuilder) -> ClientBuilder) -> [Request; 3] {
    let server = Server::always(MockResponse::status(200));
    let client = fill(Client::builder().base_url(server.url())).build().expect("a client");
    client.get_open().await.expect("a response");
    client.get_closed().await.expect("a response");
    client.get_signed().await.expect("a response");
    server.requests().try_into().expect("three requests")
}

/// Returns what tells of credentials: the target, and the headers that may hold some, in the order of their names.
fn told(request: &Request) -> (&str, Vec<(&str, &str)>) {
    let headers = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut headers: Vec<_> = headers.filter(|(name, _)| ["authorization", "x-key", "cookie"].contains(name)).collect();
    headers.sort_unstable();
    (&request.target, headers)
}

#[tokio::test]
async fn an_open_operation_gets_no_credential() {
    let all = |builder: ClientBuilder| {
        let builder = builder.token("t").key("k").login("a", "b").account("c").session("s").identity("i");
        builder.query("q")
    };
    let [open, closed, signed] = sent(all).await;
    assert_eq!(told(&open), ("/open", vec![]));
    assert_eq!(told(&closed), ("/closed", vec![("authorization", "Bearer t")]));
    assert_eq!(told(&signed), ("/signed", vec![("authorization", "Bearer c"), ("cookie", "sid=s")]));
}

#[tokio::test]
async fn the_second_alternative_of_the_document() {
    let [open, closed, signed] = sent(|builder| builder.key("k").login("a", "b")).await;
    assert_eq!(told(&open), ("/open", vec![]));
    assert_eq!(told(&closed), ("/closed", vec![("authorization", "Basic YTpi"), ("x-key", "k")]));
    assert_eq!(told(&signed), ("/signed", vec![]));
}

#[tokio::test]
async fn half_of_an_alternative_is_not_sent() {
    let [_, closed, signed] = sent(|builder| builder.key("k").session("s")).await;
    assert_eq!(told(&closed), ("/closed", vec![]));
    assert_eq!(told(&signed), ("/signed", vec![]));
}

#[tokio::test]
async fn what_can_be_done_of_a_combination_is_sent() {
    let [_, _, signed] = sent(|builder| builder.identity("i")).await;
    assert_eq!(told(&signed), ("/signed", vec![("authorization", "Bearer i")]));
}
