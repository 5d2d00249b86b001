//! Transports for tests: what a user's test of a call looks like, and what mocks do with calls that a test did not expect.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use infisical_client::http::{Method, StatusCode};
use infisical_client::testing::{Mock, MockResponse, Pending, operations};
use infisical_client::transport::TransportError;
use infisical_client::types::{
    BadRequestError, ForbiddenError, InternalServerError, KubernetesAuthResponse, LoginWithUniversalAuthRequest,
    NotFoundError, UnauthorizedError, UnprocessableEntityError, UpdateKubernetesAuthRequest,
};
use infisical_client::{AuthError, Client, Error, Nullable};
use proptest::prelude::*;
use serde_json::{Value, json};

fn client(transport: impl infisical_client::transport::Transport + 'static) -> Client {
    Client::builder()
        .base_url("https://example.com/v2")
        .http_client(transport)
        .bearer_auth("t0ken")
        .build()
        .expect("a client")
}

fn configuration() -> KubernetesAuthResponse {
    let configuration = json!({
        "identityKubernetesAuth": {
            "id": "00000000-0000-4000-8000-000000000001",
            "identityId": "00000000-0000-4000-8000-000000000002",
            "accessTokenTTL": 60,
            "accessTokenMaxTTL": 60,
            "accessTokenNumUsesLimit": 0,
            "accessTokenTrustedIps": [],
            "createdAt": "2026-01-01T00:00:00Z",
            "updatedAt": "2026-01-01T00:00:00Z",
            "tokenReviewMode": "api",
            "kubernetesHost": null,
            "allowedNamespaces": "",
            "allowedNames": "",
            "allowedAudience": "",
            "gatewayId": null,
            "caCert": "",
            "tokenReviewerJwt": null
        }
    });
    serde_json::from_value(configuration).expect("a configuration")
}

fn not_found() -> NotFoundError {
    serde_json::from_value(json!({
        "reqId": "r1", "statusCode": 404, "message": "no such identity", "error": "NotFound"
    }))
    .expect("an error")
}

/// Returns what an assertion says when it fails.
#[track_caller]
fn failure(mock: &Mock) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| mock.assert_all_used())).expect_err("a failure");
    *panic.downcast::<String>().expect("a message")
}

#[tokio::test(start_paused = true)]
async fn a_test_of_a_user() {
    // Not more than ten lines: a success, a declared error, and a timeout.
    let mock = Mock::new()
        .on(operations::UPDATE_KUBERNETES_AUTH, |_| MockResponse::ok(configuration()))
        .on_error(operations::GET_KUBERNETES_AUTH, AuthError::NotFound(Box::new(not_found())));
    let changed = client(mock.clone()).update_kubernetes_auth("id", &UpdateKubernetesAuthRequest::default()).await;
    assert_eq!(changed.expect("a response"), configuration());
    let missing = client(mock.clone()).get_kubernetes_auth("id").await.expect_err("an error");
    assert!(matches!(missing, Error::Api { body: AuthError::NotFound(_), .. }));
    let late = client(Pending).get_kubernetes_auth("id").await.expect_err("an error");
    assert!(matches!(late, Error::Timeout { .. }));
    mock.assert_all_used();
}

#[tokio::test]
async fn a_mock_sees_the_request() {
    let mock = Mock::new().on(operations::UPDATE_KUBERNETES_AUTH, |call| {
        assert_eq!((call.number(), call.method()), (1, &Method::PATCH));
        assert_eq!(call.path("identityId").as_deref(), Some("a/ü"));
        assert_eq!((call.path("other"), call.query("dry").as_deref()), (None, Some("x y")));
        assert_eq!(call.header("authorization"), Some("Bearer t0ken"));
        assert!(call.url().as_str().starts_with("https://example.com/v2/api/v1/auth/kubernetes-auth/identities/"));
        let body: UpdateKubernetesAuthRequest = call.json().expect("a body");
        assert_eq!(body.token_reviewer_jwt, Nullable::Null);
        assert_eq!(call.body(), &r#"{"tokenReviewerJwt":null}"#);
        assert!(call.json::<Vec<u8>>().is_err());
        MockResponse::ok(configuration()).header("x-request-id", "r1")
    });
    let body = UpdateKubernetesAuthRequest { token_reviewer_jwt: Nullable::Null, ..Default::default() };
    let call = client(mock.clone()).update_kubernetes_auth("a/ü", &body).query("dry", "x y");
    let response = call.with_response().await.expect("a response");
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.headers.get("x-request-id").expect("a header"), "r1");
    mock.assert_all_used();
}

#[tokio::test]
async fn a_request_is_validated_before() {
    let mock = Mock::new().on(operations::UPDATE_KUBERNETES_AUTH, |_| MockResponse::ok(configuration()));
    let body = UpdateKubernetesAuthRequest { access_token_ttl: Some(-1), ..Default::default() };
    let error = client(mock.clone()).update_kubernetes_auth("id", &body).await.expect_err("an error");
    assert!(matches!(error, Error::Invalid(_)));
    let path = "/api/v1/auth/kubernetes-auth/identities/{identityId}";
    assert_eq!(failure(&mock), format!("`PATCH {path}` was not called"));
}

/// Declares a test that an error is received as it is given.
macro_rules! errors {
    ($($name:ident: $status:literal $variant:ident($type:ty) $body:expr;)*) => {
        $(#[tokio::test(start_paused = true)]
        async fn $name() {
            let body: $type = serde_json::from_value($body).expect("a body");
            let expected = AuthError::$variant(Box::new(body));
            let mock = Mock::new().on_error(operations::GET_AWS_AUTH, expected.clone());
            let error = client(mock.clone()).get_aws_auth("id").await.expect_err("an error");
            let Error::Api { status, body, .. } = error else { panic!("{error:?}") };
            assert_eq!((status.as_u16(), body), ($status, expected));
        })*
    };
}

fn error(status: u16, name: &str) -> Value {
    json!({ "reqId": "r1", "statusCode": status, "message": "m", "error": name })
}

errors! {
    a_declared_400: 400 BadRequest(BadRequestError) error(400, "BadRequest");
    a_declared_401: 401 Unauthorized(UnauthorizedError) error(401, "Unauthorized");
    a_declared_403: 403 Forbidden(ForbiddenError) json!({ "reqId": "r1", "statusCode": 403, "message": "m", "details": null, "error": "f" });
    a_declared_404: 404 NotFound(NotFoundError) error(404, "NotFound");
    a_declared_422: 422 UnprocessableEntity(UnprocessableEntityError) json!({ "reqId": "r1", "statusCode": 422, "message": null, "error": "u" });
    a_declared_500: 500 InternalServerError(InternalServerError) error(500, "InternalServerError");
}

#[tokio::test(start_paused = true)]
async fn responses_come_in_turn() {
    let mock = Mock::new()
        .on(operations::GET_AWS_AUTH, |_| MockResponse::status(503))
        .on(operations::GET_AWS_AUTH, |call| MockResponse::json(404, &error(404, &call.number().to_string())));
    let client = client(mock.clone());
    for number in 2..5 {
        let error = client.get_aws_auth("id").await.expect_err("an error");
        let Error::Api { body: AuthError::NotFound(body), .. } = &error else { panic!("{error:?}") };
        assert_eq!((body.error.as_str(), error.attempts()), (&*number.to_string(), if number == 2 { 2 } else { 1 }));
    }
    mock.assert_all_used();
}

#[tokio::test(start_paused = true)]
async fn a_response_may_be_one_that_is_not_declared() {
    let mock = Mock::new().on(operations::GET_AWS_AUTH, |_| {
        MockResponse::bytes(418, "<html>").header("content-type", "text/plain").header("content-type", "text/html")
    });
    let error = client(mock).get_aws_auth("id").await.expect_err("an error");
    let Error::Unexpected { status, headers, body, .. } = error else { panic!("{error:?}") };
    assert_eq!((status.as_u16(), &body[..]), (418, &b"<html>"[..]));
    assert_eq!(headers.get("content-type").expect("a header"), "text/html");
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_one_of_the_transport() {
    let mock = Mock::new().on(operations::UPDATE_KUBERNETES_AUTH, |call| match call.number() {
        1 => MockResponse::failure(TransportError::new("refused").unsent()),
        _ => MockResponse::failure(TransportError::new("reset")),
    });
    let call = client(mock).update_kubernetes_auth("id", &UpdateKubernetesAuthRequest::default());
    let error = call.await.expect_err("an error");
    // What was not sent is sent again; what may have been carried out is not.
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("reset"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_delay_ends_in_a_timeout() {
    let begin = tokio::time::Instant::now();
    let hour = Duration::from_secs(3600);
    let mock = Mock::new().on(operations::GET_KUBERNETES_AUTH, move |_| MockResponse::ok(configuration()).delay(hour));
    let client = client(mock);
    let error = client.get_kubernetes_auth("id").timeout(Duration::from_secs(5)).await.expect_err("an error");
    assert!(matches!(error, Error::Timeout { .. }));
    assert_eq!(begin.elapsed(), Duration::from_secs(5));
    assert_eq!(client.get_kubernetes_auth("id").timeout(hour * 2).await.expect("a response"), configuration());
}

#[tokio::test]
async fn a_call_that_is_not_expected_names_the_nearest() {
    let mock = Mock::new()
        .on(operations::GET_AWS_AUTH, |_| MockResponse::status(500))
        .on(operations::UPDATE_KUBERNETES_AUTH, |_| MockResponse::ok(configuration()));
    let error = client(mock.clone()).get_kubernetes_auth("secret-id").await.expect_err("an error");
    let path = "/api/v1/auth/kubernetes-auth/identities/{identityId}";
    let problem = format!("there is no response for `GET {path}`; the nearest is `PATCH {path}`");
    assert!(error.to_string().contains(&problem), "{error}");
    assert_eq!(error.attempts(), 1);
    let expected = [
        problem,
        "`GET /api/v1/auth/aws-auth/identities/{identityId}` was not called".to_owned(),
        format!("`PATCH {path}` was not called"),
    ];
    assert_eq!(failure(&mock), expected.join("\n"));
}

#[tokio::test]
async fn an_empty_mock_responds_to_nothing() {
    let mock = Mock::new();
    mock.assert_all_used();
    let error = client(mock.clone()).request(Method::GET, "/a/s3cr3t?token=s3cr3t").await.expect_err("an error");
    assert!(error.to_string().contains("there is no response for"), "{error}");
    assert_eq!(failure(&mock), "there is no response for `GET /a/s3cr3t`");
}

#[tokio::test]
async fn a_request_of_no_operation_has_its_path() {
    let mock = Mock::new()
        .on_request(&Method::GET, "/status", |call| MockResponse::json(200, &call.query("verbose")))
        .on_request(&Method::DELETE, "/status", |_| MockResponse::ok(()));
    let client = client(mock.clone());
    let call = client.request(Method::GET, "/status").query("verbose", "yes");
    assert_eq!(call.decode::<String>().await.expect("a response"), "yes");
    assert_eq!(client.request(Method::DELETE, "/status").await.expect("a response"), "");
    mock.assert_all_used();
}

#[tokio::test]
async fn a_redirect_leads_to_a_request_of_no_operation() {
    let mock = Mock::new()
        .on(operations::GET_KUBERNETES_AUTH, |_| MockResponse::status(307).header("location", "/elsewhere"))
        .on_request(&Method::GET, "/elsewhere", |call| {
            assert_eq!(call.path("identityId"), None);
            MockResponse::json(200, &configuration())
        });
    assert_eq!(client(mock.clone()).get_kubernetes_auth("id").await.expect("a response"), configuration());
    mock.assert_all_used();
}

#[tokio::test]
async fn a_header_that_is_invalid_fails_the_call() {
    let mock =
        Mock::new().on(operations::GET_KUBERNETES_AUTH, |_| MockResponse::ok(configuration()).header("a b", "c"));
    let error = client(mock).get_kubernetes_auth("id").await.expect_err("an error");
    assert!(error.to_string().contains(r#"the header "a b" of the mocked response is invalid"#), "{error}");
}

#[tokio::test]
async fn a_status_code_that_is_invalid_fails_the_call() {
    let mock = Mock::new().on(operations::GET_KUBERNETES_AUTH, |_| MockResponse::status(99));
    let error = client(mock).get_kubernetes_auth("id").await.expect_err("an error");
    assert!(error.to_string().contains("the status code of the mocked response is invalid"), "{error}");
}

#[tokio::test]
async fn many_tasks_share_a_mock() {
    let mock = Mock::new().on(operations::GET_KUBERNETES_AUTH, |call| {
        MockResponse::ok(configuration()).header("x-number", call.number().to_string())
    });
    let client = client(mock);
    let calls: Vec<_> = (0..1_000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_kubernetes_auth("id").with_response().await })
        })
        .collect();
    let mut numbers: Vec<usize> = Vec::new();
    for call in calls {
        let response = call.await.expect("no panic").expect("a response");
        numbers.push(
            response.headers.get("x-number").expect("a number").to_str().expect("text").parse().expect("a number"),
        );
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=1_000).collect::<Vec<_>>());
}

#[test]
fn debug_shows_no_secret() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mock = Mock::new().on(operations::LOGIN_WITH_UNIVERSAL_AUTH, |call| {
        let shown = format!("{call:?}");
        assert!(shown.contains("POST") && !shown.contains("s3cr3t"), "{shown}");
        MockResponse::status(500)
    });
    assert_eq!(format!("{mock:?}"), "Mock { .. }");
    let body = LoginWithUniversalAuthRequest {
        client_id: "id".into(),
        client_secret: "s3cr3t".into(),
        organization_slug: None,
    };
    runtime.block_on(client(mock.clone()).login_with_universal_auth(&body).into_future()).expect_err("an error");
    mock.assert_all_used();
}

proptest! {
    #[test]
    fn a_path_parameter_is_received_as_it_was_given(text in "\\PC{1,20}") {
        prop_assume!(![".", ".."].contains(&text.as_str()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let expected = text.clone();
        let mock = Mock::new().on(operations::GET_KUBERNETES_AUTH, move |call| {
            assert_eq!(call.path("identityId").as_deref(), Some(expected.as_str()));
            MockResponse::ok(configuration())
        });
        let response = runtime.block_on(client(mock).get_kubernetes_auth(&text).into_future());
        prop_assert_eq!(response.expect("a response"), configuration());
    }
}
