//! Objects that are put together from others.

calls_of!(all_of);

#[tokio::test]
async fn members_of_all_parts() {
    let json = r#"{"name":"a","barks":true,"owner":{"best":{"name":"b","owner":{"best":{"name":"c"}}}}}"#;
    let dog = receive(MockResponse::json(200, json), |client| client.get_dog()).await.expect("a dog");
    assert_eq!((dog.name.as_str(), dog.barks), ("a", true));
    let best = dog.owner.expect("an owner").best.expect("the best");
    assert_eq!(best.owner.expect("an owner").best.expect("the best").name, "c");
    let error = receive(MockResponse::json(200, r#"{"name":"a"}"#), |client| client.get_dog()).await;
    assert!(matches!(error, Err(all_of::Error::Unexpected { .. })), "{error:?}");
}
