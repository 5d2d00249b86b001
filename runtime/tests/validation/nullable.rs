use clientwright_runtime::validation::nullable::Nullable;
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Patch {
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    gateway: Nullable<String>,
}

fn round(json: &str) -> String {
    serde_json::to_string(&serde_json::from_str::<Patch>(json).expect("is a patch")).expect("is JSON")
}

#[test]
fn the_three_states_survive_a_round() {
    assert_eq!(round("{}"), "{}");
    assert_eq!(round("{\"gateway\":null}"), "{\"gateway\":null}");
    assert_eq!(round("{\"gateway\":\"g\"}"), "{\"gateway\":\"g\"}");
}

#[test]
fn absent_is_the_default_and_reads_as_null_where_it_is_written() {
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
    assert_eq!(serde_json::to_string(&Nullable::<i64>::Absent).expect("is JSON"), "null");
}

#[test]
fn values_and_options_convert() {
    assert_eq!(Nullable::from(1), Nullable::Value(1));
    assert_eq!(Nullable::from(Some(1)), Nullable::Value(1));
    assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
    assert_eq!(Nullable::Value(1).into_option(), Some(1));
    assert_eq!(Nullable::<i64>::Null.into_option(), None);
}

#[test]
fn states_are_told_apart() {
    let (absent, null, value) = (Nullable::<i64>::Absent, Nullable::<i64>::Null, Nullable::Value(1));
    assert!(absent.is_absent() && !absent.is_null());
    assert!(null.is_null() && !null.is_absent());
    assert!(!value.is_absent() && !value.is_null());
    assert!(absent < null && null < value);
}

#[test]
fn map_changes_a_value_only() {
    assert_eq!(Nullable::Value(1).map(|one| one + 1), Nullable::Value(2));
    assert_eq!(Nullable::<i64>::Null.map(|one| one + 1), Nullable::Null);
    assert_eq!(Nullable::<i64>::Absent.as_ref().map(|one| one + 1), Nullable::Absent);
}
