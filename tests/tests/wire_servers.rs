//! Where requests go: base URLs, servers with variables, servers of single operations (OpenAPI 3.0.3 §4.7.5).

use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::{BuildError, ClientBuilder};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{DONE, client_builder};

/// The runtime's own settings declare its variables.
const TEMPLATE: &str = "http://{host}:{port}/{base}";

static PLAIN: Operation<()> = Operation::new("GET", "/things").responses(DONE);
static ROOTED: Operation<()> = Operation::new("GET", "/things").server("/other/").responses(DONE);
static ELSEWHERE: Operation<()> = Operation::new("GET", "/things").server("http://localhost:{port}").responses(DONE);

fn server() -> (Server, String) {
    let server = Server::always(MockResponse::status(200));
    let port = server.url().rsplit(':').next().map(str::to_owned);
    (server, port.expect("a port"))
}

/// Sends a request, and returns where it went.
async fn sent(operation: &'static Operation<()>, server: &Server, builder: ClientBuilder) -> (String, String) {
    builder.build().expect("a client").call::<(), NoDeclaredErrors>(operation).await.expect("a response");
    let request = server.request();
    let host = request.header("host").unwrap_or_default();
    (host.split(':').next().unwrap_or_default().to_owned(), request.target)
}

fn at(host: &str, target: &str) -> (String, String) {
    (host.to_owned(), target.to_owned())
}

#[tokio::test]
async fn a_path_of_the_base_url_comes_first() {
    let (server, _) = server();
    let builder = client_builder().base_url(format!("{}/api/", server.url()));
    assert_eq!(sent(&PLAIN, &server, builder).await, at("127.0.0.1", "/api/things"));
}

#[tokio::test]
async fn variables_have_defaults() {
    let (server, port) = server();
    let builder = client_builder().server(TEMPLATE).server_variable("port", port);
    assert_eq!(sent(&PLAIN, &server, builder).await, at("127.0.0.1", "/v1/things"));
}

#[tokio::test]
async fn variables_are_filled_in() {
    let (server, port) = server();
    let builder = client_builder().server(TEMPLATE).server_variable("port", port);
    let builder = builder.server_variable("host", "localhost").server_variable("base", "v2");
    assert_eq!(sent(&PLAIN, &server, builder).await, at("localhost", "/v2/things"));
}

#[test]
fn a_value_that_is_not_listed_is_rejected() {
    let built = client_builder().server(TEMPLATE).server_variable("base", "v3").build();
    assert!(matches!(built, Err(BuildError::ServerVariable { name: "base" })), "{built:?}");
}

#[test]
fn without_a_server_a_base_url_is_required() {
    let built = client_builder().build();
    assert!(matches!(built, Err(BuildError::NoBaseUrl)), "{built:?}");
}

#[test]
fn a_relative_base_url_is_rejected() {
    let built = client_builder().base_url("/api").build();
    assert!(matches!(built, Err(BuildError::BaseUrl)), "{built:?}");
}

#[test]
fn a_base_url_with_a_query_is_rejected() {
    let built = client_builder().base_url("https://example.com/?a=b").build();
    assert!(matches!(built, Err(BuildError::BaseUrl)), "{built:?}");
}

#[tokio::test]
async fn a_path_of_an_operation_replaces_that_of_the_server() {
    let (server, _) = server();
    let builder = client_builder().base_url(format!("{}/api", server.url()));
    assert_eq!(sent(&ROOTED, &server, builder).await, at("127.0.0.1", "/other/things"));
}

#[tokio::test]
async fn a_server_of_an_operation_is_asked() {
    let (server, port) = server();
    let builder = client_builder().server(TEMPLATE).server_variable("port", port);
    assert_eq!(sent(&ELSEWHERE, &server, builder).await, at("localhost", "/things"));
}

#[tokio::test]
async fn a_base_url_replaces_the_server_of_an_operation() {
    let (server, _) = server();
    let builder = client_builder().base_url(format!("{}/api", server.url()));
    assert_eq!(sent(&ELSEWHERE, &server, builder).await, at("127.0.0.1", "/api/things"));
}

#[tokio::test]
async fn where_nothing_listens_no_response_comes() {
    let client = client_builder().base_url("http://127.0.0.1:1").build().expect("a client");
    let error = client.call::<(), NoDeclaredErrors>(&PLAIN).await.expect_err("an error");
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
}
