//! Decoding unions within unions: nothing is lost, and the time is linear in the size of the value.

use std::cell::Cell;
use std::collections::BTreeMap;

use clientwright_runtime::validation::buffered::Buffered;
use clientwright_runtime::validation::object_reader;
use clientwright_runtime::validation::schema::{Literal, Property, Ref, Required, Schema};
use clientwright_runtime::validation::union::{self, Variant};
use proptest::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

thread_local! {
    /// How many objects were decoded.
    static DECODED: Cell<usize> = const { Cell::new(0) };
}

/// An object with a union in it, which keeps unknown properties.
#[derive(Clone, Debug, PartialEq)]
struct Object {
    arg: Option<Box<Expression>>,
    args: Option<Vec<Expression>>,
    rest: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DECODED.set(DECODED.get() + 1);
        assert!(DECODED.get() < 5_000_000, "decoding takes too many steps");
        object_reader::read(deserializer, |mut members| {
            Ok(Self {
                arg: members.present("arg")?,
                args: members.present("args")?,
                rest: members.additional_properties()?,
            })
        })
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = BTreeMap::new();
        let written = |value: &dyn erased::Json| value.json();
        all.extend(self.arg.iter().map(|arg| ("arg", written(&**arg))));
        all.extend(self.args.iter().map(|args| ("args", written(args))));
        all.extend(self.rest.iter().map(|(name, value)| (name.as_str(), value.clone())));
        all.serialize(serializer)
    }
}

mod erased {
    use serde_json::Value;

    pub(super) trait Json {
        fn json(&self) -> Value;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> Value {
            serde_json::to_value(self).expect("JSON")
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Plus(Object),
    Minus(Object),
    Either(Object),
    Number(i64),
    Unknown(Value),
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plus(object) | Self::Minus(object) | Self::Either(object) => object.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

const fn arg(required: Required) -> Property {
    Property { name: "arg", schema: Ref::Of(expression), required }
}

const ARGS: Property = Property {
    name: "args",
    schema: Ref::Inline(&Schema::ARRAY.items(Ref::Of(expression))),
    required: Required::Never,
};

const fn flag(name: &'static str) -> Property {
    Property { name, schema: Ref::Inline(&Schema::BOOLEAN), required: Required::Always }
}

const PLUS: &Schema = &Schema::OBJECT.properties(&[arg(Required::Always), ARGS, flag("plus")]);
const MINUS: &Schema = &Schema::OBJECT.properties(&[arg(Required::Always), ARGS, flag("minus")]);
const EITHER: &Schema = &Schema::OBJECT.properties(&[arg(Required::Never), ARGS]);
const EXPRESSION: &Schema =
    &Schema::ANY.any_of(&[Ref::Inline(PLUS), Ref::Inline(MINUS), Ref::Inline(EITHER), Ref::Inline(&Schema::INTEGER)]);

fn expression() -> &'static Schema {
    EXPRESSION
}

const TAGS: [&[Literal]; 3] = [&[Literal::String("plus")], &[Literal::String("minus")], &[]];

const fn member(
    discriminator_values: &'static [Literal],
    schema: &'static Schema,
    decode: fn(&Buffered<'_>) -> Result<Expression, serde_json::Error>,
) -> Variant<Expression> {
    Variant { discriminator_values, schema: Ref::Inline(schema), decode }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [plus, minus, either] = TAGS;
        let members = [
            member(plus, PLUS, |value| value.decode().map(Self::Plus)),
            member(minus, MINUS, |value| value.decode().map(Self::Minus)),
            member(either, EITHER, |value| value.decode().map(Self::Either)),
            member(&[], &Schema::INTEGER, |value| value.decode().map(Self::Number)),
        ];
        union::decode(deserializer, Some("kind"), &members, Self::Unknown)
    }
}

/// Decodes a value from text and from memory; returns it with how many objects were decoded for it.
fn decode(value: &Value) -> (Expression, usize) {
    DECODED.set(0);
    let expression = serde_json::from_str(&value.to_string()).expect("any JSON is an expression");
    let decoded = DECODED.get();
    assert_eq!(Expression::deserialize(value.clone()).expect("any JSON is an expression"), expression);
    (expression, decoded)
}

fn nested(depth: usize, leaf: Value, wrap: impl Fn(Value) -> Value) -> Value {
    (0..depth).fold(leaf, |inner, _| wrap(inner))
}

#[test]
fn a_valid_value_is_decoded_once_a_level() {
    let value = nested(100, json!(1), |arg| json!({ "arg": arg, "minus": true }));
    let (expression, decoded) = decode(&value);
    assert_eq!(serde_json::to_value(&expression).expect("JSON"), value);
    assert!(matches!(expression, Expression::Minus(_)));
    assert!(decoded < 300, "{decoded}");
}

#[test]
fn a_value_with_a_leaf_that_nothing_takes_is_decoded_all_the_same() {
    let value = nested(100, json!("leaf"), |arg| json!({ "arg": arg, "minus": true }));
    let (expression, decoded) = decode(&value);
    assert_eq!(serde_json::to_value(&expression).expect("JSON"), value);
    assert!(matches!(expression, Expression::Minus(_)));
    assert!(decoded < 300, "{decoded}");
}

#[test]
fn a_leaf_out_of_range_is_kept() {
    let value = nested(60, json!(u64::MAX), |arg| json!({ "arg": arg, "plus": true }));
    let (expression, decoded) = decode(&value);
    assert_eq!(serde_json::to_value(&expression).expect("JSON"), value);
    assert!(decoded < 1_000, "{decoded}");
}

#[test]
fn where_several_hold_at_each_level_the_trials_are_limited() {
    for depth in [5, 20, 60, 100] {
        let value = nested(depth, json!(1), |arg| json!({ "arg": arg, "minus": true, "plus": true }));
        let (expression, decoded) = decode(&value);
        assert_eq!(serde_json::to_value(&expression).expect("JSON"), value);
        assert!(decoded < 2_000 + 10 * count(&value), "{decoded} at {depth}");
    }
}

#[test]
fn the_tag_is_found_behind_the_arguments() {
    let value = nested(100, json!(1), |arg| json!({ "arg": arg, "kind": "minus", "minus": "wrong" }));
    let (expression, decoded) = decode(&value);
    assert!(matches!(expression, Expression::Minus(_)));
    assert!(decoded <= 200, "{decoded}");
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(1)),
        Just(json!("leaf")),
        Just(json!({})),
        Just(json!(null)),
        Just(json!(u64::MAX)),
        Just(json!({ "plus": true, "arg": [] })),
    ];
    let objects = (any::<u8>(), prop::option::of(prop_oneof!["plus", "minus", "other"]));
    leaf.prop_recursive(40, 200, 3, move |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..3), objects.clone()).prop_map(|(arg, args, (kept, kind))| {
            let mut value = json!({});
            if kept & 3 != 0 {
                value["arg"] = arg;
            }
            if kept & 4 != 0 {
                value["args"] = args.into();
            }
            if kept & 8 != 0 {
                value["plus"] = (kept & 16 != 0).into();
            }
            if kept & 32 != 0 {
                value["minus"] = json!(true);
            }
            if let Some(kind) = kind.filter(|_| kept & 64 != 0) {
                value["kind"] = kind.into();
            }
            value
        })
    })
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

proptest! {
    #[test]
    fn any_value_is_kept_in_linear_time(value in values()) {
        DECODED.set(0);
        if let Ok(expression) = serde_json::from_str::<Expression>(&value.to_string()) {
            prop_assert_eq!(serde_json::to_value(&expression).expect("JSON"), value.clone());
        }
        prop_assert!(DECODED.get() < 2_000 + 10 * count(&value));
    }
}
