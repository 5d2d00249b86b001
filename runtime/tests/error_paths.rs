//! The paths of errors: compared with those of `serde_path_to_error`, which tracks them while it decodes.

use std::collections::BTreeMap;

use clientwright_runtime::client::decode::{self, BufferedResponse};
use clientwright_runtime::validation::object_reader;
use clientwright_runtime::validation::schema::{Literal, Ref, Schema};
use clientwright_runtime::validation::union::{self, Variant};
use clientwright_runtime::validation::validate::{FromJsonError, Validate};
use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// An integer whose error is raised after it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
struct Even(i64);

impl TryFrom<i64> for Even {
    type Error = &'static str;

    fn try_from(value: i64) -> Result<Self, Self::Error> {
        if value % 2 == 0 { Ok(Self(value)) } else { Err("odd") }
    }
}

impl From<Even> for i64 {
    fn from(value: Even) -> Self {
        value.0
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Node {
    id: i64,
    name: Option<String>,
    even: Option<Even>,
    evens: Option<Vec<Even>>,
    number: Option<serde_json::Number>,
    pair: Option<(i64, String)>,
    nodes: Option<Vec<Node>>,
    map: Option<BTreeMap<String, Node>>,
}

impl Validate for Node {
    const SCHEMA: Schema = Schema::ANY;
}

/// JSON text with spaces and lines.
fn nodes() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        9 => Just("2"),
        1 => Just("1"),
        1 => Just("\"\\\"a]\""),
        1 => Just("null"),
        1 => Just("1.5"),
        1 => Just("[1, 2]"),
        1 => Just("{\"x\": [2]}"),
        1 => Just("[]"),
    ];
    let leaf = leaf.prop_map(str::to_owned).boxed();
    let number = leaf.clone();
    leaf.prop_recursive(6, 60, 4, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..3).prop_map(|items| format!("[ {}]", items.join(" ,\n")));
        let numbers =
            prop::collection::vec(number.clone(), 0..3).prop_map(|items| format!("[{}\n ]", items.join(", ")));
        let map = prop::collection::vec(inner, 0..3).prop_map(|items| {
            let members = items.iter().enumerate().map(|(index, item)| format!("\"key.{index}\" : {item} "));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        });
        let some = |name: &'static str, value: BoxedStrategy<String>| {
            prop::option::weighted(0.4, value).prop_map(move |value| value.map(|value| format!("\"{name}\":{value}")))
        };
        let members = (
            prop::option::weighted(0.9, number.clone()).prop_map(|id| id.map(|id| format!("\"id\": {id}\n"))),
            some("name", prop_oneof![9 => Just("\"ü\"".to_owned()), 1 => Just("3".to_owned())].boxed()),
            some("even", number.clone().boxed()),
            some("evens", numbers.boxed()),
            // Not an object: `arbitrary_precision` has its own error for that.
            some(
                "number",
                prop_oneof![9 => Just("2"), 1 => Just("[1, 2]"), 1 => Just("true")].prop_map(str::to_owned).boxed(),
            ),
            some("pair", prop_oneof![Just("[1, \"a\"]".to_owned()), Just("[1 ]".to_owned())].boxed()),
            some("nodes", list.boxed()),
            some("map", map.boxed()),
        );
        let members = members.prop_map(|(a, b, c, d, e, f, g, h)| vec![a, b, c, d, e, f, g, h]).prop_shuffle();
        members.prop_map(|members| {
            let members: Vec<String> = members.into_iter().flatten().collect();
            format!("{{ {}\n}}", members.join(" , "))
        })
    })
}

/// Returns the path in a message.
fn path(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

fn tracked(json: &str) -> Option<(String, String)> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let error = serde_path_to_error::deserialize::<_, Node>(&mut deserializer).err()?;
    let path = error.path().to_string();
    let path = if path == "." { String::new() } else { path };
    let message = error.into_inner().to_string();
    let Some(name) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) else {
        return Some((path, message));
    };
    let joint = if path.is_empty() { "" } else { "." };
    Some((format!("{path}{joint}{name}"), message))
}

proptest! {
    #[test]
    fn paths_are_those_of_another_implementation(json in nodes()) {
        match (Node::from_json(json.as_bytes()), tracked(&json)) {
            (Ok(_), None) => {}
            (Err(FromJsonError::Decode { reason }), Some((expected, message))) => {
                prop_assert_eq!(path(&reason).unwrap_or_default(), expected, "{} for {}, {}", reason, json, message);
            }
            other => prop_assert!(false, "{:?} for {}", other, json),
        }
    }
}

/// An object with additional properties.
#[derive(Debug, Serialize)]
struct Open {
    id: i64,
    inner: Option<Box<Open>>,
    pet: Option<Pet>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object_reader::read(deserializer, |mut properties| {
            Ok(Self {
                id: properties.required("id")?,
                inner: properties.optional("inner")?,
                pet: properties.optional("pet")?,
                rest: properties.additional_properties()?,
            })
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Cat {
    lives: i64,
    owners: Option<Vec<Cat>>,
    open: Option<Box<Open>>,
}

#[derive(Debug)]
enum Pet {
    Cat(Cat),
    Unknown(Value),
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cat(cat) => cat.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cat = Variant {
            discriminator_values: &[Literal::String("cat")],
            schema: Ref::Inline(&Schema::OBJECT),
            decode: |value| value.decode().map(Self::Cat),
        };
        union::decode(deserializer, Some("kind"), &[cat], Self::Unknown)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Shelter {
    opens: Option<Vec<Open>>,
    pets: Option<Vec<Pet>>,
    favorite: Option<Pet>,
    star: Option<Open>,
    deep: Option<Box<Shelter>>,
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    let headers = HeaderMap::new();
    let (status, body) = (StatusCode::OK, body.to_owned().into());
    let response = BufferedResponse { status, headers: &headers, body, schema: None, check: false, redacted: &[] };
    decode::json(&response).map_err(|error| error.to_string().replace("the body does not decode: ", ""))
}

#[test]
fn errors_in_buffered_values_have_their_whole_path() {
    let cases = [
        (r#"{"opens":[{"id":1},{"id":"a"}]}"#, "invalid value at `opens[1].id`, expected i64, found a string"),
        (r#"{"opens":[{"id":1},{}],"pets":[]}"#, "missing field `opens[1].id`"),
        (r#"{"star":{"id":1,"inner":{"x":1}}}"#, "missing field `star.inner.id`"),
        (r#"{"star":{"id":1,"inner":{"x":1}},"pets":[]}"#, "missing field `star.inner.id`"),
        (r#"{"star":[]}"#, "invalid value at `star`, expected a map, found an array"),
        (r#"{"pets":[{"kind":"cat"}]}"#, "missing field `pets[0].lives`"),
        (
            r#"{"pets":[{"kind":"cat","lives":9},{"kind":"cat","lives":null}],"star":null}"#,
            "invalid value at `pets[1].lives`, expected i64, found null",
        ),
        (
            r#"{"favorite":{"kind":"cat","lives":9,"owners":[{"lives":true}]}}"#,
            "invalid value at `favorite.owners[0].lives`, expected i64, found a boolean",
        ),
        (
            r#"{"deep":{"star":{"id":1,"pet":{"kind":"cat","lives":1,"open":{"id":1,"inner":{"id":[]}}}}}}"#,
            "invalid value at `deep.star.pet.open.inner.id`, expected i64, found an array",
        ),
        (
            r#"{"favorite":{"kind":"cat","lives":9},"deep":{"pets":{}}}"#,
            "invalid value at `deep.pets`, expected a sequence, found an object",
        ),
        (r#"{"opens":[{"id":1}],"deep":[]}"#, "invalid length 0"),
    ];
    for (body, expected) in cases {
        let reason = read::<Shelter>(body).expect_err("does not decode");
        assert!(reason.starts_with(expected) || expected == "invalid length 0", "{reason} for {body}");
    }
}

fn nested(depth: usize, before: &str, after: &str) -> String {
    format!("{}{{\"id\":1}}{}", before.repeat(depth), after.repeat(depth))
}

#[test]
fn nesting_is_limited_within_buffered_values() {
    let open = |depth| nested(depth, r#"{"id":1,"inner":"#, "}");
    let unknown = |depth| format!(r#"{{"id":1,"x":{}1{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let in_list = |depth| format!(r#"{{"opens":[{}]}}"#, open(depth));
    let pet = |depth| format!(r#"{{"pets":[{}1{}]}}"#, "[".repeat(depth), "]".repeat(depth));
    assert!(read::<Open>(&open(126)).is_ok() && read::<Open>(&unknown(126)).is_ok());
    assert!(read::<Shelter>(&in_list(124)).is_ok() && read::<Shelter>(&pet(125)).is_ok());
    for body in [open(127), unknown(127), open(100_000), unknown(100_000)] {
        let reason = read::<Open>(&body).expect_err("too deep");
        assert!(reason.starts_with("arrays and objects in the body are nested more than 128 deep"), "{reason}");
    }
    for body in [in_list(125), in_list(100_000), pet(126), pet(100_000)] {
        let reason = read::<Shelter>(&body).expect_err("too deep");
        assert!(reason.starts_with("arrays and objects in the body are nested more than 128 deep"), "{reason}");
    }
    assert!(serde_json::from_str::<Open>(&open(100_000)).is_err());
}

#[test]
fn other_deserializers_work_as_well() {
    let body = r#"{"pets":[{"kind":"cat","lives":9},{"kind":"dog"},3],"opens":[{"id":1,"x":[1.5]}]}"#;
    let expected = serde_json::to_value(read::<Shelter>(body).expect("decodes")).expect("JSON");
    let value: Value = serde_json::from_str(body).expect("JSON");
    let from_value: Shelter = serde_json::from_value(value).expect("decodes");
    assert_eq!(serde_json::to_value(from_value).expect("JSON"), expected);
    let from_reader: Shelter = serde_json::from_reader(body.as_bytes()).expect("decodes");
    assert_eq!(serde_json::to_value(from_reader).expect("JSON"), expected);
    let from_str: Shelter = serde_json::from_str(body).expect("decodes");
    assert_eq!(serde_json::to_value(from_str).expect("JSON"), expected);
}
