//! Small schemas at random: where no value of a domain that tells all of them apart is valid, generation warns of it, and only there.

use std::fs;

use clientwright::diagnostic::{Diagnostics, Severity};
use clientwright::generate;
use clientwright::target::Target;
use clientwright_tests::instances::flat::Flat;
use clientwright_tests::instances::reference_validator::ReferenceValidator;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// The pointer of the schema under test.
const AT: &str = "/components/schemas/S";

fn object(pairs: Vec<(&str, Option<Value>)>) -> Value {
    let given = pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(given.collect::<Map<String, Value>>())
}

fn number() -> BoxedStrategy<Value> {
    let limit = || option::weighted(0.5, select(vec![json!(-1), json!(0), json!(0.5), json!(1), json!(2), json!(3)]));
    let step = option::weighted(0.3, select(vec![json!(0.5), json!(1), json!(1.5), json!(2), json!(3)]));
    let name = option::weighted(0.8, select(vec!["integer", "number"]));
    (name, limit(), limit(), option::weighted(0.3, Just(json!(true))), option::weighted(0.3, Just(json!(true))), step)
        .prop_map(|(name, minimum, maximum, above, below, step)| {
            object(vec![
                ("type", name.map(Value::from)),
                ("exclusiveMinimum", above.filter(|_| minimum.is_some())),
                ("exclusiveMaximum", below.filter(|_| maximum.is_some())),
                ("minimum", minimum),
                ("maximum", maximum),
                ("multipleOf", step),
            ])
        })
        .boxed()
}

fn string() -> BoxedStrategy<Value> {
    let length = || option::weighted(0.4, (0..4_usize).prop_map(Value::from));
    let patterns = ["^a", "b$", "^a*$", "^ab?$", "a^b", "b^", "^a{2}$", "$a", "^b+$", "^[ab]{3}$", "a"];
    let pattern = option::weighted(0.4, select(patterns.to_vec()).prop_map(Value::from));
    let name = option::weighted(0.8, Just(json!("string")));
    (name, length(), length(), pattern)
        .prop_map(|(name, least, most, pattern)| {
            object(vec![("type", name), ("minLength", least), ("maxLength", most), ("pattern", pattern)])
        })
        .boxed()
}

fn listed() -> BoxedStrategy<Value> {
    let values =
        [json!(null), json!(true), json!(0), json!(1), json!(1.5), json!(""), json!("a"), json!("ab"), json!("bb")];
    (1..3_usize)
        .prop_flat_map(move |count| subsequence(values.to_vec(), count))
        .prop_map(|values| json!({ "enum": values }))
        .boxed()
}

/// Schemas that say nothing of arrays and objects, but for whether there may be one.
fn scalar() -> BoxedStrategy<Value> {
    let narrow = prop_oneof![Just(json!({ "type": "boolean" })), number(), string(), Just(json!({}))];
    let values = option::weighted(0.2, listed());
    (prop_oneof![4 => (narrow, values).prop_map(|(narrow, values)| joined(narrow, values)), 1 => listed()], nullable())
        .prop_map(|(schema, nullable)| if schema.get("type").is_some() { joined(schema, nullable) } else { schema })
        .boxed()
}

/// The same without `pattern`, of which generation knows nothing where it is negated.
fn countable() -> BoxedStrategy<Value> {
    let without_pattern = |mut schema: Value| {
        schema.as_object_mut().map(|keywords| keywords.remove("pattern"));
        schema
    };
    scalar().prop_map(without_pattern).boxed()
}

fn nullable() -> BoxedStrategy<Option<Value>> {
    option::weighted(0.1, Just(json!({ "nullable": true }))).boxed()
}

/// Schemas of items and properties, which the values of [`small`] tell apart.
fn inner() -> BoxedStrategy<Value> {
    select(vec![
        json!({}),
        json!({ "type": "boolean" }),
        json!({ "type": "integer" }),
        json!({ "type": "integer", "minimum": 1 }),
        json!({ "type": "number", "maximum": 0 }),
        json!({ "type": "string" }),
        json!({ "type": "string", "minLength": 1 }),
        json!({ "type": "string", "maxLength": 0 }),
        json!({ "type": "string", "enum": ["a", "ab"] }),
        json!({ "type": "string", "pattern": "^b" }),
        json!({ "type": "string", "minLength": 2, "maxLength": 1 }),
        json!({ "type": "string", "nullable": true }),
    ])
    .boxed()
}

fn array() -> BoxedStrategy<Value> {
    let count = || option::weighted(0.5, (0..3_usize).prop_map(Value::from));
    (count(), count(), option::of(inner()))
        .prop_map(|(least, most, items)| {
            let items = items.unwrap_or_else(|| json!({}));
            json!(object(vec![
                ("type", Some(json!("array"))),
                ("items", Some(items)),
                ("minItems", least),
                ("maxItems", most)
            ]))
        })
        .boxed()
}

fn object_schema() -> BoxedStrategy<Value> {
    let count = || option::weighted(0.3, (0..3_usize).prop_map(Value::from));
    let properties = (option::weighted(0.6, inner()), option::weighted(0.5, inner()))
        .prop_map(|(p, q)| object(vec![("p", p), ("q", q)]));
    let required = btree_set(select(vec!["p", "q", "r"]), 0..3).prop_map(|names| json!(names));
    (properties, option::weighted(0.5, required), option::weighted(0.4, Just(json!(false))), count(), count())
        .prop_map(|(properties, required, closed, least, most)| {
            object(vec![
                ("type", Some(json!("object"))),
                ("properties", Some(properties)),
                ("required", required.filter(|names| *names != json!([]))),
                ("additionalProperties", closed),
                ("minProperties", least),
                ("maxProperties", most),
            ])
        })
        .boxed()
}

fn plain() -> BoxedStrategy<Value> {
    prop_oneof![3 => scalar(), 1 => array(), 2 => object_schema()].boxed()
}

/// Adds keywords to those of a schema.
fn joined(schema: Value, others: Option<Value>) -> Value {
    match (schema, others) {
        (Value::Object(mut keywords), Some(Value::Object(others))) => {
            keywords.extend(others);
            Value::Object(keywords)
        }
        (schema, _) => schema,
    }
}

fn composed() -> BoxedStrategy<Value> {
    let one_of = prop_oneof![
        3 => vec(countable(), 1..4),
        1 => prop_oneof![plain(), scalar()].prop_map(|schema| vec![schema.clone(), schema]),
    ];
    let applicator = prop_oneof![
        3 => vec(plain(), 1..4).prop_map(|parts| json!({ "allOf": parts })),
        2 => vec(plain(), 1..4).prop_map(|parts| json!({ "anyOf": parts })),
        2 => one_of.prop_map(|parts| json!({ "oneOf": parts })),
        1 => countable().prop_map(|part| json!({ "not": part })),
    ];
    let base = prop_oneof![2 => Just(json!({})), 3 => plain()];
    (base, applicator.clone(), option::weighted(0.3, applicator))
        .prop_map(|(base, one, other)| joined(joined(base, Some(one)), other))
        .boxed()
}

fn schema() -> BoxedStrategy<Value> {
    let nested =
        (plain(), vec(composed(), 1..3)).prop_map(|(base, parts)| joined(base, Some(json!({ "allOf": parts }))));
    prop_oneof![2 => plain(), 4 => composed(), 1 => nested].boxed()
}

/// Values of items and properties.
fn small() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(""),
        json!("a"),
        json!("ab"),
        json!("b"),
        json!([]),
        json!({}),
    ]
}

/// Values that tell all of the schemas apart: one for each way in which keywords may hold or not.
fn domain() -> Vec<Value> {
    let mut values = small();
    values.extend([json!(false), json!("c")]);
    values.extend((-32..=48).map(|quarter| match quarter % 4 {
        0 => json!(quarter / 4),
        _ => json!(f64::from(quarter) / 4.0),
    }));
    let mut texts = vec![String::new()];
    for _ in 0..4 {
        texts.extend(texts.clone().iter().flat_map(|text| ["a", "b"].map(|letter| format!("{text}{letter}"))));
        texts.sort();
        texts.dedup();
    }
    values.extend(texts.into_iter().map(Value::from));
    // What holds for one item, holds for one more of the same.
    values.extend(small().into_iter().flat_map(|item| [json!([item]), json!([item, item])]));
    let maybe = || small().into_iter().map(Some).chain([None]);
    for (p, q) in maybe().flat_map(|p| maybe().map(move |q| (p.clone(), q))) {
        for (r, s) in
            [(None, None), (Some(Value::Null), None), (None, Some(Value::Null)), (Some(Value::Null), Some(Value::Null))]
        {
            values.push(object(vec![("p", p.clone()), ("q", q.clone()), ("r", r), ("s", s)]));
        }
    }
    values
}

/// Writes exclusive bounds as a version has them, and `nullable` where it has that.
fn as_of(version: &str, schema: &Value) -> Value {
    match schema {
        Value::Object(keywords) => {
            let mut keywords: Map<String, Value> =
                keywords.iter().map(|(name, value)| (name.clone(), as_of(version, value))).collect();
            if version != "3.0.3" {
                keywords.remove("nullable");
            }
            for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
                if version != "3.0.3" && keywords.remove(exclusive).is_some() {
                    let limit = keywords.remove(bound);
                    keywords.extend(limit.map(|limit| (exclusive.to_owned(), limit)));
                }
            }
            Value::Object(keywords)
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| as_of(version, item)).collect()),
        other => other.clone(),
    }
}

fn document(version: &str, schema: &Value) -> Value {
    json!({ "openapi": version, "info": { "title": "t", "version": "1" }, "paths": {}, "components": { "schemas": { "S": schema } } })
}

/// Returns the codes and pointers of warnings that tell that nothing satisfies a schema.
fn warned(document: &Value) -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("a.json");
    fs::write(&spec, document.to_string()).expect("a document");
    let target = Target { spec, name: "warned".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    generate(&target, None, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let codes = ["no-value", "empty-intersection", "overlapping-one-of"];
    // That a property can't be there leaves objects without it.
    let is_telling = |message: &str| !message.starts_with("no value can have");
    let telling = diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Warning && codes.contains(&one.code) && is_telling(&one.message));
    telling.map(|one| (one.code, one.pointer.clone())).collect()
}

fn is_satisfiable(version: &str, schema: &Value, may_be_null: bool) -> bool {
    let schemas = Map::from_iter([("S".to_owned(), schema.clone())]);
    let flat = Flat { name: "S".to_owned(), version: version.to_owned(), schemas, asked: Vec::new() };
    let reference = ReferenceValidator::of(&flat, "S").expect("a schema");
    domain().iter().any(|value| (may_be_null || !value.is_null()) && reference.is_valid(value))
}

/// Returns the schema that a warning is about; its pointer is that of the schema or of one of its keywords.
fn asked_at(document: &Value, pointer: &str) -> Value {
    let (outer, last) = pointer.rsplit_once('/').unwrap_or_default();
    if last.starts_with("min") || last.starts_with("max") || ["enum", "pattern"].contains(&last) {
        return asked_at(document, outer);
    }
    let schema = document.pointer(pointer).unwrap_or_else(|| panic!("there is nothing at {pointer}"));
    // A variant is validated with the keywords next to the union.
    let is_variant = pointer.contains("/anyOf/") || pointer.contains("/oneOf/");
    let mut parts = vec![schema.clone()];
    let mut open = outer;
    while let Some((parent, "allOf" | "anyOf" | "oneOf")) = open.rsplit_once('/').filter(|_| is_variant) {
        parts.extend(document.pointer(parent).cloned());
        open = parent.rsplit_once('/').map_or("", |(outer, _)| outer);
    }
    json!({ "allOf": parts })
}

/// Returns whether a pointer is that of the schema or of a subschema of the same value.
fn is_in_place(pointer: &str) -> bool {
    let is_within = |segment: &str| ["properties", "items", "additionalProperties"].contains(&segment);
    pointer.strip_prefix(AT).is_some_and(|rest| !rest.split('/').any(is_within))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_nothing_satisfies_is_warned_of(schema in schema(), version in select(vec!["3.0.3", "3.1.0"])) {
        prop_assume!(!is_satisfiable(version, &as_of(version, &schema), true));

        let warned = warned(&document(version, &as_of(version, &schema)));

        prop_assert!(warned.iter().any(|(_, pointer)| is_in_place(pointer)), "{schema}: {warned:?}");
    }

    #[test]
    fn nothing_satisfies_what_is_warned_of(schema in schema(), version in select(vec!["3.0.3", "3.1.0"])) {
        let document = document(version, &as_of(version, &schema));

        for (code, pointer) in warned(&document) {
            let said = asked_at(&document, &pointer);
            // What holds a type within another schema holds its null, too.
            prop_assert!(code != "no-value" || !is_satisfiable(version, &said, pointer == AT), "{said} at {pointer}");
        }
    }
}
