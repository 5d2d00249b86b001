//! Names and bytes that stay: the same document makes the same crate, in whatever order it is written, and a later revision renames
//! nothing that stays.

use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use clientwright::{Generated, Lock, generate};
use serde_json::{Map, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document() -> PathBuf {
    root().join("spec/infisical.yaml")
}

fn generated(spec: &Path, lock: Option<&Lock>) -> Generated {
    let target = Target {
        spec: spec.to_owned(),
        out: "unused".into(),
        name: "infisical-client".to_owned(),
        ..Target::default()
    };
    let mut diagnostics = Diagnostics::default();
    generate(&target, lock, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// Writes the document with the members of some objects the other way round, and returns its path.
fn reordered(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string(document()).expect("the document");
    let mut tree: Value = serde_yaml::from_str(&text).expect("YAML");
    reverse(tree.get_mut("paths").expect("paths"));
    for item in tree.get_mut("paths").and_then(Value::as_object_mut).expect("paths").values_mut() {
        reverse(item);
    }
    let path = folder.join("reordered.json");
    std::fs::write(&path, serde_json::to_vec(&tree).expect("JSON")).expect("a file");
    path
}

fn reverse(object: &mut Value) {
    let members = object.as_object_mut().expect("an object");
    let reversed: Map<String, Value> = std::mem::take(members).into_iter().rev().collect();
    *members = reversed;
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let (one, other) = (generated(&document(), None), generated(&document(), None));
    assert_eq!(one.files, other.files);
    assert_eq!(one.lock.print(), other.lock.print());
}

#[test]
fn generating_with_its_own_lock_changes_nothing() {
    let first = generated(&document(), None);
    let second = generated(&document(), Some(&first.lock));
    assert_eq!(first.files, second.files);
    assert_eq!(first.lock, second.lock);
}

#[test]
fn the_order_of_paths_and_methods_says_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (generated(&document(), None), generated(&reordered(folder.path()), None));
    assert_eq!(one.files, other.files);
    assert_eq!(one.lock, other.lock);
}

#[test]
fn a_later_revision_renames_nothing_that_stays() {
    let before = generated(&root().join("tests/infisical.previous.yaml"), None);
    let after = generated(&document(), Some(&before.lock));
    for (place, name) in &before.lock.types {
        if let Some(now) = after.lock.types.get(place) {
            assert_eq!(now, name, "{place}");
        }
    }
    assert_eq!(before.lock.errors.get("updateJwtAuth"), after.lock.errors.get("updateJwtAuth"));
}

#[test]
fn an_operation_that_goes_and_comes_back_renames_nothing_else() {
    let before = generated(&document(), None);
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(document()).expect("the document");
    let mut tree: Value = serde_yaml::from_str(&text).expect("YAML");
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut).expect("paths");
    paths.shift_remove("/api/v1/auth/kubernetes-auth/identities/{identityId}").expect("the path");
    let path = folder.path().join("fewer.json");
    std::fs::write(&path, serde_json::to_vec(&tree).expect("JSON")).expect("a file");
    let without = generated(&path, Some(&before.lock));
    for (place, name) in &without.lock.types {
        assert_eq!(before.lock.types.get(place), Some(name), "{place}");
    }
    let again = generated(&document(), Some(&without.lock));
    for (place, name) in &without.lock.types {
        assert_eq!(again.lock.types.get(place), Some(name), "{place}");
    }
}

#[test]
fn the_figures_of_the_crate_hold() {
    let generated = generated(&document(), None);
    assert_eq!(generated.summary.operations, 20);
    assert!(generated.summary.types <= 45, "{} types", generated.summary.types);
    let errors: std::collections::BTreeSet<&String> = generated.lock.errors.values().collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let own = generated.files.iter().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"));
    let lines: usize = own.map(|(_, text)| text.lines().count()).sum();
    assert!(lines < 4000, "{lines} lines");
}

#[test]
fn updating_jwt_auth_chooses_by_configuration_type() {
    let generated = generated(&document(), None);
    let types = &generated.lock.types;
    assert_eq!(types.get("updateJwtAuth request").map(String::as_str), Some("UpdateJwtAuthRequest"));
    assert_eq!(types.get("updateJwtAuth request<jwks>").map(String::as_str), Some("UpdateJwtAuthJwks"));
    assert_eq!(types.get("updateJwtAuth request<static>").map(String::as_str), Some("UpdateJwtAuthStatic"));
}
