//! Reading the headers of responses as what the document says they are.

use std::collections::BTreeMap;

use clientwright_runtime::client::response_header::{HasHeaders, Header, HeaderError};
use clientwright_runtime::validation::schema::{Ref, Schema, inline, optional};
use http::{HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;

const STRINGS: Schema = Schema::ARRAY.items(inline(&Schema::STRING));
const INTEGERS: Schema = Schema::ARRAY.items(inline(&Schema::INTEGER));
const QUOTA: Schema =
    Schema::OBJECT.properties(&[optional("used", &Schema::INTEGER), optional("of", &Schema::INTEGER)]);
const WRAPPED: Schema = Schema::ANY.all_of(&[inline(&Schema::NUMBER)]);

/// Reads the header `x-a`, which has each of `lines` as a field line.
fn read<T: DeserializeOwned>(header: Header, lines: &[&str]) -> Result<Option<T>, HeaderError> {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append("x-a", HeaderValue::from_bytes(line.as_bytes()).expect("a value"));
    }
    headers.__declared(&header)
}

fn simple(schema: &'static Schema) -> Header {
    Header::simple("X-A", inline(schema))
}

fn quota(used: i64, of: i64) -> BTreeMap<String, i64> {
    BTreeMap::from([("of".to_owned(), of), ("used".to_owned(), used)])
}

#[test]
fn a_header_that_is_not_there_is_none() {
    assert_eq!(read::<i64>(simple(&Schema::INTEGER), &[]), Ok(None));
}

#[test]
fn a_string_is_the_text_as_it_is() {
    assert_eq!(read(simple(&Schema::STRING), &["12, 13"]), Ok(Some("12, 13".to_owned())));
}

#[test]
fn an_integer_is_read() {
    assert_eq!(read(simple(&Schema::INTEGER), &["12"]), Ok(Some(12_i64)));
}

#[test]
fn a_boolean_is_read() {
    assert_eq!(read(simple(&Schema::BOOLEAN), &["true"]), Ok(Some(true)));
}

#[test]
fn the_type_is_found_through_all_of() {
    assert_eq!(read(simple(&WRAPPED), &["1.5"]), Ok(Some(1.5_f64)));
}

#[test]
fn an_array_is_read_from_several_lines() {
    assert_eq!(read(simple(&INTEGERS), &["1, 2", "3"]), Ok(Some(vec![1_i64, 2, 3])));
}

#[test]
fn an_object_is_read_by_turns_of_name_and_value() {
    assert_eq!(read(simple(&QUOTA), &["used,1,of,10"]), Ok(Some(quota(1, 10))));
}

#[test]
fn an_exploded_object_is_read_by_pairs() {
    assert_eq!(read(simple(&QUOTA).explode(), &["used=1, of=10"]), Ok(Some(quota(1, 10))));
}

#[test]
fn an_array_that_holds_itself_ends() {
    fn nested() -> &'static Schema {
        const NESTED: &Schema = &Schema::ARRAY.items(Ref::Of(nested));
        NESTED
    }
    let header = Header::simple("X-A", Ref::Of(nested));
    assert_eq!(read::<Vec<Vec<u8>>>(header, &["[], [1]"]), Ok(Some(vec![Vec::new(), vec![1]])));
    assert!(read::<Vec<Vec<u8>>>(header, &["a"]).is_err());
}

#[test]
fn a_schema_that_is_a_part_of_itself_asks_for_no_type() {
    fn whole() -> &'static Schema {
        const INTEGER_2020: &Schema = &Schema::ANY.all_of(&[Ref::Of(whole), Ref::Of(whole)]);
        INTEGER_2020
    }
    assert_eq!(read(Header::simple("X-A", Ref::Of(whole)), &["a"]), Ok(Some("a".to_owned())));
}

#[test]
fn json_is_read() {
    assert_eq!(read(Header::json("X-A"), &["[1,2]"]), Ok(Some(vec![1_i64, 2])));
}

#[test]
fn what_does_not_fit_is_an_error_that_does_not_show_it() {
    let error = read::<i64>(simple(&Schema::INTEGER), &["hush"]).expect_err("an error");

    assert_eq!(error.to_string(), "the header `X-A`: invalid value, expected i64, found a string");
}

#[test]
fn what_is_no_text_is_an_error() {
    let mut headers = HeaderMap::new();
    headers.insert("x-a", HeaderValue::from_bytes(b"\xff").expect("a value"));
    let error = headers.__declared::<String>(&simple(&Schema::STRING)).expect_err("an error");

    assert_eq!(error.to_string(), "the header `X-A`: not text in UTF-8");
}

#[test]
fn lines_that_are_items_are_never_joined_nor_split() {
    let lines = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];
    let expected = Ok(Some(lines.map(str::to_owned).to_vec()));
    assert_eq!(read(Header::lines("x-a", inline(&Schema::STRING)), &lines), expected);
    assert_eq!(read(Header::lines("x-a", inline(&STRINGS)), &lines), expected);
    assert_eq!(read::<Vec<String>>(Header::lines("x-a", inline(&Schema::STRING)), &[]), Ok(None));
}
