//! Enums of values.

use indexmap::IndexMap;
use serde_json::Value;

use super::super::schema::JsonType;
use super::super::schema_object::{Keywords, Node};
use super::super::types::{Docs, EnumValues, Shape, TypeKind};
use super::intersection::{self, Intersection};
use super::{TypeShape, docs, scalars};
use crate::json::equality::is_same;

/// Returns the shape of `enum`. `null` is not a variant, but makes the schema nullable.
pub(super) fn shape(values: &[Value]) -> TypeShape {
    documented(values, &[])
}

/// Returns the shape of `enum` with the documentation of values.
pub(super) fn documented(values: &[Value], docs: &[Docs]) -> TypeShape {
    let mut distinct: IndexMap<&Value, Docs> = IndexMap::new();
    for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_null()) {
        distinct.entry(value).or_insert_with(|| docs.get(index).cloned().unwrap_or_default());
    }
    let (distinct, child_docs): (Vec<Value>, Vec<Docs>) =
        distinct.into_iter().map(|(value, docs)| (value.clone(), docs)).unzip();
    if distinct.is_empty() || !distinct.iter().all(is_scalar) {
        return TypeShape::Unnamed(Shape::Any);
    }
    TypeShape::Named(TypeKind::Enum(EnumValues { values: distinct }), child_docs)
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// Returns the values of a union whose variants are inline `enum`s. Enums of strings may be combined with any string.
pub(super) fn enum_of_variants(base: &Intersection<'_>, variants: &[Node<'_>]) -> Option<(Vec<Value>, Vec<Docs>)> {
    let asked = scalars::common_type(&base.conjuncts).ok()?;
    let (mut values, mut child_docs, mut takes_any_string) = (Vec::new(), Vec::new(), false);
    for variant in variants {
        let Node::Schema(schema) = variant else { return None };
        let keywords = Keywords::of(schema);
        match &keywords.enum_values {
            _ if intersection::is_composed(&keywords) => return None,
            Some(listed) => {
                let fitting = listed.iter().filter(|value| base_accepts(base, value, asked));
                values.extend(fitting.clone().cloned());
                child_docs.extend(fitting.map(|_| value_docs(&keywords, listed)));
            }
            None if is_any_string(&keywords, asked) => takes_any_string = true,
            None => return None,
        }
    }
    let are_compatible = !takes_any_string || values.iter().all(Value::is_string);
    (are_compatible && values.iter().all(is_scalar) && !values.is_empty()).then_some((values, child_docs))
}

/// Returns whether a value satisfies the type and `enum` of the constraints outside of a union.
fn base_accepts(base: &Intersection<'_>, value: &Value, asked: Option<JsonType>) -> bool {
    let mut lists = base.conjuncts.iter().filter_map(|conjunct| conjunct.keywords.enum_values.as_ref());
    asked.is_none_or(|asked| scalars::is_of(value, asked))
        && lists.all(|list| list.iter().any(|listed| is_same(listed, value)))
}

/// Returns the documentation of values: that of the schema, if it has a single value.
fn value_docs(keywords: &Keywords<'_>, listed: &[Value]) -> Docs {
    if listed.len() == 1 { docs(keywords) } else { Docs::default() }
}

fn is_any_string(keywords: &Keywords<'_>, asked: Option<JsonType>) -> bool {
    scalars::json_type(keywords).or(asked) == Some(JsonType::String) && keywords.format.is_none()
}
