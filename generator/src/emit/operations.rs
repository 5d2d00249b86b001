//! Operations as methods of the client.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::symbols::Symbol;
use super::{doc_comment, events, examples, operation_docs, pages, parameters, request_bodies, responses};
use crate::model::api::{EventVariant, Operation, Parameter};
use crate::names::{EnumNames, Name, OperationNames};
use crate::normalize::METHODS;

/// An operation with its names.
#[derive(Clone, Copy)]
pub(super) struct NamedOperation<'a> {
    pub(super) operation: &'a Operation,
    pub(super) names: &'a OperationNames,
}

impl<'a> NamedOperation<'a> {
    /// Iterates over the parameters with their names.
    pub(super) fn parameters(&self) -> impl Iterator<Item = (&'a Parameter, Ident)> {
        self.operation.parameters.iter().zip(self.names.parameters.iter().map(ident))
    }

    /// Iterates over the variants of event data, with the names of their enums.
    pub(super) fn event_enums(&self) -> impl Iterator<Item = (&'a [EventVariant], &'a EnumNames)> + use<'a> {
        self.operation.success.event_variants().into_iter().zip(&self.names.events)
    }

    /// Iterates over the names of the types of the operation.
    pub(super) fn public_names(&self) -> impl Iterator<Item = &'a Name> + use<'a> {
        let enums = self.names.body.iter().chain(&self.names.output).chain(&self.names.events).map(|names| &names.name);
        self.names.params.iter().chain(enums)
    }
}

/// Emits the methods of some operations in one `impl`, and their types.
pub(super) fn emit(context: &Context<'_>, operations: &[NamedOperation<'_>]) -> TokenStream {
    let methods = operations.iter().map(|named| method(context, *named));
    let types = operations.iter().map(|named| {
        let params = parameters::params_struct(context, *named);
        let body = request_bodies::body_enum(context, *named);
        let output = responses::output_enum(context, *named);
        let events = events::emit(context, *named);
        let pages = pages::emit(context, *named);
        quote!(#params #body #output #events #pages)
    });
    let client = context.uses.get(Symbol::Client);
    quote! {
        impl #client {
            #(#methods)*
        }
        #(#types)*
    }
}

/// Emits the start of the call expression, with the description of the operation.
fn call_prefix(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    let operation = named.operation;
    let output = responses::output(context, named);
    let server = operation.server.as_ref().map(|server| {
        let url = &server.url;
        quote!(.server(#url))
    });
    let parameters = operation.parameters.iter().filter_map(|parameter| parameters::definition(context, parameter));
    let parameters: Vec<TokenStream> = parameters.collect();
    let parameters = (!parameters.is_empty()).then(|| quote!(.parameters(&[#(#parameters),*])));
    let security = operation.security.iter().map(|names| quote!(&[#(#names),*]));
    let security = (operation.security != context.api.security).then(|| quote!(.security(&[#(#security),*])));
    let accept = operation.accept.join(", ");
    let accept = (!["", "application/json"].contains(&accept.as_str())).then(|| quote!(.accept(#accept)));
    let keywords = quote!(#server #parameters #security);
    let single = responses::single_response(named);
    if let (Some(single), true) = (&single, keywords.is_empty() && accept.is_none()) {
        let success = single.builder_call();
        let request = by_method(operation, "request");
        return quote!(self.0.#request #success);
    }
    let responses = single.map_or_else(|| responses::responses(context, named), responses::SingleResponse::keyword);
    let begin = if named.names.params.is_some() { quote!(call_with_params) } else { quote!(call) };
    let (r#type, new) = (context.uses.get(Symbol::Operation), by_method(operation, "new"));
    quote! {
        const OPERATION: &#r#type<#output> = &#r#type::#new #keywords #accept #responses;
        self.0.#begin(OPERATION)
    }
}

/// Emits the call of the constructor for the operation's method and path: one named after the method, else the general one.
fn by_method(operation: &Operation, any: &str) -> TokenStream {
    let (method, path) = (&operation.method, &operation.path);
    if let Some(name) = METHODS.into_iter().find(|name| name.to_uppercase() == *method) {
        let name = format_ident!("{name}");
        return quote!(#name(#path));
    }
    let name = format_ident!("{any}");
    quote!(#name(#method, #path))
}

fn method(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    let operation = named.operation;
    let name = ident(&named.names.method);
    let prefix = call_prefix(context, named);
    let example = examples::lines(context, named);
    let doc = doc_comment(&operation_docs::lines(context, operation, &example));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let required: Vec<(&Parameter, Ident)> = named.parameters().filter(|(parameter, _)| parameter.required).collect();
    let arguments = required.iter().map(|(parameter, name)| parameters::argument(context, parameter, name));
    let arguments = arguments.chain(request_bodies::argument(context, named));
    let lifetime = request_bodies::lifetime(named);
    let output = responses::output(context, named);
    let errors = errors(context, named);
    let params = named.names.params.as_ref().map(|name| {
        let name = ident(name);
        quote!(, #name)
    });
    let calls = required.iter().map(|(parameter, name)| parameters::builder_call(parameter, name));
    let calls = calls.chain(request_bodies::builder_call(context, named));
    let call = context.uses.get(Symbol::Call);
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name #lifetime (&self, #(#arguments),*) -> #call<#output #errors #params> {
            #prefix #(#calls)*
        }
    }
}

/// Emits the error type of an operation, unless it is the default of `Call`.
fn errors(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    match named.operation.errors.and_then(|index| context.error_set(index)) {
        Some(name) => Some(quote!(, #name)),
        None => named.names.params.is_some().then(|| {
            let none = context.uses.get(Symbol::NoDeclaredErrors);
            quote!(, #none)
        }),
    }
}
