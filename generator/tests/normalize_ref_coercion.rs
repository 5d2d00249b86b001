//! References to objects of another kind than their position requires.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized, of_files, schema};
use clientwright::diagnostic::{Diagnostics, Severity};
use serde_json::{Value, json};

/// Normalizes a document with these components, in YAML's flow style, and an operation with these responses.
fn document(responses: &str, components: &str) -> (Value, Diagnostics) {
    let paths = format!("{{/a: {{get: {{operationId: a, responses: {responses}}}}}}}");
    let (document, diagnostics) = normalized(&format!("{HEAD}paths: {paths}\ncomponents: {components}\n"));
    (serde_json::to_value(document).expect("a document is JSON"), diagnostics)
}

/// Returns the schema that `#/components/{named}` is read as, in a document that also has these components.
fn coerced_schema(named: &str, components: &str) -> (Value, Diagnostics) {
    let (document, diagnostics) =
        document("{}", &format!("{{schemas: {{S: {{items: {{$ref: '#/components/{named}'}}}}}}, {components}}}"));
    let schemas = &document["components"]["schemas"];
    let items = &schemas["S"]["items"];
    let name = items["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    let schema = name.map_or(items, |name| &schemas[name]);
    (schema.clone(), diagnostics)
}

const AT: &str = "/components/schemas/S/items/$ref";

#[test]
fn an_object_with_one_schema_is_read_as_its_schema() {
    let content = "content: {application/json: {schema: {type: integer}}}";
    for (named, components) in [
        ("responses/R", format!("responses: {{R: {{description: d, {content}}}}}")),
        ("requestBodies/R", format!("requestBodies: {{R: {{{content}}}}}")),
        ("parameters/R", "parameters: {R: {name: r, in: query, schema: {type: integer}}}".to_owned()),
        ("parameters/R", format!("parameters: {{R: {{name: r, in: query, {content}}}}}")),
        ("headers/R", "headers: {R: {schema: {type: integer}}}".to_owned()),
        ("responses/R/content/application~1json", format!("responses: {{R: {{description: d, {content}}}}}")),
    ] {
        let (schema, diagnostics) = coerced_schema(named, &components);

        assert_eq!(schema["type"], "integer", "{named}");
        assert_eq!(codes_and_pointers(&diagnostics), [("reference-kind", AT)], "{named}");
        assert!(!diagnostics.has_errors());
    }
}

#[test]
fn the_json_schema_is_preferred() {
    let content = "text/plain: {schema: {type: string}}, application/json: {schema: {type: integer}}";
    let (schema, diagnostics) =
        coerced_schema("responses/R", &format!("responses: {{R: {{description: d, content: {{{content}}}}}}}"));

    assert_eq!(schema["type"], "integer");
    let help = diagnostics.iter().map(|one| one.help.as_str()).collect::<Vec<_>>();
    assert_eq!(help, ["write `$ref: '#/components/responses/R/content/application~1json/schema'`"]);
}

#[test]
fn several_media_types_without_json_are_an_error() {
    let content = "text/plain: {schema: {type: string}}, text/html: {schema: {type: integer}}";
    let (_, diagnostics) =
        coerced_schema("responses/R", &format!("responses: {{R: {{description: d, content: {{{content}}}}}}}"));

    assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-reference", AT)]);
}

#[test]
fn an_object_without_a_schema_is_read_as_any_value() {
    for response in ["{description: d}", "{description: d, content: {}}", "{description: d, content: {text/plain: {}}}"]
    {
        let (schema, diagnostics) = coerced_schema("responses/R", &format!("responses: {{R: {response}}}"));

        assert_eq!(schema, json!({ "x-clientwright-pointer": "/components/schemas/S/items" }), "{response}");
        assert_eq!(codes_and_pointers(&diagnostics), [("reference-kind", AT)], "{response}");
    }
}

#[test]
fn aliases_and_intermediate_references_are_followed() {
    let response = "{description: d, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}";
    let components = format!(
        "responses: {{A: {{$ref: '#/components/responses/B'}}, B: {response}}}, schemas: {{T: {{type: integer}}, S: {{items: {{$ref: '#/components/responses/A'}}}}}}"
    );
    let (document, diagnostics) = document("{}", &format!("{{{components}}}"));

    assert_eq!(codes_and_pointers(&diagnostics), [("reference-kind", AT)]);
    let schemas = &document["components"]["schemas"];
    let name = schemas["S"]["items"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    assert_eq!(schemas[name.expect("a name")]["$ref"], "#/components/schemas/T");
}

#[test]
fn a_schema_instead_of_a_response_is_its_json_schema() {
    let reference = "{$ref: '#/components/schemas/Problem', description: Wrong.}";
    let (document, diagnostics) = document(&format!("{{'400': {reference}}}"), "{schemas: {Problem: {type: object}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("reference-kind", "/paths/~1a/get/responses/400/$ref")]);
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let response = json!({ "description": "Wrong.", "content": { "application/json": { "schema": schema } } });
    assert_eq!(document["paths"]["/a"]["get"]["responses"]["400"], response);
}

#[test]
fn a_schema_instead_of_a_request_body_is_its_json_schema() {
    let schema = json!({ "$ref": "#/components/schemas/Pet" });
    let content = json!({ "application/json": { "schema": schema } });
    for (siblings, expected) in [
        ("", json!({ "content": content })),
        (
            ", required: true, description: A pet.",
            json!({ "description": "A pet.", "required": true, "content": content }),
        ),
    ] {
        let body = format!("{{$ref: '#/components/schemas/Pet'{siblings}}}");
        let (document, diagnostics) = normalized(&format!(
            "{HEAD}paths: {{/a: {{post: {{operationId: a, requestBody: {body}, responses: {{}}}}}}}}\n\
             components: {{schemas: {{Pet: {{type: object}}}}}}\n"
        ));

        assert_eq!(
            codes_and_pointers(&diagnostics),
            [("reference-kind", "/paths/~1a/post/requestBody/$ref")],
            "{body}"
        );
        let document = serde_json::to_value(document).expect("a document is JSON");
        assert_eq!(document["paths"]["/a"]["post"]["requestBody"], expected, "{body}");
    }
}

#[test]
fn a_schema_instead_of_a_request_body_component_is_its_json_schema() {
    let (document, diagnostics) =
        document("{}", "{schemas: {Pet: {type: object}}, requestBodies: {Pet: {$ref: '#/components/schemas/Pet'}}}");

    assert_eq!(codes_and_pointers(&diagnostics), [("reference-kind", "/components/requestBodies/Pet/$ref")]);
    let schema = &document["components"]["requestBodies"]["Pet"]["content"]["application/json"]["schema"];
    assert_eq!(*schema, json!({ "$ref": "#/components/schemas/Pet" }));
}

#[test]
fn a_component_may_be_a_coerced_reference() {
    let components = "{schemas: {S: {$ref: '#/components/responses/Q'}, T: {type: integer}}, \
                      responses: {Q: {description: d, content: {text/plain: {schema: {type: string}}}}, R: {$ref: '#/components/schemas/T'}}}";
    let (document, diagnostics) = document("{'200': {$ref: '#/components/responses/R'}}", components);

    let expected =
        [("reference-kind", "/components/schemas/S/$ref"), ("reference-kind", "/components/responses/R/$ref")];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
    assert_eq!(document["components"]["schemas"]["S"]["$ref"], "#/components/schemas/Q");
}

#[test]
fn a_coerced_reference_is_not_coerced_twice() {
    let components = "responses: {R: {$ref: '#/components/schemas/T'}}, schemas: {T: {}, S: {items: {$ref: '#/components/responses/R'}}}";
    let (_, diagnostics) = document("{}", &format!("{{{components}}}"));

    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("reference-kind", "/components/responses/R/$ref"), ("unsupported-reference", AT)]
    );
}

#[test]
fn references_to_any_position_are_coerced() {
    let parameters = "[{name: p, in: query, schema: {type: integer}}, {name: q, in: query, schema: {items: {$ref: '#/paths/~1a/get/parameters/0'}, type: array}}]";
    let (document, diagnostics) = normalized(&format!(
        "{HEAD}paths: {{/a: {{get: {{operationId: a, parameters: {parameters}, responses: {{'400': {{$ref: '#/components/schemas/S/properties/a'}}}}}}}}}}\n\
         components: {{schemas: {{S: {{type: object, properties: {{a: {{type: string}}}}}}}}}}\n"
    ));

    assert!(document.is_some(), "{diagnostics:?}");
    let expected = [
        ("reference-kind", "/paths/~1a/get/parameters/1/schema/items/$ref"),
        ("reference-kind", "/paths/~1a/get/responses/400/$ref"),
    ];
    assert_eq!(codes_and_pointers(&diagnostics), expected);
}

#[test]
fn references_to_other_files_are_coerced() {
    let operation = "{operationId: a, responses: {'200': {description: d, content: {text/plain: {schema: {$ref: 'b.yaml#/components/responses/R'}}}}, \
                     '400': {$ref: 'b.yaml#/components/schemas/Problem'}}}";
    let document = format!("{HEAD}paths: {{/a: {{get: {operation}}}}}\n");
    let components = "components:\n  responses: {R: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}\n  \
                      schemas: {Problem: {type: integer}}\n";
    for other in [components.to_owned(), format!("{HEAD}paths: {{}}\n{components}")] {
        let (document, diagnostics) = of_files(&[("a.yaml", &document), ("b.yaml", &other)]);

        let at = "/paths/~1a/get/responses";
        let expected = [format!("{at}/200/content/text~1plain/schema/$ref"), format!("{at}/400/$ref")];
        assert_eq!(
            codes_and_pointers(&diagnostics),
            expected.each_ref().map(|pointer| ("reference-kind", pointer.as_str()))
        );
        assert_eq!(document["components"]["schemas"]["Problem"]["type"], "integer");
    }
}

#[test]
fn a_response_that_is_its_own_schema_is_a_cycle() {
    let content = "content: {application/json: {schema: {$ref: '#/components/responses/R'}}}";
    let (_, diagnostics) = document("{}", &format!("{{responses: {{R: {{description: d, {content}}}}}}}"));

    let errors: Vec<_> = diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code).collect();
    assert_eq!(errors, ["reference-cycle"]);
}

#[test]
fn responses_of_two_files_that_are_each_others_schemas_are_a_cycle() {
    let response = |file: &str| {
        let schema = format!("{{$ref: '{file}#/components/responses/R'}}");
        format!(
            "components: {{responses: {{R: {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}}}\n"
        )
    };
    let first = format!("{HEAD}paths: {{}}\n{}", response("b.yaml"));
    let (_, diagnostics) = of_files(&[("a.yaml", &first), ("b.yaml", &response("a.yaml"))]);

    let errors: Vec<_> = diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code).collect();
    assert_eq!(errors, ["reference-cycle"]);
}

#[test]
fn responses_that_only_refer_to_one_another_have_no_schema() {
    let responses = "{A: {$ref: '#/components/responses/B'}, B: {$ref: '#/components/responses/A'}}";
    let (_, diagnostics) = coerced_schema("responses/A", &format!("responses: {responses}"));

    let found = codes_and_pointers(&diagnostics);
    assert!(found.contains(&("unsupported-reference", AT)), "{found:?}");
}

#[test]
fn a_response_that_contains_its_own_schema_is_recursive() {
    let schema = "{type: object, properties: {next: {$ref: '#/components/responses/R'}}}";
    let content = format!("content: {{application/json: {{schema: {schema}}}}}");
    let (document, diagnostics) = document("{}", &format!("{{responses: {{R: {{description: d, {content}}}}}}}"));

    assert!(!document.is_null(), "{diagnostics:?}");
    assert!(codes_and_pointers(&diagnostics).iter().all(|(code, _)| *code == "reference-kind"), "{diagnostics:?}");
}

#[test]
fn kinds_that_cannot_be_coerced_are_an_error() {
    let (_, diagnostics) = schema("{S: {items: {$ref: '#/components/securitySchemes/K'}}}");
    assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-reference", AT)]);

    let path = "/a: {get: {operationId: a, responses: {}, parameters: [{$ref: '#/components/schemas/S'}]}}";
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{{path}}}\ncomponents: {{schemas: {{S: {{}}}}}}\n"));
    assert_eq!(codes_and_pointers(&diagnostics), [("unsupported-reference", "/paths/~1a/get/parameters/0/$ref")]);
}
