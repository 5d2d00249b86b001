//! `codegen --check`: differences that it detects, without writing anything.

use crate::support_cli::{PETS, Project, same, without_houses};

#[test]
fn a_fresh_crate_is_up_to_date_and_a_check_writes_nothing() {
    let project = Project::generated(PETS);
    project.age("");
    let before = project.tree("");
    let run = project.check().exits(0).says("up to date");
    assert_eq!(run.listed(), Vec::<&str>::new());
    same(&project.tree(""), &before, "");
    assert_eq!(project.younger(""), Vec::<String>::new());
}

#[test]
fn a_check_without_a_crate_lists_all_files_and_creates_no_folder() {
    let project = Project::new(PETS);
    let run = project.check().exits(1);
    assert!(run.listed().contains(&"missing: pets/src/lib.rs"), "{}", run.err);
    assert!(run.listed().contains(&"missing: pets/names.lock"), "{}", run.err);
    assert!(!project.path("pets").exists());
}

#[test]
fn a_changed_byte_in_any_file_is_stale_and_named() {
    let project = Project::generated(PETS);
    let files = project.tree("pets");
    assert!(files.len() > 20, "{:?}", files.keys());
    for (path, text) in files {
        let mut changed = text.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        let path = format!("pets/{path}");
        project.write(&path, &changed);
        let run = project.check().exits(1);
        assert!(run.listed().contains(&format!("stale: {path}").as_str()), "{path}: {}", run.err);
        assert_eq!(project.tree("")[&path], changed, "{path} was written by a check");
        project.write(&path, text);
    }
    project.check().exits(0);
}

#[test]
fn a_byte_more_or_less_at_the_end_of_a_file_is_stale() {
    let project = Project::generated(PETS);
    let text = project.read("pets/src/lib.rs");
    for changed in [format!("{text}\n"), text.trim_end().to_owned(), text.replace('\n', "\r\n"), String::new()] {
        project.write("pets/src/lib.rs", changed);
        assert_eq!(project.check().exits(1).listed(), ["stale: pets/src/lib.rs"]);
    }
}

#[test]
fn a_stale_file_is_printed_with_a_diff_and_the_command_to_run() {
    let project = Project::generated(PETS);
    project.edit("pets/src/operations/houses.rs", "pub fn list_houses", "pub fn list_huts");
    let run = project.check().exits(1);
    let run = run.says("-    pub fn list_huts").says("+    pub fn list_houses");
    assert_eq!(run.listed(), ["stale: pets/src/operations/houses.rs"]);
    run.says("run `clientwright codegen --spec api.yaml --out pets`");
}

#[test]
fn the_suggested_command_is_quoted() {
    let project = Project::new(PETS);
    project.write("my api's.yaml", PETS);
    let run = project.run(&["codegen", "--check", "--spec", "my api's.yaml", "--out", "the pets", "--name", "pets"]);
    let run = run.exits(1);
    let command = run.err.split('`').rfind(|text| text.starts_with("clientwright codegen")).expect("a command");
    let binary = env!("CARGO_BIN_EXE_clientwright");
    let script = command.replacen("clientwright", &format!("'{binary}'"), 1);
    let mut shell = std::process::Command::new("sh");
    let output = shell.current_dir(project.path("")).args(["-c", &script]).output().expect("a shell");
    assert!(output.status.success(), "{command}: {output:?}");
    assert!(project.path("the pets/src/lib.rs").is_file(), "{command}");
}

#[test]
fn a_long_diff_is_truncated() {
    let project = Project::generated(PETS);
    let text = project.read("pets/src/runtime/client.rs");
    project.write("pets/src/runtime/client.rs", text.replace('\n', " \n"));
    let run = project.check().exits(1).says("more lines");
    assert!(run.err.lines().count() < 40, "{}", run.err);
}

#[test]
fn a_binary_file_is_stale() {
    let project = Project::generated(PETS);
    project.write("pets/src/lib.rs", [0xff, 0xfe, 0x00]);
    assert_eq!(project.check().exits(1).listed(), ["stale: pets/src/lib.rs"]);
}

#[test]
fn a_missing_file_is_listed_and_written() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    project.remove("pets/src/types/houses.rs");
    assert_eq!(project.check().exits(1).listed(), ["missing: pets/src/types/houses.rs"]);
    project.codegen().exits(0).says("1 file written");
    same(&project.tree("pets"), &before, "");
}

#[test]
fn a_missing_lock_is_listed_and_written() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    project.remove("pets/names.lock");
    assert_eq!(project.check().exits(1).listed(), ["missing: pets/names.lock"]);
    project.codegen().exits(0);
    same(&project.tree("pets"), &before, "");
}

#[test]
fn orphans_are_listed_but_not_deleted_by_a_check() {
    let project = Project::generated(PETS);
    project.write("api.yaml", without_houses());
    let before = project.tree("");
    let run = project.check().exits(1);
    assert!(run.listed().contains(&"orphaned: pets/src/types/houses.rs"), "{}", run.err);
    assert!(run.listed().contains(&"orphaned: pets/src/operations/houses.rs"), "{}", run.err);
    same(&project.tree(""), &before, "");
}

#[test]
fn a_changed_document_makes_the_affected_files_stale() {
    let project = Project::generated(PETS);
    project.edit("api.yaml", "minLength: 1", "minLength: 2");
    let run = project.check().exits(1);
    assert!(run.listed().contains(&"stale: pets/src/types/pets.rs"), "{}", run.err);
}
