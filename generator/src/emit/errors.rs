//! Enums of error responses.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::symbols::Symbol;
use super::{doc_comment, schemas, tag_features};
use crate::model::api::{ErrorSet, ResponseContent, Statuses};
use crate::model::schema::SchemaRef;
use crate::model::types::Shape;
use crate::names::ErrorSetNames;

/// Emits every error enum.
pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let sets = context.api.error_sets.iter().zip(&context.names.error_sets);
    let sets = sets.zip(tag_features::conditions_of_errors(context));
    sets.map(|((set, names), condition)| error_set(context, set, names, condition.as_ref())).collect()
}

fn error_set(
    context: &Context<'_>,
    set: &ErrorSet,
    names: &ErrorSetNames,
    condition: Option<&TokenStream>,
) -> TokenStream {
    let name = ident(&names.name);
    let variants: Vec<Ident> = names.variants.iter().map(ident).collect();
    let declared = set.errors.iter().zip(&variants);
    let definitions = declared.clone().map(|((status, content), variant)| {
        let doc = doc_comment(&[docs(context, *status)]);
        match (status, body(context, content)) {
            (Statuses::Exactly(_), None) => quote!(#doc #variant),
            (Statuses::Exactly(_), Some(body)) => quote!(#doc #variant(#body)),
            (Statuses::Range(_) | Statuses::Default, body) => {
                let (http, body) = (context.uses.get(Symbol::HttpCrate), body.unwrap_or_else(|| quote!(())));
                quote! {
                    #doc
                    #variant {
                        /// Status code of the response.
                        status: #http::StatusCode,
                        /// Body of the response.
                        body: #body
                    }
                }
            }
        }
    });
    let body = error_macro(context, set, &name, &variants).unwrap_or_else(|| {
        let decoders = declared.map(|((status, content), variant)| decoder(context, *status, content, variant));
        let [error_body, response_spec] = context.uses.all([Symbol::ErrorBody, Symbol::ResponseSpec]);
        quote! {
            impl #error_body for #name {
                const RESPONSES: &'static [#response_spec<Self>] = &[#(#decoders),*];
            }
        }
    });
    let doc = doc_comment(&[summary(set)]);
    quote! {
        #doc
        #condition
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#definitions,)*
        }
        #condition
        #body
    }
}

/// Emits the macro that implements `ErrorBody`, if each error has one status and an empty body or a type.
fn error_macro(context: &Context<'_>, set: &ErrorSet, name: &Ident, variants: &[Ident]) -> Option<TokenStream> {
    let responses: Option<Vec<TokenStream>> = set
        .errors
        .iter()
        .zip(variants)
        .map(|((status, content), variant)| {
            let Statuses::Exactly(status) = status else { return None };
            let status = super::literals::count(usize::from(*status));
            Some(match content {
                ResponseContent::Empty => quote!(#variant.empty(#status)),
                ResponseContent::Json(Shape::Type(id), SchemaRef::Type(schema)) if id == schema => {
                    let body = context.shape(&Shape::Type(*id));
                    quote!(#variant.json(#status, #body))
                }
                ResponseContent::Text => quote!(#variant.text(#status)),
                ResponseContent::Bytes => quote!(#variant.bytes(#status)),
                _ => return None,
            })
        })
        .collect();
    let responses = responses?;
    let error_enum = context.uses.get(Symbol::ErrorEnumMacro);
    Some(quote!(#error_enum!(#name => #(#responses),*);))
}

fn summary(set: &ErrorSet) -> String {
    match set.operations.as_slice() {
        [only] => format!("Error responses of `{only}`, by status code."),
        many => format!("Error responses of {} operations, by status code.", many.len()),
    }
}

fn docs(context: &Context<'_>, status: Statuses) -> String {
    let operations = context.api.operations.iter();
    let described = operations.flat_map(|operation| &operation.error_docs).find(|(known, _)| *known == status);
    let meaning = described.map(|(_, text)| super::markdown::sentence(text)).unwrap_or_default();
    format!("{status}. {meaning}").trim_end().to_owned()
}

/// Emits the type of a body, boxed to keep the enum small in every `Result`.
fn body(context: &Context<'_>, content: &ResponseContent) -> Option<TokenStream> {
    match content {
        ResponseContent::Empty => None,
        ResponseContent::Text | ResponseContent::String(Shape::String, _) => Some(quote!(Box<str>)),
        ResponseContent::Json(shape, _) | ResponseContent::String(shape, _) => {
            let r#type = context.shape(shape);
            Some(quote!(Box<#r#type>))
        }
        ResponseContent::Bytes | ResponseContent::Events(_) | ResponseContent::JsonLines(..) => {
            let bytes = context.bytes();
            Some(quote!(Box<#bytes>))
        }
    }
}

fn decoder(context: &Context<'_>, status: Statuses, content: &ResponseContent, variant: &Ident) -> TokenStream {
    let [module, response_spec] = context.uses.all([Symbol::DecodeModule, Symbol::ResponseSpec]);
    let decode = match content {
        ResponseContent::Empty => quote!(#module::empty(response)),
        ResponseContent::Text => quote!(#module::text(response).map(String::into_boxed_str)),
        // A `Box<str>` is not boxed again.
        ResponseContent::String(Shape::String, _) => quote!(#module::json(response)),
        ResponseContent::Json(..) | ResponseContent::String(..) => quote!(#module::boxed_json(response)),
        ResponseContent::Bytes | ResponseContent::Events(_) | ResponseContent::JsonLines(..) => {
            quote!(#module::bytes(response).map(Box::new))
        }
    };
    let statuses = statuses(context, status);
    let schema = match content {
        ResponseContent::Json(_, schema) | ResponseContent::String(_, schema) => {
            let schema = schemas::reference(context, schema);
            Some(quote!(.schema(#schema)))
        }
        _ => None,
    };
    let read = into_variant(status, content, variant, &decode);
    let ResponseContent::String(shape, _) = content else {
        return quote!(#response_spec::new(#statuses, |response| #read)#schema);
    };
    let text = quote!(#module::text_as(response));
    let text = if *shape == Shape::String { text } else { quote!(#text.map(Box::new)) };
    let text = into_variant(status, content, variant, &text);
    quote! {
        #response_spec::new(#statuses, |response| #read).media_type("application/json")#schema,
        #response_spec::new(#statuses, |response| #text).media_type("*/*")#schema
    }
}

/// Emits the construction of a variant from a body.
fn into_variant(status: Statuses, content: &ResponseContent, variant: &Ident, decode: &TokenStream) -> TokenStream {
    match (status, content) {
        (Statuses::Exactly(_), ResponseContent::Empty) => quote!(#decode.map(|()| Self::#variant)),
        (Statuses::Exactly(_), _) => quote!(#decode.map(Self::#variant)),
        (_, _) => quote!(#decode.map(|body| Self::#variant { status: response.status, body })),
    }
}

/// Emits a status or a range of statuses.
pub(super) fn statuses(context: &Context<'_>, status: Statuses) -> TokenStream {
    match status {
        Statuses::Exactly(code) => {
            let (exactly, code) = (context.uses.get(Symbol::Exactly), super::literals::count(code.into()));
            quote!(#exactly(#code))
        }
        Statuses::Range(digit) => {
            let (range, digit) = (context.uses.get(Symbol::Range), super::literals::count(digit.into()));
            quote!(#range(#digit))
        }
        Statuses::Default => {
            let statuses = context.uses.get(Symbol::Statuses);
            quote!(#statuses::Default)
        }
    }
}
