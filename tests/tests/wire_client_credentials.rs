//! Client credentials (RFC 6749 §4.4): what is sent to the token endpoint, and what becomes of its responses.

use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_runtime::client::auth::ClientCredentials;
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::{BuildError, Client, Credential};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::client_builder;

static GET: Operation<()> = Operation::new("GET", "/a")
    .security(&[&["token"]])
    .responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::empty)]);

fn client(server: &Server, credentials: ClientCredentials) -> Client {
    let builder = client_builder().base_url(server.url()).clock(TestClock::new(0.0));
    builder.credential("token", Credential::bearer(credentials)).build().expect("a client")
}

/// Sends a call, and returns how it ended.
async fn send(client: &Client) -> Result<(), Error<NoDeclaredErrors>> {
    let call: Call<(), NoDeclaredErrors> = client.call(&GET);
    call.await
}

/// Returns the tokens that a server received.
fn tokens(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let tokens = requests.iter().map(|request| request.header("authorization").unwrap_or_default());
    tokens.map(|value| value.trim_start_matches("Bearer ").to_owned()).collect()
}

#[tokio::test]
async fn client_credentials_request_a_token() {
    let tokens_of = Server::start(|_| {
        MockResponse::json(200, r#"{"access_token": "t-1", "token_type": "Bearer", "expires_in": 3600}"#)
    });
    let server = Server::always(MockResponse::status(200));
    let credentials = ClientCredentials::new("me:1", "s3 cr3t").scopes(["read", "write"]).parameter("audience", "a&b");
    let client = client(&server, credentials.token_url(format!("{}/oauth/token?v=2", tokens_of.url())));
    send(&client).await.expect("a response");
    send(&client).await.expect("a response");
    assert_eq!(tokens(&server), ["t-1", "t-1"]);
    let [request] = &*tokens_of.requests() else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/oauth/token?v=2"));
    assert_eq!(request.text(), "grant_type=client_credentials&scope=read%20write&audience=a%26b");
    // `me%3A1:s3%20cr3t`
    assert_eq!(request.header("authorization"), Some("Basic bWUlM0ExOnMzJTIwY3IzdA=="));
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn client_credentials_may_be_in_the_body() {
    let tokens_of = Server::start(|_| MockResponse::json(200, r#"{"access_token": "t-1"}"#));
    let server = Server::always(MockResponse::status(200));
    let credentials = ClientCredentials::new("me", "s&t").in_body().token_url(format!("{}/token/", tokens_of.url()));
    send(&client(&server, credentials)).await.expect("a response");
    let request = tokens_of.request();
    assert_eq!((request.target.as_str(), request.header("authorization")), ("/token/", None));
    assert_eq!(request.text(), "grant_type=client_credentials&client_id=me&client_secret=s%26t");
}

#[tokio::test]
async fn the_token_url_of_the_document_is_relative_to_the_server() {
    let server = Server::start(|request| match request.target.as_str() {
        "/oauth/token" => MockResponse::json(200, r#"{"access_token": "t-1", "expires_in": "3600"}"#),
        _ => MockResponse::status(200),
    });
    let credential = Credential::oauth2("/oauth/token", ClientCredentials::new("me", "s"));
    let client = client_builder().base_url(format!("{}/v1", server.url())).credential("token", credential);
    send(&client.build().expect("a client")).await.expect("a response");
    let targets: Vec<String> = server.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(targets, ["/oauth/token", "/v1/a"]);
}

#[tokio::test]
async fn a_token_endpoint_that_fails_is_asked_again() {
    let count = AtomicUsize::new(0);
    let tokens_of = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => MockResponse::status(503),
        _ => MockResponse::json(200, r#"{"access_token": "t-1"}"#),
    });
    let server = Server::always(MockResponse::status(200));
    let credentials = ClientCredentials::new("me", "s").token_url(tokens_of.url());
    send(&client(&server, credentials)).await.expect("a response");
    assert_eq!(tokens_of.requests().len(), 2);
}

/// Declares a test a row: the response of a token endpoint, and the error of the call.
macro_rules! refusals {
    ($($name:ident: $reply:expr => $expected:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let tokens_of = Server::start(|_| $reply);
            let server = Server::always(MockResponse::status(200));
            let credentials = ClientCredentials::new("me", "s3cr3t").token_url(tokens_of.url());
            let error = send(&client(&server, credentials)).await.expect_err("an error");
            assert_eq!(error.to_string(), $expected);
            assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
            assert_eq!((server.requests().len(), tokens_of.requests().len()), (0, 1));
        }
    )*};
}

refusals! {
    an_error_of_the_token_endpoint_says_why:
        MockResponse::json(400, r#"{"error": "invalid_client", "error_description": "no client with s3cr3t"}"#)
        => "GET /a: there is no token for `token`: POST /: 400 Bad Request: no client with [redacted]";
    an_error_page_is_none_of_them:
        MockResponse::status(403).header("content-type", "text/html").body("<h1>no</h1>")

        => "GET /a: there is no token for `token`: POST /: unexpected response 403 Forbidden: the body is `text/html`, not JSON: error at line 1, column 1";
    a_response_without_a_token: MockResponse::json(200, r#"{"token": "x"}"#)
        => "GET /a: there is no token for `token`: POST /: unexpected response 200 OK: the body does not decode: missing field `access_token`";
    a_redirect_is_not_followed: MockResponse::status(302).header("location", "http://127.0.0.1:1/")
        => "GET /a: there is no token for `token`: POST /: unexpected response 302 Found: the document does not declare this status";
}

/// Builds a client with client credentials, and returns why it fails.
fn refused(base_url: &str, url: Option<&str>) -> BuildError {
    let credentials = ClientCredentials::new("me", "s");
    let credentials = url.into_iter().fold(credentials, ClientCredentials::token_url);
    client_builder()
        .base_url(base_url)
        .credential("token", Credential::bearer(credentials))
        .build()
        .expect_err("an error")
}

#[test]
fn client_credentials_need_a_url() {
    let error = refused("https://example.com", None);
    assert!(matches!(error, BuildError::TokenUrl { scheme: "token" }), "{error:?}");
}

#[test]
fn a_token_url_must_be_http() {
    for url in ["", "ftp://example.com/", "https://", "data:text/plain,a"] {
        let error = refused("https://example.com", Some(url));
        assert!(matches!(error, BuildError::TokenUrl { .. } | BuildError::HttpCredentials), "{url}: {error:?}");
    }
}

#[test]
fn secrets_are_not_sent_to_a_token_url_over_http() {
    let error = refused("https://example.com", Some("http://example.com/token"));
    assert!(matches!(error, BuildError::HttpCredentials), "{error:?}");
}
