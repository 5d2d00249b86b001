//! The context of emitters: the API and its names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::symbols::Symbol;
use super::uses::Uses;
use crate::model::Api;
use crate::model::types::{Field, IntegerFormat, Shape, Type, TypeId, TypeKind};
use crate::names::{Name, Names, TypeNames};
use crate::target::Target;

/// An API with its names, the settings of its target, and the file that is emitted.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) target: &'a Target,
    /// What the file uses.
    pub(super) uses: &'a Uses,
    /// The module of the file, if it is one of `types`; its own types need no path there.
    pub(super) types_module: Option<&'a Name>,
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

    /// Returns the path of a type, whose use is recorded.
    pub(super) fn type_path(&self, id: TypeId) -> Option<TokenStream> {
        let name = self.named(id)?.ident();
        self.uses.add_type(id);
        Some(match self.types_module {
            Some(_) => quote!(#name),
            None => {
                let types = self.uses.get(Symbol::TypesModule);
                quote!(#types::#name)
            }
        })
    }

    /// Returns the name of an error enum, whose use is recorded.
    pub(super) fn error_set(&self, index: usize) -> Option<Ident> {
        let names = self.names.error_sets.get(index)?;
        self.uses.add_error_set(index);
        Some(ident(&names.name))
    }

    /// Returns whether a type is an alias.
    pub(super) fn is_alias(&self, id: TypeId) -> bool {
        self.named(id).is_some_and(|named| matches!(named.definition.kind, TypeKind::Alias(_)))
    }

    /// Returns the Rust type of a shape.
    pub(super) fn shape(&self, shape: &Shape) -> TokenStream {
        match shape {
            Shape::Any => self.json_value(),
            Shape::Boolean => quote!(bool),
            Shape::Integer(format) => integer(*format),
            Shape::Number => quote!(f64),
            Shape::String => quote!(String),
            Shape::Uuid => {
                let uuid = self.uses.get(Symbol::UuidCrate);
                quote!(#uuid::Uuid)
            }
            Shape::Date => {
                let chrono = self.uses.get(Symbol::ChronoCrate);
                quote!(#chrono::NaiveDate)
            }
            Shape::DateTime => {
                let chrono = self.uses.get(Symbol::ChronoCrate);
                quote!(#chrono::DateTime<#chrono::FixedOffset>)
            }
            Shape::Byte => {
                let base64 = self.uses.get(Symbol::Base64Module);
                quote!(#base64::Base64)
            }
            Shape::Custom(format) => self.custom_type(format),
            Shape::Binary => self.bytes(),
            Shape::Array(items) => {
                let items = self.shape(items);
                quote!(Vec<#items>)
            }
            Shape::Map(values) => {
                let (map, values) = (self.uses.get(Symbol::BTreeMap), self.shape(values));
                quote!(#map<String, #values>)
            }
            Shape::Nullable(inner) => {
                let inner = self.shape(inner);
                quote!(Option<#inner>)
            }
            Shape::Type(id) => self.type_path(*id).unwrap_or_else(|| self.json_value()),
        }
    }

    /// Returns the type of any JSON value.
    pub(super) fn json_value(&self) -> TokenStream {
        let serde_json = self.uses.get(Symbol::SerdeJsonCrate);
        quote!(#serde_json::Value)
    }

    /// Returns the type of bytes.
    pub(super) fn bytes(&self) -> TokenStream {
        let bytes = self.uses.get(Symbol::BytesCrate);
        quote!(#bytes::Bytes)
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

    /// Returns the constant of redacted names, if there are some.
    pub(super) fn redacted(&self) -> Option<Ident> {
        (!self.target.redact.is_empty()).then(|| self.uses.get(Symbol::Redacted))
    }

    /// Emits the redacted names of a type, before what macros say of it.
    pub(super) fn redact(&self) -> Option<TokenStream> {
        self.redacted().map(|redacted| quote!(redact #redacted))
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
