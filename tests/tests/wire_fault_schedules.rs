//! Faults in a random order, from a seed: nothing that is not idempotent is carried out twice.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_runtime::client::auth::Token;
use clientwright_runtime::client::error::NoDeclaredErrors;
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::{Client, Credential, decode};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::client_builder;

/// How many calls each test makes.
const CALLS: u64 = 2_500;

const OK: &[ResponseSpec<()>] = &[ResponseSpec::new(Statuses::Exactly(200), decode::empty)];

static OPERATIONS: [(&str, Operation<()>); 7] = [
    operation("GET"),
    operation("HEAD"),
    operation("OPTIONS"),
    operation("PUT"),
    operation("DELETE"),
    operation("POST"),
    operation("PATCH"),
];

const fn operation(method: &'static str) -> (&'static str, Operation<()>) {
    (method, Operation::new(method, "/a").security(&[&["token"]]).responses(OK))
}

/// Returns a number below `end` that depends on all others only: a step of splitmix64.
fn below(seed: u64, index: u64, end: u64) -> u64 {
    let mut bits = seed.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ bits >> 31) % end
}

/// What the server did with the requests of a call.
#[derive(Clone, Copy, Debug, Default)]
struct Log {
    requests: u64,
    /// The requests that it carried out, whatever it responded.
    carried_out: u64,
}

/// Returns the response to a request, and whether the request is carried out.
fn fault(seed: u64, request: u64) -> (MockResponse, bool) {
    let status = |status: u16| MockResponse::json(status, r#"{"message":"no"}"#);
    let choice = below(seed, request, 16);
    match choice {
        0 => (MockResponse::status(200), true),
        1 => (MockResponse::status(401), false),
        2 => (MockResponse::status(307).header("location", "/b"), false),
        3 => (status(429).header("retry-after", "1"), true),
        4 => (status(429).header("retry-after", "100"), true),
        5 => (status(503).header("retry-after-ms", "20"), true),
        6 => (MockResponse::raw(""), true),
        7 => (MockResponse::raw("HTTP/1.1 200 OK\r\ncontent-le"), true),
        8 => (MockResponse::json(200, "{}").cut_after(1), true),
        9 => (MockResponse::raw("nonsense\r\n\r\n"), true),
        10 => (status(500), true),
        11 => (status(408), true),
        12 => (status(502), true),
        13 => (status(503), true),
        14 => (status(504), true),
        _ => (status(404), true),
    }
}

struct Faulty {
    client: Client,
    log: Arc<Mutex<HashMap<u64, Log>>>,
}

impl Faulty {
    fn start(seed: u64) -> Self {
        let log: Arc<Mutex<HashMap<u64, Log>>> = Arc::default();
        let server_log = Arc::clone(&log);
        let server = Server::start(move |request: &Request| {
            let call: u64 =
                request.header("x-call").and_then(|call| call.parse().ok()).expect("the number of the call");
            let mut log = server_log.lock().expect("the log");
            let log = log.entry(call).or_default();
            let (response, is_carried_out) = fault(seed.wrapping_add(call << 20), log.requests);
            log.requests += 1;
            log.carried_out += u64::from(is_carried_out);
            response
        });
        // A refused token is replaced, and the request sent again.
        let source = || async { Ok(Token::new("a-token").expires_in(Duration::from_secs(60))) };
        let client =
            client_builder().base_url(server.url()).clock(TestClock::new(0.5)).timeout(Duration::from_secs(3600));
        let client = client.credential("token", Credential::bearer(source));
        Self { client: client.build().expect("a client"), log }
    }

    async fn check(&self, seed: u64, number: u64) {
        let chosen = OPERATIONS.iter().cycle().nth(usize::try_from(below(seed, number, 7)).unwrap_or_default());
        let (method, operation) = chosen.expect("an operation");
        let has_key = below(seed, number + CALLS, 4) == 0;
        let call = self.client.call::<_, NoDeclaredErrors>(operation).header("X-Call", number.to_string());
        let result = if has_key { call.idempotency_key(number.to_string()).await } else { call.await };
        let log = self.log.lock().expect("the log").get(&number).copied().unwrap_or_default();
        let is_safe = has_key || !["POST", "PATCH"].contains(method);
        let shown = format!("seed {seed}, call {number} of {operation:?}: {log:?}, {result:?}");

        assert!(is_safe || log.carried_out <= 1, "carried out twice: {shown}");
        // An attempt may follow up to ten redirects, and one attempt more is made with a new token.
        assert!((1..=44).contains(&log.requests), "{shown}");
        if let Err(error) = &result {
            assert!((1..=4).contains(&error.attempts()), "{shown}");
        }
    }
}

async fn check(seed: u64) {
    let faulty = Faulty::start(seed);
    for number in 0..CALLS {
        faulty.check(seed, number).await;
    }
}

#[tokio::test]
async fn nothing_is_carried_out_twice_1() {
    check(1).await;
}

#[tokio::test]
async fn nothing_is_carried_out_twice_2() {
    check(2).await;
}

#[tokio::test]
async fn nothing_is_carried_out_twice_3() {
    check(3).await;
}

#[tokio::test]
async fn nothing_is_carried_out_twice_4() {
    check(4).await;
}
