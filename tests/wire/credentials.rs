//! Credentials in each place, alone, together, and as alternatives.

use credentials::{Client, ClientBuilder, GetWithEitherParams};

use crate::server::{MockResponse, Request, Server};

/// Returns the requests of all operations of a client.
async fn sent(fill: impl FnOnce(ClientBuilder) -> ClientBuilder) -> [Request; 3] {
    let server = Server::always(MockResponse::status(204));
    let client = fill(Client::builder().base_url(server.url())).build().expect("a client");
    client.get_with_both().await.expect("a response");
    let params = GetWithEitherParams { theme: Some("dark".into()) };
    client.get_with_either().params(params).await.expect("a response");
    client.get_with_token().await.expect("a response");
    server.requests().try_into().expect("three requests")
}

/// Returns what tells of credentials: the query, and the headers that may hold some.
fn told(request: &Request) -> (&str, Vec<(&str, &str)>) {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let headers = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    (query, headers.filter(|(name, _)| ["authorization", "x-app-key", "cookie"].contains(name)).collect())
}

#[tokio::test]
async fn none_is_sent_that_is_not_there() {
    let [both, either, token] = sent(|builder| builder).await;
    assert_eq!(told(&both), ("", vec![]));
    assert_eq!(told(&either), ("", vec![("cookie", "theme=dark")]));
    assert_eq!(told(&token), ("", vec![]));
}

#[tokio::test]
async fn all_go_only_where_they_are_requested() {
    let all = |builder: ClientBuilder| {
        let builder = builder.user("Aladdin", "open sesame").app("k-1").session("s-1").query("q&1");
        builder.oauth("o-1").openid("i-1")
    };
    let [both, either, token] = sent(all).await;
    let basic = ("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    let (query, mut headers) = told(&both);
    headers.sort_unstable();
    assert_eq!((query, headers), ("", vec![basic, ("x-app-key", "k-1")]));
    assert_eq!(told(&either), ("", vec![("cookie", "theme=dark; sid=s-1")]));
    assert_eq!(told(&token), ("", vec![("authorization", "Bearer o-1")]));
}

#[tokio::test]
async fn the_second_alternative_stands_in_for_the_first() {
    let [_, either, token] = sent(|builder| builder.query("q&1").openid("i-1")).await;
    assert_eq!(told(&either), ("api_key=q%261", vec![("cookie", "theme=dark")]));
    assert_eq!(told(&token), ("", vec![("authorization", "Bearer i-1")]));
}

#[tokio::test]
async fn half_of_a_combination_is_not_sent() {
    let [both, ..] = sent(|builder| builder.app("k-1")).await;
    assert_eq!(told(&both), ("", vec![]));
    let [both, ..] = sent(|builder| builder.user("a", "b")).await;
    assert_eq!(told(&both), ("", vec![]));
}

#[tokio::test]
async fn a_user_without_a_password_has_an_empty_one() {
    let [both, ..] = sent(|builder| builder.user("ü", "").app("k-1")).await;
    assert!(told(&both).1.contains(&("authorization", "Basic w7w6")), "{both:?}");
}

#[test]
fn a_credential_that_no_header_can_hold_is_rejected() {
    let built = Client::builder().base_url("http://127.0.0.1:1").app("a\r\nb: c").build();
    assert!(built.is_err(), "{built:?}");
}
