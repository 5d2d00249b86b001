use std::collections::BTreeMap;

use clientwright_runtime::validation::nullable::Nullable;
use clientwright_runtime::validation::object_reader::{self, present};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

#[derive(Debug, PartialEq)]
struct Open {
    name: String,
    age: Option<u8>,
    free: Option<Value>,
    nick: Nullable<String>,
    rest: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object_reader::read(deserializer, |mut members| {
            members.skip("kind");
            Ok(Self {
                name: members.required("name")?,
                age: members.optional("age")?,
                free: members.present("free")?,
                nick: members.nullable("nick")?,
                rest: members.additional_properties()?,
            })
        })
    }
}

fn read(json: &str) -> Result<Open, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn unknown_members_are_kept() {
    let open = read(r#"{"name":"a","kind":"k","big":12345678901234567890,"x":{"y":[1.5]}}"#).expect("is open");
    assert_eq!(Value::from_iter(open.rest), json!({ "big": 12_345_678_901_234_567_890_u64, "x": { "y": [1.5] } }));
}

#[test]
fn absent_and_null_are_told_apart_where_that_matters() {
    let absent = read(r#"{"name":"a"}"#).expect("is open");
    assert_eq!((absent.age, absent.free, absent.nick), (None, None, Nullable::Absent));
    let null = read(r#"{"name":"a","age":null,"free":null,"nick":null}"#).expect("is open");
    assert_eq!((null.age, null.free, null.nick), (None, Some(Value::Null), Nullable::Null));
}

#[test]
fn values_are_decoded() {
    let open = read(r#"{"name":"a","age":7,"free":[1],"nick":"n"}"#).expect("is open");
    assert_eq!((open.age, open.free, open.nick), (Some(7), Some(json!([1])), Nullable::Value("n".to_owned())));
}

#[test]
fn a_missing_property_is_named() {
    assert!(read("{}").expect_err("the name is missing").starts_with("missing field `name`"));
}

#[test]
fn a_misfit_is_told_by_its_place_and_without_its_value() {
    let error = read(r#"{"name":{"secret":1}}"#).expect_err("the name is no string");
    assert!(error.starts_with("invalid value at `name`, expected a string"), "{error}");
    let error = read(r#"{"name":"a","nick":["hunter2"]}"#).expect_err("the nick is no string");
    assert!(error.starts_with("invalid value at `nick`") && !error.contains("hunter2"), "{error}");
}

#[test]
fn places_of_misfits_join() {
    #[derive(Debug)]
    struct Outer;
    impl<'de> Deserialize<'de> for Outer {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object_reader::read(deserializer, |mut members| members.required::<Vec<Open>>("all").map(|_| Self))
        }
    }
    let error = |json: &str| serde_json::from_str::<Outer>(json).expect_err("does not fit").to_string();
    assert!(
        error(r#"{"all":[{"name":"a"},{"name":1}]}"#).starts_with("invalid value at `all[1].name`, expected a string")
    );
    assert!(error(r#"{"all":[{}]}"#).starts_with("missing field `all[0].name`"));
}

#[test]
fn only_an_object_has_members() {
    assert!(read("[1]").is_err() && read("1").is_err() && read("null").is_err());
}

#[test]
fn members_are_read_from_values_too() {
    let open = serde_json::from_value::<Open>(json!({ "name": "a", "n": 1.5 })).expect("is open");
    assert_eq!(open.rest, BTreeMap::from([("n".to_owned(), json!(1.5))]));
}

#[test]
fn an_explicit_null_of_a_free_member_stays() {
    #[derive(Deserialize)]
    struct Free {
        #[serde(default, deserialize_with = "present")]
        metadata: Option<Value>,
    }
    let read = |json: &str| serde_json::from_str::<Free>(json).expect("is free").metadata;
    assert_eq!(read("{}"), None);
    assert_eq!(read("{\"metadata\":null}"), Some(Value::Null));
    assert_eq!(read("{\"metadata\":1}"), Some(json!(1)));
}

/// An object with additional properties within another one, and so on.
#[derive(Debug)]
struct Nested {
    next: Option<Box<Self>>,
    rest: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object_reader::read(deserializer, |mut members| {
            Ok(Self { next: members.optional("next")?, rest: members.additional_properties()? })
        })
    }
}

impl Nested {
    fn depth(&self) -> usize {
        self.next.as_ref().map_or(0, |next| 1 + next.depth()) + self.rest.len().min(1)
    }
}

fn read_nested(levels: usize, length: usize) -> Result<Nested, String> {
    let (begin, end) = (r#"{"next":"#.repeat(levels), "}".repeat(levels));
    let json = format!(r#"{begin}{{"text":"{}"}}{end}"#, "x".repeat(length));
    serde_json::from_str(&json).map_err(|error| error.to_string())
}

#[test]
fn a_long_value_with_many_levels_is_decoded() {
    assert_eq!(read_nested(20, 2 * 1024 * 1024).map(|value| value.depth()), Ok(21));
}

/// Each level buffers the rest: in a longer value, this would take seconds.
#[test]
fn a_long_value_with_too_many_levels_is_an_error() {
    let error = read_nested(120, 1_400_000).expect_err("it is long and deep");
    assert!(error.contains("expected fewer levels of unions"), "{error}");
    assert_eq!(read_nested(120, 1_000).map(|value| value.depth()), Ok(121));
}
