//! Cookie parameters on the wire (OpenAPI 3.0.3 §4.7.12.1, "Style Examples"): a test a row.

use clientwright_runtime::client::Credential;
use clientwright_runtime::client::error::NoDeclaredErrors;
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::parameters::Parameter;
use clientwright_runtime::client::style::Style::{Cookie, Json};
use clientwright_runtime::validation::violation::Location;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{ANY, COLOR, COLORS, DONE, Optional, Plain, client_builder, rejected, sent};
use serde_json::{Value, json};

const FORM: Parameter = Parameter::cookie("color", ANY);
const LIST: Parameter = FORM.explode(false);
const JSON: Parameter = FORM.style(Json);

const NOTHING: [&str; 0] = [];

/// Declares a test a row: a parameter, a value, and the header that it becomes.
macro_rules! rows {
    ($($name:ident: $parameter:expr, $value:expr => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things").parameters(&[$parameter]).responses(DONE);
            let request = sent(&OPERATION, |call: Plain| call.__cookie("color", &$value)).await;
            assert_eq!(request.header("cookie"), $expected);
        }
    )*};
}

rows! {
    form_of_a_string: FORM, "blue" => Some("color=blue");
    form_of_an_empty_string: FORM, "" => Some("color=");
    form_of_an_integer: FORM, 5 => Some("color=5");
    form_of_a_boolean: FORM, true => Some("color=true");
    form_of_null: FORM, Value::Null => None;
    // Several values are several cookies: the header has no `&` between them.
    form_of_an_array: FORM, COLORS => Some("color=blue; color=black; color=brown");
    form_of_an_empty_array: FORM, NOTHING => None;
    form_of_an_object: FORM, COLOR => Some("R=100; G=200; B=150");
    form_list_of_a_string: LIST, "blue" => Some("color=blue");
    form_list_of_an_array: LIST, COLORS => Some("color=blue,black,brown");
    form_list_of_an_empty_array: LIST, NOTHING => None;
    form_list_of_an_object: LIST, COLOR => Some("color=R,100,G,200,B,150");
    form_list_of_an_empty_object: LIST, json!({}) => None;
    cookie_of_a_string: FORM.style(Cookie), "a=b/c%20" => Some("color=a=b/c%20");
    cookie_of_an_array: FORM.style(Cookie), COLORS => Some("color=blue; color=black; color=brown");
    cookie_of_what_no_cookie_can_hold: FORM.style(Cookie), "a; b=c\r\nü" => Some("color=a%3B%20b=c%0D%0A%C3%BC");
    content_of_an_object: JSON, json!({"a": 1}) => Some("color=%7B%22a%22%3A1%7D");
    reserved_characters_are_encoded: FORM, "a;b=c, d\"\r\n" => Some("color=a%3Bb%3Dc%2C%20d%22%0D%0A");
    letters_beyond_ascii_are_encoded: FORM, "grün" => Some("color=gr%C3%BCn");
}

/// Declares a test a row: a value that would arrive as something else, and the pointer to what is wrong.
macro_rules! unclear {
    ($($name:ident: $parameter:expr, $value:expr => $pointer:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things").parameters(&[$parameter]).responses(DONE);
            let violations = rejected(&OPERATION, |call| call.__cookie("color", &$value)).await;
            let places: Vec<_> = violations.iter().map(|one| (one.keyword(), one.pointer())).collect();
            assert_eq!(places, [("style", $pointer)], "{violations}");
        }
    )*};
}

unclear! {
    a_comma_in_an_item_is_rejected: LIST, ["a,b", "c"] => "/color/0";
    a_comma_in_a_value_is_rejected: LIST, json!({"a": "b,c"}) => "/color/a";
    one_empty_item_is_rejected: LIST, [""] => "/color/0";
    null_among_items_is_rejected: FORM, [None, Some("blue")] => "/color/0";
    a_semicolon_in_an_item_of_the_style_cookie_is_rejected: FORM.style(Cookie), ["a", "b;c"] => "/color/1";
}

static TWO: Operation<()> = Operation::new("GET", "/things")
    .parameters(&[FORM, Parameter::cookie("size", ANY)])
    .security(&[&["session"]])
    .responses(DONE);

#[tokio::test]
async fn several_cookies_share_a_header() {
    let request = sent(&TWO, |call: Plain| call.__cookie("color", &"blue").__cookie("size", &1)).await;
    let cookies: Vec<_> = request.headers.iter().filter(|(name, _)| name == "cookie").collect();
    assert_eq!(cookies, [&("cookie".to_owned(), "color=blue; size=1".to_owned())]);
}

#[tokio::test]
async fn a_credential_shares_the_header() {
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(server.url()).credential("session", Credential::cookie("sid", "a+/=%20"));
    let call: Plain = client.build().expect("a client").call::<(), NoDeclaredErrors>(&TWO);
    call.__cookie("color", &"blue").await.expect("a response");
    assert_eq!(server.request().header("cookie"), Some("color=blue; sid=a+/=%20"));
}

#[tokio::test]
async fn an_absent_cookie_is_left_out() {
    let absent = Optional::<&str> { location: Location::Cookie("color"), value: None };
    let request = sent(&TWO, |call: Plain<Optional<&str>>| call.params(absent)).await;
    assert_eq!(request.header("cookie"), None);
}

#[tokio::test]
async fn an_optional_cookie_is_written() {
    let present = Optional { location: Location::Cookie("color"), value: Some("blue") };
    let request = sent(&TWO, |call: Plain<Optional<&str>>| call.params(present)).await;
    assert_eq!(request.header("cookie"), Some("color=blue"));
}
