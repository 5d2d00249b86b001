//! `[[target.pages]]`, and the extensions of documents that describe pages.

use crate::support_cli::{Project, Run};

const TARGET: &str = "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets'\n";

/// A document with two lists.
const LISTS: &str = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: after, in: query, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: session, in: cookie, schema: {type: string}}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                type: object
                properties:
                  pets: {type: array, items: {type: string}}
                  next: {type: string}
                  meta: {type: object, additionalProperties: {type: string}}
  /owners:
    post:
      operationId: findOwners
      responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /photo:
    get: {operationId: getPhoto, responses: {'200': {description: d, content: {image/png: {}}}}}
";

fn run_with(rules: &str) -> Run {
    let project = Project::new(LISTS);
    project.write("clientwright.toml", format!("{TARGET}{rules}"));
    project.run(&["codegen"])
}

/// Asserts that a rule for an operation is an error at the operation's entry.
#[track_caller]
fn assert_unpaged(operation: &str, rule: &str, problem: &str) {
    let run = run_with(&format!("[[target.pages]]\n{rule}\noperations = ['{operation}']\n")).exits(2);
    run.says("clientwright.toml:7:15: error[unpaged-operation]: the pages of")
        .says(problem)
        .says("help: names that begin with a slash are JSON pointers");
}

#[test]
fn a_parameter_that_the_operation_lacks() {
    assert_unpaged("listPets", "cursor = { parameter = 'aftr', next = '/next' }", "it has no parameter `aftr`");
}

#[test]
fn a_parameter_that_is_no_single_value() {
    let rule = "cursor = { parameter = 'tags', next = '/next' }";
    assert_unpaged("listPets", rule, "the parameter `tags` is not a single string or number");
}

#[test]
fn a_parameter_in_a_cookie() {
    let rule = "offset = { parameter = 'session' }";
    assert_unpaged("GET /pets", rule, "the parameter `session` is neither of the query nor a header");
}

#[test]
fn a_member_that_the_response_lacks() {
    let rule = "cursor = { parameter = 'after', next = '/nxt' }";
    assert_unpaged("listPets", rule, "its response has nothing at `/nxt`");
    let rule = "next_link = '/next'\nmore = '/more'";
    let run = run_with(&format!("[[target.pages]]\n{rule}\noperations = ['listPets']\n")).exits(2);
    run.says("clientwright.toml:8:15: error[unpaged-operation]").says("its response has nothing at `/more`");
}

#[test]
fn items_that_are_no_array() {
    let run = run_with("[[target.pages]]\nnext_link = '/next'\nitems = '/next'\noperations = ['listPets']\n").exits(2);
    run.says("the response has no array at `/next`");
    let run = run_with("[[target.pages]]\nnext_link = '/next'\nitems = '/cats'\noperations = ['listPets']\n").exits(2);
    run.says("the response has no property `cats`");
}

#[test]
fn a_response_that_is_not_json() {
    assert_unpaged("getPhoto", "next_link = 'Link'", "its response is not JSON");
}

#[test]
fn a_request_without_a_body() {
    assert_unpaged("findOwners", "cursor = { parameter = '/after', next = 'X-Next' }", "its request has no JSON body");
}

#[test]
fn last_items_without_a_member() {
    let rule = "cursor = { parameter = 'after', last_item = '/id' }";
    assert_unpaged("listPets", rule, "its items have nothing at `/id`");
}

#[test]
fn a_name_that_is_no_header() {
    assert_unpaged("listPets", "next_link = 'X Next'", "`X Next` is neither a JSON pointer nor the name of a header");
}

#[test]
fn members_of_what_the_document_does_not_describe() {
    let rule = "cursor = { parameter = 'after', next = '/meta/next' }";
    run_with(&format!("[[target.pages]]\n{rule}\noperations = ['listPets']\n")).exits(0).says(" 0 warnings");
}

#[test]
fn a_property_without_its_slash() {
    let rule = "cursor = { parameter = 'after', next = 'next' }";
    let problem = "its response declares no header `next`, and a property would be `/next`";
    assert_unpaged("listPets", rule, problem);
}

#[test]
fn members_of_other_types() {
    let run = run_with("[[target.pages]]\nnext_link = '/pets'\nitems = '/pets'\noperations = ['listPets']\n").exits(2);
    run.says("`/pets` of its response is not a single string or number");
    let run = run_with("[[target.pages]]\nnext_link = '/next'\nmore = '/next'\noperations = ['listPets']\n").exits(2);
    run.says("`/next` of its response is not a boolean");
}

#[test]
fn two_rules_for_an_operation() {
    let rule = "[[target.pages]]\nnext_link = '/next'\noperations = ['listPets']\n";
    let run = run_with(&format!("{rule}{rule}")).exits(2);
    run.says("clientwright.toml:10:15: error[unpaged-operation]: the pages of `listPets` are described twice");
}

#[test]
fn an_operation_that_does_not_exist() {
    let run = run_with("[[target.pages]]\nnext_link = 'Link'\noperations = ['listPets', 'GET /horses']\n").exits(2);
    run.says("clientwright.toml:7:27: error[unknown-operation]: there is no operation `GET /horses`");
}

/// A POST that returns an array, such as of the labels that it has added, has no pages unless the rule lists it.
#[test]
fn a_rule_for_any_operation_is_for_those_that_read() {
    let project = Project::new(LISTS);
    project.write("clientwright.toml", format!("{TARGET}[[target.pages]]\nnext_link = 'Link'\n"));
    project.run(&["codegen"]).exits(0);
    let operations = project.read("pets/src/operations/shared.rs");
    assert_eq!(operations.matches("impl Paged for").count(), 1);
    let run = run_with("[[target.pages]]\nnext_link = 'Link'\noperations = ['findOwners']\n");
    run.exits(0);
}

#[test]
fn a_rule_that_no_operation_fits() {
    let run = run_with("[[target.pages]]\ncursor = { parameter = 'cursor', next = '/next' }\n").exits(2);
    run.says("clientwright.toml:5:1: error[unpaged-operation]: no operation has the pages that the rule describes");
}

#[test]
fn rules_that_are_not_understood() {
    for (rule, problem) in [
        ("items = '/pets'", "one of `cursor`, `offset`, `page_number` and `next_link`"),
        (
            "next_link = 'Link'\noffset = { parameter = 'a' }",
            "one of `cursor`, `offset`, `page_number` and `next_link`",
        ),
        ("cursor = { parameter = 'a' }", "one of `next` and `last_item`"),
        ("cursor = { parameter = 'a', next = '/a', last_item = '/b' }", "one of `next` and `last_item`"),
        ("cursor = { parameter = 'a', last_item = 'id' }", "begins with a slash"),
        ("next_link = 'Link'\nitems = 'pets'", "begin with a slash"),
        ("next_link = 'Link'\npage_size = 'limit'", "needs `offset` or `page_number`"),
        ("offset = { parameter = 'a' }\npage_count = '/n'", "needs `page_number`"),
        ("next_url = '/next'", "unknown field `next_url`"),
    ] {
        let run = run_with(&format!("[[target.pages]]\n{rule}\n")).exits(2);
        run.says("error[bad-config]").says(problem);
    }
}

/// Generates a crate of a document whose operation `listPets` has an extension.
fn run_with_extension(extension: &str) -> Run {
    let document = LISTS.replacen("      parameters:\n", &format!("      {extension}\n      parameters:\n"), 1);
    let project = Project::new(&document);
    project.write("clientwright.toml", TARGET);
    project.run(&["codegen"])
}

/// Asserts that an extension is ignored with a warning at its place.
#[track_caller]
fn assert_ignored(extension: &str, problem: &str) {
    let run = run_with_extension(extension).exits(0);
    run.says("api.yaml:7:7: warning[unsupported-pagination]").says(problem).says("(1 ignored)");
}

#[test]
fn extensions_of_fern_that_are_not_followed() {
    for (extension, problem) in [
        ("true", "the document has no `x-fern-pagination`"),
        ("{results: $response.pets}", "it has none of `cursor`, `offset`, `next_uri` and `next_path`"),
        ("{cursor: $request.after, results: $response.pets}", "it has no `next_cursor`"),
        ("{cursor: after, next_cursor: $response.next}", "`cursor` is `after`, which is not understood"),
        ("{cursor: $request.after, next_cursor: $response.nxt}", "its response has nothing at `/nxt`"),
        ("{cursor: $request.aftr, next_cursor: $response.next}", "its request has no JSON body"),
        ("7", "it has none of `cursor`, `offset`, `next_uri` and `next_path`"),
    ] {
        assert_ignored(&format!("x-fern-pagination: {extension}"), problem);
    }
}

#[test]
fn extensions_of_speakeasy_that_are_not_followed() {
    let cursor = "inputs: [{name: after, in: parameters, type: cursor}]";
    for (extension, problem) in [
        ("{type: pages}".to_owned(), "its `type` is none of `cursor`, `offsetLimit` and `url`"),
        ("{type: cursor}".to_owned(), "it has no input of the type `cursor`"),
        (format!("{{type: cursor, {cursor}}}"), "it has no `nextCursor`"),
        (
            format!("{{type: cursor, {cursor}, outputs: {{nextCursor: $..next}}}}"),
            "is `$..next`, which is not understood",
        ),
        (
            format!("{{type: cursor, {cursor}, outputs: {{results: $.pets, nextCursor: '$.cats[-1].id'}}}}"),
            "`nextCursor` is in an item of another array than `results`",
        ),
        ("{type: offsetLimit}".to_owned(), "it has no input of the type `page` or `offset`"),
        ("{type: url}".to_owned(), "it has no `nextUrl`"),
    ] {
        assert_ignored(&format!("x-speakeasy-pagination: {extension}"), problem);
    }
}

#[test]
fn extensions_of_microsoft_that_are_not_followed() {
    for (extension, problem) in [
        ("true", "it has no `nextLinkName`"),
        ("{itemName: pets}", "it has no `nextLinkName`"),
        ("{nextLinkName: next}", "the response has no property `value`"),
    ] {
        assert_ignored(&format!("x-ms-pageable: {extension}"), problem);
    }
}

#[test]
fn extensions_that_are_followed() {
    for extension in [
        "x-fern-pagination: {cursor: $request.after, next_cursor: $response.next, results: $response.pets}",
        "x-fern-pagination: {next_uri: $response.next, results: $response.pets}",
        "x-speakeasy-pagination: {type: url, outputs: {nextUrl: $.next}}",
        "x-speakeasy-pagination: {type: cursor, inputs: [{name: after, in: parameters, type: cursor}], outputs: {nextCursor: \"$['next']\"}}",
        "x-ms-pageable: {nextLinkName: next, itemName: pets}",
    ] {
        let document = LISTS.replacen("      parameters:\n", &format!("      {extension}\n      parameters:\n"), 1);
        let project = Project::new(&document);
        project.write("clientwright.toml", TARGET);
        project.run(&["codegen"]).exits(0).says(" 0 warnings");
        let operations = project.read("pets/src/operations/shared.rs");
        assert!(operations.contains("impl Paged for ListPetsParams"), "{extension}");
    }
}

#[test]
fn a_single_page_is_no_pages() {
    let document =
        LISTS.replacen("      parameters:\n", "      x-ms-pageable: {nextLinkName: null}\n      parameters:\n", 1);
    let project = Project::new(&document);
    project.write("clientwright.toml", TARGET);
    project.run(&["codegen"]).exits(0).says(" 0 warnings");
    assert!(!project.read("pets/src/operations/shared.rs").contains("Paged"));
    assert!(!project.path("pets/src/runtime/client/pages.rs").exists());
}

#[test]
fn a_rule_of_the_target_replaces_the_extension() {
    let extension = "x-ms-pageable: {nextLinkName: next, itemName: pets}";
    let document = LISTS.replacen("      parameters:\n", &format!("      {extension}\n      parameters:\n"), 1);
    let project = Project::new(&document);
    let rule = "[[target.pages]]\noperations = ['listPets']\ncursor = { parameter = 'after', next = '/next' }\n";
    project.write("clientwright.toml", format!("{TARGET}{rule}"));
    project.run(&["codegen"]).exits(0).says(" 0 warnings");
    assert!(project.read("pets/src/operations/shared.rs").contains("Paging::cursor("));
}
