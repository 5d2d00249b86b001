//! `itemSchema` (OpenAPI 3.2) of a stream of events, which becomes the schema of their data.

use crate::support_normalize::{codes_and_pointers, whole};
use serde_json::{Value, json};

const DATA: &str =
    "contentMediaType: application/json, contentSchema: {type: object, properties: {n: {type: integer}}}";

/// A document whose component response `R` is a stream of events with this `itemSchema`.
fn stream(item: &str) -> String {
    let content = format!("{{text/event-stream: {{itemSchema: {item}}}}}");
    format!(
        "components: {{responses: {{R: {{description: d, content: {content}}}}}, schemas: {{E: {{type: object, \
         properties: {{data: {{type: object}}, event: {{type: string}}}}}}, T: {{type: string, enum: [x, y]}}}}}}"
    )
}

/// Returns the `schema` of that stream, and the codes and pointers of the diagnostics.
fn schema(item: &str) -> (Value, Vec<(String, String)>) {
    let (document, diagnostics) = whole(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{}", stream(item)));
    let document = serde_json::to_value(document.expect("a document").openapi).expect("a document is JSON");
    let content = &document["components"]["responses"]["R"]["content"]["text/event-stream"];
    let diagnostics =
        codes_and_pointers(&diagnostics).into_iter().map(|(code, place)| (code.to_owned(), place.to_owned())).collect();
    (content["schema"].clone(), diagnostics)
}

#[test]
fn it_is_the_schema_of_the_property_data() {
    let (schema, diagnostics) = schema("{type: object, properties: {data: {type: integer}}}");

    assert_eq!(schema["type"], "integer");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn a_reference_to_the_event_is_followed() {
    assert_eq!(schema("{$ref: '#/components/schemas/E'}").0["type"], "object");
}

#[test]
fn data_that_is_a_string_is_text() {
    assert_eq!(schema("{type: object, properties: {data: {type: string}}}").0, Value::Null);
}

#[test]
fn an_item_without_data_is_the_schema_of_the_data() {
    let (schema, _) = schema("{type: object, properties: {delta: {type: string}}}");

    assert_eq!(schema["properties"]["delta"]["type"], "string");
}

#[test]
fn a_content_schema_is_the_schema_of_the_data() {
    let (schema, _) = schema(&format!("{{type: object, properties: {{data: {{type: string, {DATA}}}}}}}"));

    assert_eq!(schema["properties"]["n"]["type"], "integer");
}

/// Returns the variants of a union of events, with their schemas in `oneOf`.
fn variants(item: &str) -> (Value, Value) {
    let (document, diagnostics) = whole(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{}", stream(item)));
    assert!(codes_and_pointers(&diagnostics).is_empty(), "{:?}", codes_and_pointers(&diagnostics));
    let document = serde_json::to_value(document.expect("a document").openapi).expect("a document is JSON");
    let media = &document["components"]["responses"]["R"]["content"]["text/event-stream"];
    (media["x-clientwright-events"].clone(), media["schema"]["oneOf"].clone())
}

#[test]
fn a_union_of_events_has_a_variant_per_name() {
    let item = "{oneOf: [{properties: {event: {const: a}}}, {properties: {event: {const: b}, data: {type: object}}}]}";
    let (events, schemas) = variants(item);

    let expected =
        [json!({"label": "a", "events": ["a"], "text": true}), json!({"label": "b", "events": ["b"], "text": false})];
    assert_eq!(events, json!(expected));
    assert_eq!((&schemas[0]["type"], &schemas[1]["type"]), (&json!("string"), &json!("object")));
}

#[test]
fn variants_inherit_from_the_enclosing_schema() {
    let item = format!(
        "{{properties: {{data: {{type: string, {DATA}}}}}, oneOf: [{{properties: {{event: {{const: a}}}}}}, {{properties: \
         {{event: {{enum: [b, c]}}, data: {{type: string}}}}}}]}}"
    );
    let (events, schemas) = variants(&item);

    assert_eq!((&events[0]["text"], &events[1]["events"]), (&json!(false), &json!(["b", "c"])));
    assert_eq!(schemas[0]["properties"]["n"]["type"], "integer");
}

#[test]
fn text_of_a_component_keeps_its_type() {
    let item = "{oneOf: [{properties: {event: {const: a}, data: {$ref: '#/components/schemas/T'}}}, {properties: {event: {const: b}}}]}";
    let (events, schemas) = variants(item);

    assert_eq!(events[0]["text"], true);
    assert_eq!(schemas[0]["$ref"], "#/components/schemas/T");
}

#[test]
fn data_of_the_same_event_is_one_variant() {
    let of_type = |name: &str| format!("{{properties: {{event: {{const: a}}, data: {{type: {name}}}}}}}");
    let item =
        format!("{{oneOf: [{}, {}, {{properties: {{event: {{const: b}}}}}}]}}", of_type("object"), of_type("array"));
    let (events, schemas) = variants(&item);

    assert_eq!(events.as_array().map(Vec::len), Some(2));
    assert_eq!(schemas[0]["anyOf"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_union_of_data_without_names_is_a_union() {
    let of_type = |name: &str| format!("{{properties: {{data: {{type: {name}}}}}}}");
    let (schema, diagnostics) = schema(&format!("{{oneOf: [{}, {}]}}", of_type("object"), of_type("integer")));

    assert_eq!(schema["anyOf"].as_array().map(Vec::len), Some(2));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn the_end_of_the_stream_is_not_an_event() {
    let (schema, _) =
        schema("{oneOf: [{properties: {data: {type: object}}}, {properties: {data: {const: '[DONE]'}}}]}");

    assert_eq!(schema["type"], "object");
}

#[test]
fn a_content_schema_outside_of_events_is_ignored() {
    let (_, diagnostics) =
        schema(&format!("{{properties: {{data: {{type: object, properties: {{t: {{type: string, {DATA}}}}}}}}}}}"));

    let place =
        "/components/responses/R/content/text~1event-stream/itemSchema/properties/data/properties/t/contentSchema";
    assert_eq!(diagnostics, [("unsupported-keyword".to_owned(), place.to_owned())]);
}

#[test]
fn recursive_unions_terminate() {
    let document = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\ncomponents: {responses: {R: {description: d, content: \
                    {text/event-stream: {itemSchema: {$ref: '#/components/schemas/A'}}}}}, schemas: {A: {oneOf: [{$ref: \
                    '#/components/schemas/B'}, {properties: {event: {const: a}}}]}, B: {anyOf: [{$ref: \
                    '#/components/schemas/A'}, {properties: {event: {const: b}}}]}}}";
    let (document, _) = whole(document);

    let document = serde_json::to_value(document.expect("a document").openapi).expect("a document is JSON");
    let media = &document["components"]["responses"]["R"]["content"]["text/event-stream"];
    assert_eq!(media["x-clientwright-events"].as_array().map(Vec::len), Some(2));
}
