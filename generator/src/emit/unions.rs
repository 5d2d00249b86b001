//! Choices as enums.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, NamedType, boxed, ident};
use super::{constraints, doc_comment, schemas};
use crate::model::types::{Member, Shape, Union};

/// Emits the enum of a choice.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, union: &Union) -> TokenStream {
    let name = named.ident();
    let variants: Vec<Ident> = named.names.members.iter().map(ident).collect();
    let declaration = declaration(context, named, union, &variants);
    let members = union.members.iter().zip(&variants).map(|(member, variant)| choice(context, &name, member, variant));
    let tag = match &union.tag {
        Some(tag) => quote!(Some(#tag)),
        None => quote!(None),
    };
    let conversions = conversions(context, &name, union, &variants);
    let debug = hides(context).then(|| super::debug(&name));
    let validate = schemas::validate(context, named);
    quote! {
        #declaration
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants(value) => value.serialize(serializer),)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const MEMBERS: &[union::Member<#name>] = &[#(#members),*];
                union::decode(deserializer, #tag, MEMBERS, Self::Unknown)
            }
        }
        #debug
        #conversions
        #validate
    }
}

/// What is unknown may hold anything.
fn hides(context: &Context<'_>) -> bool {
    !context.target.redact.is_empty()
}

fn declaration(context: &Context<'_>, named: NamedType<'_>, union: &Union, variants: &[Ident]) -> TokenStream {
    let name = named.ident();
    let doc = doc_comment(&constraints::type_docs(context, named.definition));
    let deprecated = named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let debug = (!hides(context)).then(|| quote!(Debug,));
    let members = union.members.iter().zip(&named.definition.member_docs).zip(variants);
    let members = members.map(|((member, docs), variant)| {
        let r#type = boxed(context.shape(&member.shape), member.boxed);
        let doc = doc_comment(&constraints::choice_docs(union, member, docs));
        quote!(#doc #variant(#r#type))
    });
    quote! {
        #doc
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#members,)*
            /// A value that is none of these.
            Unknown(serde_json::Value),
        }
    }
}

fn choice(context: &Context<'_>, name: &Ident, member: &Member, variant: &Ident) -> TokenStream {
    let tags = member.tags.iter().map(schemas::literal);
    let schema = schemas::reference(context, &member.schema);
    let whole = context.takes_whole_floats(&member.shape);
    let read = if whole { quote!(whole::read) } else { quote!(serde_json::from_value) };
    quote! {
        union::Member {
            tags: &[#(#tags),*],
            schema: #schema,
            decode: |value| #read(value).map(#name::#variant),
        }
    }
}

/// Emits `From` for each member that has a type of its own.
fn conversions(context: &Context<'_>, name: &Ident, union: &Union, variants: &[Ident]) -> TokenStream {
    let mut conversions = TokenStream::new();
    let mut seen = Vec::new();
    for (member, variant) in union.members.iter().zip(variants) {
        let Shape::Type(id) = member.shape else { continue };
        if seen.contains(&id) || context.is_alias(id) {
            continue;
        }
        seen.push(id);
        let r#type = context.shape(&member.shape);
        let value = if member.boxed { quote!(Box::new(value)) } else { quote!(value) };
        conversions.extend(quote! {
            impl From<#r#type> for #name {
                fn from(value: #r#type) -> Self {
                    Self::#variant(#value)
                }
            }
        });
    }
    conversions
}
