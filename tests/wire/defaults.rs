//! Properties with defaults: what is absent is not sent, and reads as the default.

use defaults::Nullable;
use defaults::types::{Limit, Mode, Range, SetOptionsRequest, UpdateThingRequest};

calls_of!(defaults);

async fn body(body: &UpdateThingRequest) -> String {
    sent(204, |client| client.update_thing(body)).await.text().to_owned()
}

#[tokio::test]
async fn defaults_are_not_sent() {
    assert_eq!(body(&UpdateThingRequest::default()).await, "{}");
}

#[test]
fn they_are_what_getters_give() {
    let body = UpdateThingRequest::default();
    assert_eq!((body.flag(), body.count(), body.ratio()), (true, 2_592_000, 0.5));
    assert_eq!((body.text(), body.mode()), ("a \"quoted\" text", &Mode::Slow));
    assert_eq!((body.ranges(), body.empty()), ([Range { from_: 1 }].as_slice(), [].as_slice()));
    assert_eq!(body.maybe(), Some(3));
}

#[test]
fn getters_give_what_is_parsed_or_collected() {
    let body = SetOptionsRequest::default();
    assert_eq!((body.id().as_u128(), body.when().map(|id| id.as_u128())), (10, Some(11)));
    assert_eq!((body.day().to_string(), body.since().timestamp()), ("2020-02-29".to_owned(), 1_577_836_800));
    assert!(body.labels().is_empty());
    assert_eq!(
        body.weights().iter().map(|(name, weight)| (name.as_str(), *weight)).collect::<Vec<_>>(),
        [("a", 1), ("b", -2)]
    );
    assert_eq!(body.free(), &serde_json::json!({}));
    assert_eq!((body.part().a, body.open().a, body.open().b.as_deref()), (None, Some(1), None));
    assert_eq!(body.limit(), &Limit(10));
}

#[tokio::test]
async fn values_are_sent_even_if_they_are_the_default_or_empty() {
    let request = UpdateThingRequest {
        flag: Some(true),
        count: Some(0),
        ratio: Some(1.0),
        text: Some(String::new()),
        mode: Some(Mode::Slow),
        ranges: Some(vec![Range { from_: -1 }]),
        empty: Some(Vec::new()),
        maybe: Nullable::Null,
    };
    let expected =
        r#"{"flag":true,"count":0,"ratio":1.0,"text":"","mode":"slow","ranges":[{"from":-1}],"empty":[],"maybe":null}"#;
    assert_eq!(body(&request).await, expected);
    assert_eq!(request.maybe(), None);
}

#[tokio::test]
async fn a_number_that_json_can_not_hold_is_rejected() {
    let request = UpdateThingRequest { ratio: Some(f64::NAN), ..Default::default() };
    let said = rejected(|client| client.update_thing(&request)).await;
    assert!(said.starts_with("/ratio: "), "{said}");
    let request = sent(204, |client| client.update_thing(&request).skip_validation()).await;
    assert_eq!(request.text(), r#"{"ratio":null}"#);
}
