//! Credentials on the wire (OpenAPI 3.0.3 §4.7.27, §4.7.30): where they go, and where not.

use clientwright_runtime::client::error::NoDeclaredErrors;
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::{BuildError, ClientBuilder, Credential};
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::{DONE, client_builder};

const fn get(security: &'static [&'static [&'static str]]) -> Operation<()> {
    Operation::new("GET", "/things").security(security).responses(DONE)
}

static OPEN: Operation<()> = get(&[]);
static TOKEN: Operation<()> = get(&[&["token"]]);
static LOGIN: Operation<()> = get(&[&["login"]]);
static HEADER: Operation<()> = get(&[&["header"]]);
static QUERY: Operation<()> = get(&[&["query"]]);
static COOKIE: Operation<()> = get(&[&["cookie"]]);
static BOTH: Operation<()> = get(&[&["login", "header"]]);
static EITHER: Operation<()> = get(&[&["login", "header"], &["query"], &["token"]]);

fn token(builder: ClientBuilder) -> ClientBuilder {
    builder.credential("token", Credential::bearer("the-token"))
}

fn login(builder: ClientBuilder) -> ClientBuilder {
    builder.credential("login", Credential::basic("me", "grün:word"))
}

fn header(builder: ClientBuilder) -> ClientBuilder {
    builder.credential("header", Credential::header("X-Key", "the-key"))
}

fn query(builder: ClientBuilder) -> ClientBuilder {
    builder.credential("query", Credential::query("api key", "a+b&c=d"))
}

fn cookie(builder: ClientBuilder) -> ClientBuilder {
    builder.credential("cookie", Credential::cookie("sid", "abc=="))
}

fn all(builder: ClientBuilder) -> ClientBuilder {
    cookie(query(header(login(token(builder)))))
}

async fn send(operation: &'static Operation<()>, server: &Server, set: impl FnOnce(ClientBuilder) -> ClientBuilder) {
    let client = set(client_builder().base_url(server.url())).build().expect("a client");
    client.call::<(), NoDeclaredErrors>(operation).await.expect("a response");
}

async fn sent(operation: &'static Operation<()>, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Request {
    let server = Server::always(MockResponse::status(200));
    send(operation, &server, set).await;
    server.request()
}

/// Returns what of a request proves who calls.
fn proofs(request: &Request) -> Vec<&str> {
    let headers = ["authorization", "x-key", "cookie"].into_iter().filter_map(|name| request.header(name));
    headers.chain(request.target.split_once('?').map(|(_, query)| query)).collect()
}

/// Declares a test a row: an operation, the credentials that the client has, and those that go with a request.
macro_rules! rows {
    ($($name:ident: $operation:ident, $set:expr => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let expected: &[&str] = &$expected;
            assert_eq!(proofs(&sent(&$operation, $set).await), expected);
        }
    )*};
}

rows! {
    a_bearer_token: TOKEN, all => ["Bearer the-token"];
    user_name_and_password: LOGIN, all => ["Basic bWU6Z3LDvG46d29yZA=="];
    a_key_in_a_header: HEADER, all => ["the-key"];
    a_key_in_the_query_is_encoded: QUERY, all => ["api%20key=a%2Bb%26c%3Dd"];
    a_key_in_a_cookie_is_not_encoded: COOKIE, all => ["sid=abc=="];
    an_operation_that_asks_for_none_gets_none: OPEN, all => [];
    without_the_credential_none_goes: TOKEN, header => [];
    what_goes_together: BOTH, all => ["Basic bWU6Z3LDvG46d29yZA==", "the-key"];
    half_of_what_goes_together_does_not_go: BOTH, header => [];
    the_first_alternative_that_is_whole: EITHER, all => ["Basic bWU6Z3LDvG46d29yZA==", "the-key"];
    the_second_alternative: EITHER, |builder| token(query(header(builder))) => ["api%20key=a%2Bb%26c%3Dd"];
    the_last_alternative: EITHER, |builder| token(header(builder)) => ["Bearer the-token"];
    no_alternative: EITHER, header => [];
}

#[tokio::test]
async fn a_credential_replaces_a_default_header() {
    for (operation, expected) in [(&TOKEN, "Bearer the-token"), (&LOGIN, "Basic bWU6Z3LDvG46d29yZA==")] {
        let request = sent(operation, |builder| all(builder.default_header("authorization", "mine"))).await;
        assert_eq!(request.header("authorization"), Some(expected));
    }
}

#[test]
fn a_token_that_splits_the_header_is_rejected() {
    let credential = Credential::bearer("a\r\nX-Evil: b");
    let built = client_builder().base_url("http://localhost").credential("token", credential).build();
    assert!(matches!(built, Err(BuildError::Credential { scheme: "token" })), "{built:?}");
}

#[test]
fn a_user_name_with_a_colon_is_rejected() {
    let built = client_builder().base_url("http://localhost").credential("login", Credential::basic("a:b", "c"));
    let built = built.build();
    assert!(matches!(built, Err(BuildError::Credential { scheme: "login" })), "{built:?}");
}

/// Returns the requests to a server that redirects, and to the host that it redirects to.
async fn redirected(operation: &'static Operation<()>) -> (Request, Request) {
    let other = Server::always(MockResponse::status(200));
    let target = format!("{}/elsewhere", other.url().replace("127.0.0.1", "localhost"));
    let server = Server::always(MockResponse::status(307).header("location", &target));
    send(operation, &server, all).await;
    (server.request(), other.request())
}

/// Declares a test a scheme: its credential does not go to another host.
macro_rules! redirects {
    ($($name:ident: $operation:ident;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let (first, second) = redirected(&$operation).await;
            assert!(!proofs(&first).is_empty());
            assert_eq!(proofs(&second), [""; 0]);
        }
    )*};
}

redirects! {
    a_bearer_token_stays_with_its_host: TOKEN;
    user_name_and_password_stay_with_their_host: LOGIN;
    a_key_in_a_header_stays_with_its_host: HEADER;
    a_key_in_the_query_stays_with_its_host: QUERY;
    a_key_in_a_cookie_stays_with_its_host: COOKIE;
}

#[tokio::test]
async fn on_the_same_host_credentials_go_along() {
    let server = Server::start(|request| match request.target.as_str() {
        "/things" => MockResponse::status(308).header("location", "/elsewhere"),
        _ => MockResponse::status(200),
    });
    send(&BOTH, &server, all).await;
    let requests = server.requests();
    let [first, second] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(proofs(first), proofs(second));
}
