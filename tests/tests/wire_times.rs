//! Time limits of calls, and of credentials over http.

use std::future::pending;
use std::thread;
use std::time::Duration;

use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::{ByteStream, EventStream};
use clientwright_runtime::client::{BuildError, ClientBuilder, Credential, Retry, decode};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{ANY, client_builder};
use infisical_client::reqwest::dns::{Name, Resolve, Resolving};
use serde_json::Value;

const SHORT: Duration = Duration::from_millis(60);
/// Longer than any test takes: only the server waits that long.
const LONG: Duration = Duration::from_secs(20);

static GET: Operation<Value> =
    Operation::new("GET", "/a").responses(&[ResponseSpec::json(Statuses::Exactly(200), ANY)]);
static POST: Operation<Value> =
    Operation::new("POST", "/a").responses(&[ResponseSpec::json(Statuses::Exactly(200), ANY)]);
static BYTES: Operation<ByteStream> =
    Operation::new("GET", "/a").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);
static EVENTS: Operation<EventStream<String>> =
    Operation::new("GET", "/a").responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::of_text)]);
static OTHER_SERVER: Operation<()> = Operation::new("GET", "/a")
    .server("http://elsewhere.example")
    .security(&[&["token"]])
    .responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::empty)]);

/// Resolves no name.
struct Unanswered;

impl Resolve for Unanswered {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(pending())
    }
}

/// A server that does not respond in time.
fn slow() -> Server {
    Server::start(|_| {
        thread::sleep(LONG);
        MockResponse::status(200)
    })
}

fn builder(server: &Server) -> ClientBuilder {
    client_builder().base_url(server.url()).clock(TestClock::new(0.0))
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_repeated_if_that_is_safe() {
    for (operation, expected) in [(&GET, 3), (&POST, 1)] {
        let server = slow();
        let client = builder(&server).attempt_timeout(SHORT).build().expect("a client");
        let error = client.call::<_, NoDeclaredErrors>(operation).await.expect_err("an error");
        assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
        assert_eq!(error.attempts(), expected);
        assert!(
            error.to_string().contains("no complete response was received within 60ms (`attempt_timeout`)"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_timeout_of_a_call_ends_all_attempts() {
    let client = builder(&slow()).attempt_timeout(LONG).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&GET).timeout(SHORT).await.expect_err("an error");
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.to_string(), "GET /a: no complete response was received within 60ms (`timeout`)");
}

#[tokio::test]
async fn a_call_has_an_attempt_timeout_of_its_own() {
    let client = builder(&slow()).attempt_timeout(LONG).retry(Retry::none()).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&GET).attempt_timeout(SHORT).await.expect_err("an error");
    assert!(error.to_string().ends_with("within 60ms (`attempt_timeout`)"), "{error}");
}

/// A response that stops within its body.
fn stalled(head: &str, beginning: &'static str) -> Server {
    Server::always(MockResponse::json(200, "").header("x-kind", head).stalls_after(beginning))
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout() {
    let client = builder(&stalled("json", "[1,")).idle_timeout(SHORT).retry(Retry::none()).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&GET).await.expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert_eq!(error.to_string(), "GET /a: nothing was received for 60ms (`idle_timeout`)");
}

#[tokio::test]
async fn a_body_that_is_slow_but_steady_is_read() {
    let chunks: Vec<String> =
        (0..12).map(|number| format!("{}{number}", if number == 0 { '[' } else { ',' })).collect();
    let chunks: Vec<&str> = chunks.iter().map(String::as_str).chain(["]"]).collect();
    let server = Server::always(MockResponse::json(200, "").chunks(&chunks));
    let client = builder(&server).idle_timeout(Duration::from_millis(150)).build().expect("a client");
    let read = client.call::<_, NoDeclaredErrors>(&GET).await.expect("a body");
    assert_eq!(read.as_array().map(Vec::len), Some(12));
}

#[tokio::test]
async fn a_stream_of_bytes_that_stalls_is_a_timeout() {
    let client = builder(&stalled("bytes", "abc")).idle_timeout(SHORT).build().expect("a client");
    let mut stream = client.call::<_, NoDeclaredErrors>(&BYTES).await.expect("a stream");
    assert_eq!(stream.next().await.expect("bytes").expect("bytes"), "abc");
    let error = stream.next().await.expect("an item").expect_err("an error");
    assert!(error.to_string().ends_with("nothing was received for 60ms (`idle_timeout`)"), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn events_may_be_rare() {
    let server = Server::always(MockResponse::status(200).chunks(&["data: a\n\n", "data: b\n\n", "data: c\n\n"]));
    let client = builder(&server).idle_timeout(Duration::from_millis(1)).build().expect("a client");
    let mut events = client.call::<_, NoDeclaredErrors>(&EVENTS).await.expect("a stream");
    for expected in ["a", "b", "c"] {
        assert_eq!(events.next().await.expect("an event").expect("an event").data, expected);
    }
}

#[tokio::test]
async fn a_call_can_limit_the_time_between_events() {
    let client = builder(&stalled("events", "data: a\n\n")).build().expect("a client");
    let mut events = client.call::<_, NoDeclaredErrors>(&EVENTS).idle_timeout(SHORT).await.expect("a stream");
    assert_eq!(events.next().await.expect("an event").expect("an event").data, "a");
    let error = events.next().await.expect("an item").expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn connecting_takes_limited_time_and_nothing_was_sent_then() {
    let built = client_builder().base_url("http://never.localhost").clock(TestClock::new(0.0)).connect_timeout(SHORT);
    let client = built.configure_reqwest(|reqwest| reqwest.dns_resolver(Unanswered)).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&POST).await.expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert_eq!(error.attempts(), 3);
}

#[test]
fn a_connect_timeout_that_has_no_effect_is_an_error() {
    let built = client_builder().base_url("http://localhost").configure_reqwest(|reqwest| reqwest);
    let error = built.connect_timeout(SHORT).build().expect_err("an error");
    assert!(matches!(error, BuildError::ConnectTimeout), "{error:?}");
    let built = client_builder().base_url("http://localhost").connect_timeout(SHORT);
    assert!(built.configure_reqwest(|reqwest| reqwest).build().is_ok());
}

fn with_token(url: &str) -> ClientBuilder {
    client_builder().base_url(url).credential("token", Credential::bearer("secret"))
}

#[test]
fn credentials_are_not_sent_over_http() {
    for url in
        ["http://api.example.com", "http://10.0.0.1:8080/v1", "http://localhost.example.com", "http://[2001:db8::1]"]
    {
        let error = with_token(url).build().expect_err(url);
        assert!(matches!(error, BuildError::HttpCredentials), "{url}: {error:?}");
        assert!(error.to_string().contains("`.allow_http_credentials()`"), "{error}");
        assert!(with_token(url).allow_http_credentials().build().is_ok(), "{url}");
        assert!(client_builder().base_url(url).build().is_ok(), "{url}");
    }
}

#[test]
fn credentials_are_sent_over_https_and_to_this_machine() {
    for url in
        ["https://api.example.com", "http://localhost:1", "http://127.0.0.2", "http://[::1]:8080", "http://a.localhost"]
    {
        assert!(with_token(url).build().is_ok(), "{url}");
    }
}

#[test]
fn a_user_name_in_the_url_and_default_headers_are_credentials_too() {
    assert!(matches!(
        client_builder().base_url("http://me:secret@api.example.com").build(),
        Err(BuildError::HttpCredentials)
    ));
    let with_header = client_builder().base_url("http://api.example.com").default_header("Authorization", "Bearer a");
    assert!(matches!(with_header.build(), Err(BuildError::HttpCredentials)));
}

#[tokio::test]
async fn a_server_of_an_operation_is_checked_by_its_calls() {
    let client = client_builder().base_url("https://api.example.com").server("https://api.example.com");
    let client = client.credential("token", Credential::bearer("secret")).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&OTHER_SERVER).await.expect_err("an error");
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert!(error.to_string().contains("a credential would be sent over http"), "{error}");
}

#[tokio::test]
async fn a_header_of_a_call_is_a_credential_too() {
    let client = client_builder().base_url("http://api.example.com").build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&GET).header("Authorization", "Bearer a").await;
    assert!(matches!(error, Err(Error::Invalid(_))), "{error:?}");
}
