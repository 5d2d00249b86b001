//! Errors in the folder or the arguments, which are reported as diagnostics.

use crate::support_cli::{PETS, Project};
use serde_json::Value;

/// Returns the only JSON object that a run prints.
fn message(project: &Project, arguments: &[&str], status: i32) -> Value {
    let run = project.run(&[&["codegen", "--message-format", "json"], arguments].concat()).exits(status);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
}

const TARGET: &[&str] = &["--spec", "api.yaml", "--out", "pets"];

#[test]
fn a_file_that_was_not_generated_is_an_error() {
    let project = Project::new(PETS);
    project.write("pets/Cargo.toml", "mine");

    let message = message(&project, TARGET, 2);

    assert_eq!((&message["severity"], &message["code"]), (&"error".into(), &"file-in-the-way".into()));
    assert_eq!([&message["file"], &message["line"], &message["column"]], [&Value::Null; 3]);
}

#[test]
fn a_check_reports_a_file_that_was_not_generated() {
    let project = Project::new(PETS);
    project.write("pets/Cargo.toml", "mine");

    project.check().exits(2).says("`pets/Cargo.toml` exists and was not generated").lacks("run `");
}

#[test]
fn a_folder_that_cannot_be_created_is_an_error() {
    let project = Project::new(PETS);
    project.write("pets", "a file");

    assert_eq!(message(&project, TARGET, 2)["code"], "unusable-folder");
}

#[test]
fn a_project_without_targets_is_an_error() {
    assert_eq!(message(&Project::new(PETS), &[], 2)["code"], "no-config");
}

#[test]
fn a_folder_whose_name_is_no_crate_name_is_an_error() {
    let message = message(&Project::new(PETS), &["--spec", "api.yaml", "--out", "my pets"], 2);

    assert_eq!(message["code"], "bad-name");
    assert!(message["help"].as_str().is_some_and(|help| help.contains("--name")), "{message}");
}

#[test]
fn an_unreadable_lock_is_a_warning_with_its_position() {
    let project = Project::generated(PETS);
    project.write("pets/names.lock", "version = 1\nfiles = oops\n");

    let message = message(&project, TARGET, 0);

    assert_eq!((&message["severity"], &message["code"]), (&"warning".into(), &"unreadable-lock".into()));
    assert_eq!(message["file"], "pets/names.lock");
    assert_eq!((&message["line"], &message["column"]), (&2.into(), &9.into()));
}

#[test]
fn an_unreadable_lock_is_printed_as_it_was_found() {
    let project = Project::generated(PETS);
    project.write("pets/names.lock", "version = 1\nfiles = oops\n");

    project.codegen().exits(0).says("2 | files = oops\n  |         ^\n");
}

#[test]
fn all_problems_of_a_configuration_are_reported_in_one_run() {
    let project = Project::new(PETS);
    let target = "[[target]]\nspec = 'api.yaml'\nout = 'pets'\nname = 'no name'\n";
    project.write("clientwright.toml", target.repeat(2));

    let run = project.run(&["codegen"]).exits(2);

    let heads = run.err.lines().filter_map(|line| line.split_once(": error[")).map(|(place, _)| place);
    assert_eq!(heads.collect::<Vec<_>>(), ["clientwright.toml:1:1", "clientwright.toml:5:1", "clientwright.toml:5:1"]);
}

#[test]
fn a_long_line_is_truncated_around_the_column() {
    let long = "x".repeat(100_000);
    let info = format!(r#"{{"title":"{long}","version":"1","foo":1,"description":"{long}"}}"#);
    let document = format!(r#"{{"openapi":"3.0.3","info":{info},"paths":{{}}}}"#);
    let column = document.find("\"foo\"").expect("it has the keyword") + 1;

    let run = Project::new(&document).check();

    let run = run.says(&format!("api.yaml:1:{column}: warning[unknown-keyword]")).says("\"foo\":1");

    assert!(run.err.lines().all(|line| line.chars().count() < 200), "a line is drawn in full");
}
