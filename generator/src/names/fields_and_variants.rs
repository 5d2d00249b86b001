//! Names of fields and variants.

use serde_json::Value;

use super::scope::Scope;
use super::{Name, TypeNames, ident};
use crate::model::types::{Type, TypeKind};

/// Names the fields or variants of a type, in the order of the document.
pub(super) fn of_type(name: Name, builder: Option<Name>, named: &Type, module: Name) -> TypeNames {
    let mut additional_properties = None;
    let children = match &named.kind {
        TypeKind::Struct(object) => {
            let mut scope = Scope::of_fields();
            let fields = object.fields.iter().map(|field| scope.claim(&ident::snake(&field.name))).collect();
            additional_properties = object.additional_properties.as_ref().map(|_| scope.claim("additional_properties"));
            fields
        }
        TypeKind::Enum(values) => {
            let mut scope = Scope::of_variants();
            values.values.iter().map(|value| scope.claim(&variant(value))).collect()
        }
        TypeKind::Union(union) => {
            let mut scope = Scope::of_variants();
            union.variants.iter().map(|variant| scope.claim(&ident::pascal(&variant.label))).collect()
        }
        TypeKind::Newtype(_) | TypeKind::Alias(_) => Vec::new(),
    };
    TypeNames { name, children, additional_properties, builder, module }
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
