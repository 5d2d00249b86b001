//! The context of emitters: the API and its names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::uses::{Requirement, Uses};
use crate::model::Api;
use crate::model::types::{Field, IntegerFormat, Shape, Type, TypeId, TypeKind};
use crate::names::{Name, Names, TypeNames};
use crate::target::Target;

/// An API with its names, and the settings of its target.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) target: &'a Target,
    pub(super) uses: &'a Uses,
    /// Whether the file is in the module `types`, so that types need no path.
    pub(super) in_types_module: bool,
}

/// A type with its names.
#[derive(Clone, Copy)]
pub(super) struct NamedType<'a> {
    pub(super) definition: &'a Type,
    pub(super) names: &'a TypeNames,
}

impl NamedType<'_> {
    pub(super) fn ident(&self) -> Ident {
        ident(&self.names.name)
    }
}

impl<'a> Context<'a> {
    /// Returns a type with its names.
    pub(super) fn named(&self, id: TypeId) -> Option<NamedType<'a>> {
        Some(NamedType { definition: self.api.types.get(id.0)?, names: self.names.types.get(id.0)? })
    }

    /// Returns the path before the name of a type.
    pub(super) fn prefix(&self) -> Option<TokenStream> {
        (!self.in_types_module).then(|| quote!(types::))
    }

    /// Returns whether a type is an alias.
    pub(super) fn is_alias(&self, id: TypeId) -> bool {
        self.named(id).is_some_and(|named| matches!(named.definition.kind, TypeKind::Alias(_)))
    }

    /// Iterates over the types with their names.
    pub(super) fn types(&self) -> impl Iterator<Item = NamedType<'a>> {
        self.api.types.iter().zip(&self.names.types).map(|(definition, names)| NamedType { definition, names })
    }

    /// Returns the Rust type of a shape.
    pub(super) fn shape(&self, shape: &Shape) -> TokenStream {
        match shape {
            Shape::Any => quote!(serde_json::Value),
            Shape::Boolean => quote!(bool),
            Shape::Integer(format) => integer(*format),
            Shape::Number => quote!(f64),
            Shape::String => quote!(String),
            Shape::Uuid => {
                let uuid = self.uses.get(Requirement::Uuid);
                quote!(#uuid::Uuid)
            }
            Shape::Date => {
                let chrono = self.uses.get(Requirement::Chrono);
                quote!(#chrono::NaiveDate)
            }
            Shape::DateTime => {
                let chrono = self.uses.get(Requirement::Chrono);
                quote!(#chrono::DateTime<#chrono::FixedOffset>)
            }
            Shape::Byte => {
                let base64 = self.uses.get(Requirement::Base64);
                quote!(#base64::Base64)
            }
            Shape::Custom(format) => self.custom_type(format),
            Shape::Binary => quote!(bytes::Bytes),
            Shape::Array(items) => {
                let items = self.shape(items);
                quote!(Vec<#items>)
            }
            Shape::Map(values) => {
                let values = self.shape(values);
                quote!(BTreeMap<String, #values>)
            }
            Shape::Nullable(inner) => {
                let inner = self.shape(inner);
                quote!(Option<#inner>)
            }
            Shape::Type(id) => match self.named(*id) {
                Some(named) => {
                    let (prefix, name) = (self.prefix(), named.ident());
                    quote!(#prefix #name)
                }
                None => quote!(serde_json::Value),
            },
        }
    }

    /// Returns the custom type of a format as an absolute path.
    fn custom_type(&self, format: &str) -> TokenStream {
        let path = self.target.formats.custom_type(format).unwrap_or("String");
        let segments = path.split("::").map(|segment| Ident::new(segment, Span::call_site()));
        if path.contains("::") { quote!(#(::#segments)*) } else { quote!(#(#segments)*) }
    }

    /// Returns the type of a field's value, without `Option` or `Nullable`.
    pub(super) fn field_value(&self, field: &Field) -> TokenStream {
        boxed(self.shape(&field.shape), field.boxed)
    }

    /// Returns whether a shape contains integers that may be serialized as `1.0`.
    pub(super) fn accepts_integral_floats(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Integer(_) => self.api.accepts_integral_floats,
            Shape::Array(inner) | Shape::Map(inner) | Shape::Nullable(inner) => self.accepts_integral_floats(inner),
            _ => false,
        }
    }

    /// Returns whether values of a shape may contain redacted properties.
    pub(super) fn may_hold_secrets(&self, shape: &Shape) -> bool {
        !self.target.redact.is_empty()
            && match shape {
                Shape::Any | Shape::Map(_) => true,
                Shape::Array(inner) | Shape::Nullable(inner) => self.may_hold_secrets(inner),
                _ => false,
            }
    }
}

/// Returns a type, in a `Box` if it is boxed.
pub(super) fn boxed(inner: TokenStream, boxed: bool) -> TokenStream {
    if boxed { quote!(Box<#inner>) } else { inner }
}

/// Returns whether a struct has a `Default`: no field is required.
pub(super) fn has_default(definition: &Type) -> bool {
    matches!(&definition.kind, TypeKind::Struct(object) if object.fields.iter().all(|field| !field.required))
}

/// Returns a name as a token.
pub(super) fn ident(name: &Name) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

fn integer(format: IntegerFormat) -> TokenStream {
    match format {
        IntegerFormat::Int8 => quote!(i8),
        IntegerFormat::Int16 => quote!(i16),
        IntegerFormat::Int32 => quote!(i32),
        IntegerFormat::Int64 => quote!(i64),
        IntegerFormat::Uint8 => quote!(u8),
        IntegerFormat::Uint16 => quote!(u16),
        IntegerFormat::Uint32 => quote!(u32),
        IntegerFormat::Uint64 => quote!(u64),
    }
}
