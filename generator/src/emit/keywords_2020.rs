//! The keywords that OpenAPI 3.1 added.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::Context;
use super::literals;
use super::scalar_keywords::pattern;
use super::schemas::reference;
use super::symbols::Symbol;
use crate::model::schema::{Keywords2020, SchemaRef};

/// Emits a value of the runtime's `Keywords2020`.
pub(super) fn emit(context: &Context<'_>, keywords: &Keywords2020) -> TokenStream {
    let schema = context.uses.get(Symbol::SchemaModule);
    let mut chain = quote!(#schema::Keywords2020::ANY);
    object_keywords(context, keywords, &mut chain);
    array_keywords(context, keywords, &mut chain);
    let conditions = conditions(context, keywords);
    if !conditions.is_empty() {
        chain.extend(quote!(.conditions(&[#(#conditions),*])));
    }
    let rest = [("properties", &keywords.unevaluated_properties), ("items", &keywords.unevaluated_items)];
    for (what, schema) in rest {
        let Some(schema) = schema else { continue };
        let method = Ident::new(&format!("unevaluated_{what}"), Span::call_site());
        let schema = reference(context, schema);
        chain.extend(quote!(.#method(#schema)));
    }
    chain
}

fn object_keywords(context: &Context<'_>, keywords: &Keywords2020, chain: &mut TokenStream) {
    if !keywords.pattern_properties.is_empty() {
        let patterns = keywords.pattern_properties.iter().map(|(source, schema)| {
            let (pattern, schema) = (pattern(context, source), reference(context, schema));
            quote!((#pattern, #schema))
        });
        chain.extend(quote!(.pattern_properties(&[#(#patterns),*])));
    }
    if let Some(names) = &keywords.property_names {
        let names = reference(context, names);
        chain.extend(quote!(.property_names(#names)));
    }
    if !keywords.dependent_required.is_empty() {
        let dependents = keywords.dependent_required.iter().map(|(name, required)| quote!((#name, &[#(#required),*])));
        chain.extend(quote!(.dependent_required(&[#(#dependents),*])));
    }
}

fn array_keywords(context: &Context<'_>, keywords: &Keywords2020, chain: &mut TokenStream) {
    if !keywords.prefix_items.is_empty() {
        let schemas = keywords.prefix_items.iter().map(|schema| reference(context, schema));
        chain.extend(quote!(.prefix_items(&[#(#schemas),*])));
    }
    let Some(contains) = &keywords.contains else { return };
    let contains = reference(context, contains);
    chain.extend(quote!(.contains(#contains)));
    if let Some(count) = keywords.min_contains.filter(|count| *count != 1) {
        let count = literals::count(count);
        chain.extend(quote!(.min_contains(#count)));
    }
    if let Some(count) = keywords.max_contains {
        let count = literals::count(count);
        chain.extend(quote!(.max_contains(#count)));
    }
}

/// Emits `if` with `then` and `else`, and `dependentSchemas`, which are conditions on the presence of a property.
fn conditions(context: &Context<'_>, keywords: &Keywords2020) -> Vec<TokenStream> {
    let dependents = keywords.dependent_schemas.iter().map(|(name, then)| {
        let then = reference(context, then);
        let [schema, inline, r#type] = context.uses.all([Symbol::SchemaModule, Symbol::Inline, Symbol::Schema]);
        quote!(#schema::Condition::when(#inline(&#r#type::OBJECT.required(&[#name]))).then(#then))
    });
    let condition = keywords.condition.as_ref().map(|test| condition(context, test, keywords));
    dependents.chain(condition).collect()
}

fn condition(context: &Context<'_>, test: &SchemaRef, keywords: &Keywords2020) -> TokenStream {
    let (schema, test) = (context.uses.get(Symbol::SchemaModule), reference(context, test));
    let mut chain = quote!(#schema::Condition::when(#test));
    if let Some(then) = &keywords.then {
        let then = reference(context, then);
        chain.extend(quote!(.then(#then)));
    }
    if let Some(otherwise) = &keywords.otherwise {
        let otherwise = reference(context, otherwise);
        chain.extend(quote!(.otherwise(#otherwise)));
    }
    chain
}
