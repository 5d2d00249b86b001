//! The keywords that came with OpenAPI 3.1, as data.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::Context;
use super::literals;
use super::scalar_keywords::pattern;
use super::schemas::reference;
use crate::model::schema::{Later, SchemaRef};

/// Emits a value of the runtime's `Keywords2020`.
pub(super) fn emit(context: &Context<'_>, later: &Later) -> TokenStream {
    let mut chain = quote!(schema::Keywords2020::ANY);
    member_keywords(context, later, &mut chain);
    item_keywords(context, later, &mut chain);
    let conditions = conditions(context, later);
    if !conditions.is_empty() {
        chain.extend(quote!(.conditions(&[#(#conditions),*])));
    }
    let rest = [("properties", &later.unevaluated_properties), ("items", &later.unevaluated_items)];
    for (what, schema) in rest {
        let Some(schema) = schema else { continue };
        let method = Ident::new(&format!("unevaluated_{what}"), Span::call_site());
        let schema = reference(context, schema);
        chain.extend(quote!(.#method(#schema)));
    }
    chain
}

fn member_keywords(context: &Context<'_>, later: &Later, chain: &mut TokenStream) {
    if !later.pattern_properties.is_empty() {
        let patterns = later.pattern_properties.iter().map(|(source, schema)| {
            let (pattern, schema) = (pattern(context, source), reference(context, schema));
            quote!((#pattern, #schema))
        });
        chain.extend(quote!(.pattern_properties(&[#(#patterns),*])));
    }
    if let Some(names) = &later.property_names {
        let names = reference(context, names);
        chain.extend(quote!(.property_names(#names)));
    }
    if !later.dependent_required.is_empty() {
        let dependents = later.dependent_required.iter().map(|(name, required)| quote!((#name, &[#(#required),*])));
        chain.extend(quote!(.dependent_required(&[#(#dependents),*])));
    }
}

fn item_keywords(context: &Context<'_>, later: &Later, chain: &mut TokenStream) {
    if !later.prefix_items.is_empty() {
        let schemas = later.prefix_items.iter().map(|schema| reference(context, schema));
        chain.extend(quote!(.prefix_items(&[#(#schemas),*])));
    }
    let Some(contains) = &later.contains else { return };
    let contains = reference(context, contains);
    chain.extend(quote!(.contains(#contains)));
    if let Some(count) = later.min_contains.filter(|count| *count != 1) {
        let count = literals::count(count);
        chain.extend(quote!(.min_contains(#count)));
    }
    if let Some(count) = later.max_contains {
        let count = literals::count(count);
        chain.extend(quote!(.max_contains(#count)));
    }
}

/// Emits `if` with `then` and `else`, and `dependentSchemas`: if a member is there, its schema holds.
fn conditions(context: &Context<'_>, later: &Later) -> Vec<TokenStream> {
    let dependents = later.dependent_schemas.iter().map(|(name, schema)| {
        let schema = reference(context, schema);
        quote!(schema::Condition::when(inline(&Schema::OBJECT.required(&[#name]))).then(#schema))
    });
    let condition = later.condition.as_ref().map(|test| condition(context, test, later));
    dependents.chain(condition).collect()
}

fn condition(context: &Context<'_>, test: &SchemaRef, later: &Later) -> TokenStream {
    let test = reference(context, test);
    let mut chain = quote!(schema::Condition::when(#test));
    if let Some(then) = &later.then {
        let then = reference(context, then);
        chain.extend(quote!(.then(#then)));
    }
    if let Some(otherwise) = &later.otherwise {
        let otherwise = reference(context, otherwise);
        chain.extend(quote!(.otherwise(#otherwise)));
    }
    chain
}
