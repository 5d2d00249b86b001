//! Whole documents: versions, unknown fields, and values of the wrong type.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized};
use clientwright::diagnostic::Severity;

#[test]
fn a_small_document_has_no_problems() {
    let (document, diagnostics) = normalized(&format!("{HEAD}x-own: 1\npaths: {{x-own: 2}}\n"));

    assert_eq!(codes_and_pointers(&diagnostics), []);
    assert_eq!(document.expect("a document").extensions["x-own"], 1);
}

#[test]
fn swagger_is_rejected() {
    let (_, diagnostics) = normalized("swagger: '2.0'\ninfo: {}\ndefinitions: {}\n");

    assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-version", "/swagger")]);
}

#[test]
fn an_unknown_version_is_rejected() {
    for version in ["4.0.0", "3.00", "'3'", "3.9.0"] {
        let (_, diagnostics) = normalized(&format!("openapi: {version}\ninfo: {{}}\npaths: {{}}\n"));
        assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-version", "/openapi")], "{version}");
    }
}

#[test]
fn a_document_without_a_version_is_rejected() {
    assert_eq!(codes_and_pointers(&normalized("info: {}\npaths: {}\n").1), [("missing-field", "")]);
}

#[test]
fn an_unquoted_version_is_read_by_its_source_text() {
    let (document, diagnostics) = normalized("openapi: 3.0\ninfo: {title: t, version: 1.10}\npaths: {}\n");

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/openapi"), ("wrong-type", "/info/version")]);
    let document = document.expect("a document");
    assert_eq!((document.openapi.as_str(), document.info.version.as_str()), ("3.0", "1.10"));
}

#[test]
fn an_unknown_field_is_dropped_with_the_nearest_name() {
    let (_, diagnostics) =
        normalized(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{requierd: [a]}}}}}}\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("unknown-keyword", "/components/schemas/A/requierd")]);
    let help: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.help.as_str()).collect();
    assert_eq!(help, ["did you mean `required`?"]);
}

#[test]
fn a_field_in_another_case_is_read_with_a_warning() {
    let (document, diagnostics) =
        normalized(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{minlength: 1, type: string}}}}}}\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("keyword-case", "/components/schemas/A/minlength")]);
    let document = serde_json::to_value(document).expect("a document is JSON");
    assert_eq!(document["components"]["schemas"]["A"]["minLength"], 1);
}

#[test]
fn values_with_an_obvious_meaning_are_repaired() {
    let schema = "{type: String, minLength: '1', maxLength: 2.0, nullable: 'true', minimum: '0', minItems: -1, \
                  description: 7, required: a}";
    let (document, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"));

    assert!(diagnostics.iter().all(|diagnostic| diagnostic.pointer.starts_with("/components/schemas/A/")));
    assert_eq!(diagnostics.iter().count(), 8, "{diagnostics:#?}");
    let document = serde_json::to_value(document).expect("a document is JSON");
    let schema = &document["components"]["schemas"]["A"];
    let expected = serde_json::json!({
        "nullable": true, "description": "7", "x-clientwright-pointer": "/components/schemas/A",
        "type": "string", "minimum": 0.0, "required": ["a"], "minLength": 1, "maxLength": 2,
    });
    assert_eq!(schema, &expected);
}

#[test]
fn nulls_are_ignored() {
    let (_, diagnostics) =
        normalized(&format!("{HEAD}paths: {{}}\ntags: null\nservers:\ncomponents: {{schemas: null}}\n"));

    let expected = [("null-value", "/tags"), ("null-value", "/servers"), ("null-value", "/components/schemas")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}

#[test]
fn a_value_of_the_wrong_type_is_an_error_that_names_both_types() {
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: [a]\ntags: 1\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/paths"), ("wrong-type", "/tags")]);
    let message = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).next();
    assert_eq!(message, Some("expected a Paths Object, found an array"));
}

#[test]
fn missing_fields_without_a_default_are_errors() {
    let (_, diagnostics) = normalized("openapi: 3.0.3\nservers: [{}]\ncomponents: {parameters: {P: {in: query}}}\n");

    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let messages: Vec<_> = errors.map(|diagnostic| (diagnostic.code, diagnostic.message.as_str())).collect();
    let expected = ["the Server Object has no field `url`", "the Parameter Object has no field `name`"];
    assert_eq!(messages, expected.map(|message| ("missing-field", message)));
}

#[test]
fn a_tag_without_a_name_is_no_error() {
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\ntags: [{{}}]\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("missing-field", "/tags/0")]);
}

#[test]
fn an_extension_with_our_prefix_is_ignored() {
    let (document, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\nx-clientwright-pointer: 1\n"));

    assert_eq!(codes_and_pointers(&diagnostics), [("reserved-extension", "/x-clientwright-pointer")]);
    assert!(document.expect("a document").extensions.is_empty());
}

#[test]
fn a_security_scheme_has_the_fields_of_its_type() {
    let schemes = "A: {type: http}, B: {type: apiKey, in: header}, C: {type: oauth2, flows: {password: {}}}";
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{}}\ncomponents: {{securitySchemes: {{{schemes}}}}}\n"));

    let at = "/components/securitySchemes";
    let expected = [("A", "missing-field"), ("B", "missing-field")].map(|(name, code)| (code, format!("{at}/{name}")));
    let found = codes_and_pointers(&diagnostics);
    for (code, pointer) in &expected {
        assert!(found.contains(&(code, pointer)), "{found:?}");
    }
    assert!(found.contains(&("missing-field", "/components/securitySchemes/C/flows/password")), "{found:?}");
}

#[test]
fn all_problems_are_reported_in_one_run() {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    gte: {{}}\n    get:\n      responses:\n        20O: {{}}\n        200:\n          \
         $ref: '#/components/responses/R'\n"
    );

    let codes: Vec<_> = normalized(&text).1.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["unknown-method", "bad-status", "dangling-reference", "missing-operation-id"]);
}
