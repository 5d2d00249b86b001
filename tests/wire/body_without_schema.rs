//! A body of which the document says only that it is JSON.

use body_without_schema::serde_json::json;

calls_of!(body_without_schema);

#[tokio::test]
async fn any_json_goes_there_and_comes_back() {
    let server = Server::start(|request| MockResponse::json(200, request.text()));
    let body = json!({"a": [null, 1.5, "ü"]});
    assert_eq!(client(&server).set_thing(&body).await.expect("a response"), body);
    assert_eq!((server.request().method.as_str(), server.request().text()), ("PUT", r#"{"a":[null,1.5,"ü"]}"#));
}
