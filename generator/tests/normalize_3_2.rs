//! Objects of OpenAPI 3.1 and 3.2 that openapiv3 does not support.

use crate::support_normalize::{codes_and_pointers, whole};
use clientwright::diagnostic::Diagnostics;
use clientwright::normalize::{Document, KeyedOperation};
use serde_json::{Value, json};

/// Normalizes a document of OpenAPI 3.2 with these fields.
fn newer(fields: &str) -> (Option<Document>, Diagnostics) {
    whole(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{fields}\n"))
}

/// Normalizes a document with these fields; asserts that there are no diagnostics.
fn clean(fields: &str) -> Document {
    let (document, diagnostics) = newer(fields);
    assert_eq!(codes_and_pointers(&diagnostics), []);
    document.expect("a document")
}

fn json(document: &Document) -> Value {
    serde_json::to_value(&document.openapi).expect("a document is JSON")
}

/// Returns the keys and methods of operations.
fn methods(operations: &[KeyedOperation]) -> Vec<(&str, &str)> {
    operations.iter().map(|one| (one.key.as_str(), one.method.as_str())).collect()
}

#[test]
fn methods_that_openapiv3_does_not_support_are_kept() {
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
    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("missing-operation-id", place), ("undeclared-path-parameter", place)]
    );
    let copy = document.and_then(|mut document| document.more_operations.pop()).expect("an operation").operation;
    assert_eq!((copy.operation_id.as_deref(), copy.parameters.len()), (Some("copyAB"), 1));
}

#[test]
fn a_method_with_its_own_field_is_not_an_additional_operation() {
    let (_, diagnostics) = newer("paths: {/a: {additionalOperations: {GET: {responses: {}}}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("unknown-method", "/paths/~1a/additionalOperations/GET")]);
}

#[test]
fn query_is_not_a_method_in_3_0() {
    let (_, diagnostics) = whole("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {query: {}}}\n");

    assert_eq!(codes_and_pointers(&diagnostics), [("unknown-method", "/paths/~1a/query")]);
}

#[test]
fn webhooks_are_kept_and_need_no_ids() {
    let document = clean("webhooks: {made: {post: {responses: {}}}}");

    assert_eq!(methods(&document.webhooks), [("made", "POST")]);
}

#[test]
fn a_parameter_may_be_the_querystring() {
    let parameter = "{name: q, in: querystring, content: {application/json: {schema: {type: object}}}}";
    let document =
        clean(&format!("paths: {{/a: {{get: {{operationId: x, responses: {{}}, parameters: [{parameter}]}}}}}}"));

    let parameter = &json(&document)["paths"]["/a"]["get"]["parameters"][0];
    assert_eq!((&parameter["in"], &parameter["x-clientwright-querystring"]), (&json!("query"), &json!(true)));
}

#[test]
fn querystring_is_not_a_location_in_3_0() {
    let parameter = "{name: q, in: querystring, schema: {}}";
    let (_, diagnostics) = whole(&format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{parameters: [{parameter}]}}}}\n"
    ));

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-value", "/paths/~1a/parameters/0/in")]);
}

#[test]
fn the_item_schema_replaces_the_schema_of_a_stream() {
    let content = "{application/jsonl: {itemSchema: {type: [string, 'null']}}}";
    let document = clean(&format!("components: {{responses: {{R: {{description: d, content: {content}}}}}}}"));

    let media_type = &json(&document)["components"]["responses"]["R"]["content"]["application/jsonl"];
    let schema = &media_type["schema"];
    assert_eq!((&schema["type"], &schema["nullable"]), (&json!("string"), &json!(true)));
    assert_eq!(media_type["x-clientwright-itemSchema"], json!(true));
}

#[test]
fn referenced_media_types_are_inlined() {
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
fn referenced_callbacks_are_inlined() {
    let document = clean(
        "paths: {/a: {get: {operationId: x, responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}\n\
         components: {callbacks: {C: {x-own: 1, '{$url}': {post: {responses: {}}}}}}",
    );

    let (_, _, operation) = document.openapi.operations().next().expect("an operation");
    assert!(operation.callbacks["c"]["{$url}"].post.is_some());
}

#[test]
fn nested_callbacks_are_ignored_with_a_warning() {
    let (document, diagnostics) = newer(
        "paths: {/a: {get: {operationId: x, responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}\n\
         components: {callbacks: {C: {u: {post: {responses: {}, callbacks: {d: {$ref: '#/components/callbacks/C'}}}}}}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), [("ignored-callback", "/components/callbacks/C/u/post/callbacks")]);
    assert!(document.is_some());
}

#[test]
fn mutual_tls_is_ignored_with_a_warning() {
    let (document, diagnostics) = newer(
        "paths: {/a: {get: {operationId: x, responses: {}, security: [{T: [], K: []}]}}}\nsecurity: [{T: []}]\n\
         components: {securitySchemes: {T: {type: mutualTLS}, K: {type: http, scheme: bearer}}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-security", "/components/securitySchemes/T")]);
    let document = json(&document.expect("a document"));
    assert_eq!(document["components"]["securitySchemes"].as_object().map(serde_json::Map::len), Some(1));
    assert_eq!(document["paths"]["/a"]["get"]["security"], json!([{ "K": [] }]));
    assert_eq!(document["security"], json!([{}]));
}

#[test]
fn device_authorization_is_accepted() {
    clean("components: {securitySchemes: {O: {type: oauth2, flows: {deviceAuthorization: {tokenUrl: /t}}}}}");
}

#[test]
fn ids_without_effect_are_accepted() {
    clean(
        "components: {schemas: {S: {$id: 'https://a/b', $schema: 'https://c', $anchor: a, $dynamicAnchor: b, $defs: {}}}}",
    );
}

#[test]
fn an_id_that_would_change_references_is_ignored_with_a_warning() {
    let schema = "{$id: 'https://a/b', properties: {p: {$ref: 'c.json'}}}";
    let (_, diagnostics) = newer(&format!("components: {{schemas: {{S: {schema}}}}}"));

    assert!(codes_and_pointers(&diagnostics).contains(&("ignored-id", "/components/schemas/S/$id")), "{diagnostics:?}");
}

#[test]
fn a_schema_may_be_referenced_by_its_anchor() {
    let document =
        clean("components: {schemas: {S: {$ref: '#t'}, T: {$anchor: t, type: string}, U: {$dynamicRef: '#t'}}}");

    let schemas = &json(&document)["components"]["schemas"];
    let reference = json!({ "$ref": "#/components/schemas/T" });
    assert_eq!((&schemas["S"], &schemas["U"]), (&reference, &reference));
}

#[test]
fn an_ambiguous_anchor_is_an_error() {
    let (_, diagnostics) =
        newer("components: {schemas: {S: {$ref: '#t'}, T: {$anchor: t}, U: {$anchor: t}, V: {$ref: '#u'}}}");

    let expected =
        [("unsupported-reference", "/components/schemas/S/$ref"), ("dangling-reference", "/components/schemas/V/$ref")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}

#[test]
fn dynamic_references_are_ignored() {
    let (document, diagnostics) = newer("components: {schemas: {S: {$dynamicRef: '#a'}, T: {$recursiveRef: '#a'}}}");

    // The anchor does not exist, or several schemas have it.
    let places = ["/components/schemas/S/$dynamicRef", "/components/schemas/T/$recursiveRef"];
    assert_eq!(codes_and_pointers(&diagnostics), places.map(|place| ("dynamic-reference", place)));
    assert!(document.is_some());
}

#[test]
fn a_recursive_reference_refers_to_the_enclosing_component() {
    let document = clean("components: {schemas: {S: {type: array, items: {$recursiveRef: '#'}}}}");

    let schemas = &json(&document)["components"]["schemas"];
    assert_eq!(schemas["S"]["items"]["allOf"], json!([{ "$ref": "#/components/schemas/S" }]));
}

#[test]
fn unevaluated_keywords_move_to_extensions() {
    let document =
        clean("components: {schemas: {S: {unevaluatedProperties: false, unevaluatedItems: {type: string}}}}");

    let schema = &json(&document)["components"]["schemas"]["S"];
    assert!(schema["x-clientwright-unevaluatedProperties"]["not"].is_object());
    assert_eq!(schema["x-clientwright-unevaluatedItems"]["type"], "string");
}

#[test]
fn a_default_mapping_is_ignored_with_a_warning() {
    let (_, diagnostics) = newer("components: {schemas: {S: {discriminator: {propertyName: k, defaultMapping: S}}}}");

    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("unsupported-keyword", "/components/schemas/S/discriminator/defaultMapping")]
    );
}

#[test]
fn positional_encoding_is_ignored_with_a_warning() {
    let (_, diagnostics) = newer(
        "components: {requestBodies: {B: {content: {multipart/mixed: {itemEncoding: {}, prefixEncoding: [{}]}}}}}",
    );

    let at = "/components/requestBodies/B/content/multipart~1mixed";
    let places = ["prefixEncoding", "itemEncoding"].map(|field| format!("{at}/{field}"));
    assert_eq!(
        codes_and_pointers(&diagnostics),
        places.each_ref().map(|place| ("unsupported-keyword", place.as_str()))
    );
}
