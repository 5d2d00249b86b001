//! Servers with variables, and servers of single paths and operations. The test's server is the proxy of them all.

use servers::reqwest::{self, Proxy};
use servers::{BuildError, Client, ClientBuilder};

use crate::server::{MockResponse, Server as Local};

/// Returns the URLs that the operations of a client call.
async fn called(fill: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let server = Local::always(MockResponse::status(204));
    let proxy = Proxy::all(server.url()).expect("a proxy");
    let http = reqwest::Client::builder().proxy(proxy).build().expect("an HTTP client");
    let client = fill(Client::builder().http_client(http)).build().expect("a client");
    client.get_here().await.expect("a response");
    client.upload().await.expect("a response");
    client.get_uploads().await.expect("a response");
    client.delete_uploads().await.expect("a response");
    client.put_upload().await.expect("a response");
    server.requests().into_iter().map(|request| format!("{} {}", request.method, request.target)).collect()
}

#[tokio::test]
async fn variables_have_defaults() {
    let expected = [
        "GET http://eu.example.com:443/v1/here",
        "POST http://uploads.eu.example.com/uploads",
        "GET http://eu.example.com:443/v2/uploads",
        "DELETE http://eu.example.com:443/v1/uploads",
        "PUT http://sandbox.example.com/uploads",
    ];
    assert_eq!(called(|builder| builder).await, expected);
}

#[tokio::test]
async fn variables_are_filled_in_wherever_they_stand() {
    let expected = [
        "GET http://us.example.com:8080/a/b/here",
        "POST http://uploads.us.example.com/uploads",
        "GET http://us.example.com:8080/v2/uploads",
        "DELETE http://us.example.com:8080/a/b/uploads",
        "PUT http://sandbox.example.com/uploads",
    ];
    assert_eq!(called(|builder| builder.region("us").port("8080").base("a/b")).await, expected);
}

#[tokio::test]
async fn another_server_may_be_chosen() {
    let expected = [
        "GET http://sandbox.example.com/here",
        "POST http://uploads.eu.example.com/uploads",
        "GET http://sandbox.example.com/v2/uploads",
        "DELETE http://sandbox.example.com/uploads",
        "PUT http://sandbox.example.com/uploads",
    ];
    assert_eq!(called(|builder| builder.server(servers::Server::Sandbox)).await, expected);
}

#[tokio::test]
async fn a_base_url_stands_for_all_of_them() {
    let expected = [
        "GET http://example.net/api/here",
        "POST http://example.net/api/uploads",
        "GET http://example.net/v2/uploads",
        "DELETE http://example.net/api/uploads",
        "PUT http://example.net/api/uploads",
    ];
    assert_eq!(called(|builder| builder.base_url("http://example.net/api/")).await, expected);
}

#[test]
fn a_value_that_is_not_listed_is_rejected() {
    let built = Client::builder().region("cn").build();
    assert!(matches!(built, Err(BuildError::ServerVariable { .. })), "{built:?}");
}
