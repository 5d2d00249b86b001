//! `if`, `then`, `else`, and what `dependentSchemas` becomes.

use clientwright_runtime::validation::schema::{Condition, Keywords2020, Ref, Schema, optional};
use serde_json::json;

use crate::support::{broken, holds, inline, lines};

const SMALL: &Schema = &Schema::ANY.maximum(9);
const EVEN: &Schema = &Schema::ANY.multiple_of(clientwright_runtime::validation::schema::Number::Integer(2));
const BIG: &Schema = &Schema::ANY.minimum(100);

#[test]
fn then_holds_for_values_that_satisfy_the_condition() {
    const S: &Schema =
        &Schema::ANY.keywords_2020(&Keywords2020::ANY.conditions(&[Condition::when(inline(SMALL)).then(inline(EVEN))]));
    assert!(holds(&8, S) && holds(&11, S));
    assert_eq!(lines(&7, S), ["the body: 7 is not a multiple of 2"]);
}

#[test]
fn otherwise_holds_for_all_others() {
    const S: &Schema = &Schema::ANY
        .keywords_2020(&Keywords2020::ANY.conditions(&[Condition::when(inline(SMALL)).otherwise(inline(BIG))]));
    assert!(holds(&7, S) && holds(&100, S));
    assert_eq!(broken(&50, S), [(String::new(), "minimum")]);
}

#[test]
fn every_condition_is_asked() {
    const HAS_A: &Schema = &Schema::OBJECT.required(&["a"]);
    const HAS_B: &Schema = &Schema::OBJECT.required(&["b"]);
    const S: &Schema = &Schema::ANY.keywords_2020(&Keywords2020::ANY.conditions(&[
        Condition::when(inline(HAS_A)).then(inline(HAS_B)),
        Condition::when(inline(HAS_B)).then(inline(const { &Schema::ANY.max_properties(1) })),
    ]));
    assert!(holds(&json!({ "b": 1 }), S) && holds(&json!({ "c": 1, "d": 1 }), S));
    assert_eq!(broken(&json!({ "a": 1 }), S), [(String::new(), "required")]);
    assert_eq!(broken(&json!({ "a": 1, "b": 1 }), S), [(String::new(), "maxProperties")]);
}

#[test]
fn a_condition_that_refers_to_itself_ends() {
    fn endless() -> &'static Schema {
        static SCHEMA: Schema =
            Schema::ANY.keywords_2020(&Keywords2020::ANY.conditions(&[Condition::when(Ref::Of(endless))]));
        &SCHEMA
    }
    assert_eq!(broken(&1, endless()), [(String::new(), "$ref")]);
}

#[test]
fn a_condition_may_refer_to_itself_in_a_member() {
    fn tree() -> &'static Schema {
        static SCHEMA: Schema = Schema::OBJECT.properties(&[optional("child", &NODE)]);
        static NODE: Schema = Schema::ANY.keywords_2020(
            &Keywords2020::ANY.conditions(&[Condition::when(inline(&Schema::OBJECT)).then(Ref::Of(tree))]),
        );
        &SCHEMA
    }
    assert!(holds(&json!({ "child": { "child": 1 } }), tree()));
    assert_eq!(broken(&json!([]), tree()), [(String::new(), "type")]);
}
