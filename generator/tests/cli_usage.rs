//! The command line itself, and what a crate's workspace is told.

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
fn the_help_of_codegen_tells_the_exit_statuses() {
    let run = Project::new(PETS).run(&["codegen", "--help"]).exits(0);
    assert!(run.out.contains("Exit status"), "{}", run.out);
}

#[test]
fn misuse_is_a_failure_told_on_standard_error() {
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
fn a_spec_without_an_out_says_which_option_lacks() {
    Project::new(PETS).run(&["codegen", "--spec", "api.yaml"]).exits(2).says("--out <FOLDER>");
}

#[test]
fn without_a_target_the_user_is_told_how_to_name_one() {
    Project::new(PETS).run(&["codegen"]).exits(2).says("clientwright.toml").says("--spec").says("--out");
}

#[test]
fn the_name_of_the_folder_is_that_of_the_crate_unless_another_is_given() {
    let project = Project::new(PETS);
    project.codegen().exits(0);
    assert!(project.read("pets/Cargo.toml").contains("name = \"pets\""));
    project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--name", "pets-client"]).exits(0);
    assert!(project.read("pets/Cargo.toml").contains("name = \"pets-client\""));
}

#[test]
fn a_name_that_no_crate_may_have_is_refused() {
    let project = Project::new(PETS);
    for name in ["", "1pets", "pets client", "pets.client", "../pets", "fn", "pets\"", "ü"] {
        project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--name", name]).exits(2).says("--name");
    }
    project.run(&["codegen", "--spec", "api.yaml", "--out", "."]).exits(2).says("--name");
    assert_eq!(project.tree("").len(), 1);
}

const MEMBER: &str = "add \"crates/pets\" to `members`";

/// What is said when the crate is made inside a workspace.
fn said(manifest: &str) -> crate::support_cli::Run {
    let project = Project::new(PETS);
    project.write("Cargo.toml", manifest);
    project.run(&["codegen", "--spec", "api.yaml", "--out", "crates/pets"]).exits(0)
}

#[test]
fn a_workspace_that_lacks_the_crate_is_told_the_line_to_add() {
    for manifest in [
        "[workspace]\n",
        "[workspace]\nmembers = ['other', 'crates/pet', 'crates/pets/inner', '*']\n",
        "[workspace]\nmembers = ['other']\nexclude = ['crates/pet']\n",
        "[package]\nname = 'root'\nversion = '0.1.0'\n[workspace]\n",
    ] {
        said(manifest).says(MEMBER).says("Cargo.toml");
    }
}

#[test]
fn a_workspace_that_has_or_excludes_the_crate_is_told_nothing() {
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
        said(manifest).lacks("note: ");
    }
}

#[test]
fn a_check_of_a_crate_in_a_workspace_that_lacks_it_is_no_failure() {
    let project = Project::new(PETS);
    project.write("Cargo.toml", "[workspace]\n");
    project.codegen().exits(0);
    project.check().exits(0);
}
