//! Enums of server-sent events' data.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::operations::NamedOperation;
use super::symbols::Symbol;
use super::{doc_comment, markdown, schemas};
use crate::model::api::EventVariant;
use crate::model::types::Shape;
use crate::names::EnumNames;

/// Emits the enums of the data that differs by event.
pub(super) fn emit(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    named.event_enums().map(|(variants, names)| data_enum(context, named, variants, names)).collect()
}

fn data_enum(
    context: &Context<'_>,
    named: NamedOperation<'_>,
    variants: &[EventVariant],
    names: &EnumNames,
) -> TokenStream {
    let name = ident(&names.name);
    let doc = format!(" Data of the events of [`Client::{}`].", named.names.method);
    let variants = || variants.iter().zip(names.variants.iter().map(ident));
    let definitions = variants().map(|(variant, name)| {
        let (doc, data) = (doc_comment(&[variant_docs(variant)]), context.shape(&variant.shape));
        quote!(#doc #name(#data))
    });
    let readings = variants().map(|(variant, name)| reading(context, variant, &name));
    // Undeclared data may contain anything.
    let is_redacted = !context.target.redact.is_empty();
    let derive_debug = (!is_redacted).then(|| quote!(Debug,));
    let debug = is_redacted.then(|| debug(context, &name, variants()));
    let [event_data, event_variant] = context.uses.all([Symbol::EventData, Symbol::EventVariant]);
    quote! {
        #[doc = #doc]
        #[derive(Clone, #derive_debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#definitions,)*
            /// Data of an event that the document does not declare, as text.
            Unknown(String),
        }
        #debug
        impl #event_data for #name {
            const VARIANTS: &'static [#event_variant<Self>] = &[#(#readings),*];
            fn unknown(data: String) -> Self {
                Self::Unknown(data)
            }
        }
    }
}

/// Emits `Debug` without redacted properties.
fn debug<'a>(
    context: &Context<'_>,
    name: &Ident,
    variants: impl Iterator<Item = (&'a EventVariant, Ident)>,
) -> TokenStream {
    let [debug, redacted] = context.uses.all([Symbol::DebugModule, Symbol::Redacted]);
    let arms = variants.map(|(variant, name)| {
        let shown = if variant.shape == Shape::String { quote!(text) } else { quote!(part) };
        let label = name.to_string();
        quote!(Self::#name(data) => f.debug_tuple(#label).field(&#debug::#shown(data, #redacted)).finish())
    });
    quote! {
        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms,)*
                    Self::Unknown(data) => f.debug_tuple("Unknown").field(&#debug::text(data, #redacted)).finish(),
                }
            }
        }
    }
}

fn variant_docs(variant: &EventVariant) -> String {
    let events: Vec<String> = variant.events.iter().map(|event| markdown::code(event)).collect();
    match events.as_slice() {
        [] => "Any other event.".to_owned(),
        [event] => format!("Event {event}."),
        events => format!("Events {}.", events.join(", ")),
    }
}

fn reading(context: &Context<'_>, variant: &EventVariant, name: &Ident) -> TokenStream {
    let events = &variant.events;
    let schema = schemas::reference(context, &variant.schema);
    let (kind, read) = if variant.is_text { (quote!(text), quote!(text_as)) } else { (quote!(json), quote!(json)) };
    let [event_variant, decode] = context.uses.all([Symbol::EventVariant, Symbol::DecodeModule]);
    quote!(#event_variant::#kind(&[#(#events),*], #schema, |response| #decode::#read(response).map(Self::#name)))
}
