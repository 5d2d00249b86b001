//! Redirects (RFC 9110 §15.4): which are followed, and what goes along to the same origin and to another one.

use bytes::Bytes;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::request_body;
use clientwright_runtime::client::{ClientBuilder, Credential, Redirects};
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::{DONE, Plain, client_builder};

const SECURITY: &[&[&str]] = &[&["token", "header", "query", "cookie"]];

static GET: Operation<()> = Operation::new("GET", "/things").security(SECURITY).responses(DONE);
static POST: Operation<()> = Operation::new("POST", "/things").security(SECURITY).responses(DONE);
static DELETE: Operation<()> = Operation::new("DELETE", "/things").responses(DONE);

type Outcome = Result<(), Error<NoDeclaredErrors>>;

/// Returns a builder of a client that has all kinds of credentials, and a secret in a header of its own.
fn builder(server: &Server) -> ClientBuilder {
    client_builder()
        .base_url(server.url())
        .default_header("X-Custom-Auth", "custom-secret")
        .default_header("Accept-Language", "de")
        .credential("token", Credential::bearer("token-secret"))
        .credential("header", Credential::header("X-Key", "header-secret"))
        .credential("query", Credential::query("key", "query-secret"))
        .credential("cookie", Credential::cookie("sid", "cookie-secret"))
}

/// Makes a call with a secret in a header, and in one that the document declares.
async fn call(client: ClientBuilder, operation: &'static Operation<()>, body: Option<&'static str>) -> Outcome {
    let call: Plain = client.build().expect("a client").call(operation);
    let call = call.header("X-Call", "call-secret").__header("X-Api-Key", "parameter-secret");
    let body = body.map(|body| request_body::bytes("application/json", Bytes::from_static(body.as_bytes())));
    call.__optional_body(body).await
}

/// Returns a server that redirects everything to a URL.
fn redirecting(status: u16, location: &str) -> Server {
    Server::always(MockResponse::status(status).header("location", location))
}

/// Returns the names of the headers of a request, in order of the alphabet.
fn names(request: &Request) -> Vec<&str> {
    let mut names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
}

#[track_caller]
fn assert_no_secret(request: &Request) {
    assert!(!format!("{request:?}").contains("secret"), "{request:?}");
}

/// Asserts that a redirect was not followed, for a reason.
#[track_caller]
fn assert_rejected(outcome: &Outcome, wanted: &str) {
    match outcome {
        Err(Error::Unexpected { reason, .. }) => assert!(reason.contains(wanted), "{reason}"),
        other => panic!("{other:?}"),
    }
}

/// Makes a call that is redirected to another origin; returns what becomes of it, and what the other origin gets.
async fn elsewhere(
    status: u16,
    operation: &'static Operation<()>,
    body: Option<&'static str>,
    redirects: Redirects,
) -> (Outcome, Vec<Request>) {
    let other = Server::always(MockResponse::status(200));
    let server = redirecting(status, &format!("{}/elsewhere", other.url()));
    let outcome = call(builder(&server).redirects(redirects), operation, body).await;
    (outcome, other.requests())
}

#[tokio::test]
async fn to_another_origin_go_harmless_headers_only() {
    let (outcome, requests) = elsewhere(307, &GET, None, Redirects::All).await;
    outcome.expect("a response");
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_no_secret(request);
    assert_eq!(names(request), ["accept", "accept-language", "host", "user-agent"]);
}

#[tokio::test]
async fn what_was_removed_does_not_come_back_with_the_origin() {
    let other = Server::start(|request| {
        MockResponse::status(302).header("location", request.target.split_once("?to=").expect("a target").1)
    });
    let other_url = other.url();
    let server = Server::start(move |request| match request.target.as_str() {
        "/back" => MockResponse::status(200),
        _ => {
            let own = format!("http://{}/back", request.header("host").expect("a host"));
            MockResponse::status(302).header("location", &format!("{other_url}/?to={own}"))
        }
    });
    call(builder(&server), &GET, None).await.expect("a response");
    let requests = server.requests();
    let [_, back] = requests.as_slice() else { panic!("{requests:?}") };
    assert_no_secret(back);
}

#[tokio::test]
async fn on_the_same_origin_everything_is_sent() {
    let server = Server::start(|request| match request.target.as_str() {
        "/moved" => MockResponse::status(200),
        _ => MockResponse::status(308).header("location", "/moved"),
    });
    call(builder(&server), &POST, Some("{}")).await.expect("a response");
    let requests = server.requests();
    let [first, second] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(first.headers, second.headers);
    assert_eq!(second.text(), "{}");
}

#[tokio::test]
async fn no_body_goes_to_another_origin() {
    for status in [307, 308] {
        let (outcome, requests) = elsewhere(status, &POST, Some("{}"), Redirects::All).await;
        assert_rejected(&outcome, "AllWithBodies");
        assert!(requests.is_empty());
    }
}

#[tokio::test]
async fn a_body_goes_to_another_origin_where_that_is_requested() {
    let (outcome, requests) = elsewhere(307, &POST, Some("{}"), Redirects::AllWithBodies).await;
    outcome.expect("a response");
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_no_secret(request);
    assert_eq!((request.method.as_str(), request.text()), ("POST", "{}"));
    let expected = ["accept", "accept-language", "content-length", "content-type", "host", "user-agent"];
    assert_eq!(names(request), expected);
}

#[tokio::test]
async fn a_body_with_a_redacted_property_goes_to_no_other_origin() {
    let (outcome, requests) = elsewhere(307, &POST, Some(r#"{"password":"p"}"#), Redirects::AllWithBodies).await;
    assert_rejected(&outcome, "the body has redacted properties");
    assert!(requests.is_empty());
}

#[tokio::test]
async fn a_redirect_to_get_leaves_the_body_behind() {
    for status in [301, 302, 303] {
        let (outcome, requests) = elsewhere(status, &POST, Some(r#"{"password":"p"}"#), Redirects::All).await;
        outcome.expect("a response");
        let [request] = requests.as_slice() else { panic!("{requests:?}") };
        assert_eq!((request.method.as_str(), request.text()), ("GET", ""));
        assert_eq!(names(request), ["accept", "accept-language", "host", "user-agent"]);
    }
}

#[tokio::test]
async fn a_method_without_a_body_is_kept_elsewhere() {
    let (outcome, requests) = elsewhere(307, &DELETE, None, Redirects::All).await;
    outcome.expect("a response");
    assert_eq!(requests.first().map(|request| request.method.as_str()), Some("DELETE"));
}

#[tokio::test]
async fn a_client_may_follow_no_redirect() {
    let server = redirecting(302, "/elsewhere");
    let error = call(builder(&server).redirects(Redirects::None), &GET, None).await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_client_may_stay_with_its_origin() {
    let (outcome, requests) = elsewhere(302, &GET, None, Redirects::SameOrigin).await;
    assert_rejected(&outcome, "another origin");
    assert!(requests.is_empty());
}

#[tokio::test]
async fn a_client_that_stays_with_its_origin_follows_there() {
    let server = Server::start(|request| match request.target.as_str() {
        "/moved" => MockResponse::status(200),
        _ => MockResponse::status(302).header("location", "/moved"),
    });
    call(builder(&server).redirects(Redirects::SameOrigin), &GET, None).await.expect("a response");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_location_with_a_user_name_is_not_followed() {
    let server = Server::start(|request| {
        let own = format!("http://me:word@{}/moved", request.header("host").expect("a host"));
        MockResponse::status(302).header("location", &own)
    });
    let outcome = call(builder(&server), &GET, None).await;
    assert_rejected(&outcome, "user name");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn of_several_locations_none_is_followed() {
    let reply = MockResponse::status(302).header("location", "/one").header("location", "/two");
    let server = Server::always(reply);
    assert_rejected(&call(builder(&server), &GET, None).await, "several Locations");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn another_scheme_is_not_followed() {
    for location in ["file:///etc/passwd", "data:application/json,{}", "javascript:alert(1)", "ftp://127.0.0.1/"] {
        let server = redirecting(302, location);
        assert_rejected(&call(builder(&server), &GET, None).await, "another scheme than HTTP");
    }
}

#[tokio::test]
async fn a_location_in_utf_8_is_followed() {
    let server = Server::start(|request| match request.target.as_str() {
        "/%C3%A9" => MockResponse::status(200),
        _ => MockResponse::status(302).header("location", "/é"),
    });
    call(builder(&server), &GET, None).await.expect("a response");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_location_that_is_too_long_is_not_followed() {
    let server = redirecting(302, &format!("/?a={}", "x".repeat(70_000)));
    assert_rejected(&call(builder(&server), &GET, None).await, "too long");
}

#[tokio::test]
async fn backslashes_in_a_location_hide_no_other_origin() {
    let other = Server::always(MockResponse::status(200));
    let server = redirecting(302, &other.url().replace('/', "\\"));
    call(builder(&server), &GET, None).await.expect("a response");
    assert_no_secret(&other.request());
}

#[tokio::test]
async fn a_key_in_the_query_is_not_added_to_a_location() {
    let (outcome, requests) = elsewhere(302, &GET, None, Redirects::All).await;
    outcome.expect("a response");
    assert_eq!(requests.first().map(|request| request.target.as_str()), Some("/elsewhere"));
}

#[tokio::test]
async fn the_user_of_the_base_url_stays_with_its_origin() {
    static OPEN: Operation<()> = Operation::new("GET", "/things").responses(DONE);
    let other = Server::always(MockResponse::status(200));
    let server = redirecting(302, &other.url());
    let client = client_builder().base_url(server.url().replace("http://", "http://me:secret@"));
    call(client, &OPEN, None).await.expect("a response");
    assert!(server.request().header("authorization").is_some());
    assert_no_secret(&other.request());
}

#[tokio::test]
async fn a_header_of_the_call_replaces_name_and_password() {
    static LOGIN: Operation<()> = Operation::new("GET", "/things").security(&[&["login"]]).responses(DONE);
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(server.url()).credential("login", Credential::basic("me", "word"));
    let call: Plain = client.build().expect("a client").call(&LOGIN);
    call.header("authorization", "Custom x").await.expect("a response");
    let request = server.request();
    let sent: Vec<_> = request.headers.iter().filter(|(name, _)| name == "authorization").collect();
    assert_eq!(sent, [&("authorization".to_owned(), "Custom x".to_owned())]);
}

#[tokio::test]
async fn a_body_that_has_no_bytes_stays_behind_with_its_media_type() {
    let (outcome, requests) = elsewhere(307, &POST, Some(""), Redirects::All).await;
    outcome.expect("a response");
    assert_eq!(requests.first().and_then(|request| request.header("content-type")), None);
}
