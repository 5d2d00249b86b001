//! Tokens that renew: when a source is asked, what is sent, and what happens after a 401.

use std::future::{pending, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_runtime::client::auth::{BoxError, ClientCredentials, Token, TokenFuture, TokenSource, Tokens};
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::{Budget, Client, ClientBuilder, Credential, Retry};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::client_builder;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

const OK: &[ResponseSpec<()>] = &[ResponseSpec::new(Statuses::Exactly(200), decode::empty)];

static GET: Operation<()> = Operation::new("GET", "/a").security(&[&["token"]]).responses(OK);
static POST: Operation<()> = Operation::new("POST", "/a").security(&[&["token"]]).responses(OK);
static OPEN: Operation<()> = Operation::new("GET", "/a").responses(OK);

/// A source that numbers its tokens.
#[derive(Clone, Default)]
struct Numbered {
    asked: Arc<AtomicUsize>,
    lifetime: Option<Duration>,
    /// How many times it fails, from the second time.
    failures: usize,
}

impl Numbered {
    fn living(seconds: u64) -> Self {
        Self { lifetime: Some(Duration::from_secs(seconds)), ..Self::default() }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn next(&self) -> Result<Token, BoxError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        if (2..2 + self.failures).contains(&number) {
            return Err("out of order".into());
        }
        let token = Token::new(format!("token-{number}"));
        Ok(self.lifetime.into_iter().fold(token, Token::expires_in))
    }
}

impl TokenSource for Numbered {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(ready(self.next()))
    }
}

fn builder(server: &Server, clock: &TestClock, tokens: impl Into<Tokens>) -> ClientBuilder {
    client_builder().base_url(server.url()).clock(clock.clone()).credential("token", Credential::bearer(tokens))
}

fn client(server: &Server, clock: &TestClock, tokens: impl Into<Tokens>) -> Client {
    builder(server, clock, tokens).build().expect("a client")
}

/// Sends a call, and returns how it ended.
async fn send(client: &Client, operation: &'static Operation<()>) -> Result<(), Error<NoDeclaredErrors>> {
    let call: Call<(), NoDeclaredErrors> = client.call(operation);
    call.await
}

/// Starts a call on a task of its own.
fn spawn(client: &Client, operation: &'static Operation<()>) -> JoinHandle<Result<(), Error<NoDeclaredErrors>>> {
    let call: Call<(), NoDeclaredErrors> = client.call(operation);
    tokio::spawn(call.send())
}

/// Returns the tokens that a server received.
fn tokens(server: &Server) -> Vec<String> {
    let token = |request: &Request| {
        request.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default().to_owned()
    };
    server.requests().iter().map(token).collect()
}

/// Starts a server that refuses some tokens.
fn refusing(refused: &'static [&'static str]) -> Server {
    Server::start(move |request| {
        let is_refused =
            refused.iter().any(|token| request.header("authorization") == Some(&format!("Bearer {token}")));
        MockResponse::status(if is_refused { 401 } else { 200 })
    })
}

#[tokio::test]
async fn a_token_is_used_while_it_lives() {
    let (server, clock, source) = (refusing(&[]), TestClock::new(0.0), Numbered::living(3600));
    let client = client(&server, &clock, source.clone());
    for _ in 0..3 {
        send(&client.clone(), &GET).await.expect("a response");
    }
    assert_eq!(tokens(&server), ["token-1", "token-1", "token-1"]);
    assert_eq!(source.asked(), 1);
}

#[tokio::test]
async fn a_token_without_an_end_is_used_for_ever() {
    let (server, clock, source) = (refusing(&[]), TestClock::new(0.0), Numbered::default());
    let client = client(&server, &clock, source.clone());
    for _ in 0..2 {
        send(&client, &GET).await.expect("a response");
        clock.pass(Duration::from_secs(1_000_000_000));
    }
    assert_eq!(tokens(&server), ["token-1", "token-1"]);
}

/// Returns the token that a call sends some seconds after the first one got its token.
async fn token_after(lifetime: u64, random: f64, seconds: u64) -> String {
    let (server, clock, source) = (refusing(&[]), TestClock::new(random), Numbered::living(lifetime));
    let client = client(&server, &clock, source);
    send(&client, &GET).await.expect("a response");
    clock.pass(Duration::from_secs(seconds));
    send(&client, &GET).await.expect("a response");
    tokens(&server).pop().expect("a request")
}

/// Declares a test a row: the life of a token, the random number, and the last second of its use.
macro_rules! renewals {
    ($($name:ident: $lifetime:literal, $random:literal => $last:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            assert_eq!(token_after($lifetime, $random, $last).await, "token-1");
            assert_eq!(token_after($lifetime, $random, $last + 1).await, "token-2");
        }
    )*};
}

renewals! {
    an_hour_is_renewed_5_minutes_before_its_end: 3600, 0.0 => 3299;
    or_up_to_a_minute_later: 3600, 1.0 => 3359;
    a_minute_is_renewed_a_fifth_before_its_end: 60, 0.0 => 47;
    or_up_to_a_fifth_of_that_later: 100, 1.0 => 83;
}

#[tokio::test]
async fn a_lifetime_that_overflows_has_no_end() {
    let (server, clock) = (refusing(&[]), TestClock::new(0.0));
    let source = Numbered { lifetime: Some(Duration::MAX), ..Numbered::default() };
    send(&client(&server, &clock, source), &GET).await.expect("a response");
}

#[tokio::test]
async fn a_token_that_has_ended_already_is_sent_once() {
    let (server, clock) = (refusing(&[]), TestClock::new(0.0));
    let client = client(&server, &clock, Numbered::living(0));
    send(&client, &GET).await.expect("a response");
    send(&client, &GET).await.expect("a response");
    assert_eq!(tokens(&server), ["token-1", "token-2"]);
}

#[tokio::test]
async fn operations_without_the_scheme_ask_for_no_token() {
    let (server, clock, source) = (refusing(&[]), TestClock::new(0.0), Numbered::default());
    send(&client(&server, &clock, source.clone()), &OPEN).await.expect("a response");
    assert_eq!((tokens(&server), source.asked()), (vec![String::new()], 0));
}

#[tokio::test]
async fn a_header_of_the_call_replaces_the_token() {
    let (server, clock, source) = (refusing(&[]), TestClock::new(0.0), Numbered::default());
    let call: Call<(), NoDeclaredErrors> = client(&server, &clock, source.clone()).call(&GET);
    call.header("Authorization", "Bearer mine").await.expect("a response");
    assert_eq!((tokens(&server), source.asked()), (vec!["mine".to_owned()], 0));
}

/// A source that waits until it is released.
#[derive(Clone)]
struct WaitingSource {
    source: Numbered,
    released: Arc<Semaphore>,
}

impl TokenSource for WaitingSource {
    fn token(&self) -> TokenFuture<'_> {
        let reply = self.source.next();
        Box::pin(async move {
            self.released.acquire().await?.forget();
            reply
        })
    }
}

impl WaitingSource {
    fn new(source: Numbered) -> Self {
        Self { source, released: Arc::new(Semaphore::new(0)) }
    }

    /// Waits until the source was asked some number of times.
    async fn asked(&self, times: usize) {
        while self.source.asked() < times {
            tokio::task::yield_now().await;
        }
    }
}

/// Sends calls at once, and returns how each ends once the source is released.
async fn concurrent(
    calls: usize,
    client: &Client,
    held: &WaitingSource,
    asked: usize,
) -> Vec<Result<(), Error<NoDeclaredErrors>>> {
    let calls: Vec<_> = (0..calls).map(|_| spawn(client, &GET)).collect();
    held.asked(asked).await;
    // All of them wait for the token by now, or have sent another.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    held.released.add_permits(1);
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.expect("no panic"));
    }
    results
}

#[tokio::test]
async fn one_call_asks_for_a_token_and_the_others_wait() {
    let (server, clock, held) = (refusing(&[]), TestClock::new(0.0), WaitingSource::new(Numbered::living(3600)));
    let client = client(&server, &clock, held.clone());
    let results = concurrent(100, &client, &held, 1).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(tokens(&server), vec!["token-1"; 100]);
}

#[tokio::test]
async fn of_1000_calls_on_an_ending_token_one_renews_it() {
    let (server, clock, source) = (refusing(&[]), TestClock::new(0.0), Numbered::living(3600));
    let client = client(&server, &clock, source.clone());
    send(&client, &GET).await.expect("a response");
    clock.pass(Duration::from_secs(3599));
    let calls: Vec<_> = (0..1000).map(|_| spawn(&client, &GET)).collect();
    for call in calls {
        call.await.expect("no panic").expect("a response");
    }
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn the_old_token_is_used_while_another_call_renews_it() {
    let (server, clock, held) = (refusing(&[]), TestClock::standing(), WaitingSource::new(Numbered::living(3600)));
    let client = client(&server, &clock, held.clone());
    held.released.add_permits(1);
    send(&client, &GET).await.expect("a response");
    clock.pass(Duration::from_secs(3400));
    let renewing = spawn(&client, &GET);
    held.asked(2).await;
    send(&client, &GET).await.expect("a response, though the source says nothing");
    held.released.add_permits(1);
    renewing.await.expect("no panic").expect("a response");
    assert_eq!(tokens(&server), ["token-1", "token-1", "token-2"]);
}

#[tokio::test]
async fn a_source_that_fails_while_the_token_lives_is_asked_again_later() {
    let (server, clock) = (refusing(&[]), TestClock::new(0.0));
    let source = Numbered { failures: 2, ..Numbered::living(3600) };
    let client = client(&server, &clock, source.clone());
    // Seconds of its life; the source is asked at 3300, at the middle of the rest (3450), and so on.
    for (seconds, asked) in [(0, 1), (3300, 2), (3449, 2), (3450, 3), (3524, 3), (3525, 4), (3599, 4)] {
        clock.pass_until(Duration::from_secs(seconds));
        send(&client, &GET).await.expect("a response");
        assert_eq!(source.asked(), asked, "after {seconds} s");
    }
    assert_eq!(tokens(&server), ["token-1", "token-1", "token-1", "token-1", "token-1", "token-4", "token-4"]);
}

#[tokio::test]
async fn a_source_that_hangs_while_the_token_lives_holds_up_one_call_for_5_seconds() {
    let (server, clock, held) = (refusing(&[]), TestClock::new(0.0), WaitingSource::new(Numbered::living(3600)));
    let client = client(&server, &clock, held.clone());
    held.released.add_permits(1);
    send(&client, &GET).await.expect("a response");
    clock.pass(Duration::from_secs(3400));
    send(&client, &GET).await.expect("a response");
    send(&client, &GET).await.expect("a response");
    assert_eq!((held.source.asked(), clock.waits()), (2, vec![Duration::from_secs(5)]));
    assert_eq!(tokens(&server), ["token-1"; 3]);
}

#[tokio::test]
async fn all_calls_that_waited_for_a_source_get_its_error() {
    let (server, clock) = (refusing(&[]), TestClock::new(0.0));
    let held = WaitingSource::new(Numbered { failures: 1, asked: Arc::new(AtomicUsize::new(1)), lifetime: None });
    let client = client(&server, &clock, held.clone());
    for result in concurrent(100, &client, &held, 2).await {
        let error = result.expect_err("an error");
        assert!(matches!(error, Error::Credentials { scheme: "token", .. }), "{error:?}");
        assert_eq!(error.to_string(), "GET /a: there is no token for `token`: out of order");
        assert_eq!(std::error::Error::source(&error).expect("a cause").to_string(), "out of order");
    }
    assert_eq!((held.source.asked(), server.requests().len()), (2, 0));
    held.released.add_permits(1);
    send(&client, &GET).await.expect("a response, since the next call asks again");
}

/// Starts a call that waits for its token, and drops it; then starts another.
async fn after_a_dropped_call(pause: Duration) -> (Vec<String>, usize) {
    let (server, clock, waiting) = (refusing(&[]), TestClock::new(0.0), WaitingSource::new(Numbered::living(3600)));
    let client = client(&server, &clock, waiting.clone());
    let dropped = spawn(&client, &GET);
    waiting.asked(1).await;
    dropped.abort();
    dropped.await.expect_err("it is dropped");
    clock.pass(pause);
    let other = spawn(&client, &GET);
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    waiting.released.add_permits(1);
    other.await.expect("no panic").expect("a response");
    (tokens(&server), waiting.source.asked())
}

#[tokio::test]
async fn a_dropped_call_leaves_the_renewal_to_another() {
    assert_eq!(after_a_dropped_call(Duration::from_secs(59)).await, (vec!["token-1".to_owned()], 1));
}

#[tokio::test]
async fn a_source_that_panics_is_asked_again() {
    let (server, clock, asked) = (refusing(&[]), TestClock::new(0.0), AtomicUsize::new(0));
    let panicking = move || {
        let number = asked.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            assert!(number > 1, "a mistake of the user's");
            Ok(Token::new(format!("token-{number}")))
        }
    };
    let client = client(&server, &clock, panicking);
    spawn(&client, &GET).await.expect_err("a panic");
    send(&client, &GET).await.expect("a response");
    assert_eq!(tokens(&server), ["token-2"]);
}

#[tokio::test]
async fn a_renewal_that_was_left_alone_for_a_minute_is_started_again() {
    assert_eq!(after_a_dropped_call(Duration::from_secs(60)).await, (vec!["token-2".to_owned()], 2));
}

#[tokio::test]
async fn a_slow_source_holds_up_a_call_for_half_of_its_time_at_most_while_the_token_lives() {
    let (server, clock, waiting) = (refusing(&[]), TestClock::new(0.0), WaitingSource::new(Numbered::living(3600)));
    let client = builder(&server, &clock, waiting.clone()).attempt_timeout(Duration::from_secs(2)).build();
    let client = client.expect("a client");
    waiting.released.add_permits(1);
    send(&client, &GET).await.expect("a response");
    clock.pass(Duration::from_secs(3400));
    send(&client, &GET).await.expect("a response");
    assert_eq!(clock.waits(), [Duration::from_secs(1)]);
}

#[tokio::test]
async fn waiting_for_a_token_is_part_of_the_call() {
    let (server, clock) = (refusing(&[]), TestClock::new(0.0));
    let source = || pending::<Result<Token, BoxError>>();
    let client = builder(&server, &clock, source).timeout(Duration::from_millis(50)).build().expect("a client");
    let error = send(&client, &GET).await.expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_request_repeated_once_whatever_it_is() {
    for operation in [&GET, &POST] {
        let (server, clock, source) = (refusing(&["token-1"]), TestClock::new(0.0), Numbered::living(3600));
        let client = client(&server, &clock, source.clone());
        send(&client, operation).await.expect("a response");
        send(&client, operation).await.expect("a response");
        assert_eq!(tokens(&server), ["token-1", "token-2", "token-2"]);
    }
}

#[tokio::test]
async fn a_second_refusal_is_an_error() {
    let (server, clock) = (refusing(&["token-1", "token-2"]), TestClock::new(0.0));
    let error = send(&client(&server, &clock, Numbered::default()), &GET).await.expect_err("an error");
    assert_eq!((error.status().map(|status| status.as_u16()), error.attempts()), (Some(401), 2));
    assert_eq!(tokens(&server), ["token-1", "token-2"]);
}

#[tokio::test]
async fn a_fixed_token_is_not_repeated() {
    let (server, clock) = (refusing(&["fixed"]), TestClock::new(0.0));
    send(&client(&server, &clock, "fixed"), &GET).await.expect_err("an error");
    assert_eq!(tokens(&server), ["fixed"]);
}

#[tokio::test]
async fn a_repetition_with_a_new_token_is_no_retry() {
    let failures = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.header("authorization") {
        Some("Bearer token-1") => MockResponse::status(401),
        _ if failures.fetch_add(1, Ordering::SeqCst) < 2 => MockResponse::status(503),
        _ => MockResponse::status(200),
    });
    let clock = TestClock::new(0.0);
    send(&client(&server, &clock, Numbered::default()), &GET).await.expect("a response of the fourth request");
    assert_eq!(tokens(&server), ["token-1", "token-2", "token-2", "token-2"]);
}

#[tokio::test]
async fn it_happens_without_retries_too() {
    let (server, clock) = (refusing(&["token-1"]), TestClock::new(0.0));
    let client = builder(&server, &clock, Numbered::default()).retry(Retry::none()).build().expect("a client");
    send(&client, &GET).await.expect("a response");
}

#[tokio::test]
async fn each_attempt_has_the_token_of_its_time() {
    let failures = AtomicUsize::new(0);
    let server = Server::start(move |_| match failures.fetch_add(1, Ordering::SeqCst) {
        0 => MockResponse::status(429).header("retry-after", "30"),
        _ => MockResponse::status(200),
    });
    let clock = TestClock::new(0.0);
    send(&client(&server, &clock, Numbered::living(20)), &GET).await.expect("a response");
    assert_eq!(tokens(&server), ["token-1", "token-2"]);
}

#[tokio::test]
async fn of_1000_calls_that_are_refused_one_renews_the_token() {
    let (server, clock, source) = (refusing(&["token-1"]), TestClock::new(0.0), Numbered::living(3600));
    let client = client(&server, &clock, source.clone());
    let calls: Vec<_> = (0..1000).map(|_| spawn(&client, &POST)).collect();
    for call in calls {
        call.await.expect("no panic").expect("a response");
    }
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn a_server_that_refuses_every_token_is_not_asked_for_ever_more() {
    let server = Server::always(MockResponse::status(401));
    let (clock, source) = (TestClock::new(0.0), Numbered::living(3600));
    let client = client(&server, &clock, source.clone());
    for _ in 0..1000 {
        send(&client, &GET).await.expect_err("an error");
    }
    // The budget of 500 pays for 35 renewals.
    assert_eq!((source.asked(), server.requests().len()), (36, 1035));
}

#[tokio::test]
async fn but_a_token_that_is_not_new_is_replaced_even_then() {
    let (server, clock, source) = (refusing(&["token-1"]), TestClock::new(0.0), Numbered::living(3600));
    let none = Retry::standard().budget(Budget::tokens(0));
    let client = builder(&server, &clock, source).retry(none).build().expect("a client");
    send(&client, &GET).await.expect_err("the budget is exhausted");
    clock.pass(Duration::from_secs(30));
    send(&client, &GET).await.expect("a response");
    assert_eq!(tokens(&server), ["token-1", "token-1", "token-2"]);
}

/// Sends a call that is redirected and then refused, and returns how many requests each of the two paths got.
async fn redirected_and_refused(operation: &'static Operation<()>, status: u16) -> [usize; 2] {
    let server = Server::start(move |request| match request.target.as_str() {
        "/a" => MockResponse::status(status).header("location", "/b"),
        _ => MockResponse::status(401),
    });
    let client = client(&server, &TestClock::new(0.0), Numbered::default());
    send(&client, operation).await.expect_err("an error");
    let requests = server.requests();
    ["/a", "/b"].map(|path| requests.iter().filter(|request| request.target == path).count())
}

#[tokio::test]
async fn a_refusal_after_a_redirect_is_about_the_token_unless_the_request_was_carried_out() {
    assert_eq!(redirected_and_refused(&GET, 302).await, [2, 2]);
    assert_eq!(redirected_and_refused(&POST, 307).await, [2, 2]);
    assert_eq!(redirected_and_refused(&POST, 303).await, [1, 1]);
    assert_eq!(redirected_and_refused(&POST, 302).await, [1, 1]);
}

#[tokio::test]
async fn a_refusal_of_where_the_http_client_went_by_itself_is_final() {
    for status in [401, 503] {
        let other = Server::always(MockResponse::status(status));
        let target = other.url().replace("127.0.0.1", "localhost");
        let server = Server::always(MockResponse::status(302).header("location", &target));
        let http = infisical_client::reqwest::Client::new();
        let client = builder(&server, &TestClock::new(0.0), Numbered::default()).http_client(http).build();
        send(&client.expect("a client"), &GET).await.expect_err("an error");
        assert_eq!((server.requests().len(), other.requests().len()), (1, 1), "{status}");
    }
}

#[tokio::test]
async fn a_refusal_of_another_origin_is_not_about_the_token() {
    let other = Server::always(MockResponse::status(401));
    let target = other.url().replace("127.0.0.1", "localhost");
    let server = Server::always(MockResponse::status(302).header("location", &target));
    let (clock, source) = (TestClock::new(0.0), Numbered::default());
    let client = client(&server, &clock, source.clone());
    send(&client, &GET).await.expect_err("an error");
    send(&client, &GET).await.expect_err("an error");
    assert_eq!((tokens(&server), source.asked()), (vec!["token-1".to_owned(); 2], 1));
    assert_eq!(tokens(&other), ["", ""]);
}

#[tokio::test]
async fn a_token_that_splits_the_header_is_not_sent() {
    let (server, clock) = (refusing(&[]), TestClock::new(0.0));
    let source = || ready(Ok(Token::new("a\r\nX-Evil: b")));
    let error = send(&client(&server, &clock, source), &GET).await.expect_err("an error");
    assert_eq!(
        error.to_string(),
        "GET /a: there is no token for `token`: the token has characters that a header can't have"
    );
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn and_is_not_kept() {
    let (server, clock, count) = (refusing(&[]), TestClock::new(0.0), AtomicUsize::new(0));
    let source = move || {
        let ends = ["\n", ""].get(count.fetch_add(1, Ordering::SeqCst)).copied().unwrap_or_default();
        ready(Ok(Token::new(format!("token{ends}"))))
    };
    let client = client(&server, &clock, source);
    send(&client, &GET).await.expect_err("an error");
    send(&client, &GET).await.expect("a response");
    assert_eq!(tokens(&server), ["token"]);
}

#[tokio::test]
async fn a_cookie_of_the_call_replaces_that_of_a_source() {
    let server = refusing(&[]);
    let source = || ready(Ok(Token::new("k")));
    let client = client_builder().base_url(server.url()).credential("token", Credential::cookie("sid", source));
    let call: Call<(), NoDeclaredErrors> = client.build().expect("a client").call(&GET);
    call.header("Cookie", "mine=1").await.expect("a response");
    assert_eq!(server.request().header("cookie"), Some("mine=1"));
}

#[tokio::test]
async fn a_token_of_a_source_is_not_shown() {
    let server = Server::always(
        MockResponse::json(400, r#"{"message": "no such token: s3cr3t-t0ken"}"#).header("x-echo", "s3cr3t-t0ken"),
    );
    let clock = TestClock::new(0.0);
    let error =
        send(&client(&server, &clock, || ready(Ok(Token::new("s3cr3t-t0ken")))), &GET).await.expect_err("an error");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("s3cr3t") && shown.contains("[redacted]"), "{shown}");
    let tokens = Tokens::from("s3cr3t");
    let token = Token::new("s3cr3t");
    let credentials = ClientCredentials::new("me", "s3cr3t");
    assert!(!format!("{tokens:?} {token:?} {credentials:?}").contains("s3cr3t"));
}

/// Declares a test a row: a credential with a token that is renewed, and where it is sent.
macro_rules! places {
    ($($name:ident: $credential:expr => $place:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let server = Server::start(|request| {
                MockResponse::status(if format!("{request:?}").contains("k-1") { 401 } else { 200 })
            });
            let count = AtomicUsize::new(0);
            let source = move || {
                let number = count.fetch_add(1, Ordering::SeqCst) + 1;
                ready(Ok(Token::new(format!("k-{number}"))))
            };
            let client = client_builder().base_url(server.url()).default_header("cookie", "mine=1").credential("token", $credential(source));
            send(&client.build().expect("a client"), &GET).await.expect("a response");
            let place: fn(&Request) -> String = $place;
            let sent: Vec<String> = server.requests().iter().map(place).collect();
            assert_eq!(sent, [place_of("k-1"), place_of("k-2")].map(|key| sent[0].replace("k-1", &key)), "{sent:?}");
        }
    )*};
}

fn place_of(key: &str) -> String {
    key.to_owned()
}

places! {
    an_api_key_in_a_header: |source| Credential::header("X-Key", source) => |request| request.header("x-key").unwrap_or_default().to_owned();
    an_api_key_in_the_query: |source| Credential::query("key", source) => |request| request.target.clone();
    an_api_key_in_a_cookie: |source| Credential::cookie("sid", source) => |request| request.header("cookie").unwrap_or_default().to_owned();
    a_value_of_any_scheme: |source| Credential::http("DPoP", source) => |request| request.header("authorization").unwrap_or_default().to_owned();
}
