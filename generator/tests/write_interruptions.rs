//! A run after an interrupted one, if the document was changed again in between.

use crate::support_cli::{PETS, Project, same, without_houses};

/// A generated file without the mark in its first line.
const RUNTIME: &str = "src/runtime/client/call.rs";

/// A project whose second run, for a document with houses, was interrupted before names.lock was renamed.
///
/// That run renamed a runtime file that the first one did not have, as after an update of Clientwright.
fn interrupted() -> Project {
    let project = Project::generated(PETS);
    let new = project.read("pets/names.lock");
    project.write("api.yaml", without_houses());
    project.codegen().exits(0);
    project.edit("pets/names.lock", &format!("    \"{RUNTIME}\",\n"), "");
    project.write("pets/.names.lock.clientwright-new", new);
    project
}

#[test]
fn a_file_that_it_renamed_is_overwritten() {
    let project = interrupted();
    project.write(&format!("pets/{RUNTIME}"), "// from another version\n");

    project.codegen().exits(0);

    same(&project.tree("pets"), &Project::generated(&without_houses()).tree("pets"), "");
}

#[test]
fn a_file_that_it_renamed_is_deleted_if_no_longer_generated() {
    let project = interrupted();
    project.write("pets/src/types/houses.rs", "// renamed by the interrupted run\n");

    let run = project.check().exits(1);
    assert!(run.listed().contains(&"orphaned: pets/src/types/houses.rs"), "{}", run.err);
    project.codegen().exits(0);

    same(&project.tree("pets"), &Project::generated(&without_houses()).tree("pets"), "");
}

#[test]
fn its_temporary_file_is_deleted_if_no_longer_generated() {
    let project = interrupted();
    project.write("pets/src/types/.houses.rs.clientwright-new", "half a fi");

    let run = project.check().exits(1);
    assert!(run.listed().contains(&"orphaned: pets/src/types/.houses.rs.clientwright-new"), "{}", run.err);
    project.codegen().exits(0);

    same(&project.tree("pets"), &Project::generated(&without_houses()).tree("pets"), "");
}

#[test]
fn its_incomplete_lock_is_ignored() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    let lock = project.read("pets/names.lock");
    project.write("pets/.names.lock.clientwright-new", &lock[..lock.len() / 2]);
    project.write("pets/src/mine.rs", "mine");

    assert_eq!(project.check().exits(1).listed(), ["orphaned: pets/.names.lock.clientwright-new"]);
    project.codegen().exits(0);
    project.remove("pets/src/mine.rs");

    same(&project.tree("pets"), &before, "");
}

#[test]
fn files_in_a_lock_with_merge_conflicts_are_overwritten() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    project.edit("pets/names.lock", "[types]", "<<<<<<< ours\n=======\n>>>>>>> theirs\n[types]");
    project.write(&format!("pets/{RUNTIME}"), "// from another version\n");

    project.codegen().exits(0).says("[unreadable-lock]");

    same(&project.tree("pets"), &before, "");
}
