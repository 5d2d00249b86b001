//! Builders: all that is wrong at once, missing fields included.

use infisical_client::types::{
    AttachKubernetesAuthRequest, LoginWithUniversalAuthRequest, TokenReviewMode, UpdateJwtAuthStatic,
};
use infisical_client::{Nullable, Violation, Violations};

fn faults(violations: &Violations) -> Vec<(&str, &str)> {
    let mut faults: Vec<(&str, &str)> = violations.iter().map(|fault| (fault.pointer(), fault.keyword())).collect();
    faults.sort_unstable();
    faults
}

#[test]
fn a_complete_value_is_built() {
    let built = AttachKubernetesAuthRequest::builder()
        .kubernetes_host(None)
        .allowed_namespaces("default")
        .allowed_names("a")
        .allowed_audience("")
        .token_review_mode(TokenReviewMode::Api)
        .gateway_id(Nullable::Null)
        .access_token_ttl(60)
        .build()
        .expect("a valid value");
    assert_eq!(built.kubernetes_host, None);
    assert_eq!((built.gateway_id, built.gateway_pool_id), (Nullable::Null, Nullable::Absent));
    assert_eq!(built.access_token_ttl, Some(60));
}

#[test]
fn a_missing_field_is_a_violation() {
    let violations = LoginWithUniversalAuthRequest::builder().client_id("id").build().expect_err("violations");
    assert_eq!(faults(&violations), [("", "required")]);
    assert_eq!(violations.iter().next().and_then(Violation::bound), Some("clientSecret"));
}

#[test]
fn missing_fields_and_broken_ones_come_together() {
    let violations = AttachKubernetesAuthRequest::builder()
        .kubernetes_host(Some(String::new()))
        .allowed_namespaces("default")
        .access_token_ttl(-1)
        .build()
        .expect_err("violations");
    let expected =
        [("", "required"), ("", "required"), ("/accessTokenTTL", "minimum"), ("/kubernetesHost", "minLength")];
    assert_eq!(faults(&violations), expected);
}

#[test]
fn the_discriminator_of_a_union_variant_is_written_by_itself() {
    let built = UpdateJwtAuthStatic::builder().public_keys(vec!["key".to_owned()]).build().expect("a valid value");
    let json = serde_json::to_string(&built).expect("JSON");
    assert_eq!(json, r#"{"configurationType":"static","publicKeys":["key"]}"#);
}

#[test]
fn a_nullable_field_may_be_left_out_again() {
    let built = AttachKubernetesAuthRequest::builder()
        .kubernetes_host(None)
        .allowed_namespaces("")
        .allowed_names("")
        .allowed_audience("")
        .gateway_id(Nullable::Null)
        .gateway_id(Nullable::Absent)
        .build()
        .expect("a valid value");
    assert_eq!(built.gateway_id, Nullable::Absent);
}
