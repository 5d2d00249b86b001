//! Bodies that are neither form nor multipart, bodies that are not there, and bodies of any method.

use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::request_body;
use clientwright_tests::server::Request;
use clientwright_tests::wire::{DONE, Plain, sent};
use serde_json::{Value, json};

static POST: Operation<()> = Operation::new("POST", "/things").responses(DONE);

async fn post(fill: impl FnOnce(Plain) -> Plain) -> Request {
    sent(&POST, fill).await
}

#[tokio::test]
async fn json_says_that_it_is() {
    let request = post(|call| call.__json(&json!({"a": "ü"}))).await;
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), r#"{"a":"ü"}"#);
}

#[tokio::test]
async fn json_of_another_media_type_says_so() {
    let request =
        post(|call| call.__body(request_body::json("application/merge-patch+json", &json!({"a": null})))).await;
    assert_eq!(request.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!(request.text(), r#"{"a":null}"#);
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    let request = post(|call| call.__body(request_body::bytes("application/octet-stream", b"\xff\x00\r\n"))).await;
    assert_eq!(request.header("content-type"), Some("application/octet-stream"));
    assert_eq!(request.body, b"\xff\x00\r\n");
}

#[tokio::test]
async fn text_is_sent_as_it_is() {
    let request = post(|call| call.__body(request_body::bytes("text/plain", "grün"))).await;
    assert_eq!(request.header("content-type"), Some("text/plain"));
    assert_eq!(request.text(), "grün");
}

#[tokio::test]
async fn an_empty_body_is_a_body() {
    let request = post(|call| call.__body(request_body::bytes("application/xml", ""))).await;
    assert_eq!(request.header("content-type"), Some("application/xml"));
    assert_eq!(request.header("content-length"), Some("0"));
}

#[tokio::test]
async fn an_absent_body_is_none() {
    let request = post(|call| call.__optional_json::<Value>(None).__optional_body(None)).await;
    assert_eq!(request.header("content-type"), None);
    assert_eq!(request.header("content-length"), Some("0"));
    assert_eq!(request.body, b"");
}

#[tokio::test]
async fn an_optional_body_is_sent() {
    let request = post(|call| call.__optional_json(Some(&json!(1)))).await;
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), "1");
}

/// Declares a test a method: a body goes along with it.
macro_rules! methods {
    ($($name:ident: $method:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> = Operation::new($method, "/things").responses(DONE);
            let request = sent(&OPERATION, |call: Plain| call.__json(&json!({"a": 1}))).await;
            assert_eq!((request.method.as_str(), request.text()), ($method, r#"{"a":1}"#));
            assert_eq!(request.header("content-type"), Some("application/json"));
        }
    )*};
}

methods! {
    a_get_may_have_a_body: "GET";
    a_delete_may_have_a_body: "DELETE";
    a_patch_has_a_body: "PATCH";
    an_options_may_have_a_body: "OPTIONS";
    a_query_has_a_body: "QUERY";
}

#[tokio::test]
async fn a_get_without_a_body_says_nothing_of_one() {
    static GET: Operation<()> = Operation::new("GET", "/things").responses(DONE);
    let request = sent(&GET, |call: Plain| call).await;
    assert_eq!((request.header("content-type"), request.header("content-length")), (None, None));
}
