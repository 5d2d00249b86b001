//! How the fields of a struct are declared, written and read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, NamedType, ident};
use super::{constraints, doc_comment, serde_names};
use crate::model::types::{Docs, Field, Struct, Type};

/// When a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Always.
    Required,
    /// Unless it is `None`.
    Optional,
    /// Unless it is `Nullable::Absent`.
    Nullable,
}

/// A field of a struct that is about to be emitted.
pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    pub(super) docs: &'a Docs,
    pub(super) ident: Ident,
    pub(super) presence: Presence,
    /// The full type of the field.
    pub(super) r#type: TokenStream,
    /// Whether it holds integers that may be written as `1.0`.
    pub(super) takes_whole_floats: bool,
}

/// Returns the fields of a struct, as they are declared.
pub(super) fn members<'a>(context: &Context<'_>, named: NamedType<'a>, object: &'a Struct) -> Vec<Member<'a>> {
    let fields = object.fields.iter().zip(&named.definition.member_docs).zip(&named.names.members);
    fields
        .map(|((field, docs), name)| {
            let value = context.field_value(field);
            let (presence, r#type) = match (field.required, field.nullable) {
                (true, false) => (Presence::Required, value.clone()),
                (true, true) => (Presence::Required, quote!(Option<#value>)),
                (false, false) => (Presence::Optional, quote!(Option<#value>)),
                (false, true) => (Presence::Nullable, quote!(Nullable<#value>)),
            };
            let takes_whole_floats = context.takes_whole_floats(&field.shape);
            Member { field, docs, ident: ident(name), presence, r#type, takes_whole_floats }
        })
        .collect()
}

impl Member<'_> {
    /// Emits the declaration of the field, with its attribute for serde.
    pub(super) fn declaration(&self, definition: &Type, serde: Option<TokenStream>) -> TokenStream {
        let (name, r#type) = (&self.ident, &self.r#type);
        let doc = doc_comment(&constraints::member_docs(definition, self.field, self.docs));
        let deprecated = self.docs.deprecated.then(|| quote!(#[deprecated]));
        quote!(#doc #deprecated #serde pub #name: #r#type)
    }

    /// Emits `#[serde(…)]`, or nothing where its defaults are right.
    pub(super) fn serde_attribute(
        &self,
        style: serde_names::Style,
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
        if let Some(predicate) = self.presence.is_absent().filter(|_| is_serialized) {
            settings.push(quote!(skip_serializing_if = #predicate));
        }
        if let Some(function) = self.decode_function() {
            settings.push(quote!(deserialize_with = #function));
        }
        (!settings.is_empty()).then(|| quote!(#[serde(#(#settings),*)]))
    }

    /// Returns whether serde must be told what the field is when it is absent: all but an `Option` that serde decodes by itself.
    pub(super) fn needs_default(&self) -> bool {
        self.presence == Presence::Nullable || (self.presence == Presence::Optional && self.decode_function().is_some())
    }

    /// Returns the function that decodes the field where its type's own way is not right.
    fn decode_function(&self) -> Option<&'static str> {
        if self.keeps_null() {
            Some("object_reader::present")
        } else {
            self.takes_whole_floats.then_some("lenient_integer::deserialize")
        }
    }

    /// Returns whether `null` is a value of an optional field, not the same as its absence.
    pub(super) fn keeps_null(&self) -> bool {
        self.presence == Presence::Optional && self.field.holds_null
    }
}

impl Presence {
    /// Returns the function that says whether a field is left out.
    pub(super) fn is_absent(self) -> Option<&'static str> {
        match self {
            Self::Required => None,
            Self::Optional => Some("Option::is_none"),
            Self::Nullable => Some("Nullable::is_absent"),
        }
    }
}
