//! Components that are texts, lists, nullable, or only references.

calls_of!(components_of_other_types);

#[tokio::test]
async fn each_is_read() {
    let json = r#"{"slug":"Not checked","tags":["a","a"],"note":null,"other":"b"}"#;
    let all = receive(MockResponse::json(200, json), |client| client.get_all()).await.expect("a response");
    assert_eq!((all.slug.as_str(), all.tags.as_ref().map(|tags| tags.len())), ("Not checked", Some(2)));
    assert_eq!((all.note.map(|note| note.into_inner()), all.other.as_deref()), (Some(None), Some(&"b".to_owned())));
    let least =
        receive(MockResponse::json(200, r#"{"slug":""}"#), |client| client.get_all()).await.expect("a response");
    assert!(least.tags.is_none() && least.note.is_none() && least.other.is_none());
}

#[tokio::test]
async fn and_checked_if_that_is_requested() {
    let server = Server::always(MockResponse::json(200, r#"{"slug":"A","tags":["a","a"]}"#));
    let builder = components_of_other_types::Client::builder().base_url(server.url()).check_responses(true);
    let error = builder.build().expect("a client").get_all().await.expect_err("an error").to_string();
    assert!(error.contains("/slug") && error.contains("/tags"), "{error}");
}
