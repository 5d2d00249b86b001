//! `lib.rs`: documentation, modules and exports.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::operations::NamedOperation;
use super::runtime_files::Runtime;
use super::symbols::Symbol;
use super::{markdown, readme};

/// Emits `lib.rs`, whose items are formatted like rustfmt does.
pub(super) fn emit(context: &Context<'_>, runtime: &Runtime) -> TokenStream {
    let docs = crate_docs(context);
    let optional = runtime.optional.iter().map(|file| {
        let name = file.module.ident();
        let path = format!("runtime/{}", file.path);
        // Users may have to name the type of a base64 string.
        let visibility = (file.module == Symbol::Base64Module).then(|| quote!(pub));
        quote! {
            #[rustfmt::skip]
            #[allow(dead_code, reason = "not every crate uses all of it")]
            #[path = #path]
            #visibility mod #name;
        }
    });
    let errors = context.names.error_sets.iter().map(|names| ident(&names.name));
    let errors: Vec<_> = errors.map(|name| quote!(pub use errors::#name;)).collect();
    let server = (!context.api.servers.is_empty()).then(|| quote!(, Server));
    let mut operations = context.api.operations.iter().zip(&context.names.operations);
    let params =
        operations.any(|(operation, names)| NamedOperation { operation, names }.public_names().next().is_some());
    let streams = runtime.optional.iter().any(|file| file.module == Symbol::StreamModule);
    let streams = streams.then(|| {
        quote!(
            pub use stream::{ByteStream, Event, EventStream, JsonStream};
        )
    });
    let params = params.then(|| {
        quote!(
            pub use operations::*;
        )
    });
    let headers = (!context.api.headers.is_empty()).then(|| {
        quote! {
            #[rustfmt::skip] mod headers;
        }
    });
    let header_exports = (!context.api.headers.is_empty()).then(|| {
        quote! {
            pub use response_header::HeaderError;
            pub use headers::Headers;
        }
    });
    let optional_crates = runtime.dependencies.iter().copied().filter(|name| ["chrono", "uuid"].contains(name));
    let crates: BTreeSet<&str> =
        ["bytes", "http", "reqwest", "serde_json"].into_iter().chain(optional_crates).collect();
    let crates = crates.into_iter().map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::call_site()));
    let scripts = scripts(context);
    let recursion_limit = recursion_limit(context.api.depth).map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    quote! {
        #(#![doc = #docs])*
        #recursion_limit
        #![forbid(unsafe_code)]
        #![allow(deprecated, reason = "deprecated items are generated as well")]
        #(#scripts)*
        #![allow(clippy::doc_markdown, reason = "descriptions are the document's")]
        #![allow(clippy::doc_nested_refdefs, reason = "descriptions are the document's")]
        #![allow(clippy::large_enum_variant, reason = "boxes would get in the way of literals")]
        #![allow(clippy::missing_errors_doc, reason = "the error type documents the errors")]
        #![allow(clippy::must_use_candidate, reason = "only selected functions must be used")]
        #![allow(clippy::similar_names, reason = "names are the document's")]
        #![allow(clippy::struct_excessive_bools, reason = "structs are the document's")]
        #![allow(clippy::struct_field_names, reason = "names are the document's")]
        #![allow(clippy::too_many_arguments, reason = "parameters are the document's")]
        #![allow(clippy::too_many_lines, reason = "schemas are long")]
        #![allow(clippy::type_complexity, reason = "shapes are the document's")]
        #![allow(clippy::unicode_not_nfc, reason = "texts are the document's")]
        #[rustfmt::skip] mod client;
        #[rustfmt::skip] mod errors;
        #headers
        #(#optional)*
        #[rustfmt::skip] mod operations;
        #[rustfmt::skip] mod runtime;
        #[rustfmt::skip] mod settings;
        #[rustfmt::skip] pub mod types;
        pub use client::{Client, ClientBuilder #server};
        #(#errors)*
        #header_exports
        #params
        pub use runtime::call::{Call, Response};
        pub use runtime::client::{BuildError, Redirects};
        pub use runtime::client::{DEFAULT_MAX_BODY, DEFAULT_TIMEOUT};
        pub use runtime::enum_de::UnknownVariantError;
        pub use runtime::error::{AnyError, Error, NoDeclaredErrors};
        pub use runtime::nullable::Nullable;
        pub use runtime::schema;
        pub use runtime::validate::{FromJsonError, Validate};
        pub use runtime::violation::{Location, Violation, Violations};
        #streams
        pub use {#(#crates),*};
        /// Compiles the examples of the README.
        #[cfg(doctest)]
        #[doc = include_str!("../README.md")]
        struct Readme;
    }
}

/// Emits `allow` attributes for names that are not ASCII.
fn scripts(context: &Context<'_>) -> Vec<TokenStream> {
    let lints = ["confusable_idents", "mixed_script_confusables", "uncommon_codepoints"];
    let lints = lints.into_iter().filter(|_| !context.names.is_ascii());
    let allowed = lints.map(|lint| {
        let lint = proc_macro2::Ident::new(lint, proc_macro2::Span::call_site());
        quote!(#![allow(#lint, reason = "names are the document's")])
    });
    allowed.collect()
}

/// Returns the recursion limit, if the default is too low: to check whether a type is `Send`, the compiler and rustdoc visit all nested
/// types. A `BTreeMap` alone has about twenty.
fn recursion_limit(depth: usize) -> Option<usize> {
    const LEVELS: usize = 24;
    const DEFAULT_LIMIT: usize = 128;
    let needed = depth.saturating_mul(LEVELS);
    (needed > DEFAULT_LIMIT).then(|| needed.next_power_of_two())
}

fn crate_docs(context: &Context<'_>) -> Vec<String> {
    let api = context.api;
    let mut lines = vec![markdown::line(&format!("Client for the {}, version {}.", api.title.trim(), api.version))];
    let described = markdown::lines(api.description.as_deref().unwrap_or_default());
    for section in [described, readme::quick_start(context)] {
        if !section.is_empty() {
            lines.push(String::new());
            lines.extend(section);
        }
    }
    let shown = lines.iter().map(|line| markdown::visible(line));
    shown.map(|line| if line.is_empty() { line } else { format!(" {line}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::recursion_limit;

    #[test]
    fn nested_types_raise_the_limit() {
        assert_eq!(recursion_limit(5), None);
        assert_eq!(recursion_limit(6), Some(256));
    }
}
