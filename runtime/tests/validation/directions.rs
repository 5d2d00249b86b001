//! Properties that are required in one direction only: `readOnly`, `writeOnly`.

use clientwright_runtime::client::decode::{self, BufferedResponse, DecodeError};
use clientwright_runtime::validation::schema::{Schema, inline, required};
use clientwright_runtime::validation::validate::check;
use clientwright_runtime::validation::violation::Location;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::support::REDACTED;

static SCHEMA: Schema = Schema::OBJECT.properties(&[
    required("id", &Schema::INTEGER).in_responses(),
    required("password", &Schema::STRING).in_requests(),
]);

fn may_be_sent(value: &Value) -> bool {
    check(value, &SCHEMA, &Location::Body, REDACTED).is_ok()
}

fn may_be_received(value: &Value) -> bool {
    let (body, headers) = (value.to_string().into(), HeaderMap::new());
    let reply = BufferedResponse {
        status: StatusCode::OK,
        headers: &headers,
        body,
        schema: Some(inline(&SCHEMA)),
        check: true,
        redacted: REDACTED,
    };
    let read: Result<Value, DecodeError> = decode::json(&reply);
    read.is_ok()
}

#[test]
fn a_read_only_member_need_not_be_sent() {
    assert!(may_be_sent(&json!({"password": "p"})));
}

#[test]
fn a_write_only_member_must_be_sent() {
    assert!(!may_be_sent(&json!({"id": 1})));
}

#[test]
fn a_write_only_member_need_not_be_received() {
    assert!(may_be_received(&json!({"id": 1})));
}

#[test]
fn a_read_only_member_must_be_received() {
    assert!(!may_be_received(&json!({"password": "p"})));
}
