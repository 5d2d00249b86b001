//! What of `itemSchema` (OpenAPI 3.2) stands for a stream of events: the schema of their data.

use crate::normalizing::{faults, whole};
use serde_json::Value;

const DATA: &str =
    "contentMediaType: application/json, contentSchema: {type: object, properties: {n: {type: integer}}}";

/// A document whose component response `R` is a stream of events with this `itemSchema`.
fn stream(item: &str) -> String {
    let content = format!("{{text/event-stream: {{itemSchema: {item}}}}}");
    format!(
        "components: {{responses: {{R: {{description: d, content: {content}}}}}, schemas: {{E: {{type: object, \
         properties: {{data: {{type: object}}, event: {{type: string}}}}}}}}}}"
    )
}

/// The `schema` of that stream, and what is said about it.
fn schema(item: &str) -> (Value, Vec<(String, String)>) {
    let (document, diagnostics) = whole(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{}", stream(item)));
    let document = serde_json::to_value(document.expect("a document").openapi).expect("a document is JSON");
    let content = &document["components"]["responses"]["R"]["content"]["text/event-stream"];
    let faults = faults(&diagnostics).into_iter().map(|(code, place)| (code.to_owned(), place.to_owned())).collect();
    (content["schema"].clone(), faults)
}

#[test]
fn it_is_that_of_the_property_data() {
    let (schema, faults) = schema("{type: object, properties: {data: {type: integer}}}");

    assert_eq!(schema["type"], "integer");
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn it_is_found_through_a_reference() {
    assert_eq!(schema("{$ref: '#/components/schemas/E'}").0["type"], "object");
}

#[test]
fn data_that_is_a_string_is_text() {
    assert_eq!(schema("{type: object, properties: {data: {type: string}}}").0, Value::Null);
}

#[test]
fn an_item_without_data_is_the_data_itself() {
    let (schema, _) = schema("{type: object, properties: {delta: {type: string}}}");

    assert_eq!(schema["properties"]["delta"]["type"], "string");
}

#[test]
fn a_schema_of_the_content_tells_what_json_the_text_is() {
    let (schema, _) = schema(&format!("{{type: object, properties: {{data: {{type: string, {DATA}}}}}}}"));

    assert_eq!(schema["properties"]["n"]["type"], "integer");
}

#[test]
fn a_choice_of_events_is_text_with_a_warning() {
    let item = "{oneOf: [{properties: {event: {const: a}}}, {properties: {event: {const: b}, data: {type: object}}}]}";
    let (_, faults) = schema(item);

    let place = "/components/responses/R/content/text~1event-stream/itemSchema";
    assert_eq!(faults, [("events-as-text".to_owned(), place.to_owned())]);
}
