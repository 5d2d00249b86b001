//! `unevaluatedProperties` and `unevaluatedItems`.

use clientwright_runtime::validation::schema::{Condition, Keywords2020, Pattern, Schema, optional, required};
use serde_json::json;

use crate::support::{broken, holds, inline, lines};

const INTEGER: &Schema = &Schema::INTEGER;
const NO_MORE: Keywords2020 = Keywords2020::ANY.unevaluated_properties(inline(&Schema::FALSE));
const NO_MORE_ITEMS: Keywords2020 = Keywords2020::ANY.unevaluated_items(inline(&Schema::FALSE));
const A: &Schema = &Schema::OBJECT.properties(&[optional("a", INTEGER)]);
const B: &Schema = &Schema::OBJECT.properties(&[required("b", INTEGER)]);

#[test]
fn members_that_any_part_of_all_of_names_are_evaluated() {
    const S: &Schema =
        &Schema::OBJECT.properties(&[optional("c", INTEGER)]).all_of(&[inline(A)]).keywords_2020(&NO_MORE);
    assert!(holds(&json!({ "a": 1, "c": 2 }), S) && holds(&json!({}), S));
    assert_eq!(lines(&json!({ "a": 1, "x": 2 }), S), ["/x: no property of this name is allowed"]);
    assert_eq!(broken(&json!({ "x": 2 }), S), [("/x".to_owned(), "unevaluatedProperties")]);
}

#[test]
fn a_member_of_any_of_counts_where_it_holds() {
    const S: &Schema = &Schema::ANY.any_of(&[inline(A), inline(B)]).keywords_2020(&NO_MORE);
    assert!(holds(&json!({ "a": 1, "b": 2 }), S) && holds(&json!({ "a": 1 }), S));
    assert!(!holds(&json!({ "a": 1, "b": "is no integer" }), S));
}

#[test]
fn the_member_of_one_of_counts_that_holds() {
    const C: &Schema = &Schema::OBJECT.properties(&[required("c", INTEGER)]);
    const S: &Schema = &Schema::ANY.one_of(&[inline(B), inline(C)]).keywords_2020(&NO_MORE);
    assert!(holds(&json!({ "b": 1 }), S) && holds(&json!({ "c": 1 }), S));
    assert!(!holds(&json!({ "b": 1, "d": 1 }), S));
}

#[test]
fn what_not_looks_at_is_not_evaluated() {
    const S: &Schema = &Schema::ANY.not(inline(&Schema::ANY.not(inline(A)))).keywords_2020(&NO_MORE);
    assert!(!holds(&json!({ "a": 1 }), S));
}

#[test]
fn conditions_count_with_what_they_choose() {
    const CHOICE: &[Condition] = &[Condition::when(inline(B)).then(inline(A))];
    const S: &Schema = &Schema::OBJECT.keywords_2020(&NO_MORE.conditions(CHOICE));
    assert!(holds(&json!({ "a": 1, "b": 1 }), S));
    assert!(!holds(&json!({ "a": 1 }), S));
}

#[test]
fn names_are_evaluated_by_patterns_and_by_what_takes_all() {
    const PATTERN: Pattern = Pattern { source: "^x", is_match: |name| name.starts_with('x') };
    const BY_NAME: &Schema = &Schema::OBJECT.keywords_2020(&NO_MORE.pattern_properties(&[(PATTERN, inline(INTEGER))]));
    const ALL: &Schema = &Schema::OBJECT
        .all_of(&[inline(&Schema::OBJECT.additional_properties(inline(INTEGER)))])
        .keywords_2020(&NO_MORE);
    assert!(holds(&json!({ "x1": 1 }), BY_NAME) && !holds(&json!({ "y": 1 }), BY_NAME));
    assert!(holds(&json!({ "y": 1 }), ALL));
}

#[test]
fn what_is_left_over_may_have_a_schema() {
    const S: &Schema = &A.keywords_2020(&Keywords2020::ANY.unevaluated_properties(inline(&Schema::STRING)));
    assert!(holds(&json!({ "a": 1, "b": "text" }), S));
    assert_eq!(broken(&json!({ "a": 1, "b": 2 }), S), [("/b".to_owned(), "type")]);
}

#[test]
fn a_part_that_leaves_nothing_over_evaluates_all() {
    const INNER: &Schema = &A.keywords_2020(&Keywords2020::ANY.unevaluated_properties(inline(&Schema::ANY)));
    const OUTER: &Schema = &Schema::ANY.all_of(&[inline(INNER)]).keywords_2020(&NO_MORE);
    const CLOSED: &Schema = &A.keywords_2020(&NO_MORE);
    const COUSINS: &Schema = &Schema::ANY.all_of(&[inline(B), inline(CLOSED)]);
    assert!(holds(&json!({ "z": 1 }), OUTER));
    assert!(!holds(&json!({ "a": 1, "b": 1 }), COUSINS));
}

#[test]
fn other_values_have_no_members_and_no_items() {
    const S: &Schema = &Schema::ANY.keywords_2020(&NO_MORE.unevaluated_items(inline(&Schema::FALSE)));
    assert!(holds(&json!("a"), S) && holds(&json!([]), S) && holds(&json!({}), S) && holds(&json!(null), S));
    assert!(!holds(&json!([1]), S) && !holds(&json!({ "a": 1 }), S));
}

#[test]
fn items_beyond_every_prefix_are_left_over() {
    const ONE: &Schema = &Schema::ARRAY.keywords_2020(&Keywords2020::ANY.prefix_items(&[inline(INTEGER)]));
    const TWO: &Schema =
        &Schema::ANY.keywords_2020(&Keywords2020::ANY.prefix_items(&[inline(&Schema::ANY), inline(INTEGER)]));
    const S: &Schema = &Schema::ANY.all_of(&[inline(ONE), inline(TWO)]).keywords_2020(&NO_MORE_ITEMS);
    assert!(holds(&[1, 2], S) && holds(&[1], S));
    assert_eq!(lines(&[1, 2, 3], S), ["/2: no item at this index is allowed"]);
}

#[test]
fn items_that_contains_is_about_are_evaluated() {
    const CONTAINS: Keywords2020 = NO_MORE_ITEMS.prefix_items(&[inline(INTEGER)]).contains(inline(&Schema::STRING));
    const S: &Schema = &Schema::ARRAY.keywords_2020(&CONTAINS);
    assert!(holds(&json!([1, "a", "b"]), S));
    assert!(!holds(&json!([1, "a", 2]), S));
}

#[test]
fn items_evaluate_all() {
    const S: &Schema =
        &Schema::ANY.all_of(&[inline(&Schema::ARRAY.items(inline(INTEGER)))]).keywords_2020(&NO_MORE_ITEMS);
    assert!(holds(&[1, 2], S));
}
