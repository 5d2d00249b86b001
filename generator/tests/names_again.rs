//! Names that several types ask for: each keeps the one that it got.

mod generating;

use clientwright::{Generated, Lock};

fn made(text: &str, lock: Option<&Lock>) -> Generated {
    let (generated, diagnostics) = generating::generated(text, lock);
    generated.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// Generates a crate, and once more with the names of the first; the lock must change nothing.
#[track_caller]
fn made_twice(text: &str) -> Generated {
    let first = made(text, None);
    let second = made(text, Some(&first.lock));
    assert_eq!(second.lock, first.lock);
    assert_eq!(second.files, first.files);
    first
}

fn document(paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{{paths}}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
    )
}

/// An operation that fails in one way, with a body of one property.
fn failing(id: &str, status: u16, property: &str) -> String {
    let schema = format!("{{type: object, properties: {{{property}: {{type: string}}}}}}");
    let failure = format!("{status}: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}");
    format!("/{id}: {{get: {{operationId: {id}, responses: {{204: {{description: ''}}, {failure}}}}}}}")
}

#[test]
fn error_sets_whose_operations_share_no_word_keep_their_names() {
    let ids = ["alpha", "beta", "gamma", "delta"];
    let paths: Vec<String> = ids.iter().map(|id| failing(id, if id.len() == 5 { 404 } else { 409 }, id)).collect();

    made_twice(&document(&paths.join(", "), ""));
}

#[test]
fn members_of_a_union_that_are_labelled_alike_keep_their_names() {
    let member = |name: &str, of: &str| {
        let held = format!("{{type: object, properties: {{{of}: {{type: string}}}}, required: [{of}]}}");
        format!("{{type: object, properties: {{{name}: {{type: string}}, held: {held}}}, required: [{name}, held]}}")
    };
    let members = [member("a", "x"), member("b", "y"), member("c", "z")].join(", ");

    made_twice(&document("", &format!("Union: {{type: array, items: {{oneOf: [{members}]}}}}")));
}

#[test]
fn a_component_of_a_single_inline_member_keeps_its_name() {
    let generated = made_twice(&document("", "Mode: {oneOf: [{type: string, enum: [up]}]}"));

    assert_eq!(generated.lock.types.get("component Mode").map(String::as_str), Some("Mode"));
}

#[test]
fn a_component_that_spells_like_others_renames_none_of_them() {
    let schema = |name: &str| format!("{name}: {{type: object, properties: {{{name}: {{type: string}}}}}}");
    let before = made(&document("", &[schema("foo_bar"), schema("fooBar")].join(", ")), None);
    let more = document("", &[schema("Foo-Bar"), schema("foo_bar"), schema("fooBar")].join(", "));
    let after = made(&more, Some(&before.lock));

    for (place, name) in &before.lock.types {
        assert_eq!(after.lock.types.get(place), Some(name), "{place}");
    }
}
