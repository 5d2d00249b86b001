//! Path parameters on the wire (OpenAPI 3.0.3 §4.7.12.1, "Style Examples"; RFC 6570 §3.2.2, §3.2.5, §3.2.7): a test a row.
//!
//! Where the table of 3.0.3 and RFC 6570 differ, lists of the style `label` that are not exploded, the RFC holds, as 3.0.4 corrects.

use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::parameters::Parameter;
use clientwright_runtime::client::style::Style::{Json, Label, Matrix};
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::wire::{ANY, COLOR, COLORS, DONE, Plain, rejected, sent};
use serde_json::{Value, json};

const SIMPLE: Parameter = Parameter::path("color", ANY);
const LABEL: Parameter = SIMPLE.style(Label);
const MATRIX: Parameter = SIMPLE.style(Matrix);
const JSON: Parameter = SIMPLE.style(Json);
const SLASHES: Parameter = SIMPLE.allow_slashes();
const RESERVED: Parameter = SIMPLE.allow_reserved();

const NOTHING: [&str; 0] = [];

/// Declares a test a row: a parameter, a value, and the segment that it becomes.
macro_rules! rows {
    ($($name:ident: $parameter:expr, $value:expr => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things/{color}").parameters(&[$parameter]).responses(DONE);
            let request = sent(&OPERATION, |call: Plain| call.__path("color", &$value)).await;
            assert_eq!(request.target.strip_prefix("/things/"), Some($expected));
        }
    )*};
}

rows! {
    simple_of_a_string: SIMPLE, "blue" => "blue";
    simple_of_an_integer: SIMPLE, -7 => "-7";
    simple_of_a_boolean: SIMPLE, false => "false";
    simple_of_an_array: SIMPLE, COLORS => "blue,black,brown";
    simple_of_an_object: SIMPLE, COLOR => "R,100,G,200,B,150";
    simple_exploded_of_a_string: SIMPLE.explode(true), "blue" => "blue";
    simple_exploded_of_an_array: SIMPLE.explode(true), COLORS => "blue,black,brown";
    simple_exploded_of_an_object: SIMPLE.explode(true), COLOR => "R=100,G=200,B=150";

    label_of_a_string: LABEL, "blue" => ".blue";
    label_of_an_integer: LABEL, 5 => ".5";
    label_of_an_array: LABEL, COLORS => ".blue,black,brown";
    label_of_an_object: LABEL, COLOR => ".R,100,G,200,B,150";
    label_exploded_of_a_string: LABEL.explode(true), "blue" => ".blue";
    label_exploded_of_an_array: LABEL.explode(true), COLORS => ".blue.black.brown";
    label_exploded_of_an_object: LABEL.explode(true), COLOR => ".R=100.G=200.B=150";

    matrix_of_a_string: MATRIX, "blue" => ";color=blue";
    matrix_of_an_empty_string: MATRIX, "" => ";color";
    matrix_of_an_integer: MATRIX, 5 => ";color=5";
    matrix_of_an_array: MATRIX, COLORS => ";color=blue,black,brown";
    matrix_of_an_object: MATRIX, COLOR => ";color=R,100,G,200,B,150";
    matrix_exploded_of_a_string: MATRIX.explode(true), "blue" => ";color=blue";
    matrix_exploded_of_an_empty_string: MATRIX.explode(true), "" => ";color";
    matrix_exploded_of_an_array: MATRIX.explode(true), COLORS => ";color=blue;color=black;color=brown";
    matrix_exploded_of_an_object: MATRIX.explode(true), COLOR => ";R=100;G=200;B=150";

    content_of_an_object: JSON, json!({"a": "b c"}) => "%7B%22a%22%3A%22b%20c%22%7D";
    content_of_an_empty_array: JSON, NOTHING => "%5B%5D";

    reserved_characters_are_encoded: SIMPLE, ":/?#[]@!$&'()*+,;=" => "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D";
    spaces_percent_signs_and_letters_are_encoded: SIMPLE, "50% grün" => "50%25%20gr%C3%BCn";
    a_comma_in_a_string_is_encoded: SIMPLE, "a,b" => "a%2Cb";
    a_comma_in_an_item_of_an_exploded_label_is_encoded: LABEL.explode(true), ["a,b", "c"] => ".a%2Cb.c";
    a_dot_in_a_label_stays: LABEL, "a.b" => ".a.b";
    slashes_pass_where_the_template_says_so: SLASHES, "a b/c?d#e/ü" => "a%20b/c%3Fd%23e/%C3%BC";
    what_looks_encoded_is_encoded_again_where_slashes_pass: SLASHES, "%2F/%2e" => "%252F/%252e";
    reserved_characters_may_stay: RESERVED, "a:b@c!$&'()*+,;=%20[1]?#ü" => "a:b@c!$&'()*+,;=%20[1]%3F%23%C3%BC";
    a_percent_sign_is_encoded_with_reserved_characters: RESERVED, "100%" => "100%25";
    reserved_characters_and_slashes_may_stay: RESERVED.allow_slashes(), "a:b/c?d" => "a:b/c%3Fd";
    three_dots_are_a_name: SLASHES, "a/.../b" => "a/.../b";
    a_semicolon_in_a_matrix_is_encoded: MATRIX, "a;b=c" => ";color=a%3Bb%3Dc";
    names_of_members_are_encoded: MATRIX.explode(true), json!({"a=b": "c"}) => ";a%3Db=c";
}

/// Declares a test a row: a parameter and a value that leaves nothing to write into the segment.
macro_rules! refusals {
    ($($name:ident: $parameter:expr, $value:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things/{color}").parameters(&[$parameter]).responses(DONE);
            let violations = rejected(&OPERATION, |call| call.__path("color", &$value).skip_validation()).await;
            let places: Vec<_> = violations.iter().map(|one| (*one.location(), one.pointer())).collect();
            assert_eq!(places, [(Location::Path("color"), "/color")]);
        }
    )*};
}

refusals! {
    simple_of_an_empty_string_is_rejected: SIMPLE, "";
    simple_of_null_is_rejected: SIMPLE, Value::Null;
    simple_of_an_empty_array_is_rejected: SIMPLE, NOTHING;
    simple_of_an_empty_object_is_rejected: SIMPLE.explode(true), json!({});
    label_of_an_empty_string_is_rejected: LABEL, "";
    label_of_a_dot_is_rejected: LABEL, ".";
    label_of_an_empty_array_is_rejected: LABEL.explode(true), NOTHING;
    matrix_of_an_empty_array_is_rejected: MATRIX.explode(true), NOTHING;
    matrix_of_an_empty_object_is_rejected: MATRIX, json!({});
    a_slash_at_the_end_is_rejected: SLASHES, "a/";
    a_slash_at_the_beginning_is_rejected: SLASHES, "/a";
    two_slashes_are_rejected: SLASHES, "a//b";
    the_empty_string_is_rejected_where_slashes_pass: SLASHES, "";
    two_dots_between_slashes_are_rejected: SLASHES, "a/../b";
    one_dot_between_slashes_is_rejected: SLASHES, "a/./b";
    a_backslash_is_rejected_where_slashes_pass: SLASHES, "a\\..\\b";
    a_slash_is_rejected_where_reserved_characters_stay: RESERVED, "a/b";
    a_backslash_is_rejected_where_reserved_characters_stay: RESERVED, "a\\b";
    an_encoded_slash_is_rejected: RESERVED, "a%2Fb";
    an_encoded_backslash_is_rejected: RESERVED, "a%5cb";
    encoded_dots_are_rejected: RESERVED, "%2e%2E";
    half_encoded_dots_are_rejected: RESERVED, ".%2e";
    encoded_dots_between_slashes_are_rejected: RESERVED.allow_slashes(), "a/%2e%2e/b";
}

/// Declares a test a row: a parameter, a value with an item that would arrive as something else, the pointer to it, and what is sent unless
/// it is rejected even unvalidated.
macro_rules! unclear {
    ($($name:ident: $parameter:expr, $value:expr => $pointer:expr, $sent:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things/{color}").parameters(&[$parameter]).responses(DONE);
            let violations = rejected(&OPERATION, |call| call.__path("color", &$value)).await;
            let places: Vec<_> = violations.iter().map(|one| (one.keyword(), one.pointer())).collect();
            assert_eq!(places, [("style", $pointer)], "{violations}");
            let sent_so: Option<&str> = $sent;
            match sent_so {
                None => {
                    rejected(&OPERATION, |call| call.__path("color", &$value).skip_validation()).await;
                }
                Some(expected) => {
                    let request = sent(&OPERATION, |call: Plain| call.__path("color", &$value).skip_validation()).await;
                    assert_eq!(request.target.strip_prefix("/things/"), Some(expected));
                }
            }
        }
    )*};
}

unclear! {
    a_comma_in_an_item: SIMPLE, ["c", "a,b"] => "/color/1", Some("c,a%2Cb");
    a_comma_in_an_item_exploded: SIMPLE.explode(true), ["a,b"] => "/color/0", Some("a%2Cb");
    a_comma_in_a_name: SIMPLE, json!({"a,b": 1}) => "/color/a,b", Some("a%2Cb,1");
    a_comma_in_a_value: SIMPLE.explode(true), json!({"a": "b,c"}) => "/color/a", Some("a=b%2Cc");
    null_among_items: SIMPLE, [None, Some("blue")] => "/color/0", Some("blue");
    a_comma_in_an_item_of_a_label: LABEL, ["a,b"] => "/color/0", Some(".a%2Cb");
    a_dot_in_an_item_of_an_exploded_label: LABEL.explode(true), ["a.b", "c"] => "/color/0", None;
    a_dot_in_a_name_of_an_exploded_label: LABEL.explode(true), json!({"a.b": "c"}) => "/color/a.b", None;
    a_comma_in_an_item_of_a_matrix: MATRIX, ["a,b"] => "/color/0", Some(";color=a%2Cb");
    a_semicolon_in_an_item_of_an_exploded_matrix: MATRIX.explode(true), ["a;b"] => "/color/0", Some(";color=a%3Bb");
    an_empty_item_of_a_matrix: MATRIX, [""] => "/color/0", Some(";color");
    a_comma_that_stays_in_an_item: RESERVED, ["a,b"] => "/color/0", None;
    an_object_in_an_array: SIMPLE, json!([{"a": 1, "b": 2}]) => "/color/0", Some("%7B%22a%22%3A1%2C%22b%22%3A2%7D");
}

#[tokio::test]
async fn slashes_pass_next_to_text_of_the_template() {
    static OPERATION: Operation<()> = Operation::new("POST", "/v1/{name}:archive")
        .parameters(&[Parameter::path("name", ANY).allow_slashes()])
        .responses(DONE);
    let request = sent(&OPERATION, |call: Plain| call.__path("name", &"shelves/1")).await;
    assert_eq!(request.target, "/v1/shelves/1:archive");
    let violations = rejected(&OPERATION, |call| call.__path("name", &"shelves/")).await;
    assert_eq!(violations.len(), 1, "{violations}");
}

#[tokio::test]
async fn encoded_dots_that_meet_others_are_rejected() {
    static OPERATION: Operation<()> = Operation::new("GET", "/things/{color}.")
        .parameters(&[Parameter::path("color", ANY).allow_reserved()])
        .responses(DONE);
    let violations = rejected(&OPERATION, |call| call.__path("color", &"%2e")).await;
    assert_eq!(violations.len(), 1, "{violations}");
}

#[tokio::test]
async fn parameters_may_share_a_segment() {
    static OPERATION: Operation<()> = Operation::new("GET", "/things/{from}..{to}.{format}")
        .parameters(&[Parameter::path("from", ANY), Parameter::path("to", ANY), Parameter::path("format", ANY)])
        .responses(DONE);
    let request =
        sent(&OPERATION, |call: Plain| call.__path("from", &1).__path("to", &"a/b").__path("format", &"json"));
    assert_eq!(request.await.target, "/things/1..a%2Fb.json");
}

#[tokio::test]
async fn a_placeholder_that_occurs_twice_is_filled_twice() {
    static OPERATION: Operation<()> =
        Operation::new("GET", "/{color}/of/{color}").parameters(&[SIMPLE]).responses(DONE);
    let request = sent(&OPERATION, |call: Plain| call.__path("color", &"blue")).await;
    assert_eq!(request.target, "/blue/of/blue");
}
