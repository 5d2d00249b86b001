//! Builders of structs with required fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::fields::{Presence, StructField};
use super::json_scalar;
use super::structs::Layout;
use super::symbols::Symbol;
use crate::model::types::{DiscriminatorField, Shape};

/// Emits the builder of a struct, if it has one.
pub(super) fn emit(context: &Context<'_>, layout: &Layout<'_>) -> Option<TokenStream> {
    let (name, builder) = (&layout.name, ident(layout.named.names.builder.as_ref()?));
    let discriminators: Vec<TokenStream> = layout.object.discriminator_fields.iter().map(discriminator).collect();
    let discriminators = (!discriminators.is_empty()).then(|| quote!({ #(#discriminators),* }));
    let setters = layout.fields.iter().map(|field| setter(context, field));
    let additional = layout.additional_properties.as_ref().map(|(name, values)| quote!(#name(additional #values)));
    let setters = setters.chain(additional);
    let r#macro = context.uses.get(Symbol::BuilderMacro);
    Some(quote!(#r#macro!(#builder for #name #discriminators => #(#setters),*);))
}

fn discriminator(field: &DiscriminatorField) -> TokenStream {
    let (name, value) = (&field.name, json_scalar(&field.value));
    quote!(#name: #value)
}

fn setter(context: &Context<'_>, field: &StructField<'_>) -> TokenStream {
    let (ident, shape) = (&field.ident, &field.field.shape);
    let deprecated = field.docs.deprecated.then(|| quote!(#[deprecated]));
    let name = (*ident != field.field.name).then(|| {
        let name = &field.field.name;
        quote!(#name,)
    });
    let is_string = *shape == Shape::String && !field.field.boxed && !field.field.nullable;
    let how = match (field.presence, field.field.nullable) {
        (Presence::Nullable, _) => Some(quote!(nullable)),
        _ if is_string => Some(quote!(impl)),
        (_, true) => Some(quote!(optional)),
        (_, false) => None,
    };
    let boxed = field.field.boxed.then(|| quote!(boxed));
    let r#type = macro_type(context, shape);
    quote!(#deprecated #ident(#name #how #boxed #r#type))
}

/// Emits a type in the syntax of the macro, without angle brackets.
fn macro_type(context: &Context<'_>, shape: &Shape) -> TokenStream {
    match shape {
        Shape::Array(items) => {
            let items = macro_type(context, items);
            quote!([#items])
        }
        Shape::Map(values) => {
            let values = macro_type(context, values);
            quote!({#values})
        }
        Shape::Nullable(inner) => {
            let inner = macro_type(context, inner);
            quote!(optional #inner)
        }
        shape => context.shape(shape),
    }
}
