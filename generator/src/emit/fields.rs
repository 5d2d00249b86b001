//! Fields of structs: their declaration, serialization and deserialization.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, NamedType, ident};
use super::symbols::Symbol;
use super::{constraint_docs, doc_comment, serde_rename};
use crate::model::types::{Docs, Field, Struct, Type};

/// When a field is serialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Always.
    Required,
    /// Unless it is `None`.
    Optional,
    /// Unless it is `Nullable::Absent`.
    Nullable,
}

/// A field of a struct to be emitted.
pub(super) struct StructField<'a> {
    pub(super) field: &'a Field,
    pub(super) docs: &'a Docs,
    pub(super) ident: Ident,
    pub(super) presence: Presence,
    /// The full type of the field.
    pub(super) r#type: TokenStream,
    /// Whether it contains integers that may be serialized as `1.0`.
    pub(super) accepts_integral_floats: bool,
}

/// Returns the fields of a struct.
pub(super) fn fields<'a>(context: &Context<'_>, named: NamedType<'a>, object: &'a Struct) -> Vec<StructField<'a>> {
    let declared = object.fields.iter().zip(&named.definition.child_docs).zip(&named.names.children);
    declared
        .map(|((field, docs), name)| {
            let value = context.field_value(field);
            let (presence, r#type) = match (field.required, field.nullable) {
                (true, false) => (Presence::Required, value.clone()),
                (true, true) => (Presence::Required, quote!(Option<#value>)),
                (false, false) => (Presence::Optional, quote!(Option<#value>)),
                (false, true) => {
                    let nullable = context.uses.get(Symbol::Nullable);
                    (Presence::Nullable, quote!(#nullable<#value>))
                }
            };
            let accepts_integral_floats = context.accepts_integral_floats(&field.shape);
            StructField { field, docs, ident: ident(name), presence, r#type, accepts_integral_floats }
        })
        .collect()
}

impl StructField<'_> {
    /// Emits the declaration of the field, with its attribute for serde.
    pub(super) fn declaration(&self, definition: &Type, serde: Option<TokenStream>) -> TokenStream {
        let (name, r#type) = (&self.ident, &self.r#type);
        let doc = doc_comment(&constraint_docs::field_docs(definition, self.field, self.docs));
        let deprecated = self.docs.deprecated.then(|| quote!(#[deprecated]));
        quote!(#doc #deprecated #serde pub #name: #r#type)
    }

    /// Emits `#[serde(…)]`, unless serde's defaults apply.
    pub(super) fn serde_attribute(
        &self,
        context: &Context<'_>,
        style: serde_rename::Style,
        all_default: bool,
        is_serialized: bool,
    ) -> Option<TokenStream> {
        let mut settings = Vec::new();
        if let Some(rename) = style.rename(&self.field.name, &self.ident) {
            settings.push(quote!(rename = #rename));
        }
        if !all_default && self.needs_default() {
            settings.push(quote!(default));
        }
        if let Some(predicate) = self.presence.is_absent(context).filter(|_| is_serialized) {
            settings.push(quote!(skip_serializing_if = #predicate));
        }
        if let Some((module, function)) = self.decode_function() {
            let path = format!("{}::{function}", context.uses.get(module));
            settings.push(quote!(deserialize_with = #path));
        }
        (!settings.is_empty()).then(|| quote!(#[serde(#(#settings),*)]))
    }

    /// Returns whether the field needs `#[serde(default)]`: all optional fields except an `Option` without `deserialize_with`.
    pub(super) fn needs_default(&self) -> bool {
        self.presence == Presence::Nullable || (self.presence == Presence::Optional && self.decode_function().is_some())
    }

    /// Returns the module and name of the function for `deserialize_with`, if the field needs one.
    fn decode_function(&self) -> Option<(Symbol, &'static str)> {
        if self.null_is_value() {
            Some((Symbol::ObjectReaderModule, "present"))
        } else {
            self.accepts_integral_floats.then_some((Symbol::LenientIntegerModule, "deserialize"))
        }
    }

    /// Emits how `object!` deserializes the field, if it is not by `Deserialize` alone.
    pub(super) fn via(&self) -> Option<TokenStream> {
        let integers = self.accepts_integral_floats.then(|| quote!(via integers));
        if self.null_is_value() { Some(quote!(via present)) } else { integers }
    }

    /// Returns whether `null` is a value of an optional field, different from its absence.
    pub(super) fn null_is_value(&self) -> bool {
        self.presence == Presence::Optional && self.field.holds_null
    }
}

impl Presence {
    /// Returns the function for `skip_serializing_if`.
    fn is_absent(self, context: &Context<'_>) -> Option<String> {
        match self {
            Self::Required => None,
            Self::Optional => Some("Option::is_none".to_owned()),
            Self::Nullable => Some(format!("{}::is_absent", context.uses.get(Symbol::Nullable))),
        }
    }
}
