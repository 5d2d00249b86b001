//! Every bound in the requests of the document: at it, just inside, just outside.

use infisical_client::Validate;
use infisical_client::types::{
    AttachAwsAuthRequest, AttachJwtAuthJwks, AttachJwtAuthStatic, AttachKubernetesAuthRequest,
    AttachUniversalAuthRequest, LoginWithAwsAuthRequest, LoginWithJwtAuthRequest, LoginWithKubernetesAuthRequest,
    LoginWithUniversalAuthRequest, UpdateAwsAuthRequest, UpdateJwtAuthJwks, UpdateJwtAuthStatic,
    UpdateKubernetesAuthRequest, UpdateUniversalAuthRequest,
};
use serde_json::{Value, json};

/// The longest lifetime that the document allows, in seconds.
const LIFETIME: i64 = 315_360_000;

/// Asserts that a member of a valid body may have some values and not others, for typed values and for JSON alike.
fn assert_bounds<T: Validate>(valid: &Value, member: &str, inside: &[Value], outside: &[(Value, &str)]) {
    for value in inside {
        let json = with(valid, member, value).to_string();
        let typed = T::from_json(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
        typed.validate().unwrap_or_else(|violations| panic!("{json}: {violations}"));
    }
    for (value, keyword) in outside {
        let json = with(valid, member, value).to_string();
        assert!(T::from_json(json.as_bytes()).is_err(), "{json} was read");
        let typed: T = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
        let violations = typed.validate().expect_err(&json);
        let found: Vec<(&str, &str)> =
            violations.iter().map(|violation| (violation.pointer(), violation.keyword())).collect();
        assert_eq!(found, [(format!("/{member}").as_str(), *keyword)], "{json}");
    }
}

fn with(body: &Value, member: &str, value: &Value) -> Value {
    let mut body = body.clone();
    body[member] = value.clone();
    body
}

/// Asserts a range of integers, of which either end may be open.
fn assert_range<T: Validate>(valid: &Value, member: &str, least: i64, most: Option<i64>) {
    let mut inside = vec![json!(least), json!(least + 1)];
    let mut outside = vec![(json!(least - 1), "minimum")];
    match most {
        Some(most) => {
            inside.extend([json!(most), json!(most - 1)]);
            outside.push((json!(most + 1), "maximum"));
        }
        None => inside.push(json!(i64::MAX)),
    }
    assert_bounds::<T>(valid, member, &inside, &outside);
}

/// Asserts a range of numbers, with fractions.
fn assert_number_range<T: Validate>(member: &str, least: f64, most: f64) {
    let inside = [json!(least), json!(least + 0.5), json!(most - 0.5), json!(most)];
    let outside = [(json!(least - 0.001), "minimum"), (json!(most + 0.001), "maximum")];
    assert_bounds::<T>(&json!({}), member, &inside, &outside);
}

fn assert_slug<T: Validate>(valid: &Value) {
    let text = |length: usize| json!("ü".repeat(length));
    let inside = [text(1), text(2), text(63), text(64)];
    let outside = [(text(0), "minLength"), (text(65), "maxLength")];
    assert_bounds::<T>(valid, "organizationSlug", &inside, &outside);
}

fn assert_trusted_ips<T: Validate>(valid: &Value, member: &str) {
    let ip = json!({"ipAddress": "10.0.0.0/8"});
    assert_bounds::<T>(valid, member, &[json!([ip]), json!([ip, ip])], &[(json!([]), "minItems")]);
}

fn assert_tokens<T: Validate>(valid: &Value) {
    assert_range::<T>(valid, "accessTokenTTL", 0, Some(LIFETIME));
    assert_range::<T>(valid, "accessTokenMaxTTL", 0, Some(LIFETIME));
    assert_range::<T>(valid, "accessTokenNumUsesLimit", 0, None);
    assert_trusted_ips::<T>(valid, "accessTokenTrustedIps");
}

fn attach_kubernetes() -> Value {
    json!({"kubernetesHost": "h", "allowedNamespaces": "", "allowedNames": "", "allowedAudience": ""})
}

fn attach_jwks() -> Value {
    json!({"configurationType": "jwks", "jwksUrl": "https://a.example", "boundClaims": {}})
}

fn attach_static() -> Value {
    json!({"configurationType": "static", "publicKeys": ["k"], "boundClaims": {}})
}

#[test]
fn the_slug_of_each_login() {
    assert_slug::<LoginWithKubernetesAuthRequest>(&json!({"identityId": "i", "jwt": "j"}));
    assert_slug::<LoginWithJwtAuthRequest>(&json!({"identityId": "i", "jwt": "j"}));
    assert_slug::<LoginWithAwsAuthRequest>(
        &json!({"identityId": "i", "iamRequestBody": "b", "iamRequestHeaders": "h"}),
    );
    assert_slug::<LoginWithUniversalAuthRequest>(&json!({"clientId": "i", "clientSecret": "s"}));
}

#[test]
fn tokens_of_kubernetes_auth() {
    assert_tokens::<AttachKubernetesAuthRequest>(&attach_kubernetes());
    assert_tokens::<UpdateKubernetesAuthRequest>(&json!({}));
}

#[test]
fn tokens_of_jwt_auth() {
    assert_tokens::<AttachJwtAuthJwks>(&attach_jwks());
    assert_tokens::<AttachJwtAuthStatic>(&attach_static());
    assert_tokens::<UpdateJwtAuthJwks>(&json!({"configurationType": "jwks", "jwksUrl": "https://a.example"}));
    assert_tokens::<UpdateJwtAuthStatic>(&json!({"configurationType": "static", "publicKeys": ["k"]}));
}

#[test]
fn tokens_of_aws_auth() {
    assert_tokens::<AttachAwsAuthRequest>(&json!({}));
    assert_tokens::<UpdateAwsAuthRequest>(&json!({}));
}

#[test]
fn tokens_of_universal_auth() {
    assert_tokens::<AttachUniversalAuthRequest>(&json!({}));
    assert_tokens::<UpdateUniversalAuthRequest>(&json!({}));
    assert_trusted_ips::<AttachUniversalAuthRequest>(&json!({}), "clientSecretTrustedIps");
    assert_trusted_ips::<UpdateUniversalAuthRequest>(&json!({}), "clientSecretTrustedIps");
}

#[test]
fn the_period_of_universal_auth_ends_only_in_an_update() {
    assert_range::<AttachUniversalAuthRequest>(&json!({}), "accessTokenPeriod", 0, None);
    assert_range::<UpdateUniversalAuthRequest>(&json!({}), "accessTokenPeriod", 0, Some(LIFETIME));
}

#[test]
fn lockouts_of_universal_auth() {
    assert_number_range::<AttachUniversalAuthRequest>("lockoutThreshold", 1.0, 30.0);
    assert_number_range::<UpdateUniversalAuthRequest>("lockoutThreshold", 1.0, 30.0);
    assert_number_range::<AttachUniversalAuthRequest>("lockoutDurationSeconds", 30.0, 86_400.0);
    assert_number_range::<UpdateUniversalAuthRequest>("lockoutDurationSeconds", 30.0, 86_400.0);
    assert_number_range::<AttachUniversalAuthRequest>("lockoutCounterResetSeconds", 5.0, 3_600.0);
    assert_number_range::<UpdateUniversalAuthRequest>("lockoutCounterResetSeconds", 5.0, 3_600.0);
}

#[test]
fn the_host_of_kubernetes_may_be_null_and_not_empty() {
    let inside = [Value::Null, json!("h"), json!("https://kubernetes.example:6443")];
    let outside = [(json!(""), "minLength")];
    assert_bounds::<AttachKubernetesAuthRequest>(&attach_kubernetes(), "kubernetesHost", &inside, &outside);
    assert_bounds::<UpdateKubernetesAuthRequest>(&json!({}), "kubernetesHost", &inside, &outside);
}

#[test]
fn the_review_mode_is_one_of_two() {
    let inside = [json!("api"), json!("gateway")];
    let outside = [(json!("API"), "enum")];
    assert_bounds::<AttachKubernetesAuthRequest>(&attach_kubernetes(), "tokenReviewMode", &inside, &outside);
    assert_bounds::<UpdateKubernetesAuthRequest>(&json!({}), "tokenReviewMode", &inside, &outside);
}

#[test]
fn the_lists_of_aws_auth_have_a_longest() {
    let text = |length: usize| json!("é".repeat(length));
    let arns = (&[text(0), text(4095), text(4096)][..], &[(text(4097), "maxLength")][..]);
    let accounts = (&[text(0), text(2047), text(2048)][..], &[(text(2049), "maxLength")][..]);
    assert_bounds::<AttachAwsAuthRequest>(&json!({}), "allowedPrincipalArns", arns.0, arns.1);
    assert_bounds::<UpdateAwsAuthRequest>(&json!({}), "allowedPrincipalArns", arns.0, arns.1);
    assert_bounds::<AttachAwsAuthRequest>(&json!({}), "allowedAccountIds", accounts.0, accounts.1);
    assert_bounds::<UpdateAwsAuthRequest>(&json!({}), "allowedAccountIds", accounts.0, accounts.1);
    let endpoint = (&[json!("x")][..], &[(json!(""), "minLength")][..]);
    assert_bounds::<AttachAwsAuthRequest>(&json!({}), "stsEndpoint", endpoint.0, endpoint.1);
    assert_bounds::<UpdateAwsAuthRequest>(&json!({}), "stsEndpoint", endpoint.0, endpoint.1);
}

#[test]
fn the_url_of_a_key_set_is_a_uri() {
    let inside = [json!("https://a.example/keys?x=1"), json!("urn:example:keys")];
    let outside = [(json!(""), "format"), (json!("no uri"), "format"), (json!("/relative"), "format")];
    assert_bounds::<AttachJwtAuthJwks>(&attach_jwks(), "jwksUrl", &inside, &outside);
}

#[test]
fn static_keys_are_some_and_none_is_empty() {
    assert_bounds::<AttachJwtAuthStatic>(
        &attach_static(),
        "publicKeys",
        &[json!(["k"]), json!(["k", "l"])],
        &[(json!([]), "minItems")],
    );
    let body = with(&attach_static(), "publicKeys", &json!(["k", ""]));
    let typed: AttachJwtAuthStatic = serde_json::from_value(body).expect("a body");
    let violations = typed.validate().expect_err("a violation");
    let pointers: Vec<&str> = violations.iter().map(infisical_client::Violation::pointer).collect();
    assert_eq!(pointers, ["/publicKeys/1"]);
}

#[test]
fn numbers_that_json_has_not_are_rejected() {
    for number in [f64::NAN, f64::INFINITY] {
        let body = UpdateUniversalAuthRequest { lockout_threshold: Some(number), ..Default::default() };
        assert!(body.validate().is_err(), "{number}");
    }
}
