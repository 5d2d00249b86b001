//! Skipping operations, and the components that only these use.

use std::path::Path;

use crate::support_normalize::{HEAD, codes_and_pointers};
use clientwright::diagnostic::Diagnostics;
use clientwright::load;
use clientwright::normalize::{Document, normalize_filtered};
use clientwright::target::{OperationFilter, Selector};

/// A document with two tags, an operation without an id, and components that one, both or none of the operations use.
const DOCUMENT: &str = "
paths:
  /a:
    get: {operationId: getA, tags: [t], responses: {default: {$ref: '#/components/responses/A'}}}
    put: {tags: [t, u], responses: {}}
  /b:
    get: {operationId: getB, tags: [u], responses: {default: {$ref: '#/components/responses/B'}}}
components:
  responses:
    A: {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/OfA'}}}}
    B: {description: b, content: {application/json: {schema: {$ref: '#/components/schemas/OfB'}}}}
  schemas:
    OfA: {properties: {shared: {$ref: '#/components/schemas/Shared'}, self: {$ref: '#/components/schemas/OfA'}}}
    OfB: {properties: {shared: {$ref: '#/components/schemas/Shared'}}}
    Shared: {}
    Unused: {$ref: '#/components/schemas/OfUnused'}
    OfUnused: {}
";

fn operations(names: &[&str]) -> Selector {
    Selector { operations: names.iter().map(|name| (*name).into()).collect(), ..Selector::default() }
}

fn tags(names: &[&str]) -> Selector {
    Selector { tags: names.iter().map(|name| (*name).into()).collect(), ..Selector::default() }
}

fn chosen(text: &str, skip: &Selector, only: &Selector) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = format!("{HEAD}{text}");
    let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
        .and_then(|mut source| normalize_filtered(&mut source, Some(OperationFilter { skip, only }), &mut diagnostics));
    (document, diagnostics)
}

fn skipped(text: &str, skip: &Selector) -> Document {
    let (document, diagnostics) = chosen(text, skip, &Selector::default());
    document.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// Returns the ids of the remaining operations.
fn ids(document: &Document) -> Vec<&str> {
    document.openapi.operations().filter_map(|(_, _, operation)| operation.operation_id.as_deref()).collect()
}

fn schemas(document: &Document) -> Vec<&str> {
    let components = document.openapi.components.as_ref();
    components.into_iter().flat_map(|components| components.schemas.keys().map(String::as_str)).collect()
}

#[test]
fn an_operation_is_skipped_by_its_id() {
    assert_eq!(ids(&skipped(DOCUMENT, &operations(&["getA"]))), ["putA", "getB"]);
}

#[test]
fn an_operation_is_skipped_by_the_id_that_is_generated_for_it() {
    assert_eq!(ids(&skipped(DOCUMENT, &operations(&["putA"]))), ["getA", "getB"]);
}

#[test]
fn an_operation_is_skipped_by_method_and_path() {
    assert_eq!(ids(&skipped(DOCUMENT, &operations(&["PUT /a", "get /b"]))), ["getA"]);
}

#[test]
fn a_tag_skips_all_operations_that_have_it() {
    assert_eq!(ids(&skipped(DOCUMENT, &tags(&["u"]))), ["getA"]);
}

#[test]
fn only_keeps_the_listed_operations_except_skipped_ones() {
    let (document, diagnostics) = chosen(DOCUMENT, &operations(&["putA"]), &tags(&["t"]));
    assert_eq!(document.as_ref().map(ids), Some(vec!["getA"]), "{diagnostics:#?}");
    assert_eq!(document.map(|document| document.skipped), Some(2));
}

#[test]
fn a_path_is_removed_with_its_last_operation() {
    let document = skipped(DOCUMENT, &operations(&["getB"]));
    assert_eq!(document.openapi.paths.paths.keys().collect::<Vec<_>>(), ["/a"]);
}

#[test]
fn components_that_only_skipped_operations_use_are_removed() {
    assert_eq!(schemas(&skipped(DOCUMENT, &operations(&["getA"]))), ["OfB", "Shared", "Unused", "OfUnused"]);
}

#[test]
fn an_entry_that_matches_nothing_is_an_error() {
    let (document, diagnostics) = chosen(DOCUMENT, &operations(&["GET /c", "gone"]), &tags(&["t", "v"]));
    assert!(document.is_none());
    let found: Vec<&str> = codes_and_pointers(&diagnostics).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["unknown-operation", "unknown-operation", "unknown-tag", "missing-operation-id"]);
}

#[test]
fn problems_in_skipped_operations_are_not_reported() {
    let text = "
paths:
  /a: {get: {operationId: getA, responses: {}}}
  /b: {get: {operationId: getB, parameters: 7, responses: {default: {$ref: '#/components/responses/B'}}}}
components: {responses: {B: {$ref: 'missing.yaml'}}}
";
    let (document, diagnostics) = chosen(text, &operations(&["getB"]), &Selector::default());
    assert!(document.is_some(), "{diagnostics:#?}");
    assert_eq!(codes_and_pointers(&diagnostics), []);
}

#[test]
fn a_reference_into_a_skipped_operation_is_resolved() {
    let text = "
paths:
  /a: {get: {operationId: getA, responses: {default: {$ref: '#/paths/~1b/get/responses/default'}}}}
  /b:
    get:
      operationId: getB
      responses: {default: {description: b, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}
components: {schemas: {B: {}}}
";
    let document = skipped(text, &operations(&["getB"]));
    assert_eq!((ids(&document), schemas(&document)), (vec!["getA"], vec!["B"]));
}

#[test]
fn a_reference_into_a_component_uses_all_of_it() {
    let text = "
paths:
  /a: {get: {operationId: getA, parameters: [{name: p, in: query, schema: {$ref: '#/components/schemas/S/properties/p'}}], responses: {}}}
  /b: {get: {operationId: getB, parameters: [{name: p, in: query, schema: {$ref: '#/components/schemas/S'}}], responses: {}}}
components: {schemas: {S: {properties: {p: {type: string}}}}}
";
    assert_eq!(schemas(&skipped(text, &operations(&["getB"]))), ["S", "p"]);
}

#[test]
fn mappings_and_security_requirements_use_components() {
    let text = "
paths:
  /a: {get: {operationId: getA, security: [{key: []}], responses: {default: {$ref: '#/components/responses/A'}}}}
  /b: {get: {operationId: getB, security: [{other: []}], responses: {default: {$ref: '#/components/responses/B'}}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}, other: {type: http, scheme: basic}}
  responses:
    A: {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
    B: {description: b, content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}]}}}}
  schemas:
    A: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {c: C, d: '#/components/schemas/D'}}}
    C: {type: object}
    D: {type: object}
";
    let document = skipped(text, &operations(&["getB"]));
    assert_eq!(schemas(&document), ["A", "C", "D"]);
    let schemes = document.openapi.components.expect("components").security_schemes;
    assert_eq!(schemes.keys().collect::<Vec<_>>(), ["key"]);
}

#[test]
fn ids_are_the_same_whether_or_not_others_are_skipped() {
    let text = "
paths:
  /a/b: {get: {responses: {}}}
  '/a/{b}': {get: {responses: {}, parameters: [{name: b, in: path, required: true, schema: {}}]}}
  /c: {get: {operationId: x, responses: {}}}
  /d: {get: {operationId: x, responses: {}}}
";
    let all = skipped(text, &Selector::default());
    assert_eq!(ids(&all), ["getAB", "get/a/{b}", "x", "getD"]);
    assert_eq!(ids(&skipped(text, &operations(&["getAB", "x"]))), ["get/a/{b}", "getD"]);
    assert_eq!(ids(&skipped(text, &operations(&["getD"]))), ["getAB", "get/a/{b}", "x"]);
}

#[test]
fn invalid_operations_can_be_skipped() {
    let text = "
paths:
  a: {GET: {operationId: 7, tags: t, responses: {}}}
  /b: {get: {operationId: getB, responses: {}}}
";
    for skip in [operations(&["7"]), operations(&["get a"]), operations(&["GET /a"]), tags(&["t"])] {
        assert_eq!(ids(&skipped(text, &skip)), ["getB"]);
    }
}

#[test]
fn webhooks_and_additional_operations_can_be_skipped() {
    let text = "openapi: 3.2.0
info: {title: t, version: '1'}
paths: {/a: {get: {operationId: getA, responses: {}}, additionalOperations: {COPY: {operationId: copyA, responses: {}}}}}
webhooks: {created: {post: {operationId: onCreated, responses: {}}}, gone: {post: {responses: {}}}}
";
    let mut diagnostics = Diagnostics::default();
    let (skip, only) = (operations(&["copyA", "onCreated"]), Selector::default());
    let document = load::parse(Path::new("a.yaml"), text.as_bytes().to_vec(), &mut diagnostics)
        .and_then(|mut source| {
            normalize_filtered(&mut source, Some(OperationFilter { skip: &skip, only: &only }), &mut diagnostics)
        })
        .unwrap_or_else(|| panic!("{diagnostics:#?}"));
    assert_eq!((document.more_operations.len(), document.skipped), (0, 2));
    assert_eq!(document.webhooks.iter().map(|webhook| webhook.key.as_str()).collect::<Vec<_>>(), ["gone"]);
}
