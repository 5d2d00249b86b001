//! Documents that make other generators panic or lose information, with their diagnostics and positions.

use clientwright::Generated;

/// The head of a document: three lines, so that `paths` is on the fourth.
const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nservers: [{url: 'https://example.com'}]\n";

/// Generates the crate of a text below [`HEAD`], and returns it with the diagnostics: `LINE:COLUMN severity[code]`.
fn reported(text: &str) -> (Option<Generated>, Vec<String>) {
    let (generated, diagnostics) = crate::support_generate::generated(&format!("{HEAD}{text}"), None);
    let mut reported: Vec<_> = diagnostics
        .iter()
        .map(|one| {
            let place = one.location.as_ref().map_or((0, 0), |place| (place.line, place.column));
            (place, format!("{}:{} {:?}[{}]", place.0, place.1, one.severity, one.code))
        })
        .collect();
    reported.sort();
    (generated, reported.into_iter().map(|(_, text)| text).collect())
}

#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let (generated, reported) = reported(text);
    assert_eq!(reported, expected);
    assert!(generated.is_none());
}

#[track_caller]
fn accepted(text: &str, expected: &[&str]) -> Generated {
    let (generated, reported) = reported(text);
    assert_eq!(reported, expected);
    generated.expect("a crate")
}

/// Asserts that some file of the crate has a text.
#[track_caller]
fn has(generated: &Generated, text: &str) {
    assert!(
        generated.files.values().any(|file| file.contains(text)),
        "{text} is not in {:#?}",
        generated.files.get("src/operations.rs")
    );
}

#[test]
fn a_dangling_schema_in_a_response() {
    refused(
        "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200':\n          description: ''\n          content:\n            \
         application/json:\n              schema: {$ref: '#/components/schemas/Nope'}\n",
        &["13:24 Error[dangling-reference]"],
    );
}

#[test]
fn a_dangling_schema_in_a_property() {
    refused(
        "paths: {}\ncomponents:\n  schemas:\n    S:\n      properties:\n        a: {$ref: '#/components/schemas/Nope'}\n",
        &["9:13 Error[dangling-reference]"],
    );
}

#[test]
fn a_dangling_parameter() {
    refused(
        "paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        - $ref: '#/components/parameters/Nope'\n      \
         responses: {'204': {description: ''}}\n",
        &["9:11 Error[dangling-reference]"],
    );
}

#[test]
fn a_reference_to_a_url() {
    refused(
        "paths: {}\ncomponents:\n  schemas:\n    S: {$ref: 'https://example.com/a.yaml#/S'}\n",
        &["7:9 Error[external-reference]"],
    );
}

#[test]
fn a_path_parameter_that_is_not_declared() {
    let generated = accepted(
        "paths:\n  /a/{id}:\n    get:\n      operationId: a\n      responses: {'204': {description: ''}}\n",
        &["6:5 Warning[undeclared-path-parameter]"],
    );
    has(&generated, "pub fn a(&self, id: impl AsRef<str>)");
}

#[test]
fn a_path_parameter_that_is_not_in_the_path() {
    accepted(
        "paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n      \
         responses: {'204': {description: ''}}\n",
        &["9:11 Warning[unused-path-parameter]"],
    );
}

#[test]
fn a_path_parameter_that_is_not_required() {
    let generated = accepted(
        "paths:\n  /a/{id}:\n    get:\n      operationId: a\n      parameters:\n        - {name: id, in: path, schema: {type: string}}\n      \
         responses: {'204': {description: ''}}\n",
        &["9:11 Warning[optional-path-parameter]"],
    );
    has(&generated, "pub fn a(&self, id: impl AsRef<str>)");
}

#[test]
fn an_operation_without_an_id() {
    let generated = accepted(
        "paths:\n  /pets:\n    get:\n      responses: {'204': {description: ''}}\n",
        &["6:5 Warning[missing-operation-id]"],
    );
    has(&generated, "pub fn get_pets(&self)");
}

#[test]
fn an_id_of_two_operations() {
    let operation = "{operationId: a, responses: {'204': {description: ''}}}";
    let generated = accepted(
        &format!("paths:\n  /a:\n    get: {operation}\n    put: {operation}\n"),
        &["7:11 Warning[duplicate-operation-id]"],
    );
    assert_eq!(generated.summary.operations, 2);
}

#[test]
fn a_duplicate_key() {
    refused("paths:\n  /a: {}\n  /b: {}\n  /a: {}\n", &["7:3 Error[duplicate-key]"]);
}

#[test]
fn a_required_cookie_parameter() {
    let generated = accepted(
        "paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        - {name: c, in: cookie, required: true, schema: {type: string}}\n      \
         responses: {'204': {description: ''}}\n",
        &[],
    );
    has(&generated, "pub fn a(&self, c: impl AsRef<str>)");
}

#[test]
fn a_body_of_two_media_types() {
    let schema = "{schema: {type: object, properties: {a: {type: string}}, required: [a]}}";
    let generated = accepted(
        &format!(
            "paths:\n  /a:\n    post:\n      operationId: a\n      requestBody:\n        required: true\n        content:\n          \
             application/json: {schema}\n          text/plain: {{schema: {{type: string}}}}\n      responses: {{'204': {{description: ''}}}}\n"
        ),
        &[],
    );
    has(&generated, "pub enum ABody");
}

#[test]
fn json_without_a_schema() {
    let generated = accepted(
        "paths:\n  /a:\n    get:\n      operationId: a\n      responses: {'200': {description: '', content: {application/json: {}}}}\n",
        &[],
    );
    has(&generated, "Value");
}

#[test]
fn a_path_without_a_slash() {
    let generated = accepted(
        "paths:\n  a:\n    get:\n      operationId: a\n      responses: {'204': {description: ''}}\n",
        &["5:3 Warning[path-without-slash]"],
    );
    assert_eq!(generated.summary.operations, 1);
}

#[test]
fn a_path_item_of_a_reference_and_methods_keeps_both() {
    let generated = accepted(
        "paths:\n  /a:\n    $ref: '#/x-item'\n    get: {operationId: a, responses: {'204': {description: ''}}}\n\
         x-item: {put: {operationId: b, responses: {'204': {description: ''}}}}\n",
        &[],
    );
    assert_eq!(generated.summary.operations, 2);
}

#[test]
fn a_misspelt_status() {
    refused(
        "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        20O: {description: ''}\n",
        &["9:9 Error[bad-status]"],
    );
}

#[test]
fn swagger_2() {
    let (generated, diagnostics) =
        crate::support_generate::generated("swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths: {}\n", None);
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["unsupported-version"]);
    assert!(generated.is_none());
}

#[test]
fn bounds_beyond_an_integer() {
    accepted(
        "paths: {}\ncomponents:\n  schemas:\n    S: {type: integer, minimum: -9223372036854776000, maximum: 9223372036854776000}\n",
        &[],
    );
}

#[test]
fn a_bound_that_is_no_multiple_of_anything() {
    accepted(
        "paths: {}\ncomponents:\n  schemas:\n    S:\n      type: integer\n      multipleOf: 0\n",
        &["9:7 Warning[wrong-value]"],
    );
}

#[test]
fn parameters_of_lists_and_maps_that_are_null() {
    accepted(
        "tags: null\npaths:\n  /a:\n    get:\n      operationId: a\n      tags: null\n      parameters: null\n      \
         responses: {'204': {description: ''}}\n",
        &["4:1 Warning[null-value]", "9:7 Warning[null-value]", "10:7 Warning[null-value]"],
    );
}

#[test]
fn deeply_nested_problems_are_reported_at_once() {
    let mut schema = "{type: strng}".to_owned();
    for _ in 0..20 {
        schema = format!("{{type: object, properties: {{a: {schema}}}}}");
    }
    let (generated, reported) = reported(&format!("paths: {{}}\ncomponents:\n  schemas:\n    S: {schema}\n"));
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(generated.is_none());
}

/// Asserts that the types of some component schemas have a text; nothing may be reported of them.
#[track_caller]
fn typed(version: &str, schemas: &str, texts: &[&str]) {
    let head = HEAD.replace("3.0.3", version);
    let (generated, diagnostics) =
        crate::support_generate::generated(&format!("{head}paths: {{}}\ncomponents:\n  schemas:\n{schemas}"), None);
    assert_eq!(diagnostics.iter().count(), 0, "{diagnostics:#?}");
    let generated = generated.expect("a crate");
    let types = &generated.files["src/types/shared.rs"];
    let types: String = types.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in texts {
        assert!(types.contains(text), "{text} is not in {types}");
    }
}

/// openapiv3 forgets the type of a schema for a keyword that is not one of its type.
#[test]
fn a_stray_keyword_does_not_hide_the_others() {
    typed(
        "3.0.3",
        "    S:\n      type: object\n      properties:\n        a: {type: integer, minimum: 0.0, maximum: 1e3}\n        \
         b: {type: integer, maximum: 18446744073709551615}\n        c: {type: boolean, format: flag}\n        \
         d: {type: array, items: {type: string}, minLength: 1, minItems: 2}\n        \
         e: {type: number, multipleOf: 0.01}\n        f: {type: integer, format: int8, minimum: 1}\n",
        &[
            "a: optional(INTEGER.minimum(0).maximum(1000))",
            "b: optional(INTEGER.maximum_decimal(\"18446744073709551615\"))",
            "pub c: Option<bool>",
            ".min_items(2)",
            "e: optional(NUMBER.multiple_of(schema::Number::Decimal(\"0.01\")))",
            "f: optional(INTEGER.minimum(1).int8())",
        ],
    );
}

#[test]
fn required_with_all_of_is_used() {
    typed(
        "3.0.3",
        "    X: {type: object, properties: {x: {type: string}}}\n    \
         S: {allOf: [{$ref: '#/components/schemas/X'}], required: [x]}\n    \
         T: {type: object, required: [x], allOf: [{$ref: '#/components/schemas/X'}]}\n",
        &["pub struct S { pub x: String,", "pub struct T { pub x: String,", "pub struct X { pub x: Option<String>,"],
    );
}

#[test]
fn nullable_is_supported_in_3_1() {
    typed(
        "3.1.0",
        "    T: {type: object, properties: {x: {type: string}}, additionalProperties: false}\n    S:\n      type: object\n      required: [b]\n      \
         additionalProperties: false\n      properties:\n        a: {type: string, nullable: true}\n        \
         b: {$ref: '#/components/schemas/T', nullable: true}\n",
        &["pub a: Nullable<String>", "pub b: Option<T>"],
    );
}

#[test]
fn a_reference_to_a_variant_keeps_its_target_after_null() {
    typed(
        "3.1.0",
        "    S: {anyOf: [{type: 'null'}, {type: object, properties: {p: {type: boolean}}, additionalProperties: false}]}\n    \
         T: {type: array, items: {$ref: '#/components/schemas/S/anyOf/1'}}\n",
        &["pub p: Option<bool>"],
    );
}

#[test]
fn additional_properties_may_have_several_types_in_3_1() {
    typed(
        "3.1.0",
        "    S: {type: object, additionalProperties: {type: [string, 'null'], maxLength: 3}}\n",
        &["BTreeMap<String, Option<String>>", "STRING.max_length(3).nullable()"],
    );
}

#[test]
fn callbacks_may_contain_references_and_extensions() {
    let generated = accepted(
        "paths:\n  /a:\n    get:\n      operationId: a\n      callbacks:\n        c: {x-a: 1, '{$url}': {$ref: '#/x-item'}}\n        \
         d: {$ref: '#/components/callbacks/d'}\n      responses: {'204': {description: ''}}\n\
         x-item: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}, \
         responses: {'204': {description: ''}}}}\n\
         components:\n  callbacks:\n    d: {x-b: 1, '{$url}': {post: {requestBody: {content: {application/json: {schema: {type: object, \
         properties: {a: {type: string}}}}}}, responses: {'204': {description: ''}}}}}\n",
        &[],
    );
    has(&generated, "pub struct CRequest");
    has(&generated, "pub struct DRequest");
}

#[test]
fn a_component_named_like_the_parameter_of_deserialize() {
    typed("3.0.3", "    D: {oneOf: [{type: integer}, {type: string}]}\n", &["pub enum D_ {"]);
}
