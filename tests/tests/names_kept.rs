//! Names and bytes that stay: the same document makes the same crate, in whatever order it is
//! written, and a later revision renames nothing that stays.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use clientwright::{Generated, Lock, generate};
use serde_yaml::Value;

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
    for part in ["paths", "components"] {
        let part = tree.get_mut(part).expect("a part");
        reverse(part);
        for (_, inner) in part.as_mapping_mut().expect("an object") {
            reverse(inner);
        }
    }
    reverse(&mut tree);
    let path = folder.join("reordered.yaml");
    let reordered = serde_yaml::to_string(&tree).expect("YAML");
    assert!(reordered.find("universal-auth") < reordered.find("kubernetes-auth"), "the order is the same");
    std::fs::write(&path, reordered).expect("a file");
    path
}

fn reverse(object: &mut Value) {
    let members = object.as_mapping_mut().expect("an object");
    let mut reversed: Vec<(Value, Value)> = std::mem::take(members).into_iter().collect();
    reversed.reverse();
    members.extend(reversed);
}

/// Asserts that each place in both has one name, and that at least `least` places are in both.
fn assert_kept(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>, least: usize) {
    let stays: Vec<_> = before.iter().filter_map(|(place, name)| Some((place, name, after.get(place)?))).collect();
    assert!(stays.len() >= least, "{stays:?}");
    for (place, name, now) in stays {
        assert_eq!(now, name, "{place}");
    }
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
fn the_order_of_paths_methods_and_components_is_irrelevant() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (generated(&document(), None), generated(&reordered(folder.path()), None));
    assert_eq!(one.files, other.files);
    assert_eq!(one.lock, other.lock);
}

#[test]
fn a_later_revision_renames_nothing_that_stays() {
    let before = generated(&root().join("tests/infisical.previous.yaml"), None);
    let after = generated(&document(), Some(&before.lock));
    assert_kept(&before.lock.types, &after.lock.types, 20);
    assert_kept(&before.lock.errors, &after.lock.errors, 4);
    assert_kept(&before.lock.servers, &after.lock.servers, 3);
}

#[test]
fn an_operation_that_goes_and_comes_back_renames_nothing_else() {
    let before = generated(&document(), None);
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(document()).expect("the document");
    let mut tree: Value = serde_yaml::from_str(&text).expect("YAML");
    let paths = tree.get_mut("paths").and_then(Value::as_mapping_mut).expect("paths");
    paths.remove("/api/v1/auth/kubernetes-auth/identities/{identityId}").expect("the path");
    let path = folder.path().join("fewer.yaml");
    std::fs::write(&path, serde_yaml::to_string(&tree).expect("YAML")).expect("a file");
    let without = generated(&path, Some(&before.lock));
    assert!(!without.lock.types.contains_key("attachKubernetesAuth request"), "the operation is still there");
    assert_kept(&before.lock.types, &without.lock.types, 20);
    let again = generated(&document(), Some(&without.lock));
    assert_kept(&without.lock.types, &again.lock.types, without.lock.types.len());
    assert_kept(&before.lock.types, &again.lock.types, 20);
}

#[test]
fn updating_jwt_auth_chooses_by_configuration_type() {
    let generated = generated(&document(), None);
    let types = &generated.lock.types;
    assert_eq!(types.get("updateJwtAuth request").map(String::as_str), Some("UpdateJwtAuthRequest"));
    assert_eq!(types.get("updateJwtAuth request<jwks>").map(String::as_str), Some("UpdateJwtAuthJwks"));
    assert_eq!(types.get("updateJwtAuth request<static>").map(String::as_str), Some("UpdateJwtAuthStatic"));
}
