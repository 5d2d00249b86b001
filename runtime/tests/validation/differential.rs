//! The validator, compared with the `jsonschema` crate on random values.

use clientwright_runtime::validation::schema::{Literal, Number, Ref, Schema, optional, required};
use jsonschema::{Draft, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{WORD, holds, inline};

/// Values that come near to what the schemas ask for.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-20_i64..20).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-40_i32..40).prop_map(|quarters| Value::from(f64::from(quarters) / 4.0 + 0.125)),
        "[a-cA0ä]{0,5}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-e]", inner, 0..5).prop_map(Value::from_iter),
        ]
    })
}

fn judge_alike(ours: &'static Schema, theirs: &Value) {
    let validator: Validator = jsonschema::options().with_draft(Draft::Draft4).build(theirs).expect("is a schema");
    let config = ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(value in values())| {
        prop_assert_eq!(holds(&value, ours), validator.is_valid(&value), "{}", value);
    });
}

const RANGE: &Schema =
    &Schema::NUMBER.exclusive_minimum(-7).maximum_decimal("5.125").multiple_of(Number::Decimal("0.125"));

fn range() -> Value {
    json!({
        "type": "number", "minimum": -7, "exclusiveMinimum": true, "maximum": 5.125, "multipleOf": 0.125,
    })
}

#[test]
fn numbers_are_validated_alike() {
    judge_alike(RANGE, &range());
    judge_alike(
        const { &Schema::INTEGER.minimum(-3).multiple_of(Number::Integer(3)) },
        &json!({
            "type": "integer", "minimum": -3, "multipleOf": 3,
        }),
    );
}

#[test]
fn strings_are_validated_alike() {
    judge_alike(
        const { &Schema::STRING.min_length(1).max_length(3).pattern(WORD) },
        &json!({
            "type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-z]+$",
        }),
    );
}

#[test]
fn arrays_are_validated_alike() {
    const ITEM: &Schema = &Schema::ANY.any_of(&[inline(RANGE), inline(&Schema::ARRAY), inline(&Schema::STRING)]);
    const S: &Schema = &Schema::ANY.items(inline(ITEM)).min_items(1).max_items(3).unique_items();
    judge_alike(
        S,
        &json!({
            "items": { "anyOf": [range(), { "type": "array" }, { "type": "string" }] },
            "minItems": 1, "maxItems": 3, "uniqueItems": true,
        }),
    );
}

#[test]
fn objects_are_validated_alike() {
    const S: &Schema = &Schema::ANY
        .properties(&[required("a", RANGE), optional("b", &Schema::STRING), optional("c", &Schema::ANY)])
        .required(&["d"])
        .additional_properties(inline(const { &Schema::ANY.not(inline(&Schema::OBJECT)) }))
        .min_properties(2)
        .max_properties(4);
    judge_alike(
        S,
        &json!({
            "properties": { "a": range(), "b": { "type": "string" }, "c": {} },
            "required": ["a", "d"],
            "additionalProperties": { "not": { "type": "object" } },
            "minProperties": 2, "maxProperties": 4,
        }),
    );
}

fn node() -> &'static Schema {
    static PARENT: Schema = Schema::OBJECT.properties(&[optional("a", &CHILDREN)]);
    static CHILDREN: Schema = Schema::ARRAY.items(Ref::Of(node));
    static MARKED: Schema = Schema::ANY.all_of(&[inline(&Schema::OBJECT), inline(&WITH_B)]);
    static WITH_B: Schema = Schema::ANY.required(&["b"]);
    static NODE: Schema =
        Schema::ANY.one_of(&[inline(&Schema::INTEGER), inline(RANGE), inline(&PARENT), inline(&MARKED)]);
    &NODE
}

#[test]
fn unions_are_validated_alike() {
    judge_alike(
        node(),
        &json!({
            "oneOf": [
                { "type": "integer" },
                range(),
                { "type": "object", "properties": { "a": { "type": "array", "items": { "$ref": "#" } } } },
                { "allOf": [{ "type": "object" }, { "required": ["b"] }] },
            ],
        }),
    );
}

#[test]
fn listed_values_are_validated_alike() {
    const S: &Schema = &Schema::ARRAY.items(inline(
        const {
            &Schema::ANY.enum_values(&[
                Literal::Null,
                Literal::Boolean(false),
                Literal::Number(Number::Integer(3)),
                Literal::String("a"),
                Literal::Json("[]"),
                Literal::Json("{}"),
                Literal::Json("[3]"),
            ])
        },
    ));
    judge_alike(S, &json!({ "type": "array", "items": { "enum": [null, false, 3, "a", [], {}, [3]] } }));
}
