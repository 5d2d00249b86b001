//! All of serde's data model, validated as `serde_json` writes it.

use std::collections::BTreeMap;

use clientwright_runtime::validation::schema::{Literal, Schema, optional, required};
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::support::{broken, holds, inline, lines};

#[derive(Serialize)]
enum Shape {
    Unit,
    Newtype(i64),
    Tuple(i64, f64),
    Struct { x: f64 },
}

#[derive(Serialize)]
struct Pair(i64, String);

#[derive(Serialize)]
struct Wrapper(i64);

#[derive(Serialize)]
struct Unit;

const PAIR: &Schema = &Schema::ARRAY.min_items(2).max_items(2);

#[test]
fn tuples_are_arrays() {
    assert!(holds(&(1, "a"), PAIR) && holds(&Pair(1, "a".to_owned()), PAIR) && holds(&[1, 2], PAIR));
    assert!(!holds(&(1, "a", true), PAIR));
}

#[test]
fn newtypes_are_their_content() {
    assert!(holds(&Wrapper(1), &Schema::INTEGER));
}

#[test]
fn units_and_none_are_null() {
    for verdict in [holds(&(), &Schema::NULL), holds(&Unit, &Schema::NULL), holds(&None::<i64>, &Schema::NULL)] {
        assert!(verdict);
    }
    assert!(holds(&Some(1), &Schema::INTEGER));
}

#[test]
fn bytes_are_strings() {
    struct Bytes;
    impl Serialize for Bytes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&[b'a', 200])
        }
    }
    assert!(holds(&Bytes, const { &Schema::STRING.min_length(2).max_length(2) }));
    assert_eq!(broken(&Bytes, &Schema::ARRAY), [(String::new(), "type")]);
}

#[test]
fn characters_are_strings() {
    assert!(holds(&'ä', const { &Schema::STRING.min_length(1).max_length(1) }));
}

#[test]
fn displayed_values_are_strings_of_any_length() {
    struct Displayed(usize);
    impl Serialize for Displayed {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&format_args!("{:>1$}", "", self.0))
        }
    }
    const S: &Schema = &Schema::STRING.max_length(100);
    assert!(
        holds(&Displayed(3), S) && holds(&Displayed(64), S) && holds(&Displayed(65), S) && holds(&Displayed(100), S)
    );
    assert!(!holds(&Displayed(101), S));
}

#[test]
fn integers_of_all_widths_are_integers() {
    const S: &Schema = &Schema::INTEGER.minimum(7).maximum(7);
    assert!(holds(&7_i8, S) && holds(&7_i16, S) && holds(&7_i32, S) && holds(&7_i64, S) && holds(&7_i128, S));
    assert!(holds(&7_u8, S) && holds(&7_u16, S) && holds(&7_u32, S) && holds(&7_u64, S) && holds(&7_u128, S));
}

#[test]
fn unit_variants_are_strings() {
    assert!(holds(&Shape::Unit, const { &Schema::STRING.enum_values(&[Literal::String("Unit")]) }));
}

#[test]
fn newtype_variants_are_objects_of_one_member() {
    const S: &Schema = &Schema::OBJECT.properties(&[required("Newtype", const { &Schema::INTEGER.minimum(0) })]);
    assert!(holds(&Shape::Newtype(0), S));
    assert_eq!(broken(&Shape::Newtype(-1), S), [("/Newtype".to_owned(), "minimum")]);
}

#[test]
fn tuple_variants_are_objects_of_one_array() {
    const S: &Schema = &Schema::OBJECT.properties(&[optional("Tuple", const { &Schema::ARRAY.max_items(1) })]);
    assert_eq!(broken(&Shape::Tuple(1, 2.0), S), [("/Tuple".to_owned(), "maxItems")]);
    assert_eq!(broken(&Shape::Tuple(1, f64::NAN), &Schema::ANY).len(), 1);
}

#[test]
fn struct_variants_are_objects_of_one_object() {
    const CLOSED: &Schema = &Schema::OBJECT.additional_properties_false();
    const S: &Schema = &Schema::OBJECT.properties(&[optional("Struct", CLOSED)]);
    assert_eq!(broken(&Shape::Struct { x: 1.0 }, S), [("/Struct/x".to_owned(), "additionalProperties")]);
    assert_eq!(broken(&Shape::Struct { x: 1.0 }, CLOSED), [("/Struct".to_owned(), "additionalProperties")]);
    assert_eq!(broken(&Shape::Struct { x: f64::INFINITY }, &Schema::ANY).len(), 1);
}

#[test]
fn skipped_fields_are_absent() {
    #[derive(Serialize)]
    struct Skips {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<i64>,
        b: Option<i64>,
    }
    const S: &Schema = &Schema::OBJECT.properties(&[optional("a", &Schema::INTEGER)]).additional_properties_false();
    assert_eq!(broken(&Skips { a: None, b: None }, S), [("/b".to_owned(), "additionalProperties")]);
}

#[test]
fn keys_of_maps_are_the_text_that_is_written() {
    const S: &Schema = &Schema::OBJECT
        .properties(&[
            optional("1", &Schema::STRING),
            optional("true", &Schema::STRING),
            optional("x", &Schema::STRING),
        ])
        .additional_properties_false();
    assert!(holds(&BTreeMap::from([(1, "a")]), S) && holds(&BTreeMap::from([(1_u128, "a")]), S));
    assert!(holds(&BTreeMap::from([(true, "a")]), S) && holds(&BTreeMap::from([('x', "a")]), S));
    assert_eq!(broken(&BTreeMap::from([(-2_i8, "a")]), S), [("/-2".to_owned(), "additionalProperties")]);
}

#[test]
fn keys_may_come_apart_from_their_values() {
    struct Apart;
    impl Serialize for Apart {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_key("a")?;
            map.serialize_value(&-1)?;
            map.end()
        }
    }
    const S: &Schema = &Schema::OBJECT.additional_properties(inline(const { &Schema::INTEGER.minimum(0) }));
    assert_eq!(broken(&Apart, S), [("/a".to_owned(), "minimum")]);
}

#[test]
fn keys_that_json_has_not_are_violations() {
    assert_eq!(
        lines(&BTreeMap::from([(vec![1], "a")]), &Schema::ANY),
        ["the body: the value cannot be serialized as JSON"]
    );
}

#[test]
fn a_value_that_rejects_to_be_written_is_a_violation_without_its_reason() {
    struct Rejects;
    impl Serialize for Rejects {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom("secret"))
        }
    }
    const S: &Schema = &Schema::ARRAY.items(inline(&Schema::ANY)).max_items(1);
    let lines = lines(&(Rejects, Rejects), S);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains("secret")));
}

#[test]
fn raw_json_is_validated_by_its_content() {
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    struct Raw {
        #[serde(rename = "$serde_json::private::RawValue")]
        text: &'static str,
    }
    const S: &Schema = &Schema::OBJECT.properties(&[required("a", const { &Schema::ARRAY.min_items(1) })]);
    assert!(holds(&Raw { text: "{\"a\": [1]}" }, S));
    assert_eq!(broken(&Raw { text: "{\"a\": []}" }, S), [("/a".to_owned(), "minItems")]);
}

#[test]
fn values_and_typed_values_have_the_same_verdict() {
    const S: &Schema = &Schema::OBJECT.properties(&[required("x", const { &Schema::NUMBER.maximum(1) })]);
    #[derive(Serialize)]
    struct Typed {
        x: f64,
    }
    assert_eq!(lines(&Typed { x: 1.5 }, S), lines(&json!({ "x": 1.5 }), S));
}
