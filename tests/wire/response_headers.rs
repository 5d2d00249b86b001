//! Headers that responses declare, read as what they hold.

use response_headers::types::{XKind, XQuota};
use response_headers::{Error, Headers, ListThingsError};

calls_of!(response_headers);

fn all() -> MockResponse {
    MockResponse::status(200)
        .header("link", "</things?page=2>; rel=\"next\"")
        .header("x-total", "12")
        .header("x-tags", "1, 2")
        .header("X-Tags", "3")
        .header("x-quota", "used=7")
        .header("x-etag", r#"["a","ü"]"#)
        .header("x-kind", "new")
        .header("content-type", "text/plain")
}

#[tokio::test]
async fn each_is_a_value_of_its_type() {
    let response = receive(all(), |client| client.list_things().with_response()).await.expect("a response");
    assert_eq!(response.link().expect("a link").as_deref(), Some("</things?page=2>; rel=\"next\""));
    assert_eq!(response.x_total().expect("a total"), Some(12_i32));
    assert_eq!(response.x_tags2().expect("tags"), Some(vec![1, 2, 3]));
    assert_eq!(response.x_quota().expect("a quota"), Some(XQuota { used: Some(7) }));
    assert_eq!(response.x_etag().expect("tags"), Some(vec!["a".to_owned(), "ü".to_owned()]));
    assert_eq!(response.x_kind().expect("a kind"), Some(XKind::New));
}

#[tokio::test]
async fn each_cookie_is_one() {
    let reply = MockResponse::status(200)
        .header("set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT")
        .header("Set-Cookie", "b=2");
    let response = receive(reply, |client| client.list_things().with_response()).await.expect("a response");
    let expected = vec!["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT".to_owned(), "b=2".to_owned()];
    assert_eq!(response.set_cookie().expect("cookies"), Some(expected));
}

#[tokio::test]
async fn one_that_is_not_there_is_none() {
    let response =
        receive(MockResponse::status(200), |client| client.list_things().with_response()).await.expect("a response");
    assert_eq!((response.link(), response.x_total(), response.x_tags2()), (Ok(None), Ok(None), Ok(None)));
    assert_eq!((response.x_quota(), response.x_etag(), response.x_kind()), (Ok(None), Ok(None), Ok(None)));
}

#[tokio::test]
async fn one_that_does_not_decode_is_an_error_that_shows_no_value() {
    let reply = MockResponse::status(200).header("x-total", "geheim").header("x-kind", "another");
    let response = receive(reply, |client| client.list_things().with_response()).await.expect("a response");
    let error = response.x_total().expect_err("no number").to_string();
    assert!(error.contains("x-total") && !error.contains("geheim"), "{error}");
    assert_eq!(response.x_kind().expect("a kind"), Some(XKind::Unknown("another".into())));
}

#[tokio::test]
async fn an_error_has_them_too() {
    let reply = MockResponse::status(429).header("retry-after", "30");
    let error = receive(reply, |client| client.list_things()).await.expect_err("an error");
    assert_eq!(error.retry_after().expect("a number"), Some(30));
    assert!(matches!(error, Error::Api { body: ListThingsError::TooManyRequests, .. }), "{error:?}");
}

#[tokio::test]
async fn one_of_the_same_name_may_hold_something_else() {
    let reply = MockResponse::status(201).header("X-TOTAL", "3").header("x-tags", "1, 2").header("status", "true");
    let response = receive(reply, |client| client.add_thing().with_response()).await.expect("a response");
    assert_eq!(response.x_total().expect("a total"), Some(3));
    #[allow(deprecated, reason = "the document deprecates it")]
    let tags = response.x_tags().expect("tags");
    assert_eq!(tags.as_deref(), Some("1, 2"));
    assert_eq!(response.status_().expect("a status"), Some(true));
}

#[tokio::test]
async fn the_requests() {
    let request = sent(200, |client| client.list_things()).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/things"));
    let request = sent(201, |client| client.add_thing()).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/things"));
    assert_eq!((request.header("content-type"), request.header("content-length")), (None, Some("0")));
}
