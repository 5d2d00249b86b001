//! Responses: several statuses, several media types, ranges, `default`, and none that has a body.

use responses_of_several_media_types::http::StatusCode;
use responses_of_several_media_types::types::{Made, Thing};
use responses_of_several_media_types::{
    CreateThingError, CreateThingOutput, Error, GetAnySuccessError, GetReportOutput, GetXmlError,
};

calls_of!(responses_of_several_media_types);

const THING: &str = r#"{"name":"thïng","more":[]}"#;

fn thing() -> Thing {
    Thing { name: "thïng".into() }
}

fn typed(status: u16, media_type: &str, body: impl AsRef<[u8]>) -> MockResponse {
    MockResponse::status(status).header("content-type", media_type).body(body)
}

async fn created(reply: MockResponse) -> Result<CreateThingOutput, Error<CreateThingError>> {
    receive(reply, |client| client.create_thing()).await
}

async fn report(reply: MockResponse) -> GetReportOutput {
    receive(reply, |client| client.get_report()).await.expect("a report")
}

/// Returns method, path and `Accept` of a call that gets a response.
async fn called<C, T, E>(
    reply: MockResponse,
    call: impl FnOnce(responses_of_several_media_types::Client) -> C,
) -> [String; 3]
where
    C: IntoFuture<Output = Result<T, Error<E>>>,
    E: std::fmt::Debug,
{
    let server = Server::always(reply);
    call(client(&server)).await.expect("a response");
    let request = server.request();
    let accept = request.header("accept").unwrap_or_default().to_owned();
    [request.method, request.target, accept]
}

#[tokio::test]
async fn each_success_has_a_variant() {
    assert_eq!(created(MockResponse::json(200, THING)).await.expect("a response"), CreateThingOutput::Ok(thing()));
    let made = created(MockResponse::json(201, r#"{"id":7}"#)).await.expect("a response");
    assert_eq!(made, CreateThingOutput::Created(Made { id: 7 }));
    assert_eq!(created(MockResponse::status(202)).await.expect("a response"), CreateThingOutput::Accepted);
}

#[tokio::test]
async fn a_success_without_the_body_that_it_declares_is_unexpected() {
    let error = created(MockResponse::status(201)).await.expect_err("an error");
    assert!(matches!(error, Error::Unexpected { status: StatusCode::CREATED, .. }), "{error:?}");
}

#[tokio::test]
async fn a_range_of_errors_keeps_the_status() {
    let Err(Error::Api { body, .. }) = created(MockResponse::json(422, THING)).await else { panic!("no error") };
    let expected = CreateThingError::ClientError { status: StatusCode::UNPROCESSABLE_ENTITY, body: Box::new(thing()) };
    assert_eq!(body, expected);
}

#[tokio::test]
async fn default_is_what_is_left() {
    let Err(Error::Api { body, raw, .. }) = created(typed(503, "text/html", "<p>")).await else { panic!("no error") };
    assert_eq!(body, CreateThingError::Default { status: StatusCode::SERVICE_UNAVAILABLE, body: () });
    assert_eq!(raw, "<p>");
}

#[tokio::test]
async fn default_is_an_error_for_an_undeclared_success_too() {
    let Err(Error::Api { body, .. }) = created(MockResponse::status(204)).await else { panic!("no error") };
    assert_eq!(body, CreateThingError::Default { status: StatusCode::NO_CONTENT, body: () });
}

#[tokio::test]
async fn a_media_type_chooses() {
    assert!(matches!(report(MockResponse::json(200, THING)).await, GetReportOutput::Json(body) if body == thing()));
    let csv = report(typed(200, "Text/CSV; header=present", "a,b\r\nü,\r\n")).await;
    assert!(matches!(csv, GetReportOutput::TextCsv(text) if text == "a,b\r\nü,\r\n"));
    let GetReportOutput::Pdf(stream) = report(typed(200, "application/pdf", b"%PDF\xff")).await else {
        panic!("another media type")
    };
    assert_eq!(stream.bytes().await.expect("the bytes"), b"%PDF\xff".as_slice());
}

#[tokio::test]
async fn a_json_type_of_another_name_is_json() {
    let response = report(typed(200, "application/problem+json; charset=utf-8", THING)).await;
    assert!(matches!(response, GetReportOutput::Json(body) if body == thing()));
}

#[tokio::test]
async fn without_a_media_type_the_first_is_meant() {
    assert!(
        matches!(report(MockResponse::status(200).body(THING)).await, GetReportOutput::Json(body) if body == thing())
    );
}

#[tokio::test]
async fn all_media_types_are_requested() {
    let called = called(MockResponse::json(200, THING), |client| client.get_report()).await;
    assert_eq!(called, ["GET", "/media-types", "application/json, text/csv, application/pdf"]);
}

#[tokio::test]
async fn an_empty_response_is_none() {
    let found = |reply| receive(reply, |client| client.find_thing());
    assert_eq!(found(MockResponse::json(200, THING)).await.expect("a response"), Some(thing()));
    assert_eq!(found(MockResponse::status(204)).await.expect("a response"), None);
}

#[tokio::test]
async fn a_range_of_successes() {
    for status in [200, 206, 299] {
        let reply = typed(status, "application/vnd.thing+json", THING);
        let response = receive(reply, |client| client.get_any_success().with_response()).await.expect("a response");
        assert_eq!((response.status.as_u16(), response.body), (status, thing()));
    }
}

#[tokio::test]
async fn parameters_of_a_media_type_are_not_asked_for() {
    let called = called(MockResponse::json(200, THING), |client| client.get_any_success()).await;
    assert_eq!(called, ["GET", "/range", "application/vnd.thing+json"]);
}

#[tokio::test]
async fn an_error_with_a_range_of_successes() {
    let error = receive(MockResponse::status(404), |client| client.get_any_success()).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: GetAnySuccessError::NotFound, .. }), "{error:?}");
}

#[tokio::test]
async fn default_alone_is_any_success() {
    for status in [200, 201] {
        let response = receive(MockResponse::json(status, THING), |client| client.get_by_default()).await;
        assert_eq!(response.expect("a response"), thing());
    }
    let error = receive(MockResponse::json(500, THING), |client| client.get_by_default()).await.expect_err("an error");
    assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
}

#[tokio::test]
async fn a_redirect_alone_is_a_success_and_is_not_followed() {
    let server = Server::always(MockResponse::status(302).header("location", "/elsewhere"));
    let response = client(&server).login().with_response().await.expect("a response");
    assert_eq!(response.headers.get("location").and_then(|value| value.to_str().ok()), Some("/elsewhere"));
    assert_eq!(server.request().target, "/redirect");
}

#[tokio::test]
async fn so_is_a_range_of_redirects() {
    for status in [300, 304, 307] {
        let reply = MockResponse::status(status).header("location", "/elsewhere");
        let response = receive(reply, |client| client.find().with_response()).await.expect("a response");
        assert_eq!(response.status.as_u16(), status);
    }
}

#[tokio::test]
async fn xml_is_bytes() {
    let response = receive(typed(200, "application/xml", "<a>ü</a>"), |client| client.get_xml()).await;
    assert_eq!(response.expect("a response").bytes().await.expect("the bytes"), "<a>ü</a>");
}

#[tokio::test]
async fn an_error_in_json_or_xml_is_read_as_json() {
    let error = |reply| receive(reply, |client| client.get_xml());
    let Err(Error::Api { body, .. }) = error(MockResponse::json(503, THING)).await else { panic!("no error") };
    let GetXmlError::ServerError { status, body } = body else { panic!("{body:?}") };
    assert_eq!((status, *body), (StatusCode::SERVICE_UNAVAILABLE, thing()));
    let error = error(typed(500, "application/xml", "<a/>")).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == "<a/>"), "{error:?}");
}

#[tokio::test]
async fn anything_is_bytes() {
    let called = called(MockResponse::status(200), |client| client.get_anything()).await;
    assert_eq!(called, ["POST", "/bytes", "*/*"]);
    let response = receive(typed(200, "image/png", b"\x89"), |client| client.get_anything()).await;
    assert_eq!(response.expect("a response").bytes().await.expect("the bytes"), b"\x89".as_slice());
}

#[tokio::test]
async fn successes_that_are_alike_are_one_type() {
    for status in [200, 201] {
        let response = receive(MockResponse::json(status, THING), |client| client.put_thing().with_response()).await;
        let response = response.expect("a response");
        assert_eq!((response.status.as_u16(), response.body), (status, thing()));
    }
}

#[tokio::test]
async fn text_or_nothing() {
    let text = |reply| receive(reply, |client| client.get_text_or_nothing());
    assert_eq!(text(typed(200, "text/plain", "ü")).await.expect("a response").as_deref(), Some("ü"));
    assert_eq!(text(MockResponse::status(204)).await.expect("a response"), None);
}

#[tokio::test]
async fn a_switch_of_protocols_is_a_success() {
    let called = called(MockResponse::status(101).header("upgrade", "websocket"), |client| client.open_socket()).await;
    assert_eq!(called[1], "/socket");
}

#[tokio::test]
async fn text_is_text() {
    let called = called(typed(200, "text/plain", ""), |client| client.get_text()).await;
    assert_eq!(called, ["GET", "/text", "text/plain"]);
    let text = receive(typed(200, "text/plain; charset=utf-8", "\"ü\"\n"), |client| client.get_text()).await;
    assert_eq!(text.expect("text"), "\"ü\"\n");
}

#[tokio::test]
async fn text_that_is_none_is_unexpected() {
    let error = receive(typed(200, "text/plain", b"\xff"), |client| client.get_text()).await.expect_err("an error");
    assert_eq!(error.body_bytes().map(AsRef::as_ref), Some(b"\xff".as_slice()));
}

#[tokio::test]
async fn a_204_has_no_body_whatever_the_document_says() {
    let called = called(MockResponse::status(204), |client| client.delete_thing()).await;
    assert_eq!(called[..2], ["DELETE", "/nothing"]);
}

#[tokio::test]
async fn nor_has_the_response_to_head() {
    let reply = MockResponse::status(200).header("content-type", "application/json").header("content-length", "9");
    let called = called(reply, |client| client.head_thing()).await;
    assert_eq!(called[..2], ["HEAD", "/nothing"]);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let error = receive(MockResponse::json(200, THING).cut_after(5), |client| client.get_by_default()).await;
    assert!(matches!(error, Err(Error::Transport { .. })), "{error:?}");
}
