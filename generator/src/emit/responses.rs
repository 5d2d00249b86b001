//! Successful responses: return types of operations, and their deserialization.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::errors::statuses;
use super::operations::NamedOperation;
use super::symbols::Symbol;
use super::{doc_comment, markdown, schemas};
use crate::model::api::{EventData, Output, Response, ResponseContent, Statuses};
use crate::model::schema::{JsonType, Schema, SchemaRef};
use crate::model::types::Shape;

/// Emits the return type of an operation.
pub(super) fn output(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    match (&named.operation.success.output, &named.names.output) {
        (Output::Several, Some(names)) => {
            let name = ident(&names.name);
            quote!(#name)
        }
        (Output::Same { optional }, _) => {
            let output = named.operation.success.content().map(|content| content_type(context, named, content));
            if *optional { quote!(Option<#output>) } else { quote!(#output) }
        }
        (Output::Nothing | Output::Several, _) => quote!(()),
    }
}

fn content_type(context: &Context<'_>, named: NamedOperation<'_>, content: &ResponseContent) -> TokenStream {
    match content {
        ResponseContent::Empty => quote!(()),
        ResponseContent::Json(shape, _) | ResponseContent::String(shape, _) => context.shape(shape),
        ResponseContent::Text => quote!(String),
        ResponseContent::Bytes => {
            let stream = context.uses.get(Symbol::StreamModule);
            quote!(#stream::ByteStream)
        }
        ResponseContent::Events(data) => {
            let (stream, data) = (context.uses.get(Symbol::StreamModule), event_data(context, named, data));
            quote!(#stream::EventStream<#data>)
        }
        ResponseContent::JsonLines(shape, _) => {
            let (stream, item) = (context.uses.get(Symbol::StreamModule), context.shape(shape));
            quote!(#stream::JsonStream<#item>)
        }
    }
}

fn event_data(context: &Context<'_>, named: NamedOperation<'_>, data: &EventData) -> TokenStream {
    match data {
        EventData::Text => quote!(String),
        EventData::Json(shape, _) => context.shape(shape),
        EventData::Variants(variants) => {
            let names = named.event_enums().find(|(known, _)| known == variants);
            let name = names.map(|(_, names)| ident(&names.name));
            quote!(#name)
        }
    }
}

/// Emits the enum of the successful responses of an operation, if there are several.
pub(super) fn output_enum(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let names = named.names.output.as_ref()?;
    let name = ident(&names.name);
    let responses = &named.operation.success.responses;
    let variants = responses.iter().zip(&names.variants).map(|(response, variant)| {
        let variant = ident(variant);
        let doc = doc_comment(&[variant_docs(response)]);
        match &response.content {
            ResponseContent::Empty => quote!(#doc #variant),
            content => {
                let r#type = content_type(context, named, content);
                quote!(#doc #variant(#r#type))
            }
        }
    });
    let has_streams = responses.iter().any(|response| response.content.is_stream());
    let derives = if has_streams { quote!(Debug) } else { quote!(Clone, Debug, PartialEq) };
    let doc = format!(" Successful responses of [`Client::{}`].", named.names.method);
    Some(quote! {
        #[doc = #doc]
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    })
}

fn variant_docs(response: &Response) -> String {
    match &response.media_type {
        Some(media_type) => format!("{}, as {}.", response.status, markdown::code(media_type)),
        None => format!("{}.", response.status),
    }
}

/// Emits the responses of an operation.
pub(super) fn responses(context: &Context<'_>, named: NamedOperation<'_>) -> TokenStream {
    let responses = each(context, named);
    quote!(.responses(&[#(#responses),*]))
}

/// The only successful response of an operation, if it is empty, or JSON of a type or of an array of it.
#[derive(Clone, Copy)]
pub(super) enum SingleResponse {
    Empty(u16),
    Json(u16),
}

impl SingleResponse {
    /// Emits it as a method of an operation.
    pub(super) fn keyword(self) -> TokenStream {
        match self {
            Self::Empty(status) => with_status(&quote!(empty), status),
            Self::Json(status) => with_status(&quote!(json), status),
        }
    }

    /// Emits it as a method of a call.
    pub(super) fn builder_call(self) -> TokenStream {
        match self {
            Self::Empty(status) => with_status(&quote!(__empty_response), status),
            Self::Json(status) => with_status(&quote!(__json_response), status),
        }
    }
}

fn with_status(method: &TokenStream, status: u16) -> TokenStream {
    let status = super::literals::count(status.into());
    quote!(.#method::<#status>())
}

/// Returns the only successful response of an operation, if it is such a one.
pub(super) fn single_response(named: NamedOperation<'_>) -> Option<SingleResponse> {
    let [Response { status: Statuses::Exactly(status), media_type: None, content }] =
        named.operation.success.responses.as_slice()
    else {
        return None;
    };
    match (content, &named.operation.success.output) {
        (ResponseContent::Empty, Output::Nothing) => Some(SingleResponse::Empty(*status)),
        (ResponseContent::Json(shape, schema), Output::Same { optional: false })
            if type_implies_schema(shape, schema) =>
        {
            Some(SingleResponse::Json(*status))
        }
        _ => None,
    }
}

/// Returns whether the type of a shape has the schema.
fn type_implies_schema(shape: &Shape, schema: &SchemaRef) -> bool {
    match (shape, schema) {
        (Shape::Type(id), SchemaRef::Type(reference)) => id == reference,
        (Shape::Array(items), SchemaRef::Inline(schema)) => {
            let array = |items| Schema { r#type: Some(JsonType::Array), items: Some(items), ..Schema::default() };
            schema
                .items
                .as_ref()
                .is_some_and(|reference| **schema == array(reference.clone()) && type_implies_schema(items, reference))
        }
        _ => false,
    }
}

/// Emits the deserialization of each response.
fn each(context: &Context<'_>, named: NamedOperation<'_>) -> Vec<TokenStream> {
    let success = &named.operation.success;
    if let (Output::Several, Some(names)) = (&success.output, &named.names.output) {
        let name = ident(&names.name);
        let variants = names.variants.iter().map(|variant| {
            let variant = ident(variant);
            quote!(#name::#variant)
        });
        return success
            .responses
            .iter()
            .zip(variants)
            .map(|(response, variant)| variant_response(context, response, variant))
            .collect();
    }
    let optional = success.output == (Output::Same { optional: true });
    success.responses.iter().map(|response| plain_response(context, response, optional)).collect()
}

/// Emits a response of an operation that returns one type.
fn plain_response(context: &Context<'_>, response: &Response, optional: bool) -> TokenStream {
    let statuses = statuses(context, response.status);
    let schema = schema(context, &response.content);
    let spec = context.uses.get(Symbol::ResponseSpec);
    let new = |function| {
        let function = decode(context, function);
        quote!(#spec::new(#statuses, #function)#schema)
    };
    match (&response.content, optional) {
        (ResponseContent::Empty, false) => new("empty"),
        (ResponseContent::Empty, true) => new("none"),
        (ResponseContent::Json(_, reference), false) => {
            let reference = schemas::reference(context, reference);
            quote!(#spec::json(#statuses, #reference))
        }
        (ResponseContent::Json(..), true) => new("some_json"),
        (ResponseContent::String(..), optional) => {
            let functions = if optional { ["some_json", "some_text_as"] } else { ["json", "text_as"] };
            let functions = functions.map(|function| decode(context, function));
            string(&spec, &statuses, functions, "*/*", schema.as_ref())
        }
        (ResponseContent::Text, false) => new("text"),
        (ResponseContent::Text, true) => new("some_text"),
        (content, false) => {
            let make = stream(context, content);
            quote!(#spec::stream(#statuses, #make)#schema)
        }
        (content, true) => {
            let make = stream(context, content);
            quote!(#spec::stream(#statuses, |incoming| Some(#make(incoming)))#schema)
        }
    }
}

/// Emits the path of a function that decodes a body.
fn decode(context: &Context<'_>, function: &str) -> TokenStream {
    let (module, function) = (context.uses.get(Symbol::DecodeModule), Ident::new(function, Span::call_site()));
    quote!(#module::#function)
}

/// Emits the two ways to deserialize a string, of which the received media type selects one.
fn string(
    spec: &Ident,
    statuses: &TokenStream,
    [json, text]: [TokenStream; 2],
    media_type: &str,
    schema: Option<&TokenStream>,
) -> TokenStream {
    quote! {
        #spec::new(#statuses, #json).media_type("application/json") #schema,
        #spec::new(#statuses, #text).media_type(#media_type) #schema
    }
}

/// Emits a response of an operation that returns an enum.
fn variant_response(context: &Context<'_>, response: &Response, variant: TokenStream) -> TokenStream {
    let statuses = statuses(context, response.status);
    let schema = schema(context, &response.content);
    let spec = context.uses.get(Symbol::ResponseSpec);
    let read_by = |function| {
        let function = decode(context, function);
        quote!(|response| #function(response).map(#variant))
    };
    let new = |read| quote!(#spec::new(#statuses, #read));
    let read = match &response.content {
        ResponseContent::String(..) => {
            return string(&spec, &statuses, ["json", "text_as"].map(read_by), "text/*", schema.as_ref());
        }
        ResponseContent::Empty => {
            let empty = decode(context, "empty");
            new(quote!(|response| #empty(response).map(|()| #variant)))
        }
        ResponseContent::Json(..) => new(read_by("json")),
        ResponseContent::Text => new(read_by("text")),
        content => {
            let make = stream(context, content);
            quote!(#spec::stream(#statuses, |incoming| #variant(#make(incoming))))
        }
    };
    let media_type = response.media_type.as_ref().map(|media_type| quote!(.media_type(#media_type)));
    quote!(#read #media_type #schema)
}

/// Returns the function that creates a stream from a response.
fn stream(context: &Context<'_>, content: &ResponseContent) -> TokenStream {
    let stream = context.uses.get(Symbol::StreamModule);
    match content {
        ResponseContent::Events(EventData::Text) => quote!(#stream::EventStream::of_text),
        ResponseContent::Events(EventData::Json(..)) => quote!(#stream::EventStream::new),
        ResponseContent::Events(EventData::Variants(_)) => quote!(#stream::EventStream::of_variants),
        ResponseContent::JsonLines(..) => quote!(#stream::JsonStream::new),
        _ => quote!(#stream::ByteStream::new),
    }
}

fn schema(context: &Context<'_>, content: &ResponseContent) -> Option<TokenStream> {
    match content {
        ResponseContent::Json(_, schema)
        | ResponseContent::String(_, schema)
        | ResponseContent::JsonLines(_, schema)
        | ResponseContent::Events(EventData::Json(_, schema)) => {
            let schema = schemas::reference(context, schema);
            Some(quote!(.schema(#schema)))
        }
        _ => None,
    }
}
