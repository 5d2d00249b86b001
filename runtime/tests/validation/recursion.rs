//! Schemas that refer to each other without end, on values that are deep: a pair of value and schema is validated once.

use std::cell::{Cell, RefCell};

use clientwright_runtime::validation::schema::{Keywords2020, Literal, Property, Ref, Required, Schema};
use proptest::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::support::{broken, holds, inline, violations};

thread_local! {
    static SERIALIZED: Cell<usize> = const { Cell::new(0) };
    static GRAPH: RefCell<Vec<&'static Schema>> = const { RefCell::new(Vec::new()) };
}

/// A value that counts how many of its parts are serialized.
struct Counted<'a>(&'a Value);

impl Serialize for Counted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        SERIALIZED.set(SERIALIZED.get() + 1);
        assert!(SERIALIZED.get() < 5_000_000, "the walk takes too many steps");
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(Counted)),
            Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, Counted(value))))
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// Returns the verdict, and how many parts were serialized for it.
fn validate(value: &Value, schema: &'static Schema) -> (bool, usize) {
    SERIALIZED.set(0);
    (holds(&Counted(value), schema), SERIALIZED.get())
}

fn nested(depth: usize, leaf: Value, wrap: impl Fn(Value) -> Value) -> Value {
    (0..depth).fold(leaf, |inner, _| wrap(inner))
}

fn expression() -> &'static Schema {
    const PLUS: &Schema = &Schema::OBJECT.properties(&[
        Property { name: "arg", schema: Ref::Of(expression), required: Required::Always },
        Property { name: "plus", schema: Ref::Inline(&Schema::BOOLEAN), required: Required::Always },
    ]);
    const MINUS: &Schema = &Schema::OBJECT.properties(&[
        Property { name: "arg", schema: Ref::Of(expression), required: Required::Always },
        Property { name: "minus", schema: Ref::Inline(&Schema::BOOLEAN), required: Required::Always },
    ]);
    const EXPRESSION: &Schema = &Schema::ANY.one_of(&[inline(PLUS), inline(MINUS), inline(&Schema::INTEGER)]);
    EXPRESSION
}

#[test]
fn a_valid_value_of_a_recursive_union_is_walked_in_linear_time() {
    let value = nested(100, json!(1), |arg| json!({ "arg": arg, "minus": true }));
    let (is_valid, serialized) = validate(&value, expression());

    assert!(is_valid);
    assert!(serialized < 30 * count(&value), "{serialized}");
}

#[test]
fn an_invalid_value_of_a_recursive_union_is_walked_in_linear_time() {
    let value = nested(100, json!("leaf"), |arg| json!({ "arg": arg, "minus": true }));
    let (is_valid, serialized) = validate(&value, expression());

    assert!(!is_valid);
    assert!(serialized < 60 * count(&value), "{serialized}");
}

#[test]
fn wide_values_within_a_union_are_walked_in_linear_time() {
    let value = nested(20, json!(1), |arg| json!({ "arg": arg, "minus": true, "rest": vec![1; 1_000] }));
    let (is_valid, serialized) = validate(&value, expression());

    assert!(is_valid);
    assert!(serialized < 30 * count(&value), "{serialized}");
}

#[test]
fn a_property_that_two_parts_of_all_of_declare_is_walked_in_linear_time() {
    fn whole() -> &'static Schema {
        const PART: &Schema =
            &Schema::OBJECT.properties(&[Property { name: "next", schema: Ref::Of(whole), required: Required::Never }]);
        const INTEGER_2020: &Schema = &Schema::ANY.all_of(&[inline(PART), inline(PART)]);
        INTEGER_2020
    }
    for leaf in [json!({}), json!("leaf")] {
        let value = nested(60, leaf, |next| json!({ "next": next }));
        let (_, serialized) = validate(&value, whole());
        assert!(serialized < 100 * count(&value), "{serialized}");
    }
    let value = nested(60, json!("leaf"), |next| json!({ "next": next }));
    assert!(violations(&value, whole()).iter().all(|violation| violation.pointer().len() == 60 * "/next".len()));
}

#[test]
fn a_schema_that_judges_a_name_and_a_value_says_its_own_of_each() {
    const WORD: &Schema = &Schema::STRING.min_length(3);
    const VALUE: &Schema = &Schema::ANY.all_of(&[inline(WORD)]);
    const NAMES: &Keywords2020 = &Keywords2020::ANY.property_names(inline(VALUE));
    const S: &Schema = &Schema::OBJECT.additional_properties(inline(VALUE)).keywords_2020(NAMES);
    let members: Map<String, Value> = (0..1_500).map(|number| (format!("name {number}"), json!("value"))).collect();
    assert!(holds(&members, S));
    let mut broken_value = members.clone();
    broken_value.insert("name 1600".to_owned(), json!("no"));
    assert_eq!(broken(&broken_value, S), [("/name 1600".to_owned(), "minLength")]);
    let mut broken_name = members;
    broken_name.insert("no".to_owned(), json!("value"));
    assert_eq!(broken(&broken_name, S), [("/no".to_owned(), "propertyNames")]);
}

#[test]
fn an_endless_schema_is_reported_late_in_a_walk_too() {
    fn endless() -> &'static Schema {
        const ENDLESS: &Schema = &Schema::ANY.all_of(&[Ref::Of(endless)]);
        ENDLESS
    }
    const NUMBER: &Schema = &Schema::ANY.any_of(&[inline(&Schema::INTEGER)]);
    const NUMBERS: &Schema = &Schema::ARRAY.items(inline(NUMBER));
    const MANY: &Schema = &Schema::OBJECT.properties(&[
        Property { name: "a", schema: Ref::Inline(NUMBERS), required: Required::Never },
        Property { name: "b", schema: Ref::Of(endless), required: Required::Never },
    ]);
    let value = json!({ "a": vec![1; 3_000], "b": 1 });
    assert_eq!(broken(&value, MANY), [("/b".to_owned(), "$ref")]);
}

const UNIONS: usize = 4;

macro_rules! union_functions {
    ($($name:ident $index:literal),*) => {
        $(fn $name() -> &'static Schema {
            GRAPH.with_borrow(|graph| graph[$index])
        })*
        const UNION: [fn() -> &'static Schema; UNIONS] = [$($name),*];
    };
}
union_functions!(first 0, second 1, third 2, fourth 3);

/// What a random union is made of: how it chooses, and for each member its properties, which refer to unions.
type Member = Vec<(usize, usize, bool)>;

#[derive(Clone, Debug)]
struct UnionShape {
    is_one_of: bool,
    members: Vec<Member>,
    takes_integers: bool,
}

fn shapes() -> impl Strategy<Value = Vec<UnionShape>> {
    let member = prop::collection::vec((0..3_usize, 0..UNIONS, any::<bool>()), 1..4);
    let union = (any::<bool>(), prop::collection::vec(member, 1..4), any::<bool>());
    let union =
        union.prop_map(|(is_one_of, members, takes_integers)| UnionShape { is_one_of, members, takes_integers });
    prop::collection::vec(union, UNIONS)
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

fn member_schema(member: &Member) -> Ref {
    let mut properties: Vec<Property> = Vec::new();
    for (name, union, required) in member {
        if properties.iter().all(|known| known.name != NAMES[*name]) {
            let required = if *required { Required::Always } else { Required::Never };
            properties.push(Property { name: NAMES[*name], schema: Ref::Of(UNION[*union]), required });
        }
    }
    Ref::Inline(leak(Schema::OBJECT.properties(leak_all(properties))))
}

fn schema(shape: &UnionShape) -> &'static Schema {
    let mut members: Vec<Ref> = shape.members.iter().map(member_schema).collect();
    if shape.takes_integers {
        members.push(Ref::Inline(&Schema::INTEGER));
    }
    let members = leak_all(members);
    leak(if shape.is_one_of { Schema::ANY.one_of(members) } else { Schema::ANY.any_of(members) })
}

/// The verdict of a short evaluator, level by level from the leaves up.
fn reference(value: &Value, shapes: &[UnionShape]) -> [bool; UNIONS] {
    let below: Vec<(&str, [bool; UNIONS])> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.as_str(), reference(value, shapes))).collect()
        }
        _ => Vec::new(),
    };
    let satisfies = |member: &Member| {
        let mut seen = Vec::new();
        value.is_object()
            && member.iter().all(|(name, union, required)| {
                if seen.contains(name) {
                    return true;
                }
                seen.push(*name);
                below
                    .iter()
                    .find(|(known, _)| *known == NAMES[*name])
                    .map_or(!required, |(_, verdicts)| verdicts[*union])
            })
    };
    let mut verdicts = [false; UNIONS];
    for (verdict, shape) in verdicts.iter_mut().zip(shapes) {
        let integer = usize::from(shape.takes_integers && value.is_i64());
        let holding = integer + shape.members.iter().filter(|member| satisfies(member)).count();
        *verdict = if shape.is_one_of { holding == 1 } else { holding > 0 };
    }
    verdicts
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(json!(1)), Just(json!("text")), Just(json!({}))];
    let step = prop::collection::vec((0..3_usize, 0..4_u8), 0..40);
    (leaf, step).prop_map(|(leaf, steps)| {
        steps.into_iter().fold(leaf, |inner, (name, others)| {
            let mut members = Map::from_iter([(NAMES[name].to_owned(), inner)]);
            for (other, known) in NAMES.iter().enumerate() {
                if other != name && others & (1 << (other % 2)) != 0 {
                    members.insert((*known).to_owned(), json!(other));
                }
            }
            Value::Object(members)
        })
    })
}

proptest! {
    #[test]
    fn random_recursive_unions_are_walked_in_linear_time(shapes in shapes(), value in values()) {
        GRAPH.set(shapes.iter().map(schema).collect());
        let pairs = count(&value) * UNIONS * 5;
        for (union, expected) in UNION.into_iter().zip(reference(&value, &shapes)) {
            let (is_valid, serialized) = validate(&value, union());
            prop_assert_eq!(is_valid, expected);
            prop_assert!(serialized < 2_000 + 20 * pairs, "{} of {}", serialized, pairs);
        }
    }
}

#[test]
fn a_value_whose_tag_decides_is_walked_in_linear_time() {
    fn tagged() -> &'static Schema {
        const MEMBER: &Schema = &Schema::OBJECT.properties(&[
            Property { name: "arg", schema: Ref::Of(tagged), required: Required::Never },
            Property { name: "kind", schema: Ref::Inline(&Schema::STRING), required: Required::Always },
        ]);
        const A: &[Literal] = &[Literal::String("a")];
        const B: &[Literal] = &[Literal::String("b")];
        const TAGGED: &Schema = &Schema::ANY
            .one_of_by_discriminator(&[Ref::Inline(MEMBER), Ref::Inline(MEMBER)])
            .discriminator("kind")
            .discriminator_values(&[A, B]);
        TAGGED
    }
    for leaf in [json!({ "kind": "a" }), json!({ "kind": 1 })] {
        let is_expected = leaf["kind"] == "a";
        let value = nested(100, leaf, |arg| json!({ "arg": arg, "kind": "b" }));
        let (is_valid, serialized) = validate(&value, tagged());
        assert_eq!(is_valid, is_expected);
        assert!(serialized < 30 * count(&value), "{serialized}");
    }
}
