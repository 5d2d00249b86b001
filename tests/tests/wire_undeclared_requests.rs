//! What a client can do beyond the document: other requests, query parameters and headers, and responses as they are received.

use std::time::Duration;

use clientwright_runtime::client::Credential;
use clientwright_runtime::client::call::{Call, UndeclaredCall};
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, ErrorBody, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::{client, client_builder};
use http::Method;

static GET: Operation<u32> =
    Operation::new("GET", "/a").responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::json)]);

fn get(server: &Server, path: &str) -> UndeclaredCall {
    client(server).undeclared(Method::GET, path.to_owned())
}

/// Sends a request to `/base` and below, and returns it.
async fn sent(method: Method, path: &str, fill: impl FnOnce(UndeclaredCall) -> UndeclaredCall) -> Request {
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(format!("{}/base", server.url())).build().expect("a client");
    fill(client.undeclared(method, path.to_owned())).await.expect("a response");
    server.request()
}

/// Declares a test a row: a path, and the request target that it becomes.
macro_rules! paths {
    ($($name:ident: $path:literal => $target:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            assert_eq!(sent(Method::GET, $path, |call| call).await.target, $target);
        }
    )*};
}

paths! {
    a_path_follows_that_of_the_base_url: "/pets/1" => "/base/pets/1";
    a_slash_in_front_is_optional: "pets" => "/base/pets";
    an_empty_path_is_a_slash: "" => "/base/";
    slashes_are_kept: "/a//b/" => "/base/a//b/";
    a_path_may_have_a_query: "/a?b=c&d" => "/base/a?b=c&d";
    a_url_is_a_path: "http://127.0.0.1:1/a" => "/base/http://127.0.0.1:1/a";
    what_can_not_be_sent_is_encoded: "/ü b/%2F/100%?q=a b" => "/base/%C3%BC%20b/%2F/100%25?q=a%20b";
    a_backslash_is_no_slash: r"/a\b" => "/base/a%5Cb";
}

#[tokio::test]
async fn a_path_does_not_leave_that_of_the_base_url() {
    let server = Server::always(MockResponse::status(200));
    for path in ["/../a", "/a/..", "/./a", "/%2e%2E/a", "/a%2F..%2Fb", r"/a\..\b", "/a%5c.", "/a#b"] {
        let error = get(&server, path).await.expect_err("an error");
        assert!(matches!(error, Error::Invalid(_)), "{path}: {error:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_request_has_the_credentials_and_headers_of_the_client() {
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(server.url()).default_header("x-team", "7");
    let client = client.credential("token", Credential::bearer("t")).build().expect("a client");
    client.undeclared(Method::GET, "/a".to_owned()).await.expect("a response");
    assert_eq!(server.request().header("x-team"), Some("7"));
}

#[tokio::test]
async fn it_has_all_credentials_if_the_document_does_not_say_which() {
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(server.url()).credential("token", Credential::bearer("t"));
    let client = client.credential("key", Credential::header("x-key", "k")).build().expect("a client");
    client.undeclared(Method::GET, "/a".to_owned()).await.expect("a response");
    let request = server.request();
    assert_eq!((request.header("authorization"), request.header("x-key")), (Some("Bearer t"), Some("k")));
}

#[tokio::test]
async fn it_may_have_json() {
    let request = sent(Method::PATCH, "/a", |call| call.json(&serde_json::json!({"a": null}))).await;
    assert_eq!((request.method.as_str(), request.text()), ("PATCH", r#"{"a":null}"#));
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn it_may_have_any_body() {
    let request = sent(Method::PUT, "/a", |call| call.body("text/csv", "a,b")).await;
    assert_eq!((request.text(), request.header("content-type")), ("a,b", Some("text/csv")));
}

#[tokio::test]
async fn it_may_have_any_method() {
    let method = Method::from_bytes(b"PURGE").expect("a method");
    assert_eq!(sent(method, "/a", |call| call).await.method, "PURGE");
}

#[tokio::test]
async fn its_response_may_be_any_success() {
    let server = Server::always(MockResponse::status(207).header("x-count", "3").body([0, 1, 2]));
    let response = get(&server, "/a").with_response().await.expect("a response");
    assert_eq!((response.status.as_u16(), &response.body[..]), (207, &[0, 1, 2][..]));
    assert_eq!(response.headers.get("x-count").expect("a header"), "3");
}

#[tokio::test]
async fn its_response_may_be_decoded() {
    let server = Server::always(MockResponse::json(201, "[1,2]"));
    assert_eq!(get(&server, "/a").decode::<Vec<u8>>().await.expect("a response"), [1, 2]);
    let error = get(&server, "/a").decode::<Vec<String>>().await.expect_err("an error");
    assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
}

#[tokio::test]
async fn its_error_shows_the_path_but_not_the_query() {
    let server = Server::always(MockResponse::json(404, r#"{"message": "no such pet"}"#));
    let call = get(&server, "/pets/1?key=s3cr3t");
    assert!(!format!("{call:?}").contains("s3cr3t"), "{call:?}");
    let error = call.await.expect_err("an error");
    assert!(error.to_string().starts_with("GET /pets/1: "), "{error}");
    assert!(error.to_string().contains("no such pet"), "{error}");
}

#[tokio::test]
async fn its_error_is_one_line_without_the_secrets_of_the_client() {
    let server = Server::always(MockResponse::status(404));
    let client = client_builder().base_url(server.url()).credential("token", Credential::bearer("s3cr3t-t0ken"));
    let call =
        client.build().expect("a client").undeclared(Method::GET, "/bot/s3cr3t-t0ken/x\nINFO all is well".to_owned());
    let shown = format!("{call:?}");
    let error = call.await.expect_err("an error");
    for shown in [shown, error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains("s3cr3t") && !shown.contains('\n'), "{shown}");
    }
}

#[tokio::test]
async fn it_is_repeated_like_any_other() {
    let server = Server::always(MockResponse::status(503));
    let clock = TestClock::new(0.0);
    let client = client_builder().base_url(server.url()).clock(clock).build().expect("a client");
    let get: UndeclaredCall = client.undeclared(Method::GET, "/a".to_owned());
    assert_eq!(get.await.expect_err("an error").attempts(), 3);
    let post = client.undeclared(Method::POST, "/a".to_owned());
    assert_eq!(post.await.expect_err("an error").attempts(), 1);
}

#[tokio::test]
async fn it_has_the_limits_of_a_call() {
    let server = Server::always(MockResponse::status(200).body("12345"));
    let error = get(&server, "/a").max_body(4).await.expect_err("an error");
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    let server = Server::always(MockResponse::status(200).stalls_after("1"));
    let error = get(&server, "/a").timeout(Duration::from_millis(50)).await.expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn any_call_may_have_more_query_parameters() {
    let server = Server::always(MockResponse::json(200, "1"));
    let call: Call<u32, NoDeclaredErrors> = client(&server).call(&GET);
    call.query("a b", "c&d").query("e", "").await.expect("a response");
    assert_eq!(server.request().target, "/a?a%20b=c%26d&e=");
}

#[tokio::test]
async fn a_redacted_query_parameter_is_not_shown() {
    let server = Server::always(MockResponse::json(400, r#"{"message": "not s3cr3t"}"#));
    let call: Call<u32, NoDeclaredErrors> = client(&server).call(&GET);
    let error = call.query("password", "s3cr3t").await.expect_err("an error");
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error}");
}

#[tokio::test]
async fn any_success_can_be_had_as_it_was_received() {
    for (status, body) in [(200, "not a number"), (206, "1"), (204, "")] {
        let server = Server::always(MockResponse::json(status, body).header("x-a", "b"));
        let call: Call<u32, NoDeclaredErrors> = client(&server).call(&GET);
        let response = call.raw_response().await.expect("a response");
        assert_eq!((response.status.as_u16(), &response.body[..]), (status, body.as_bytes()));
        assert_eq!(response.headers.get("x-a").expect("a header"), "b");
    }
}

/// An error that is declared.
#[derive(Debug)]
struct Declared(u32);

impl ErrorBody for Declared {
    const RESPONSES: &'static [ResponseSpec<Self>] =
        &[ResponseSpec::new(Statuses::Exactly(404), |response| decode::json(response).map(Self))];
}

#[tokio::test]
async fn errors_are_those_of_the_operation_also_then() {
    let server = Server::always(MockResponse::json(404, "7"));
    let call: Call<u32, Declared> = client(&server).call(&GET);
    let error = call.raw_response().await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: Declared(7), .. }), "{error:?}");
}
