//! The module `testing`: the operations and the declared errors, for mocks.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::literals::count;
use super::operations::NamedOperation;
use super::symbols::Symbol;
use super::{doc_comment, responses, tag_features};
use crate::model::api::{ErrorSet, Operation, Output, Response, ResponseContent, Statuses};
use crate::names::ErrorSetNames;

/// Emits `testing/mod.rs`.
pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let sets = context.api.error_sets.iter().zip(&context.names.error_sets);
    let sets = sets.zip(tag_features::conditions_of_errors(context));
    let errors = sets.map(|((set, names), condition)| {
        let items = mock_error(set, names);
        quote!(#condition #items)
    });
    let errors: TokenStream = errors.collect();
    quote! {
        pub mod operations;
        pub use crate::runtime::client::testing::{
            EncodedResponse, Mock, MockCall, MockError, MockOperation, MockResponse, Pending, Replay
        };
        #errors
    }
}

/// Emits `testing/operations.rs`.
pub(super) fn operations(context: &Context<'_>) -> TokenStream {
    let named = context.api.operations.iter().zip(&context.names.operations);
    named.map(|(operation, names)| constant(context, NamedOperation { operation, names })).collect()
}

fn constant(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    let NamedOperation { operation, names } = named;
    let (constant, method, path) = (ident(&names.constant), &operation.method, &operation.path);
    let doc = doc_comment(&[format!("[`Client::{0}`](crate::Client::{0}).", names.method)]);
    let MockedSuccess { r#type, status, encode } = MockedSuccess::of(context, named);
    let errors = operation.errors.and_then(|index| context.names.error_sets.get(index)).map(|names| {
        let errors = ident(&names.name);
        quote!(, crate::#errors)
    });
    let (mock, status) = (context.uses.get(Symbol::MockOperation), count(status.into()));
    let condition = tag_features::condition(context, &names.module);
    quote! {
        #doc
        #condition
        pub const #constant: #mock<#r#type #errors> = #mock::new(#method, #path, #status, #encode);
    }
}

/// How the success of an operation is mocked.
struct MockedSuccess {
    r#type: TokenStream,
    status: u16,
    /// The function that encodes it.
    encode: TokenStream,
}

impl MockedSuccess {
    fn of(context: &Context<'_>, named: NamedOperation<'_>) -> Self {
        let success = &named.operation.success;
        let encoded = context.uses.get(Symbol::EncodedResponse);
        if let Some(stream) = success.responses.iter().find(|response| response.content.is_stream()) {
            let media_type = stream_media_type(named.operation, stream);
            let encode = quote!(|status, body| #encoded::bytes(status, body).media_type(#media_type));
            return Self { r#type: context.bytes(), status: status(named.operation, stream), encode };
        }
        let first = success.responses.first().map_or(200, |response| status(named.operation, response));
        match (&success.output, &named.names.output) {
            (Output::Several, Some(names)) => {
                let name = ident(&names.name);
                let variants = names.variants.iter().map(ident);
                let arms = success.responses.iter().zip(variants).map(|(response, variant)| {
                    let status = count(status(named.operation, response).into());
                    match response.content {
                        ResponseContent::Empty => quote!(crate::#name::#variant => #encoded::empty(#status, &())),
                        _ => {
                            let encoded = encoded_body(context, response, &quote!(#status), &quote!(body));
                            quote!(crate::#name::#variant(body) => #encoded)
                        }
                    }
                });
                let encode = quote!(|_, output| match output { #(#arms,)* });
                Self { r#type: quote!(crate::#name), status: first, encode }
            }
            (Output::Same { optional: true }, _) => {
                let is_empty = |response: &&Response| response.content == ResponseContent::Empty;
                let (none, some) = (
                    success.responses.iter().find(is_empty),
                    success.responses.iter().find(|response| !is_empty(response)),
                );
                let none = count(none.map_or(204, |response| status(named.operation, response)).into());
                let body = some.map(|response| encoded_body(context, response, &quote!(status), &quote!(body)));
                let encode = quote! {
                    |status, output| match output {
                        Some(body) => #body,
                        None => #encoded::empty(#none, &()),
                    }
                };
                let status = some.map_or(first, |response| status(named.operation, response));
                Self { r#type: responses::output(context, named), status, encode }
            }
            (Output::Same { optional: false }, _) => {
                let body = success.responses.first().map(|response| encoder(context, response));
                Self { r#type: responses::output(context, named), status: first, encode: quote!(#body) }
            }
            (Output::Nothing | Output::Several, _) => {
                Self { r#type: quote!(()), status: first, encode: quote!(#encoded::empty) }
            }
        }
    }
}

/// Emits a function that encodes the body of a response.
fn encoder(context: &Context<'_>, response: &Response) -> TokenStream {
    match &response.media_type {
        None => encode(context, &response.content),
        Some(_) => {
            let body = encoded_body(context, response, &quote!(status), &quote!(body));
            quote!(|status, body| #body)
        }
    }
}

/// Emits the encoded body of a response.
fn encoded_body(context: &Context<'_>, response: &Response, status: &TokenStream, body: &TokenStream) -> TokenStream {
    let encode = encode(context, &response.content);
    let media_type = response.media_type.as_deref().filter(|media_type| !media_type.contains('*'));
    let media_type = media_type.map(|media_type| quote!(.media_type(#media_type)));
    quote!(#encode(#status, #body)#media_type)
}

/// Emits the path of the function that encodes a body.
fn encode(context: &Context<'_>, content: &ResponseContent) -> TokenStream {
    let (encoded, function) = (context.uses.get(Symbol::EncodedResponse), encoding(content));
    quote!(#encoded::#function)
}

/// Emits the name of the function that encodes a body.
fn encoding(content: &ResponseContent) -> TokenStream {
    match content {
        ResponseContent::Empty => quote!(empty),
        ResponseContent::Json(..) | ResponseContent::String(..) => quote!(json),
        ResponseContent::Text => quote!(text),
        ResponseContent::Bytes | ResponseContent::Events(_) | ResponseContent::JsonLines(..) => quote!(bytes),
    }
}

/// Returns the media type of a stream.
fn stream_media_type(operation: &Operation, response: &Response) -> String {
    match (&response.content, &response.media_type) {
        (ResponseContent::Events(_), _) => "text/event-stream".to_owned(),
        (_, Some(range)) if range.starts_with('*') => "application/octet-stream".to_owned(),
        (_, Some(media_type)) => media_type.replace('*', "x-mock"),
        // Records of a JSON text sequence begin with a separator, which lines don't have.
        (ResponseContent::JsonLines(..), None) if operation.accept.iter().any(|accepted| accepted.ends_with("seq")) => {
            "application/json-seq".to_owned()
        }
        (ResponseContent::JsonLines(..), None) => "application/x-ndjson".to_owned(),
        (_, None) => "application/octet-stream".to_owned(),
    }
}

/// Returns one of the status codes of a response: none that another response has.
fn status(operation: &Operation, response: &Response) -> u16 {
    let responses = &operation.success.responses;
    let has = |statuses| responses.iter().any(|response| response.status == statuses);
    let (mut codes, is_default) = match response.status {
        Statuses::Exactly(status) => return status,
        Statuses::Range(digit) => (u16::from(digit) * 100..u16::from(digit) * 100 + 100, false),
        Statuses::Default => (200..300, true),
    };
    let first = codes.start;
    let is_taken = |code: &u16| has(Statuses::Exactly(*code)) || is_default && has(Statuses::Range(2));
    codes.find(|code| !is_taken(code)).unwrap_or(first)
}

/// Emits how an error is encoded. Its path is written out, since it may be named like one of the exports.
fn mock_error(set: &ErrorSet, names: &ErrorSetNames) -> TokenStream {
    let name = ident(&names.name);
    let arms = set.errors.iter().zip(&names.variants).map(|((status, content), variant)| {
        let variant: Ident = ident(variant);
        let function = encoding(content);
        match (status, content) {
            (Statuses::Exactly(status), ResponseContent::Empty) => {
                let status = count((*status).into());
                quote!(Self::#variant => EncodedResponse::empty(#status, &()))
            }
            (Statuses::Exactly(status), _) => {
                let status = count((*status).into());
                quote!(Self::#variant(body) => EncodedResponse::#function(#status, body))
            }
            (Statuses::Range(_) | Statuses::Default, _) => {
                quote!(Self::#variant { status, body } => EncodedResponse::#function(status.as_u16(), body))
            }
        }
    });
    quote! {
        impl MockError for crate::errors::#name {
            fn encode(&self) -> EncodedResponse {
                match self { #(#arms,)* }
            }
        }
    }
}
