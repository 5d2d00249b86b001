//! The command line arguments, and the note about the workspace of a crate.

use crate::support_cli::{PETS, Project};

#[test]
fn help_and_version_go_to_standard_output() {
    let project = Project::new(PETS);
    for (arguments, text) in [
        (&["--help"][..], "codegen"),
        (&["codegen", "--help"], "--message-format"),
        (&["--version"], "clientwright 0."),
    ] {
        let run = project.run(arguments).exits(0);
        assert!(run.out.contains(text), "{}", run.out);
        assert_eq!(run.err, "");
    }
}

#[test]
fn the_help_of_codegen_explains_the_exit_statuses() {
    let run = Project::new(PETS).run(&["codegen", "--help"]).exits(0);
    assert!(run.out.contains("Exit status"), "{}", run.out);
}

#[test]
fn misuse_is_an_error_on_standard_error() {
    let project = Project::new(PETS);
    for arguments in [
        &[][..],
        &["nonsense"],
        &["codegen", "--nonsense"],
        &["codegen", "--spec", "api.yaml"],
        &["codegen", "--out", "pets"],
        &["codegen", "--name", "pets"],
        &["codegen", "--message-format", "xml"],
        &["codegen", "--spec", "api.yaml", "--out", "pets", "--config", "clientwright.toml"],
    ] {
        let run = project.run(arguments).exits(2).says("--help");
        assert_eq!(run.out, "", "{arguments:?}");
    }
    assert_eq!(project.tree("").len(), 1);
}

#[test]
fn a_spec_without_an_out_names_the_missing_option() {
    Project::new(PETS).run(&["codegen", "--spec", "api.yaml"]).exits(2).says("--out <FOLDER>");
}

#[test]
fn without_a_target_the_options_are_suggested() {
    Project::new(PETS).run(&["codegen"]).exits(2).says("clientwright.toml").says("--spec").says("--out");
}

#[test]
fn the_crate_is_named_after_its_folder_by_default() {
    let project = Project::new(PETS);
    project.codegen().exits(0);
    assert!(project.read("pets/Cargo.toml").contains("name = \"pets\""));
    project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--name", "pets-client"]).exits(0);
    assert!(project.read("pets/Cargo.toml").contains("name = \"pets-client\""));
}

#[test]
fn an_invalid_crate_name_is_rejected() {
    let project = Project::new(PETS);
    for name in ["", "1pets", "pets client", "pets.client", "../pets", "fn", "pets\"", "ü"] {
        project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--name", name]).exits(2).says("--name");
    }
    project.run(&["codegen", "--spec", "api.yaml", "--out", "."]).exits(2).says("--name");
    assert_eq!(project.tree("").len(), 1);
}

const MEMBER: &str = "add \"crates/pets\" to `members`";

/// Returns the run that generates a crate inside a workspace.
fn output(manifest: &str) -> crate::support_cli::Run {
    let project = Project::new(PETS);
    project.write("Cargo.toml", manifest);
    project.run(&["codegen", "--spec", "api.yaml", "--out", "crates/pets"]).exits(0)
}

#[test]
fn a_workspace_without_the_crate_gets_the_line_to_add() {
    for manifest in [
        "[workspace]\n",
        "[workspace]\nmembers = ['other', 'crates/pet', 'crates/pets/inner', '*']\n",
        "[workspace]\nmembers = ['other']\nexclude = ['crates/pet']\n",
        "[package]\nname = 'root'\nversion = '0.1.0'\n[workspace]\n",
    ] {
        output(manifest).says(MEMBER).says("Cargo.toml");
    }
}

#[test]
fn a_workspace_that_has_or_excludes_the_crate_gets_no_note() {
    for manifest in [
        "[workspace]\nmembers = ['crates/*']\n",
        "[workspace]\nmembers = ['crates/pets']\n",
        "[workspace]\nmembers = ['./crates/pets/']\n",
        "[workspace]\nmembers = ['crates/p?ts']\n",
        "[workspace]\nexclude = ['crates']\n",
        "[workspace]\nexclude = ['crates/pets']\n",
        "[workspace]\nexclude = ['./crates/pets/']\n",
        "[package]\nname = 'no-workspace'\nversion = '0.1.0'\n",
        "this is [no toml\n",
    ] {
        output(manifest).lacks("note: ");
    }
}

#[test]
fn a_check_of_a_crate_in_a_workspace_without_it_succeeds() {
    let project = Project::new(PETS);
    project.write("Cargo.toml", "[workspace]\n");
    project.codegen().exits(0);
    project.check().exits(0);
}
