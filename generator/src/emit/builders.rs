//! Builders of requests with required fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::fields::{Member, Presence};
use super::json_scalar;
use super::structs::Layout;
use crate::model::types::Shape;

/// Returns whether a struct has a builder: it is sent and has required fields.
pub(super) fn has_builder(layout: &Layout<'_>) -> bool {
    layout.named.definition.sent && !layout.has_default
}

/// Emits the function that begins a builder.
pub(super) fn begin(layout: &Layout<'_>) -> TokenStream {
    let tags = layout.object.tags.iter().map(|tag| {
        let (name, value) = (&tag.name, json_scalar(&tag.value));
        quote!(.set(#name, #value))
    });
    quote! {
        /// Begins a value; its `build` returns all that is wrong with it, missing fields included.
        pub fn builder() -> Builder<Self> {
            Builder::new() #(#tags)*
        }
    }
}

/// Emits the setters of a struct's builder.
pub(super) fn setters(layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let setters = layout.members.iter().map(setter);
    let rest = layout.rest.as_ref().map(|(rest, values)| {
        quote! {
            /// Sets members that the schema does not name.
            pub fn #rest(self, value: BTreeMap<String, #values>) -> Self {
                value.into_iter().fold(self, |builder, (name, value)| builder.set(&name, value))
            }
        }
    });
    quote! {
        impl Builder<#name> {
            #(#setters)*
            #rest
        }
    }
}

fn setter(member: &Member<'_>) -> TokenStream {
    let (field, name, value, r#type) = (&member.ident, &member.field.name, &member.value, &member.r#type);
    let doc = format!(" Sets `{name}`.");
    let deprecated = member.docs.deprecated.then(|| quote!(#[deprecated]));
    let is_string = member.field.shape == Shape::String && !member.field.boxed && !member.field.nullable;
    let (argument, set) = match member.presence {
        Presence::Nullable => (quote!(impl Into<#r#type>), quote!(set_nullable(#name, value.into()))),
        _ if is_string => (quote!(impl Into<String>), quote!(set(#name, value.into()))),
        Presence::Required => (quote!(#r#type), quote!(set(#name, value))),
        Presence::Optional => (quote!(#value), quote!(set(#name, value))),
    };
    quote! {
        #[doc = #doc]
        #deprecated
        pub fn #field(self, value: #argument) -> Self {
            self.#set
        }
    }
}
