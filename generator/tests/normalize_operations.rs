//! Paths, operations and their parameters.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized};
use clientwright::diagnostic::Diagnostics;
use openapiv3::OpenAPI;

/// Normalizes a document with these paths, in YAML's flow style, and with two component parameters.
fn paths(paths: &str) -> (Option<OpenAPI>, Diagnostics) {
    let parameters =
        "Id: {name: id, in: path, required: true, schema: {}}, Alias: {$ref: '#/components/parameters/Id'}";
    normalized(&format!("{HEAD}paths: {{{paths}}}\ncomponents: {{parameters: {{{parameters}}}}}\n"))
}

#[test]
fn an_operation_without_an_id_gets_one_with_a_warning() {
    let (document, diagnostics) = paths("a: {get: {responses: {}}}");

    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("path-without-slash", "/paths/a"), ("missing-operation-id", "/paths/a/get")]
    );
    let document = document.expect("a document");
    let (_, _, operation) = document.operations().next().expect("an operation");
    assert_eq!(operation.operation_id.as_deref(), Some("getA"));
}

#[test]
fn an_id_that_is_used_twice_is_replaced_at_the_second() {
    let (document, diagnostics) =
        paths("/a: {get: {operationId: x, responses: {}}}, /b: {put: {operationId: x, responses: {}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("duplicate-operation-id", "/paths/~1b/put/operationId")]);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.message.contains("`putB`")), "{diagnostics:?}");
    let document = document.expect("a document");
    let ids: Vec<_> = document.operations().map(|(_, _, operation)| operation.operation_id.as_deref()).collect();
    assert_eq!(ids, [Some("x"), Some("putB")]);
}

#[test]
fn a_parameter_of_the_path_is_made_required() {
    let (document, diagnostics) =
        paths("'/a/{b}': {get: {operationId: x, responses: {}, parameters: [{name: b, in: path, schema: {}}]}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("optional-path-parameter", "/paths/~1a~1{b}/get/parameters/0")]);
    let document = serde_json::to_value(document).expect("a document is JSON");
    assert_eq!(document["paths"]["/a/{b}"]["get"]["parameters"][0]["required"], true);
}

#[test]
fn a_parameter_that_is_declared_twice_is_an_error() {
    let parameter = "{name: q, in: query, schema: {}}";
    let (_, diagnostics) =
        paths(&format!("/a: {{get: {{operationId: x, responses: {{}}, parameters: [{parameter}, {parameter}]}}}}"));

    assert_eq!(codes_and_pointers(&diagnostics), [("duplicate-parameter", "/paths/~1a/get/parameters/1")]);
}

#[test]
fn braces_that_do_not_match_are_an_error() {
    assert_eq!(codes_and_pointers(&paths("'/a/{b': {}").1), [("bad-path-template", "/paths/~1a~1{b")]);
}

#[test]
fn callbacks_need_no_ids() {
    let callbacks = "{c: {'{$request.body#/url}': {post: {responses: {}}}}}";
    let (_, diagnostics) = paths(&format!("/a: {{get: {{operationId: x, responses: {{}}, callbacks: {callbacks}}}}}"));

    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn a_missing_slash_is_added_to_a_path() {
    let (document, diagnostics) = paths("a/b: {get: {operationId: x, responses: {}}}, /c: {}");

    assert_eq!(codes_and_pointers(&diagnostics), [("path-without-slash", "/paths/a~1b")]);
    let document = document.expect("a document");
    assert_eq!(document.paths.paths.keys().collect::<Vec<_>>(), ["/a/b", "/c"]);
}

#[test]
fn a_misspelt_method_is_an_error() {
    let (_, diagnostics) = paths("/a: {gte: {operationId: x, responses: {}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("unknown-method", "/paths/~1a/gte")]);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.help.contains("`get`")), "{diagnostics:?}");
}

#[test]
fn a_method_in_capitals_is_read() {
    let (document, diagnostics) = paths("/a: {GET: {operationId: x, responses: {}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("keyword-case", "/paths/~1a/GET")]);
    assert_eq!(document.expect("a document").operations().count(), 1);
}

#[test]
fn a_status_code_with_a_letter_is_an_error() {
    let (_, diagnostics) = paths("/a: {get: {operationId: x, responses: {20O: {description: d}}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("bad-status", "/paths/~1a/get/responses/20O")]);
}

#[test]
fn a_range_in_lower_case_is_read() {
    let (document, diagnostics) =
        paths("/a: {get: {operationId: x, responses: {4xx: {description: d}, 200: {description: d}}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("status-case", "/paths/~1a/get/responses/4xx")]);
    let document = document.expect("a document");
    let (_, _, operation) = document.operations().next().expect("an operation");
    assert_eq!(operation.responses.responses.len(), 2);
}

#[test]
fn one_range_in_two_cases_is_an_error() {
    let (_, diagnostics) =
        paths("/a: {get: {operationId: x, responses: {4xx: {description: d}, 4XX: {description: d}}}}");

    assert!(
        codes_and_pointers(&diagnostics).contains(&("duplicate-key", "/paths/~1a/get/responses/4XX")),
        "{diagnostics:?}"
    );
}

#[test]
fn missing_responses_and_descriptions_are_added() {
    let (_, diagnostics) = paths("/a: {get: {operationId: x}, put: {operationId: y, responses: {200: {}}}}");

    let expected = [("missing-field", "/paths/~1a/get"), ("missing-field", "/paths/~1a/put/responses/200")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}

#[test]
fn a_parameter_without_schema_and_content_accepts_anything() {
    let (_, diagnostics) = paths("/a: {get: {operationId: x, responses: {}, parameters: [{name: q, in: query}]}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("missing-field", "/paths/~1a/get/parameters/0")]);
}

#[test]
fn a_style_of_another_location_is_ignored() {
    let (_, diagnostics) = paths(
        "/a: {get: {operationId: x, responses: {}, parameters: [{name: h, in: header, style: form, schema: {}}]}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-value", "/paths/~1a/get/parameters/0/style")]);
}

#[test]
fn a_style_that_is_not_a_string_is_ignored() {
    let (_, diagnostics) = paths(
        "/a: {get: {operationId: x, responses: {}, parameters: [{name: q, in: query, style: 1e+20, schema: {}}]}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-value", "/paths/~1a/get/parameters/0/style")]);
}

#[test]
fn examples_may_be_a_list() {
    let (document, diagnostics) = paths(
        "/a: {get: {operationId: x, responses: {}, parameters: [{name: q, in: query, schema: {}, examples: [1, 2]}]}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/paths/~1a/get/parameters/0/examples")]);
    let document = serde_json::to_value(document).expect("a document is JSON");
    assert_eq!(document["paths"]["/a"]["get"]["parameters"][0]["examples"]["1"]["value"], 2);
}

#[test]
fn explode_is_true_by_default_only_for_the_style_form() {
    let (document, diagnostics) = paths(
        "/a: {post: {operationId: x, responses: {}, requestBody: {content: {application/x-www-form-urlencoded: \
         {encoding: {a: {}, b: {style: deepObject}, c: {style: form, explode: false}}}}}}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), []);
    let document = serde_json::to_value(document).expect("a document is JSON");
    let content = &document["paths"]["/a"]["post"]["requestBody"]["content"];
    let encoding = &content["application/x-www-form-urlencoded"]["encoding"];
    let explode = ["a", "b", "c"].map(|name| encoding[name]["explode"].as_bool().unwrap_or_default());
    assert_eq!(explode, [true, false, false]);
}

#[test]
fn a_header_keeps_its_explode() {
    let (document, diagnostics) = paths(
        "/a: {get: {operationId: x, responses: {200: {description: d, headers: {H: {schema: {}, explode: true}}}}}}",
    );

    assert_eq!(codes_and_pointers(&diagnostics), []);
    let document = serde_json::to_value(document).expect("a document is JSON");
    let header = &document["paths"]["/a"]["get"]["responses"]["200"]["headers"]["H"];
    assert_eq!(header["x-clientwright-explode"], true);
}
