//! The module `testing`: the operations and the declared errors, for mocks.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::literals::count;
use super::operations::NamedOperation;
use super::symbols::Symbol;
use super::{doc_comment, responses};
use crate::model::api::{ErrorSet, Output, Response, ResponseContent, Statuses};
use crate::names::ErrorSetNames;

/// Emits `testing/mod.rs`.
pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let sets = context.api.error_sets.iter().zip(&context.names.error_sets);
    let errors = sets.enumerate().filter_map(|(index, (set, names))| mock_error(context, index, set, names));
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
    let errors = operation.errors.and_then(|index| context.error_set(index)).map(|errors| quote!(, #errors));
    let (mock, status) = (context.uses.get(Symbol::MockOperation), count(status.into()));
    quote! {
        #doc
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
            let media_type = stream_media_type(named, stream);
            let encode = quote!(|status, body| #encoded::bytes(status, body).media_type(#media_type));
            return Self { r#type: context.bytes(), status: any_of(stream.status), encode };
        }
        let first = success.responses.first().map_or(200, |response| any_of(response.status));
        match (&success.output, &named.names.output) {
            (Output::Several, Some(names)) => {
                let name = ident(&names.name);
                let variants = names.variants.iter().map(ident);
                let arms = success.responses.iter().zip(variants).map(|(response, variant)| {
                    let status = count(any_of(response.status).into());
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
                let none = count(none.map_or(204, |response| any_of(response.status)).into());
                let body = some.map(|response| encoded_body(context, response, &quote!(status), &quote!(body)));
                let encode = quote! {
                    |status, output| match output {
                        Some(body) => #body,
                        None => #encoded::empty(#none, &()),
                    }
                };
                let status = some.map_or(first, |response| any_of(response.status));
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
fn stream_media_type<'a>(named: NamedOperation<'a>, response: &'a Response) -> &'a str {
    if matches!(response.content, ResponseContent::Events(_)) {
        return "text/event-stream";
    }
    let mut declared = response.media_type.iter().chain(&named.operation.accept);
    let declared = declared.find(|media_type| !media_type.contains('*'));
    declared.map_or("application/octet-stream", String::as_str)
}

/// Returns one of some status codes.
fn any_of(statuses: Statuses) -> u16 {
    match statuses {
        Statuses::Exactly(status) => status,
        Statuses::Range(digit) => u16::from(digit) * 100,
        Statuses::Default => 200,
    }
}

/// Emits how an error is encoded.
fn mock_error(context: &Context<'_>, index: usize, set: &ErrorSet, names: &ErrorSetNames) -> Option<TokenStream> {
    let name = context.error_set(index)?;
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
    Some(quote! {
        impl MockError for #name {
            fn encode(&self) -> EncodedResponse {
                match self { #(#arms,)* }
            }
        }
    })
}
