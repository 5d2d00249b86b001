//! Small documents that could take exponential time or overflow the stack: each is generated or rejected quickly.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The maximum time of a document, without optimization on a busy machine; all should take a fraction of it.
const LIMIT: Duration = Duration::from_secs(60);

/// Generates the crate of a text on a thread with the default stack, and returns the codes of its diagnostics; those of
/// errors end in `!`.
#[track_caller]
fn codes(text: String) -> Vec<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let (generated, diagnostics) = crate::support_generate::generated(&text, None);
        assert_eq!(generated.is_none(), diagnostics.has_errors());
        let mark = if generated.is_some() { "" } else { "!" };
        let mut codes: Vec<String> = diagnostics.iter().map(|one| format!("{}{mark}", one.code)).collect();
        codes.dedup();
        sender.send(codes)
    });
    receiver.recv_timeout(LIMIT).expect("a generator that is done in time")
}

fn document(schemas: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}

/// Returns a component per line, from `level` and the one below.
fn levels(count: usize, line: impl Fn(usize, usize) -> String) -> String {
    let lines: Vec<String> = (1..count).map(|level| format!("    L{level}: {}\n", line(level, level - 1))).collect();
    document(&format!("    L0: {{type: object, properties: {{a: {{type: string}}}}}}\n{}", lines.concat()))
}

fn to(level: usize) -> String {
    format!("{{$ref: '#/components/schemas/L{level}'}}")
}

#[test]
fn diamonds_of_all_of_are_visited_once() {
    let diamond =
        |level, below| format!("{{allOf: [{0}, {0}, {{properties: {{p{level}: {{type: string}}}}}}]}}", to(below));

    assert_eq!(codes(levels(31, diamond)), [""; 0]);
}

#[test]
fn diamonds_of_one_of_are_visited_once() {
    let diamond = |_, below| format!("{{oneOf: [{0}, {0}]}}", to(below));

    codes(levels(31, diamond));
}

#[test]
fn unions_of_different_unions_are_bounded() {
    let union = |level, below: usize| {
        format!(
            "{{anyOf: [{}, {}, {{type: object, properties: {{p{level}: {{}}}}}}]}}",
            to(below),
            to(below.saturating_sub(1))
        )
    };

    codes(levels(31, union));
}

#[test]
fn unions_that_multiply_with_their_siblings_become_any_value() {
    let union = |level, below: usize| {
        let members = format!("{{oneOf: [{}, {}]}}", to(below), to(below.saturating_sub(1)));
        format!("{{allOf: [{members}, {{properties: {{p{level}: {{type: string}}}}}}]}}")
    };

    assert!(codes(levels(31, union)).contains(&"endless-composition".to_owned()));
}

#[test]
fn inline_unions_of_several_levels_are_bounded() {
    let mut schema = "{type: string}".to_owned();
    for level in 0..40 {
        schema = format!("{{oneOf: [{schema}, {{type: object, properties: {{p{level}: {{}}}}}}]}}");
    }

    codes(document(&format!("    S: {schema}\n")));
}

#[test]
fn inline_compositions_of_both_kinds_are_bounded() {
    let mut schema = "{type: object, properties: {a: {type: string}}}".to_owned();
    for level in 0..30 {
        let own = format!("{{type: object, properties: {{p{level}: {{type: string}}}}, required: [p{level}]}}");
        schema = format!("{{allOf: [{own}, {{oneOf: [{schema}, {own}]}}]}}");
    }

    codes(document(&format!("    S: {schema}\n")));
}

#[test]
fn properties_that_fan_out_are_lowered_once() {
    let twice = |_, below| {
        format!("{{type: object, properties: {{left: {0}, right: {0}}}, required: [left, right]}}", to(below))
    };

    assert_eq!(codes(levels(31, twice)), [""; 0]);
}

#[test]
fn merged_properties_that_fan_out_are_bounded() {
    let twice = |level, below| {
        let next = format!("{{allOf: [{}, {{description: d{level}, minProperties: 1}}]}}", to(below));
        format!(
            "{{allOf: [{{type: object, properties: {{left: {next}, right: {next}}}}}, {{type: object, properties: {{left: {next}}}}}]}}"
        )
    };

    codes(levels(20, twice));
}

#[test]
fn a_cycle_of_all_of_ends() {
    codes(document(
        "    A: {allOf: [{$ref: '#/components/schemas/B'}]}\n    B: {allOf: [{$ref: '#/components/schemas/A'}]}\n",
    ));
}

#[test]
fn a_cycle_of_all_of_with_properties_ends() {
    let of = |name| {
        format!("{{allOf: [{{$ref: '#/components/schemas/{name}'}}, {{properties: {{{name}: {{type: string}}}}}}]}}")
    };

    codes(document(&format!("    A: {}\n    B: {}\n", of("B"), of("A"))));
}

#[test]
fn cycles_of_every_kind_of_schema_end() {
    let to_itself = "{$ref: '#/components/schemas/S'}";
    for schema in [
        format!("{{oneOf: [{to_itself}]}}"),
        format!("{{anyOf: [{to_itself}, {{type: string}}]}}"),
        format!("{{not: {to_itself}}}"),
        format!("{{type: array, items: {to_itself}}}"),
        format!("{{type: object, additionalProperties: {to_itself}}}"),
        format!("{{type: object, properties: {{a: {to_itself}}}, required: [a]}}"),
        format!("{{oneOf: [{to_itself}, {{type: array, items: {to_itself}}}]}}"),
        format!("{{allOf: [{{oneOf: [{to_itself}, {{type: string}}]}}, {{properties: {{a: {to_itself}}}}}]}}"),
        format!(
            "{{allOf: [{{properties: {{a: {to_itself}}}}}, {{properties: {{a: {{allOf: [{to_itself}, {{type: object}}]}}}}}}]}}"
        ),
    ] {
        codes(document(&format!("    S: {schema}\n")));
    }
}

#[test]
fn cycles_of_references_are_rejected_in_every_map_of_components() {
    for map in [
        "schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "links",
        "callbacks",
        "securitySchemes",
    ] {
        let to = |name| format!("{{$ref: '#/components/{map}/{name}'}}");
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{{map}: {{A: {}, B: {}}}}}\n",
            to("B"),
            to("A")
        );

        assert_eq!(codes(text), ["reference-cycle!"], "{map}");
    }
}

#[test]
fn a_cycle_of_references_outside_of_components_is_rejected() {
    let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nx-a: {$ref: '#/x-b'}\nx-b: {$ref: '#/x-a'}\n\
                paths: {}\ncomponents: {schemas: {S: {$ref: '#/x-a'}}}\n";

    assert_eq!(codes(text.to_owned()), ["reference-cycle!"]);
}

#[test]
fn a_cycle_of_path_items_is_rejected() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}\n";

    assert_eq!(codes(text.to_owned()), ["reference-cycle!"]);
}

#[test]
fn an_enum_of_ten_thousand_values_is_generated() {
    let values: Vec<String> = (0..10_000).map(|index| format!("v{index}")).collect();

    assert_eq!(codes(document(&format!("    S: {{type: string, enum: [{}]}}\n", values.join(", ")))), [""; 0]);
}

#[test]
fn a_mapping_of_thousands_is_generated() {
    let indices = 0..2_000;
    let member = |index| {
        format!(
            "    M{index}: {{type: object, properties: {{kind: {{type: string}}, p{index}: {{}}}}, required: [kind]}}\n"
        )
    };
    let members: String = indices.clone().map(member).collect();
    let references: Vec<String> =
        indices.clone().map(|index| format!("{{$ref: '#/components/schemas/M{index}'}}")).collect();
    let mapping: Vec<String> = indices.map(|index| format!("k{index}: M{index}")).collect();
    let union = format!(
        "    S: {{oneOf: [{}], discriminator: {{propertyName: kind, mapping: {{{}}}}}}}\n",
        references.join(", "),
        mapping.join(", ")
    );

    assert_eq!(codes(document(&format!("{members}{union}"))), [""; 0]);
}

#[test]
fn the_maximum_depth_is_generated_without_a_big_stack() {
    for (open, close) in [
        ("{type: array, items: ", "}"),
        ("{not: ", "}"),
        ("{type: object, properties: {a: ", "}}"),
        ("{allOf: [", "]}"),
        ("{oneOf: [", ", {type: integer}]}"),
    ] {
        let levels = 120 / open.matches(['{', '[']).count();
        let schema = format!("{}{{type: string}}{}", open.repeat(levels), close.repeat(levels));

        let codes = codes(document(&format!("    S: {schema}\n")));
        assert!(codes.iter().all(|code| !code.ends_with('!')), "{open} {codes:?}");
    }
}

#[test]
fn a_chain_of_ten_thousand_references_is_generated() {
    codes(levels(10_000, |_, below| to(below)));
}

#[test]
fn a_chain_of_thousands_of_required_properties_is_generated() {
    let link = |_, below| format!("{{type: object, properties: {{next: {}}}, required: [next]}}", to(below));

    assert_eq!(codes(levels(5_000, link)), [""; 0]);
}
