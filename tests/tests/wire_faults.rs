//! Faults of servers and connections that other tests do not show: many at once, at every moment, and of odd forms.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use clientwright_runtime::client::auth::{Token, TokenFuture, TokenSource};
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::transport::{Body, Transport, TransportError, TransportFuture, TransportRequest};
use clientwright_runtime::client::{Client, Credential, Retry};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client, client_builder};
use http_body::{Body as HttpBody, Frame};
use tokio::sync::Semaphore;

static GET: Operation<Vec<u8>> = Operation::new("GET", "/a")
    .security(&[&["token"]])
    .responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::json)]);

fn get(client: &Client) -> Call<Vec<u8>, NoDeclaredErrors> {
    client.call(&GET)
}

#[tokio::test]
async fn an_html_page_is_an_error_with_any_status() {
    for status in (200..=599).filter(|status| ![204, 205, 304].contains(status)) {
        let page = MockResponse::status(status).header("content-type", "text/html").body("<html>Sorry</html>");
        let client =
            client_builder().base_url(Server::always(page).url()).retry(Retry::none()).build().expect("a client");
        let error = get(&client).await.expect_err("an error");
        assert!(matches!(error, Error::Unexpected { .. }), "{status}: {error:?}");
        assert_eq!(error.body_bytes().map(|body| &body[..]), Some(&b"<html>Sorry</html>"[..]));
    }
}

/// Declares a test a row: a response, written literally, and what the error is.
macro_rules! responses {
    ($($name:ident: $response:expr => $pattern:pat,)*) => {$(
        #[tokio::test]
        async fn $name() {
            let server = Server::always($response);
            let client = client_builder().base_url(server.url()).clock(TestClock::new(0.0)).build().expect("a client");
            let error = get(&client).timeout(Duration::from_secs(20)).await.expect_err("an error");
            assert!(matches!(error, $pattern), "{error:?}");
            assert!(format!("{error} {error:?}").len() < 10_000, "{error}");
        }
    )*};
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

responses! {
    ten_megabytes_of_headers: MockResponse::raw(OK).repeat("x-header: 0123456789\r\n", 500_000) => Error::Transport { .. },
    a_header_of_ten_megabytes: MockResponse::raw("HTTP/1.1 200 OK\r\nx: ").repeat("0123456789", 1_000_000) => Error::Transport { .. },
    a_status_line_without_an_end: MockResponse::raw("HTTP/1.1 200 ").repeat("OK", 1_000_000) => Error::Transport { .. },
    a_thousand_interim_responses: MockResponse::raw("").repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 1_000) => Error::Transport { .. },
    a_chunk_that_is_cut: MockResponse::raw(format!("{OK}transfer-encoding: chunked\r\n\r\n5\r\n[1,2")) => Error::Transport { .. },
    a_chunk_whose_length_is_no_number: MockResponse::raw(format!("{OK}transfer-encoding: chunked\r\n\r\nzz\r\n[1]\r\n")) => Error::Transport { .. },
    a_chunk_whose_length_overflows: MockResponse::raw(format!("{OK}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n[1]")) => Error::Transport { .. },
    a_length_that_is_too_large: MockResponse::raw(format!("{OK}content-length: 9\r\n\r\n[1]")) => Error::Transport { .. },
    a_length_that_overflows: MockResponse::raw(format!("{OK}content-length: 99999999999999999999\r\n\r\n[1]")) => Error::Transport { .. },
    two_lengths: MockResponse::raw(format!("{OK}content-length: 3\r\ncontent-length: 4\r\n\r\n[1]\n")) => Error::Transport { .. },
    a_negative_length: MockResponse::raw(format!("{OK}content-length: -3\r\n\r\n[1]")) => Error::Transport { .. },
    invalid_utf_8: MockResponse::status(200).header("content-type", "application/json").body(b"[1,\"\xff\xfe\"]") => Error::Unexpected { .. },
    json_as_utf_16: MockResponse::status(200).header("content-type", "application/json").body(b"\xff\xfe[\x00") => Error::Unexpected { .. },
}

#[tokio::test]
async fn a_length_that_is_too_small_cuts_the_body() {
    let server = Server::always(MockResponse::raw(format!("{OK}content-length: 3\r\n\r\n[1]garbage")));
    assert_eq!(get(&client(&server)).await.expect("a response"), [1]);
}

#[tokio::test]
async fn four_failures_of_five_are_survived_with_five_attempts() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) % 5 {
        0 => MockResponse::status(503),
        1 => MockResponse::raw(""),
        2 => MockResponse::status(429).header("retry-after", "1"),
        3 => MockResponse::json(200, "[1]").cut_after(1),
        _ => MockResponse::json(200, "[1]"),
    });
    let client =
        client_builder().base_url(server.url()).clock(TestClock::new(0.0)).retry(Retry::standard().attempts(5));
    let client = client.build().expect("a client");
    for _ in 0..10 {
        get(&client).await.expect("a response of the fifth attempt");
    }
}

/// A transport that sends few requests at once.
struct Few {
    client: infisical_client::reqwest::Client,
    permits: Semaphore,
    most: AtomicUsize,
}

impl Transport for Few {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        Box::pin(async move {
            let _permit = self.permits.acquire().await.map_err(|error| TransportError::new(error).unsent())?;
            self.most.fetch_max(8 - self.permits.available_permits(), Ordering::SeqCst);
            self.client.send(request).await
        })
    }
}

#[tokio::test]
async fn ten_thousand_calls_at_once_over_few_connections() {
    let server = Server::always(MockResponse::json(200, "[1]"));
    let few = Arc::new(Few {
        client: infisical_client::reqwest::Client::new(),
        permits: Semaphore::new(8),
        most: AtomicUsize::new(0),
    });
    let client = client_builder().base_url(server.url()).http_client(Arc::clone(&few)).build().expect("a client");
    let calls: Vec<_> = (0..10_000).map(|_| tokio::spawn(get(&client).send())).collect();
    for call in calls {
        assert_eq!(call.await.expect("no panic").expect("a response"), [1]);
    }
    assert_eq!((server.requests().len(), few.most.load(Ordering::SeqCst)), (10_000, 8));
}

/// Becomes ready when it was polled some number of times.
struct Slow(u32);

impl Future for Slow {
    type Output = ();

    fn poll(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        context.waker().wake_by_ref();
        match self.0.checked_sub(1) {
            None => Poll::Ready(()),
            Some(rest) => {
                self.0 = rest;
                Poll::Pending
            }
        }
    }
}

/// A source of tokens, a transport and a body that are each slow, and count how many of them live.
#[derive(Clone)]
struct SlowServer(Arc<AtomicUsize>);

impl TokenSource for SlowServer {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async {
            Slow(3).await;
            let number = self.0.fetch_add(1, Ordering::SeqCst);
            Ok(Token::new(number.to_string()))
        })
    }
}

impl Transport for SlowServer {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        Box::pin(async move {
            Slow(3).await;
            let number = self.0.fetch_add(1, Ordering::SeqCst);
            // A new token, a retry, and a response in pieces: every kind of await.
            let (status, body) = match number % 4 {
                1 => (401, Body::from("")),
                3 => (503, Body::from("")),
                _ => (200, Body::new(SlowBody(Slow(3), vec!["]", "1", "["]))),
            };
            drop(request);
            Ok(http::Response::builder().status(status).body(body).expect("a response"))
        })
    }
}

struct SlowBody(Slow, Vec<&'static str>);

impl HttpBody for SlowBody {
    type Data = bytes::Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<bytes::Bytes>, TransportError>>> {
        std::task::ready!(pin!(&mut self.0).poll(context));
        self.0 = Slow(3);
        Poll::Ready(self.1.pop().map(|piece| Ok(Frame::data(piece.into()))))
    }
}

/// Polls a future some number of times, and drops it.
fn poll_times<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..times).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

#[tokio::test]
async fn a_call_may_be_dropped_at_every_await() {
    let mut polls = 0;
    loop {
        let slow = SlowServer(Arc::default());
        let alive = Arc::downgrade(&slow.0);
        let builder = client_builder().base_url("https://example.com").clock(TestClock::new(0.0));
        let credential = Credential::bearer(slow.clone());
        let client = builder.credential("token", credential).http_client(slow).build().expect("a client");
        let finished = poll_times(get(&client).send(), polls).is_some();
        // Another call is not held up by what the first one left.
        assert_eq!(get(&client).await.expect("a response"), [1], "after {polls} polls");
        drop(client);
        assert!(alive.upgrade().is_none(), "something lives on after {polls} polls");
        if finished {
            break;
        }
        polls += 1;
    }
    assert!(polls > 20, "{polls}");
}
