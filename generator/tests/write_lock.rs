//! `names.lock` files that were edited.

use crate::support_cli::{PETS, Project, same, without_houses};

#[test]
fn any_changed_byte_of_the_lock_is_detected() {
    let project = Project::generated(PETS);
    let lock = project.read("pets/names.lock").into_bytes();
    // All bytes of the names at the end, and samples of the list of files.
    let names = lock.len() - 160;
    for position in (0..names).step_by(29).chain(names..lock.len()) {
        let mut changed = lock.clone();
        changed[position] ^= 1;
        project.write("pets/names.lock", &changed);
        let run = project.check();
        let shown = String::from_utf8_lossy(&changed).into_owned();
        assert!(!run.listed().is_empty(), "byte {position} is not seen: {}\n{shown}", run.err);
        run.exits(1);
    }
}

#[test]
fn an_equivalent_but_reformatted_lock_is_stale() {
    let project = Project::generated(PETS);
    for (from, to) in [
        ("# Keep it", "# Keep  it"),
        ("version = 2", "version  = 2"),
        ("    \"Cargo.toml\",\n", "    'Cargo.toml',\n"),
        ("\n[errors]\n", "\n[errors]\n# none\n"),
    ] {
        project.codegen().exits(0);
        project.edit("pets/names.lock", from, to);
        assert_eq!(project.check().exits(1).listed(), ["stale: pets/names.lock"], "{to}");
    }
}

#[test]
fn changed_names_in_the_lock_make_their_files_stale() {
    for (from, to, file) in [
        ("\"GetPetResponse\"", "\"Animal\"", "stale: pets/src/types/pets.rs"),
        ("\"PetsExampleCom\"", "\"Production\"", "stale: pets/src/client.rs"),
    ] {
        let project = Project::generated(PETS);
        project.edit("pets/names.lock", from, to);
        let run = project.check().exits(1);
        assert!(run.listed().contains(&file), "{to}: {}", run.err);
    }
}

#[test]
fn an_entry_removed_from_the_list_of_files_is_stale() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    project.edit("pets/names.lock", "    \"src/lib.rs\",\n", "");
    assert_eq!(project.check().exits(1).listed(), ["stale: pets/names.lock"]);
    project.codegen().exits(0);
    same(&project.tree("pets"), &before, "");
}

#[test]
fn an_unreadable_lock_is_stale_and_rewritten_with_a_warning() {
    let project = Project::generated(PETS);
    let before = project.tree("pets");
    let version = project.read("pets/names.lock").replace("version = 2", "version = 99");
    let conflict = format!("<<<<<<< ours\n{}", project.read("pets/names.lock"));
    for text in [&b"nonsense ["[..], b"", b"\xff\xfe", b"version = 2\n", version.as_bytes(), conflict.as_bytes()] {
        project.write("pets/names.lock", text);
        let run = project.check().exits(1).says("warning[unreadable-lock]: `pets/names.lock` can't be read");
        assert_eq!(run.listed(), ["stale: pets/names.lock"]);
        assert_eq!(project.tree("pets")["names.lock"], text);
        project.codegen().exits(0).says("warning[unreadable-lock]: `pets/names.lock` can't be read");
        same(&project.tree("pets"), &before, "");
        project.check().exits(0).lacks("warning[");
    }
}

#[test]
fn nothing_outside_of_the_crate_is_deleted() {
    let project = Project::generated(PETS);
    let lock = project.read("pets/names.lock");
    project.write("precious.txt", "mine");
    let absolute = project.path("precious.txt").to_string_lossy().into_owned();
    for entry in ["../precious.txt", "src/../../precious.txt", "./../precious.txt", &absolute, "..\\precious.txt"] {
        let listed = format!("files = [\n    '{entry}',");
        project.write("pets/names.lock", lock.replace("files = [", &listed));
        project.check().exits(1).says("can't be read");
        project.codegen().exits(0).says("can't be read");
        assert_eq!(project.read("precious.txt"), "mine", "{entry}");
        assert_eq!(project.read("pets/names.lock"), lock);
    }
}

#[test]
fn files_of_an_unreadable_lock_are_not_deleted() {
    let project = Project::generated(PETS);
    project.edit("pets/names.lock", "version = 2", "version = two");
    project.write("api.yaml", without_houses());
    project.codegen().exits(0);
    assert!(project.path("pets/src/types/houses.rs").is_file());
    project.check().exits(0);
}

#[test]
fn a_name_in_the_lock_is_kept_if_its_schema_changes() {
    let project = Project::generated(PETS);
    project.edit("pets/names.lock", "\"GetPetResponse\"", "\"Animal\"");
    project.codegen().exits(0);
    project.edit("api.yaml", "minLength: 1", "minLength: 2");
    project.codegen().exits(0);
    assert!(project.read("pets/src/types/pets.rs").contains("pub struct Animal"));
    assert!(project.read("pets/names.lock").contains("= \"Animal\""));
}

#[test]
fn invalid_names_in_the_lock_are_chosen_anew() {
    for name in ["not a name", " Spaced", "Spaced ", "A/**/", "", "fn", "Self", "1st", "a-b", "ListHousesResponse"] {
        let project = Project::generated(PETS);
        let whole = project.tree("pets");
        project.edit("pets/names.lock", "\"GetPetResponse\"", &format!("\"{name}\""));
        project.check().exits(1).lacks("panicked");
        project.codegen().exits(0).lacks("panicked");
        same(&project.tree("pets"), &whole, name);
    }
}

#[test]
fn invalid_server_names_in_the_lock_are_chosen_anew() {
    for name in ["not a name", "Spaced ", "", "fn", "Self", "1st"] {
        let project = Project::generated(PETS);
        let whole = project.tree("pets");
        project.edit("pets/names.lock", "\"PetsExampleCom\"", &format!("\"{name}\""));
        project.codegen().exits(0).lacks("panicked");
        same(&project.tree("pets"), &whole, name);
    }
}

#[test]
fn a_server_in_the_lock_keeps_its_name_when_a_new_one_ahead_of_it_would_have_it() {
    let project = Project::generated(PETS);
    project.edit("pets/names.lock", "\"PetsExampleCom\"", "\"Production\"");
    project.codegen().exits(0);
    let new = "servers:\n  - url: https://new.example.com\n    description: Production\n";
    project.edit("api.yaml", "servers:\n", new);
    project.codegen().exits(0);
    assert!(project.read("pets/names.lock").contains("\"https://pets.example.com\" = \"Production\""));
    project.check().exits(0);
}

#[test]
fn servers_of_one_address_or_one_description_are_named_alike_in_every_run() {
    let servers = "servers:
  - {url: 'https://a.example.com', description: Production}
  - {url: 'https://b.example.com', description: Production}
  - {url: 'https://a.example.com', description: Staging}
";
    let project = Project::generated(&PETS.replace("servers:\n", servers));
    project.check().exits(0);
    let before = project.tree("pets");
    project.codegen().exits(0).says("up to date");
    same(&project.tree("pets"), &before, "");
}

#[test]
fn a_folder_that_the_lock_lists_is_kept() {
    let project = Project::generated(PETS);
    let whole = project.tree("pets");
    project.edit("pets/names.lock", "files = [", "files = [\n    \"src\",\n    \"src/types\",");
    assert_eq!(project.check().exits(1).listed(), ["stale: pets/names.lock"]);
    project.codegen().exits(0);
    same(&project.tree("pets"), &whole, "");
}

#[cfg(unix)]
#[test]
fn a_link_that_the_lock_lists_is_removed_and_its_target_is_kept() {
    let project = Project::generated(PETS);
    project.write("precious.txt", "mine");
    std::os::unix::fs::symlink(project.path("precious.txt"), project.path("pets/link")).expect("a link");
    project.edit("pets/names.lock", "files = [", "files = [\n    \"link\",");
    project.codegen().exits(0);
    assert!(!project.path("pets/link").exists());
    assert_eq!(project.read("precious.txt"), "mine");
}
