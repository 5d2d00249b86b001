//! What the structure of documents has in OpenAPI 3.1 and 3.2, and openapiv3 has no place for.

use crate::normalizing::{faults, whole};
use clientwright::diagnostic::Diagnostics;
use clientwright::normalize::{Document, KeyedOperation};
use serde_json::{Value, json};

/// Normalizes a document of OpenAPI 3.2 with these fields.
fn newer(fields: &str) -> (Option<Document>, Diagnostics) {
    whole(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{fields}\n"))
}

/// The document of these fields, of which nothing may be said.
fn clean(fields: &str) -> Document {
    let (document, diagnostics) = newer(fields);
    assert_eq!(faults(&diagnostics), []);
    document.expect("a document")
}

fn json(document: &Document) -> Value {
    serde_json::to_value(&document.openapi).expect("a document is JSON")
}

/// The keys and methods of operations.
fn methods(operations: &[KeyedOperation]) -> Vec<(&str, &str)> {
    operations.iter().map(|one| (one.key.as_str(), one.method.as_str())).collect()
}

#[test]
fn methods_that_openapiv3_does_not_know_are_kept_beside_it() {
    let operations =
        "query: {operationId: x, responses: {}}, additionalOperations: {COPY: {operationId: y, responses: {}}}";
    let document = clean(&format!("paths: {{/a: {{{operations}, get: {{operationId: z, responses: {{}}}}}}}}"));

    assert_eq!(methods(&document.more_operations), [("/a", "QUERY"), ("/a", "COPY")]);
    assert_eq!(document.openapi.operations().count(), 1);
}

#[test]
fn operations_under_other_methods_get_ids_and_parameters() {
    let (document, diagnostics) = newer("paths: {'/a/{b}': {additionalOperations: {COPY: {responses: {}}}}}");

    let place = "/paths/~1a~1{b}/additionalOperations/COPY";
    assert_eq!(faults(&diagnostics), [("missing-operation-id", place), ("undeclared-path-parameter", place)]);
    let copy = document.and_then(|mut document| document.more_operations.pop()).expect("an operation").operation;
    assert_eq!((copy.operation_id.as_deref(), copy.parameters.len()), (Some("copyAB"), 1));
}

#[test]
fn a_method_with_a_field_of_its_own_is_no_additional_one() {
    let (_, diagnostics) = newer("paths: {/a: {additionalOperations: {GET: {responses: {}}}}}");

    assert_eq!(faults(&diagnostics), [("unknown-method", "/paths/~1a/additionalOperations/GET")]);
}

#[test]
fn query_is_no_method_of_3_0() {
    let (_, diagnostics) = whole("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {query: {}}}\n");

    assert_eq!(faults(&diagnostics), [("unknown-method", "/paths/~1a/query")]);
}

#[test]
fn webhooks_are_kept_and_need_no_ids() {
    let document = clean("webhooks: {made: {post: {responses: {}}}}");

    assert_eq!(methods(&document.webhooks), [("made", "POST")]);
}

#[test]
fn a_parameter_may_be_the_whole_query() {
    let parameter = "{name: q, in: querystring, content: {application/json: {schema: {type: object}}}}";
    let document =
        clean(&format!("paths: {{/a: {{get: {{operationId: x, responses: {{}}, parameters: [{parameter}]}}}}}}"));

    let parameter = &json(&document)["paths"]["/a"]["get"]["parameters"][0];
    assert_eq!((&parameter["in"], &parameter["x-clientwright-querystring"]), (&json!("query"), &json!(true)));
}

#[test]
fn the_whole_query_is_no_place_in_3_0() {
    let parameter = "{name: q, in: querystring, schema: {}}";
    let (_, diagnostics) = whole(&format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{parameters: [{parameter}]}}}}\n"
    ));

    assert_eq!(faults(&diagnostics), [("wrong-value", "/paths/~1a/parameters/0/in")]);
}

#[test]
fn the_schema_of_the_items_of_a_stream_stands_for_the_stream() {
    let content = "{application/jsonl: {itemSchema: {type: [string, 'null']}}}";
    let document = clean(&format!("components: {{responses: {{R: {{description: d, content: {content}}}}}}}"));

    let media_type = &json(&document)["components"]["responses"]["R"]["content"]["application/jsonl"];
    let schema = &media_type["schema"];
    assert_eq!((&schema["type"], &schema["nullable"]), (&json!("string"), &json!(true)));
    assert_eq!(media_type["x-clientwright-itemSchema"], json!(true));
}

#[test]
fn media_types_by_reference_are_copied() {
    let reference = "{a/b: {$ref: '#/components/mediaTypes/Alias'}}";
    let document = clean(&format!(
        "components: {{mediaTypes: {{M: {{schema: {{type: string}}}}, Alias: {{$ref: '#/components/mediaTypes/M'}}}}, \
         responses: {{R: {{description: d, content: {reference}}}}}, requestBodies: {{B: {{content: {reference}}}}}}}"
    ));

    let components = &json(&document)["components"];
    for (map, name) in [("responses", "R"), ("requestBodies", "B")] {
        assert_eq!(components[map][name]["content"]["a/b"]["schema"]["type"], "string", "{map}");
    }
}

#[test]
fn an_example_may_look_like_a_reference_to_a_media_type() {
    let example = "{content: {a/b: {$ref: '#/components/mediaTypes/M'}}}";
    let document = clean(&format!(
        "components: {{mediaTypes: {{M: {{}}}}, requestBodies: {{B: {{content: {{a/b: {{example: {example}}}}}}}}}}}"
    ));

    let example = &json(&document)["components"]["requestBodies"]["B"]["content"]["a/b"]["example"];
    assert_eq!(example["content"]["a/b"]["$ref"], "#/components/mediaTypes/M");
}

#[test]
fn callbacks_by_reference_are_copied() {
    let document = clean(
        "paths: {/a: {get: {operationId: x, responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}\n\
         components: {callbacks: {C: {x-own: 1, '{$url}': {post: {responses: {}}}}}}",
    );

    let (_, _, operation) = document.openapi.operations().next().expect("an operation");
    assert!(operation.callbacks["c"]["{$url}"].post.is_some());
}

#[test]
fn callbacks_of_callbacks_are_left_out_with_a_warning() {
    let (document, diagnostics) = newer(
        "paths: {/a: {get: {operationId: x, responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}\n\
         components: {callbacks: {C: {u: {post: {responses: {}, callbacks: {d: {$ref: '#/components/callbacks/C'}}}}}}}",
    );

    assert_eq!(faults(&diagnostics), [("ignored-callback", "/components/callbacks/C/u/post/callbacks")]);
    assert!(document.is_some());
}

#[test]
fn mutual_tls_is_left_out_with_a_warning_and_asked_for_by_nobody() {
    let (document, diagnostics) = newer(
        "paths: {/a: {get: {operationId: x, responses: {}, security: [{T: [], K: []}]}}}\nsecurity: [{T: []}]\n\
         components: {securitySchemes: {T: {type: mutualTLS}, K: {type: http, scheme: bearer}}}",
    );

    assert_eq!(faults(&diagnostics), [("unsupported-security", "/components/securitySchemes/T")]);
    let document = json(&document.expect("a document"));
    assert_eq!(document["components"]["securitySchemes"].as_object().map(serde_json::Map::len), Some(1));
    assert_eq!(document["paths"]["/a"]["get"]["security"], json!([{ "K": [] }]));
    assert_eq!(document["security"], json!([{}]));
}

#[test]
fn device_authorization_is_fine() {
    clean("components: {securitySchemes: {O: {type: oauth2, flows: {deviceAuthorization: {tokenUrl: /t}}}}}");
}

#[test]
fn identifiers_that_change_nothing_are_fine() {
    clean(
        "components: {schemas: {S: {$id: 'https://a/b', $schema: 'https://c', $anchor: a, $dynamicAnchor: b, $defs: {}}}}",
    );
}

#[test]
fn an_id_that_would_be_a_base_is_ignored_with_a_warning() {
    let schema = "{$id: 'https://a/b', properties: {p: {$ref: 'c.json'}}}";
    let (_, diagnostics) = newer(&format!("components: {{schemas: {{S: {schema}}}}}"));

    assert!(faults(&diagnostics).contains(&("ignored-id", "/components/schemas/S/$id")), "{diagnostics:?}");
}

#[test]
fn a_schema_may_be_named_by_its_anchor() {
    let document =
        clean("components: {schemas: {S: {$ref: '#t'}, T: {$anchor: t, type: string}, U: {$dynamicRef: '#t'}}}");

    let schemas = &json(&document)["components"]["schemas"];
    let reference = json!({ "$ref": "#/components/schemas/T" });
    assert_eq!((&schemas["S"], &schemas["U"]), (&reference, &reference));
}

#[test]
fn an_anchor_of_several_schemas_is_none() {
    let (_, diagnostics) =
        newer("components: {schemas: {S: {$ref: '#t'}, T: {$anchor: t}, U: {$anchor: t}, V: {$ref: '#u'}}}");

    let expected =
        [("unsupported-reference", "/components/schemas/S/$ref"), ("dangling-reference", "/components/schemas/V/$ref")];
    assert_eq!(faults(&diagnostics), expected);
}

#[test]
fn dynamic_references_are_not_followed() {
    let (document, diagnostics) = newer("components: {schemas: {S: {$dynamicRef: '#a'}, T: {$recursiveRef: '#a'}}}");

    // No schema has the name, and of a name that several have the value decides.
    let places = ["/components/schemas/S/$dynamicRef", "/components/schemas/T/$recursiveRef"];
    assert_eq!(faults(&diagnostics), places.map(|place| ("dynamic-reference", place)));
    assert!(document.is_some());
}

#[test]
fn a_recursive_reference_is_one_to_the_component_around_it() {
    let document = clean("components: {schemas: {S: {type: array, items: {$recursiveRef: '#'}}}}");

    let schemas = &json(&document)["components"]["schemas"];
    assert_eq!(schemas["S"]["items"]["allOf"], json!([{ "$ref": "#/components/schemas/S" }]));
}

#[test]
fn what_is_not_evaluated_is_carried() {
    let document =
        clean("components: {schemas: {S: {unevaluatedProperties: false, unevaluatedItems: {type: string}}}}");

    let schema = &json(&document)["components"]["schemas"]["S"];
    assert!(schema["x-clientwright-unevaluatedProperties"]["not"].is_object());
    assert_eq!(schema["x-clientwright-unevaluatedItems"]["type"], "string");
}

#[test]
fn a_default_mapping_is_ignored_with_a_warning() {
    let (_, diagnostics) = newer("components: {schemas: {S: {discriminator: {propertyName: k, defaultMapping: S}}}}");

    assert_eq!(faults(&diagnostics), [("unsupported-keyword", "/components/schemas/S/discriminator/defaultMapping")]);
}

#[test]
fn encoding_by_position_is_ignored_with_a_warning() {
    let (_, diagnostics) = newer(
        "components: {requestBodies: {B: {content: {multipart/mixed: {itemEncoding: {}, prefixEncoding: [{}]}}}}}",
    );

    let at = "/components/requestBodies/B/content/multipart~1mixed";
    let places = ["prefixEncoding", "itemEncoding"].map(|field| format!("{at}/{field}"));
    assert_eq!(faults(&diagnostics), places.each_ref().map(|place| ("unsupported-keyword", place.as_str())));
}
