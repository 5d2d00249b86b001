//! `from_json` takes what the schema takes, and nothing else; all that is wrong is said.

use infisical_client::types::{
    AttachJwtAuthJwks, LoginAuthResponse, LoginWithJwtAuthRequest, TokenReviewMode, TokenType, TrustedIp,
    UpdateJwtAuthJwks, UpdateJwtAuthRequest, UpdateJwtAuthStatic, UpdateKubernetesAuthRequest,
};
use infisical_client::{FromJsonError, Nullable, Validate};

/// Returns pointers and keywords of what is wrong.
fn faults<T: Validate + std::fmt::Debug>(json: &str) -> Vec<(String, String)> {
    match T::from_json(json.as_bytes()).expect_err("an error") {
        FromJsonError::Invalid(violations) => {
            let faults = violations.iter();
            faults.map(|fault| (fault.pointer().to_owned(), fault.keyword().to_owned())).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn assert_fault<T: Validate + std::fmt::Debug>(json: &str, pointer: &str, keyword: &str) {
    assert_eq!(faults::<T>(json), [(pointer.to_owned(), keyword.to_owned())], "{json}");
}

#[test]
fn several_faults_are_all_found() {
    let json = r#"{"kubernetesHost":"","tokenReviewMode":"other","accessTokenTTL":-1,
        "accessTokenTrustedIps":[{"ipAddress":1},{}],"gatewayId":"x","new":true}"#;
    let expected = [
        ("/kubernetesHost", "minLength"),
        ("/tokenReviewMode", "enum"),
        ("/accessTokenTTL", "minimum"),
        ("/accessTokenTrustedIps/0/ipAddress", "type"),
        ("/accessTokenTrustedIps/1", "required"),
        ("/gatewayId", "format"),
        ("/new", "additionalProperties"),
    ];
    let mut faults = faults::<UpdateKubernetesAuthRequest>(json);
    let mut expected = expected.map(|(pointer, keyword)| (pointer.to_owned(), keyword.to_owned()));
    // serde_json's `preserve_order` decides in which order members are met.
    faults.sort();
    expected.sort();
    assert_eq!(faults, expected);
}

#[test]
fn a_typed_value_has_its_faults_in_the_order_of_the_document() {
    let body = UpdateKubernetesAuthRequest {
        access_token_max_ttl: Some(315_360_001),
        access_token_ttl: Some(-1),
        access_token_trusted_ips: Some(Vec::<TrustedIp>::new()),
        token_review_mode: Some(TokenReviewMode::Unknown("other".to_owned())),
        kubernetes_host: Nullable::Value(String::new()),
        ..Default::default()
    };
    let violations = body.validate().expect_err("violations");
    let found: Vec<(&str, &str)> = violations.iter().map(|fault| (fault.pointer(), fault.keyword())).collect();
    let expected = [
        ("/kubernetesHost", "minLength"),
        ("/tokenReviewMode", "enum"),
        ("/accessTokenTrustedIps", "minItems"),
        ("/accessTokenTTL", "minimum"),
        ("/accessTokenMaxTTL", "maximum"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_uuid_is_rejected_unless_it_is_one() {
    let id = "3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d";
    for member in ["gatewayId", "gatewayPoolId"] {
        let pointer = format!("/{member}");
        UpdateKubernetesAuthRequest::from_json(format!(r#"{{"{member}":"{id}"}}"#).as_bytes()).expect("a body");
        for other in ["", &id[1..], &id.replace('-', ""), &id.replace('a', "g")] {
            assert_fault::<UpdateKubernetesAuthRequest>(&format!(r#"{{"{member}":"{other}"}}"#), &pointer, "format");
        }
    }
}

#[test]
fn claims_are_strings_under_any_name() {
    let body = |claims: &str| {
        format!(r#"{{"configurationType":"jwks","jwksUrl":"https://a.example","boundClaims":{claims}}}"#)
    };
    let read = AttachJwtAuthJwks::from_json(body(r#"{"":"","a/b":"c"}"#).as_bytes()).expect("a body");
    assert_eq!(read.bound_claims.len(), 2);
    assert_fault::<AttachJwtAuthJwks>(&body(r#"{"a":"b","a/b":1}"#), "/boundClaims/a~1b", "type");
    assert_fault::<UpdateJwtAuthJwks>(&body(r#"{"a":null}"#), "/boundClaims/a", "type");
}

#[test]
fn an_update_judges_keys_and_their_url_too() {
    let jwks = r#"{"configurationType":"jwks","jwksUrl":"relative"}"#;
    assert_fault::<UpdateJwtAuthJwks>(jwks, "/jwksUrl", "format");
    let keys = r#"{"configurationType":"static","publicKeys":["k",""]}"#;
    assert_fault::<UpdateJwtAuthStatic>(keys, "/publicKeys/1", "minLength");
}

#[test]
fn the_faults_of_the_variant_that_the_discriminator_selects_are_all_found() {
    let json = r#"{"configurationType":"static","publicKeys":[],"accessTokenTTL":-1,"jwksCaCert":1}"#;
    let mut found = faults::<UpdateJwtAuthRequest>(json);
    found.sort();
    let expected = [("/accessTokenTTL", "minimum"), ("/jwksCaCert", "type"), ("/publicKeys", "minItems")];
    assert_eq!(found, expected.map(|(pointer, keyword)| (pointer.to_owned(), keyword.to_owned())));
    assert_fault::<UpdateJwtAuthRequest>(r#"{"configurationType":"jwks","jwksUrl":"relative"}"#, "/jwksUrl", "format");
}

#[test]
fn a_union_without_its_tag_has_one_fault() {
    assert_fault::<UpdateJwtAuthRequest>("{}", "", "anyOf");
    assert_fault::<UpdateJwtAuthRequest>(r#"{"configurationType":"oidc"}"#, "", "anyOf");
}

#[test]
fn a_missing_property_is_named() {
    assert_fault::<LoginWithJwtAuthRequest>(r#"{"identityId":"i"}"#, "", "required");
    let error = LoginWithJwtAuthRequest::from_json(br#"{"identityId":"i"}"#).expect_err("an error");
    assert!(error.to_string().contains("jwt"), "{error}");
}

#[test]
fn null_is_taken_only_where_it_is_allowed() {
    let body = UpdateKubernetesAuthRequest::from_json(br#"{"gatewayId":null}"#).expect("a body");
    assert_eq!((body.gateway_id, body.gateway_pool_id), (Nullable::Null, Nullable::Absent));
    assert_fault::<UpdateKubernetesAuthRequest>(r#"{"caCert":null}"#, "/caCert", "type");
}

#[test]
fn a_value_of_another_type_is_rejected() {
    assert_fault::<UpdateKubernetesAuthRequest>(r#"{"accessTokenTTL":"1"}"#, "/accessTokenTTL", "type");
    assert_fault::<UpdateKubernetesAuthRequest>(r#"{"accessTokenTTL":1.5}"#, "/accessTokenTTL", "type");
    assert_fault::<UpdateKubernetesAuthRequest>("[]", "", "type");
}

#[test]
fn broken_json_is_placed() {
    let error = UpdateKubernetesAuthRequest::from_json(b"{\n  \"caCert\": ,").expect_err("an error");
    assert!(matches!(error, FromJsonError::Syntax { line: 2, .. }), "{error:?}");
}

#[test]
fn the_discriminator_selects_the_variant_in_both_directions() {
    let jwks = r#"{"configurationType":"jwks","jwksUrl":"https://a.example"}"#;
    let body = UpdateJwtAuthRequest::from_json(jwks.as_bytes()).expect("a body");
    assert!(matches!(&body, UpdateJwtAuthRequest::Jwks(member) if member.jwks_url == "https://a.example"));
    assert_eq!(serde_json::to_string(&body).expect("JSON"), jwks);
    let keys = r#"{"configurationType":"static","publicKeys":["k"]}"#;
    let body = UpdateJwtAuthRequest::from_json(keys.as_bytes()).expect("a body");
    assert!(matches!(&body, UpdateJwtAuthRequest::Static(member) if member.public_keys == ["k"]));
    assert_eq!(serde_json::to_string(&body).expect("JSON"), keys);
}

#[test]
fn an_unknown_discriminator_is_kept_when_read_tolerantly_and_rejected_exactly() {
    let json = r#"{"configurationType":"oidc","issuer":"https://a.example"}"#;
    assert!(UpdateJwtAuthRequest::from_json(json.as_bytes()).is_err());
    let body: UpdateJwtAuthRequest = serde_json::from_str(json).expect("a body");
    assert!(matches!(body, UpdateJwtAuthRequest::Unknown(_)), "{body:?}");
    assert!(body.validate().is_err());
    assert_eq!(
        serde_json::to_value(&body).expect("JSON"),
        serde_json::from_str::<serde_json::Value>(json).expect("JSON")
    );
}

#[test]
fn an_unlisted_value_is_kept_when_read_tolerantly() {
    let json = r#"{"accessToken":"a","expiresIn":1,"accessTokenMaxTTL":1,"tokenType":"DPoP"}"#;
    assert_fault::<LoginAuthResponse>(json, "/tokenType", "enum");
    let response: LoginAuthResponse = serde_json::from_str(json).expect("a response");
    assert_eq!(response.token_type, TokenType::Unknown("DPoP".to_owned()));
    assert_eq!("api".parse(), Ok(TokenReviewMode::Api));
    assert!("API".parse::<TokenReviewMode>().is_err());
}

#[test]
fn null_for_an_optional_property_of_a_response_is_absence() {
    let json =
        clientwright_tests::responses::KUBERNETES.replace(r#""caCert":"""#, r#""caCert":"","accessTokenTTL":null"#);
    let response: infisical_client::types::KubernetesAuthResponse = serde_json::from_str(&json).expect("a response");
    assert_eq!(response.identity_kubernetes_auth.access_token_ttl, None);
}

#[test]
fn violations_are_written_as_json() {
    let Err(FromJsonError::Invalid(violations)) = UpdateKubernetesAuthRequest::from_json(br#"{"accessTokenTTL":-1}"#)
    else {
        panic!("no violations");
    };
    let json = serde_json::to_value(&violations).expect("JSON");
    assert_eq!(json[0]["pointer"], "/accessTokenTTL");
    assert_eq!(json[0]["keyword"], "minimum");
    assert_eq!(json[0]["bound"], "0");
}
