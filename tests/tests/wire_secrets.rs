//! Secrets that a server sends back, in whatever way, are not shown.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Mutex;

use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{AnyError, Error, ErrorBody, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::EventStream;
use clientwright_runtime::client::{Client, ClientBuilder, Credential};
use clientwright_runtime::validation::schema::{Ref, Schema};
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{Optional, client_builder};
use serde_json::{Value, json};

const SECURITY: &[&[&str]] = &[&["scheme"]];

static NUMBERS: Schema = Schema::OBJECT.additional_properties(Ref::Inline(&Schema::INTEGER));

static ANY: Operation<Value> = Operation::new("GET", "/any")
    .security(SECURITY)
    .responses(&[ResponseSpec::json(Statuses::Exactly(200), Ref::Inline(&NUMBERS))]);

static INTEGERS: Operation<BTreeMap<String, i64>> =
    Operation::new("GET", "/integers").responses(&[ResponseSpec::json(Statuses::Exactly(200), Ref::Inline(&NUMBERS))]);

static EVENTS: Operation<EventStream<i64>> = Operation::new("GET", "/events")
    .security(SECURITY)
    .responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::new)]);

#[derive(Debug)]
struct Failure(#[allow(dead_code, reason = "`Debug` shows it")] Value);

impl ErrorBody for Failure {
    const RESPONSES: &'static [ResponseSpec<Self>] =
        &[ResponseSpec::new(Statuses::Exactly(400), |reply| decode::json(reply).map(Self))];
}

/// Returns a client with a credential of each kind in turn, each with one secret.
fn clients(server: &Server, secret: &str) -> Vec<Client> {
    let credentials = [
        Credential::bearer(secret),
        Credential::basic("me", secret),
        Credential::basic(secret, ""),
        Credential::header("X-Key", secret),
        Credential::query("key", secret),
        Credential::cookie("sid", secret),
    ];
    let builder = || client_builder().base_url(server.url());
    let with = |builder: ClientBuilder| builder.check_responses(true).build().expect("a client");
    let mut all: Vec<Client> =
        credentials.into_iter().map(|credential| with(builder().credential("scheme", credential))).collect();
    all.push(with(builder().default_header("X-Custom-Auth", secret)));
    all.push(with(builder().default_header("Authorization", format!("Custom {secret}"))));
    all.push(with(builder().default_header("Cookie", format!("a=b; sid={secret}"))));
    all
}

/// Returns all that is shown of an error, and of what it becomes through `?`.
fn shown<E: ErrorBody + Debug>(error: Error<E>) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {:?} {:?}", error.request_id(), error.violations());
    if let Error::Unexpected { reason, violations, .. } = &error {
        shown += &format!("{reason} {violations} {}", serde_json::to_string(violations).expect("violations are JSON"));
    }
    let any = AnyError::from(error);
    shown + &format!("{any} {any:?} {any:#?}")
}

fn assert_hides(shown: &str, secret: &str) {
    assert!(!shown.contains(secret) && shown.contains("[redacted]"), "{shown}");
}

const SECRET: &str = "S3CR3T/tok+en=";

async fn assert_hidden(reply: MockResponse) {
    let server = Server::always(reply);
    for client in clients(&server, SECRET) {
        let error = client.call::<Value, Failure>(&ANY).await.expect_err("an error");
        let shown = shown(error);
        assert_hides(&shown, "S3CR3T");
        assert!(!shown.contains("tok+en") && !shown.contains("tok%2Ben"), "{shown}");
    }
}

/// Declares a test a row: a response that holds the secret.
macro_rules! rows {
    ($($name:ident: $reply:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            assert_hidden($reply).await;
        }
    )*};
}

rows! {
    a_message: MockResponse::json(500, &json!({ "message": format!("bad {SECRET}") }).to_string());
    a_message_with_the_url: MockResponse::json(500, r#"{"message":"GET /any?key=S3CR3T%2Ftok%2Ben%3D"}"#);
    a_message_with_escaped_slashes: MockResponse::json(500, r#"{"message":"bad S3CR3T\/tok+en="}"#);
    a_declared_error: MockResponse::json(400, r#"{"message":"bad S3CR3T\/tok+en=","x":["S3CR3T\u002ftok+en="]}"#);
    a_page: MockResponse::status(502).body(format!("<p>{SECRET}</p>"));
    any_header: MockResponse::status(500).header("x-echo", SECRET);
    the_id_of_the_request: MockResponse::status(500).header("x-request-id", SECRET);
    the_id_in_the_body: MockResponse::json(500, &json!({ "requestId": SECRET }).to_string());
    the_name_of_a_property: MockResponse::json(200, &json!({ SECRET: "x" }).to_string());
    a_value_that_breaks_its_schema: MockResponse::json(200, &json!({ "x": SECRET }).to_string());
    a_long_value_that_is_cut: MockResponse::json(200, &json!({ "x": format!("{}{SECRET}", "y".repeat(30)) }).to_string());
}

#[tokio::test]
async fn basic_as_it_is_sent_is_hidden() {
    for sent in ["bWU6UzNDUjNULz9-dG9r", "bWU6UzNDUjNULz9+dG9r"] {
        let server =
            Server::always(MockResponse::json(500, &json!({ "message": format!("Basic {sent}=") }).to_string()));
        let builder = client_builder().base_url(server.url());
        let client = builder.credential("scheme", Credential::basic("me", "S3CR3T/?~tok")).build().expect("a client");
        let error = client.call::<Value, Failure>(&ANY).await.expect_err("an error");
        assert_hides(&shown(error), "bWU6UzNDUjN");
    }
}

#[tokio::test]
async fn a_header_of_the_call_is_hidden() {
    let server = Server::always(MockResponse::json(500, &json!({ "message": SECRET }).to_string()));
    let client = client_builder().base_url(server.url()).build().expect("a client");
    let error = client.call::<Value, NoDeclaredErrors>(&ANY).header("X-Mine", SECRET).await.expect_err("an error");
    assert_hides(&shown(error), SECRET);
}

#[tokio::test]
async fn headers_that_prove_nothing_are_shown() {
    let server = Server::always(MockResponse::json(400, r#"{"message":"no application/xml, only en-GB"}"#));
    let client = client_builder().base_url(server.url()).default_header("Accept-Language", "en-GB");
    let client = client.build().expect("a client");
    let error = client.call::<Value, NoDeclaredErrors>(&ANY).header("Accept", "application/xml").await;
    assert!(error.expect_err("an error").to_string().ends_with(": no application/xml, only en-GB"));
}

#[tokio::test]
async fn a_redacted_parameter_is_hidden() {
    for location in [Location::Query("password"), Location::Header("Password"), Location::Cookie("password")] {
        let server =
            Server::always(MockResponse::json(500, &json!({ "message": format!("bad {SECRET}") }).to_string()));
        let client = client_builder().base_url(server.url()).build().expect("a client");
        let parameters = Optional { location, value: Some(SECRET) };
        let call = client.call_with_params::<Value, NoDeclaredErrors, Optional<&str>>(&ANY).params(parameters);
        assert_hides(&shown(call.await.expect_err("an error")), SECRET);
    }
}

#[tokio::test]
async fn an_event_that_does_not_decode_is_scrubbed() {
    let event = format!("data: \"bad {SECRET}\"\n\n");
    let server = Server::always(MockResponse::status(200).header("content-type", "text/event-stream").body(event));
    for client in clients(&server, SECRET) {
        let mut events = client.call::<EventStream<i64>, NoDeclaredErrors>(&EVENTS).await.expect("events");
        let error = events.next().await.expect("an event").expect_err("no number");
        assert_hides(&format!("{error} {error:?}"), SECRET);
    }
}

#[tokio::test]
async fn a_response_is_scrubbed() {
    let server = Server::always(MockResponse::json(200, "{\"S3CR3T\\/tok+en=\":1}").header("x-echo", SECRET));
    for client in clients(&server, SECRET) {
        let response = client.call::<Value, NoDeclaredErrors>(&ANY).with_response().await.expect("a response");
        assert_eq!(response.body[SECRET], 1);
        assert_hides(&format!("{response:?}"), SECRET);
        assert_hides(&format!("{response:#?}"), SECRET);
    }
}

#[tokio::test]
async fn a_property_does_not_break_out_of_its_line() {
    let name = "a\n2026-01-01 INFO login ok user=root \u{1b}[31m\u{202e}\u{200b}\u{2028}";
    let server = Server::always(MockResponse::json(200, &json!({ name: "x" }).to_string()));
    for check in [false, true] {
        let client = client_builder().base_url(server.url()).check_responses(check).build().expect("a client");
        let error = client.call::<BTreeMap<String, i64>, NoDeclaredErrors>(&INTEGERS).await.expect_err("an error");
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(!shown.contains(['\n', '\u{1b}', '\u{202e}', '\u{200b}', '\u{2028}']), "{shown}");
            assert!(shown.contains("INFO login ok"), "{shown}");
        }
    }
}

#[tokio::test]
async fn what_is_shown_of_much_is_short() {
    let names: serde_json::Map<_, _> =
        (0..2_000).map(|index| (format!("{index}{}", "n".repeat(500)), json!("x"))).collect();
    let body = Value::from(names).to_string();
    let server = Server::always(MockResponse::json(200, &body).header("x-request-id", &"i".repeat(5_000)));
    let client = client_builder().base_url(server.url()).check_responses(true).build().expect("a client");
    let error = client.call::<Value, NoDeclaredErrors>(&ANY).await.expect_err("an error");
    assert_eq!(error.violations().expect("violations").len(), 2_000);
    assert!(error.to_string().len() < 4_096, "{}", error.to_string().len());
    assert!(format!("{error:?}").len() < 16_384, "{}", format!("{error:?}").len());
}

/// What a server says is looked for once, in whatever is shown first.
#[tokio::test]
async fn the_message_is_found_once() {
    let body = format!(r#"{{"x":[{}],"message":"no"}}"#, vec!["\"y\""; 50_000].join(","));
    let server = Server::always(MockResponse::json(400, &body));
    let client = client_builder().base_url(server.url()).build().expect("a client");
    let error = client.call::<Value, NoDeclaredErrors>(&ANY).await.expect_err("an error");
    let first = allocation_counter::measure(|| assert!(error.to_string().ends_with(": no")));
    let second = allocation_counter::measure(|| assert!(error.to_string().ends_with(": no")));
    assert!(first.bytes_max < 4_096, "the body is read, not kept: {first:?}");
    assert!(second.count_total < first.count_total, "{first:?}, then {second:?}");
}

/// Texts at random around the secret, in a way of writing at random: neither is seen.
#[tokio::test]
async fn no_body_shows_the_secret() {
    let mut random = 7_u64;
    let mut next = move |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap_or_default() % below
    };
    let each = |text: &str, write: fn(u8) -> String| text.bytes().fold(String::new(), |all, byte| all + &write(byte));
    let percent = |text: &str| each(text, |byte| format!("%{byte:02X}"));
    let codes = |text: &str| each(text, |byte| format!("\\u{byte:04x}"));
    let html = |text: &str| each(text, |byte| format!("&#{byte};"));
    let slashes = |text: &str| text.replace('/', "\\/");
    let ways: [&dyn Fn(&str) -> String; 5] = [&str::to_owned, &percent, &codes, &html, &slashes];
    let bodies: Vec<(String, String)> = (0..60)
        .map(|_| {
            let secret: String = (0..20).map(|_| char::from(b"abcXYZ019+/=-_.~"[next(16)])).collect();
            let written = ways[next(5)](&secret);
            let body = match next(4) {
                0 => format!("{{\"message\":\"a {written} b\"}}"),
                1 => format!("{{\"detail\":[\"{written}\"],\"error\":\"{written}\"}}"),
                2 => json!({ "title": format!("{{\"x\":\"{written}\"}}") }).to_string(),
                _ => format!("<p>{written}</p>"),
            };
            (secret, body)
        })
        .collect();
    let replies: Mutex<Vec<MockResponse>> =
        Mutex::new(bodies.iter().rev().map(|(_, body)| MockResponse::json(500, body)).collect());
    let server = Server::start(move |_| replies.lock().expect("no panic").pop().expect("a reply a request"));
    for (secret, body) in &bodies {
        let builder = client_builder().base_url(server.url());
        let client = builder.credential("scheme", Credential::query("key", secret)).build().expect("a client");
        let shown = shown(client.call::<Value, NoDeclaredErrors>(&ANY).await.expect_err("an error"));
        for way in ways {
            assert!(!shown.contains(&way(secret)), "{body}: {shown}");
        }
    }
}
