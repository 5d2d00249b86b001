//! Errors that are declared by status, by a range, and by `default`.

use errors_by_status::http::StatusCode;
use errors_by_status::types::NotFoundError;
use errors_by_status::{AnyError, DeleteThingError, Error};

calls_of!(errors_by_status);

/// Returns what a response becomes.
async fn deleted(reply: MockResponse) -> Result<(), Error<DeleteThingError>> {
    receive(reply, |client| client.delete_thing(1)).await
}

/// Returns the error that a response declares.
async fn declared(reply: MockResponse) -> DeleteThingError {
    match deleted(reply).await {
        Err(Error::Api { body, .. }) => body,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_request() {
    let request = sent(204, |client| client.delete_thing(i64::MAX)).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("DELETE", "/things/9223372036854775807"));
    // Errors have bodies, even where the success has none.
    assert_eq!(request.header("accept"), Some("application/json, text/plain"));
}

#[tokio::test]
async fn a_status_of_its_own() {
    let error = declared(MockResponse::json(404, r#"{"message":"gone"}"#)).await;
    assert_eq!(error, DeleteThingError::NotFound(Box::new(NotFoundError { message: "gone".into() })));
}

#[tokio::test]
async fn a_status_without_a_body() {
    assert_eq!(declared(MockResponse::status(409)).await, DeleteThingError::Conflict);
}

#[tokio::test]
async fn the_rest_of_a_range() {
    let error = declared(MockResponse::json(400, r#"["a","b"]"#)).await;
    let body = Box::new(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(error, DeleteThingError::ClientError { status: StatusCode::BAD_REQUEST, body });
}

#[tokio::test]
async fn anything_else_is_the_default() {
    let error = declared(MockResponse::status(500).header("content-type", "text/plain").body("oops: ü")).await;
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    assert_eq!(error, DeleteThingError::Default { status, body: "oops: ü".into() });
}

#[tokio::test]
async fn an_undeclared_success_is_the_default_too() {
    let error = declared(MockResponse::status(200)).await;
    assert_eq!(error, DeleteThingError::Default { status: StatusCode::OK, body: "".into() });
}

#[tokio::test]
async fn a_declared_body_that_does_not_decode_is_unexpected() {
    for (status, body) in [(404, r#"{"message":1}"#), (404, ""), (400, "{}"), (418, "<html>")] {
        let error = deleted(MockResponse::json(status, body)).await.expect_err("an error");
        let Error::Unexpected { status: found, body: kept, .. } = error else { panic!("{error:?}") };
        assert_eq!((found.as_u16(), kept.as_ref()), (status, body.as_bytes()));
    }
}

#[tokio::test]
async fn the_error_of_a_crate_keeps_that_of_an_operation() {
    let error = AnyError::from(deleted(MockResponse::status(409)).await.expect_err("an error"));
    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
    let Error::Api { body, .. } = error else { panic!("{error:?}") };
    assert_eq!(body.downcast_ref(), Some(&DeleteThingError::Conflict));
}

#[tokio::test]
async fn a_violation_is_not_sent() {
    let said = rejected(|client| client.delete_thing(0)).await;
    assert_eq!(said, "path parameter \"id\": 0 is less than the minimum 1");
    let request = sent(204, |client| client.delete_thing(0).skip_validation()).await;
    assert_eq!(request.target, "/things/0");
}
