use clientwright_runtime::validation::schema::{Literal, Schema};
use serde_json::json;

use crate::support::{broken, exactly, holds, inline, lines};

#[test]
fn items_are_validated_each_at_its_place() {
    const S: &Schema = &Schema::ARRAY.items(inline(const { &Schema::INTEGER.minimum(0) }));
    assert!(holds(&[0, 1], S) && holds(&json!([]), S));
    assert_eq!(broken(&json!([0, -1, "a"]), S), [("/1".to_owned(), "minimum"), ("/2".to_owned(), "type")]);
}

#[test]
fn min_items_takes_its_count() {
    const S: &Schema = &Schema::ARRAY.min_items(2);
    assert!(holds(&[1, 2], S));
    assert_eq!(lines(&[1], S), ["the body: has 1 item, fewer than the minimum 2"]);
}

#[test]
fn max_items_takes_its_count() {
    const S: &Schema = &Schema::ARRAY.max_items(2);
    assert!(holds(&[1, 2], S));
    assert_eq!(lines(&[1, 2, 3], S), ["the body: has 3 items, more than the maximum 2"]);
}

#[test]
fn unique_items_compare_as_json() {
    const S: &Schema = &Schema::ARRAY.unique_items();
    assert!(holds(&json!([1, "1", true, null, [1], { "a": 1 }, [], {}]), S));
    assert_eq!(lines(&json!([2, 1, 1.0]), S), ["the body: the items 1 and 2 are equal"]);
    assert!(!holds(&json!([[{ "a": 1, "b": [2] }], [{ "b": [2.0], "a": 1 }]]), S));
    assert!(holds(&json!([[1, 2], [2, 1]]), S));
    assert!(!holds(&json!(["ä\n", "ä\n"]), S));
}

#[test]
fn unique_items_compare_numbers_without_rounding() {
    const S: &Schema = &Schema::ARRAY.unique_items();
    assert!(holds(&[u128::MAX, u128::MAX - 1], S));
    assert!(holds(&[exactly("1.00000000000000000001"), exactly("1")], S));
    assert!(!holds(&[100.0, 1e2], S));
    assert!(!holds(&[0.0, -0.0], S));
}

#[test]
fn unique_items_report_every_repetition() {
    assert_eq!(broken(&[1, 1, 2, 1], const { &Schema::ARRAY.unique_items() }).len(), 2);
}

#[test]
fn enum_lists_arrays() {
    const S: &Schema = &Schema::ARRAY.enum_values(&[Literal::Json("[1, {\"a\": null, \"b\": \"\\u0061\"}]")]);
    assert!(holds(&json!([1.0, { "b": "a", "a": null }]), S));
    assert_eq!(broken(&json!([1]), S), [(String::new(), "enum")]);
}

#[test]
fn array_keywords_ask_nothing_of_other_types() {
    const S: &Schema = &Schema::ANY.min_items(1).unique_items().items(inline(&Schema::FALSE));
    assert!(holds("a", S) && holds(&json!({ "a": 1 }), S));
}
