//! Symbolic links, through which nothing outside of the crate is changed.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::support_cli::{PETS, Project, same, without_houses};

#[test]
fn nothing_is_written_through_a_link_to_a_folder() {
    let project = Project::new(PETS);
    fs::create_dir_all(project.path("other")).unwrap();
    fs::create_dir_all(project.path("pets")).unwrap();
    symlink(project.path("other"), project.path("pets/src")).unwrap();

    project.codegen().exits(2).says("`pets/src` exists and was not generated");

    assert!(project.tree("other").is_empty());
}

#[test]
fn nothing_is_deleted_through_a_link_to_a_folder() {
    let project = Project::generated(PETS);
    project.edit("pets/names.lock", "    \"src/lib.rs\",\n", "    \"src/lib.rs\",\n    \"linked/mine.rs\",\n");
    project.write("other/mine.rs", "mine");
    symlink(project.path("other"), project.path("pets/linked")).unwrap();

    project.codegen().exits(0);

    assert_eq!(project.read("other/mine.rs"), "mine");
}

#[test]
fn a_link_to_a_file_is_replaced_and_its_target_is_kept() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    project.write("mine.rs", "mine");
    project.remove("pets/src/lib.rs");
    symlink(project.path("mine.rs"), project.path("pets/src/lib.rs")).unwrap();

    assert_eq!(project.check().exits(1).listed(), ["stale: pets/src/lib.rs"]);
    project.codegen().exits(0);

    assert_eq!(project.read("mine.rs"), "mine");
    assert!(!project.path("pets/src/lib.rs").is_symlink());
    same(&project.tree("pets"), &before, "");
}

#[test]
fn an_orphan_that_is_a_link_is_deleted_and_its_target_is_kept() {
    let project = Project::generated(PETS);
    project.write("mine.rs", "mine");
    project.remove("pets/src/types/houses.rs");
    symlink(project.path("mine.rs"), project.path("pets/src/types/houses.rs")).unwrap();
    project.write("api.yaml", without_houses());

    project.codegen().exits(0);

    assert!(!project.path("pets/src/types/houses.rs").is_symlink());
    assert_eq!(project.read("mine.rs"), "mine");
}

#[test]
fn nothing_is_written_through_a_link_in_place_of_a_temporary_file() {
    let project = Project::new(PETS);
    project.write("mine.txt", "mine");
    fs::create_dir_all(project.path("pets")).unwrap();
    symlink(project.path("mine.txt"), project.path("pets/.Cargo.toml.clientwright-new")).unwrap();

    project.codegen().exits(0);

    assert_eq!(project.read("mine.txt"), "mine");
    assert!(!project.path("pets/.Cargo.toml.clientwright-new").is_symlink());
    assert!(!project.path("pets/Cargo.toml").is_symlink());
}
