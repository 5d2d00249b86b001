//! Choices as enums.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::{Context, NamedType, boxed, ident};
use super::{constraints, doc_comment, scalar_keywords, schemas};
use crate::model::schema::{Schema, SchemaRef};
use crate::model::types::{Member, Shape, TypeId, Union};

/// Emits the enum of a choice.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, union: &Union) -> TokenStream {
    let name = named.ident();
    let variants: Vec<Ident> = named.names.members.iter().map(ident).collect();
    let declaration = declaration(context, named, union, &variants);
    let members = members(context, union, &variants);
    let tag = union.tag.as_ref().map(|tag| quote!(by #tag));
    let how = usual(named, union).map(|how| Ident::new(how, Span::call_site()));
    let debug = hides(context).then(|| super::debug(&name));
    let validate = how.is_none().then(|| schemas::validate(context, named));
    quote! {
        #declaration
        union_enum!(#how #name #tag => #(#members),*);
        #debug
        #validate
    }
}

/// Returns the keyword of the schema, if it says nothing but which members there are.
fn usual(named: NamedType<'_>, union: &Union) -> Option<&'static str> {
    let members: Vec<SchemaRef> = union.members.iter().map(|member| member.schema.clone()).collect();
    let usual = Schema { tag: union.tag.clone(), ..Schema::default() };
    let tag_values: Vec<Vec<Value>> = union.members.iter().map(|member| member.tags.clone()).collect();
    match &named.definition.schema {
        schema if *schema == Schema { one_of: members.clone(), ..usual.clone() } => Some("one_of"),
        schema if *schema == Schema { one_of: members.clone(), tag_values: tag_values.clone(), ..usual.clone() } => {
            Some("one_of_by_discriminator")
        }
        schema if *schema == Schema { any_of: members.clone(), ..usual.clone() } => Some("any_of"),
        schema if *schema == Schema { any_of: members, lists_types: true, ..usual } => Some("type_list"),
        _ => None,
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
        let doc = doc_comment(&constraints::choice_docs(docs));
        let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
        quote!(#doc #deprecated #variant(#r#type))
    });
    quote! {
        #doc
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#members,)*
            Unknown(serde_json::Value),
        }
    }
}

/// Emits the members, as the macro takes them.
fn members(context: &Context<'_>, union: &Union, variants: &[Ident]) -> Vec<TokenStream> {
    let mut converted = Vec::new();
    let mut members = Vec::new();
    for (member, variant) in union.members.iter().zip(variants) {
        let own = own_type(context, member).filter(|id| !converted.contains(id));
        converted.extend(own);
        members.push(self::member(context, member, variant, own.is_some()));
    }
    members
}

/// Returns the type of a member, if it is one that no other name stands for, and that judges by itself.
fn own_type(context: &Context<'_>, member: &Member) -> Option<TypeId> {
    match (&member.shape, &member.schema) {
        (Shape::Type(id), SchemaRef::Type(judge)) if id == judge && !context.is_alias(*id) => Some(*id),
        _ => None,
    }
}

fn member(context: &Context<'_>, member: &Member, variant: &Ident, has_from: bool) -> TokenStream {
    let r#type = context.shape(&member.shape);
    let boxed = member.boxed.then(|| quote!(.boxed()));
    let via = context.takes_whole_floats(&member.shape).then(|| quote!(.via(lenient_integer::deserialize)));
    let schema = (!has_from).then(|| {
        let schema = schemas::reference(context, &member.schema);
        quote!(.schema(#schema))
    });
    let tags = tags(&member.tags);
    quote!(#variant(#r#type) #boxed #tags #via #schema)
}

fn tags(values: &[Value]) -> Option<TokenStream> {
    let strings: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
    match strings.as_deref() {
        Some([]) => None,
        Some(strings) => Some(quote!(.discriminator(#(#strings),*))),
        None => {
            let literals = values.iter().map(scalar_keywords::literal);
            Some(quote!(.discriminator_literals(#(#literals),*)))
        }
    }
}
