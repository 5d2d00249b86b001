//! `patternProperties`, `propertyNames`, `dependentRequired`.

use clientwright_runtime::validation::schema::{Keywords2020, Pattern, Schema, optional};
use serde_json::json;

use crate::support::{WORD, broken, holds, inline, lines};

const INTEGER: &Schema = &Schema::INTEGER;

#[test]
fn members_are_validated_by_every_pattern_that_matches() {
    const SHORT: Pattern = Pattern { source: "^.$", is_match: |text| text.chars().count() == 1 };
    const S: &Schema = &Schema::OBJECT.keywords_2020(
        &Keywords2020::ANY.pattern_properties(&[(WORD, inline(INTEGER)), (SHORT, inline(&Schema::ANY.minimum(2)))]),
    );
    assert!(holds(&json!({ "a": 2, "ab": 1, "A": 3, "AB": "x" }), S));
    assert_eq!(broken(&json!({ "a": 1 }), S), [("/a".to_owned(), "minimum")]);
    assert_eq!(broken(&json!({ "ab": "x" }), S), [("/ab".to_owned(), "type")]);
}

#[test]
fn properties_are_validated_by_patterns_too() {
    const S: &Schema = &Schema::OBJECT
        .properties(&[optional("a", const { &Schema::ANY.maximum(5) })])
        .keywords_2020(&Keywords2020::ANY.pattern_properties(&[(WORD, inline(INTEGER))]));
    assert!(holds(&json!({ "a": 1 }), S));
    assert_eq!(broken(&json!({ "a": 6.5 }), S).len(), 2);
}

#[test]
fn a_closed_object_takes_members_that_match_a_pattern() {
    const S: &Schema = &Schema::OBJECT
        .additional_properties_false()
        .keywords_2020(&Keywords2020::ANY.pattern_properties(&[(WORD, inline(&Schema::ANY))]));
    assert!(holds(&json!({ "a": 1 }), S));
    assert_eq!(broken(&json!({ "a": 1, "A": 1 }), S), [("/A".to_owned(), "additionalProperties")]);
}

#[test]
fn additional_properties_are_those_that_match_no_pattern() {
    const S: &Schema = &Schema::OBJECT
        .additional_properties(inline(&Schema::BOOLEAN))
        .keywords_2020(&Keywords2020::ANY.pattern_properties(&[(WORD, inline(INTEGER))]));
    assert!(holds(&json!({ "a": 1, "A": true }), S));
    assert_eq!(broken(&json!({ "A": 1 }), S), [("/A".to_owned(), "type")]);
}

#[test]
fn what_matches_a_pattern_may_be_required_and_is_counted() {
    const S: &Schema = &Schema::OBJECT
        .required(&["a"])
        .min_properties(1)
        .keywords_2020(&Keywords2020::ANY.pattern_properties(&[(WORD, inline(INTEGER))]));
    assert!(holds(&json!({ "a": 1 }), S));
    assert_eq!(broken(&json!({ "b": 1 }), S), [(String::new(), "required")]);
}

#[test]
fn names_are_validated_at_their_members() {
    const S: &Schema = &Schema::OBJECT
        .keywords_2020(&Keywords2020::ANY.property_names(inline(const { &Schema::STRING.max_length(2) })));
    assert!(holds(&json!({ "ab": 1 }), S) && holds(&json!({}), S));
    let expected = "/abc: no property may have this name: \"abc\" is 3 characters long, longer than the maximum 2";
    assert_eq!(lines(&json!({ "abc": 1, "a": 1 }), S), [expected]);
    assert_eq!(broken(&json!({ "abc": 1 }), S), [("/abc".to_owned(), "propertyNames")]);
}

#[test]
fn a_member_requires_those_that_depend_on_it() {
    const S: &Schema = &Schema::OBJECT.keywords_2020(&Keywords2020::ANY.dependent_required(&[("a", &["b", "c"])]));
    assert!(holds(&json!({ "b": 1 }), S) && holds(&json!({ "a": 1, "b": 2, "c": 3 }), S));
    let expected = "the body: the property \"c\" is missing, which the property \"a\" requires";
    assert_eq!(lines(&json!({ "a": 1, "b": 2 }), S), [expected]);
    assert_eq!(broken(&json!({ "a": 1 }), S), vec![(String::new(), "dependentRequired"); 2]);
}

#[test]
fn they_ask_nothing_of_other_types() {
    const S: &Schema = &Schema::ANY.keywords_2020(
        &Keywords2020::ANY.pattern_properties(&[(WORD, inline(&Schema::FALSE))]).property_names(inline(&Schema::FALSE)),
    );
    assert!(holds(&["a"], S) && holds("a", S) && holds(&1, S));
}
