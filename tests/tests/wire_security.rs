//! Credentials on the wire (OpenAPI 3.0.3 §4.7.27, §4.7.30): which go with a request, and where.

use clientwright_runtime::runtime::client::{Client, Credential};
use clientwright_runtime::runtime::error::Undeclared;
use clientwright_runtime::runtime::operation::Operation;
use clientwright_tests::server::{Reply, Request, Server};
use clientwright_tests::wire::DONE;

/// Alternatives of schemes that go together.
type Security = &'static [&'static [&'static str]];

/// An operation that asks for these schemes.
const fn asking(security: Security) -> Operation<()> {
    Operation::new("GET", "/things").security(security).responses(DONE)
}

/// Sends a request with a client that has credentials, and returns it.
async fn sent(operation: &'static Operation<()>, credentials: &[(&'static str, Credential)]) -> Request {
    let server = Server::always(Reply::status(200));
    let builder = Client::builder().base_url(server.url());
    let given = credentials.iter().cloned();
    let builder = given.fold(builder, |builder, (scheme, credential)| builder.__credential(scheme, credential));
    builder.build().expect("a client").__call::<(), Undeclared>(operation).await.expect("an answer");
    server.request()
}

fn bearer() -> (&'static str, Credential) {
    ("token", Credential::bearer("t"))
}

fn key() -> (&'static str, Credential) {
    ("key", Credential::header("X-Key", "k"))
}

static TOKEN: Operation<()> = asking(&[&["token"]]);
static KEY: Operation<()> = asking(&[&["key"]]);
static BOTH: Operation<()> = asking(&[&["token", "key"]]);
static EITHER: Operation<()> = asking(&[&["token"], &["key"]]);
static NONE: Operation<()> = asking(&[]);

#[tokio::test]
async fn a_token_goes_into_the_header_authorization() {
    assert_eq!(sent(&TOKEN, &[bearer()]).await.header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn a_user_name_and_a_password_go_into_the_header_authorization() {
    let request = sent(&TOKEN, &[("token", Credential::basic("Aladdin", "open sesame"))]).await;
    assert_eq!(request.header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
}

#[tokio::test]
async fn a_key_goes_into_its_header() {
    assert_eq!(sent(&KEY, &[key()]).await.header("x-key"), Some("k"));
}

#[tokio::test]
async fn a_key_goes_into_the_query() {
    let request = sent(&KEY, &[("key", Credential::query("api key", "k&k"))]).await;
    assert_eq!(request.target, "/things?api%20key=k%26k");
}

#[tokio::test]
async fn a_key_goes_into_a_cookie() {
    let request = sent(&KEY, &[("key", Credential::cookie("session", "k;k"))]).await;
    assert_eq!(request.header("cookie"), Some("session=k%3Bk"));
}

#[tokio::test]
async fn schemes_that_go_together_are_sent_together() {
    let request = sent(&BOTH, &[bearer(), key()]).await;
    assert_eq!((request.header("authorization"), request.header("x-key")), (Some("Bearer t"), Some("k")));
}

#[tokio::test]
async fn one_of_two_schemes_that_go_together_is_not_sent() {
    assert_eq!(sent(&BOTH, &[key()]).await.header("x-key"), None);
}

#[tokio::test]
async fn the_first_of_two_alternatives_is_sent() {
    let request = sent(&EITHER, &[key(), bearer()]).await;
    assert_eq!((request.header("authorization"), request.header("x-key")), (Some("Bearer t"), None));
}

#[tokio::test]
async fn an_alternative_is_sent_where_the_first_is_not_given() {
    let request = sent(&EITHER, &[key()]).await;
    assert_eq!((request.header("authorization"), request.header("x-key")), (None, Some("k")));
}

#[tokio::test]
async fn a_credential_that_is_not_asked_for_stays_at_home() {
    assert_eq!(sent(&NONE, &[bearer()]).await.header("authorization"), None);
}
