//! What a call allocates beyond one by hand, counted on the thread that makes it and without a network.

#[path = "../examples/call_overhead/plain.rs"]
mod plain;

use std::future::Future;

use allocation_counter::measure;
use infisical_client::bytes::Bytes;
use infisical_client::http::{HeaderValue, Response, header};
use infisical_client::transport::{Body, Transport, TransportFuture, TransportRequest};
use infisical_client::types::{TokenReviewMode, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::{Client, Nullable};
use tokio::runtime::Builder;

const IDENTITY: &str = "0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11";

const RESPONSE: &str = r#"{"identityKubernetesAuth":{"id":"3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d","identityId":"0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11","createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-11-21T08:00:00.000Z","accessTokenTTL":3600,"accessTokenMaxTTL":7200,"accessTokenNumUsesLimit":0,"allowedNamespaces":"default","allowedNames":"a,b","allowedAudience":"","caCert":"","gatewayId":null}}"#;

/// Returns what is received.
fn received() -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(RESPONSE.as_bytes()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Receives without sending.
struct WithoutNetwork;

impl Transport for WithoutNetwork {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_> {
        assert_eq!(request.body.as_bytes().expect("bytes"), &serde_json::to_vec(&plain::request()).expect("JSON"));
        Box::pin(async { Ok(received().map(Body::from)) })
    }
}

/// Returns how much the second call allocates: the first one compiles patterns and the like.
fn allocations<F: Future<Output = bool>>(call: impl Fn() -> F) -> u64 {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    assert!(runtime.block_on(call()));
    let mut result = false;
    let counted = measure(|| result = runtime.block_on(call()));
    assert!(result);
    counted.count_total
}

#[test]
fn a_call_allocates_little_more_than_one_by_hand() {
    let builder = Client::builder().base_url("https://example.com").bearer_auth("a-token");
    let client = builder.http_client(WithoutNetwork).build().expect("a client");
    let request = UpdateKubernetesAuthRequest {
        kubernetes_host: Nullable::Value("https://kubernetes.example.com".to_owned()),
        token_reviewer_jwt: Nullable::Null,
        token_review_mode: Some(TokenReviewMode::Api),
        access_token_trusted_ips: Some(vec![TrustedIp { ip_address: "10.0.0.0/8".to_owned() }]),
        access_token_ttl: Some(3600),
        ..Default::default()
    };
    let ours = allocations(|| async { client.update_kubernetes_auth(IDENTITY, &request).await.is_ok() });
    let (plain, request) = (plain::Client::new("https://example.com"), plain::request());
    let by_hand = allocations(|| async { plain.without_network(IDENTITY, &request, &received()).is_ok() });
    assert!(ours <= by_hand + 23, "{ours} allocations, {by_hand} by hand");
}
