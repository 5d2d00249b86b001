//! `enum`: lists of values.

use serde_json::Value;

use super::super::keywords::{Keywords, Node};
use super::super::types::{Docs, Kind, Shape, Values};
use super::conjunction::{self, Conjunction};
use super::{Form, docs};

/// Returns the form of a list of values; `null` among them is no value, but makes the schema nullable.
pub(super) fn form(values: &[Value]) -> Form {
    documented(values, &[])
}

/// Returns the form of a list of values with their documentation, as far as there is some.
pub(super) fn documented(values: &[Value], docs: &[Docs]) -> Form {
    let mut distinct: Vec<Value> = Vec::new();
    let mut member_docs: Vec<Docs> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if !value.is_null() && !distinct.contains(value) {
            distinct.push(value.clone());
            member_docs.push(docs.get(index).cloned().unwrap_or_default());
        }
    }
    if distinct.is_empty() || !distinct.iter().all(is_scalar) {
        return Form::Shape(Shape::Any);
    }
    Form::Kind(Kind::Values(Values { values: distinct }), member_docs)
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// Returns the values of all members of a union if each is an inline list of them; any string may stand beside lists of strings.
pub(super) fn of_members(base: &Conjunction<'_>, members: &[Node<'_>]) -> Option<(Vec<Value>, Vec<Docs>)> {
    let (mut values, mut member_docs, mut takes_any_string) = (Vec::new(), Vec::new(), false);
    for member in members {
        let Node::Schema(schema) = member else { return None };
        let keywords = Keywords::of(schema);
        match &keywords.values {
            _ if conjunction::is_composed(&keywords) => return None,
            Some(listed) => {
                member_docs.extend(listed.iter().map(|_| value_docs(&keywords, listed)));
                values.extend_from_slice(listed);
            }
            None if is_any_string(&keywords) => takes_any_string = true,
            None => return None,
        }
    }
    let one_kind = !takes_any_string || values.iter().all(Value::is_string);
    let all_listed = base.plain.is_empty() && one_kind && values.iter().all(is_scalar);
    (all_listed && !values.is_empty()).then_some((values, member_docs))
}

/// What is said of a list of one value is said of the value.
fn value_docs(keywords: &Keywords<'_>, listed: &[Value]) -> Docs {
    if listed.len() == 1 { docs(keywords) } else { Docs::default() }
}

fn is_any_string(keywords: &Keywords<'_>) -> bool {
    keywords.r#type == Some("string") && keywords.format.is_none()
}
