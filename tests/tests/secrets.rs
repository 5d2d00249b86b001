//! No token and no redacted member is ever shown.

use std::fmt::Debug;

use clientwright_tests::server::{MockResponse, Server};
use infisical_client::types::{
    AttachKubernetesAuthRequest, LoginAuthResponse, LoginWithAwsAuthRequest, LoginWithJwtAuthRequest,
    LoginWithUniversalAuthRequest, UpdateKubernetesAuthRequest,
};
use infisical_client::{Client, Nullable, Validate};

/// What must never be seen; every secret in these tests contains it.
const SECRET: &str = "hunter2";

fn assert_hidden(shown: &str) {
    assert!(!shown.contains(SECRET), "{shown}");
}

fn assert_debug_hides(value: &impl Debug) {
    assert_hidden(&format!("{value:?}"));
    assert_hidden(&format!("{value:#?}"));
}

fn assert_error_hides(error: &impl std::error::Error) {
    assert_debug_hides(error);
    assert_hidden(&error.to_string());
    let mut source = error.source();
    while let Some(error) = source {
        assert_hidden(&error.to_string());
        assert_hidden(&format!("{error:?}"));
        source = error.source();
    }
}

fn client(url: String) -> Client {
    Client::builder().base_url(url).bearer_auth(SECRET).build().expect("a client")
}

fn login() -> LoginWithUniversalAuthRequest {
    LoginWithUniversalAuthRequest {
        client_id: "id".to_owned(),
        client_secret: SECRET.to_owned(),
        organization_slug: None,
    }
}

/// Logs in against a server that gives one response, and asserts that nothing shows what is in it.
async fn assert_failure_hides(reply: MockResponse) {
    let server = Server::always(reply);
    let error = client(server.url()).login_with_universal_auth(&login()).await.expect_err("an error");
    assert_error_hides(&error);
}

#[test]
fn a_client_and_its_builder_hide_the_token() {
    assert_debug_hides(&Client::builder().bearer_auth(SECRET));
    assert_debug_hides(&client("http://127.0.0.1:9".to_owned()));
}

#[test]
fn a_call_hides_token_and_body() {
    assert_debug_hides(&client("http://127.0.0.1:9".to_owned()).login_with_universal_auth(&login()));
}

#[test]
fn requests_hide_what_is_redacted() {
    assert_debug_hides(&login());
    assert_debug_hides(&LoginWithJwtAuthRequest {
        identity_id: "i".to_owned(),
        jwt: SECRET.to_owned(),
        organization_slug: None,
    });
    assert_debug_hides(&LoginWithAwsAuthRequest {
        identity_id: "i".to_owned(),
        iam_http_request_method: None,
        iam_request_body: SECRET.to_owned(),
        iam_request_headers: SECRET.to_owned(),
        organization_slug: None,
    });
    assert_debug_hides(&UpdateKubernetesAuthRequest {
        token_reviewer_jwt: Nullable::Value(SECRET.to_owned()),
        ..Default::default()
    });
    assert_debug_hides(&AttachKubernetesAuthRequest::builder().token_reviewer_jwt(SECRET));
}

#[test]
fn what_is_not_redacted_is_shown() {
    let shown = format!("{:?}", login());
    assert!(shown.contains("LoginWithUniversalAuthRequest") && shown.contains("\"id\""), "{shown}");
}

#[test]
fn a_response_hides_what_is_redacted() {
    let body = format!(r#"{{"accessToken":"{SECRET}","expiresIn":1,"accessTokenMaxTTL":1,"tokenType":"Bearer"}}"#);
    let response = LoginAuthResponse::from_json(body.as_bytes()).expect("a valid response");
    assert_eq!(response.access_token, SECRET);
    assert_debug_hides(&response);
}

#[test]
fn violations_hide_what_is_redacted() {
    let body = format!(r#"{{"clientId":1,"clientSecret":["{SECRET}"],"organizationSlug":""}}"#);
    let error = LoginWithUniversalAuthRequest::from_json(body.as_bytes()).expect_err("an error");
    assert_error_hides(&error);
    assert!(error.to_string().contains("/clientSecret"), "{error}");
}

#[test]
fn a_reason_of_the_parser_hides_values() {
    let body = format!(r#"{{"clientId":"a","clientSecret":"{SECRET}" oops"#);
    let error = LoginWithUniversalAuthRequest::from_json(body.as_bytes()).expect_err("an error");
    assert_error_hides(&error);
}

#[tokio::test]
async fn a_200_that_does_not_decode_hides_what_is_redacted() {
    assert_failure_hides(MockResponse::json(200, &format!(r#"{{"accessToken":"{SECRET}","expiresIn":"soon"}}"#))).await;
}

#[tokio::test]
async fn a_200_that_breaks_off_hides_what_is_redacted() {
    assert_failure_hides(MockResponse::json(200, &format!(r#"{{"expiresIn":1,"accessToken":"{SECRET}"#))).await;
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_hidden() {
    assert_failure_hides(MockResponse::json(200, &format!(r#"{{"accessToken":{{"x":"{SECRET}"}},"expiresIn":1}}"#)))
        .await;
}

#[tokio::test]
async fn a_declared_error_hides_nested_secrets() {
    let body = format!(
        r#"{{"reqId":"r","statusCode":400,"message":"no","error":"E","details":{{"sent":[{{"clientSecret":"{SECRET}"}}]}}}}"#
    );
    assert_failure_hides(MockResponse::json(400, &body)).await;
}

#[tokio::test]
async fn json_in_a_string_is_scrubbed() {
    let body = format!(r#"{{"log":"{{\"clientSecret\":\"{SECRET}\"}}"}}"#);
    assert_failure_hides(MockResponse::json(418, &body)).await;
}

#[tokio::test]
async fn a_page_that_echoes_the_token_is_scrubbed() {
    let page = format!("<html>Authorization: Bearer {SECRET}</html>");
    assert_failure_hides(MockResponse::status(502).header("content-type", "text/html").body(&page)).await;
}

#[tokio::test]
async fn a_form_is_scrubbed() {
    assert_failure_hides(MockResponse::status(502).body(format!("clientId=id&clientSecret={SECRET}&x=1"))).await;
}

#[tokio::test]
async fn headers_of_a_response_hide_cookies() {
    let reply = MockResponse::json(418, "{}").header("set-cookie", &format!("session={SECRET}"));
    assert_failure_hides(reply).await;
}

#[tokio::test]
async fn a_fault_of_transport_hides_the_token() {
    let error = client("http://127.0.0.1:9".to_owned()).get_jwt_auth("identity").await.expect_err("an error");
    assert_error_hides(&error);
}

#[tokio::test]
async fn a_rejected_request_hides_what_is_redacted() {
    let body = LoginWithUniversalAuthRequest { organization_slug: Some(String::new()), ..login() };
    let client = client("http://127.0.0.1:9".to_owned());
    let error = client.login_with_universal_auth(&body).await.expect_err("an error");
    assert_error_hides(&error);
}
