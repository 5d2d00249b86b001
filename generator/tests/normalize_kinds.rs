//! References that name an object of another kind than their place asks for.

use crate::normalizing::{HEAD, faults, normalized, of_files, schema};
use clientwright::diagnostic::{Diagnostics, Severity};
use serde_json::{Value, json};

/// The document of these components, in YAML's flow style, with an operation that has these responses.
fn document(responses: &str, components: &str) -> (Value, Diagnostics) {
    let paths = format!("{{/a: {{get: {{operationId: a, responses: {responses}}}}}}}");
    let (document, diagnostics) = normalized(&format!("{HEAD}paths: {paths}\ncomponents: {components}\n"));
    (serde_json::to_value(document).expect("a document is JSON"), diagnostics)
}

/// The schema that `#/components/{named}` is taken for, in a document with these components besides.
fn taken(named: &str, components: &str) -> (Value, Diagnostics) {
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
fn what_has_one_schema_is_taken_for_it() {
    let content = "content: {application/json: {schema: {type: integer}}}";
    for (named, components) in [
        ("responses/R", format!("responses: {{R: {{description: d, {content}}}}}")),
        ("requestBodies/R", format!("requestBodies: {{R: {{{content}}}}}")),
        ("parameters/R", "parameters: {R: {name: r, in: query, schema: {type: integer}}}".to_owned()),
        ("parameters/R", format!("parameters: {{R: {{name: r, in: query, {content}}}}}")),
        ("headers/R", "headers: {R: {schema: {type: integer}}}".to_owned()),
        ("responses/R/content/application~1json", format!("responses: {{R: {{description: d, {content}}}}}")),
    ] {
        let (schema, diagnostics) = taken(named, &components);

        assert_eq!(schema["type"], "integer", "{named}");
        assert_eq!(faults(&diagnostics), [("reference-kind", AT)], "{named}");
        assert!(!diagnostics.has_errors());
    }
}

#[test]
fn the_schema_of_json_is_taken_among_others() {
    let content = "text/plain: {schema: {type: string}}, application/json: {schema: {type: integer}}";
    let (schema, diagnostics) =
        taken("responses/R", &format!("responses: {{R: {{description: d, content: {{{content}}}}}}}"));

    assert_eq!(schema["type"], "integer");
    let help = diagnostics.iter().map(|one| one.help.as_str()).collect::<Vec<_>>();
    assert_eq!(help, ["write `$ref: '#/components/responses/R/content/application~1json/schema'`"]);
}

#[test]
fn several_media_types_without_json_are_an_error() {
    let content = "text/plain: {schema: {type: string}}, text/html: {schema: {type: integer}}";
    let (_, diagnostics) =
        taken("responses/R", &format!("responses: {{R: {{description: d, content: {{{content}}}}}}}"));

    assert_eq!(faults(&diagnostics), [("unsupported-reference", AT)]);
}

#[test]
fn what_has_no_schema_is_taken_for_any_value() {
    for response in ["{description: d}", "{description: d, content: {}}", "{description: d, content: {text/plain: {}}}"]
    {
        let (schema, diagnostics) = taken("responses/R", &format!("responses: {{R: {response}}}"));

        assert_eq!(schema, json!({ "x-clientwright-pointer": "/components/schemas/S/items" }), "{response}");
        assert_eq!(faults(&diagnostics), [("reference-kind", AT)], "{response}");
    }
}

#[test]
fn aliases_and_references_on_the_way_are_followed() {
    let response = "{description: d, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}";
    let components = format!(
        "responses: {{A: {{$ref: '#/components/responses/B'}}, B: {response}}}, schemas: {{T: {{type: integer}}, S: {{items: {{$ref: '#/components/responses/A'}}}}}}"
    );
    let (document, diagnostics) = document("{}", &format!("{{{components}}}"));

    assert_eq!(faults(&diagnostics), [("reference-kind", AT)]);
    let schemas = &document["components"]["schemas"];
    let name = schemas["S"]["items"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    assert_eq!(schemas[name.expect("a name")]["$ref"], "#/components/schemas/T");
}

#[test]
fn a_schema_in_place_of_a_response_is_that_of_its_json() {
    let reference = "{$ref: '#/components/schemas/Problem', description: Wrong.}";
    let (document, diagnostics) = document(&format!("{{'400': {reference}}}"), "{schemas: {Problem: {type: object}}}");

    assert_eq!(faults(&diagnostics), [("reference-kind", "/paths/~1a/get/responses/400/$ref")]);
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let response = json!({ "description": "Wrong.", "content": { "application/json": { "schema": schema } } });
    assert_eq!(document["paths"]["/a"]["get"]["responses"]["400"], response);
}

#[test]
fn a_schema_in_place_of_a_request_body_is_that_of_its_json() {
    let schema = json!({ "$ref": "#/components/schemas/Pet" });
    let content = json!({ "application/json": { "schema": schema } });
    for (beside, expected) in [
        ("", json!({ "content": content })),
        (
            ", required: true, description: A pet.",
            json!({ "description": "A pet.", "required": true, "content": content }),
        ),
    ] {
        let body = format!("{{$ref: '#/components/schemas/Pet'{beside}}}");
        let (document, diagnostics) = normalized(&format!(
            "{HEAD}paths: {{/a: {{post: {{operationId: a, requestBody: {body}, responses: {{}}}}}}}}\n\
             components: {{schemas: {{Pet: {{type: object}}}}}}\n"
        ));

        assert_eq!(faults(&diagnostics), [("reference-kind", "/paths/~1a/post/requestBody/$ref")], "{body}");
        let document = serde_json::to_value(document).expect("a document is JSON");
        assert_eq!(document["paths"]["/a"]["post"]["requestBody"], expected, "{body}");
    }
}

#[test]
fn a_schema_in_place_of_a_component_of_request_bodies_is_that_of_its_json() {
    let (document, diagnostics) =
        document("{}", "{schemas: {Pet: {type: object}}, requestBodies: {Pet: {$ref: '#/components/schemas/Pet'}}}");

    assert_eq!(faults(&diagnostics), [("reference-kind", "/components/requestBodies/Pet/$ref")]);
    let schema = &document["components"]["requestBodies"]["Pet"]["content"]["application/json"]["schema"];
    assert_eq!(*schema, json!({ "$ref": "#/components/schemas/Pet" }));
}

#[test]
fn a_component_may_be_such_a_reference() {
    let components = "{schemas: {S: {$ref: '#/components/responses/Q'}, T: {type: integer}}, \
                      responses: {Q: {description: d, content: {text/plain: {schema: {type: string}}}}, R: {$ref: '#/components/schemas/T'}}}";
    let (document, diagnostics) = document("{'200': {$ref: '#/components/responses/R'}}", components);

    let expected =
        [("reference-kind", "/components/schemas/S/$ref"), ("reference-kind", "/components/responses/R/$ref")];
    assert_eq!(faults(&diagnostics), expected);
    assert_eq!(document["components"]["schemas"]["S"]["$ref"], "#/components/schemas/Q");
}

#[test]
fn a_component_of_one_kind_that_is_taken_for_another_is_no_third_thing() {
    let components = "responses: {R: {$ref: '#/components/schemas/T'}}, schemas: {T: {}, S: {items: {$ref: '#/components/responses/R'}}}";
    let (_, diagnostics) = document("{}", &format!("{{{components}}}"));

    assert_eq!(
        faults(&diagnostics),
        [("reference-kind", "/components/responses/R/$ref"), ("unsupported-reference", AT)]
    );
}

#[test]
fn places_anywhere_may_be_named() {
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
    assert_eq!(faults(&diagnostics), expected);
}

#[test]
fn other_files_may_be_named() {
    let operation = "{operationId: a, responses: {'200': {description: d, content: {text/plain: {schema: {$ref: 'b.yaml#/components/responses/R'}}}}, \
                     '400': {$ref: 'b.yaml#/components/schemas/Problem'}}}";
    let document = format!("{HEAD}paths: {{/a: {{get: {operation}}}}}\n");
    let components = "components:\n  responses: {R: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}\n  \
                      schemas: {Problem: {type: integer}}\n";
    for other in [components.to_owned(), format!("{HEAD}paths: {{}}\n{components}")] {
        let (document, diagnostics) = of_files(&[("a.yaml", &document), ("b.yaml", &other)]);

        let at = "/paths/~1a/get/responses";
        let expected = [format!("{at}/200/content/text~1plain/schema/$ref"), format!("{at}/400/$ref")];
        assert_eq!(faults(&diagnostics), expected.each_ref().map(|pointer| ("reference-kind", pointer.as_str())));
        assert_eq!(document["components"]["schemas"]["Problem"]["type"], "integer");
    }
}

#[test]
fn a_response_that_has_itself_for_its_schema_is_a_cycle() {
    let content = "content: {application/json: {schema: {$ref: '#/components/responses/R'}}}";
    let (_, diagnostics) = document("{}", &format!("{{responses: {{R: {{description: d, {content}}}}}}}"));

    let errors: Vec<_> = diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code).collect();
    assert_eq!(errors, ["reference-cycle"]);
}

#[test]
fn responses_of_two_files_that_have_each_other_for_their_schemas_are_a_cycle() {
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
    let (_, diagnostics) = taken("responses/A", &format!("responses: {responses}"));

    let found = faults(&diagnostics);
    assert!(found.contains(&("unsupported-reference", AT)), "{found:?}");
}

#[test]
fn a_response_that_holds_its_own_schema_deeper_is_recursive() {
    let schema = "{type: object, properties: {next: {$ref: '#/components/responses/R'}}}";
    let content = format!("content: {{application/json: {{schema: {schema}}}}}");
    let (document, diagnostics) = document("{}", &format!("{{responses: {{R: {{description: d, {content}}}}}}}"));

    assert!(!document.is_null(), "{diagnostics:?}");
    assert!(faults(&diagnostics).iter().all(|(code, _)| *code == "reference-kind"), "{diagnostics:?}");
}

#[test]
fn kinds_of_which_none_is_meant_by_another_are_an_error() {
    let (_, diagnostics) = schema("{S: {items: {$ref: '#/components/securitySchemes/K'}}}");
    assert_eq!(faults(&diagnostics), [("unsupported-reference", AT)]);

    let path = "/a: {get: {operationId: a, responses: {}, parameters: [{$ref: '#/components/schemas/S'}]}}";
    let (_, diagnostics) = normalized(&format!("{HEAD}paths: {{{path}}}\ncomponents: {{schemas: {{S: {{}}}}}}\n"));
    assert_eq!(faults(&diagnostics), [("unsupported-reference", "/paths/~1a/get/parameters/0/$ref")]);
}
