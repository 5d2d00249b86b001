//! Operations as methods of the client.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::errors::statuses;
use super::{doc_comment, examples, operation_docs, schemas};
use crate::model::api::{Body, Content, Location, Operation, Parameter};
use crate::model::types::Shape;
use crate::names::OperationNames;

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
}

/// Emits the methods of some operations, in one `impl`, and what stands beside them.
pub(super) fn emit(context: &Context<'_>, operations: &[NamedOperation<'_>]) -> TokenStream {
    let statics = operations.iter().map(|named| description(context, *named));
    let methods = operations.iter().map(|named| method(context, *named));
    let params = operations.iter().filter_map(|named| params(context, *named));
    quote! {
        impl Client {
            #(#methods)*
        }
        #(#params)*
        #(#statics)*
    }
}

/// Emits the static that says what is particular to an operation.
fn description(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    let operation = named.operation;
    let constant = ident(&named.names.constant);
    let method = Ident::new(&operation.method, proc_macro2::Span::call_site());
    let path = &operation.path;
    let output = output(context, operation);
    let parameters = operation.parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let schema = schemas::reference(context, &parameter.schema);
        quote!((#name, #schema))
    });
    let security = operation.security.iter().map(|names| quote!(&[#(#names),*]));
    let accept = accept(context, operation);
    let responses = responses(operation);
    quote! {
        static #constant: Operation<#output> = Operation {
            method: Method::#method,
            path: #path,
            parameters: &[#(#parameters),*],
            security: &[#(#security),*],
            accept: #accept,
            responses: &[#(#responses),*],
        };
    }
}

fn responses(operation: &Operation) -> Vec<TokenStream> {
    let may_be_empty = operation.success.content().is_some_and(|(_, may_be_empty)| may_be_empty);
    let responses = operation.success.statuses.iter().map(|(status, content)| {
        let statuses = statuses(*status);
        let decode = match content {
            Content::Empty if may_be_empty => quote!(decode::nothing),
            Content::Empty => quote!(decode::empty),
            Content::Json(_) if may_be_empty => quote!(decode::some_json),
            Content::Json(_) => quote!(decode::json),
            Content::Bytes => quote!(decode::bytes),
        };
        quote!((#statuses, #decode))
    });
    responses.collect()
}

/// Returns what an operation yields.
pub(super) fn output(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let Some((content, may_be_empty)) = operation.success.content() else { return quote!(()) };
    let output = match content {
        Content::Empty => return quote!(()),
        Content::Json(shape) => context.shape(shape),
        Content::Bytes => quote!(bytes::Bytes),
    };
    if may_be_empty { quote!(Option<#output>) } else { output }
}

fn accept(context: &Context<'_>, operation: &Operation) -> &'static str {
    let errors = operation.errors.and_then(|index| context.api.error_sets.get(index));
    let errors = errors.into_iter().flat_map(|set| &set.errors);
    let mut contents = operation.success.statuses.iter().chain(errors).map(|(_, content)| content);
    if contents.any(|content| *content == Content::Bytes) { "*/*" } else { "application/json" }
}

fn method(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    let operation = named.operation;
    let name = ident(&named.names.method);
    let constant = ident(&named.names.constant);
    let example = examples::lines(context, named);
    let doc = doc_comment(&operation_docs::lines(operation, &example));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let required: Vec<(&Parameter, Ident)> = named.parameters().filter(|(parameter, _)| parameter.required).collect();
    let arguments = required.iter().map(|(parameter, name)| argument(context, parameter, name));
    let arguments = arguments.chain(operation.body.iter().map(|body| body_argument(context, body)));
    let output = output(context, operation);
    let errors = errors(context, operation);
    let params = named.names.params.as_ref().map(|name| {
        let name = ident(name);
        quote!(, #name)
    });
    let begin = if named.names.params.is_some() { quote!(__call_with) } else { quote!(__call) };
    let steps = required.iter().map(|(parameter, name)| step(parameter, name));
    let steps = steps.chain(operation.body.iter().map(body_step));
    quote! {
        #doc
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> Call<#output, #errors #params> {
            self.#begin(&#constant) #(#steps)*
        }
    }
}

/// Returns what an operation fails with.
fn errors(context: &Context<'_>, operation: &Operation) -> TokenStream {
    match operation.errors.and_then(|index| context.names.error_sets.get(index)) {
        Some(names) => {
            let name = ident(&names.name);
            quote!(#name)
        }
        None => quote!(Undeclared),
    }
}

fn argument(context: &Context<'_>, parameter: &Parameter, name: &Ident) -> TokenStream {
    match &parameter.shape {
        Shape::String => quote!(#name: impl AsRef<str>),
        shape if is_copy(shape) => {
            let r#type = context.shape(shape);
            quote!(#name: #r#type)
        }
        Shape::Array(items) => {
            let items = context.shape(items);
            quote!(#name: &[#items])
        }
        shape => {
            let r#type = context.shape(shape);
            quote!(#name: &#r#type)
        }
    }
}

fn is_copy(shape: &Shape) -> bool {
    matches!(shape, Shape::Boolean | Shape::Integer(_) | Shape::Number | Shape::Uuid | Shape::Date | Shape::DateTime)
}

fn step(parameter: &Parameter, argument: &Ident) -> TokenStream {
    let setter = setter(parameter.location);
    let name = &parameter.name;
    let value = match &parameter.shape {
        Shape::String => quote!(#argument.as_ref()),
        shape if is_copy(shape) => quote!(&#argument),
        _ => quote!(#argument),
    };
    quote!(.#setter(#name, #value))
}

fn setter(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(__path),
        Location::Query => quote!(__query),
        Location::Header => quote!(__header),
        Location::Cookie => quote!(__cookie),
    }
}

fn body_argument(context: &Context<'_>, body: &Body) -> TokenStream {
    let r#type = context.shape(&body.shape);
    if body.required { quote!(body: &#r#type) } else { quote!(body: Option<&#r#type>) }
}

fn body_step(body: &Body) -> TokenStream {
    if body.required { quote!(.__json(body)) } else { quote!(.__optional_json(body)) }
}

/// Emits the struct of an operation's optional parameters.
fn params(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let name = ident(named.names.params.as_ref()?);
    let optional: Vec<(&Parameter, Ident)> = named.parameters().filter(|(parameter, _)| !parameter.required).collect();
    let fields = optional.iter().map(|(parameter, name)| {
        let doc = doc_comment(&parameter_docs(parameter));
        let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
        let r#type = context.shape(&parameter.shape);
        quote!(#doc #deprecated pub #name: Option<#r#type>)
    });
    let writes = optional.iter().map(|(parameter, field)| {
        let setter = setter(parameter.location).to_string();
        let setter = Ident::new(setter.trim_start_matches('_'), proc_macro2::Span::call_site());
        let name = &parameter.name;
        quote! {
            if let Some(value) = &self.#field {
                parameters.#setter(#name, value);
            }
        }
    });
    let doc = format!(" Optional parameters of [`Client::{}`].", named.names.method);
    Some(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#fields),*
        }
        impl Params for #name {
            fn write(&self, parameters: &mut ParameterWriter<'_>) {
                #(#writes)*
            }
        }
    })
}

fn parameter_docs(parameter: &Parameter) -> Vec<String> {
    let lines = super::docs::lines(parameter.description.as_deref().unwrap_or_default());
    if lines.is_empty() { vec![format!("`{}`", parameter.name)] } else { lines }
}
