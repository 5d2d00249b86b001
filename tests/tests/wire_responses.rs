//! Responses as servers give them: declared errors, odd bodies, broken connections, redirects.

use std::time::Duration;

use clientwright_tests::responses;
use clientwright_tests::server::{MockResponse, Server};
use infisical_client::http::{HeaderValue, StatusCode};
use infisical_client::types::{LoginWithUniversalAuthRequest, UpdateKubernetesAuthRequest};
use infisical_client::{AnyError, AuthError, Client, Error, Violation};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).bearer_auth("the-token").build().expect("a client")
}

async fn fail(reply: MockResponse) -> Error<AuthError> {
    let server = Server::always(reply);
    client(&server).get_kubernetes_auth("identity").await.expect_err("an error")
}

async fn fail_with(status: u16) -> AuthError {
    match fail(MockResponse::json(status, &responses::error(status))).await {
        Error::Api { status: found, body, .. } => {
            assert_eq!(found.as_u16(), status);
            body
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_400_is_a_bad_request() {
    let AuthError::BadRequest(body) = fail_with(400).await else { panic!("another variant") };
    assert_eq!(body.message, "what went wrong");
}

#[tokio::test]
async fn a_401_is_unauthorized() {
    assert!(matches!(fail_with(401).await, AuthError::Unauthorized(body) if body.req_id == "req-401"));
}

#[tokio::test]
async fn a_403_is_forbidden() {
    assert!(matches!(fail_with(403).await, AuthError::Forbidden(body) if body.details.is_none()));
}

#[tokio::test]
async fn a_404_is_not_found() {
    assert!(matches!(fail_with(404).await, AuthError::NotFound(body) if body.error == "Kind"));
}

#[tokio::test]
async fn a_422_is_an_unprocessable_entity() {
    let AuthError::UnprocessableEntity(body) = fail_with(422).await else { panic!("another variant") };
    assert_eq!(body.message, Some("what went wrong".into()));
}

#[tokio::test]
async fn a_500_is_an_internal_server_error() {
    assert!(matches!(fail_with(500).await, AuthError::InternalServerError(_)));
}

#[tokio::test]
async fn a_declared_error_keeps_status_headers_and_bytes() {
    let body = responses::error(404);
    let error = fail(MockResponse::json(404, &body).header("x-request-id", "r-1")).await;
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.request_id().as_deref(), Some("r-1"));
    assert!(!error.is_retryable());
    let Error::Api { headers, raw, .. } = error else { panic!("another kind of error") };
    assert_eq!(headers.get("x-request-id").map(HeaderValue::as_bytes), Some(&b"r-1"[..]));
    assert_eq!(raw, body);
}

#[tokio::test]
async fn the_request_id_in_a_body_is_found() {
    let error = fail(MockResponse::json(404, &responses::error(404))).await;
    assert_eq!(error.request_id().as_deref(), Some("req-404"));
}

#[tokio::test]
async fn a_declared_error_with_another_body_is_unexpected() {
    let error = fail(MockResponse::json(404, r#"{"oops":true}"#)).await;
    let Error::Unexpected { status, body, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*status, StatusCode::NOT_FOUND);
    assert_eq!(body, r#"{"oops":true}"#);
}

#[tokio::test]
async fn an_undeclared_status_is_unexpected() {
    let error = fail(MockResponse::json(418, "{}")).await;
    assert!(matches!(&error, Error::Unexpected { status, .. } if status.as_u16() == 418), "{error:?}");
}

#[tokio::test]
async fn a_502_with_html_is_unexpected_and_retryable() {
    let html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let error = fail(MockResponse::status(502).header("content-type", "text/html").body(html)).await;
    assert!(error.is_retryable());
    let Error::Unexpected { status, body, .. } = &error else { panic!("{error:?}") };
    assert_eq!((status.as_u16(), body.as_ref()), (502, html.as_bytes()));
}

#[tokio::test]
async fn a_200_with_an_unknown_field_is_accepted() {
    let body = responses::KUBERNETES.replacen('{', r#"{"new":[1,2],"#, 1);
    let server = Server::always(MockResponse::json(200, &body));
    let response = client(&server).get_kubernetes_auth("identity").await.expect("a response");
    assert_eq!(response.identity_kubernetes_auth.allowed_names, "a,b");
}

#[tokio::test]
async fn the_same_is_rejected_when_responses_are_checked() {
    let body = responses::KUBERNETES.replacen('{', r#"{"new":[1,2],"#, 1);
    let server = Server::always(MockResponse::json(200, &body));
    let strict = Client::builder().base_url(server.url()).check_responses(true).build().expect("a client");
    let error = strict.get_kubernetes_auth("identity").await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { .. }), "{error:?}");
    let violations = error.violations().expect("violations");
    let told: Vec<_> = violations.iter().map(|one| (one.pointer(), one.keyword())).collect();
    assert_eq!(told, [("/new", "additionalProperties")]);
    assert!(error.to_string().contains("/new"), "{error}");
}

#[tokio::test]
async fn a_200_with_broken_json_is_unexpected() {
    let error = fail(MockResponse::json(200, r#"{"identityKubernetesAuth":{"id":"#)).await;
    let Error::Unexpected { status, body, .. } = &error else { panic!("{error:?}") };
    assert_eq!((status.as_u16(), body.len()), (200, 32));
}

#[tokio::test]
async fn a_204_where_a_body_is_declared_is_unexpected() {
    let error = fail(MockResponse::status(204)).await;
    assert!(
        matches!(&error, Error::Unexpected { status, body, .. } if status.as_u16() == 204 && body.is_empty()),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_empty_200_where_a_body_is_declared_is_unexpected() {
    let error = fail(MockResponse::json(200, "")).await;
    assert!(matches!(&error, Error::Unexpected { status, .. } if status.as_u16() == 200), "{error:?}");
}

#[tokio::test]
async fn a_connection_cut_in_the_middle_of_a_body_is_a_fault_of_transport() {
    let error = fail(MockResponse::json(200, responses::KUBERNETES).cut_after(40)).await;
    assert!(matches!(&error, Error::Transport { .. }), "{error:?}");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn nobody_listening_is_a_fault_of_transport() {
    let client = Client::builder().base_url("http://127.0.0.1:9").build().expect("a client");
    let error = client.get_kubernetes_auth("identity").await.expect_err("an error");
    assert!(matches!(&error, Error::Transport { .. }), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_slow_server_is_a_timeout() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_secs(5));
        MockResponse::json(200, responses::KUBERNETES)
    });
    let call = client(&server).get_kubernetes_auth("identity").timeout(Duration::from_millis(100));
    let error = call.await.expect_err("an error");
    assert!(matches!(&error, Error::Timeout { .. }), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let body = UpdateKubernetesAuthRequest {
        access_token_ttl: Some(400_000_000),
        access_token_max_ttl: Some(-1),
        access_token_trusted_ips: Some(Vec::new()),
        ..Default::default()
    };
    let error = client(&server).update_kubernetes_auth("identity", &body).await.expect_err("an error");
    let Error::Invalid(violations) = &error else { panic!("{error:?}") };
    let pointers: Vec<&str> = violations.iter().map(Violation::pointer).collect();
    assert_eq!(pointers, ["/accessTokenTrustedIps", "/accessTokenTTL", "/accessTokenMaxTTL"]);
    assert!(error.to_string().contains("/accessTokenTTL: 400000000 is greater than the maximum 315360000"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_invalid_request_is_sent_when_the_call_says_so() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let body = UpdateKubernetesAuthRequest { access_token_ttl: Some(-1), ..Default::default() };
    client(&server).update_kubernetes_auth("identity", &body).skip_validation().await.expect("a response");
    assert_eq!(server.request().text(), r#"{"accessTokenTTL":-1}"#);
}

#[tokio::test]
async fn a_call_may_add_headers_and_see_those_of_the_response() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES).header("x-region", "eu"));
    let call = client(&server).get_kubernetes_auth("identity").header("x-trace", "t-1");
    let response = call.with_response().await.expect("a response");
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.headers.get("x-region").map(HeaderValue::as_bytes), Some(&b"eu"[..]));
    assert_eq!(response.body.identity_kubernetes_auth.allowed_names, "a,b");
    assert_eq!(server.request().header("x-trace"), Some("t-1"));
}

#[tokio::test]
async fn a_redirect_to_another_host_takes_no_credential_along() {
    let other = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let target = format!("{}/elsewhere", other.url().replace("127.0.0.1", "localhost"));
    let server = Server::always(MockResponse::status(302).header("location", &target));
    client(&server).get_kubernetes_auth("identity").header("cookie", "session=1").await.expect("a response");
    assert_eq!(server.request().header("authorization"), Some("Bearer the-token"));
    let request = other.request();
    assert_eq!(request.target, "/elsewhere");
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.header("cookie"), None);
}

#[tokio::test]
async fn a_redirect_on_the_same_host_keeps_the_credential() {
    let server = Server::start(|request| {
        if request.target == "/moved" {
            MockResponse::json(200, responses::KUBERNETES)
        } else {
            MockResponse::status(307).header("location", "/moved")
        }
    });
    let body = UpdateKubernetesAuthRequest { access_token_ttl: Some(1), ..Default::default() };
    client(&server).update_kubernetes_auth("identity", &body).await.expect("a response");
    let requests = server.requests();
    let [_, moved] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((moved.method.as_str(), moved.text()), ("PATCH", r#"{"accessTokenTTL":1}"#));
    assert_eq!(moved.header("authorization"), Some("Bearer the-token"));
}

#[tokio::test]
async fn a_body_with_a_secret_is_not_sent_to_another_host() {
    let other = Server::always(MockResponse::json(200, responses::LOGIN));
    let server = Server::always(MockResponse::status(307).header("location", &other.url()));
    let body = LoginWithUniversalAuthRequest {
        client_id: "id".to_owned(),
        client_secret: "the-secret".to_owned(),
        organization_slug: None,
    };
    let error = client(&server).login_with_universal_auth(&body).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { status, .. } if status.as_u16() == 307), "{error:?}");
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = Server::always(MockResponse::status(302).header("location", "/again"));
    let error = client(&server).get_kubernetes_auth("identity").await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { .. }), "{error:?}");
    assert!(server.requests().len() <= 11);
}

#[tokio::test]
async fn errors_of_any_operation_become_one_error() {
    async fn run(client: &Client) -> Result<(), AnyError> {
        client.get_kubernetes_auth("identity").await?;
        client.get_jwt_auth("identity").await?;
        Ok(())
    }
    let server = Server::always(MockResponse::json(404, &responses::error(404)));
    let error = run(&client(&server)).await.expect_err("an error");
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert!(error.to_string().contains("what went wrong"), "{error}");
}

#[tokio::test]
async fn a_call_may_run_on_another_task() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let call = client(&server).get_kubernetes_auth("identity");
    let response = tokio::spawn(call.send()).await.expect("a task that ends").expect("a response");
    assert_eq!(response.identity_kubernetes_auth.allowed_names, "a,b");
}

#[tokio::test]
async fn a_client_is_cloned_and_shared() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let client = client(&server);
    let tasks: Vec<_> = (0..4)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { client.get_kubernetes_auth(format!("identity-{number}")).await.is_ok() })
        })
        .collect();
    for task in tasks {
        assert!(task.await.expect("a task that ends"));
    }
    assert_eq!(server.requests().len(), 4);
}
