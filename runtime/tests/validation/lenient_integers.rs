//! Decoding of integers that are written with a fraction or an exponent.

use std::collections::BTreeMap;

use clientwright_runtime::client::decode::{self, BufferedResponse};
use clientwright_runtime::validation::lenient_integer::deserialize;
use clientwright_runtime::validation::nullable::Nullable;
use clientwright_runtime::validation::object_reader;
use http::{HeaderMap, StatusCode};
use serde_json::{Deserializer, Error, Value, json};

fn integer(json: &str) -> Result<i64, Error> {
    deserialize(&mut Deserializer::from_str(json))
}

#[test]
fn a_fraction_of_zero_and_an_exponent_are_none() {
    assert_eq!(["1.0", "-2.00", "1e3", "0.0", "5"].map(|json| integer(json).ok()), [1, -2, 1000, 0, 5].map(Some));
}

#[test]
fn no_fraction_is_cut_off() {
    let error = integer("1.5").expect_err("a fraction").to_string();
    // With `arbitrary_precision`, serde_json says no more.
    assert!(error.starts_with("invalid value"), "{error}");
}

#[test]
fn what_is_beyond_64_bits_is_no_integer() {
    assert!(integer("1e19").is_err() && integer("1e300").is_err());
    assert_eq!(deserialize::<_, u64>(json!(1e19)).expect("64 bits"), 10_000_000_000_000_000_000);
}

#[test]
fn arrays_maps_and_options_hold_them() {
    assert_eq!(deserialize::<_, Vec<Option<i64>>>(json!([1.0, null])).expect("integers"), [Some(1), None]);
    let map: BTreeMap<String, u8> = deserialize(json!({ "a": 2.0 })).expect("integers");
    assert_eq!(map["a"], 2);
    assert_eq!(deserialize::<_, Nullable<i64>>(Value::Null).expect("null"), Nullable::Null);
}

#[test]
fn members_hold_them() {
    let read = object_reader::read(json!({ "a": 1.0, "b": 2.0, "c": 3.0 }), |mut given| {
        given.normalize_integers("a");
        assert_eq!(given.required::<i64>("a")?, 1);
        assert!(given.required::<i64>("b").is_err());
        given.with_plain_integers().additional_properties::<i64>()
    });
    assert_eq!(read.expect("integers")["c"], 3);
}

#[test]
fn a_response_may_write_its_integers_with_a_fraction() {
    let headers = HeaderMap::new();
    let reply = |body: &'static str| BufferedResponse {
        status: StatusCode::OK,
        headers: &headers,
        body: body.into(),
        schema: None,
        check: false,
        redacted: &[],
    };

    assert_eq!(
        decode::json::<Vec<Option<i64>>>(&reply("[1.0, 2e3, null, 3]")),
        Ok(vec![Some(1), Some(2000), None, Some(3)])
    );
    assert_eq!(
        decode::json::<BTreeMap<String, u8>>(&reply(r#"{"a": 7.0}"#)),
        Ok(BTreeMap::from([("a".to_owned(), 7)]))
    );
    assert!(decode::json::<Vec<i64>>(&reply("[1.5]")).is_err());
}
