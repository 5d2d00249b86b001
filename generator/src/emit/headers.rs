//! Response headers, as methods of one trait.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::symbols::Symbol;
use super::{doc_comment, schemas};
use crate::model::api::{Header, Style};
use crate::model::types::Shape;

/// Emits the trait.
pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let mut headers: Vec<(&Header, Ident)> =
        context.api.headers.iter().zip(context.names.headers.iter().map(ident)).collect();
    headers.sort_by(|(_, one), (_, other)| one.cmp(other));
    let methods = headers.iter().map(|(header, name)| method(context, header, name));
    let response_header = context.uses.get(Symbol::ResponseHeaderModule);
    quote! {
        /// Typed headers of a [`Response`](crate::Response), an [`Error`](crate::Error) or a
        /// [`HeaderMap`](crate::http::HeaderMap). A header that is absent is `None`.
        pub trait Headers: #response_header::HasHeaders {
            #(#methods)*
        }
        impl<S: #response_header::HasHeaders> Headers for S {}
    }
}

fn method(context: &Context<'_>, header: &Header, method: &Ident) -> TokenStream {
    let doc = doc_comment(&docs(header));
    let deprecated = header.deprecated.then(|| quote!(#[deprecated]));
    let name = &header.name;
    // Its lines can't be joined, whatever the document says (RFC 9110 §5.3).
    let has_lines = name.eq_ignore_ascii_case("set-cookie") && header.style != Style::Json;
    let value = match &header.shape {
        Shape::Array(_) => context.shape(&header.shape),
        shape if has_lines => context.shape(&Shape::Array(Box::new(shape.clone()))),
        shape => context.shape(shape),
    };
    let declared = match header.style {
        Style::Json => quote!(json(#name)),
        _ => {
            let constructor = if has_lines { quote!(lines) } else { quote!(simple) };
            let schema = schemas::reference(context, &header.schema);
            quote!(#constructor(#name, #schema))
        }
    };
    let explode = (header.explode && header.style != Style::Json && !has_lines).then(|| quote!(.explode()));
    let [r#type, error] = context.uses.all([Symbol::Header, Symbol::HeaderError]);
    quote! {
        #doc
        #deprecated
        fn #method(&self) -> Result<Option<#value>, #error> {
            const HEADER: &#r#type = &#r#type::#declared #explode;
            self.__declared(HEADER)
        }
    }
}

fn docs(header: &Header) -> Vec<String> {
    let described = super::markdown::lines(header.description.as_deref().unwrap_or_default());
    let mut lines = vec![super::markdown::code(&header.name)];
    if !described.is_empty() {
        lines.push(String::new());
        lines.extend(described);
    }
    lines.extend(["", "# Errors", "", "A value does not have the declared type."].map(str::to_owned));
    lines
}
