//! Rules for any value of a type: its schema in the document decides what `validate` says, and what `from_json` reads again.

use infisical_client::types::{TokenReviewMode, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::uuid::Uuid;
use infisical_client::{FromJsonError, Nullable, Validate, Violations};
use jsonschema::{Draft, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Texts, the empty one often among them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![1 => Just(String::new()), 3 => any::<String>()]
}

/// Integers, most of them near the bounds of the document.
fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![-1..2_i64, 315_359_999..315_360_002_i64, any::<i64>()]
}

fn nullable<T: Clone + std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Nullable<T>> {
    prop_oneof![Just(Nullable::Absent), Just(Nullable::Null), value.prop_map(Nullable::Value)]
}

fn mode() -> impl Strategy<Value = TokenReviewMode> {
    prop_oneof![
        4 => Just(TokenReviewMode::Api),
        4 => Just(TokenReviewMode::Gateway),
        1 => text().prop_map(TokenReviewMode::Unknown),
    ]
}

fn addresses() -> impl Strategy<Value = Vec<TrustedIp>> {
    prop::collection::vec(text().prop_map(|ip_address| TrustedIp { ip_address }), 0..3)
}

prop_compose! {
    fn request()(
        kubernetes_host in nullable(text()),
        token_reviewer_jwt in nullable(text()),
        token_review_mode in prop::option::of(mode()),
        (ca_cert, allowed_names) in (prop::option::of(text()), prop::option::of(text())),
        gateway_id in nullable(any::<u128>().prop_map(Uuid::from_u128)),
        access_token_trusted_ips in prop::option::of(addresses()),
        (access_token_ttl, access_token_num_uses_limit) in (prop::option::of(integer()), prop::option::of(integer())),
        verify_tls_certificate in prop::option::of(any::<bool>()),
    ) -> UpdateKubernetesAuthRequest {
        UpdateKubernetesAuthRequest {
            kubernetes_host,
            token_reviewer_jwt,
            token_review_mode,
            ca_cert,
            allowed_names,
            gateway_id,
            access_token_trusted_ips,
            access_token_ttl,
            access_token_num_uses_limit,
            verify_tls_certificate,
            ..Default::default()
        }
    }
}

/// Returns the other validate: the schema as the document has it, but for `nullable`, which JSON Schema does not know.
fn validator() -> Validator {
    let document: Value = serde_yaml::from_str(include_str!("../../spec/infisical.yaml")).expect("YAML");
    let path = &document["paths"]["/api/v1/auth/kubernetes-auth/identities/{identityId}"]["patch"];
    let mut schema = path["requestBody"]["content"]["application/json"]["schema"].clone();
    let properties = schema["properties"].as_object_mut().expect("properties").values_mut();
    for property in properties.filter(|property| property["nullable"] == json!(true)) {
        property["type"] = json!([property["type"], "null"]);
    }
    jsonschema::options().with_draft(Draft::Draft4).should_validate_formats(true).build(&schema).expect("a schema")
}

/// Returns what is said, in an order that does not depend on the members': a `Value` may sort them.
fn lines(violations: &Violations) -> Vec<String> {
    let mut lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    lines.sort();
    lines
}

#[test]
fn what_is_valid_is_what_the_document_says() {
    let validator = validator();
    proptest!(|(request in request())| {
        let sent = serde_json::to_value(&request).expect("JSON");

        prop_assert_eq!(request.validate().is_ok(), validator.is_valid(&sent), "{}", sent);
    });
}

proptest! {
    #[test]
    fn what_is_valid_is_read_again_and_else_the_same_is_said(request in request()) {
        let sent = serde_json::to_vec(&request).expect("JSON");

        match (request.validate(), UpdateKubernetesAuthRequest::from_json(&sent)) {
            (Ok(()), Ok(read)) => {
                prop_assert_eq!(serde_json::to_vec(&read).expect("JSON"), sent);
                prop_assert_eq!(read, request);
            }
            (Err(said), Err(FromJsonError::Invalid(read))) => prop_assert_eq!(lines(&said), lines(&read)),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
