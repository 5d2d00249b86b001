//! Types and operations that are called as what the crate is made of.

use names_that_are_taken::serde_json::json;
use names_that_are_taken::types::{Operation, Option_, Parameter, RequestBody, Style, Type, Value};
use names_that_are_taken::{
    AnyBody, AnyError_, BuildError_, Error, ErrorError, ErrorOutput, ErrorParams, FromJsonError_, HeaderError_,
    Nullable,
};

calls_of!(names_that_are_taken);

const OBJECT: &str = r#"{"name":"n","size":null,"box":{"box":{}}}"#;

#[tokio::test]
async fn one_body_of_two_and_one_response_of_two() {
    let reply = r#"{"option":{"name":"o"},"vec":[{"name":"v"}],"type":"Self","byte":"+w==","any":null,"some":null}"#;
    let server = Server::always(MockResponse::json(200, reply));
    let params = ErrorParams { body_: Some(vec![Parameter::Unknown2, Parameter::String]), self_: Some("me".into()) };
    let body = RequestBody::builder().name("p").build().expect("a body");
    let response = client(&server).error(&Style::Integer(1), "o p", &body).params(params).await.expect("a response");
    let ErrorOutput::Ok(response) = response else { panic!("{response:?}") };
    assert_eq!(response.option, Option_ { name: "o".into(), size: Nullable::Absent, box_: None });
    assert_eq!((response.vec.len(), response.type_.as_str(), response.limit()), (1, "Self", 1));
    assert_eq!((response.byte.as_deref(), response.any), (Some([0xfb].as_slice()), Some(json!(null))));
    let request = server.request();
    assert_eq!(request.target, "/error?call=1&operation=o%20p&body=unknown&body=String");
    assert_eq!((request.header("self"), request.text()), (Some("me"), r#"{"name":"p"}"#));
    assert_ne!(response.type_, Type::Some);
}

#[tokio::test]
async fn a_form_of_the_two_and_the_errors() {
    let body = Operation::builder().name("a b").build().expect("a body");
    let style = Style::String("x".into());
    let server = Server::always(MockResponse::json(400, OBJECT));
    let error = client(&server).error(&style, "o", &body).await.expect_err("an error");
    assert_eq!(server.request().text(), "name=a%20b");
    let Error::Api { body: ErrorError::BadRequest(found), .. } = error else { panic!("{error:?}") };
    assert_eq!(found.name, "n");
    let error = receive(MockResponse::json(500, OBJECT), |client| client.error(&style, "o", &body)).await;
    assert!(matches!(error, Err(Error::Api { body: ErrorError::Default { .. }, .. })), "{error:?}");
}

#[tokio::test]
async fn errors_that_are_called_as_those_of_the_crate() {
    let value = Value::builder().name("v").build().expect("a value");
    let body = Some(AnyBody::Json(&value));
    let error = receive(MockResponse::status(404), |client| client.any(body)).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: AnyError_::NotFound, .. }), "{error:?}");
    let error = receive(MockResponse::json(409, OBJECT), |client| client.build()).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: BuildError_::Conflict(_), .. }), "{error:?}");
    let error = receive(MockResponse::status(410), |client| client.header()).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: HeaderError_::Gone, .. }), "{error:?}");
    let error = receive(MockResponse::status(411), |client| client.from_json()).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: FromJsonError_::LengthRequired, .. }), "{error:?}");
}

#[tokio::test]
async fn responses_that_are_called_as_what_the_crate_has() {
    let response = receive(MockResponse::json(200, OBJECT), |client| client.header()).await.expect("a response");
    assert_eq!((response.name.as_str(), &response.size), ("n", &Nullable::Null));
    assert!(response.box_.is_some_and(|outer| outer.box_.is_some()));
    let response =
        receive(MockResponse::json(200, "{\"box\":{}}"), |client| client.from_json()).await.expect("a response");
    assert!(response.box_.is_some_and(|inner| inner.box_.is_none()));
    let events =
        receive(MockResponse::status(200).chunks(&["data: {\"name\":\"e\"}\n\n"]), |client| client.any(None)).await;
    let event = events.expect("events").next().await.expect("an event").expect("an event");
    assert_eq!(event.data.name, "e");
}
