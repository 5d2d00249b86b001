//! Parameters that may be left out, and one that may not.

use optional_parameters::http::StatusCode;
use optional_parameters::types::Kind;
use optional_parameters::uuid::Uuid;
use optional_parameters::{Error, ListThingsParams, Violation};

calls_of!(optional_parameters);

const THINGS: &str = r#"[{"name":"a","more":1},{"name":null},{}]"#;

/// Returns the request that parameters become.
async fn listed(params: ListThingsParams) -> Request {
    let server = Server::always(MockResponse::json(200, THINGS));
    client(&server).list_things(&Kind::A).params(params).await.expect("things");
    server.request()
}

#[tokio::test]
async fn the_response_is_read() {
    let things = receive(MockResponse::json(200, THINGS), |client| client.list_things(&Kind::A)).await.expect("things");
    let names: Vec<_> = things.iter().map(|thing| thing.name.as_deref()).collect();
    assert_eq!(names, [Some("a"), None, None]);
}

#[tokio::test]
async fn no_things_are_a_response() {
    let things = receive(MockResponse::json(200, "[]"), |client| client.list_things(&Kind::A)).await.expect("things");
    assert!(things.is_empty());
}

#[tokio::test]
async fn without_any_the_required_one_is_sent() {
    let request = listed(ListThingsParams::default()).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/things?kind=a"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!((request.header("x-trace"), request.header("cookie")), (None, None));
}

#[tokio::test]
async fn all_are_sent_where_they_belong() {
    let request = listed(ListThingsParams {
        limit: Some(100),
        tag: Some(vec!["a".into(), "b".into()]),
        x_trace: Some("trace me".into()),
        session: Some(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)),
    });
    let request = request.await;
    assert_eq!(request.target, "/things?kind=a&limit=100&tag=a&tag=b");
    assert_eq!(request.header("x-trace"), Some("trace me"));
    assert_eq!(request.header("cookie"), Some("session=01234567-89ab-cdef-0123-456789abcdef"));
}

#[tokio::test]
async fn all_violations_are_told_at_once() {
    let params = ListThingsParams { limit: Some(101), ..Default::default() };
    let call =
        receive(MockResponse::json(200, "[]"), |client| client.list_things(&Kind::Unknown("c".into())).params(params));
    let Err(Error::Invalid(violations)) = call.await else { panic!("it was sent") };
    let keywords: Vec<_> = violations.iter().map(Violation::keyword).collect();
    assert_eq!(keywords, ["enum", "maximum"]);
}

#[tokio::test]
async fn a_value_that_is_not_listed_is_sent_unless_validated() {
    let server = Server::always(MockResponse::json(200, "[]"));
    client(&server).list_things(&Kind::Unknown("c d".into())).skip_validation().await.expect("things");
    assert_eq!(server.request().target, "/things?kind=c%20d");
}

#[tokio::test]
async fn a_response_of_another_shape_is_unexpected() {
    let error = receive(MockResponse::json(200, r#"{"name":"a"}"#), |client| client.list_things(&Kind::A)).await;
    let Err(Error::Unexpected { status, body, .. }) = error else { panic!("{error:?}") };
    assert_eq!((status, body.as_ref()), (StatusCode::OK, br#"{"name":"a"}"#.as_slice()));
}

#[tokio::test]
async fn so_is_a_status_that_is_not_declared() {
    let error = receive(MockResponse::json(201, "[]"), |client| client.list_things(&Kind::A)).await;
    assert!(matches!(&error, Err(Error::Unexpected { status: StatusCode::CREATED, .. })), "{error:?}");
}
