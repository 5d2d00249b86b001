use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_runtime::validation::buffered::Buffered;
use clientwright_runtime::validation::schema::{Literal, Number, Ref, Schema, optional, required};
use clientwright_runtime::validation::union::{self, Variant};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Cat {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lives: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Dog {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bark: Option<i64>,
}

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Number(f64),
    Unknown(Value),
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cat(value) => value.serialize(serializer),
            Self::Dog(value) => value.serialize(serializer),
            Self::Number(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

const CAT: &Schema =
    &Schema::OBJECT.properties(&[optional("name", &Schema::STRING), optional("lives", &Schema::INTEGER)]);
const DOG: &Schema =
    &Schema::OBJECT.properties(&[optional("name", &Schema::STRING), optional("bark", &Schema::INTEGER)]);
const STRICT_DOG: &Schema = &Schema::OBJECT.properties(&[required("bark", const { &Schema::INTEGER.minimum(1) })]);

const fn cat(discriminator_values: &'static [Literal]) -> Variant<Pet> {
    Variant { discriminator_values, schema: Ref::Inline(CAT), decode: |value| value.decode().map(Pet::Cat) }
}

const fn dog(discriminator_values: &'static [Literal], schema: &'static Schema) -> Variant<Pet> {
    Variant { discriminator_values, schema: Ref::Inline(schema), decode: |value| value.decode().map(Pet::Dog) }
}

const NUMBER: Variant<Pet> = Variant {
    discriminator_values: &[],
    schema: Ref::Inline(const { &Schema::NUMBER.maximum(100) }),
    decode: |value| value.decode().map(Pet::Number),
};

fn tagged<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pet, D::Error> {
    let members = [
        cat(&[Literal::String("cat"), Literal::String("kitten")]),
        dog(&[Literal::String("dog"), Literal::Number(Number::Integer(2))], DOG),
    ];
    union::decode(deserializer, Some("kind"), &members, Pet::Unknown)
}

fn untagged<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pet, D::Error> {
    union::decode(deserializer, None, &[cat(&[]), dog(&[], DOG), NUMBER], Pet::Unknown)
}

#[test]
fn the_tag_chooses() {
    let pet = tagged(json!({ "kind": "dog", "name": "Rex", "lives": 9 })).expect("is a dog");
    assert_eq!(pet, Pet::Dog(Dog { name: Some("Rex".to_owned()), bark: None }));
    assert!(matches!(tagged(json!({ "kind": "kitten" })), Ok(Pet::Cat(_))));
    assert!(matches!(tagged(json!({ "kind": 2.0 })), Ok(Pet::Dog(_))));
}

#[test]
fn the_member_of_the_tag_has_to_decode() {
    let error = tagged(json!({ "kind": "cat", "lives": "hunter2" })).expect_err("lives are integers").to_string();
    assert!(error.contains("expected i64") && !error.contains("hunter2"), "{error}");
}

#[test]
fn an_unlisted_tag_is_unknown_and_kept() {
    let value = json!({ "kind": "fish", "name": "Wanda" });
    assert_eq!(tagged(value.clone()).expect("is unknown"), Pet::Unknown(value));
}

#[test]
fn without_the_tag_the_schema_chooses() {
    assert!(matches!(tagged(json!({ "bark": 1 })), Ok(Pet::Dog(_))));
}

#[test]
fn among_several_the_one_that_keeps_most_wins() {
    assert!(matches!(untagged(json!({ "name": "a", "lives": 9 })), Ok(Pet::Cat(_))));
    assert!(matches!(untagged(json!({ "name": "a", "bark": 3 })), Ok(Pet::Dog(_))));
}

#[test]
fn the_first_wins_a_tie() {
    assert!(matches!(untagged(json!({ "name": "a" })), Ok(Pet::Cat(_))));
}

#[test]
fn the_schema_is_exact_where_decoding_is_not() {
    let members = [dog(&[], STRICT_DOG), cat(&[])];
    let pet = union::decode(json!({ "name": "a" }), None, &members, Pet::Unknown).expect("is a cat");
    assert!(matches!(pet, Pet::Cat(_)));
}

#[test]
fn if_no_schema_holds_the_first_that_decodes_is_taken() {
    assert_eq!(untagged(json!(200)).expect("is a number"), Pet::Number(200.0));
}

#[test]
fn what_nothing_takes_is_kept() {
    let value = json!(["a", { "b": null }]);
    assert_eq!(untagged(value.clone()).expect("is unknown"), Pet::Unknown(value));
}

#[test]
fn unions_are_read_from_text() {
    let mut deserializer = serde_json::Deserializer::from_str("12.25");
    assert_eq!(untagged(&mut deserializer).expect("is a number"), Pet::Number(12.25));
}

#[test]
fn where_none_holds_the_rest_is_not_tried() {
    static DECODED: AtomicUsize = AtomicUsize::new(0);

    #[derive(Debug, Serialize)]
    #[serde(untagged)]
    enum Nested {
        First(Vec<Nested>),
        Second(Vec<Nested>),
        Unknown(Value),
    }

    fn items(value: &Buffered<'_>) -> Result<Vec<Nested>, serde_json::Error> {
        DECODED.fetch_add(1, Ordering::Relaxed);
        value.decode()
    }

    impl<'de> Deserialize<'de> for Nested {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let never = |decode| Variant { discriminator_values: &[], schema: Ref::Inline(&Schema::FALSE), decode };
            let members = [never(|value| items(value).map(Self::First)), never(|value| items(value).map(Self::Second))];
            union::decode(deserializer, None, &members, Self::Unknown)
        }
    }

    let value = (0..12).fold(json!([]), |inner, _| json!([inner]));
    let nested: Nested = serde_json::from_value(value.clone()).expect("is tolerated");
    assert_eq!(serde_json::to_value(&nested).expect("JSON"), value);
    assert_eq!(DECODED.load(Ordering::Relaxed), 13);
}
