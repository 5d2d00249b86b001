//! The `reqwest::Client` behind a client: configured, or brought along; and what of it is said about certificates and time.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::{BuildError, ClientBuilder};
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{DONE, client_builder, rejected};
use http::HeaderMap;
use infisical_client::reqwest::{self, redirect::Policy};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

static OPERATION: Operation<()> = Operation::new("GET", "/things").responses(DONE);

type Outcome = Result<(), Error<NoDeclaredErrors>>;

async fn call(client: ClientBuilder) -> Outcome {
    client.build().expect("a client").call::<(), NoDeclaredErrors>(&OPERATION).await
}

/// Makes a call that is redirected to another origin; returns what becomes of it, and whether it went there.
async fn elsewhere(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Outcome, Vec<String>) {
    let other = Server::always(MockResponse::status(200));
    let server = Server::always(MockResponse::status(302).header("location", &other.url()));
    let outcome = call(set(client_builder().base_url(server.url()))).await;
    (outcome, other.requests().iter().map(|request| format!("{request:?}")).collect())
}

/// Returns headers that reqwest is to add to each request.
fn secret_headers() -> HeaderMap {
    HeaderMap::from_iter([("x-secret".parse().expect("a name"), "secret".parse().expect("a value"))])
}

#[track_caller]
fn assert_rejected(outcome: &Outcome, wanted: &str) {
    match outcome {
        Err(Error::Unexpected { reason, .. }) => assert!(reason.contains(wanted), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_configured_client_goes_to_another_origin() {
    let (outcome, requests) = elsewhere(|builder| {
        builder.configure_reqwest(|reqwest| reqwest.connect_timeout(Duration::from_secs(10)).pool_max_idle_per_host(0))
    })
    .await;
    outcome.expect("a response");
    assert_eq!(requests.len(), 1);
}

#[tokio::test]
async fn a_configured_client_follows_no_redirect_by_itself() {
    let (outcome, requests) = elsewhere(|builder| {
        builder
            .default_header("x-secret", "secret")
            .configure_reqwest(|reqwest| reqwest.redirect(Policy::limited(5)).referer(true))
    })
    .await;
    outcome.expect("a response");
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert!(!request.contains("secret") && !request.contains("referer"), "{request}");
}

#[tokio::test]
async fn the_default_headers_of_a_configured_client_go_to_no_other_origin() {
    let (outcome, requests) =
        elsewhere(|builder| builder.configure_reqwest(|reqwest| reqwest.default_headers(secret_headers()))).await;
    assert_rejected(&outcome, "`default_header`");
    assert!(requests.is_empty());
}

#[tokio::test]
async fn the_default_headers_of_a_configured_client_are_sent() {
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(server.url());
    call(client.configure_reqwest(|reqwest| reqwest.default_headers(secret_headers()))).await.expect("a response");
    assert_eq!(server.request().header("x-secret"), Some("secret"));
}

#[test]
fn a_builder_with_a_configured_client_can_be_cloned() {
    let builder = client_builder().base_url("http://localhost").configure_reqwest(|reqwest| reqwest.referer(true));
    builder.clone().build().expect("a client");
    builder.build().expect("another client");
}

#[test]
fn a_configuration_that_fails_fails_the_build() {
    let builder = client_builder().base_url("http://localhost");
    let built = builder.configure_reqwest(|reqwest| reqwest.user_agent("a\nb")).build();
    assert!(matches!(built, Err(BuildError::Http(_))), "{built:?}");
}

#[tokio::test]
async fn a_client_that_is_brought_along_goes_to_no_other_origin() {
    let (outcome, requests) = elsewhere(|builder| {
        let http = reqwest::Client::builder().redirect(Policy::none()).default_headers(secret_headers());
        builder.http_client(http.build().expect("an HTTP client"))
    })
    .await;
    assert_rejected(&outcome, "`configure_reqwest`");
    assert!(requests.is_empty());
}

#[tokio::test]
async fn a_client_that_is_brought_along_stays_on_its_origin() {
    let server = Server::start(|request| match request.target.as_str() {
        "/moved" => MockResponse::status(200),
        _ => MockResponse::status(302).header("location", "/moved"),
    });
    let http = reqwest::Client::builder().redirect(Policy::none()).build().expect("an HTTP client");
    call(client_builder().base_url(server.url()).http_client(http)).await.expect("a response");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_response_of_another_origin_is_not_a_success() {
    let (outcome, requests) = elsewhere(|builder| builder.http_client(reqwest::Client::new())).await;
    assert_rejected(&outcome, "followed a redirect to another origin by itself");
    assert_eq!(requests.len(), 1);
}

#[tokio::test]
async fn a_client_that_follows_on_its_origin_is_fine() {
    let server = Server::start(|request| match request.target.as_str() {
        "/moved" => MockResponse::status(200),
        _ => MockResponse::status(302).header("location", "/moved"),
    });
    call(client_builder().base_url(server.url()).http_client(reqwest::Client::new())).await.expect("a response");
}

#[tokio::test]
async fn when_no_time_is_left_nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket that does not wait");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let outcome = call(client_builder().base_url(url).timeout(Duration::ZERO)).await;
    assert!(matches!(outcome, Err(Error::Timeout { .. })), "{outcome:?}");
    assert!(listener.accept().is_err(), "a connection was made");
}

const FRAMING: [&str; 11] = [
    "Connection",
    "Content-Length",
    "Host",
    "HTTP2-Settings",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    ":authority",
];

#[test]
fn a_default_header_that_frames_requests_is_rejected() {
    for name in FRAMING {
        let built = client_builder().base_url("http://localhost").default_header(name, "1").build();
        assert!(matches!(&built, Err(BuildError::Header { name: rejected }) if rejected == name), "{built:?}");
    }
}

#[tokio::test]
async fn a_header_of_the_call_that_frames_requests_is_rejected() {
    for name in FRAMING {
        let violations = rejected(&OPERATION, |call| call.header(name, "1").skip_validation()).await;
        assert_eq!(violations.len(), 1, "{violations}");
    }
}

#[tokio::test]
async fn a_declared_header_that_frames_requests_is_rejected() {
    let violations = rejected(&OPERATION, |call| call.__header("Content-Length", "1")).await;
    let places: Vec<_> = violations.iter().map(|one| *one.location()).collect();
    assert_eq!(places, [Location::Header("Content-Length")]);
    assert!(violations.to_string().contains("the HTTP client sets it"), "{violations}");
}

/// Starts a server of TLS whose certificate nobody has signed, and which gives one response.
fn tls_server(reply: &'static str) -> String {
    let certificate = CertificateDer::from(include_bytes!("../tls/certificate.der").as_slice());
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(include_bytes!("../tls/key.der").as_slice()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![certificate], key))
        .expect("a configuration");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let Ok(mut connection) = ServerConnection::new(Arc::clone(&config)) else { return };
            let mut stream = Stream::new(&mut connection, &mut stream);
            let mut head = [0; 4096];
            // A client that does not like the certificate is gone by now.
            if stream.read(&mut head).is_ok() {
                let _ = stream.write_all(reply.as_bytes());
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    url
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_not_tried_again() {
    let outcome = call(client_builder().base_url(tls_server(""))).await;
    let Err(error @ Error::Transport { .. }) = outcome else { panic!("{outcome:?}") };
    assert!(!error.is_retryable(), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_may_be_tried_again() {
    let outcome = call(client_builder().base_url("https://127.0.0.1:1/certificate")).await;
    let Err(error @ Error::Transport { .. }) = outcome else { panic!("{outcome:?}") };
    assert!(error.is_retryable(), "{error}");
}

#[tokio::test]
async fn from_https_to_http_no_redirect_is_followed() {
    let url = tls_server(
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
    let client =
        client_builder().base_url(url).configure_reqwest(|reqwest| reqwest.tls_danger_accept_invalid_certs(true));
    assert_rejected(&call(client).await, "https to http");
}
