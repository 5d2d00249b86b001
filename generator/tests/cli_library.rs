//! The commands as `cargo xtask` runs them: from the library, for a folder that is not the current one.

use std::ffi::{OsStr, OsString};

use crate::support_cli::{PETS, Project};
use clientwright::cli::{self, Env};

/// A project with a document and a target.
fn project() -> Project {
    let project = Project::new(PETS);
    project.write("clientwright.toml", "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'pets'\n");
    project
}

/// Runs a command; returns its status, and what it printed for machines and for people.
fn run(project: &Project, arguments: &[&str], color: bool) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Env { out: &mut out, err: &mut err, color, name: "cargo xtask", folder: project.path("") };
    let status = cli::run(arguments.iter().map(OsString::from), &mut io).unwrap();
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn the_targets_of_a_folder_are_made_from_anywhere() {
    let project = project();

    let (status, _, err) = run(&project, &["codegen"], false);

    assert_eq!(status, 0, "{err}");
    assert!(project.path("pets/Cargo.toml").is_file());
}

#[test]
fn the_command_that_mends_is_what_the_user_typed() {
    let (status, _, err) = run(&project(), &["codegen", "--check"], false);

    assert_eq!(status, 1);
    assert!(err.contains("run `cargo xtask codegen` to "), "{err}");
}

#[test]
fn an_unknown_command_shows_the_usage_of_what_the_user_typed() {
    let (status, out, err) = run(&project(), &["publish"], false);

    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("Usage: cargo xtask <COMMAND>"), "{err}");
}

#[test]
fn the_command_that_mends_is_told_though_another_target_fails() {
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
fn colours_are_shown_where_they_are_wanted() {
    let project = project();
    project.edit("api.yaml", "minLength", "minLenght");

    let (_, _, err) = run(&project, &["codegen"], true);

    assert!(err.contains("\u{1b}["), "{err}");
}

#[test]
fn a_terminal_wants_colours() {
    assert!(cli::wants_color(true, None));
    assert!(cli::wants_color(true, Some(OsStr::new(""))));
}

#[test]
fn a_pipe_or_no_color_wants_none() {
    assert!(!cli::wants_color(false, None));
    assert!(!cli::wants_color(true, Some(OsStr::new("1"))));
}
