//! Builders of requests with required fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::fields::{Member, Presence};
use super::json_scalar;
use super::structs::Layout;
use crate::model::types::{Shape, Tag};

/// Returns whether a struct has a builder: it is sent and has required fields.
pub(super) fn has_builder(layout: &Layout<'_>) -> bool {
    layout.named.definition.sent && !layout.has_default
}

/// Emits the builder of a struct.
pub(super) fn emit(context: &Context<'_>, layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let tags: Vec<TokenStream> = layout.object.tags.iter().map(tag).collect();
    let tags = (!tags.is_empty()).then(|| quote!({ #(#tags),* }));
    let setters = layout.members.iter().map(|member| setter(context, member));
    let rest = layout.rest.as_ref().map(|(rest, values)| quote!(#rest(additional #values)));
    let setters = setters.chain(rest);
    quote!(builder!(#name #tags => #(#setters),*);)
}

fn tag(tag: &Tag) -> TokenStream {
    let (name, value) = (&tag.name, json_scalar(&tag.value));
    quote!(#name: #value)
}

fn setter(context: &Context<'_>, member: &Member<'_>) -> TokenStream {
    let (field, shape) = (&member.ident, &member.field.shape);
    let deprecated = member.docs.deprecated.then(|| quote!(#[deprecated]));
    let name = (*field != member.field.name).then(|| {
        let name = &member.field.name;
        quote!(#name,)
    });
    let is_string = *shape == Shape::String && !member.field.boxed && !member.field.nullable;
    let how = match (member.presence, member.field.nullable) {
        (Presence::Nullable, _) => Some(quote!(nullable)),
        _ if is_string => Some(quote!(impl)),
        (_, true) => Some(quote!(optional)),
        (_, false) => None,
    };
    let boxed = member.field.boxed.then(|| quote!(boxed));
    let r#type = abbreviated(context, shape);
    quote!(#deprecated #field(#name #how #boxed #r#type))
}

/// Emits a type in the short form that the macro takes, which has no angle brackets.
fn abbreviated(context: &Context<'_>, shape: &Shape) -> TokenStream {
    match shape {
        Shape::Array(items) => {
            let items = abbreviated(context, items);
            quote!([#items])
        }
        Shape::Map(values) => {
            let values = abbreviated(context, values);
            quote!({#values})
        }
        Shape::Nullable(inner) => {
            let inner = abbreviated(context, inner);
            quote!(optional #inner)
        }
        shape => context.shape(shape),
    }
}
