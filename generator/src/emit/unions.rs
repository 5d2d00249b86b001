//! Enums of unions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::{Context, NamedType, boxed, ident};
use super::symbols::Symbol;
use super::{constraint_docs, doc_comment, scalar_keywords, schemas};
use crate::model::schema::{Schema, SchemaRef};
use crate::model::types::{Shape, TypeId, Union, Variant};

/// Emits the enum of a union.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, union: &Union) -> TokenStream {
    let name = named.ident();
    let idents: Vec<Ident> = named.names.children.iter().map(ident).collect();
    let declaration = declaration(context, named, union, &idents);
    let macro_variants = macro_variants(context, union, &idents);
    let by = union.discriminator.as_ref().map(|property| quote!(by #property));
    let keyword = union_keyword(named, union).map(|keyword| Ident::new(keyword, Span::call_site()));
    // Without a keyword, the macro does not implement `Validate`.
    let redact = keyword.as_ref().and_then(|_| context.redact());
    let debug = is_redacted(context).then(|| super::debug(context, &name));
    let validate = keyword.is_none().then(|| schemas::validate(context, named));
    let union_enum = context.uses.get(Symbol::UnionEnumMacro);
    quote! {
        #declaration
        #union_enum!(#keyword #name #redact #by => #(#macro_variants),*);
        #debug
        #validate
    }
}

/// Returns the keyword of the union, if the schema has no others.
fn union_keyword(named: NamedType<'_>, union: &Union) -> Option<&'static str> {
    let schemas: Vec<SchemaRef> = union.variants.iter().map(|variant| variant.schema.clone()).collect();
    let default = Schema { discriminator: union.discriminator.clone(), ..Schema::default() };
    let discriminator_values: Vec<Vec<Value>> =
        union.variants.iter().map(|variant| variant.discriminator_values.clone()).collect();
    match &named.definition.schema {
        schema if *schema == Schema { one_of: schemas.clone(), ..default.clone() } => Some("one_of"),
        schema
            if *schema
                == Schema {
                    one_of: schemas.clone(),
                    discriminator_values: discriminator_values.clone(),
                    ..default.clone()
                } =>
        {
            Some("one_of_by_discriminator")
        }
        schema if *schema == Schema { any_of: schemas.clone(), ..default.clone() } => Some("any_of"),
        schema if *schema == Schema { any_of: schemas, is_type_list: true, ..default } => Some("type_list"),
        _ => None,
    }
}

/// Returns whether `Debug` redacts something: unknown values may contain anything.
fn is_redacted(context: &Context<'_>) -> bool {
    !context.target.redact.is_empty()
}

fn declaration(context: &Context<'_>, named: NamedType<'_>, union: &Union, idents: &[Ident]) -> TokenStream {
    let name = named.ident();
    let doc = doc_comment(&constraint_docs::type_docs(context, named.definition));
    let deprecated = named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let debug = (!is_redacted(context)).then(|| quote!(Debug,));
    let definitions = union.variants.iter().zip(&named.definition.child_docs).zip(idents);
    let definitions = definitions.map(|((variant, docs), ident)| {
        let r#type = boxed(context.shape(&variant.shape), variant.boxed);
        let doc = doc_comment(&constraint_docs::variant_docs(docs));
        let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
        quote!(#doc #deprecated #ident(#r#type))
    });
    let json_value = context.json_value();
    quote! {
        #doc
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#definitions,)*
            Unknown(#json_value),
        }
    }
}

/// Emits the variants in the syntax of the macro.
fn macro_variants(context: &Context<'_>, union: &Union, idents: &[Ident]) -> Vec<TokenStream> {
    let mut converted = Vec::new();
    let mut macro_variants = Vec::new();
    for (variant, ident) in union.variants.iter().zip(idents) {
        let r#type = variant_type(context, variant).filter(|id| !converted.contains(id));
        converted.extend(r#type);
        macro_variants.push(macro_variant(context, variant, ident, r#type.is_some()));
    }
    macro_variants
}

/// Returns the type of a variant, if it is not an alias, and its schema is that of the type.
fn variant_type(context: &Context<'_>, variant: &Variant) -> Option<TypeId> {
    match (&variant.shape, &variant.schema) {
        (Shape::Type(id), SchemaRef::Type(schema)) if id == schema && !context.is_alias(*id) => Some(*id),
        _ => None,
    }
}

fn macro_variant(context: &Context<'_>, variant: &Variant, ident: &Ident, has_from: bool) -> TokenStream {
    let r#type = context.shape(&variant.shape);
    let boxed = variant.boxed.then(|| quote!(.boxed()));
    let via = context.accepts_integral_floats(&variant.shape).then(|| {
        let lenient_integer = context.uses.get(Symbol::LenientIntegerModule);
        quote!(.via(#lenient_integer::deserialize))
    });
    let schema = (!has_from).then(|| {
        let schema = schemas::reference(context, &variant.schema);
        quote!(.schema(#schema))
    });
    let values = discriminator_values(context, &variant.discriminator_values);
    quote!(#ident(#r#type) #boxed #values #via #schema)
}

fn discriminator_values(context: &Context<'_>, values: &[Value]) -> Option<TokenStream> {
    let strings: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
    match strings.as_deref() {
        Some([]) => None,
        Some(strings) => Some(quote!(.discriminator(#(#strings),*))),
        None => {
            let literals = values.iter().map(|value| scalar_keywords::literal(context, value));
            Some(quote!(.discriminator_literals(#(#literals),*)))
        }
    }
}
