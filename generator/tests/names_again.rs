//! Names that several types want stay the same with a lock.

use crate::support_generate::assert_kept;
use clientwright::{Generated, Lock};

fn generate(text: &str, lock: Option<&Lock>) -> Generated {
    let (generated, diagnostics) = crate::support_generate::generated(text, lock);
    generated.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// Generates a crate, and once more with the names of the first; the lock must change nothing.
#[track_caller]
fn generate_twice(text: &str) -> Generated {
    let first = generate(text, None);
    let second = generate(text, Some(&first.lock));
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

    generate_twice(&document(&paths.join(", "), ""));
}

#[test]
fn variants_with_equal_labels_keep_their_names() {
    let member = |name: &str, of: &str| {
        let held = format!("{{type: object, properties: {{{of}: {{type: string}}}}, required: [{of}]}}");
        format!("{{type: object, properties: {{{name}: {{type: string}}, held: {held}}}, required: [{name}, held]}}")
    };
    let members = [member("a", "x"), member("b", "y"), member("c", "z")].join(", ");

    generate_twice(&document("", &format!("Union: {{type: array, items: {{oneOf: [{members}]}}}}")));
}

#[test]
fn a_component_of_a_single_inline_member_keeps_its_name() {
    let generated = generate_twice(&document("", "Mode: {oneOf: [{type: string, enum: [up]}]}"));

    assert_eq!(generated.lock.types.get("component Mode").map(String::as_str), Some("Mode"));
}

#[test]
fn a_body_that_wraps_a_component_of_its_name_has_a_suffix() {
    let component = "{type: object, properties: {name: {type: string}}}";
    let wrapper = "{type: object, properties: {data: {$ref: '#/components/schemas/AddPetRequest'}}}";
    let body = format!("requestBody: {{content: {{application/json: {{schema: {wrapper}}}}}}}");
    let path = format!("/a: {{post: {{operationId: addPet, {body}, responses: {{204: {{description: ''}}}}}}}}");

    let generated = generate_twice(&document(&path, &format!("AddPetRequest: {component}")));

    let name = |place: &str| generated.lock.types.get(place).map(String::as_str);
    assert_eq!(name("component AddPetRequest"), Some("AddPetRequest"));
    assert!(generated.lock.types.values().any(|name| name == "AddPetRequestBody"));
}

#[test]
fn a_component_with_a_similar_name_renames_no_others() {
    let schema = |name: &str| format!("{name}: {{type: object, properties: {{{name}: {{type: string}}}}}}");
    let before = generate(&document("", &[schema("foo_bar"), schema("fooBar")].join(", ")), None);
    let more = document("", &[schema("Foo-Bar"), schema("foo_bar"), schema("fooBar")].join(", "));
    let after = generate(&more, Some(&before.lock));

    assert_kept(&before.lock, &after.lock);
}

/// An operation with optional parameters, a body of two media types, several responses, and errors.
fn rich(id: &str) -> String {
    let json = "content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}";
    format!(
        "/{id}: {{post: {{operationId: {id}, parameters: [{{name: q, in: query, schema: {{type: string}}}}], \
         requestBody: {{content: {{application/json: {{schema: {{type: array, items: {{}}}}}}, text/plain: {{}}}}}}, \
         responses: {{200: {{description: '', {json}}}, 202: {{description: '', content: {{text/plain: {{}}}}}}, \
         404: {{description: '', {json}}}}}}}}}"
    )
}

#[test]
fn components_named_like_types_of_an_operation_rename_nothing() {
    let before = generate(&document(&rich("getPet"), ""), None);
    let operation_types: Vec<&str> = before.lock.operation_types.values().map(String::as_str).collect();
    assert_eq!(operation_types, ["GetPetBody", "GetPetOutput", "GetPetParams"]);
    let names = operation_types.into_iter().chain(before.lock.errors.values().map(String::as_str));
    let schemas: Vec<String> = names.map(|name| format!("{name}: {{type: object}}")).collect();
    assert_eq!(schemas.len(), 4);
    let after = generate(&document(&rich("getPet"), &schemas.join(", ")), Some(&before.lock));

    assert_kept(&before.lock, &after.lock);
    assert_eq!(after.lock.types.get("component GetPetParams").map(String::as_str), Some("GetPetParams2"));
}

#[test]
fn an_operation_with_a_similar_name_renames_no_types_of_another() {
    let before = generate(&document(&rich("getPet"), ""), None);
    let after =
        generate(&document(&[rich("GetPet"), rich("get_pet"), rich("getPet")].join(", "), ""), Some(&before.lock));

    assert_kept(&before.lock, &after.lock);
}

/// An operation whose response declares the header `X-N` with a type.
fn counting(id: &str, kind: &str) -> String {
    let header = format!("headers: {{X-N: {{schema: {{type: {kind}}}}}}}");
    format!("/{id}: {{get: {{operationId: {id}, responses: {{204: {{description: '', {header}}}}}}}}}")
}

#[test]
fn a_header_of_two_types_keeps_its_methods_whichever_is_more_frequent() {
    let few = [counting("a", "integer"), counting("b", "integer"), counting("c", "string")];
    let before = generate(&document(&few.join(", "), ""), None);
    assert_eq!(before.lock.headers.get("x-n: string").map(String::as_str), Some("x_n2"));
    let more = ["d", "e", "f"].map(|id| counting(id, "string"));
    let after = generate(&document(&[few, more].concat().join(", "), ""), Some(&before.lock));

    assert_kept(&before.lock, &after.lock);
}

#[test]
fn unrelated_additions_rename_nothing_even_without_a_lock() {
    let paths = [rich("getPet"), failing("beta", 409, "reason"), counting("gamma", "integer")];
    let before = generate(&document(&paths.join(", "), "Pet: {type: object}"), None);
    let more = [vec![failing("delta", 410, "cause"), counting("epsilon", "integer")], paths.to_vec()].concat();
    let after = generate(&document(&more.join(", "), "House: {type: object}, Pet: {type: object}"), None);

    assert_kept(&before.lock, &after.lock);
}

/// An operation with a single response, which is an object.
fn with_only(id: &str, status: &str) -> String {
    let content = "{application/json: {schema: {type: object, properties: {a: {type: string}}}}}";
    format!("/{id}: {{get: {{operationId: {id}, responses: {{{status}: {{description: '', content: {content}}}}}}}}}")
}

#[test]
fn a_success_is_not_named_after_an_error() {
    for status in ["default", "302", "3XX"] {
        let generated = generate_twice(&document(&with_only("getThing", status), ""));

        let key = format!("getThing response {status}");
        assert_eq!(generated.lock.types.get(&key).map(String::as_str), Some("GetThingResponse"), "{status}");
    }
}

#[test]
fn default_with_a_success_is_an_error() {
    let content = "{application/json: {schema: {type: object, properties: {a: {type: string}}}}}";
    let responses = format!("{{204: {{description: ''}}, default: {{description: '', content: {content}}}}}");
    let paths = format!("/a: {{get: {{operationId: getThing, responses: {responses}}}}}");
    let generated = generate_twice(&document(&paths, ""));

    assert_eq!(generated.lock.types.get("getThing response default").map(String::as_str), Some("DefaultError"));
}

#[test]
fn a_success_keeps_the_name_of_an_error_that_it_had() {
    let text = document(&with_only("getThing", "default"), "");
    let mut lock = generate(&text, None).lock;
    lock.types.insert("getThing response default".to_owned(), "DefaultError".to_owned());
    let again = generate(&text, Some(&lock));

    assert_eq!(again.lock.types.get("getThing response default").map(String::as_str), Some("DefaultError"));
}
