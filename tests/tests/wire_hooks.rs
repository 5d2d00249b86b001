//! Hooks and spans: what they are told, and what they can change.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use clientwright_runtime::client::auth::{BoxError, Token};
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::hooks::{Attempt, CallSummary, Hook, Outcome, OutgoingRequest};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::{Client, ClientBuilder, Credential};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::client_builder;
use http::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue};
use tracing::field::{Field, Visit};
use tracing::span::{self, Attributes, Record};
use tracing::{Event, Metadata, Subscriber};

const NUMBER: &[ResponseSpec<u32>] = &[ResponseSpec::new(Statuses::Exactly(200), decode::json)];

static GET: Operation<u32> = Operation::new("GET", "/pets/{id}").security(&[&["token"]]).responses(NUMBER);

/// A hook that writes down what it is told, and sets a header.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn add(&self, note: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Shows what there is.
fn or_none<T: fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

impl Hook for Notes {
    fn before_attempt(&self, request: &mut OutgoingRequest<'_>) {
        let OutgoingRequest { method, path, host, attempt, .. } = &*request;
        self.add(format!("before {attempt}: {method} {path} {host}"));
        let id = HeaderValue::from(request.attempt);
        assert!(request.set_header(HeaderName::from_static("x-attempt"), id));
        assert!(!request.set_header(HOST, HeaderValue::from_static("elsewhere")));
        assert!(!format!("{request:?}").contains("s3cr3t"), "{request:?}");
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome) {
        let (status, error) = (or_none(outcome.status.map(|status| status.as_u16())), or_none(outcome.error));
        let next = or_none(outcome.next.map(|wait| wait.as_millis()));
        let Attempt { number, method, path, .. } = attempt;
        self.add(format!("after {number}: {method} {path} {status} {error} next {next}"));
    }

    fn after_call(&self, call: &CallSummary<'_>) {
        let (status, error) = (or_none(call.status.map(|status| status.as_u16())), or_none(call.error));
        let CallSummary { method, path, attempts, elapsed, .. } = call;
        self.add(format!("call: {method} {path} {attempts} {status} {error} {} ms", elapsed.as_millis()));
    }
}

fn builder(server: &Server, notes: &Notes) -> ClientBuilder {
    client_builder()
        .base_url(server.url())
        .clock(TestClock::new(1.0))
        .credential("token", Credential::bearer("s3cr3t"))
        .hook(notes.clone())
}

fn get(client: &Client) -> Call<u32, NoDeclaredErrors> {
    client.call(&GET).__path("id", "p/1")
}

/// Returns what a hook is told of a call.
async fn told(
    server: &Server,
    change: impl FnOnce(Call<u32, NoDeclaredErrors>) -> Call<u32, NoDeclaredErrors>,
) -> Vec<String> {
    let notes = Notes::default();
    let client = builder(server, &notes).build().expect("a client");
    let _ = change(get(&client)).await;
    notes.take()
}

#[tokio::test]
async fn a_hook_is_told_of_each_attempt_and_of_the_call() {
    let count = AtomicU64::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => MockResponse::status(503),
        1 => MockResponse::status(429).header("retry-after", "3"),
        _ => MockResponse::json(200, "1"),
    });
    assert_eq!(
        told(&server, |call| call).await,
        [
            "before 1: GET /pets/{id} 127.0.0.1",
            "after 1: GET /pets/{id} 503 status next 50",
            "before 2: GET /pets/{id} 127.0.0.1",
            "after 2: GET /pets/{id} 429 status next 3000",
            "before 3: GET /pets/{id} 127.0.0.1",
            "after 3: GET /pets/{id} 200 - next -",
            "call: GET /pets/{id} 3 200 - 3050 ms",
        ]
    );
    let sent: Vec<_> = server.requests().iter().map(|sent| sent.header("x-attempt").map(str::to_owned)).collect();
    assert_eq!(sent, [Some("1".to_owned()), Some("2".to_owned()), Some("3".to_owned())]);
}

/// Declares a test a row: a response, and what a hook is told last.
macro_rules! ends {
    ($($name:ident: $response:expr, $change:expr => $expected:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let server = Server::always($response);
            assert_eq!(told(&server, $change).await.pop().expect("a note"), $expected);
        }
    )*};
}

ends! {
    an_error_status: MockResponse::status(404), |call| call => "call: GET /pets/{id} 1 404 status 0 ms";
    a_success_that_does_not_decode: MockResponse::json(200, "{}"), |call| call => "call: GET /pets/{id} 1 200 unexpected 0 ms";
    a_body_that_is_too_large: MockResponse::json(200, "12"), |call| call.max_body(1) => "call: GET /pets/{id} 1 200 too_large 0 ms";
    a_request_that_is_invalid: MockResponse::json(200, "1"), |call| call.header("a b", "c") => "call: GET /pets/{id} 0 - invalid 0 ms";
    a_connection_that_breaks_off: MockResponse::raw(""), |call| call => "call: GET /pets/{id} 3 - transport 150 ms";
    a_call_that_takes_too_long: MockResponse::json(200, "1").stalls_after("1"), |call| call.idempotent().attempt_timeout(Duration::from_millis(30))
        => "call: GET /pets/{id} 3 - timeout 150 ms";
}

#[tokio::test]
async fn a_call_without_a_token() {
    let server = Server::always(MockResponse::status(200));
    let notes = Notes::default();
    let source = || async { Err::<Token, BoxError>("no".into()) };
    let client = builder(&server, &notes).credential("token", Credential::bearer(source)).build().expect("a client");
    get(&client).await.expect_err("an error");
    assert_eq!(
        notes.take(),
        ["after 1: GET /pets/{id} - credentials next -", "call: GET /pets/{id} 1 - credentials 0 ms"]
    );
}

#[tokio::test]
async fn a_call_that_is_dropped() {
    let server = Server::always(MockResponse::status(200));
    let notes = Notes::default();
    let source = || pending::<Result<Token, BoxError>>();
    let client = builder(&server, &notes).credential("token", Credential::bearer(source)).build().expect("a client");
    let call = tokio::time::timeout(Duration::from_millis(10), get(&client)).await;
    call.expect_err("the source says nothing");
    assert_eq!(notes.take(), ["call: GET /pets/{id} 0 - dropped 0 ms"]);
}

#[tokio::test]
async fn a_new_token_is_another_attempt() {
    let server = Server::start(|request| match request.header("authorization") {
        Some("Bearer 1") => MockResponse::status(401),
        _ => MockResponse::json(200, "1"),
    });
    let (notes, count) = (Notes::default(), AtomicU64::new(0));
    let source = move || {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        async move { Ok(Token::new(number.to_string())) }
    };
    let client = builder(&server, &notes).credential("token", Credential::bearer(source)).build().expect("a client");
    get(&client).await.expect("a response");
    let after: Vec<String> = notes.take().into_iter().filter(|note| note.starts_with("after")).collect();
    assert_eq!(after, ["after 1: GET /pets/{id} 401 status next 0", "after 2: GET /pets/{id} 200 - next -"]);
}

#[tokio::test]
async fn a_request_that_the_document_lacks_has_no_query_there() {
    let server = Server::always(MockResponse::status(200));
    let notes = Notes::default();
    let client = builder(&server, &notes).build().expect("a client");
    client.undeclared(http::Method::GET, "/a?key=s3cr3t".to_owned()).await.expect("a response");
    assert_eq!(notes.take().pop().expect("a note"), "call: GET /a 1 200 - 0 ms");
}

#[tokio::test]
async fn hooks_are_called_in_their_order() {
    let server = Server::always(MockResponse::json(200, "1"));
    let (first, second) = (Notes::default(), Notes::default());
    let client = builder(&server, &first).hook(Arc::new(second.clone())).build().expect("a client");
    get(&client).await.expect("a response");
    assert_eq!(first.take(), second.take());
}

/// A hook that signs requests.
struct Signing;

impl Hook for Signing {
    fn before_attempt(&self, request: &mut OutgoingRequest<'_>) {
        assert!(request.set_header(AUTHORIZATION, HeaderValue::from_static("Signature s1gnature")));
    }
}

#[tokio::test]
async fn a_credential_of_a_hook_is_one() {
    let server = Server::always(MockResponse::json(400, r#"{"message": "not s1gnature"}"#));
    let client = client_builder().base_url(server.url()).hook(Signing).build().expect("a client");
    let error = get(&client).await.expect_err("an error");
    assert_eq!(server.request().header("authorization"), Some("Signature s1gnature"));
    assert!(!format!("{error} {error:?}").contains("s1gnature"), "{error}");
    let client = client_builder().base_url("http://example.com").hook(Signing).build().expect("a client");
    assert!(matches!(get(&client).await, Err(Error::Invalid(_))));
}

thread_local! {
    /// The fields of the spans of this thread, by their ids.
    static SPANS: RefCell<Vec<(u64, BTreeMap<String, String>)>> = const { RefCell::new(Vec::new()) };
}

/// A subscriber that collects the fields of spans, by thread. It is that of the whole process: whether a span is recorded is decided once for
/// all threads.
struct Spans;

static LAST_ID: AtomicU64 = AtomicU64::new(0);

/// Writes fields down.
struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("clientwright_runtime")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> span::Id {
        let mut fields = BTreeMap::from([("name".to_owned(), attributes.metadata().name().to_owned())]);
        attributes.record(&mut Fields(&mut fields));
        let id = LAST_ID.fetch_add(1, Ordering::SeqCst) + 1;
        SPANS.with_borrow_mut(|spans| spans.push((id, fields)));
        span::Id::from_u64(id)
    }

    fn record(&self, id: &span::Id, record: &Record<'_>) {
        SPANS.with_borrow_mut(|spans| {
            let span = spans.iter_mut().find(|(known, _)| *known == id.into_u64());
            if let Some((_, fields)) = span {
                record.record(&mut Fields(fields));
            }
        });
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// Returns the spans of a call that fails once.
fn spans_of(second: &'static str) -> Vec<String> {
    static SUBSCRIBER: Once = Once::new();
    SUBSCRIBER.call_once(|| tracing::subscriber::set_global_default(Spans).expect("no other subscriber"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let count = AtomicU64::new(0);
        let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
            0 => MockResponse::status(503),
            _ => MockResponse::json(200, second),
        });
        let client = client_builder().base_url(server.url()).clock(TestClock::new(0.0)).build().expect("a client");
        let _: Result<u32, Error<NoDeclaredErrors>> = get(&client).await;
    });
    let shown = |fields: BTreeMap<String, String>| {
        let fields = fields.iter().filter(|(name, _)| *name != "server.port");
        fields.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    SPANS.take().into_iter().map(|(_, fields)| shown(fields)).collect()
}

const FIRST: &str = "error.type=503 http.request.method=GET http.response.status_code=503 name=attempt otel.kind=client \
                     otel.name=GET /pets/{id} otel.status_code=ERROR server.address=127.0.0.1 url.template=/pets/{id}";

#[test]
fn a_call_and_each_attempt_have_a_span() {
    let [call, first, second] = &*spans_of("1") else { panic!("three spans") };
    assert_eq!(
        call,
        "http.request.method=GET http.response.status_code=200 name=call otel.kind=internal otel.name=GET /pets/{id} \
         url.template=/pets/{id}"
    );
    assert_eq!(first, FIRST);
    assert_eq!(
        second,
        "http.request.method=GET http.request.resend_count=1 http.response.status_code=200 name=attempt otel.kind=client \
         otel.name=GET /pets/{id} server.address=127.0.0.1 url.template=/pets/{id}"
    );
}

#[test]
fn a_response_that_does_not_decode_is_an_error_of_the_call_only() {
    let [call, _, second] = &*spans_of("{}") else { panic!("three spans") };
    assert!(call.starts_with("error.type=unexpected ") && call.contains("otel.status_code=ERROR"), "{call}");
    assert!(!second.contains("error.type"), "{second}");
}
