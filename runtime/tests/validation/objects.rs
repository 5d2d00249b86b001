use std::collections::BTreeMap;

use clientwright_runtime::validation::schema::{Literal, Property, Schema, optional, required};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::support::{broken, holds, inline, lines, violations};

const PERSON: &Schema = &Schema::OBJECT.properties(&[
    required("name", const { &Schema::STRING.min_length(1) }),
    optional("age", const { &Schema::INTEGER.minimum(0) }),
    optional("nick", const { &Schema::STRING.nullable() }),
]);

#[test]
fn properties_are_validated_at_their_places() {
    assert!(holds(&json!({ "name": "a", "age": 0, "nick": null }), PERSON));
    assert_eq!(broken(&json!({ "name": "", "age": -1 }), PERSON).len(), 2);
    assert_eq!(lines(&json!({ "name": "a", "age": -1 }), PERSON), ["/age: -1 is less than the minimum 0"]);
}

#[test]
fn null_is_no_absence() {
    assert_eq!(lines(&json!({ "name": "a", "age": null }), PERSON), ["/age: null is not an integer"]);
}

#[test]
fn members_may_come_in_any_order() {
    #[derive(Serialize)]
    struct Person {
        nick: Value,
        age: Value,
        name: Value,
    }
    let broken = broken(&Person { nick: json!(1), age: json!("b"), name: json!("a") }, PERSON);
    assert_eq!(broken, [("/nick".to_owned(), "type"), ("/age".to_owned(), "type")]);
}

#[test]
fn a_missing_property_is_reported_at_its_object() {
    const OUTER: &Schema = &Schema::OBJECT.properties(&[optional("owner", PERSON)]);
    let violations = violations(&json!({ "owner": {} }), OUTER);
    let violation = violations.iter().next().expect("the name is missing");
    assert_eq!((violation.pointer(), violation.keyword(), violation.bound()), ("/owner", "required", Some("name")));
    assert_eq!(lines(&json!({}), PERSON), ["the body: the required property \"name\" is missing"]);
}

#[test]
fn required_may_name_what_properties_lack() {
    const S: &Schema = &Schema::OBJECT.required(&["b", "c"]).properties(&[required("a", &Schema::ANY)]);
    assert!(holds(&json!({ "a": 1, "b": null, "c": 2 }), S));
    let violations = violations(&json!({ "c": 1 }), S);
    let missing: Vec<_> = violations.iter().filter_map(|violation| violation.bound()).collect();
    assert_eq!(missing, ["a", "b"]);
}

#[test]
fn required_properties_are_seen_beyond_any_number() {
    fn schema() -> &'static Schema {
        let names = (0..700).map(|index| &*Box::leak(format!("p{index:03}").into_boxed_str()));
        let properties: Vec<Property> = names.map(|name| required(name, &Schema::INTEGER)).collect();
        Box::leak(Box::new(Schema::OBJECT.properties(properties.leak())))
    }
    let (schema, mut members) = (schema(), Map::new());
    members.extend((0..700).map(|index| (format!("p{index:03}"), json!(index))));
    assert!(holds(&members, schema));
    members.remove("p699");
    members.remove("p255");
    assert_eq!(broken(&members, schema).len(), 2);
}

#[test]
fn a_closed_object_reports_the_extra_member_itself() {
    const S: &Schema = &Schema::OBJECT.properties(&[optional("a", &Schema::ANY)]).additional_properties_false();
    assert!(holds(&json!({ "a": 1 }), S));
    assert_eq!(lines(&json!({ "nope": 1 }), S), ["/nope: no property of this name is allowed"]);
    assert_eq!(broken(&json!({ "a": 1, "b": 2 }), S), [("/b".to_owned(), "additionalProperties")]);
}

#[test]
fn additional_members_have_their_schema() {
    const S: &Schema =
        &Schema::OBJECT.properties(&[optional("a", &Schema::STRING)]).additional_properties(inline(&Schema::INTEGER));
    assert!(holds(&json!({ "a": "x", "b": 1 }), S));
    assert_eq!(broken(&json!({ "b": "x" }), S), [("/b".to_owned(), "type")]);
}

#[test]
fn min_properties_takes_its_count() {
    const S: &Schema = &Schema::OBJECT.min_properties(1);
    assert!(holds(&json!({ "a": 1 }), S));
    assert_eq!(lines(&json!({}), S), ["the body: has 0 properties, fewer than the minimum 1"]);
}

#[test]
fn max_properties_takes_its_count() {
    const S: &Schema = &Schema::OBJECT.max_properties(1);
    assert!(holds(&json!({ "a": 1 }), S));
    assert_eq!(lines(&json!({ "a": 1, "b": 2 }), S), ["the body: has 2 properties, more than the maximum 1"]);
}

#[test]
fn enum_lists_objects() {
    const S: &Schema = &Schema::OBJECT.enum_values(&[Literal::Json("{\"a\":{\"b\":[]},\"c\":1}")]);
    assert!(holds(&json!({ "c": 1, "a": { "b": [] } }), S));
    assert_eq!(lines(&json!({ "c": 1 }), S), ["the body: an object is not {\"a\":{\"b\":[]},\"c\":1}"]);
}

#[test]
fn names_are_escaped_in_pointers() {
    const S: &Schema = &Schema::OBJECT.additional_properties(inline(&Schema::INTEGER));
    assert_eq!(broken(&BTreeMap::from([("a/b~c", "x")]), S), [("/a~1b~0c".to_owned(), "type")]);
}

#[test]
fn object_keywords_ask_nothing_of_other_types() {
    const S: &Schema = &Schema::ANY.additional_properties_false().required(&["a"]).min_properties(1);
    assert!(holds(&[1], S) && holds("a", S));
}
