//! JSON bodies that are no objects with properties, on their way there and back.

use std::collections::BTreeMap;

use request_bodies::chrono::DateTime;
use request_bodies::serde_json::json;
use request_bodies::types::{EchoNumberRequest, Either, Kind, Thing};
use request_bodies::{Client, Error, NoDeclaredErrors, Nullable};

calls_of!(request_bodies);

/// Makes a call of a server that gives back what it gets; returns the request, and what the response is read as.
async fn echoed<C, T>(call: impl FnOnce(Client) -> C) -> (String, T)
where
    C: IntoFuture<Output = Result<T, Error<NoDeclaredErrors>>>,
{
    let server = Server::start(|request| MockResponse::json(200, request.text()));
    let response = call(client(&server)).await.expect("a response");
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("application/json"));
    (format!("{} {}", request.target, request.text()), response)
}

fn thing(size: Nullable<f64>) -> Thing {
    Thing { name: "a\"b".into(), size, additional_properties: BTreeMap::new() }
}

#[tokio::test]
async fn lists() {
    let things = vec![thing(Nullable::Absent), thing(Nullable::Null)];
    let (sent, response) = echoed(|client| client.echo_list(&things.clone().into())).await;
    assert_eq!(sent, r#"/list [{"name":"a\"b"},{"name":"a\"b","size":null}]"#);
    assert_eq!(response, things);
    assert_eq!(echoed(|client| client.echo_list(&Vec::new().into())).await, ("/list []".to_owned(), Vec::new()));
    let said = rejected(|client| client.echo_list(&vec![thing(Nullable::Absent); 3].into())).await;
    assert!(said.starts_with("the body: "), "{said}");
}

#[test]
fn a_builder_keeps_fractions_to_the_last_bit() {
    for size in [0.1 + 0.2, 5e-324, f64::MAX, 1e16, 123_456_789.123_456_79, -0.0] {
        let built = Thing::builder().name("a").size(Some(size)).build().expect("a thing");
        let Nullable::Value(found) = built.size else { panic!("{built:?}") };
        assert_eq!(found.to_bits(), size.to_bits(), "{size}");
    }
}

#[tokio::test]
async fn maps() {
    let map = BTreeMap::from([("ü".to_owned(), 1), (String::new(), 0)]);
    let (sent, response) = echoed(|client| client.echo_map(&map.clone().into())).await;
    assert_eq!((sent.as_str(), response), (r#"/map {"":0,"ü":1}"#, map));
    let said = rejected(|client| client.echo_map(&BTreeMap::from([("a/b".to_owned(), -1)]).into())).await;
    assert_eq!(said, "/a~1b: -1 is less than the minimum 0");
}

#[tokio::test]
async fn scalars() {
    let text = "ü\u{1}\"".to_owned();
    let (sent, response) = echoed(|client| client.echo_text(&text.clone().into())).await;
    assert_eq!((sent.as_str(), response), ("/text \"ü\\u0001\\\"\"", text));
    assert!(rejected(|client| client.echo_text(&String::new().into())).await.starts_with("the body: "));
    let (sent, response) = echoed(|client| client.echo_number(Some(&EchoNumberRequest(i32::MIN)))).await;
    assert_eq!((sent.as_str(), response), ("/number -2147483648", i32::MIN));
    let time = DateTime::parse_from_rfc3339("2026-02-03T04:05:06.789-01:30").expect("a time");
    let (sent, response) = echoed(|client| client.echo_time(&time.into())).await;
    assert_eq!((sent.as_str(), response), ("/time \"2026-02-03T04:05:06.789-01:30\"", time));
}

#[tokio::test]
async fn null_is_a_body() {
    let (sent, response) = echoed(|client| client.echo_flag(&None.into())).await;
    assert_eq!((sent.as_str(), response), ("/flag null", None));
    let (sent, response) = echoed(|client| client.echo_flag(&Some(false).into())).await;
    assert_eq!((sent.as_str(), response), ("/flag false", Some(false)));
}

#[tokio::test]
async fn anything_is_a_body() {
    for value in [json!(null), json!("a"), json!([1, {"b": -0.5}]), json!(9_007_199_254_740_993_i64)] {
        let (sent, response) = echoed(|client| client.echo_anything(&value.clone().into())).await;
        assert_eq!((sent, response), (format!("/anything {value}"), value));
    }
}

#[tokio::test]
async fn unions() {
    let members = [
        (Either::Thing(thing(Nullable::Value(0.5))), r#"{"name":"a\"b","size":0.5}"#),
        (Either::Array(vec![Kind::A, Kind::B]), r#"["a","b"]"#),
        (Either::Array(Vec::new()), "[]"),
        (Either::Integer(i64::MAX), "9223372036854775807"),
    ];
    for (member, json) in members {
        let (sent, response) = echoed(|client| client.echo_either(&member)).await;
        assert_eq!((sent, response), (format!("/either {json}"), member));
    }
    assert!(!rejected(|client| client.echo_either(&Either::Array(vec![Kind::Unknown("c".into())]))).await.is_empty());
}

#[tokio::test]
async fn enums() {
    let (sent, response) = echoed(|client| client.echo_kind(&Kind::B)).await;
    assert_eq!((sent.as_str(), response), ("/kind \"b\"", Kind::B));
    let response = receive(MockResponse::json(200, "\"new\""), |client| client.echo_kind(&Kind::A)).await;
    assert_eq!(response.expect("a kind"), Kind::Unknown("new".into()));
}

#[tokio::test]
async fn an_optional_body_that_is_absent() {
    let server = Server::always(MockResponse::json(200, "5"));
    assert_eq!(client(&server).echo_number(None).await.expect("a number"), 5);
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (None, ""));
}

#[tokio::test]
async fn a_number_that_the_type_can_not_hold_is_unexpected() {
    let error = receive(MockResponse::json(200, "2147483648"), |client| client.echo_number(None)).await;
    assert!(matches!(&error, Err(Error::Unexpected { body, .. }) if body == "2147483648"), "{error:?}");
}
