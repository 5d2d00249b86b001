//! Responses by status and media type: what an operation with several of them yields (OpenAPI 3.0.3 §4.7.16, §4.7.17).

use bytes::Bytes;
use clientwright_runtime::client::decode::{self, BufferedResponse as Whole};
use clientwright_runtime::client::error::{Error, ErrorBody, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::ByteStream;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client, receive};
use http::StatusCode;
use serde_json::{Value, json};

/// What an operation yields, as codegen writes it.
#[derive(Debug)]
enum Output {
    Json(Value),
    Text(String),
    Image(ByteStream),
    Created(Value),
    Nothing,
}

/// What it fails with.
#[derive(Debug, PartialEq)]
enum Failure {
    NotFound(Value),
    ClientError { status: StatusCode, body: Value },
    Default { status: StatusCode, body: Bytes },
}

impl ErrorBody for Failure {
    const RESPONSES: &'static [ResponseSpec<Self>] = &[
        ResponseSpec::new(Statuses::Exactly(404), |reply| decode::json(reply).map(Self::NotFound)),
        ResponseSpec::new(Statuses::Range(4), |reply| {
            decode::json(reply).map(|body| Self::ClientError { status: reply.status, body })
        }),
        ResponseSpec::new(Statuses::Default, |reply| {
            decode::bytes(reply).map(|body| Self::Default { status: reply.status, body })
        }),
    ];
}

const fn text(reply: fn(&Whole<'_>) -> Result<Output, decode::DecodeError>) -> ResponseSpec<Output> {
    ResponseSpec::new(Statuses::Exactly(200), reply).media_type("text/plain")
}

static OPERATION: Operation<Output> =
    Operation::new("GET", "/things").accept("application/json, text/plain, image/*").responses(&[
        ResponseSpec::new(Statuses::Exactly(200), |reply| decode::json(reply).map(Output::Json))
            .media_type("application/json"),
        text(|reply| decode::text(reply).map(Output::Text)),
        ResponseSpec::stream(Statuses::Exactly(200), |incoming| Output::Image(ByteStream::new(incoming)))
            .media_type("image/*"),
        ResponseSpec::new(Statuses::Exactly(201), |reply| decode::json(reply).map(Output::Created)),
        ResponseSpec::new(Statuses::Range(2), |reply| decode::empty(reply).map(|()| Output::Nothing)),
    ]);

async fn yielded(reply: MockResponse) -> Output {
    receive::<_, Failure>(&OPERATION, reply).await.expect("a response").body
}

async fn failed(reply: MockResponse) -> Error<Failure> {
    receive::<_, Failure>(&OPERATION, reply).await.expect_err("an error")
}

/// Returns a response of status 200 with a media type.
fn reply(media_type: &str, body: impl AsRef<[u8]>) -> MockResponse {
    MockResponse::status(200).header("content-type", media_type).body(body)
}

#[tokio::test]
async fn the_media_type_chooses_json() {
    let output = yielded(reply("application/json", "{\"a\":1}")).await;
    assert!(matches!(&output, Output::Json(value) if *value == json!({"a": 1})), "{output:?}");
}

#[tokio::test]
async fn the_media_type_chooses_text() {
    let output = yielded(reply("text/plain", "{\"a\":1}")).await;
    assert!(matches!(&output, Output::Text(text) if text == "{\"a\":1}"), "{output:?}");
}

#[tokio::test]
async fn a_range_of_media_types_is_chosen() {
    let Output::Image(stream) = yielded(reply("image/png", b"\x89PNG")).await else { panic!("another variant") };
    assert_eq!(stream.bytes().await.expect("the bytes"), &b"\x89PNG"[..]);
}

#[tokio::test]
async fn parameters_and_case_of_a_media_type_do_not_matter() {
    let output = yielded(reply("TEXT/Plain ; Charset=\"UTF-8\"", "a")).await;
    assert!(matches!(&output, Output::Text(text) if text == "a"), "{output:?}");
}

#[tokio::test]
async fn a_suffix_says_what_a_media_type_is() {
    let output = yielded(reply("application/vnd.thing+json", "1")).await;
    assert!(matches!(&output, Output::Json(value) if *value == 1), "{output:?}");
}

#[tokio::test]
async fn without_a_media_type_the_first_is_meant() {
    let output = yielded(MockResponse::status(200).body("1")).await;
    assert!(matches!(&output, Output::Json(value) if *value == 1), "{output:?}");
}

#[tokio::test]
async fn json_of_another_media_type_is_taken() {
    let output = yielded(reply("application/octet-stream", "1")).await;
    assert!(matches!(&output, Output::Json(value) if *value == 1), "{output:?}");
}

#[tokio::test]
async fn what_is_of_no_media_type_is_unexpected_and_kept() {
    let error = failed(reply("text/html", "<h1>")).await;
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == "<h1>"), "{error:?}");
}

#[tokio::test]
async fn a_byte_order_mark_in_front_of_json_is_left_out() {
    let output = yielded(reply("application/json", "\u{feff}1")).await;
    assert!(matches!(&output, Output::Json(value) if *value == 1), "{output:?}");
}

#[tokio::test]
async fn the_status_chooses_first() {
    let output = yielded(MockResponse::json(201, "1")).await;
    assert!(matches!(&output, Output::Created(value) if *value == 1), "{output:?}");
}

#[tokio::test]
async fn a_range_takes_the_statuses_that_are_not_named() {
    assert!(matches!(yielded(MockResponse::status(202)).await, Output::Nothing));
}

#[tokio::test]
async fn a_204_has_no_body() {
    assert!(matches!(yielded(MockResponse::status(204)).await, Output::Nothing));
}

#[tokio::test]
async fn a_204_with_a_body_is_read_without() {
    let response =
        receive::<_, Failure>(&OPERATION, MockResponse::status(204).header("content-length", "2").body("{}"));
    assert!(matches!(response.await.expect("a response").body, Output::Nothing));
}

#[tokio::test]
async fn a_named_error_is_meant_before_its_range() {
    let error = failed(MockResponse::json(404, "1")).await;
    assert!(matches!(&error, Error::Api { body: Failure::NotFound(value), .. } if *value == 1), "{error:?}");
}

#[tokio::test]
async fn a_range_takes_the_other_errors() {
    let Error::Api { body, .. } = failed(MockResponse::json(422, "1")).await else { panic!("another error") };
    assert_eq!(body, Failure::ClientError { status: StatusCode::UNPROCESSABLE_ENTITY, body: json!(1) });
}

#[tokio::test]
async fn default_takes_the_rest() {
    let Error::Api { body, .. } = failed(MockResponse::status(503).body("down")).await else { panic!("another error") };
    assert_eq!(body, Failure::Default { status: StatusCode::SERVICE_UNAVAILABLE, body: "down".into() });
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_a_response() {
    let error = failed(reply("application/json", "{\"a\":1}").cut_after(4)).await;
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
}

#[tokio::test]
async fn json_that_breaks_off_is_unexpected_and_kept() {
    let error = failed(reply("application/json", "{\"a\"")).await;
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == "{\"a\""), "{error:?}");
}

#[tokio::test]
async fn an_empty_body_is_not_json() {
    let error = failed(reply("application/json", "")).await;
    assert!(error.to_string().contains("the body is empty"), "{error}");
}

#[tokio::test]
async fn text_that_is_not_utf_8_is_unexpected_and_kept() {
    let error = failed(reply("text/plain", b"gr\xfcn")).await;
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == &b"gr\xfcn"[..]), "{error:?}");
}

#[tokio::test]
async fn json_that_is_not_utf_8_is_unexpected_and_kept() {
    let error = failed(reply("application/json", b"\"gr\xfcn\"")).await;
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == &b"\"gr\xfcn\""[..]), "{error:?}");
}

#[tokio::test]
async fn what_can_be_decoded_is_requested() {
    let server = Server::always(MockResponse::json(200, "1"));
    client(&server).call::<_, Failure>(&OPERATION).await.expect("a response");
    assert_eq!(server.request().header("accept"), Some("application/json, text/plain, image/*"));
}

static MOVED: Operation<()> =
    Operation::new("GET", "/login").responses(&[ResponseSpec::new(Statuses::Exactly(302), decode::empty)]);

#[tokio::test]
async fn a_redirect_that_is_declared_is_a_response() {
    let server = Server::always(MockResponse::status(302).header("location", "/elsewhere"));
    let call = client(&server).call::<_, NoDeclaredErrors>(&MOVED);
    let response = call.with_response().await.expect("a response");
    assert_eq!(response.headers.get("location").and_then(|value| value.to_str().ok()), Some("/elsewhere"));
    assert_eq!(server.request().target, "/login");
}

#[tokio::test]
async fn a_switch_of_protocols_is_a_response() {
    static SWITCH: Operation<()> =
        Operation::new("GET", "/socket").responses(&[ResponseSpec::new(Statuses::Exactly(101), decode::empty)]);
    let reply = MockResponse::status(101).header("upgrade", "websocket");
    let response = receive::<_, NoDeclaredErrors>(&SWITCH, reply).await.expect("a response");
    assert_eq!(response.status, StatusCode::SWITCHING_PROTOCOLS);
}

static BY_DEFAULT: Operation<Value> =
    Operation::new("GET", "/things").responses(&[ResponseSpec::new(Statuses::Default, decode::json)]);

#[tokio::test]
async fn default_alone_is_a_success() {
    let response = receive::<_, NoDeclaredErrors>(&BY_DEFAULT, MockResponse::json(203, "1")).await.expect("a response");
    assert_eq!((response.status.as_u16(), response.body), (203, json!(1)));
}

#[tokio::test]
async fn default_alone_is_no_success_for_an_error() {
    let error = receive::<_, NoDeclaredErrors>(&BY_DEFAULT, MockResponse::json(500, "1")).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { body, .. } if body == "1"), "{error:?}");
}

static PERHAPS: Operation<Option<Value>> = Operation::new("GET", "/things").responses(&[
    ResponseSpec::new(Statuses::Exactly(200), decode::some_json),
    ResponseSpec::new(Statuses::Exactly(204), decode::none),
]);

#[tokio::test]
async fn a_body_that_may_be_missing_is_there() {
    let response = receive::<_, NoDeclaredErrors>(&PERHAPS, MockResponse::json(200, "1")).await.expect("a response");
    assert_eq!(response.body, Some(json!(1)));
}

#[tokio::test]
async fn a_body_that_may_be_missing_is_missing() {
    let response = receive::<_, NoDeclaredErrors>(&PERHAPS, MockResponse::status(204)).await.expect("a response");
    assert_eq!(response.body, None);
}
