//! `overlays` of a target.

use crate::support_cli::{PETS, Project, Run};

const TARGET: &str = "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets-client'\n";

/// The start of an overlay, to which actions are appended.
const HEAD: &str = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n";

/// A project whose target has an overlay for each of these actions, named `1.yaml` and so on.
fn with_overlays(actions: &[&str]) -> Project {
    let project = Project::new(PETS);
    let names: Vec<String> = (1..=actions.len()).map(|number| format!("'{number}.yaml'")).collect();
    for (name, actions) in names.iter().zip(actions) {
        project.write(name.trim_matches('\''), format!("{HEAD}{actions}"));
    }
    project.write("clientwright.toml", format!("{TARGET}overlays = [{}]\n", names.join(", ")));
    project
}

/// Returns the generated code with these overlays.
fn generated(actions: &[&str]) -> String {
    let project = with_overlays(actions);
    project.run(&["codegen"]).exits(0).says("pets-client: ");
    let types = project.tree("pets/src").into_values().map(|text| String::from_utf8(text).expect("UTF-8"));
    types.collect()
}

/// Returns a run that must be rejected because of its only overlay.
fn rejected(overlay: &str) -> Run {
    let project = with_overlays(&[""]);
    project.write("1.yaml", overlay);
    let run = project.run(&["codegen"]).exits(2);
    assert!(!project.path("pets").exists());
    run
}

#[test]
fn an_update_is_merged() {
    let action = "- {target: \"$.paths['/pets/{id}'].get\", update: {operationId: fetchPet}}\n";
    assert!(generated(&[action]).contains("fn fetch_pet"));
}

#[test]
fn a_removed_value_is_gone() {
    let action = "- {target: \"$.paths['/houses']\", remove: true}\n";
    assert!(!generated(&[action]).contains("list_houses"));
}

#[test]
fn an_update_of_an_array_is_appended() {
    let parameter = "{name: trace, in: query, schema: {type: string}}";
    let action = format!("- {{target: '$.paths..parameters', update: {parameter}}}\n");
    let text = generated(&[&action]);
    assert!(text.contains("trace: Option<String>") && text.contains("id: impl AsRef<str>"), "{text}");
}

#[test]
fn overlays_are_applied_in_order() {
    let rename = |name: &str| format!("- {{target: \"$.paths['/houses'].get\", update: {{operationId: {name}}}}}\n");
    let text = generated(&[&rename("firstName"), &rename("secondName")]);
    assert!(text.contains("fn second_name(") && !text.contains("fn first_name("), "{text}");
}

#[test]
fn a_later_overlay_sees_the_changes_of_an_earlier_one() {
    let add = "- {target: $.components, update: {}}\n- {target: $, update: {x-later: {a: 1}}}\n";
    let run = with_overlays(&[add, "- {target: \"$['x-later'].a\", remove: true}\n"]).run(&["codegen"]).exits(0);
    run.says("1.yaml:4:4: warning[unmatched-overlay]").lacks("2.yaml");
}

#[test]
fn a_reference_in_an_overlay_refers_to_the_document() {
    let component =
        "- {target: $, update: {components: {schemas: {Owner: {type: object, properties: {age: {type: integer}}}}}}}\n";
    let reference = "- target: $..properties\n  update: {owner: {$ref: '#/components/schemas/Owner'}}\n";
    assert!(generated(&[component, reference]).contains("owner: Option<Owner>"));
}

#[test]
fn a_target_that_matches_nothing_is_a_warning_with_its_position() {
    let run = with_overlays(&["- {target: $.paths.nowhere, remove: true}\n"]).run(&["codegen"]).exits(0);
    run.says("1.yaml:4:4: warning[unmatched-overlay]").says("$.paths.nowhere");
}

#[test]
fn a_problem_from_an_overlay_has_its_position_there() {
    let action = "- target: \"$.paths['/houses'].get\"\n  update:\n    parameters:\n    - {$ref: '#/nowhere'}\n";
    let run = with_overlays(&[action]).run(&["codegen"]).exits(2);
    run.says("1.yaml:7:8: error[dangling-reference]");
}

#[test]
fn a_problem_after_a_removed_element_keeps_its_position() {
    let project = with_overlays(&["- {target: '$.servers[0]', remove: true}\n"]);
    project.edit(
        "api.yaml",
        "  - url: https://pets.example.com\n",
        "  - url: /gone\n  - url: /stays\n    variables: 7\n",
    );
    project.run(&["codegen"]).exits(2).says("api.yaml:8:5: error");
}

#[test]
fn a_missing_overlay_is_an_error() {
    let project = with_overlays(&[]);
    project.write("clientwright.toml", format!("{TARGET}overlays = ['missing.yaml']\n"));
    project.run(&["codegen"]).exits(2).says("error[unreadable-file]").says("missing.yaml");
}

#[test]
fn a_file_that_is_not_an_overlay_is_rejected() {
    rejected("openapi: 3.0.3\n").says("1.yaml:1:1: error[bad-overlay]").says("has no `overlay` field");
    rejected(&HEAD.replace("1.0.0", "2.0.0")).says("1.yaml:1:1: error[bad-overlay]").says("not supported");
}

#[test]
fn an_invalid_action_is_rejected_with_its_position() {
    for (action, place) in [
        (
            "- {target: '$.paths[', remove: true}\n",
            "1.yaml:4:4: error[bad-overlay]: the target is not a valid JSONPath",
        ),
        ("- {target: $.paths}\n", "1.yaml:4:3: error[bad-overlay]: the action changes nothing"),
        ("- {update: {}}\n", "1.yaml:4:3: error[bad-overlay]: the action has no `target`"),
        ("- {target: $.paths, remove: 1}\n", "1.yaml:4:21: error[bad-overlay]: `remove` must be a boolean"),
        ("- {target: $.openapi, update: {}}\n", "1.yaml:4:23: error[bad-overlay]: the selected value at `/openapi`"),
        ("- {target: $, remove: true}\n", "1.yaml:4:3: error[bad-overlay]: the whole document"),
        (
            "- {target: $.paths, copy: $.info, remove: true}\n",
            "1.yaml:4:21: error[bad-overlay]: Overlay 1.0 has no field",
        ),
    ] {
        rejected(&format!("{HEAD}{action}")).says(place);
    }
}
