//! `[target.skip]` and `[target.only]`.

use crate::support_cli::{PETS, Project};

const TARGET: &str = "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets-client'\n";

/// A project with a document, and a target with these tables.
fn filtered_project(document: &str, tables: &str) -> Project {
    let project = Project::new(document);
    project.write("clientwright.toml", format!("{TARGET}{tables}"));
    project
}

/// Writes a document whose second path is in a separate file, which has a problem.
fn split(project: &Project) {
    project.write(
        "api.yaml",
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: 'a.yaml'}\n  /b: {$ref: 'b.yaml#/item'}\n\
         components: {schemas: {A: {$ref: 'a.yaml#/x-schema'}, B: {$ref: 'b.yaml#/x-schema'}}}\n",
    );
    let body = "{default: {description: d, content: {application/json: {schema: {$ref: '#/x-schema'}}}}}";
    let schema = "x-schema: {type: object, properties: {p: {type: string}}}\n";
    project.write("a.yaml", format!("get: {{operationId: getA, responses: {body}}}\nput: {{responses: 7}}\n{schema}"));
    project.write("b.yaml", format!("item: {{get: {{operationId: getB, responses: {body}}}}}\n{schema}"));
}

#[test]
fn the_summary_counts_skipped_operations() {
    let project = filtered_project(PETS, "[target.skip]\noperations = ['listHouses']\n");
    project.run(&["codegen"]).exits(0).says("pets-client: 1 operation (1 skipped)");
    let project = filtered_project(PETS, "[target.only]\ntags = ['Houses', 'Pets']\n");
    project.run(&["codegen"]).exits(0).says("pets-client: 2 operations, ");
}

#[test]
fn an_entry_that_matches_nothing_is_printed_at_its_position() {
    let tables = "[target.skip]\noperations = [\n  'listHouses',\n  'GET /horses',\n]\n[target.only]\ntags = ['Pets', 'Horses']\n";
    let run = filtered_project(PETS, tables).run(&["codegen"]).exits(2);
    run.says("clientwright.toml:8:3: error[unknown-operation]: there is no operation `GET /horses`")
        .says("clientwright.toml:11:17: error[unknown-tag]: no operation has the tag `Horses`");
}

#[test]
fn an_unknown_key_of_a_table_is_rejected_with_its_position() {
    let run = filtered_project(PETS, "[target.skip]\npaths = ['/a']\n").run(&["codegen"]).exits(2);
    run.says("clientwright.toml:6:1: error[bad-config]").says("paths");
}

#[test]
fn one_operation_of_a_path_item_in_another_file_is_skipped() {
    let project = filtered_project("", "[target.skip]\noperations = ['PUT /a']\n");
    split(&project);
    project.run(&["codegen"]).exits(0).says("2 operations (1 skipped)");
}

#[test]
fn a_path_item_in_another_file_is_skipped_with_its_types() {
    let project = filtered_project("", "[target.skip]\noperations = ['putA', 'getB']\n");
    split(&project);
    project.run(&["codegen"]).exits(0).says("1 operation (2 skipped), 1 type,");
    assert!(
        project.tree("pets/src/types").values().any(|text| String::from_utf8_lossy(text).contains("pub struct A "))
    );
}

#[test]
fn a_problem_in_a_path_item_of_another_file_is_reported_if_it_is_kept() {
    let project = filtered_project("", "[target.only]\noperations = ['putA']\n");
    split(&project);
    project.run(&["codegen"]).exits(2).says("a.yaml:2:7: error[wrong-type]");
}

#[test]
fn a_file_with_problems_is_only_reported_if_it_is_referenced() {
    let broken = |skip: &str| {
        let project = filtered_project("", &format!("[target.skip]\noperations = ['putA', '{skip}']\n"));
        split(&project);
        project.edit("b.yaml", "#/x-schema", "broken.yaml");
        project.write("broken.yaml", "type: [\n");
        project.run(&["codegen"])
    };
    broken("getB").exits(0);
    broken("getA").exits(2).says("broken.yaml:");
}
