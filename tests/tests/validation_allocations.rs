//! A value that is of its schema is validated without an allocation.

use std::collections::BTreeMap;

use allocation_counter::measure;
use clientwright_runtime::validation::formats;
use clientwright_runtime::validation::schema::{Keywords2020, Literal, Number, Ref, Schema, optional, required};
use clientwright_runtime::validation::validate::check;
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::responses::KUBERNETES;
use infisical_client::types::{KubernetesAuthResponse, TokenReviewMode, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::uuid::Uuid;
use infisical_client::{Nullable, Validate};
use serde::Serialize;
use serde_json::json;

/// Validates twice, since what is compiled on first use stays; counts the second time.
fn assert_free(mut holds: impl FnMut() -> bool) {
    assert!(holds());
    assert_eq!(measure(|| assert!(holds())).count_total, 0);
}

fn assert_validated<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) {
    assert_free(|| check(value, schema, &Location::Body, &[]).is_ok());
}

#[test]
fn a_request() {
    let request = UpdateKubernetesAuthRequest {
        kubernetes_host: Nullable::Value("https://kubernetes.example.com".to_owned()),
        token_reviewer_jwt: Nullable::Null,
        token_review_mode: Some(TokenReviewMode::Api),
        gateway_id: Nullable::Value(Uuid::from_u128(7)),
        access_token_trusted_ips: Some(vec![TrustedIp { ip_address: "::/0".to_owned() }]),
        access_token_ttl: Some(3600),
        ..Default::default()
    };

    assert_free(|| request.validate().is_ok());
}

#[test]
fn a_response() {
    let response: KubernetesAuthResponse = serde_json::from_str(KUBERNETES).expect("a response");

    assert_free(|| response.validate().is_ok());
}

#[test]
fn numbers_with_decimals() {
    const DECIMAL: Schema = Schema::NUMBER
        .exclusive_minimum_decimal("-0.30000000000000000001")
        .maximum_decimal("1e300")
        .multiple_of(Number::Decimal("0.1"));
    for number in [0.3, -0.3, 12.0, 1e21, 7e299] {
        assert_validated(&number, const { &DECIMAL });
    }
    assert_validated(&u64::MAX, const { &Schema::INTEGER.minimum(0).maximum_decimal("18446744073709551615") });
    assert_validated(&i64::MIN, const { &Schema::INTEGER.multiple_of(Number::Integer(2)) });
}

#[test]
fn texts_of_every_format() {
    let id = "3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d";
    assert_validated(id, const { &Schema::STRING.format(formats::UUID) });
    assert_validated("2026-11-21T08:00:00.5+01:00", const { &Schema::STRING.format(formats::DATE_TIME) });
    assert_validated("P3DT12H", const { &Schema::STRING.format(formats::DURATION) });
    assert_validated("a.b@example.com", const { &Schema::STRING.format(formats::EMAIL) });
    assert_validated("2001:db8::1", const { &Schema::STRING.format(formats::IPV6) });
    assert_validated("www.example.com", const { &Schema::STRING.format(formats::HOSTNAME) });
    assert_validated("https://example.com/a?b=%20#c", const { &Schema::STRING.format(formats::URI) });
    assert_validated("äöü", const { &Schema::STRING.min_length(3).max_length(3) });
}

#[test]
fn unions_and_conditions() {
    const SHORT: Ref = Ref::Inline(&Schema::STRING.max_length(3));
    const ONE: Ref =
        Ref::Inline(&Schema::ANY.enum_values(&[Literal::Number(Number::Integer(1)), Literal::String("one")]));
    const CHOICE: Schema = Schema::ANY
        .any_of(&[ONE, SHORT])
        .one_of(&[SHORT, Ref::Inline(&Schema::NUMBER)])
        .not(Ref::Inline(&Schema::NULL));

    assert_validated("abc", const { &CHOICE });
    assert_validated(&1, const { &CHOICE });
    assert_validated(&1.0, const { &CHOICE });
}

#[test]
fn objects_and_maps_in_any_order() {
    const OBJECT: Schema = Schema::OBJECT
        .properties(&[required("z", &Schema::INTEGER), optional("a", &Schema::STRING), required("m", &Schema::ANY)])
        .additional_properties(Ref::Inline(&Schema::BOOLEAN))
        .max_properties(5);
    let map = BTreeMap::from([("a", json!("b")), ("m", json!(null)), ("other", json!(true)), ("z", json!(1))]);

    assert_validated(&map, const { &OBJECT });
    assert_validated(&json!(map), const { &OBJECT });
}

#[test]
fn what_the_names_of_members_decide() {
    const NAMED: Schema = Schema::OBJECT.properties(&[optional("a", &Schema::STRING)]).keywords_2020(
        &Keywords2020::ANY
            .property_names(Ref::Inline(&Schema::STRING.max_length(5)))
            .dependent_required(&[("a", &["m", "z"]), ("other", &["a"])]),
    );

    assert_validated(&BTreeMap::from([("a", json!("b")), ("m", json!(null)), ("z", json!(1))]), const { &NAMED });
}
