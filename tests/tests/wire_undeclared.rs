//! Successes with a status that the document does not declare.

use std::collections::BTreeMap;

use clientwright_runtime::client::call::Response;
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, ErrorBody, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::stream::ByteStream;
use clientwright_runtime::validation::schema::{Schema, inline, optional};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client_builder, receive};
use serde_json::{Value, json};

const NAMED: Schema =
    Schema::OBJECT.properties(&[optional("name", &Schema::STRING), optional("age", &Schema::INTEGER)]);
const CLOSED: Schema = NAMED.additional_properties_false();
const PARTS: Schema = Schema::ANY.all_of(&[inline(&NAMED), inline(&OTHER)]);
const OTHER: Schema = Schema::OBJECT.properties(&[optional("size", &Schema::INTEGER)]);
const UNION: Schema = Schema::ANY.any_of(&[inline(&NAMED), inline(&Schema::OBJECT), inline(&Schema::NULL)]);
const LIST: Schema = Schema::ARRAY.items(inline(&NAMED));
const MAP: Schema = Schema::OBJECT.additional_properties(inline(&Schema::STRING));
const MAP_OF_NAMED: Schema = Schema::OBJECT.additional_properties(inline(&NAMED));

/// Declares an operation whose only success is `200`, with a schema.
macro_rules! operations {
    ($($name:ident: $schema:expr;)*) => {
        $(static $name: Operation<Value> = Operation::new("POST", "/things")
            .responses(&[ResponseSpec::json(Statuses::Exactly(200), inline(&$schema))]);)*
    };
}

operations! {
    OBJECT: NAMED;
    CLOSED_OBJECT: CLOSED;
    ALL_OF: PARTS;
    ANY_OF: UNION;
    ARRAY: LIST;
    STRINGS: MAP;
    OBJECTS: MAP_OF_NAMED;
    STRING: Schema::STRING;
    FREE: Schema::ANY;
    FREE_OBJECT: Schema::OBJECT;
    NULLABLE: NAMED.nullable();
}

static NOTHING: Operation<()> = Operation::new("DELETE", "/things").empty::<204>();
static BYTES: Operation<ByteStream> =
    Operation::new("GET", "/things").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);
static TEXT: Operation<String> =
    Operation::new("GET", "/things").responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::text)]);
static TWO: Operation<Value> = Operation::new("POST", "/things").responses(&[
    ResponseSpec::json(Statuses::Exactly(200), inline(&NAMED)),
    ResponseSpec::json(Statuses::Exactly(203), inline(&NAMED)),
]);

async fn post(
    operation: &'static Operation<Value>,
    status: u16,
    body: &Value,
) -> Result<Value, Error<NoDeclaredErrors>> {
    let response = receive(operation, MockResponse::json(status, &body.to_string())).await?;
    assert_eq!(response.status.as_u16(), status);
    Ok(response.body)
}

async fn succeeds(operation: &'static Operation<Value>, status: u16, body: Value) -> bool {
    match post(operation, status, &body).await {
        Ok(read) => read == body,
        Err(Error::Unexpected { truncated: false, .. }) => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_same_body_with_another_status_is_the_success() {
    for status in [201, 202, 203] {
        assert!(succeeds(&OBJECT, status, json!({"name": "a", "more": 1})).await, "{status}");
    }
}

#[tokio::test]
async fn a_part_or_several_statuses_or_a_difference_never_are() {
    for status in [206, 207, 208, 226] {
        assert!(!succeeds(&OBJECT, status, json!({"name": "a"})).await, "{status}");
    }
}

#[tokio::test]
async fn another_status_is_not_a_success() {
    assert!(!succeeds(&OBJECT, 404, json!({"name": "a"})).await);
    assert!(!succeeds(&OBJECT, 304, json!({"name": "a"})).await);
}

#[tokio::test]
async fn a_body_of_another_shape_is_not_the_success() {
    for body in [json!({"status": "queued"}), json!({}), json!({"name": 1}), json!([]), json!(null), json!("a")] {
        assert!(!succeeds(&OBJECT, 202, body.clone()).await, "{body}");
    }
}

#[tokio::test]
async fn a_body_that_breaks_the_schema_is_not_the_success() {
    assert!(!succeeds(&CLOSED_OBJECT, 201, json!({"name": "a", "more": 1})).await);
    assert!(succeeds(&CLOSED_OBJECT, 201, json!({"name": "a"})).await);
}

#[tokio::test]
async fn a_property_of_any_part_tells() {
    assert!(succeeds(&ALL_OF, 201, json!({"size": 1})).await);
    assert!(!succeeds(&ALL_OF, 201, json!({"id": 1})).await);
}

#[tokio::test]
async fn a_property_of_a_property_that_holds_tells() {
    assert!(succeeds(&ANY_OF, 201, json!({"name": "a"})).await);
    assert!(!succeeds(&ANY_OF, 201, json!({"name": 1})).await);
    assert!(!succeeds(&ANY_OF, 201, json!({"id": 1})).await);
    assert!(!succeeds(&ANY_OF, 201, json!(null)).await);
}

#[tokio::test]
async fn an_array_is_told_by_its_objects() {
    assert!(succeeds(&ARRAY, 201, json!([{"name": "a"}, {"age": 1}])).await);
    assert!(!succeeds(&ARRAY, 201, json!([])).await);
    assert!(!succeeds(&ARRAY, 201, json!([{"name": "a"}, {"id": 1}])).await);
}

#[tokio::test]
async fn a_map_is_told_by_the_objects_in_it() {
    assert!(succeeds(&OBJECTS, 201, json!({"x": {"name": "a"}})).await);
    assert!(!succeeds(&OBJECTS, 201, json!({"x": {"id": 1}})).await);
    assert!(!succeeds(&STRINGS, 201, json!({"message": "queued"})).await);
    assert!(!succeeds(&OBJECTS, 201, json!({})).await);
}

#[tokio::test]
async fn a_string_is_told_by_its_type() {
    assert!(succeeds(&STRING, 201, json!("a")).await);
    assert!(!succeeds(&STRING, 201, json!({"message": "queued"})).await);
}

#[tokio::test]
async fn what_may_be_anything_proves_nothing() {
    for operation in [&FREE, &FREE_OBJECT] {
        assert!(!succeeds(operation, 201, json!({"name": "a"})).await);
    }
    assert!(!succeeds(&FREE, 201, json!("a")).await);
    assert!(!succeeds(&NULLABLE, 201, json!(null)).await);
}

#[tokio::test]
async fn a_body_without_schema_proves_nothing() {
    let reply = || MockResponse::status(201).body("a");
    assert!(matches!(receive::<_, NoDeclaredErrors>(&TEXT, reply()).await, Err(Error::Unexpected { .. })));
    assert!(matches!(receive::<_, NoDeclaredErrors>(&BYTES, reply()).await, Err(Error::Unexpected { .. })));
}

#[tokio::test]
async fn of_two_successes_neither_is_taken() {
    assert!(!succeeds(&TWO, 201, json!({"name": "a"})).await);
}

#[tokio::test]
async fn an_empty_success_may_have_any_status() {
    for status in [200, 201, 202, 205] {
        let response = receive::<_, NoDeclaredErrors>(&NOTHING, MockResponse::status(status)).await.expect("a success");
        assert_eq!(response.status.as_u16(), status);
    }
    assert!(receive::<_, NoDeclaredErrors>(&NOTHING, MockResponse::status(206)).await.is_err());
}

#[tokio::test]
async fn an_empty_success_has_no_body() {
    let error = receive::<_, NoDeclaredErrors>(&NOTHING, MockResponse::json(200, "{}")).await.expect_err("an error");
    assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
}

#[tokio::test]
async fn it_is_an_error_when_responses_are_checked() {
    let server = Server::always(MockResponse::json(201, r#"{"name":"a"}"#));
    let client = client_builder().base_url(server.url()).check_responses(true).build().expect("a client");
    let error = client.call::<_, NoDeclaredErrors>(&OBJECT).await.expect_err("an error");
    assert!(matches!(&error, Error::Unexpected { reason, .. } if reason.contains("does not declare")), "{error:?}");
}

/// Errors of `202`, and of any other status.
#[derive(Debug)]
#[allow(dead_code, reason = "what an error holds is not looked at")]
enum Failed {
    Accepted(BTreeMap<String, Value>),
    Other(BTreeMap<String, Value>),
}

impl ErrorBody for Failed {
    const RESPONSES: &'static [ResponseSpec<Self>] = &[
        ResponseSpec::new(Statuses::Exactly(202), |reply| decode::json(reply).map(Self::Accepted)),
        ResponseSpec::new(Statuses::Default, |reply| decode::json(reply).map(Self::Other)),
    ];
}

async fn post_or_fail(reply: MockResponse) -> Result<Response<Value>, Error<Failed>> {
    receive(&OBJECT, reply).await
}

#[tokio::test]
async fn a_status_that_is_declared_as_an_error_is_one() {
    let error = post_or_fail(MockResponse::json(202, r#"{"name":"a"}"#)).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: Failed::Accepted(_), .. }), "{error:?}");
}

#[tokio::test]
async fn so_is_one_that_an_error_for_all_other_statuses_declares() {
    let error = post_or_fail(MockResponse::json(201, r#"{"name":"a"}"#)).await.expect_err("an error");
    assert!(matches!(error, Error::Api { body: Failed::Other(_), .. }), "{error:?}");
}
