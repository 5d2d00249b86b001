//! Identities with odd names: none can leave its segment of the path.

use clientwright_tests::responses;
use clientwright_tests::server::{MockResponse, Server};
use infisical_client::{Client, Error, Location};

/// Returns the segment that an identity becomes on the wire.
async fn segment(identity: &str) -> String {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let client = Client::builder().base_url(server.url()).build().expect("a client");
    client.get_kubernetes_auth(identity).await.expect("a response");
    let target = server.request().target;
    let segment = target.strip_prefix("/api/v1/auth/kubernetes-auth/identities/");
    segment.expect("the operation's path").to_owned()
}

/// Asserts that an identity is rejected, and nothing sent, even unvalidated.
async fn assert_rejected(identity: &str) {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let client = Client::builder().base_url(server.url()).build().expect("a client");
    for call in [client.get_kubernetes_auth(identity), client.get_kubernetes_auth(identity).skip_validation()] {
        let error = call.await.expect_err("an error");
        let Error::Invalid(violations) = &error else { panic!("{error:?}") };
        let violation = violations.iter().next().expect("a violation");
        assert!(matches!(violation.location(), Location::Path("identityId")), "{violation:?}");
        assert_eq!(violation.pointer(), "/identityId");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_slash_and_a_space_are_encoded() {
    assert_eq!(segment("a/b c").await, "a%2Fb%20c");
}

#[tokio::test]
async fn what_looks_encoded_is_encoded_again() {
    assert_eq!(segment("%2F").await, "%252F");
}

#[tokio::test]
async fn letters_beyond_ascii_are_encoded() {
    assert_eq!(segment("ü").await, "%C3%BC");
}

#[tokio::test]
async fn query_and_fragment_are_encoded() {
    assert_eq!(segment("a?b#c").await, "a%3Fb%23c");
}

#[tokio::test]
async fn three_dots_are_a_name() {
    assert_eq!(segment("...").await, "...");
}

#[tokio::test]
async fn one_dot_is_rejected() {
    assert_rejected(".").await;
}

#[tokio::test]
async fn two_dots_are_rejected() {
    assert_rejected("..").await;
}

#[tokio::test]
async fn the_empty_identity_is_rejected() {
    assert_rejected("").await;
}
