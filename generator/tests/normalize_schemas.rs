//! Schemas are normalized without loss.

use crate::support_normalize::{codes_and_pointers, schema};
use serde_json::{Value, json};

const POINTER: &str = "/components/schemas/S";

/// Returns the schema; asserts that there are no diagnostics.
fn clean(schemas: &str) -> Value {
    let (schema, diagnostics) = schema(schemas);
    assert_eq!(codes_and_pointers(&diagnostics), []);
    schema
}

#[test]
fn each_schema_has_its_pointer() {
    let schema = clean("{S: {type: object, properties: {a/b: {type: array, items: {type: string}}}}}");

    assert_eq!(schema["x-clientwright-pointer"], POINTER);
    let property = &schema["properties"]["a/b"];
    assert_eq!(property["x-clientwright-pointer"], format!("{POINTER}/properties/a~1b"));
    assert_eq!(property["items"]["x-clientwright-pointer"], format!("{POINTER}/properties/a~1b/items"));
}

#[test]
fn bounds_that_openapiv3_represents_are_kept() {
    let schema =
        clean("{S: {type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807, multipleOf: 2}}");

    let expected = json!({
        "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX, "multipleOf": 2, "x-clientwright-pointer": POINTER,
    });
    assert_eq!(schema, expected);
}

#[test]
fn an_integral_float_bounds_an_integer_as_an_integer() {
    let schema = clean("{S: {type: integer, minimum: 0.0, maximum: 1e3}}");

    assert_eq!(schema, json!({ "type": "integer", "minimum": 0, "maximum": 1000, "x-clientwright-pointer": POINTER }));
}

#[test]
fn a_fractional_bound_of_an_integer_is_kept_as_text() {
    let schema = clean("{S: {type: integer, minimum: 0.5, exclusiveMinimum: true}}");

    let expected = json!({
        "type": "integer",
        "x-clientwright-minimum": "0.5", "x-clientwright-exclusiveMinimum": true, "x-clientwright-pointer": POINTER,
    });
    assert_eq!(schema, expected);
}

#[test]
fn an_integer_beyond_64_bits_is_kept_as_text() {
    let schema = clean("{S: {type: integer, minimum: -9223372036854776000, maximum: 18446744073709551616001}}");

    let expected = json!({
        "type": "integer",
        "x-clientwright-minimum": "-9223372036854776000", "x-clientwright-maximum": "18446744073709551616001",
        "x-clientwright-pointer": POINTER,
    });
    assert_eq!(schema, expected);
}

#[test]
fn a_bound_that_does_not_fit_into_a_float_is_kept_as_text() {
    let schema = clean("{S: {type: number, minimum: -1e400, maximum: 1e400, exclusiveMaximum: true}}");

    let expected = json!({
        "type": "number", "x-clientwright-minimum": "-1e400",
        "x-clientwright-maximum": "1e400", "x-clientwright-exclusiveMaximum": true,
        "x-clientwright-pointer": POINTER,
    });
    assert_eq!(schema, expected);
}

#[test]
fn an_unsigned_integer_over_63_bits_is_kept_as_text() {
    let schema = clean("{S: {type: integer, maximum: 18446744073709551615}}");

    assert_eq!(schema["x-clientwright-maximum"], "18446744073709551615");
    assert_eq!(schema["type"], "integer");
}

#[test]
fn a_bound_that_a_float_rounds_is_kept_as_text() {
    let schema =
        clean("{S: {type: number, maximum: 9007199254740993, minimum: 0.1000000000000000055, multipleOf: 0.01}}");

    let expected = json!({
        "type": "number", "multipleOf": 0.01,
        "x-clientwright-minimum": "0.1000000000000000055", "x-clientwright-maximum": "9007199254740993",
        "x-clientwright-pointer": POINTER,
    });
    assert_eq!(schema, expected);
}

#[test]
fn an_integer_that_openapiv3_would_read_as_a_float_is_kept_as_text() {
    let schema = clean("{S: {type: integer, maximum: 9007199254740993, minLength: 1}}");

    assert_eq!(schema["x-clientwright-maximum"], "9007199254740993");
}

#[test]
fn an_enum_of_the_declared_type_is_kept() {
    assert_eq!(clean("{S: {type: string, enum: [a, b]}}")["enum"], json!(["a", "b"]));
    assert_eq!(clean("{S: {type: integer, enum: [1, 2]}}")["enum"], json!([1, 2]));
    assert_eq!(clean("{S: {type: boolean, enum: [true]}}")["enum"], json!([true]));
}

#[test]
fn an_enum_of_other_values_moves_and_the_schema_keeps_its_type() {
    let cases = [
        ("{S: {type: integer, enum: [1, 2.5]}}", json!([1, 2.5])),
        ("{S: {type: number, enum: [1, 2.5]}}", json!([1, 2.5])),
        ("{S: {type: integer, enum: [1, null], nullable: true}}", json!([1, null])),
        ("{S: {type: string, enum: [a, null], nullable: true}}", json!(["a", null])),
        ("{S: {type: object, enum: [{a: 1}]}}", json!([{ "a": 1 }])),
    ];
    for (schemas, values) in cases {
        let schema = clean(schemas);
        assert_eq!((&schema["x-clientwright-enum"], &schema["enum"]), (&values, &Value::Null), "{schemas}");
        assert!(schema["type"].is_string(), "{schemas}");
    }
}

#[test]
fn enum_values_with_too_many_digits_are_reported() {
    for (schema, place) in [
        ("{type: number, enum: [1, 0.1000000000000000055]}", "/components/schemas/S/enum/1"),
        ("{enum: [18446744073709551616, 0.25]}", "/components/schemas/S/enum/0"),
    ] {
        let (_, diagnostics) = self::schema(&format!("{{S: {schema}}}"));
        assert_eq!(codes_and_pointers(&diagnostics), [("wrong-value", place)], "{schema}");
    }
}

#[test]
fn enum_values_that_do_not_fit_into_a_float_are_ignored() {
    let at = "/components/schemas/S/enum/1";
    for kind in ["type: number, ", "type: integer, ", ""] {
        let (schema, diagnostics) = schema(&format!("{{S: {{{kind}enum: [1, -1e400, 2]}}}}"));

        let values = schema.get("enum").unwrap_or(&schema["x-clientwright-enum"]).as_array();
        let values: Option<Vec<_>> = values.map(|values| values.iter().map(Value::as_f64).collect());
        assert_eq!(values, Some(vec![Some(1.0), Some(2.0)]), "{schema}");
        assert_eq!(codes_and_pointers(&diagnostics), [("wrong-value", at)], "{kind}");
        let message = diagnostics.iter().next().map(|one| one.message.as_str());
        assert_eq!(message, Some("-1e400 does not fit into a 64-bit number: it is ignored"), "{kind}");
    }
}

#[test]
fn a_numeric_string_that_does_not_fit_into_a_float_is_kept_in_an_enum() {
    assert_eq!(clean("{S: {enum: [1, '1e400']}}")["x-clientwright-enum"], json!([1, "1e400"]));
    assert_eq!(clean("{S: {type: string, enum: [a, '1e400']}}")["enum"], json!(["a", "1e400"]));
}

#[test]
fn a_tiny_divisor_and_zero_have_different_messages() {
    for (divisor, expected) in [
        ("1e-400", "`multipleOf: 1e-400` does not fit into a 64-bit number: it is ignored"),
        ("0.0", "`multipleOf` must be greater than 0: it is ignored"),
        ("-1e-400", "`multipleOf` must be greater than 0: it is ignored"),
    ] {
        let (schema, diagnostics) = schema(&format!("{{S: {{type: number, multipleOf: {divisor}}}}}"));

        assert_eq!(schema["multipleOf"], Value::Null, "{divisor}");
        assert_eq!(
            codes_and_pointers(&diagnostics),
            [("wrong-value", "/components/schemas/S/multipleOf")],
            "{divisor}"
        );
        assert_eq!(diagnostics.iter().next().map(|one| one.message.as_str()), Some(expected), "{divisor}");
    }
}

#[test]
fn an_enum_without_a_type_moves() {
    assert_eq!(clean("{S: {enum: [a, 1, {b: null}]}}")["x-clientwright-enum"], json!(["a", 1, { "b": null }]));
}

#[test]
fn an_empty_enum_is_not_lost() {
    let (schema, diagnostics) = schema("{S: {type: string, enum: []}}");

    assert_eq!(schema["x-clientwright-enum"], json!([]));
    assert_eq!(codes_and_pointers(&diagnostics), [("no-value", "/components/schemas/S/enum")]);
}

#[test]
fn unquoted_strings_of_an_enum_keep_their_source_text() {
    let (schema, diagnostics) = schema("{S: {type: string, enum: [on, 1.10, true, 0x1F, 'no']}}");

    assert_eq!(schema["enum"], json!(["on", "1.10", "true", "0x1F", "no"]));
    let places = [1, 2, 3].map(|index| format!("{POINTER}/enum/{index}"));
    assert_eq!(codes_and_pointers(&diagnostics), places.each_ref().map(|place| ("unquoted-string", place.as_str())));
}

#[test]
fn a_default_of_null_is_not_lost() {
    let schema = clean("{S: {type: string, nullable: true, default: null}}");

    assert_eq!(schema["x-clientwright-default-null"], true);
}

#[test]
fn an_unquoted_default_of_a_string_keeps_its_source_text() {
    let (schema, diagnostics) = schema("{S: {type: string, default: 1.10}}");

    assert_eq!(schema["default"], "1.10");
    assert_eq!(codes_and_pointers(&diagnostics), [("unquoted-string", "/components/schemas/S/default")]);
}

#[test]
fn an_integer_with_a_zero_fraction_is_an_integer() {
    let schema = clean("{S: {type: integer, enum: [1.0, 2], default: 1.0}}");

    assert_eq!(schema["enum"], json!([1, 2]));
    assert_eq!(schema["default"], json!(1));
}

#[test]
fn keywords_of_another_type_are_kept() {
    let schema = clean("{S: {type: array, minLength: 1, format: x, pattern: y, items: {type: boolean, format: z}}}");

    assert_eq!((&schema["minLength"], &schema["format"], &schema["pattern"]), (&json!(1), &json!("x"), &json!("y")));
    assert_eq!(schema["items"]["format"], "z");
}

#[test]
fn a_numeric_exclusive_bound_is_split() {
    let (schema, diagnostics) = schema("{S: {type: integer, exclusiveMinimum: 0, maximum: 5, exclusiveMaximum: 9}}");

    let expected = json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 5, "x-clientwright-pointer": POINTER });
    assert_eq!(schema, expected);
    assert_eq!(codes_and_pointers(&diagnostics).len(), 2);
}

#[test]
fn the_text_of_the_tighter_of_two_bounds_is_kept() {
    let (schema, _) = schema("{S: {type: integer, minimum: 0.5, exclusiveMinimum: 10000000000000000000000001}}");

    assert_eq!(schema["x-clientwright-minimum"], "10000000000000000000000001");
    assert_eq!(schema["x-clientwright-exclusiveMinimum"], true);
}

#[test]
fn a_discriminator_that_is_a_string_names_its_property() {
    let (schema, diagnostics) = schema("{S: {type: object, discriminator: kind}}");

    assert_eq!(schema["discriminator"], json!({ "propertyName": "kind" }));
    assert_eq!(codes_and_pointers(&diagnostics), [("wrong-type", "/components/schemas/S/discriminator")]);
}

#[test]
fn a_mapping_to_no_schema_is_ignored() {
    let (_, diagnostics) =
        schema("{S: {discriminator: {propertyName: k, mapping: {a: S, b: '#/components/schemas/T', c: U}}}}");

    let at = "/components/schemas/S/discriminator/mapping";
    assert_eq!(
        codes_and_pointers(&diagnostics),
        [("dangling-mapping", &*format!("{at}/b")), ("dangling-mapping", &*format!("{at}/c"))]
    );
}

#[test]
fn a_property_without_a_schema_accepts_anything() {
    let (schema, diagnostics) = schema("{S: {type: object, properties: {a: }}}");

    assert_eq!(schema["properties"]["a"], json!({ "x-clientwright-pointer": format!("{POINTER}/properties/a") }));
    assert_eq!(codes_and_pointers(&diagnostics), [("null-value", "/components/schemas/S/properties/a")]);
}

#[test]
fn a_depth_of_128_reaches_openapiv3() {
    // The document, `components`, `schemas` and the innermost schema are four levels.
    let depth = 124;
    let (schema, diagnostics) =
        schema(&format!("{{S: {}{{type: string}}{}}}", "{items: ".repeat(depth), "}".repeat(depth)));

    assert_eq!(codes_and_pointers(&diagnostics), []);
    assert!(schema.is_object());
}

#[test]
fn a_format_that_the_example_does_not_match_is_marked() {
    let (schema, diagnostics) = schema("{S: {type: string, format: duration, example: 5m}}");

    assert_eq!(schema["x-clientwright-format-mismatch"], true);
    assert_eq!(codes_and_pointers(&diagnostics), [("format-mismatch", "/components/schemas/S/example")]);
}

#[test]
fn a_format_that_the_default_matches_is_not_marked() {
    assert_eq!(
        clean("{S: {type: string, format: duration, default: PT5M}}").get("x-clientwright-format-mismatch"),
        None
    );
}

#[test]
fn an_enum_of_an_array_stays_where_its_items_list_values_themselves() {
    let (schema, diagnostics) = schema("{S: {type: array, enum: [a], items: {type: string, enum: [b]}}}");

    assert_eq!(schema["x-clientwright-enum"], json!(["a"]));
    assert_eq!(schema["items"]["enum"], json!(["b"]));
    assert!(diagnostics.iter().all(|one| one.code != "misplaced-enum"), "{diagnostics:?}");
}
