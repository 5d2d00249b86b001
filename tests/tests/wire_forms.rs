//! Form bodies on the wire (OpenAPI 3.0.3 §4.7.14.4, §4.7.15): a test a row.

use clientwright_runtime::client::form_urlencoded::{self, Field};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::style::Style::{DeepObject, Form, Json, PipeDelimited, SpaceDelimited};
use clientwright_tests::wire::{DONE, Plain, rejected, sent};
use serde_json::{Value, json};

static OPERATION: Operation<()> = Operation::new("POST", "/things").responses(DONE);

const PLAIN: Field = Field::new("a", Form, true);
const LIST: Field = Field::new("a", Form, false);
const SPACES: Field = Field::new("a", SpaceDelimited, false);
const PIPES: Field = Field::new("a", PipeDelimited, false);
const DEEP: Field = Field::new("a", DeepObject, true);
const JSON: Field = Field::new("a", Json, true);
const RESERVED: Field = PLAIN.allow_reserved();

/// Returns the form that a value becomes.
async fn form(value: Value, fields: &[Field]) -> String {
    let request = sent(&OPERATION, |call: Plain| call.__body(form_urlencoded::encode(&value, fields))).await;
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    request.text().to_owned()
}

/// Declares a test a row: how the property `a` is written, the body, and the form that it becomes.
macro_rules! rows {
    ($($name:ident: $fields:expr, $value:tt => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            assert_eq!(form(json!($value), &$fields).await, $expected);
        }
    )*};
}

rows! {
    scalars: [], {"a": "blue", "b": 1, "c": true} => "a=blue&b=1&c=true";
    an_empty_string: [], {"a": ""} => "a=";
    null_is_left_out: [], {"a": null, "b": 1} => "b=1";
    an_empty_object: [], {} => "";
    an_array_is_a_pair_an_item: [], {"a": [1, 2]} => "a=1&a=2";
    an_empty_array_is_left_out: [], {"a": []} => "";
    an_object_is_json: [], {"a": {"b": 1}} => "a=%7B%22b%22%3A1%7D";
    an_object_in_an_array_is_json: [], {"a": [{"b": 1}, 2]} => "a=%7B%22b%22%3A1%7D&a=2";
    names_and_values_are_encoded: [], {"a b&": "c=d +%\r\nü"} => "a%20b%26=c%3Dd%20%2B%25%0D%0A%C3%BC";

    exploded_array: [PLAIN], {"a": [1, 2]} => "a=1&a=2";
    exploded_object: [PLAIN], {"a": {"b": 1, "c": 2}} => "b=1&c=2";
    exploded_object_with_an_array: [PLAIN], {"a": {"b": [1, 2], "c": {"d": 3}}} => "b=1&b=2&c=%7B%22d%22%3A3%7D";
    list_of_an_array: [LIST], {"a": [1, 2]} => "a=1,2";
    list_of_an_object: [LIST], {"a": {"b": 1, "c": 2}} => "a=b,1,c,2";
    spaces: [SPACES], {"a": [1, 2]} => "a=1%202";
    pipes: [PIPES], {"a": [1, 2]} => "a=1%7C2";
    json_of_an_array: [JSON], {"a": [1, 2]} => "a=%5B1%2C2%5D";
    json_of_a_string: [JSON], {"a": "b"} => "a=%22b%22";
    allow_reserved: [RESERVED], {"a": "https://example.com/?b"} => "a=https://example.com/?b";

    deep_object: [DEEP], {"a": {"b": "c", "d": {"e": 1}}} => "a%5Bb%5D=c&a%5Bd%5D%5Be%5D=1";
    deep_array: [DEEP], {"a": ["b", "c"]} => "a%5B0%5D=b&a%5B1%5D=c";
    deep_objects_in_an_array: [DEEP], {"a": [{"price": "p", "quantity": 2}]} => "a%5B0%5D%5Bprice%5D=p&a%5B0%5D%5Bquantity%5D=2";
    deep_scalar: [DEEP], {"a": "b"} => "a=b";
    deep_empty_string: [DEEP], {"a": {"b": ""}} => "a%5Bb%5D=";
    deep_null_is_left_out: [DEEP], {"a": {"b": null, "c": 1}} => "a%5Bc%5D=1";
    deep_empty_object_is_left_out: [DEEP], {"a": {"b": {}, "c": 1}} => "a%5Bc%5D=1";

    only_the_named_property_is_written_so: [DEEP], {"a": {"b": 1}, "c": {"d": 1}} => "a%5Bb%5D=1&c=%7B%22d%22%3A1%7D";
}

/// Declares a test a row: how the property `a` is written, the body, and the pointer to what would arrive as something else.
macro_rules! unclear {
    ($($name:ident: $fields:expr, $value:tt => $pointer:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let body = json!($value);
            let violations = rejected(&OPERATION, |call| call.__body(form_urlencoded::encode(&body, &$fields))).await;
            let places: Vec<_> = violations.iter().map(|one| (one.keyword(), one.pointer())).collect();
            assert_eq!(places, [("style", $pointer)], "{violations}");
        }
    )*};
}

unclear! {
    a_comma_in_an_item_is_rejected: [LIST], {"a": ["b,c"]} => "/a/0";
    a_bar_in_an_item_is_rejected: [PIPES], {"a": ["b", "c|d"]} => "/a/1";
    a_blank_in_an_item_is_rejected: [SPACES], {"a": ["b c"]} => "/a/0";
    null_among_items_is_rejected: [], {"a": [null, 1]} => "/a/0";
    brackets_in_a_deep_name_are_rejected: [DEEP], {"a": {"b]": 1}} => "/a/b]";
}
