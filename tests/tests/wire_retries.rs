//! Requests that are sent again after a failure.

use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::{Budget, Client, Decision, Retry};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::client_builder;

const OK: &[ResponseSpec<()>] = &[ResponseSpec::new(Statuses::Exactly(200), decode::empty)];

static GET: Operation<()> = Operation::new("GET", "/a").responses(OK);
static HEAD: Operation<()> = Operation::new("HEAD", "/a").responses(OK);
static OPTIONS: Operation<()> = Operation::new("OPTIONS", "/a").responses(OK);
static PUT: Operation<()> = Operation::new("PUT", "/a").responses(OK);
static DELETE: Operation<()> = Operation::new("DELETE", "/a").responses(OK);
static POST: Operation<()> = Operation::new("POST", "/a").responses(OK);
static PATCH: Operation<()> = Operation::new("PATCH", "/a").responses(OK);

/// A call of an operation without declared errors.
type Plain = Call<(), NoDeclaredErrors>;

/// A server whose first responses are failures, with its client.
struct Failing {
    server: Server,
    clock: TestClock,
}

impl Failing {
    /// Creates a server that sends `failure` to the first `failures` requests, and then 200.
    fn new(failures: usize, failure: impl Fn(&Request) -> MockResponse + Send + Sync + 'static) -> Self {
        let requests = AtomicUsize::new(0);
        let server = Server::start(move |request| {
            let number = requests.fetch_add(1, Ordering::SeqCst);
            if number < failures { failure(request) } else { MockResponse::status(200) }
        });
        Self { server, clock: TestClock::new(1.0) }
    }

    /// Creates a server that sends a status to the first requests, and then 200.
    fn with_status(failures: usize, status: u16) -> Self {
        Self::new(failures, move |_| MockResponse::status(status))
    }

    /// Creates a server that always fails.
    fn always(failure: MockResponse) -> Self {
        Self::new(usize::MAX, move |_| failure.clone())
    }

    fn client(&self, retry: Retry) -> Client {
        client_builder().base_url(self.server.url()).clock(self.clock.clone()).retry(retry).build().expect("a client")
    }

    fn call(&self, operation: &'static Operation<()>) -> Plain {
        self.client(Retry::standard()).call(operation)
    }

    /// Sends a call, and returns how many requests the server received.
    async fn requests(&self, call: Plain) -> usize {
        let _ = call.await;
        self.server.requests().len()
    }

    fn milliseconds(&self) -> Vec<u128> {
        self.clock.waits().iter().map(Duration::as_millis).collect()
    }
}

#[tokio::test]
async fn methods_that_are_idempotent_are_repeated_after_errors_of_servers_and_proxies() {
    for operation in [&GET, &HEAD, &OPTIONS, &PUT, &DELETE] {
        for status in [408, 429, 502, 503, 504] {
            let failing = Failing::with_status(2, status);
            failing.call(operation).await.unwrap_or_else(|error| panic!("{operation:?} {status}: {error}"));
            assert_eq!(failing.server.requests().len(), 3);
        }
    }
}

#[tokio::test]
async fn methods_that_may_act_twice_are_not() {
    for operation in [&POST, &PATCH] {
        for status in [408, 429, 500, 502, 503, 504] {
            let failing = Failing::with_status(2, status);
            assert_eq!(failing.requests(failing.call(operation)).await, 1, "{operation:?} {status}");
        }
    }
}

#[tokio::test]
async fn an_internal_error_is_only_repeated_for_what_reads() {
    for (operation, expected) in [(&GET, 3), (&HEAD, 3), (&OPTIONS, 1), (&PUT, 1), (&DELETE, 1)] {
        let failing = Failing::with_status(2, 500);
        assert_eq!(failing.requests(failing.call(operation)).await, expected, "{operation:?}");
    }
}

#[tokio::test]
async fn other_errors_are_not_repeated() {
    for status in [300, 400, 401, 403, 404, 409, 412, 422, 425, 501, 505, 511] {
        let failing = Failing::with_status(2, status);
        assert_eq!(failing.requests(failing.call(&GET)).await, 1, "{status}");
    }
}

#[tokio::test]
async fn a_call_may_be_declared_as_idempotent() {
    let failing = Failing::with_status(2, 503);
    assert_eq!(failing.requests(failing.call(&POST).idempotent()).await, 3);
    let failing = Failing::with_status(2, 500);
    assert_eq!(failing.requests(failing.call(&POST).idempotent()).await, 1);
}

#[tokio::test]
async fn a_key_makes_a_call_idempotent() {
    let failing = Failing::with_status(2, 503);
    assert_eq!(failing.requests(failing.call(&POST).idempotency_key("k-1")).await, 3);
    let keys: Vec<_> =
        failing.server.requests().iter().map(|sent| sent.header("idempotency-key").map(str::to_owned)).collect();
    assert_eq!(keys, [Some("k-1".to_owned()), Some("k-1".to_owned()), Some("k-1".to_owned())]);

    let failing = Failing::with_status(2, 503);
    assert_eq!(failing.requests(failing.call(&PATCH).header("X-Idempotency-Key", "k-2")).await, 3);

    let failing = Failing::with_status(2, 503);
    assert_eq!(failing.requests(failing.call(&POST).idempotency_key("")).await, 1);
}

#[tokio::test]
async fn a_response_that_breaks_off_is_repeated_if_that_is_safe() {
    for (operation, expected) in [(&GET, 2), (&PUT, 2), (&POST, 1)] {
        let failing = Failing::new(1, |_| MockResponse::json(503, "[1,2,3]").cut_after(3));
        assert_eq!(failing.requests(failing.call(operation)).await, expected, "{operation:?}");
        let failing = Failing::new(1, |_| MockResponse::raw(""));
        assert_eq!(failing.requests(failing.call(operation)).await, expected, "{operation:?}");
    }
}

#[tokio::test]
async fn what_was_not_sent_is_repeated_whatever_it_is() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port();
    for operation in [&GET, &POST, &PATCH] {
        let clock = TestClock::new(1.0);
        let client = client_builder().base_url(format!("http://127.0.0.1:{port}")).clock(clock.clone()).build();
        let error = client.expect("a client").call::<_, NoDeclaredErrors>(operation).await.expect_err("nobody listens");
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!((error.attempts(), clock.waits().len()), (3, 2));
    }
}

#[tokio::test]
async fn what_was_redirected_may_have_been_carried_out() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port();
    let target = format!("http://127.0.0.1:{port}/");
    for (operation, status, expected) in [(&POST, 303, 1), (&POST, 302, 1), (&POST, 307, 3), (&GET, 302, 3)] {
        let failing = Failing::always(MockResponse::status(status).header("location", &target));
        assert_eq!(failing.requests(failing.call(operation)).await, expected, "{operation:?} {status}");
    }
}

#[tokio::test]
async fn waits_are_random_up_to_a_limit_that_doubles() {
    for (random, expected) in [(1.0, [50, 100, 200, 300]), (0.5, [25, 50, 100, 150]), (0.0, [0, 0, 0, 0])] {
        let failing = Failing { clock: TestClock::new(random), ..Failing::with_status(4, 502) };
        let retry = Retry::standard().attempts(5).backoff(Duration::from_millis(50), Duration::from_millis(300));
        failing.client(retry).call::<_, NoDeclaredErrors>(&GET).await.expect("a response");
        assert_eq!(failing.milliseconds(), expected);
    }
}

#[tokio::test]
async fn the_longest_duration_is_no_overflow() {
    let failing = Failing::with_status(1, 503);
    let retry = Retry::standard().backoff(Duration::MAX, Duration::MAX);
    let error = failing.client(retry).call::<_, NoDeclaredErrors>(&GET).await.expect_err("an error");
    assert_eq!((error.attempts(), failing.clock.waits()), (1, Vec::new()));
}

#[tokio::test]
async fn a_server_that_throttles_gets_more_time() {
    for failure in [MockResponse::status(429), MockResponse::status(503).header("retry-after", "0")] {
        let failing = Failing::new(2, move |_| failure.clone());
        failing.call(&GET).await.expect("a response");
        assert_eq!(failing.milliseconds(), [1000, 2000]);
    }
}

#[tokio::test]
async fn the_wait_is_that_of_retry_after_at_least() {
    for (name, value, expected) in [
        ("retry-after", "7", 7000),
        ("retry-after-ms", "1500.5", 1500),
        ("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT", 3000),
        ("retry-after", "Sunday, 06-Nov-94 08:49:40 GMT", 3000),
        ("retry-after", "Sun Nov  6 08:49:40 1994", 3000),
        // Shorter than the wait, past, or unclear.
        ("retry-after", "0", 1000),
        ("retry-after", "Sat, 05 Nov 1994 08:49:37 GMT", 1000),
        ("retry-after", "soon", 1000),
        ("retry-after", "-5", 1000),
        ("retry-after", "Sun, 06 Nov 1994 08:61:37 GMT", 1000),
        ("retry-after", "Sun, 06 Nov 18446744073709551615 08:49:37 GMT", 1000),
        ("retry-after", "Sun, 32 Nov 1994 08:49:37 GMT", 1000),
        ("retry-after-ms", "nan", 1000),
    ] {
        let failing = Failing::new(1, move |_| MockResponse::status(429).header(name, value));
        failing.call(&GET).await.expect("a response");
        assert_eq!(failing.milliseconds(), [expected], "{value}");
    }
}

#[tokio::test]
async fn a_date_is_relative_to_that_of_the_response() {
    let failing = Failing::new(1, |_| {
        let response = MockResponse::status(429).header("date", "Wed, 28 Feb 2024 23:59:59 GMT");
        response.header("retry-after", "Thu, 29 Feb 2024 00:00:09 GMT")
    });
    failing.call(&GET).await.expect("a response");
    assert_eq!(failing.milliseconds(), [10_000]);
}

#[tokio::test]
async fn a_longer_retry_after_fails_at_once() {
    let failing = Failing::always(MockResponse::status(503).header("retry-after", "61"));
    let error = failing.call(&GET).timeout(Duration::from_secs(600)).await.expect_err("an error");
    assert_eq!((error.attempts(), failing.clock.waits()), (1, Vec::new()));
    assert!(error.to_string().ends_with("; not retried, since `Retry-After` asks for a wait of 61s"), "{error}");
}

#[tokio::test]
async fn a_wait_beyond_the_timeout_fails_at_once() {
    let failing = Failing::always(MockResponse::status(429).header("retry-after", "20"));
    let error = failing.call(&GET).timeout(Duration::from_secs(30)).await.expect_err("an error");
    assert_eq!((error.attempts(), failing.milliseconds()), (2, vec![20_000]));
    let expected = "; attempt 2; not retried, since the call would time out during the wait of 20s";
    assert!(error.to_string().ends_with(expected), "{error}");
}

#[tokio::test]
async fn the_last_error_says_how_often_the_request_was_sent() {
    let failing = Failing::always(MockResponse::status(503));
    let error = failing.call(&GET).await.expect_err("an error");
    assert_eq!(error.attempts(), 3);
    let expected =
        "GET /a: unexpected response 503 Service Unavailable: the document does not declare this status; attempt 3";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_single_attempt_is_not_mentioned() {
    let failing = Failing::always(MockResponse::status(503));
    let error = failing.call(&GET).retry(Retry::none()).await.expect_err("an error");
    assert_eq!(error.attempts(), 1);
    assert!(error.to_string().ends_with("does not declare this status"), "{error}");
}

#[tokio::test]
async fn what_is_invalid_is_not_sent() {
    let failing = Failing::with_status(0, 200);
    let error = failing.call(&GET).header("Host", "a").await.expect_err("an error");
    assert_eq!((error.attempts(), failing.server.requests().len()), (0, 0));
}

#[tokio::test]
async fn a_deletion_that_was_repeated_may_have_succeeded() {
    let failing = Failing::new(usize::MAX, |_| MockResponse::status(404));
    let error = failing.call(&DELETE).await.expect_err("an error");
    assert!(!error.to_string().contains("earlier"), "{error}");

    let requests = AtomicUsize::new(0);
    let failing = Failing::new(usize::MAX, move |_| {
        MockResponse::status(if requests.fetch_add(1, Ordering::SeqCst) == 0 { 502 } else { 404 })
    });
    let error = failing.call(&DELETE).await.expect_err("an error");
    assert!(error.to_string().ends_with("; attempt 2; an earlier attempt may have succeeded"), "{error}");
}

#[tokio::test]
async fn a_conditional_request_that_was_repeated_may_have_succeeded() {
    for (header, expected) in [("If-Match", true), ("X-Other", false)] {
        let requests = AtomicUsize::new(0);
        let failing = Failing::new(usize::MAX, move |_| {
            MockResponse::status(if requests.fetch_add(1, Ordering::SeqCst) == 0 { 504 } else { 412 })
        });
        let error = failing.call(&PUT).header(header, "\"1\"").await.expect_err("an error");
        assert_eq!(error.to_string().contains("an earlier attempt may have succeeded"), expected, "{error}");
    }
}

#[tokio::test]
async fn a_function_can_refuse_or_delay_but_not_add_retries() {
    let failing = Failing::always(MockResponse::status(503));
    let refusing = Retry::standard().decide(|attempt| {
        assert_eq!((attempt.method, attempt.path, attempt.is_throttled()), ("GET", "/a", false));
        if attempt.number == 1 { Decision::RetryAfter(Duration::from_secs(4)) } else { Decision::Stop }
    });
    let error = failing.client(refusing).call::<_, NoDeclaredErrors>(&GET).await.expect_err("an error");
    assert_eq!((error.attempts(), failing.milliseconds()), (2, vec![4000]));
    assert!(error.to_string().ends_with("; attempt 2; not retried, as `Retry::decide` decided"), "{error}");

    let failing = Failing::always(MockResponse::status(503));
    let widening = Retry::standard().decide(|_| Decision::Retry);
    assert_eq!(failing.requests(failing.client(widening).call(&POST)).await, 1);
}

#[tokio::test]
async fn a_server_that_is_broken_is_not_hammered() {
    let failing = Failing::always(MockResponse::status(503));
    let client = failing.client(Retry::standard());
    let mut last = None;
    for _ in 0..1_000 {
        last = client.clone().call::<_, NoDeclaredErrors>(&GET).await.err();
    }
    assert_eq!(failing.server.requests().len(), 1_035);
    let last = last.map(|error| error.to_string()).unwrap_or_default();
    assert!(last.ends_with("not retried, since too many calls failed: the budget for retries is exhausted"), "{last}");
}

#[tokio::test]
async fn successes_refill_the_budget() {
    let failing = Failing::new(usize::MAX, |request| {
        MockResponse::status(if request.header("x-ok").is_some() { 200 } else { 503 })
    });
    let client = failing.client(Retry::standard().attempts(2).budget(Budget::tokens(20).cost(15)));
    let attempts = async || {
        let error = client.call::<_, NoDeclaredErrors>(&GET).await.expect_err("an error");
        error.attempts()
    };
    assert_eq!((attempts().await, attempts().await), (2, 1));
    for _ in 0..10 {
        client.call::<_, NoDeclaredErrors>(&GET).header("X-Ok", "1").await.expect("a response");
    }
    assert_eq!((attempts().await, attempts().await), (2, 1));
}

#[tokio::test]
async fn a_success_after_a_retry_returns_what_it_took() {
    let requests = AtomicUsize::new(0);
    let failing = Failing::new(usize::MAX, move |_| {
        MockResponse::status(if requests.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) { 503 } else { 200 })
    });
    let client = failing.client(Retry::standard().budget(Budget::tokens(14)));
    for _ in 0..20 {
        client.call::<_, NoDeclaredErrors>(&GET).await.expect("a response");
    }
    assert_eq!(failing.server.requests().len(), 40);
}
