//! `prefixItems`, `contains`, `minContains`, `maxContains`.

use clientwright_runtime::validation::schema::{Keywords2020, Schema};
use serde_json::json;

use crate::support::{broken, holds, inline, lines};

const INTEGER: &Schema = &Schema::INTEGER;

#[test]
fn prefix_items_judge_the_first_items_and_items_the_rest() {
    const S: &Schema = &Schema::ARRAY
        .items(inline(&Schema::BOOLEAN))
        .keywords_2020(&Keywords2020::ANY.prefix_items(&[inline(INTEGER), inline(&Schema::STRING)]));
    assert!(holds(&json!([1, "a", true, false]), S) && holds(&json!([1]), S));
    assert_eq!(broken(&json!(["a", 1, 2]), S), [("/0", "type"), ("/1", "type"), ("/2", "type")].map(owned));
}

#[test]
fn items_that_never_hold_end_the_prefix() {
    const S: &Schema =
        &Schema::ARRAY.items(inline(&Schema::FALSE)).keywords_2020(&Keywords2020::ANY.prefix_items(&[inline(INTEGER)]));
    assert!(holds(&[1], S));
    assert_eq!(broken(&[1, 2], S), [("/1", "false")].map(owned));
}

#[test]
fn contains_asks_for_one_item() {
    const S: &Schema = &Schema::ARRAY.keywords_2020(&Keywords2020::ANY.contains(inline(INTEGER)));
    assert!(holds(&json!(["a", 1]), S));
    assert_eq!(lines(&json!(["a"]), S), ["the body: no item satisfies the schema of contains"]);
}

#[test]
fn min_contains_asks_for_more() {
    const S: &Schema = &Schema::ARRAY.keywords_2020(&Keywords2020::ANY.contains(inline(INTEGER)).min_contains(2));
    assert!(holds(&[1, 2], S));
    let expected = "the body: 1 item satisfies the schema of contains, fewer than the minimum 2";
    assert_eq!(lines(&json!(["a", 1]), S), [expected]);
    assert_eq!(broken(&json!(["a"]), S), [("", "minContains")].map(owned));
}

#[test]
fn min_contains_of_zero_asks_for_none() {
    const S: &Schema = &Schema::ARRAY.keywords_2020(&Keywords2020::ANY.contains(inline(INTEGER)).min_contains(0));
    assert!(holds(&json!(["a"]), S) && holds(&json!([]), S));
}

#[test]
fn max_contains_takes_its_count() {
    const S: &Schema = &Schema::ARRAY.keywords_2020(&Keywords2020::ANY.contains(inline(INTEGER)).max_contains(1));
    assert!(holds(&json!([1, "a"]), S));
    let expected = "the body: 2 items satisfy the schema of contains, more than the maximum 1";
    assert_eq!(lines(&json!([1, "a", 2]), S), [expected]);
}

#[test]
fn items_of_contains_are_validated_by_items_too() {
    const S: &Schema = &Schema::ARRAY
        .items(inline(const { &Schema::ANY.maximum(5) }))
        .keywords_2020(&Keywords2020::ANY.contains(inline(INTEGER)));
    assert_eq!(broken(&[9], S), [("/0", "maximum")].map(owned));
}

#[test]
fn they_ask_nothing_of_other_types() {
    const S: &Schema = &Schema::ANY
        .keywords_2020(&Keywords2020::ANY.prefix_items(&[inline(&Schema::FALSE)]).contains(inline(&Schema::FALSE)));
    assert!(holds(&json!({ "a": 1 }), S) && holds("a", S));
}

fn owned((pointer, keyword): (&str, &'static str)) -> (String, &'static str) {
    (pointer.to_owned(), keyword)
}
