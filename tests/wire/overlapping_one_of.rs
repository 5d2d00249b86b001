//! `oneOf` whose members contain one another.

use overlapping_one_of::Validate;
use overlapping_one_of::serde_json::json;
use overlapping_one_of::types::{Item, Metadata, Round, Shape};

calls_of!(overlapping_one_of);

fn is_valid(item: &str) -> bool {
    Item::from_json(item.as_bytes()).is_ok()
}

#[tokio::test]
async fn a_whole_number_is_sent_where_any_number_is_a_member_too() {
    let item: Item =
        overlapping_one_of::serde_json::from_value(json!({"metadata": {"a": 1, "b": 1.5}})).expect("an item");
    assert_eq!(item.metadata.as_ref().and_then(|metadata| metadata.get("a")), Some(&Metadata::Integer(1)));
    let request = sent(204, |client| client.add_item(&item)).await;
    assert_eq!(request.text(), r#"{"metadata":{"a":1,"b":1.5}}"#);
}

#[test]
fn text_of_a_format_or_from_a_list_is_valid_with_any_text() {
    assert!(is_valid(r#"{"when":"2020-01-01T00:00:00Z"}"#));
    assert!(is_valid(r#"{"when":"tomorrow"}"#));
    assert!(is_valid(r#"{"status":"on"}"#));
    assert!(is_valid(r#"{"status":"other"}"#));
    assert!(!is_valid(r#"{"status":1}"#));
}

#[test]
fn what_has_assertions_of_its_own_is_validated_to_the_letter() {
    assert!(!is_valid(r#"{"name":"four"}"#));
    assert!(is_valid(r#"{"name":"longer"}"#));
    assert!(!is_valid(r#"{"level":1}"#));
    assert!(is_valid(r#"{"level":1.5}"#));
}

#[test]
fn the_tag_decides_where_the_schemas_tell_nothing() {
    assert!(is_valid(r#"{"shape":{"kind":"circle","size":1}}"#));
    assert!(!is_valid(r#"{"shape":{"kind":"circle","size":1.5}}"#));
    assert!(is_valid(r#"{"shape":{"kind":"square","size":1.5}}"#));
    let shape = Shape::Circle(Round { size: Some(1), ..Round::default() });
    assert!(shape.validate().is_ok());
}
