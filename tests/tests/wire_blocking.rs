//! Calls that a program waits for.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_runtime::client::auth::{BoxError, Token};
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::hooks::{Hook, OutgoingRequest};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::{Client, Credential};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client, client_builder};

static GET: Operation<u32> = Operation::new("GET", "/a")
    .security(&[&["token"]])
    .responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::json)]);

fn get(client: &Client) -> Call<u32, NoDeclaredErrors> {
    client.call(&GET)
}

#[test]
fn a_call_is_waited_for() {
    let server = Server::always(MockResponse::json(200, "7"));
    let client = client(&server);
    assert_eq!(get(&client).wait().expect("a response"), 7);
    let response = get(&client).with_response().wait().expect("a response");
    assert_eq!((response.status.as_u16(), response.body), (200, 7));
    assert_eq!(get(&client).raw_response().wait().expect("a response").body, "7");
}

#[test]
fn an_error_is_that_of_the_call() {
    let server = Server::always(MockResponse::json(404, r#"{"message": "no such thing"}"#));
    let error = get(&client(&server)).wait().expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

#[test]
fn a_call_has_its_timeout_and_its_retries() {
    let server = Server::always(MockResponse::json(200, "7").stalls_after("7"));
    let error = get(&client(&server)).timeout(Duration::from_millis(50)).wait().expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => MockResponse::status(503),
        _ => MockResponse::json(200, "7"),
    });
    assert_eq!(get(&client(&server)).wait().expect("a response"), 7);
}

#[test]
fn a_source_of_tokens_is_asked_there() {
    let server = Server::always(MockResponse::json(200, "7"));
    let source = || async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Ok::<_, BoxError>(Token::new("a-token"))
    };
    let client = client_builder().base_url(server.url()).credential("token", Credential::bearer(source));
    get(&client.build().expect("a client")).wait().expect("a response");
    assert_eq!(server.request().header("authorization"), Some("Bearer a-token"));
}

#[tokio::test]
async fn it_is_possible_within_a_runtime_too() {
    let server = Server::always(MockResponse::json(200, "7"));
    let client = client(&server);
    assert_eq!(get(&client).wait().expect("a response"), 7);
    assert_eq!(get(&client).await.expect("a response"), 7);
    let waiting = tokio::task::spawn_blocking(move || get(&client).wait());
    assert_eq!(waiting.await.expect("no panic").expect("a response"), 7);
}

#[test]
fn many_threads_wait_at_once() {
    let server = Server::always(MockResponse::json(200, "7"));
    let client = client(&server);
    std::thread::scope(|scope| {
        let waiting: Vec<_> = (0..50).map(|_| scope.spawn(|| get(&client).wait())).collect();
        for thread in waiting {
            assert_eq!(thread.join().expect("no panic").expect("a response"), 7);
        }
    });
}

#[test]
fn a_source_that_waits_itself_is_an_error_and_no_deadlock() {
    let server = Server::always(MockResponse::json(200, "7"));
    let login = client(&server);
    let source = move || {
        let call = get(&login);
        async move { Ok::<_, BoxError>(Token::new(call.wait()?.to_string())) }
    };
    let client = client_builder().base_url(server.url()).credential("token", Credential::bearer(source));
    let error = get(&client.build().expect("a client")).wait().expect_err("an error");
    assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
    assert!(error.to_string().contains("await the call instead"), "{error}");
}

/// A hook that panics.
struct Panicking;

impl Hook for Panicking {
    fn before_attempt(&self, _: &mut OutgoingRequest<'_>) {
        panic!("a mistake of the user's");
    }
}

#[test]
fn a_panic_is_an_error_and_later_calls_are_sent() {
    let server = Server::always(MockResponse::json(200, "7"));
    let panicking = client_builder().base_url(server.url()).hook(Panicking).build().expect("a client");
    let error = get(&panicking).wait().expect_err("an error");
    assert!(
        error.to_string().ends_with("the call panicked, in a hook, in a transport or in the source of a credential"),
        "{error}"
    );
    assert_eq!(get(&client(&server)).wait().expect("a response"), 7);
}
