//! Media types that are ranges, and several that say the same.

use media_types::types::{CountRequest, PutApplicationRequest, State, Thing};
use media_types::{DownloadOutput, Error, GetAnyError};

calls_of!(media_types);

fn thing() -> Thing {
    Thing { name: Some("a".into()) }
}

#[tokio::test]
async fn a_range_with_a_schema_is_json() {
    let server = Server::always(MockResponse::json(200, r#"{"name": "a"}"#));
    assert_eq!(client(&server).get_any().await.expect("a response"), thing());
    assert_eq!(server.request().header("accept"), Some("application/json, */*;q=0.8"));
}

#[tokio::test]
async fn json_under_a_range_may_be_called_anything() {
    let reply = MockResponse::status(200).header("content-type", "application/hal+json").body(r#"{"name": "a"}"#);
    assert_eq!(receive(reply, |client| client.get_any()).await.expect("a response"), thing());
    let reply = MockResponse::status(200).body(r#"{"name": "a"}"#);
    assert_eq!(receive(reply, |client| client.get_any()).await.expect("a response"), thing());
}

#[tokio::test]
async fn an_error_under_a_range_is_json() {
    let error =
        receive(MockResponse::json(400, r#"{"name": "a"}"#), |client| client.get_any()).await.expect_err("an error");
    let Error::Api { body: GetAnyError::BadRequest(body), .. } = error else { panic!("{error:?}") };
    assert_eq!(*body, thing());
}

#[tokio::test]
async fn an_error_in_words_is_text_or_json() {
    for (media_type, body) in [("text/plain;charset=UTF-8", "no \"a\""), ("application/json", r#""no \"a\"""#)] {
        let reply = MockResponse::status(404).header("content-type", media_type).body(body);
        let error = receive(reply, |client| client.get_any()).await.expect_err("an error");
        let Error::Api { body: GetAnyError::NotFound(said), .. } = error else { panic!("{error:?}") };
        assert_eq!(&*said, "no \"a\"", "{media_type}");
    }
}

#[tokio::test]
async fn a_body_under_a_range_is_sent_as_json() {
    let server = Server::always(MockResponse::status(200).header("content-type", "text/plain").body("a\nb"));
    assert_eq!(client(&server).post_any(&thing()).await.expect("a response"), "a\nb");
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (Some("application/json"), r#"{"name":"a"}"#));
    // A server that is asked for JSON may send a text under its name.
    assert_eq!(request.header("accept"), Some("*/*"));
}

#[tokio::test]
async fn a_string_under_a_range_may_be_json() {
    let read = receive(MockResponse::json(200, r#""a\nb""#), |client| client.post_any(&thing())).await;
    assert_eq!(read.expect("a response"), "a\nb");
}

#[tokio::test]
async fn a_range_of_applications_is_json() {
    let server = Server::always(MockResponse::json(200, "[1]"));
    let body = PutApplicationRequest(vec![2]);
    assert_eq!(client(&server).put_application(&body).await.expect("a response"), Some(vec![1]));
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (Some("application/json"), "[2]"));
    assert_eq!(request.header("accept"), Some("application/json, application/*;q=0.8"));
    let none = receive(MockResponse::status(204), |client| client.put_application(&body)).await.expect("a response");
    assert_eq!(none, None);
}

#[tokio::test]
async fn bytes_under_a_range_are_bytes() {
    let server = Server::always(MockResponse::json(200, "[1]"));
    let stream = client(&server).patch_file(b"\xff").await.expect("a response");
    assert_eq!(stream.bytes().await.expect("bytes"), "[1]");
    let request = server.request();
    assert_eq!((request.header("content-type"), &*request.body), (Some("application/octet-stream"), &b"\xff"[..]));
}

#[tokio::test]
async fn the_media_type_that_comes_says_how_a_text_is_read() {
    for (media_type, body) in [("text/csv", "\"a\",1"), ("text/plain", "\"a\",1"), ("application/json", r#""\"a\",1""#)]
    {
        let server = Server::always(MockResponse::status(200).header("content-type", media_type).body(body));
        assert_eq!(client(&server).get_table().await.expect("a response"), "\"a\",1", "{media_type}");
        assert_eq!(server.request().header("accept"), Some("application/json, text/csv"));
    }
}

#[tokio::test]
async fn a_word_may_be_text_or_json() {
    for (media_type, body) in [("text/plain", "up"), ("application/json", "\"up\"")] {
        let reply = MockResponse::status(200).header("content-type", media_type).body(body);
        assert_eq!(receive(reply, |client| client.get_state()).await.expect("a response"), Some(State::Up));
    }
    assert_eq!(receive(MockResponse::status(204), |client| client.get_state()).await.expect("a response"), None);
}

#[tokio::test]
async fn all_spellings_of_json_are_requested() {
    let server = Server::always(MockResponse::json(200, r#"{"name": "a"}"#));
    assert_eq!(client(&server).get_versions().await.expect("a response"), thing());
    assert_eq!(server.request().header("accept"), Some("text/json, application/json"));
}

#[tokio::test]
async fn a_file_with_others_is_bytes() {
    let server = Server::always(MockResponse::json(200, "%PDF"));
    assert_eq!(client(&server).get_copy().await.expect("a response").bytes().await.expect("bytes"), "%PDF");
    assert_eq!(server.request().header("accept"), Some("application/json, application/pdf"));
}

#[tokio::test]
async fn a_file_may_have_any_media_type() {
    for media_type in ["application/octet-stream", "application/pdf", "text/csv"] {
        let reply = MockResponse::status(200).header("content-type", media_type).body(b"\xff");
        let output = receive(reply, |client| client.download()).await.expect("a response");
        let DownloadOutput::Bytes(stream) = output else { panic!("{media_type}: {output:?}") };
        assert_eq!(stream.bytes().await.expect("bytes"), &b"\xff"[..]);
    }
    let output = receive(MockResponse::json(200, "{}"), |client| client.download()).await.expect("a response");
    assert!(matches!(output, DownloadOutput::Json(_)), "{output:?}");
}

#[tokio::test]
async fn a_number_as_text_is_a_number() {
    let server = Server::always(MockResponse::status(200).header("content-type", "text/plain").body("42"));
    assert_eq!(client(&server).count(&CountRequest(5)).await.expect("a response"), 42);
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (Some("text/plain"), "5"));
    assert!(rejected(|client| client.count(&CountRequest(6))).await.contains("maximum"));
}
