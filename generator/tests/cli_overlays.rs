//! `overlays` of a target.

use crate::support_cli::{PETS, Project, Run};

const TARGET: &str = "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets-client'\n";

/// The head of an overlay, to be followed by its actions.
const HEAD: &str = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n";

/// A project whose target has overlays of these actions, `1.yaml` the first of them.
fn overlaid(actions: &[&str]) -> Project {
    let project = Project::new(PETS);
    let names: Vec<String> = (1..=actions.len()).map(|number| format!("'{number}.yaml'")).collect();
    for (name, actions) in names.iter().zip(actions) {
        project.write(name.trim_matches('\''), format!("{HEAD}{actions}"));
    }
    project.write("clientwright.toml", format!("{TARGET}overlays = [{}]\n", names.join(", ")));
    project
}

/// What is generated with these overlays.
fn generated(actions: &[&str]) -> String {
    let project = overlaid(actions);
    project.run(&["codegen"]).exits(0).says("pets-client: ");
    let types = project.tree("pets/src").into_values().map(|text| String::from_utf8(text).expect("UTF-8"));
    types.collect()
}

/// A run that has to be refused because of its one overlay.
fn refused(overlay: &str) -> Run {
    let project = overlaid(&[""]);
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
fn what_is_removed_is_gone() {
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
    let text = generated(&[&rename("first"), &rename("second")]);
    assert!(text.contains("fn second(") && !text.contains("fn first("), "{text}");
}

#[test]
fn a_later_overlay_sees_what_an_earlier_one_added() {
    let add = "- {target: $.components, update: {}}\n- {target: $, update: {x-later: {a: 1}}}\n";
    let run = overlaid(&[add, "- {target: \"$['x-later'].a\", remove: true}\n"]).run(&["codegen"]).exits(0);
    run.says("1.yaml:4:4: warning[unmatched-overlay]").lacks("2.yaml");
}

#[test]
fn a_reference_of_an_overlay_names_what_is_in_the_document() {
    let component =
        "- {target: $, update: {components: {schemas: {Owner: {type: object, properties: {age: {type: integer}}}}}}}\n";
    let reference = "- target: $..properties\n  update: {owner: {$ref: '#/components/schemas/Owner'}}\n";
    assert!(generated(&[component, reference]).contains("owner: Option<Owner>"));
}

#[test]
fn a_target_that_matches_nothing_is_a_warning_with_its_place() {
    let run = overlaid(&["- {target: $.paths.nowhere, remove: true}\n"]).run(&["codegen"]).exits(0);
    run.says("1.yaml:4:4: warning[unmatched-overlay]").says("$.paths.nowhere");
}

#[test]
fn a_fault_that_an_overlay_brings_points_into_it() {
    let action = "- target: \"$.paths['/houses'].get\"\n  update:\n    parameters:\n    - {$ref: '#/nowhere'}\n";
    let run = overlaid(&[action]).run(&["codegen"]).exits(2);
    run.says("1.yaml:7:8: error[dangling-reference]");
}

#[test]
fn a_fault_of_the_document_behind_what_was_removed_stays_at_its_place() {
    let project = overlaid(&["- {target: '$.servers[0]', remove: true}\n"]);
    project.edit(
        "api.yaml",
        "  - url: https://pets.example.com\n",
        "  - url: /gone\n  - url: /stays\n    variables: 7\n",
    );
    project.run(&["codegen"]).exits(2).says("api.yaml:8:5: error");
}

#[test]
fn an_overlay_that_is_not_there_is_an_error() {
    let project = overlaid(&[]);
    project.write("clientwright.toml", format!("{TARGET}overlays = ['missing.yaml']\n"));
    project.run(&["codegen"]).exits(2).says("error[unreadable-file]").says("missing.yaml");
}

#[test]
fn what_is_no_overlay_is_refused() {
    refused("openapi: 3.0.3\n").says("1.yaml:1:1: error[bad-overlay]").says("has no `overlay` field");
    refused(&HEAD.replace("1.0.0", "2.0.0")).says("1.yaml:1:1: error[bad-overlay]").says("not supported");
}

#[test]
fn a_wrong_action_is_refused_with_its_place() {
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
        refused(&format!("{HEAD}{action}")).says(place);
    }
}
