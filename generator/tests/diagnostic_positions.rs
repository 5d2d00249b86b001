//! The diagnostics of problems in documents, with their positions.

/// Asserts the diagnostics of a document as `LINE:COLUMN severity[code]`, and that a crate is generated unless there is
/// an error.
#[track_caller]
fn assert_diagnostics(text: &str, expected: &[&str]) {
    let (generated, diagnostics) = crate::support_generate::generated(text, None);
    let mut said: Vec<_> = diagnostics
        .iter()
        .map(|one| {
            let place = one.location.as_ref().map_or((0, 0), |place| (place.line, place.column));
            let severity = format!("{:?}", one.severity).to_lowercase();
            (place, format!("{}:{} {severity}[{}]", place.0, place.1, one.code))
        })
        .collect();
    said.sort();
    let said: Vec<String> = said.into_iter().map(|(_, text)| text).collect();
    assert_eq!(said, expected, "{text}\n{diagnostics:#?}");
    assert_eq!(generated.is_none(), diagnostics.has_errors());
}

/// The first two lines of documents of a version.
fn head(version: &str) -> String {
    format!("openapi: {version}.0\ninfo: {{title: t, version: '1'}}\n")
}

fn indented(by: usize, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("{}{line}", " ".repeat(by))).collect();
    lines.join("\n") + "\n"
}

/// A document without these lines.
fn document(version: &str, text: &str) -> String {
    format!("{}{text}\n", head(version))
}

/// A Schema Object, which starts in line 7, column 7.
fn schema(version: &str, text: &str) -> String {
    format!("{}paths: {{}}\ncomponents:\n  schemas:\n    S:\n{}", head(version), indented(6, text))
}

/// Fields of an Operation Object, which start in line 7, column 7.
fn operation(version: &str, text: &str) -> String {
    format!("{}paths:\n  /a:\n    get:\n      operationId: a\n{}", head(version), indented(6, text))
}

/// A Paths Object, which starts in line 4, column 3.
fn path(version: &str, text: &str) -> String {
    format!("{}paths:\n{}", head(version), indented(2, text))
}

/// The text of a file, unchanged.
fn whole(text: &str) -> String {
    format!("{text}\n")
}

/// Declares a test per line: its name, the text, and the diagnostics.
macro_rules! cases {
    ($($name:ident: $place:ident($($argument:literal),+) => [$($said:literal),*];)*) => {
        $(
            #[test]
            fn $name() {
                assert_diagnostics(&$place($($argument),+), &[$($said),*]);
            }
        )*
    };
}

cases! {
    // Missing fields
    responses_that_are_missing: operation("3.0", "summary: s") => ["5:5 warning[missing-field]"];
    a_description_that_is_missing: operation("3.0", "responses:\n  '200': {}") => ["8:9 warning[missing-field]"];
    a_version_of_the_api_that_is_missing: whole("openapi: 3.0.3\ninfo: {title: t}\npaths: {}") => ["2:1 warning[missing-field]"];
    a_title_that_is_missing: whole("openapi: 3.0.3\ninfo: {version: '1'}\npaths: {}") => ["2:1 warning[missing-field]"];
    an_info_that_is_missing: whole("openapi: 3.0.3\npaths: {}") => ["1:1 warning[missing-field]"];
    an_info_that_is_null: whole("openapi: 3.0.3\ninfo: null\npaths: {}") => ["1:1 warning[missing-field]"];
    paths_that_are_missing: document("3.0", "x-a: 1") => ["1:1 warning[missing-field]"];
    paths_that_3_1_does_without: document("3.1", "x-a: 1") => [];
    scopes_that_are_missing: document("3.0", "paths: {}\ncomponents:\n  securitySchemes:\n    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.com'}}}")
        => ["6:31 warning[missing-field]"];
    the_name_of_an_api_key_that_is_missing: document("3.0", "paths: {}\ncomponents:\n  securitySchemes:\n    k: {type: apiKey, in: header}")
        => ["6:5 error[missing-field]"];
    the_url_of_a_server_that_is_missing: document("3.0", "servers: [{description: d}]\npaths: {}") => ["3:11 error[missing-field]"];
    a_default_of_a_server_variable_that_is_missing: document("3.0", "servers:\n  - url: https://a.com:{port}\n    variables:\n      port: {enum: ['1', '2']}\npaths: {}")
        => ["6:7 warning[missing-field]"];
    a_server_without_a_scheme: document("3.0", "servers:\n  - url: //a.com/b\npaths: {}") => ["4:5 warning[server-without-scheme]"];
    a_server_that_is_a_path: document("3.0", "servers:\n  - url: /b\npaths: {}") => [];
    a_server_variable_that_is_not_declared: document("3.0", "servers:\n  - url: https://{region}.a.com\npaths: {}")
        => ["4:5 warning[undeclared-server-variable]"];
    a_parameter_without_a_form: operation("3.0", "parameters: [{name: q, in: query}]\nresponses: {'204': {description: ''}}")
        => ["7:20 warning[missing-field]"];
    a_parameter_without_a_name: operation("3.0", "parameters: [{in: query, schema: {type: string}}]\nresponses: {'204': {description: ''}}")
        => ["7:20 error[missing-field]"];
    a_link_without_an_operation: operation("3.0", "responses:\n  '200': {description: '', links: {l: {description: d}}}")
        => ["8:42 error[missing-field]"];
    // Numbers and booleans
    a_count_as_a_float: schema("3.0", "type: string\nminLength: 1.0") => ["8:7 warning[wrong-type]"];
    a_count_as_a_float_in_3_1: schema("3.1", "type: string\nminLength: 1.0") => [];
    a_count_in_quotes: schema("3.0", "type: string\nmaxLength: '5'") => ["8:7 warning[wrong-type]"];
    a_count_below_all: schema("3.0", "type: string\nminLength: -1") => ["8:7 warning[wrong-value]"];
    a_count_beyond_all: schema("3.0", "type: string\nmaxLength: 99999999999999999999999") => ["8:7 warning[wrong-value]"];
    a_count_that_is_a_fraction: schema("3.0", "type: string\nminLength: 1.5") => ["8:7 error[wrong-value]"];
    a_greatest_count_below_zero: schema("3.0", "type: array\nmaxItems: -1") => ["8:7 error[wrong-value]"];
    a_bound_in_quotes: schema("3.0", "type: integer\nminimum: '0'") => ["8:7 warning[wrong-type]"];
    a_bound_that_is_not_a_number: schema("3.0", "type: integer\nminimum: none") => ["8:7 warning[unusable-keyword]"];
    a_bound_of_more_than_64_bits: schema("3.0", "type: integer\nmaximum: 9223372036854775808") => [];
    a_bound_beyond_all_floats: schema("3.0", "type: number\nmaximum: 1e400\nminimum: -1e400") => [];
    a_bound_beyond_all_floats_in_quotes: schema("3.0", "type: number\nmaximum: '1e400'") => ["8:7 warning[wrong-type]"];
    an_exclusive_bound_beyond_all_floats: schema("3.1", "type: number\nexclusiveMaximum: 1e400") => [];
    a_bound_that_is_infinite: schema("3.0", "type: number\nmaximum: .inf") => ["8:16 error[non-finite-number]"];
    a_divisor_of_zero: schema("3.0", "type: integer\nmultipleOf: 0") => ["8:7 warning[wrong-value]"];
    a_boolean_in_quotes: schema("3.0", "type: string\nnullable: 'true'") => ["8:7 warning[wrong-type]"];
    a_boolean_as_a_word_of_yaml_1_1: operation("3.0", "deprecated: yes\nresponses: {'204': {description: ''}}")
        => ["7:7 warning[wrong-type]"];
    a_string_that_is_not_a_boolean: schema("3.0", "type: string\nnullable: maybe") => ["8:7 error[wrong-type]"];
    a_string_that_is_a_number: operation("3.0", "summary: 1\nresponses: {'204': {description: ''}}") => ["7:7 warning[wrong-type]"];
    values_of_a_server_variable_that_are_numbers: document("3.0", "servers: [{url: 'https://a.com:{port}', variables: {port: {default: 8443, enum: [8443, 443]}}}]\npaths: {}")
        => ["3:60 warning[wrong-type]", "3:82 warning[wrong-type]", "3:88 warning[wrong-type]"];
    a_version_that_is_a_number: document("3.0", "paths: {}\ncomponents: {schemas: {S: {title: 1.10}}}") => ["4:28 warning[wrong-type]"];
    // Types
    a_type_from_another_language: schema("3.0", "type: int") => ["7:7 warning[nonstandard-type]"];
    a_type_that_is_any: schema("3.0", "type: any") => ["7:7 warning[nonstandard-type]"];
    a_type_that_is_misspelt: schema("3.0", "type: strnig") => ["7:7 error[wrong-value]"];
    a_type_in_another_case: schema("3.0", "type: String") => ["7:7 warning[wrong-type]"];
    several_types_in_3_0: schema("3.0", "type: [string, 'null']") => ["7:7 warning[wrong-type]"];
    several_types_in_3_1: schema("3.1", "type: [string, integer, 'null']") => [];
    null_without_quotes_among_the_types: schema("3.1", "type: [string, null]") => [];
    null_without_quotes_as_a_type: schema("3.1", "oneOf: [{type: string}, {type: null}]") => [];
    null_without_quotes_as_a_type_in_3_0: schema("3.0", "oneOf: [{type: string}, {type: null}]") => ["7:32 warning[null-value]"];
    an_exclusive_number_in_3_0: schema("3.0", "type: integer\nexclusiveMinimum: 0") => ["8:7 warning[wrong-type]"];
    an_exclusive_boolean_in_3_1: schema("3.1", "type: integer\nminimum: 0\nexclusiveMinimum: true") => ["9:7 warning[wrong-type]"];
    null_in_the_enum_of_a_type_that_refuses_it: schema("3.0", "type: integer\nenum: [1, null]") => ["8:17 warning[wrong-value]"];
    null_in_the_enum_of_a_nullable_type: schema("3.0", "type: integer\nnullable: true\nenum: [1, null]") => [];
    null_in_the_enum_of_two_types: schema("3.1", "type: [integer, 'null']\nenum: [1, null]") => [];
    an_exclusive_boolean_without_a_bound: schema("3.0", "type: integer\nexclusiveMinimum: true") => ["8:7 warning[ineffective-keyword]"];
    an_exclusive_boolean_without_a_bound_in_3_1: schema("3.1", "type: integer\nexclusiveMaximum: true") => ["8:7 warning[ineffective-keyword]"];
    an_exclusive_flag_that_is_false: schema("3.0", "type: integer\nexclusiveMinimum: false") => [];
    an_exclusive_number_in_quotes: schema("3.1", "type: integer\nexclusiveMaximum: '7'") => ["8:7 warning[wrong-type]"];
    a_boolean_schema_in_3_0: schema("3.0", "type: object\nproperties: {a: true}") => ["8:20 warning[wrong-type]"];
    a_boolean_schema_in_3_1: schema("3.1", "type: object\nproperties: {a: true}") => [];
    items_as_a_list: schema("3.0", "type: array\nitems: [{type: string}, {type: integer}]") => ["8:7 warning[wrong-type]"];
    a_discriminator_as_a_string: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    S:\n      oneOf: [{$ref: '#/components/schemas/A'}]\n      discriminator: kind\n    A: {type: object, properties: {kind: {type: string}}}")
        => ["8:7 warning[wrong-type]"];
    a_string_of_an_enum_as_a_number: schema("3.0", "type: string\nenum: [1.10, a]") => ["8:14 warning[unquoted-string]"];
    a_number_of_an_enum_in_quotes: schema("3.0", "type: integer\nenum: ['1', 2]") => ["8:14 warning[wrong-type]"];
    required_on_a_property: schema("3.0", "type: object\nproperties:\n  a: {type: string, required: true}") => ["9:27 warning[wrong-type]"];
    a_keyword_in_another_case: schema("3.0", "type: string\nMinLength: 1") => ["8:7 warning[keyword-case]"];
    bounds_that_contradict_each_other: schema("3.0", "type: integer\nminimum: 5\nmaximum: 1") => ["8:7 warning[no-value]"];
    an_enum_of_nothing: schema("3.0", "type: string\nenum: []") => ["8:7 warning[no-value]"];
    a_const_that_the_enum_lacks: schema("3.1", "enum: [a]\nconst: b") => ["7:7 warning[no-value]"];
    a_required_property_that_is_not_allowed: schema("3.0", "type: object\nrequired: [a]\nproperties: {b: {type: string}}\nadditionalProperties: false")
        => ["6:5 warning[no-value]"];
    a_closed_parent: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    A: {type: object, additionalProperties: false, properties: {a: {type: string}}}\n    B:\n      allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {b: {type: string}}}]")
        => ["7:5 warning[no-value]"];
    a_required_property_without_a_value: schema("3.0", "type: object\nrequired: [a]\nproperties: {a: {type: string, enum: []}}")
        => ["6:5 warning[no-value]", "9:38 warning[no-value]"];
    one_of_what_contains_the_other: schema("3.0", "oneOf: [{type: number}, {type: integer, minimum: 1}]") => ["7:7 warning[overlapping-one-of]"];
    one_of_what_only_overlaps: schema("3.0", "oneOf: [{type: number, maximum: 5}, {type: integer}]") => [];
    an_enum_of_an_array: schema("3.0", "type: array\nitems: {type: string}\nenum: [a, b]") => ["9:7 warning[misplaced-enum]"];
    a_number_without_a_type: schema("3.0", "format: int64\npattern: '^-?[0-9]+$'") => ["7:7 note[implied-type]"];
    a_default_of_several_members: document("3.0", "paths:\n  /a:\n    put:\n      operationId: a\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/U'}}}}\n      responses: {'204': {description: ''}}\ncomponents:\n  schemas:\n    U:\n      anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]\n    A: {type: object, properties: {a: {type: string}}}\n    B: {type: object, properties: {b: {type: string}}}")
        => ["11:5 warning[ambiguous-default]"];
    a_pattern_with_names_of_posix: schema("3.0", "type: string\npattern: '^[[:alpha:]]+$'") => ["8:7 warning[pattern-dialect]"];
    a_pattern_with_flags: schema("3.0", "type: string\npattern: '/^[a-z]+$/i'") => ["8:7 warning[unsupported-pattern]"];
    a_pattern_that_is_not_a_regular_expression: schema("3.0", "type: string\npattern: '(a'") => ["8:7 warning[unsupported-pattern]"];
    // Defaults and formats
    a_default_of_another_type: schema("3.0", "type: object\nproperties:\n  a: {type: integer, default: x}")
        => ["9:28 warning[default-mismatch]"];
    a_default_above_the_maximum: schema("3.0", "type: integer\nmaximum: 3\ndefault: 5") => ["9:7 warning[default-mismatch]"];
    a_default_on_an_exclusive_minimum: schema("3.0", "type: integer\nminimum: 3\nexclusiveMinimum: true\ndefault: 3")
        => ["10:7 warning[default-mismatch]"];
    a_default_that_is_too_long: schema("3.0", "type: string\nmaxLength: 1\ndefault: ab") => ["9:7 warning[default-mismatch]"];
    a_default_that_is_not_in_the_enum: schema("3.0", "type: object\nproperties:\n  a: {type: string, enum: [b], default: c}")
        => ["9:38 warning[default-mismatch]"];
    a_default_of_null: schema("3.0", "type: string\ndefault: null") => [];
    a_format_that_the_default_does_not_match: schema("3.0", "type: string\nformat: uuid\ndefault: none") => ["9:7 warning[format-mismatch]"];
    a_format_that_the_example_breaks: schema("3.0", "type: string\nformat: date-time\nexample: '2020-12-31'")
        => ["9:7 warning[format-mismatch]"];
    a_format_that_one_of_the_examples_breaks: schema("3.1", "type: string\nformat: date\nexamples: ['2020-12-31', yesterday]")
        => ["9:32 warning[format-mismatch]"];
    a_format_that_a_number_breaks: schema("3.0", "type: integer\nformat: int32\nexample: 3000000000") => ["9:7 warning[format-mismatch]"];
    // Nulls and containers
    null_for_lists_and_maps_of_the_document: document("3.0", "tags: null\npaths:\n  /a: null\ncomponents:\n  schemas: null")
        => ["3:1 warning[null-value]", "5:3 warning[null-value]", "7:3 warning[null-value]"];
    null_for_lists_and_maps_of_an_operation: operation("3.0", "tags: null\nparameters: null\ncallbacks: null\nresponses: {'204': {description: ''}}")
        => ["7:7 warning[null-value]", "8:7 warning[null-value]", "9:7 warning[null-value]"];
    null_for_keywords_of_a_schema: schema("3.0", "type: object\nrequired: null\nproperties: null\nadditionalProperties: null")
        => ["8:7 warning[null-value]", "9:7 warning[null-value]", "10:7 warning[null-value]"];
    null_for_a_property: schema("3.0", "type: object\nproperties:\n  a: null") => ["9:9 warning[null-value]"];
    null_for_an_operation: path("3.0", "/a:\n  get: null") => ["5:5 warning[null-value]"];
    an_empty_list_for_a_map: document("3.0", "paths: {}\ncomponents:\n  schemas: []") => ["5:3 warning[wrong-type]"];
    a_list_of_properties: schema("3.0", "type: object\nproperties:\n  - a: {type: string}\n  - b: {type: string}")
        => ["8:7 warning[wrong-type]"];
    a_list_of_responses: operation("3.0", "responses:\n  - '204': {description: ''}") => ["7:7 warning[wrong-type]"];
    a_list_that_is_not_a_map: schema("3.0", "type: object\nproperties: [a, b]") => ["8:7 warning[unusable-keyword]"];
    a_list_that_is_not_a_map_of_a_restricted_object: schema("3.0", "type: object\nproperties: [a, b]\nadditionalProperties: false")
        => ["8:7 error[wrong-type]"];
    a_map_of_parameters: operation("3.0", "parameters:\n  q: {name: q, in: query, schema: {type: string}}\nresponses: {'204': {description: ''}}")
        => ["7:7 warning[wrong-type]"];
    one_tag_without_a_list: operation("3.0", "tags: Pets\nresponses: {'204': {description: ''}}") => ["7:7 warning[wrong-type]"];
    one_required_property_without_a_list: schema("3.0", "type: object\nrequired: a\nproperties: {a: {type: string}}")
        => ["8:7 warning[wrong-type]"];
    tags_that_are_names: document("3.0", "tags: [Pets]\npaths: {}") => ["3:8 warning[wrong-type]"];
    a_server_that_is_a_url: document("3.0", "servers: ['https://a.com']\npaths: {}") => ["3:11 warning[wrong-type]"];
    a_security_requirement_that_is_a_name: document("3.0", "security: [k]\npaths: {}\ncomponents: {securitySchemes: {k: {type: http, scheme: bearer}}}")
        => ["3:12 warning[wrong-type]"];
    examples_as_a_list: operation("3.0", "responses: {'200': {description: '', content: {application/json: {examples: [1]}}}}")
        => ["7:73 warning[wrong-type]"];
    examples_of_a_schema_as_a_map: schema("3.1", "type: string\nexamples: {a: {value: b}}") => ["8:7 warning[wrong-type]"];
    // Operations and paths
    an_id_that_is_missing: path("3.0", "/a:\n  get: {responses: {'204': {description: ''}}}") => ["5:5 warning[missing-operation-id]"];
    an_id_that_is_used_twice: path("3.0", "/a:\n  get: {operationId: a, responses: {'204': {description: ''}}}\n  put: {operationId: a, responses: {'204': {description: ''}}}")
        => ["6:11 warning[duplicate-operation-id]"];
    a_misspelt_method: path("3.0", "/a:\n  gte: {operationId: a, responses: {'204': {description: ''}}}") => ["5:5 error[unknown-method]"];
    a_method_in_capitals: path("3.0", "/a:\n  GET: {operationId: a, responses: {'204': {description: ''}}}")
        => ["5:5 warning[keyword-case]"];
    a_status_with_a_letter: operation("3.0", "responses: {20O: {description: ''}}") => ["7:19 error[bad-status]"];
    a_range_in_lower_case: operation("3.0", "responses: {4xx: {description: ''}}") => ["7:19 warning[status-case]"];
    a_status_as_a_number: operation("3.0", "responses: {204: {description: ''}}") => [];
    a_path_without_a_slash: path("3.0", "a:\n  get: {operationId: a, responses: {'204': {description: ''}}}")
        => ["4:3 warning[path-without-slash]"];
    a_path_with_a_fragment: path("3.0", "'/a#b':\n  get: {operationId: a, responses: {'204': {description: ''}}}")
        => ["4:3 note[path-with-fragment]"];
    a_path_with_a_query: path("3.0", "'/a?b=c':\n  get: {operationId: a, responses: {'204': {description: ''}}}")
        => ["4:3 note[path-with-query]"];
    a_path_parameter_that_is_not_declared: path("3.0", "'/a/{id}':\n  get: {operationId: a, responses: {'204': {description: ''}}}")
        => ["5:5 warning[undeclared-path-parameter]"];
    a_path_parameter_that_is_misspelt: path("3.0", "'/a/{petId}':\n  get: {operationId: a, parameters: [{name: petID, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ''}}}")
        => ["5:40 warning[misspelt-path-parameter]"];
    a_path_parameter_that_is_not_in_the_path: path("3.0", "/a:\n  get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ''}}}")
        => ["5:40 warning[unused-path-parameter]"];
    a_path_parameter_that_is_optional: path("3.0", "'/a/{id}':\n  get: {operationId: a, parameters: [{name: id, in: path, schema: {type: string}}], responses: {'204': {description: ''}}}")
        => ["5:40 warning[optional-path-parameter]"];
    a_path_parameter_with_a_star: path("3.0", "'/a/{id*}':\n  get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ''}}}")
        => ["4:3 warning[uri-template]"];
    a_path_parameter_with_a_dot: path("3.0", "'/a{.id}':\n  get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ''}}}")
        => ["4:3 warning[uri-template]"];
    a_path_parameter_with_a_semicolon: path("3.0", "'/a{;id}':\n  get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ''}}}")
        => ["4:3 warning[uri-template]"];
    query_parameters_in_braces: path("3.0", "'/a{?limit}':\n  get: {operationId: a, responses: {'204': {description: ''}}}")
        => ["4:3 warning[uri-template]", "5:5 warning[undeclared-query-parameter]"];
    braces_that_do_not_pair: path("3.0", "'/a/{id':\n  get: {operationId: a, responses: {'204': {description: ''}}}")
        => ["4:3 error[bad-path-template]"];
    two_spellings_of_one_path: path("3.0", "/a:\n  get: {operationId: a, responses: {'204': {description: ''}}}\na:\n  put: {operationId: b, responses: {'204': {description: ''}}}")
        => ["6:3 error[duplicate-key]", "6:3 warning[path-without-slash]"];
    a_parameter_that_is_declared_twice: operation("3.0", "parameters: [{name: q, in: query, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]\nresponses: {'204': {description: ''}}")
        => ["7:66 error[duplicate-parameter]"];
    a_parameter_in_the_body: operation("3.0", "parameters: [{name: q, in: body, schema: {type: string}}]\nresponses: {'204': {description: ''}}")
        => ["7:30 error[wrong-value]"];
    a_parameter_of_schema_and_content: operation("3.0", "parameters: [{name: q, in: query, schema: {type: string}, content: {application/json: {}}}]\nresponses: {'204': {description: ''}}")
        => ["7:65 warning[schema-and-content]"];
    a_style_of_another_location: operation("3.0", "parameters: [{name: q, in: query, style: matrix, schema: {type: string}}]\nresponses: {'204': {description: ''}}")
        => ["7:41 warning[wrong-value]"];
    a_style_of_a_header: operation("3.0", "responses:\n  '204': {description: '', headers: {X-A: {style: form, schema: {type: string}}}}")
        => ["8:50 warning[wrong-value]"];
    the_whole_query_in_3_0: operation("3.0", "parameters: [{name: q, in: querystring, content: {application/json: {}}}]\nresponses: {'204': {description: ''}}")
        => ["7:30 error[wrong-value]"];
    a_response_that_has_no_body: operation("3.0", "responses:\n  '204': {description: '', content: {application/json: {}}}")
        => ["8:34 note[bodiless-response]"];
    a_link_of_two_operations: operation("3.0", "responses:\n  '200': {description: '', links: {l: {operationId: a, operationRef: '#/paths/~1a/get'}}}")
        => ["8:62 warning[ambiguous-link]"];
    a_security_scheme_that_is_not_there: operation("3.0", "security: [{k: []}]\nresponses: {'204': {description: ''}}")
        => ["7:18 warning[unknown-security-scheme]"];
    an_unsupported_security_scheme: document("3.1", "paths: {}\ncomponents:\n  securitySchemes:\n    m: {type: mutualTLS}")
        => ["6:5 warning[unsupported-security]"];
    // References
    a_reference_to_nothing: schema("3.0", "type: object\nproperties:\n  a: {$ref: '#/components/schemas/Nope'}")
        => ["9:13 error[dangling-reference]"];
    a_reference_that_is_empty: schema("3.0", "type: object\nproperties:\n  a: {$ref: ''}") => ["9:13 warning[empty-reference]"];
    a_reference_that_is_a_number: schema("3.0", "type: object\nproperties:\n  a: {$ref: 1}") => ["9:13 error[wrong-type]"];
    a_reference_to_another_kind: operation("3.0", "parameters: [{$ref: '#/paths/~1a/get'}]\nresponses: {'204': {description: ''}}")
        => ["7:21 error[unsupported-reference]"];
    a_reference_to_a_url: schema("3.0", "$ref: 'https://a.com/b.yaml'") => ["7:7 error[external-reference]"];
    a_reference_to_a_file_that_is_not_there: schema("3.0", "type: array\nitems: {$ref: 'nope.yaml'}") => ["8:15 error[unreadable-file]"];
    references_in_a_circle: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}")
        => ["6:5 error[reference-cycle]"];
    a_sibling_of_a_reference_in_3_0: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    A: {type: string}\n    B: {type: array, items: {$ref: '#/components/schemas/A', maxLength: 3}}")
        => ["7:62 warning[ignored-sibling]"];
    a_sibling_of_a_reference_in_3_1: document("3.1", "paths: {}\ncomponents:\n  schemas:\n    A: {type: string}\n    B: {type: array, items: {$ref: '#/components/schemas/A', maxLength: 3}}")
        => [];
    a_mapping_to_nothing: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}]\n      discriminator: {propertyName: k, mapping: {b: Nope}}\n    B: {type: object, properties: {k: {type: string}}}")
        => ["8:50 warning[dangling-mapping]"];
    a_discriminator_that_no_variant_declares: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    S:\n      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]\n      discriminator: {propertyName: k}\n    A: {type: object, properties: {a: {type: string}}}\n    B: {type: object, properties: {b: {type: string}}}")
        => ["8:23 warning[undeclared-discriminator]"];
    a_discriminator_that_one_member_declares: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    S:\n      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]\n      discriminator: {propertyName: k}\n    A: {type: object, properties: {a: {type: string}}}\n    B: {type: object, properties: {k: {type: string}}}")
        => [];
    a_discriminator_that_is_declared_next_to_the_variants: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    S:\n      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]\n      discriminator: {propertyName: k}\n      properties: {k: {type: string}}\n    A: {type: object, properties: {a: {type: string}}}\n    B: {type: object, properties: {b: {type: string}}}")
        => [];
    a_discriminator_that_members_of_a_member_declare: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    S:\n      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]\n      discriminator: {propertyName: k}\n    A: {type: object, properties: {a: {type: string}}}\n    B: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}]}\n    C: {type: object, properties: {k: {type: string}}}")
        => [];
    an_anchor: document("3.1", "paths: {}\ncomponents:\n  schemas:\n    A: {$anchor: a, type: string}\n    B: {type: array, items: {$ref: '#a'}}")
        => [];
    an_anchor_that_no_schema_has: document("3.1", "paths: {}\ncomponents:\n  schemas:\n    A: {type: string}\n    B: {type: array, items: {$ref: '#a'}}")
        => ["7:30 error[dangling-reference]"];
    a_dynamic_reference: schema("3.1", "type: object\nproperties:\n  a: {$dynamicRef: '#a'}") => ["9:13 warning[dynamic-reference]"];
    an_id_that_would_be_a_base: schema("3.1", "$id: https://a.com/b\ntype: object\nproperties:\n  a: {$ref: 'c.yaml'}")
        => ["7:7 warning[ignored-id]", "10:13 error[unreadable-file]"];
    what_is_not_evaluated: schema("3.1", "type: object\nunevaluatedProperties: false") => [];
    a_keyword_without_its_partner: schema("3.1", "type: string\nthen: {minLength: 1}") => ["8:7 warning[ineffective-keyword]"];
    // Unknown fields
    a_misspelt_field_of_an_operation: operation("3.0", "paramaters: []\nresponses: {'204': {description: ''}}")
        => ["7:7 warning[unknown-keyword]"];
    an_operation_id_in_another_case: path("3.0", "/a:\n  get: {operationID: a, responses: {'204': {description: ''}}}")
        => ["5:11 warning[keyword-case]"];
    a_body_in_another_case: operation("3.0", "requestbody: {content: {text/plain: {}}}\nresponses: {'204': {description: ''}}")
        => ["7:7 warning[keyword-case]"];
    a_misspelt_keyword: schema("3.0", "type: object\nreqired: [a]") => ["8:7 warning[unknown-keyword]"];
    a_field_of_the_document_that_is_misspelt: document("3.0", "path: {}\npaths: {}") => ["3:1 warning[unknown-keyword]"];
    a_keyword_that_came_later: schema("3.0", "type: string\nconst: a") => ["8:7 warning[unknown-keyword]"];
    webhooks_before_3_1: document("3.0", "paths: {}\nwebhooks: {}") => ["4:1 warning[unknown-keyword]"];
    a_keyword_of_a_schema_on_a_parameter: operation("3.0", "parameters: [{name: q, in: query, type: string, schema: {}}]\nresponses: {'204': {description: ''}}")
        => ["7:41 warning[unknown-keyword]"];
    a_schema_without_its_media_type: operation("3.0", "responses: {'200': {description: '', schema: {type: string}}}")
        => ["7:44 warning[unknown-keyword]"];
    a_field_of_swagger: document("3.0", "host: a.com\npaths: {}") => ["3:1 warning[unknown-keyword]"];
    an_extension_of_ours: schema("3.0", "type: string\nx-clientwright-pointer: here") => ["8:7 warning[reserved-extension]"];
    extensions_anywhere: document("3.0", "x-a: 1\npaths:\n  x-a: {}\n  /a:\n    x-a: 1\n    get:\n      x-a: 1\n      operationId: a\n      responses:\n        x-a: 1\n        '200': {x-a: 1, description: '', content: {application/json: {x-a: 1, schema: {x-a: 1, type: object, properties: {x-a: {type: string}}}}}}\ncomponents: {x-a: 1}")
        => [];
    // OpenAPI 3.1 and 3.2
    the_method_query: path("3.2", "/a:\n  query: {operationId: a, responses: {'204': {description: ''}}}") => [];
    a_method_that_has_a_field_of_its_own: path("3.2", "/a:\n  additionalOperations:\n    GET: {operationId: a, responses: {'204': {description: ''}}}")
        => ["6:7 error[unknown-method]"];
    a_fallback_of_a_mapping: document("3.2", "paths: {}\ncomponents:\n  schemas:\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}]\n      discriminator: {propertyName: k, defaultMapping: B}\n    B: {type: object, properties: {k: {type: string}}}")
        => ["8:40 warning[unsupported-keyword]"];
    encoding_by_position: operation("3.2", "responses: {'200': {description: '', content: {multipart/mixed: {itemEncoding: {contentType: text/plain}}}}}")
        => ["7:72 warning[unsupported-keyword]"];
    a_problem_in_the_schema_of_items: operation("3.2", "responses: {'200': {description: '', content: {application/jsonl: {itemSchema: {typ: string}}}}}")
        => ["7:87 warning[unknown-keyword]"];
    a_problem_in_a_webhook: document("3.1", "webhooks:\n  w:\n    post:\n      paramaters: []")
        => ["5:5 warning[missing-field]", "6:7 warning[unknown-keyword]"];
    a_problem_in_a_definition: schema("3.1", "$defs: {A: {type: string, maxLenght: 3}}\ntype: array\nitems: {$ref: '#/components/schemas/S/$defs/A'}")
        => ["7:33 warning[unknown-keyword]"];
    a_problem_in_a_component_path_item: document("3.1", "paths:\n  /a: {$ref: '#/components/pathItems/p'}\ncomponents:\n  pathItems:\n    p: {get: {operationId: a, responces: {}}}")
        => ["7:9 warning[missing-field]", "7:31 warning[unknown-keyword]"];
    // Diagnostics of types and requests
    an_intersection_that_is_empty: schema("3.0", "allOf: [{type: string}, {type: integer}]") => ["6:5 warning[empty-intersection]"];
    several_unions_at_once: schema("3.0", "allOf: [{oneOf: [{type: string}, {type: integer}]}, {anyOf: [{type: string}, {type: boolean}]}]")
        => ["6:5 note[free-form]"];
    a_type_that_is_implied: schema("3.0", "properties: {a: {type: string}}") => ["6:5 note[implied-type]"];
    a_schema_that_requires_itself: schema("3.0", "type: object\nrequired: [next]\nproperties: {next: {$ref: '#/components/schemas/S'}}")
        => ["6:5 warning[infinite-type]"];
    a_schema_that_is_itself: schema("3.0", "allOf: [{$ref: '#/components/schemas/S'}]") => ["6:5 warning[infinite-type]"];
    a_pattern_between_slashes: schema("3.0", "type: string\npattern: '/^[a-z]+$/'") => ["8:7 warning[pattern-dialect]"];
    a_pattern_that_needs_the_flag: schema("3.0", "type: string\npattern: '\\p{L}+'") => ["8:7 warning[pattern-flag]"];
    a_pattern_that_needs_the_flag_in_3_1: schema("3.1", "type: string\npattern: '\\p{L}+'") => [];
    a_pattern_that_looks_ahead: schema("3.0", "type: string\npattern: '^(?!a)b'") => [];
    a_body_that_can_only_be_empty: operation("3.0", "requestBody: {content: {application/json: {schema: {type: object, additionalProperties: false}}}}\nresponses: {'204': {description: ''}}")
        => ["7:7 note[empty-body]"];
    headers_of_a_part: operation("3.0", "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {f: {type: string}}}, encoding: {f: {headers: {X-A: {schema: {type: string}}}}}}}}\nresponses: {'204': {description: ''}}")
        => ["7:125 warning[part-headers]"];
    a_member_of_a_form_in_another_notation: operation("3.0", "requestBody:\n  content:\n    application/x-www-form-urlencoded:\n      schema: {type: object, properties: {o: {type: object, properties: {a: {type: string}}}, s: {type: string}}}\n      encoding:\n        s: {contentType: application/xml}\n        o: {contentType: application/xml}\nresponses: {'204': {description: ''}}")
        => ["13:19 warning[unsupported-part-type]"];
    a_member_of_a_form_in_json: operation("3.0", "requestBody:\n  content:\n    application/x-www-form-urlencoded:\n      schema: {type: object, properties: {o: {type: object, properties: {a: {type: string}}}}}\n      encoding: {o: {contentType: application/json}}\nresponses: {'204': {description: ''}}")
        => [];
    a_header_that_the_client_sets: operation("3.0", "parameters: [{name: Content-Type, in: header, schema: {type: string}}]\nresponses: {'204': {description: ''}}")
        => ["7:7 note[reserved-header]"];
    a_header_that_frames_the_request: operation("3.0", "parameters: [{name: content-length, in: header, required: true, schema: {type: integer}}]\nresponses: {'204': {description: ''}}")
        => ["7:7 note[reserved-header]"];
    a_key_in_a_header_that_frames_the_request: document("3.0", "paths: {}\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: Host}}}")
        => ["4:32 warning[unsupported-security]"];
    schemes_that_go_into_one_header: document("3.0", "paths:\n  /a: {get: {operationId: a, security: [{b: [], p: []}], responses: {'204': {description: ''}}}}\ncomponents: {securitySchemes: {b: {type: http, scheme: bearer}, p: {type: http, scheme: basic}}}")
        => ["4:41 warning[conflicting-security]"];
    a_member_of_its_parent: document("3.0", "paths: {}\ncomponents:\n  schemas:\n    S:\n      type: object\n      oneOf: [{$ref: '#/components/schemas/C'}]\n    C:\n      allOf: [{$ref: '#/components/schemas/S'}, {type: object, properties: {c: {type: string}}}]")
        => ["9:5 note[variant-extends-union]"];
    a_reference_where_none_is_allowed: whole("openapi: 3.0.3\ninfo: {$ref: '#/x-info'}\npaths: {}\nx-info: {title: t, version: '1'}")
        => ["2:8 warning[misplaced-reference]"];
    // Files that are not OpenAPI documents
    no_version: whole("info: {}\npaths: {}") => ["1:1 error[missing-field]"];
    a_version_in_another_case: whole("info: {}\nOpenAPI: 3.0.3") => ["2:1 error[missing-field]"];
    a_version_with_a_letter: whole("openapi: v3.0.3\npaths: {}") => ["1:1 error[unsupported-version]"];
    a_version_without_quotes: whole("info: {title: t, version: '1'}\nopenapi: 3.1") => ["2:1 warning[wrong-type]"];
    a_version_that_is_not_known_yet: whole("info: {}\nopenapi: 4.0.0") => ["2:1 error[unsupported-version]"];
    a_document_of_swagger: whole("info: {}\nswagger: '2.0'") => ["2:1 error[unsupported-version]"];
    a_document_of_asyncapi: whole("info: {}\nasyncapi: 2.6.0") => ["2:1 error[not-openapi]"];
    a_document_of_arazzo: whole("info: {}\narazzo: 1.0.0") => ["2:1 error[not-openapi]"];
    an_overlay: whole("info: {}\noverlay: 1.0.0\nactions: []") => ["2:1 error[not-openapi]"];
    a_json_schema: whole("{\"type\": \"object\", \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}")
        => ["1:20 error[not-openapi]"];
    a_collection_of_postman: whole("{\"info\": {\"_postman_id\": \"a\"}, \"item\": []}") => ["1:32 error[not-openapi]"];
    nothing: whole("") => ["1:1 error[empty-document]"];
    nothing_but_a_comment: whole("# nothing") => ["1:1 error[empty-document]"];
    a_list: whole("- a") => ["1:1 error[not-an-object]"];
    a_web_page: whole("<!DOCTYPE html>\n<title>404: not found</title>") => ["1:1 error[not-openapi]"];
    // Syntax
    a_tab_for_the_indentation: whole("openapi: 3.0.3\ninfo:\n\ttitle: t") => ["3:1 error[syntax-error]"];
    a_text_with_a_colon: whole("openapi: 3.0.3\ninfo:\n  title: a: b") => ["3:11 error[syntax-error]"];
    a_field_in_another_column: whole("openapi: 3.0.3\ninfo:\n   title: t\n  version: 1") => ["4:3 error[syntax-error]"];
    quotes_that_are_not_closed: whole("openapi: 3.0.3\ninfo: 'a") => ["3:1 error[syntax-error]"];
    lines_that_end_as_on_windows: whole("openapi: 3.0.3\r\ninfo: {title: t, version: '1'}\r\npaths: {}\r\npahts: {}")
        => ["4:1 warning[unknown-keyword]"];
    a_byte_order_mark: whole("\u{feff}openapi: 3.0.3\ninfo: {title: t, version: 1}\npaths: {}") => ["2:18 warning[wrong-type]"];
    json_on_one_line: whole("{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"pahts\":{},\"paths\":{}}")
        => ["1:55 warning[unknown-keyword]"];
    a_field_in_flow_style: document("3.0", "paths: {/a: {get: {operationId: a, responces: {}, responses: {204: {description: ''}}}}}")
        => ["3:36 warning[unknown-keyword]"];
    a_problem_in_an_anchor_is_reported_at_its_position: document("3.0", "paths: {}\nx-base: &base {maxLenght: 3, type: string}\ncomponents:\n  schemas:\n    A: *base\n    B:\n      <<: *base")
        => ["4:16 warning[unknown-keyword]"];
    keys_that_are_not_strings: schema("3.0", "type: object\nproperties: {1: {type: string}, true: {type: string}, 2020-12-31: {type: string}, on: {type: string}, 0x10: {type: string}}")
        => [];
    a_key_that_is_null: schema("3.0", "type: object\nproperties: {null: {type: string}}") => ["8:20 error[non-string-key]"];
    a_key_that_is_a_list: schema("3.0", "type: object\nproperties: {[a]: {type: string}}") => ["8:20 error[non-string-key]"];
    a_duplicate_key_in_an_object: schema("3.0", "type: string\nmaxLength: 1\ntype: integer") => ["9:7 error[duplicate-key]"];
    one_status_as_number_and_string: operation("3.0", "responses:\n  204: {description: ''}\n  '204': {description: ''}")
        => ["9:9 error[duplicate-key]"];
}
