//! Responses of servers that do not quite follow their document.

use std::collections::BTreeMap;

use tolerated_responses::types::{Pet, Thing};
use tolerated_responses::{Client, Error};

calls_of!(tolerated_responses);

async fn added(body: &str) -> Thing {
    receive(MockResponse::json(200, body), |client| client.add_thing()).await.expect("a thing")
}

/// Returns whether the client takes a body that it is told to check.
async fn passes_checks(body: &str) -> bool {
    let server = Server::always(MockResponse::json(200, body));
    let client = Client::builder().base_url(server.url()).check_responses(true).build().expect("a client");
    client.add_thing().await.is_ok()
}

#[tokio::test]
async fn of_two_properties_of_one_name_the_last_counts() {
    let body = r#"{"id":1,"part":{"size":1,"x":"a","size":2,"x":"b"},"id":2}"#;
    let thing = added(body).await;
    let part = thing.part.expect("a part");
    assert_eq!((thing.id, part.size), (2, Some(2)));
    assert_eq!(part.additional_properties, BTreeMap::from([("x".to_owned(), "b".to_owned())]));
    assert!(!passes_checks(body).await);
    assert!(!passes_checks(r#"{"id":1,"part":{"x":"a","x":"b"}}"#).await);
}

#[tokio::test]
async fn an_empty_array_is_an_empty_map() {
    let body = r#"{"id":1,"labels":[],"meta":[],"part":{"labels":[]},"pet":{"kind":"Cat","toys":[]}}"#;
    let thing = added(body).await;
    assert_eq!(thing.labels, Some(BTreeMap::new()));
    assert!(thing.meta.is_some_and(|meta| meta.is_empty()));
    assert_eq!(thing.part.and_then(|part| part.labels), Some(BTreeMap::new()));
    assert!(matches!(thing.pet, Some(Pet::Cat(cat)) if cat.toys == Some(BTreeMap::new())));
    assert!(!passes_checks(body).await);
}

#[tokio::test]
async fn an_empty_array_is_no_other_object() {
    let error = receive(MockResponse::json(200, r#"{"id":1,"part":[]}"#), |client| client.add_thing()).await;
    let reason = error.expect_err("an error").to_string();
    assert!(reason.contains("invalid value at `part`") && reason.contains("found an array"), "{reason}");
}

#[tokio::test]
async fn null_for_an_optional_list_or_map_is_none() {
    let thing = added(r#"{"id":1,"labels":null,"names":null,"part":null,"pet":null}"#).await;
    assert_eq!((thing.labels, thing.names), (None, None));
}

#[tokio::test]
async fn null_for_what_is_required_is_an_error_with_its_path() {
    let error = receive(MockResponse::json(200, r#"[{"id":1},{"id":null}]"#), |client| client.list_things()).await;
    let reason = error.expect_err("an error").to_string();
    assert!(reason.contains("invalid value at `[1].id`, expected i64, found null"), "{reason}");
}

#[tokio::test]
async fn base64_may_be_for_urls() {
    let body = r#"{"id":1,"key":"-_8"}"#;
    assert_eq!(added(body).await.key.map(Vec::from), Some(vec![0xfb, 0xff]));
    assert!(!passes_checks(body).await);
}

#[tokio::test]
async fn a_date_time_without_an_offset_is_called_that() {
    let reply = MockResponse::json(200, r#"{"id":1,"at":"2024-01-01T00:00:00"}"#);
    let reason = receive(reply, |client| client.add_thing()).await.expect_err("an error").to_string();
    assert!(
        reason.contains("at `at`") && reason.contains("without the offset") && !reason.contains("2024"),
        "{reason}"
    );
}

#[tokio::test]
async fn an_empty_body_is_null_where_that_is_declared() {
    assert_eq!(receive(MockResponse::status(200), |client| client.get_newest()).await.expect("none"), None);
    assert!(receive(MockResponse::status(200), |client| client.add_thing()).await.is_err());
}

#[tokio::test]
async fn text_and_json_may_be_in_another_charset() {
    let reply = |kind: &str, body: &[u8]| MockResponse::status(200).header("content-type", kind).body(body);
    let note = receive(reply("text/plain; charset=latin1", b"\xe9"), |client| client.get_note()).await;
    assert_eq!(note.expect("a text"), "é");
    let json = reply("application/json;charset=ISO-8859-1", b"{\"id\":1,\"names\":[\"\xe9\"]}");
    let thing = receive(json, |client| client.add_thing()).await.expect("a thing");
    assert_eq!(thing.names, Some(vec!["é".to_owned()]));
}

#[tokio::test]
async fn another_2xx_is_the_success_if_its_body_is() {
    let body = MockResponse::json(201, r#"{"id":1}"#);
    let response = receive(body, |client| client.add_thing().with_response()).await.expect("a thing");
    assert_eq!((response.status.as_u16(), response.body.id), (201, 1));
    let error =
        receive(MockResponse::json(202, r#"{"job":1}"#), |client| client.add_thing()).await.expect_err("an error");
    assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
    receive(MockResponse::status(200), |client| client.delete_things()).await.expect("a success");
    receive(MockResponse::json(200, "{}"), |client| client.delete_things()).await.expect_err("a body");
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let error = receive(MockResponse::json(200, r#"{"id":1}"#), |client| client.add_thing().max_body(7)).await;
    assert!(matches!(error, Err(Error::TooLarge { limit: 7, .. })), "{error:?}");
}
