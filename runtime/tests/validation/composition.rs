use clientwright_runtime::validation::schema::{Literal, Number, Ref, Schema, optional, required};
use serde_json::{Value, json};

use crate::support::{broken, holds, inline, lines, violations};

const SHORT: &Schema = &Schema::STRING.max_length(3);
const LOW: &Schema = &Schema::INTEGER.maximum(10);
const HIGH: &Schema = &Schema::INTEGER.minimum(5);

#[test]
fn all_of_reports_each_member() {
    const S: &Schema = &Schema::ANY.all_of(&[inline(LOW), inline(HIGH)]);
    assert!(holds(&7, S));
    assert_eq!(lines(&11, S), ["the body: 11 is greater than the maximum 10"]);
    assert_eq!(broken("a", S), [(String::new(), "type"), (String::new(), "type")]);
}

#[test]
fn any_of_takes_one_member_or_more() {
    const S: &Schema = &Schema::ANY.any_of(&[inline(LOW), inline(HIGH), inline(SHORT)]);
    assert!(holds(&7, S) && holds(&1, S) && holds("abc", S));
    assert_eq!(broken("abcd", S), [(String::new(), "anyOf")]);
}

#[test]
fn one_of_takes_exactly_one_member() {
    const S: &Schema = &Schema::ANY.one_of(&[inline(SHORT), inline(LOW), inline(HIGH)]);
    assert!(holds(&1, S) && holds(&11, S) && holds("abc", S));
    assert_eq!(lines(&7, S), ["the body: matches schemas 2 and 3 of oneOf, but exactly one must match"]);
    assert_eq!(broken(&1.5, S), [(String::new(), "oneOf")]);
}

#[test]
fn not_rules_out() {
    const S: &Schema = &Schema::ANY.not(inline(SHORT));
    assert!(holds("abcd", S) && holds(&1, S));
    assert_eq!(lines("abc", S), ["the body: satisfies the schema that `not` rules out"]);
}

#[test]
fn a_failed_union_names_the_closest_member_and_its_fault() {
    const CAT: &Schema = &Schema::OBJECT.properties(&[required("lives", LOW), required("name", &Schema::STRING)]);
    const DOG: &Schema = &Schema::OBJECT.properties(&[required("bark", &Schema::STRING), required("tail", LOW)]);
    const S: &Schema = &Schema::ANY.any_of(&[inline(DOG), inline(CAT)]);
    assert_eq!(
        lines(&json!({ "lives": 11, "name": "Tom" }), S),
        ["the body: matches none of the 2 schemas of anyOf; the closest is number 2: \
          /lives 11 is greater than the maximum 10"]
    );
}

#[test]
fn a_member_of_another_type_is_not_the_closest() {
    const DOG: &Schema = &Schema::OBJECT.properties(&[required("bark", &Schema::STRING), required("tail", LOW)]);
    const S: &Schema = &Schema::ANY.any_of(&[inline(&Schema::STRING), inline(DOG)]);
    assert_eq!(
        lines(&json!({}), S),
        ["the body: matches none of the 2 schemas of anyOf; the closest is number 2: \
          the required property \"bark\" is missing (and 1 more)"]
    );
}

#[test]
fn a_failed_union_in_a_failed_union_is_explained_once() {
    const INNER: &Schema = &Schema::ANY.one_of(&[inline(LOW), inline(&Schema::BOOLEAN)]);
    const S: &Schema = &Schema::ANY.any_of(&[inline(INNER)]);
    assert_eq!(
        lines("x", S),
        [
            "the body: does not match the one schema of anyOf; the closest is number 1: matches none of the 2 schemas of oneOf"
        ]
    );
}

#[test]
fn the_closest_member_is_named_if_it_is_a_type() {
    const DOG: &Schema = &Schema::OBJECT.properties(&[required("bark", LOW)]).struct_name("Dog");
    const S: &Schema = &Schema::ANY.any_of(&[inline(&Schema::STRING), inline(DOG)]);
    assert_eq!(
        lines(&json!({ "bark": 11 }), S),
        [
            "the body: matches none of the 2 schemas of anyOf; the closest is Dog: /bark 11 is greater than the maximum 10"
        ]
    );
}

#[test]
fn the_faults_of_the_member_that_the_tag_tells_are_told() {
    const CAT: &Schema = &Schema::OBJECT.properties(&[required("kind", &Schema::STRING), required("lives", LOW)]);
    const DOG: &Schema = &Schema::OBJECT.properties(&[required("kind", &Schema::STRING), required("bark", LOW)]);
    const S: &Schema = &Schema::ANY
        .one_of(&[inline(CAT), inline(DOG)])
        .discriminator("kind")
        .discriminator_values(&[&[Literal::String("cat")], &[Literal::String("dog"), Literal::String("puppy")]]);
    assert_eq!(
        lines(&json!({ "kind": "puppy", "lives": 11 }), S),
        ["the body: the required property \"bark\" is missing"]
    );
}

#[test]
fn a_list_of_types_is_told_as_type() {
    const S: &Schema = &Schema::ANY.type_list(&[inline(SHORT), inline(LOW)]);
    assert!(holds("abc", S) && holds(&1, S));
    assert_eq!(broken("abcd", S), [(String::new(), "maxLength")]);
    assert_eq!(broken(&11, S), [(String::new(), "maximum")]);
    assert_eq!(lines(&true, S), ["the body: true is not a string or an integer"]);
    let [violation] = violations(&true, S).iter().cloned().collect::<Vec<_>>().try_into().expect("one");
    assert_eq!((violation.keyword(), violation.bound()), ("type", Some(r#"["string","integer"]"#)));
}

#[test]
fn const_and_false_are_told_by_their_names() {
    const ONE: &Schema = &Schema::ANY.const_value(&[Literal::Number(Number::Integer(1))]);
    assert_eq!(broken(&2, ONE), [(String::new(), "const")]);
    assert_eq!(broken(&2, &Schema::FALSE), [(String::new(), "false")]);
}

#[test]
fn unions_and_keywords_with_them_all_count() {
    const S: &Schema = &Schema::INTEGER.minimum(100).any_of(&[inline(LOW)]).not(inline(&Schema::INTEGER));
    let keywords: Vec<_> = broken(&50, S).into_iter().map(|(_, keyword)| keyword).collect();
    assert_eq!(keywords, ["minimum", "anyOf", "not"]);
}

fn tree() -> &'static Schema {
    static TREE: Schema = Schema::OBJECT
        .properties(&[
            required("name", const { &Schema::STRING.min_length(1) }),
            optional("children", const { &Schema::ARRAY.items(Ref::Of(tree)) }),
        ])
        .additional_properties_false();
    &TREE
}

#[test]
fn schemas_may_refer_to_themselves() {
    let value = json!({ "name": "a", "children": [{ "name": "b", "children": [{ "name": "" }] }] });
    assert_eq!(broken(&value, tree()), [("/children/0/children/0/name".to_owned(), "minLength")]);
}

#[test]
fn deep_values_are_walked_to_the_end() {
    let deep = |leaf: Value| (0..100).fold(leaf, |child, _| json!({ "name": "a", "children": [child] }));
    assert!(holds(&deep(json!({ "name": "leaf" })), tree()));
    assert!(!holds(&deep(json!({ "name": "" })), tree()));
}

fn endless() -> &'static Schema {
    static ENDLESS: Schema = Schema::ANY.all_of(&[Ref::Of(endless), Ref::Of(endless)]);
    &ENDLESS
}

#[test]
fn a_schema_that_refers_to_itself_alone_is_a_violation() {
    assert_eq!(broken(&1, endless()), [(String::new(), "$ref")]);
}

#[test]
fn not_does_not_turn_an_endless_schema_into_a_match() {
    const NOT: &Schema = &Schema::ANY.not(Ref::Of(endless));
    const ANY_OF: &Schema = &Schema::ANY.any_of(&[Ref::Of(endless), inline(&Schema::ANY)]);
    assert_eq!(broken(&1, NOT), [(String::new(), "$ref")]);
    assert_eq!(broken(&1, ANY_OF), [(String::new(), "$ref")]);
}

#[test]
fn a_probe_leaves_no_trace() {
    const S: &Schema = &Schema::ANY.any_of(&[inline(SHORT), inline(LOW)]).not(inline(&Schema::BOOLEAN));
    assert!(violations(&1, S).is_empty());
}
