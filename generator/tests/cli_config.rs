//! `clientwright.toml`.

use crate::support_cli::{PETS, Project, Run, same};

const TARGET: &str = "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets-client'\n";

/// A project with a configuration.
fn configured(config: &str) -> Project {
    let project = Project::new(PETS);
    project.write("clientwright.toml", config);
    project
}

/// Returns a run with a configuration that must be rejected.
fn rejected(config: &str) -> Run {
    let project = configured(config);
    let before = project.tree("");
    let run = project.run(&["codegen"]).exits(2).says(": error[").says("= help: ");
    same(&project.tree(""), &before, config);
    run
}

#[test]
fn its_targets_are_generated() {
    let project = configured(TARGET);
    project.run(&["codegen"]).exits(0).says("pets-client: 2 operations");
    assert!(project.read("pets/Cargo.toml").contains("name = \"pets-client\""));
    project.run(&["codegen", "--check"]).exits(0);
}

#[test]
fn it_is_found_from_a_subfolder_and_its_paths_are_relative_to_it() {
    let project = configured(TARGET);
    project.write("deep/down/here.txt", "");
    project.run_in("deep/down", &["codegen"]).exits(0);
    assert!(project.path("pets/src/lib.rs").is_file());
    assert_eq!(project.tree("deep").len(), 1);
    project.run_in("deep/down", &["codegen", "--check"]).exits(0);
}

#[test]
fn the_nearest_one_is_used() {
    let project = configured(TARGET);
    project.write("inner/api.yaml", PETS);
    project.write("inner/clientwright.toml", TARGET.replace("pets-client", "inner-client"));
    project.run_in("inner", &["codegen"]).exits(0).says("inner-client: ");
    assert!(!project.path("pets").exists());
}

#[test]
fn another_file_can_be_given() {
    let project = configured(TARGET);
    project.write("other/targets.toml", TARGET.replace("'api.yaml'", "'../api.yaml'"));
    let run = project.run(&["codegen", "--check", "--config", "other/targets.toml"]).exits(1);
    run.says("run `clientwright codegen --config other/targets.toml`");
    project.run(&["codegen", "--config", "other/targets.toml"]).exits(0);
    assert!(project.path("other/pets/src/lib.rs").is_file());
    assert!(!project.path("pets").exists());
    project.run(&["codegen", "--config", "missing.toml"]).exits(2).says("missing.toml");
}

#[test]
fn an_unknown_key_is_rejected_with_its_position() {
    rejected(&format!("{TARGET}shiny = true\n")).says("clientwright.toml:5:1: error[bad-config]").says("shiny");
    rejected(&format!("colour = 1\n{TARGET}")).says("clientwright.toml:1:1: error[bad-config]").says("colour");
}

#[test]
fn a_missing_key_or_a_wrong_type_is_rejected_with_its_position() {
    rejected("[[target]]\nspec = 'api.yaml'\nout = 'pets'\n").says("clientwright.toml:1:1: ").says("name");
    rejected(&TARGET.replace("'pets'", "7")).says("clientwright.toml:3:7: ");
    rejected(&format!("{TARGET}redact = 'jwt'\n")).says("clientwright.toml:5:10: ");
}

#[test]
fn invalid_toml_is_rejected_with_its_position() {
    rejected("[[target]]\nspec = \n").says("clientwright.toml:2:");
    let project = configured("");
    project.write("clientwright.toml", b"\xff\xfe");
    project.run(&["codegen"]).exits(2).says("clientwright.toml");
}

#[test]
fn a_file_without_targets_is_rejected() {
    rejected("").says("lists no target");
    rejected("target = []\n").says("lists no target");
}

#[test]
fn two_targets_with_the_same_folder_are_rejected_in_any_spelling() {
    for out in ["pets", "./pets", "pets/", "pets/."] {
        let second = TARGET.replace("'pets'", &format!("'{out}'"));
        rejected(&format!("{TARGET}\n{second}")).says("clientwright.toml:6:1: ").says("two targets write to");
    }
}

#[test]
fn an_invalid_crate_name_is_rejected() {
    for name in ["", "1pets", "pets client", "match"] {
        rejected(&TARGET.replace("pets-client", name))
            .says("clientwright.toml:1:1: ")
            .says("is not a valid crate name");
    }
}

#[test]
fn a_crate_can_depend_on_the_runtime() {
    for (source, dependency) in [
        ("{ path = 'vendor/runtime' }", "path = \"../vendor/runtime\""),
        ("{ version = '0.1' }", "version = \"0.1\""),
        ("{ git = 'https://example.com/a.git' }", "git = \"https://example.com/a.git\""),
        ("{ git = 'https://example.com/a.git', rev = 'v1' }", "git = \"https://example.com/a.git\", rev = \"v1\""),
    ] {
        let project = configured(&format!("{TARGET}runtime = {source}\n"));
        project.run(&["codegen"]).exits(0);
        let manifest = project.read("pets/Cargo.toml");
        let line =
            format!("clientwright-runtime = {{ {dependency}, default-features = false, features = [\"client\"] }}\n");
        assert!(manifest.contains(&line) && !manifest.contains("percent-encoding"), "{manifest}");
        assert!(!project.path("pets/src/runtime").exists());
    }
}

#[test]
fn a_copy_of_the_runtime_is_deleted_when_the_crate_depends_on_it() {
    let project = configured(&format!("{TARGET}runtime = 'copied'\n"));
    project.run(&["codegen"]).exits(0);
    assert!(project.path("pets/src/runtime/mod.rs").is_file());
    project.write("clientwright.toml", format!("{TARGET}runtime = {{ path = 'runtime' }}\n"));
    project.run(&["codegen", "--check"]).exits(1);
    project.run(&["codegen"]).exits(0);
    assert!(!project.path("pets/src/runtime/mod.rs").exists());
    project.run(&["codegen", "--check"]).exits(0);
}

#[test]
fn another_source_of_the_runtime_is_rejected_with_its_position() {
    rejected(&format!("{TARGET}runtime = 'vendored'\n")).says("clientwright.toml:5:11: ").says("\"copied\"");
    rejected(&format!("{TARGET}runtime = 7\n")).says("clientwright.toml:5:11: ").says("\"copied\"");
    for source in ["{}", "{ path = 'a', version = '1' }", "{ rev = 'v1' }", "{ version = '1', rev = 'v1' }"] {
        rejected(&format!("{TARGET}runtime = {source}\n")).says("clientwright.toml:5:11: ").says("needs one of");
    }
    rejected(&format!("{TARGET}runtime = {{ url = 'a' }}\n")).says("clientwright.toml:5:").says("unknown field `url`");
}

#[test]
fn a_rename_changes_the_name_of_a_type_in_every_run() {
    let config = format!("{TARGET}[target.rename]\nGetPetResponse = 'Animal'\n");
    let project = configured(&config);
    project.run(&["codegen"]).exits(0);
    let types = project.read("pets/src/types/pets.rs");
    assert!(types.contains("pub struct Animal"), "{types}");
    assert!(!types.contains("GetPetResponse"), "{types}");
    project.run(&["codegen", "--check"]).exits(0);
    let before = project.tree("pets");
    project.run(&["codegen"]).exits(0).says("up to date");
    same(&project.tree("pets"), &before, "");
    project.write("clientwright.toml", TARGET);
    project.run(&["codegen"]).exits(0);
    assert!(project.read("pets/src/types/pets.rs").contains("pub struct GetPetResponse"));
}

#[test]
fn a_rename_that_matches_nothing_is_an_error() {
    let project = configured(&format!("{TARGET}[target.rename]\nGetDogResponse = 'Dog'\n"));
    project.run(&["codegen"]).exits(2).says("error[unknown-rename]").says("GetDogResponse");
    assert!(!project.path("pets").exists());
}

#[test]
fn a_rename_to_an_invalid_name_is_rejected_with_its_position() {
    for name in ["Not a name", " Animal", "Animal/**/", "", "fn", "Self", "1st", "a-b"] {
        let run = rejected(&format!("{TARGET}[target.rename]\nGetPetResponse = '{name}'\n"));
        run.says("clientwright.toml:1:1: error[bad-config]").says("is not a valid type name").lacks("panicked");
    }
}

#[test]
fn a_rename_to_a_used_name_is_an_error() {
    for name in ["ListHousesResponse", "Client", "Option"] {
        let project = configured(&format!("{TARGET}[target.rename]\nGetPetResponse = '{name}'\n"));
        project.run(&["codegen"]).exits(2).says("error[taken-rename]").says(&format!("to `{name}`"));
        assert!(!project.path("pets").exists());
    }
    let both = "GetPetResponse = 'Thing'\nListHousesResponse = 'Thing'\n";
    configured(&format!("{TARGET}[target.rename]\n{both}")).run(&["codegen"]).exits(2).says("error[taken-rename]");
}

#[test]
fn two_types_can_swap_their_names() {
    let swap = "GetPetResponse = 'ListHousesResponse'\nListHousesResponse = 'GetPetResponse'\n";
    let project = configured(&format!("{TARGET}[target.rename]\n{swap}"));
    project.run(&["codegen"]).exits(0);
    assert!(project.read("pets/src/types/pets.rs").contains("pub struct ListHousesResponse {"));
    assert!(project.read("pets/src/types/houses.rs").contains("pub struct GetPetResponse {"));
    project.run(&["codegen", "--check"]).exits(0);
}

#[test]
fn a_failed_target_does_not_stop_the_others() {
    let second = TARGET.replace("'api.yaml'", "'broken.yaml'").replace("'pets'", "'broken'");
    let project = configured(&format!("{second}\n{TARGET}"));
    project.write("broken.yaml", "openapi: [");
    project.run(&["codegen"]).exits(2).says("broken.yaml:2:1: error[");
    assert!(project.path("pets/src/lib.rs").is_file());
    assert!(!project.path("broken").exists());
}

#[test]
fn a_check_of_several_targets_reports_each_stale_one() {
    let second = TARGET.replace("'pets'", "'cats'").replace("pets-client", "cats-client");
    let project = configured(&format!("{TARGET}\n{second}"));
    project.run(&["codegen"]).exits(0);
    project.edit("pets/src/lib.rs", "mod", "pub mod");
    project.edit("cats/src/lib.rs", "mod", "pub mod");
    let run = project.run(&["codegen", "--check"]).exits(1);
    assert_eq!(run.listed(), ["stale: pets/src/lib.rs", "stale: cats/src/lib.rs"]);
}

#[test]
fn a_type_of_a_format_must_be_a_path() {
    let config = format!("{TARGET}[target.formats]\nid = 'std::net::'\n");
    rejected(&config).says("`std::net::` is not a type path").says("clientwright.toml:1:1");
}

#[test]
fn an_invalid_format_setting_is_explained() {
    let config = format!("{TARGET}[target.formats]\nid = 1\n");
    rejected(&config).says("a format is true, false, the path of a type");
}

#[test]
fn custom_types_of_formats_have_dependencies() {
    let formats = "[target.formats]\nid = { type = 'other::Id', dependencies = { other = { path = '../other' } } }\n";
    let project = configured(&format!("{TARGET}{formats}"));
    project.run(&["codegen"]).exits(0);
    assert!(project.read("pets/Cargo.toml").contains("other = { path = \"../other\" }"));
}
