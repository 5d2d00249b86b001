//! Query parameters on the wire (OpenAPI 3.0.3 §4.7.12.1, "Style Examples"; RFC 6570 §3.2.8): a test a row.

use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::parameters::Parameter;
use clientwright_runtime::client::style::Style::{
    DeepObject, Json, JsonQuerystring, PipeDelimited, Querystring, SpaceDelimited,
};
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::wire::{ANY, COLOR, COLORS, DONE, Optional, Plain, rejected, sent};
use serde_json::{Value, json};

const FORM: Parameter = Parameter::query("color", ANY);
const LIST: Parameter = FORM.explode(false);
const SPACES: Parameter = FORM.style(SpaceDelimited).explode(false);
const PIPES: Parameter = FORM.style(PipeDelimited).explode(false);
const DEEP: Parameter = FORM.style(DeepObject);
const JSON: Parameter = FORM.style(Json);
const RESERVED: Parameter = FORM.allow_reserved();
const WHOLE: Parameter = FORM.style(Querystring);

const NOTHING: [&str; 0] = [];
const NO_MEMBERS: [(); 0] = [];

/// Returns the query of a request.
fn query(target: &str) -> &str {
    let query = target.strip_prefix("/things").expect("the path");
    query.strip_prefix('?').unwrap_or(query)
}

/// Declares a test a row: a parameter, a value, and the query that it becomes.
macro_rules! rows {
    ($($name:ident: $parameter:expr, $value:expr => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things").parameters(&[$parameter]).responses(DONE);
            let request = sent(&OPERATION, |call: Plain| call.__query("color", &$value)).await;
            assert_eq!(query(&request.target), $expected);
        }
    )*};
}

rows! {
    form_of_a_string: FORM, "blue" => "color=blue";
    form_of_an_empty_string: FORM, "" => "color=";
    form_of_an_integer: FORM, -7 => "color=-7";
    form_of_a_big_integer: FORM, u64::MAX => "color=18446744073709551615";
    form_of_a_number: FORM, 0.5 => "color=0.5";
    form_of_a_whole_number: FORM, 2.0 => "color=2.0";
    form_of_a_boolean: FORM, true => "color=true";
    form_of_null: FORM, Value::Null => "";
    form_of_an_array: FORM, COLORS => "color=blue&color=black&color=brown";
    form_of_an_empty_array: FORM, NOTHING => "";
    form_of_an_array_with_an_empty_string: FORM, ["", "blue"] => "color=&color=blue";
    form_of_an_object: FORM, COLOR => "R=100&G=200&B=150";
    form_of_an_empty_object: FORM, json!({}) => "";
    form_of_an_object_with_null: FORM, json!({"a": null, "b": "c"}) => "b=c";
    form_of_nested_values: FORM, json!({"a": [1, 2], "b": {"c": "d"}}) => "a=1&a=2&b=%7B%22c%22%3A%22d%22%7D";
    form_of_an_empty_array_in_an_object: FORM, json!({"a": [], "b": 1}) => "b=1";
    form_of_delimiters: FORM, ["a&b", "c,d"] => "color=a%26b&color=c%2Cd";

    form_list_of_a_string: LIST, "blue" => "color=blue";
    form_list_of_an_empty_string: LIST, "" => "color=";
    form_list_of_an_array: LIST, COLORS => "color=blue,black,brown";
    form_list_of_a_string_with_commas: LIST, "a,b" => "color=a%2Cb";
    form_list_of_an_empty_array: LIST, NOTHING => "";
    form_list_of_an_array_with_an_empty_string: LIST, ["a", "", "b"] => "color=a,,b";
    form_list_of_an_object: LIST, COLOR => "color=R,100,G,200,B,150";
    form_list_of_an_empty_object: LIST, json!({}) => "";

    spaces_of_a_string: SPACES, "blue" => "color=blue";
    spaces_of_an_array: SPACES, COLORS => "color=blue%20black%20brown";
    spaces_of_an_object: SPACES, COLOR => "color=R%20100%20G%20200%20B%20150";
    spaces_of_an_empty_array: SPACES, NOTHING => "";
    spaces_of_an_exploded_array: SPACES.explode(true), COLORS => "color=blue&color=black&color=brown";

    pipes_of_a_string: PIPES, "blue" => "color=blue";
    pipes_of_an_array: PIPES, COLORS => "color=blue%7Cblack%7Cbrown";
    pipes_of_an_object: PIPES, COLOR => "color=R%7C100%7CG%7C200%7CB%7C150";
    pipes_of_an_empty_array: PIPES, NOTHING => "";
    pipes_of_an_exploded_array: PIPES.explode(true), COLORS => "color=blue&color=black&color=brown";

    deep_object: DEEP, COLOR => "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    // As most documents write it: explode is false by default, and says nothing of this style.
    deep_object_without_explode: DEEP.explode(false), json!({"a": {"b": [1]}}) => "color%5Ba%5D%5Bb%5D%5B0%5D=1";
    deep_object_not_exploded: DEEP.explode(false), COLOR => "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    deep_object_of_an_object_in_an_object: DEEP, json!({"a": {"b": "c"}}) => "color%5Ba%5D%5Bb%5D=c";
    deep_object_of_an_array: DEEP, COLORS => "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown";
    deep_object_of_objects_in_an_array: DEEP, json!([{"a": 1}, {"a": 2}]) => "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2";
    deep_object_of_an_array_in_an_object: DEEP, json!({"a": ["b", "c"]}) => "color%5Ba%5D%5B0%5D=b&color%5Ba%5D%5B1%5D=c";
    deep_object_of_a_string: DEEP, "blue" => "color=blue";
    deep_object_of_an_empty_object: DEEP, json!({}) => "";
    deep_object_of_an_empty_string: DEEP, json!({"a": ""}) => "color%5Ba%5D=";
    deep_object_of_null: DEEP, json!({"a": null}) => "";
    deep_object_of_odd_names: DEEP, json!({"a&=": "c d"}) => "color%5Ba%26%3D%5D=c%20d";

    content_of_a_string: JSON, "blue" => "color=%22blue%22";
    content_of_an_object: JSON, COLOR => "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D";
    content_of_an_array: JSON, [1, 2] => "color=%5B1%2C2%5D";
    content_of_an_empty_array: JSON, NO_MEMBERS => "color=%5B%5D";
    content_of_null: JSON, Value::Null => "color=null";

    reserved_characters_are_encoded: FORM, ":/?#[]@!$&'()*+,;=" => "color=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D";
    unreserved_characters_stay: FORM, "aZ09-._~" => "color=aZ09-._~";
    spaces_and_percent_signs_are_encoded: FORM, "50% off +1" => "color=50%25%20off%20%2B1";
    what_looks_encoded_is_encoded_again: FORM, "%20" => "color=%2520";
    letters_beyond_ascii_are_encoded: FORM, "grün 青" => "color=gr%C3%BCn%20%E9%9D%92";
    line_breaks_are_encoded: FORM, "a\r\nb" => "color=a%0D%0Ab";
    names_of_members_are_encoded: FORM, json!({"a b&": "c"}) => "a%20b%26=c";
    items_are_encoded: LIST, ["a b", "c&d"] => "color=a%20b,c%26d";

    // A `#` would end the query; the parser of URLs encodes the apostrophe, which means the same.
    allow_reserved_keeps_reserved_characters: RESERVED, ":/?#[]@!$&'()*+,;=" => "color=:/?%23[]@!$&%27()*+,;=";
    allow_reserved_keeps_what_is_encoded: RESERVED, "a%20b 100%" => "color=a%20b%20100%25";
    allow_reserved_encodes_the_rest: RESERVED, "ü\"<>\\^`{|}" => "color=%C3%BC%22%3C%3E%5C%5E%60%7B%7C%7D";
    allow_reserved_of_an_array: RESERVED, ["a/b", "c:d"] => "color=a/b&color=c:d";

    the_whole_query_of_an_object: WHOLE, COLOR => "R=100&G=200&B=150";
    the_whole_query_is_a_form: WHOLE, json!({"a": [1, "b c"], "d": {"e": 1}, "f": null}) => "a=1&a=b%20c&d=%7B%22e%22%3A1%7D";
    the_whole_query_of_a_text: WHOLE, "$.a" => "%24.a";
    the_whole_query_as_json: FORM.style(JsonQuerystring), json!({"a": [1]}) => "%7B%22a%22%3A%5B1%5D%7D";
}

/// Declares a test a row: a value that would arrive as something else, the pointer to what is wrong, and what is sent unless it is rejected
/// even unvalidated.
macro_rules! unclear {
    ($($name:ident: $parameter:expr, $value:expr => $pointer:expr, $sent:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things").parameters(&[$parameter]).responses(DONE);
            let violations = rejected(&OPERATION, |call| call.__query("color", &$value)).await;
            let places: Vec<_> = violations.iter().map(|one| (one.keyword(), one.pointer())).collect();
            assert_eq!(places, [("style", $pointer)], "{violations}");
            let sent_so: Option<&str> = $sent;
            match sent_so {
                None => {
                    rejected(&OPERATION, |call| call.__query("color", &$value).skip_validation()).await;
                }
                Some(expected) => {
                    let request = sent(&OPERATION, |call: Plain| call.__query("color", &$value).skip_validation()).await;
                    assert_eq!(query(&request.target), expected);
                }
            }
        }
    )*};
}

unclear! {
    a_comma_in_an_item: LIST, ["a,b", "c"] => "/color/0", Some("color=a%2Cb,c");
    a_comma_in_a_name: LIST, json!({"a,b": "c"}) => "/color/a,b", Some("color=a%2Cb,c");
    a_comma_in_a_value: LIST, json!({"a": "b,c"}) => "/color/a", Some("color=a,b%2Cc");
    a_blank_in_an_item: SPACES, ["a b", "c"] => "/color/0", None;
    an_empty_item_between_blanks: SPACES, ["a", "", "c"] => "/color/1", None;
    a_bar_in_an_item: PIPES, ["a", "b|c"] => "/color/1", None;
    a_bar_in_a_name: PIPES, json!({"a|b": "c"}) => "/color/a|b", None;
    one_empty_item: LIST, [""] => "/color/0", Some("color=");
    null_among_items: FORM, [None, Some("blue")] => "/color/0", Some("color=blue");
    null_in_an_array_of_an_object: FORM, json!({"a": [null, 1]}) => "/color/a/0", Some("a=1");
    null_in_a_deep_array: DEEP, json!({"a": [null, 1]}) => "/color/a/0", Some("color%5Ba%5D%5B1%5D=1");
    brackets_in_a_deep_name: DEEP, json!({"a": {"b[c]": "d"}}) => "/color/a/b[c]", None;
    a_comma_that_stays: RESERVED.explode(false), ["a,b"] => "/color/0", None;
    an_ampersand_that_stays: RESERVED, ["a&b"] => "/color/0", None;
}

static ABSENT: Operation<()> = Operation::new("GET", "/things").parameters(&[FORM]).responses(DONE);

#[tokio::test]
async fn an_absent_parameter_is_left_out() {
    let absent = Optional::<&str> { location: Location::Query("color"), value: None };
    let request = sent(&ABSENT, |call: Plain<Optional<&str>>| call.params(absent)).await;
    assert_eq!(request.target, "/things");
}

#[tokio::test]
async fn an_optional_parameter_is_written() {
    let present = Optional { location: Location::Query("color"), value: Some("blue") };
    let request = sent(&ABSENT, |call: Plain<Optional<&str>>| call.params(present)).await;
    assert_eq!(request.target, "/things?color=blue");
}

#[tokio::test]
async fn parameters_stand_in_the_order_of_the_call() {
    static TWO: Operation<()> =
        Operation::new("GET", "/things").parameters(&[FORM, Parameter::query("a b", ANY)]).responses(DONE);
    let request = sent(&TWO, |call: Plain| call.__query("a b", &1).__query("color", &2)).await;
    assert_eq!(request.target, "/things?a%20b=1&color=2");
}

#[tokio::test]
async fn the_query_of_the_template_comes_first() {
    static FIXED: Operation<()> = Operation::new("GET", "/things?action=list#part").parameters(&[FORM]).responses(DONE);
    let request = sent(&FIXED, |call: Plain| call.__query("color", &"blue")).await;
    assert_eq!(request.target, "/things?action=list&color=blue");
}
