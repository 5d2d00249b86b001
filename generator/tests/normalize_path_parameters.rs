//! Matching the parameters in paths with those that operations declare.

use crate::support_normalize::{HEAD, codes_and_pointers, normalized};
use clientwright::diagnostic::Diagnostics;
use serde_json::{Value, json};

/// Normalizes a document with these paths, in YAML's flow style, and with two component parameters; returns its paths.
fn paths(paths: &str) -> (Value, Diagnostics) {
    let parameters =
        "Id: {name: id, in: path, required: true, schema: {}}, Alias: {$ref: '#/components/parameters/Id'}";
    let (document, diagnostics) =
        normalized(&format!("{HEAD}paths: {{{paths}}}\ncomponents: {{parameters: {{{parameters}}}}}\n"));
    let mut document = serde_json::to_value(document).expect("a document is JSON");
    (document["paths"].take(), diagnostics)
}

/// Returns the parameters of the GET operation of `path`, which declares these, and the diagnostics.
fn parameters(path: &str, declared: &str) -> (Value, Diagnostics) {
    let (mut paths, diagnostics) =
        paths(&format!("'{path}': {{get: {{operationId: x, responses: {{}}, parameters: [{declared}]}}}}"));
    let item = paths.as_object_mut().and_then(|paths| paths.values_mut().next());
    (item.map(|item| item["get"]["parameters"].take()).unwrap_or_default(), diagnostics)
}

/// Returns the codes of the diagnostics.
fn codes(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn an_undeclared_parameter_is_a_required_string() {
    let (parameters, diagnostics) = parameters("/a/{id}", "");

    let place = "/paths/~1a~1{id}/get";
    assert_eq!(codes_and_pointers(&diagnostics), [("undeclared-path-parameter", place)]);
    let schema = json!({ "type": "string", "x-clientwright-pointer": place });
    assert_eq!(parameters[0]["schema"], schema);
    assert_eq!((&parameters[0]["name"], &parameters[0]["required"]), (&json!("id"), &json!(true)));
}

#[test]
fn a_parameter_is_declared_by_the_path_item_or_through_references() {
    let shared =
        "'/a/{id}': {parameters: [{$ref: '#/components/parameters/Alias'}], get: {operationId: x, responses: {}}}";
    let own = "'/b/{id}': {get: {operationId: y, parameters: [{$ref: '#/components/parameters/Id'}], responses: {}}}";

    assert_eq!(codes_and_pointers(&paths(&format!("{shared}, {own}")).1), []);
}

#[test]
fn a_parameter_that_is_not_in_the_path_is_ignored() {
    let query = "{name: q, in: query, schema: {}}";
    let (parameters, diagnostics) = parameters("/a", &format!("{{$ref: '#/components/parameters/Id'}}, {query}"));

    assert_eq!(codes_and_pointers(&diagnostics), [("unused-path-parameter", "/paths/~1a/get/parameters/0")]);
    assert_eq!(parameters.as_array().map(Vec::len), Some(1));
    assert_eq!(parameters[0]["name"], "q");
}

#[test]
fn a_misspelt_parameter_gets_the_name_in_the_path() {
    let (parameters, diagnostics) =
        parameters("/a/{user-id}", "{name: userId, in: path, required: true, schema: {type: integer}}");

    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("misspelt-path-parameter", "/paths/~1a~1{user-id}/get/parameters/0")]
    );
    assert_eq!((&parameters[0]["name"], &parameters[0]["schema"]["type"]), (&json!("user-id"), &json!("integer")));
}

#[test]
fn a_misspelt_referenced_parameter_is_copied() {
    let (parameters, diagnostics) = parameters("/a/{ID}", "{$ref: '#/components/parameters/Alias'}");

    assert_eq!(codes(&diagnostics), ["misspelt-path-parameter"]);
    assert_eq!(parameters[0]["name"], "ID");
}

#[test]
fn a_misspelt_parameter_of_the_path_item_is_fixed_for_all_operations() {
    let item = "parameters: [{name: id, in: path, required: true, schema: {}}], get: {operationId: x, responses: {}}";
    let (paths, diagnostics) = paths(&format!("'/a/{{Id}}': {{{item}, put: {{operationId: y, responses: {{}}}}}}"));

    assert_eq!(codes_and_pointers(&diagnostics), [("misspelt-path-parameter", "/paths/~1a~1{Id}/parameters/0")]);
    assert_eq!(paths["/a/{Id}"]["parameters"][0]["name"], "Id");
}

#[test]
fn an_ambiguous_misspelling_is_not_fixed() {
    let declared = ["id1", "id2"].map(|name| format!("{{name: {name}, in: path, required: true, schema: {{}}}}"));
    let (_, diagnostics) = parameters("/a/{id}", &declared.join(", "));

    assert_eq!(codes(&diagnostics), ["unused-path-parameter", "unused-path-parameter", "undeclared-path-parameter"]);
}

#[test]
fn braces_that_do_not_match_are_an_error() {
    assert_eq!(codes_and_pointers(&paths("'/a/{b': {}").1), [("bad-path-template", "/paths/~1a~1{b")]);
}

#[test]
fn a_uri_template_becomes_a_path_template() {
    let (paths, diagnostics) = paths("'/a/{;id*}': {get: {operationId: x, responses: {}}}");

    let found = [("uri-template", "/paths/~1a~1{;id*}"), ("undeclared-path-parameter", "/paths/~1a~1{;id*}/get")];
    assert_eq!(codes_and_pointers(&diagnostics), found);
    let parameter = &paths["/a/{id}"]["get"]["parameters"][0];
    assert_eq!((&parameter["style"], &parameter["explode"]), (&json!("matrix"), &json!(true)));
}

#[test]
fn an_operator_gives_a_declared_parameter_its_style() {
    let (parameters, diagnostics) = parameters("/a/{.id}", "{$ref: '#/components/parameters/Id'}");

    assert_eq!(codes(&diagnostics), ["uri-template"]);
    assert_eq!(parameters[0]["style"], "label");
}

#[test]
fn a_declared_style_wins_over_an_operator() {
    let (parameters, _) = parameters("/a/{.id}", "{name: id, in: path, required: true, style: matrix, schema: {}}");

    assert_eq!(parameters[0]["style"], "matrix");
}

#[test]
fn an_expression_of_the_query_declares_query_parameters() {
    let (parameters, diagnostics) = parameters("/a{?q,limit}", "{name: q, in: query, schema: {}}");

    assert_eq!(codes(&diagnostics), ["uri-template", "undeclared-query-parameter"]);
    assert_eq!((&parameters[1]["name"], &parameters[1]["in"]), (&json!("limit"), &json!("query")));
    assert_eq!(parameters.as_array().map(Vec::len), Some(2));
}

/// Returns the normalized form of two paths, each with an operation.
fn two(first: (&str, &str), second: (&str, &str)) -> (Value, Diagnostics) {
    let item = |(path, method): (&str, &str)| format!("'{path}': {{{method}: {{responses: {{}}}}}}");
    paths(&format!("{}, {}", item(first), item(second)))
}

#[test]
fn two_spellings_of_one_path_are_an_error() {
    for (first, second) in [
        ("/a/{id}", "/a/{+id}"),
        ("/a{?b}", "/a?b={b}"),
        ("/a?b={b}&c={c}", "/a?c={c}&b={b}"),
        ("/a{?b,c}", "/a{?c}{&b}"),
        ("/a?b=1&c={c}", "/a?b=1{&c}"),
    ] {
        let (_, diagnostics) = two((first, "get"), (second, "get"));

        let place = format!("/paths/{}", second.replace('/', "~1"));
        assert!(
            codes_and_pointers(&diagnostics).contains(&("duplicate-key", place.as_str())),
            "{second}: {diagnostics:?}"
        );
    }
}

#[test]
fn two_spellings_of_one_path_may_have_operations_of_different_methods() {
    let (paths, diagnostics) = two(("/a/{id}", "get"), ("/a/{+id}", "put"));

    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    assert!(paths["/a/{id}"]["get"].is_object() && paths["/a/{+id}"]["put"].is_object(), "{paths}");
}

#[test]
fn paths_with_different_query_parameters_are_distinguished() {
    for (first, second) in
        [("/a?b={b}", "/a?c={c}"), ("/a{?b}", "/a{?c}"), ("/a{?b}", "/a?b={b}&c={c}"), ("/a", "/a{?b}")]
    {
        let (paths, diagnostics) = two((first, "get"), (second, "get"));

        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        let sent =
            |path: &str| paths[path].get("x-clientwright-path").and_then(Value::as_str).unwrap_or(path).to_owned();
        assert_eq!((sent(first), sent(second)), ("/a".to_owned(), "/a".to_owned()), "{paths}");
        assert_ne!(paths[first]["get"]["operationId"], paths[second]["get"]["operationId"]);
        let query = |path: &str| paths[path]["get"]["parameters"].as_array().map(Vec::len).unwrap_or_default();
        assert_eq!(query(second), ["b", "c"].iter().filter(|name| second.contains(*name)).count());
    }
}

#[test]
fn a_unique_path_is_its_own_key() {
    let (paths, _) = two(("/a?b={b}", "get"), ("/c{?b}", "get"));

    assert!(paths["/a"].is_object() && paths["/c"].is_object(), "{paths}");
    assert!(paths["/a"].get("x-clientwright-path").is_none(), "{paths}");
}

#[test]
fn paths_with_different_fragments_or_fixed_queries_are_distinguished() {
    for (first, second) in [("/a#b", "/a#c"), ("/a", "/a#b"), ("/a?b=1", "/a?b=2"), ("/a?b={b}#d", "/a?b={b}#e")] {
        let (paths, diagnostics) = two((first, "get"), (second, "get"));

        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        assert_eq!(paths.as_object().map(serde_json::Map::len), Some(2), "{paths}");
    }
}

#[test]
fn paths_that_differ_only_in_parameter_names_are_valid() {
    let operation = "get: {operationId: x, responses: {}, parameters: [{$ref: '#/components/parameters/Id'}]}";
    let (paths, diagnostics) = paths(&format!("'/a/{{id}}': {{{operation}}}, '/a/{{b}}': {{}}"));

    assert_eq!(codes_and_pointers(&diagnostics), []);
    assert_eq!(paths.as_object().map(serde_json::Map::len), Some(2));
}

#[test]
fn a_query_and_a_fragment_in_a_path_are_kept_with_a_note() {
    let (paths, diagnostics) = paths("'/a?b=c': {}, '/a#d': {}");

    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("path-with-query", "/paths/~1a?b=c"), ("path-with-fragment", "/paths/~1a#d")]
    );
    assert!(paths["/a?b=c"].is_object() && paths["/a#d"].is_object(), "{paths}");
}

#[test]
fn a_pair_of_a_name_and_itself_is_a_query_parameter() {
    let (parameters, diagnostics) = parameters("/a?b={b}", "{name: b, in: query, required: true, schema: {}}");

    assert_eq!(codes(&diagnostics), ["uri-template"]);
    assert_eq!(parameters.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_path_parameter_in_the_query_is_read_as_one_of_the_query() {
    let (parameters, diagnostics) =
        parameters("/a?b={b}", "{name: b, in: path, required: true, schema: {type: integer}}");

    assert_eq!(codes(&diagnostics), ["uri-template", "misplaced-path-parameter"]);
    assert_eq!((&parameters[0]["in"], &parameters[0]["schema"]["type"]), (&json!("query"), &json!("integer")));
}

#[test]
fn a_pattern_after_a_name_is_removed() {
    let (paths, diagnostics) = paths("'/a/{id:[0-9]+}': {parameters: [{$ref: '#/components/parameters/Id'}]}");

    assert_eq!(codes(&diagnostics), ["uri-template"]);
    assert!(paths["/a/{id}"].is_object(), "{paths}");
}

#[test]
fn router_syntax_becomes_a_path_template() {
    let spellings =
        ["/a/:id", "/a/<id>", "/a/<int:id>", "/a/{{id}}", "/a/{id?}", "/a/{*id}", "/a/{id...}", "/a/{id:int}"];
    for path in spellings {
        let (paths, diagnostics) = paths(&format!(
            "'{path}': {{get: {{operationId: x, parameters: [{{name: id, in: path, required: true, schema: {{}}}}], responses: {{}}}}}}"
        ));

        assert_eq!(codes(&diagnostics), ["uri-template"], "{path}");
        assert!(paths.get("/a/{id}").is_some(), "{path}");
    }
}

#[test]
fn a_colon_without_a_parameter_is_kept() {
    let (paths, diagnostics) = paths("'/a/:cancel': {get: {operationId: x, responses: {}}}");

    assert!(codes(&diagnostics).is_empty());
    assert!(paths.get("/a/:cancel").is_some());
}

#[test]
fn a_template_can_allow_slashes() {
    for path in
        ["/a/{+id}", "/a/{id*}", "/a/{id+}", "/a/{id=b/*}", "/a/{id:.*}", "/a/{id:path}", "/a/<path:id>", "/a/{**id}"]
    {
        let (parameters, diagnostics) = parameters(path, "{name: id, in: path, required: true, schema: {}}");

        assert_eq!(codes(&diagnostics), ["uri-template"], "{path}");
        assert_eq!(parameters[0]["x-clientwright-slashes"], true, "{path}");
    }
    for path in ["/a/{id}", "/a/{.id}", "/a/{id:[0-9]+}", "/a/{id:int}"] {
        let (parameters, _) = parameters(path, "{name: id, in: path, required: true, schema: {}}");

        assert_eq!(parameters[0]["x-clientwright-slashes"], Value::Null, "{path}");
    }
}

/// Returns the extension for `allowReserved` of a parameter with this location, in a document of this version, and the
/// codes of the diagnostics.
fn allow_reserved(version: &str, location: &str) -> (Value, Vec<String>) {
    let path = if location == "path" { "/a/{p}" } else { "/a" };
    let parameter = format!("{{name: p, in: {location}, required: true, allowReserved: true, schema: {{}}}}");
    let (document, diagnostics) = normalized(&format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\n\
         paths: {{'{path}': {{get: {{operationId: x, responses: {{}}, parameters: [{parameter}]}}}}}}\n"
    ));
    let document = serde_json::to_value(document).expect("a document is JSON");
    let kept = document["paths"][path]["get"]["parameters"][0]["x-clientwright-allowReserved"].clone();
    (kept, codes(&diagnostics).into_iter().map(str::to_owned).collect())
}

#[test]
fn reserved_characters_of_a_path_are_kept_since_3_2() {
    assert_eq!(allow_reserved("3.2.0", "path"), (json!(true), vec![]));
    assert_eq!(allow_reserved("3.0.3", "path"), (Value::Null, vec!["unsupported-keyword".to_owned()]));
    assert_eq!(allow_reserved("3.2.0", "cookie"), (Value::Null, vec!["unsupported-keyword".to_owned()]));
    assert_eq!(allow_reserved("3.0.3", "query"), (Value::Null, vec![]));
}
