//! Names of fields and variants.

use serde_json::Value;

use super::scope::Scope;
use super::{Name, TypeNames, ident};
use crate::model::types::{Kind, Type};

/// Names the members of a type, in the order of the document.
pub(super) fn of_type(name: Name, named: &Type, module: Name) -> TypeNames {
    let mut rest = None;
    let members = match &named.kind {
        Kind::Struct(object) => {
            let mut scope = Scope::of_fields();
            let fields = object.fields.iter().map(|field| scope.claim(&ident::snake(&field.name))).collect();
            rest = object.rest.as_ref().map(|_| scope.claim("additional_properties"));
            fields
        }
        Kind::Values(values) => {
            let mut scope = Scope::of_variants();
            values.values.iter().map(|value| scope.claim(&variant(value))).collect()
        }
        Kind::Union(union) => {
            let mut scope = Scope::of_variants();
            union.members.iter().map(|member| scope.claim(&ident::pascal(&member.label))).collect()
        }
        Kind::Newtype(_) | Kind::Alias(_) => Vec::new(),
    };
    TypeNames { name, members, rest, module }
}

fn variant(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "Empty".to_owned(),
        Value::String(text) => ident::pascal(text),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        other => ident::pascal(&other.to_string()),
    }
}
