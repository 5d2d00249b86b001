//! Formats that a Rust type vouches for: the word counts as far as it goes.

use clientwright_tests::responses::KUBERNETES;
use infisical_client::Validate;
use infisical_client::chrono::{DateTime, FixedOffset, TimeZone};
use infisical_client::types::KubernetesAuthResponse;
use proptest::prelude::*;

fn created(at: DateTime<FixedOffset>) -> KubernetesAuthResponse {
    let mut response: KubernetesAuthResponse = serde_json::from_str(KUBERNETES).expect("a response");
    response.identity_kubernetes_auth.created_at = at;
    response
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a time")
}

/// Returns what is said of the one fault.
fn fault(response: &KubernetesAuthResponse) -> String {
    response.validate().expect_err("a violation").to_string()
}

#[test]
fn a_year_of_five_digits_is_not_a_date_time() {
    let after = at("9999-12-31T23:59:59Z") + std::time::Duration::from_secs(1);

    assert!(fault(&created(after)).contains("is not of the format date-time"));
}

#[test]
fn a_year_before_0_is_not_a_date_time() {
    let before = at("0000-01-01T00:00:00Z") - std::time::Duration::from_secs(1);

    assert!(fault(&created(before)).contains("is not of the format date-time"));
}

#[test]
fn a_leap_second_stands_at_the_end_of_a_day() {
    assert!(created(at("2016-12-31T23:59:60Z")).validate().is_ok());
    assert!(fault(&created(at("2016-12-31T22:59:60Z"))).contains("is not of the format date-time"));
}

#[test]
fn an_offset_that_is_rounded_to_a_day_is_not_a_date_time() {
    let offset = FixedOffset::west_opt(86_370).expect("less than a day");
    let near_a_day = at("2026-11-21T08:00:00Z").with_timezone(&offset);

    assert!(fault(&created(near_a_day)).contains("is not of the format date-time"));
}

#[test]
fn the_word_is_in_no_text() {
    let response = created(at("2026-11-21T08:00:00Z"));

    assert!(!serde_json::to_string(&response).expect("JSON").contains('$'));
    assert!(!format!("{response:?}").contains('$'));
}

proptest! {
    #[test]
    fn what_vouches_is_what_its_text_is(second in -62_200_000_000_i64..253_500_000_000, nano in 0_u32..2_000_000_000, offset in -86_399..86_400_i32) {
        let offset = FixedOffset::east_opt(offset).expect("less than a day");
        let Some(at) = offset.timestamp_opt(second, nano).single() else { return Ok(()) };
        let response = created(at);
        let json = serde_json::to_vec(&response).expect("JSON");

        prop_assert_eq!(response.validate().is_ok(), KubernetesAuthResponse::from_json(&json).is_ok());
    }
}
