//! Header parameters on the wire (OpenAPI 3.0.3 §4.7.12.1, "Style Examples"): a test a row.

use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::parameters::Parameter;
use clientwright_runtime::client::style::Style::Json;
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::wire::{ANY, COLOR, COLORS, DONE, Optional, Plain, rejected, sent};
use serde_json::{Value, json};

const SIMPLE: Parameter = Parameter::header("X-Color", ANY);
const JSON: Parameter = SIMPLE.style(Json);

const NOTHING: [&str; 0] = [];

static OPERATION: Operation<()> = Operation::new("GET", "/things").parameters(&[SIMPLE]).responses(DONE);

/// Declares a test a row: a parameter, a value, and the header that it becomes.
macro_rules! rows {
    ($($name:ident: $parameter:expr, $value:expr => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things").parameters(&[$parameter]).responses(DONE);
            let request = sent(&OPERATION, |call: Plain| call.__header("X-Color", &$value)).await;
            assert_eq!(request.header("x-color"), $expected);
        }
    )*};
}

rows! {
    simple_of_a_string: SIMPLE, "blue" => Some("blue");
    simple_of_an_empty_string: SIMPLE, "" => Some("");
    simple_of_an_integer: SIMPLE, 5 => Some("5");
    simple_of_a_boolean: SIMPLE, true => Some("true");
    simple_of_null: SIMPLE, Value::Null => None;
    simple_of_an_array: SIMPLE, COLORS => Some("blue,black,brown");
    simple_of_an_empty_array: SIMPLE, NOTHING => None;
    simple_of_an_object: SIMPLE, COLOR => Some("R,100,G,200,B,150");
    simple_of_an_empty_object: SIMPLE, json!({}) => None;
    simple_exploded_of_a_string: SIMPLE.explode(true), "blue" => Some("blue");
    simple_exploded_of_an_array: SIMPLE.explode(true), COLORS => Some("blue,black,brown");
    simple_exploded_of_an_object: SIMPLE.explode(true), COLOR => Some("R=100,G=200,B=150");

    content_of_an_object: JSON, json!({"a": [1, "b c"]}) => Some(r#"{"a":[1,"b c"]}"#);
    content_of_a_string: JSON, "blue" => Some("\"blue\"");
    // JSON escapes what a header can't hold.
    content_of_a_line_break: JSON, "a\r\nb" => Some(r#""a\r\nb""#);

    nothing_is_percent_encoded: SIMPLE, "50% off; a=b/c?" => Some("50% off; a=b/c?");
    letters_beyond_ascii_are_utf_8: SIMPLE, "grün" => Some("grün");
    a_tab_stays: SIMPLE, "a\tb" => Some("a\tb");
}

/// Asserts that a value is rejected, with or without validation.
async fn assert_rejected(value: &str) {
    for skip in [false, true] {
        let violations = rejected(&OPERATION, |call| {
            let call = call.__header("X-Color", value);
            if skip { call.skip_validation() } else { call }
        });
        let violations = violations.await;
        let places: Vec<_> = violations.iter().map(|one| (*one.location(), one.pointer())).collect();
        assert_eq!(places, [(Location::Header("X-Color"), "/X-Color")]);
    }
}

#[tokio::test]
async fn a_line_break_is_rejected_and_splits_nothing() {
    assert_rejected("a\r\nX-Evil: b").await;
}

#[tokio::test]
async fn a_line_feed_is_rejected() {
    assert_rejected("a\nb").await;
}

#[tokio::test]
async fn a_null_character_is_rejected() {
    assert_rejected("a\0b").await;
}

/// Declares a test a row: a value that would arrive as something else, and the pointer to what is wrong.
macro_rules! unclear {
    ($($name:ident: $parameter:expr, $value:expr => $pointer:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things").parameters(&[$parameter]).responses(DONE);
            let violations = rejected(&OPERATION, |call| call.__header("X-Color", &$value)).await;
            let places: Vec<_> = violations.iter().map(|one| (one.keyword(), one.pointer())).collect();
            assert_eq!(places, [("style", $pointer)], "{violations}");
        }
    )*};
}

unclear! {
    a_blank_at_the_beginning_is_rejected: SIMPLE, " blue" => "/X-Color";
    a_blank_at_the_end_is_rejected: SIMPLE, "blue\t" => "/X-Color";
    a_comma_in_an_item_is_rejected: SIMPLE, ["a,b", "c"] => "/X-Color/0";
    a_blank_at_the_end_of_an_item_is_rejected: SIMPLE, ["a", "b ", "c"] => "/X-Color/1";
    an_empty_item_is_rejected: SIMPLE, ["a", "", "c"] => "/X-Color/1";
    null_among_items_is_rejected: SIMPLE, [Some("a"), None] => "/X-Color/1";
    a_comma_in_a_value_is_rejected: SIMPLE, json!({"a": "b,c"}) => "/X-Color/a";
    a_comma_in_a_name_is_rejected: SIMPLE, json!({"a,b/c": 1}) => "/X-Color/a,b~1c";
    an_equals_sign_in_an_exploded_name_is_rejected: SIMPLE.explode(true), json!({"a=b": "c"}) => "/X-Color/a=b";
    an_empty_value_between_commas_is_rejected: SIMPLE, json!({"a": ""}) => "/X-Color/a";
    an_array_in_an_array_is_rejected: SIMPLE, json!([[1, 2]]) => "/X-Color/0";
}

#[tokio::test]
async fn a_blank_at_the_end_of_a_header_of_the_call_is_rejected() {
    let violations = rejected(&OPERATION, |call| call.header("X-Other", "a ").skip_validation()).await;
    assert_eq!(violations.len(), 1, "{violations}");
}

#[tokio::test]
async fn an_equals_sign_in_an_exploded_value_stays() {
    static EXPLODED: Operation<()> =
        Operation::new("GET", "/things").parameters(&[SIMPLE.explode(true)]).responses(DONE);
    let request = sent(&EXPLODED, |call: Plain| call.__header("X-Color", &json!({"a": "b=c", "d": ""}))).await;
    assert_eq!(request.header("x-color"), Some("a=b=c,d="));
}

#[tokio::test]
async fn a_line_break_in_a_header_of_the_call_is_rejected() {
    let violations = rejected(&OPERATION, |call| call.header("X-Other", "a\r\nX-Evil: b")).await;
    assert_eq!(violations.len(), 1, "{violations}");
}

#[tokio::test]
async fn an_absent_header_is_left_out() {
    let absent = Optional::<&str> { location: Location::Header("X-Color"), value: None };
    let request = sent(&OPERATION, |call: Plain<Optional<&str>>| call.params(absent)).await;
    assert_eq!(request.header("x-color"), None);
}

#[tokio::test]
async fn an_optional_header_is_written() {
    let present = Optional { location: Location::Header("X-Color"), value: Some(COLORS) };
    let request = sent(&OPERATION, |call: Plain<Optional<[&'static str; 3]>>| call.params(present)).await;
    assert_eq!(request.header("x-color"), Some("blue,black,brown"));
}

#[tokio::test]
async fn a_header_of_the_call_replaces_a_parameter() {
    let request = sent(&OPERATION, |call: Plain| call.__header("X-Color", &"blue").header("x-color", "red")).await;
    let values: Vec<_> = request.headers.iter().filter(|(name, _)| name == "x-color").collect();
    assert_eq!(values, [&("x-color".to_owned(), "red".to_owned())]);
}
