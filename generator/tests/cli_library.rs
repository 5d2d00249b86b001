//! The commands as `cargo xtask` runs them: as a library, for another than the current folder.

use std::ffi::{OsStr, OsString};

use crate::support_cli::{PETS, Project};
use clientwright::cli::{self, Env};

/// A project with a document and a target.
fn project() -> Project {
    let project = Project::new(PETS);
    project.write("clientwright.toml", "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets'\n");
    project
}

/// Runs a command; returns its status, standard output and standard error.
fn run(project: &Project, arguments: &[&str], color: bool) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Env { out: &mut out, err: &mut err, color, name: "cargo xtask", folder: project.path("") };
    let status = cli::run(arguments.iter().map(OsString::from), &mut io).unwrap();
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn the_targets_of_a_folder_are_generated_from_anywhere() {
    let project = project();

    let (status, _, err) = run(&project, &["codegen"], false);

    assert_eq!(status, 0, "{err}");
    assert!(project.path("pets/Cargo.toml").is_file());
}

#[test]
fn the_suggested_command_is_what_the_user_typed() {
    let (status, _, err) = run(&project(), &["codegen", "--check"], false);

    assert_eq!(status, 1);
    assert!(err.contains("run `cargo xtask codegen` to "), "{err}");
}

#[test]
fn an_unknown_command_prints_the_usage() {
    let (status, out, err) = run(&project(), &["publish"], false);

    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("Usage: cargo xtask <COMMAND>"), "{err}");
}

#[test]
fn the_suggested_command_is_printed_if_another_target_fails() {
    let project = project();
    let config = project.read("clientwright.toml");
    project.write(
        "clientwright.toml",
        format!("{config}\n{}", config.replace("api.yaml", "no.yaml").replace("pets", "cats")),
    );

    let (status, _, err) = run(&project, &["codegen", "--check"], false);

    assert_eq!(status, 2);
    assert!(err.contains("run `cargo xtask codegen` to "), "{err}");
}

#[test]
fn colours_are_used_if_enabled() {
    let project = project();
    project.edit("api.yaml", "minLength", "minLenght");

    let (_, _, err) = run(&project, &["codegen"], true);

    assert!(err.contains("\u{1b}["), "{err}");
}

#[test]
fn colours_are_enabled_on_a_terminal() {
    assert!(cli::wants_color(true, None));
    assert!(cli::wants_color(true, Some(OsStr::new(""))));
}

#[test]
fn colours_are_disabled_for_a_pipe_or_by_no_color() {
    assert!(!cli::wants_color(false, None));
    assert!(!cli::wants_color(true, Some(OsStr::new("1"))));
}
