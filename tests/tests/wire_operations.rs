//! Each of the 20 operations against a local server: what is sent, byte for byte, and what is decoded.

use clientwright_tests::responses;
use clientwright_tests::server::{MockResponse, Request, Server};
use infisical_client::types::{
    AttachAwsAuthRequest, AttachJwtAuthStatic, AttachKubernetesAuthRequest, AttachUniversalAuthRequest,
    LoginWithAwsAuthRequest, LoginWithJwtAuthRequest, LoginWithKubernetesAuthRequest, LoginWithUniversalAuthRequest,
    TokenReviewMode, TokenType, TrustedIp, UpdateAwsAuthRequest, UpdateJwtAuthJwks, UpdateJwtAuthRequest,
    UpdateKubernetesAuthRequest, UpdateUniversalAuthRequest,
};
use infisical_client::{Client, Nullable};

const IDENTITY: &str = "0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).bearer_auth("the-token").build().expect("a client")
}

/// Asserts the line and the headers that every request with a body has.
fn assert_sent(request: &Request, method: &str, target: &str, body: &str) {
    assert_eq!((request.method.as_str(), request.target.as_str()), (method, target));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), body);
}

fn assert_sent_bare(request: &Request, method: &str, target: &str) {
    assert_eq!((request.method.as_str(), request.target.as_str()), (method, target));
    assert_eq!(request.header("content-type"), None);
    assert!(request.body.is_empty());
}

fn assert_authorized(request: &Request) {
    assert_eq!(request.header("authorization"), Some("Bearer the-token"));
}

fn identities(kind: &str) -> String {
    format!("/api/v1/auth/{kind}/identities/{IDENTITY}")
}

#[tokio::test]
async fn login_with_kubernetes_auth() {
    let server = Server::always(MockResponse::json(200, responses::LOGIN));
    let body = LoginWithKubernetesAuthRequest {
        identity_id: IDENTITY.to_owned(),
        jwt: "a.b.c".to_owned(),
        organization_slug: Some("acme".to_owned()),
    };
    let response = client(&server).login_with_kubernetes_auth(&body).await.expect("a response");
    assert_eq!(response.access_token, "issued");
    assert_eq!(response.token_type, TokenType::Bearer);
    let request = server.request();
    let expected = format!(r#"{{"identityId":"{IDENTITY}","jwt":"a.b.c","organizationSlug":"acme"}}"#);
    assert_sent(&request, "POST", "/api/v1/auth/kubernetes-auth/login", &expected);
    assert_eq!(request.header("authorization"), None, "the document asks for no credential here");
}

#[tokio::test]
async fn login_with_jwt_auth() {
    let server = Server::always(MockResponse::json(200, responses::LOGIN));
    let body = LoginWithJwtAuthRequest::builder().identity_id("i").jwt("j").build().expect("a valid body");
    let response = client(&server).login_with_jwt_auth(&body).await.expect("a response");
    assert!((response.expires_in - 7200.0).abs() < f64::EPSILON);
    assert_sent(&server.request(), "POST", "/api/v1/auth/jwt-auth/login", r#"{"identityId":"i","jwt":"j"}"#);
}

#[tokio::test]
async fn login_with_aws_auth() {
    let server = Server::always(MockResponse::json(200, responses::LOGIN));
    let body = LoginWithAwsAuthRequest {
        identity_id: "i".to_owned(),
        iam_http_request_method: None,
        iam_request_body: "Ym9keQ==".to_owned(),
        iam_request_headers: "e30=".to_owned(),
        organization_slug: None,
    };
    assert_eq!(body.iam_http_request_method(), "POST", "the document's default");
    client(&server).login_with_aws_auth(&body).await.expect("a response");
    let expected = r#"{"identityId":"i","iamRequestBody":"Ym9keQ==","iamRequestHeaders":"e30="}"#;
    assert_sent(&server.request(), "POST", "/api/v1/auth/aws-auth/login", expected);
}

#[tokio::test]
async fn login_with_universal_auth() {
    let server = Server::always(MockResponse::json(200, responses::LOGIN));
    let body = LoginWithUniversalAuthRequest {
        client_id: "id".to_owned(),
        client_secret: "secret".to_owned(),
        organization_slug: None,
    };
    client(&server).login_with_universal_auth(&body).await.expect("a response");
    let expected = r#"{"clientId":"id","clientSecret":"secret"}"#;
    assert_sent(&server.request(), "POST", "/api/v1/auth/universal-auth/login", expected);
}

#[tokio::test]
async fn attach_kubernetes_auth() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let body = AttachKubernetesAuthRequest {
        kubernetes_host: None,
        ca_cert: None,
        verify_tls_certificate: Some(false),
        token_reviewer_jwt: None,
        token_review_mode: Some(TokenReviewMode::Gateway),
        allowed_namespaces: "default".to_owned(),
        allowed_names: "a,b".to_owned(),
        allowed_audience: String::new(),
        gateway_id: Nullable::Null,
        gateway_pool_id: Nullable::Absent,
        access_token_trusted_ips: None,
        access_token_ttl: None,
        access_token_num_uses_limit: None,
        access_token_max_ttl: None,
    };
    let response = client(&server).attach_kubernetes_auth(IDENTITY, &body).await.expect("a response");
    assert_eq!(response.identity_kubernetes_auth.allowed_names, "a,b");
    let request = server.request();
    let expected = concat!(
        r#"{"kubernetesHost":null,"verifyTlsCertificate":false,"tokenReviewMode":"gateway","#,
        r#""allowedNamespaces":"default","allowedNames":"a,b","allowedAudience":"","gatewayId":null}"#
    );
    assert_sent(&request, "POST", &identities("kubernetes-auth"), expected);
    assert_authorized(&request);
}

#[tokio::test]
async fn update_kubernetes_auth() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let body = UpdateKubernetesAuthRequest {
        kubernetes_host: Nullable::Value("https://k8s.example:6443".to_owned()),
        gateway_id: Nullable::Null,
        access_token_trusted_ips: Some(vec![TrustedIp { ip_address: "10.0.0.0/8".to_owned() }]),
        access_token_ttl: Some(3600),
        ..Default::default()
    };
    let response = client(&server).update_kubernetes_auth(IDENTITY, &body).await.expect("a response");
    assert_eq!(response.identity_kubernetes_auth.gateway_id, Nullable::Null);
    assert_eq!(response.identity_kubernetes_auth.gateway_pool_id, Nullable::Absent);
    let request = server.request();
    let expected = concat!(
        r#"{"kubernetesHost":"https://k8s.example:6443","gatewayId":null,"#,
        r#""accessTokenTrustedIps":[{"ipAddress":"10.0.0.0/8"}],"accessTokenTTL":3600}"#
    );
    assert_sent(&request, "PATCH", &identities("kubernetes-auth"), expected);
    assert_authorized(&request);
}

#[tokio::test]
async fn get_kubernetes_auth() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let response = client(&server).get_kubernetes_auth(IDENTITY).await.expect("a response");
    assert_eq!(response.identity_kubernetes_auth.token_review_mode(), "api", "the document's default");
    assert_sent_bare(&server.request(), "GET", &identities("kubernetes-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn delete_kubernetes_auth() {
    let server = Server::always(MockResponse::json(200, responses::KUBERNETES));
    let response = client(&server).delete_kubernetes_auth(IDENTITY).await.expect("a response");
    assert_eq!(response.identity_kubernetes_auth.allowed_namespaces, "default");
    assert_sent_bare(&server.request(), "DELETE", &identities("kubernetes-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn attach_jwt_auth() {
    let server = Server::always(MockResponse::json(200, responses::JWT));
    let body = AttachJwtAuthStatic::builder()
        .public_keys(vec!["key".to_owned()])
        .bound_claims([("role".to_owned(), "admin".to_owned())].into())
        .build()
        .expect("a valid body");
    let response = client(&server).attach_jwt_auth(IDENTITY, &body.into()).await.expect("a response");
    assert_eq!(response.identity_jwt_auth.configuration_type, "static");
    let request = server.request();
    let expected = r#"{"configurationType":"static","publicKeys":["key"],"boundClaims":{"role":"admin"}}"#;
    assert_sent(&request, "POST", &identities("jwt-auth"), expected);
    assert_authorized(&request);
}

#[tokio::test]
async fn update_jwt_auth() {
    let server = Server::always(MockResponse::json(200, responses::JWT));
    let member = UpdateJwtAuthJwks::builder().jwks_url("https://issuer.example/keys").build().expect("a valid body");
    let body = UpdateJwtAuthRequest::Jwks(member);
    client(&server).update_jwt_auth(IDENTITY, &body).await.expect("a response");
    let request = server.request();
    let expected = r#"{"configurationType":"jwks","jwksUrl":"https://issuer.example/keys"}"#;
    assert_sent(&request, "PATCH", &identities("jwt-auth"), expected);
    assert_authorized(&request);
}

#[tokio::test]
async fn get_jwt_auth() {
    let server = Server::always(MockResponse::json(200, responses::JWT));
    let response = client(&server).get_jwt_auth(IDENTITY).await.expect("a response");
    assert_eq!(response.identity_jwt_auth.public_keys, ["key"]);
    assert_sent_bare(&server.request(), "GET", &identities("jwt-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn delete_jwt_auth() {
    let server = Server::always(MockResponse::json(200, responses::JWT));
    client(&server).delete_jwt_auth(IDENTITY).await.expect("a response");
    assert_sent_bare(&server.request(), "DELETE", &identities("jwt-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn attach_aws_auth() {
    let server = Server::always(MockResponse::json(200, responses::AWS));
    let body = AttachAwsAuthRequest { allowed_account_ids: Some("123".to_owned()), ..Default::default() };
    assert_eq!(body.sts_endpoint(), "https://sts.amazonaws.com/", "the document's default");
    assert_eq!(body.access_token_trusted_ips().len(), 2, "the document's default");
    let response = client(&server).attach_aws_auth(IDENTITY, &body).await.expect("a response");
    assert_eq!(response.identity_aws_auth.type_, "iam");
    let request = server.request();
    assert_sent(&request, "POST", &identities("aws-auth"), r#"{"allowedAccountIds":"123"}"#);
    assert_authorized(&request);
}

#[tokio::test]
async fn update_aws_auth() {
    let server = Server::always(MockResponse::json(200, responses::AWS));
    let body = UpdateAwsAuthRequest { access_token_max_ttl: Some(315_360_000), ..Default::default() };
    client(&server).update_aws_auth(IDENTITY, &body).await.expect("a response");
    let request = server.request();
    assert_sent(&request, "PATCH", &identities("aws-auth"), r#"{"accessTokenMaxTTL":315360000}"#);
    assert_authorized(&request);
}

#[tokio::test]
async fn get_aws_auth() {
    let server = Server::always(MockResponse::json(200, responses::AWS));
    let response = client(&server).get_aws_auth(IDENTITY).await.expect("a response");
    assert_eq!(response.identity_aws_auth.allowed_account_ids, "123");
    assert_sent_bare(&server.request(), "GET", &identities("aws-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn delete_aws_auth() {
    let server = Server::always(MockResponse::json(200, responses::AWS));
    client(&server).delete_aws_auth(IDENTITY).await.expect("a response");
    assert_sent_bare(&server.request(), "DELETE", &identities("aws-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn attach_universal_auth() {
    let server = Server::always(MockResponse::json(200, responses::UNIVERSAL));
    let body = AttachUniversalAuthRequest { lockout_threshold: Some(2.5), ..Default::default() };
    assert!(body.lockout_enabled(), "the document's default");
    let response = client(&server).attach_universal_auth(IDENTITY, &body).await.expect("a response");
    assert_eq!(response.identity_universal_auth.client_id, "id");
    let request = server.request();
    assert_sent(&request, "POST", &identities("universal-auth"), r#"{"lockoutThreshold":2.5}"#);
    assert_authorized(&request);
}

#[tokio::test]
async fn update_universal_auth() {
    let server = Server::always(MockResponse::json(200, responses::UNIVERSAL));
    client(&server).update_universal_auth(IDENTITY, &UpdateUniversalAuthRequest::default()).await.expect("a response");
    let request = server.request();
    assert_sent(&request, "PATCH", &identities("universal-auth"), "{}");
    assert_authorized(&request);
}

#[tokio::test]
async fn get_universal_auth() {
    let server = Server::always(MockResponse::json(200, responses::UNIVERSAL));
    let response = client(&server).get_universal_auth(IDENTITY).await.expect("a response");
    assert!((response.identity_universal_auth.lockout_duration_seconds() - 300.0).abs() < f64::EPSILON);
    assert_sent_bare(&server.request(), "GET", &identities("universal-auth"));
    assert_authorized(&server.request());
}

#[tokio::test]
async fn delete_universal_auth() {
    let server = Server::always(MockResponse::json(200, responses::UNIVERSAL));
    client(&server).delete_universal_auth(IDENTITY).await.expect("a response");
    assert_sent_bare(&server.request(), "DELETE", &identities("universal-auth"));
    assert_authorized(&server.request());
}
