//! References in schemas that were copied from other documents: the help suggests the existing position.

use crate::support_normalize::{HEAD, normalized, of_files};

fn helps(text: &str) -> Vec<String> {
    let (_, diagnostics) = normalized(text);
    let dangling = diagnostics.iter().filter(|one| one.code == "dangling-reference");
    dangling.map(|one| one.help.clone()).collect()
}

#[test]
fn definitions_within_a_schema_are_suggested() {
    for map in ["$defs", "definitions"] {
        let text = format!(
            "{HEAD}paths: {{}}\ncomponents: {{schemas: {{M: {{type: object, {map}: {{Foo: {{type: string}}}}, properties: {{a: {{$ref: '#/{map}/Foo'}}}}}}}}}}\n"
        );
        assert_eq!(helps(&text), [format!("did you mean `#/components/schemas/M/{map}/Foo`?")]);
    }
}

#[test]
fn suggested_pointers_into_operations_are_valid() {
    let document = |reference: &str| {
        format!(
            "{HEAD}paths: {{'/a%/{{x}}': {{parameters: [{{name: x, in: path, required: true, schema: {{}}}}], post: {{operationId: a, requestBody: {{content: {{application/json: {{schema: \
             {{$defs: {{Foo: {{type: string}}}}, type: object, properties: {{a: {{$ref: '{reference}'}}}}}}}}}}}}, responses: {{}}}}}}}}\n"
        )
    };
    let helps_of = helps(&document("#/$defs/Foo"));
    let [help] = helps_of.as_slice() else { panic!("{helps_of:?}") };
    let suggestion = help.split('`').nth(1).expect("a reference");

    assert!(suggestion.ends_with("/schema/$defs/Foo"), "{suggestion}");
    assert!(helps(&document(suggestion)).is_empty());
}

#[test]
fn one_of_several_is_suggested_with_their_number() {
    let schema = "{$defs: {Foo: {}}, properties: {a: {$ref: '#/$defs/Foo'}}}";
    let found = helps(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{M: {schema}, N: {schema}}}}}\n"));

    let help = "it exists in 2 other positions: did you mean `#/components/schemas/M/$defs/Foo`?";
    assert_eq!(found, [help, help]);
}

#[test]
fn a_component_of_that_name_is_suggested_first() {
    let schemas = "{Foo: {type: integer}, M: {definitions: {Foo: {}}, properties: {a: {$ref: '#/definitions/Foo'}}}}";
    let found = helps(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {schemas}}}\n"));

    assert_eq!(found, ["did you mean `#/components/schemas/Foo`?"]);
}

#[test]
fn definitions_in_another_file_are_suggested_with_its_path() {
    let first = format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{M: {{$ref: 'b.yaml#/$defs/Foo'}}}}}}\n");
    let (_, diagnostics) = of_files(&[("a.yaml", &first), ("b.yaml", "x: {$defs: {Foo: {type: string}}}\n")]);

    let helps: Vec<&str> = diagnostics.iter().map(|one| one.help.as_str()).collect();
    assert_eq!(helps, ["did you mean `b.yaml#/x/$defs/Foo`?"]);
}

#[test]
fn without_a_suggestion_the_target_is_to_be_added() {
    let schema = "{properties: {a: {$ref: '#/$defs/Foo'}}}";
    assert_eq!(
        helps(&format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{M: {schema}}}}}\n")),
        ["add `$defs`, or correct the reference"]
    );
}
