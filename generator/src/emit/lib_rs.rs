//! `lib.rs`: documentation, modules and exports.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::operations::NamedOperation;
use super::runtime_files::Runtime;
use super::symbols::Feature;
use super::{markdown, readme, tag_features};

/// Emits `lib.rs`, whose items are formatted like rustfmt does.
pub(super) fn emit(context: &Context<'_>, runtime: &Runtime) -> TokenStream {
    let docs = crate_docs(context);
    let recursion_limit = recursion_limit(context.api.depth).map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let scripts = scripts(context);
    let headers = (!context.api.headers.is_empty()).then(|| {
        quote! {
            #[rustfmt::skip] mod headers;
        }
    });
    let copy = runtime.is_copied.then(|| {
        quote! {
            #[rustfmt::skip] mod runtime;
        }
    });
    let some_operations = (!tag_features::all(context).is_empty()).then(|| {
        let all = tag_features::ALL;
        quote!(#![cfg_attr(not(feature = #all), allow(dead_code, unused_imports, reason = "the other operations use it"))])
    });
    let exports = exports(context, runtime);
    quote! {
        #(#![doc = #docs])*
        #recursion_limit
        #![forbid(unsafe_code)]
        #![allow(deprecated, reason = "deprecated items are generated as well")]
        #(#scripts)*
        #some_operations
        #![allow(clippy::doc_markdown, reason = "descriptions are the document's")]
        #![allow(clippy::doc_nested_refdefs, reason = "descriptions are the document's")]
        #![allow(clippy::large_enum_variant, reason = "boxes would get in the way of literals")]
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
        #[rustfmt::skip] mod operations;
        #copy
        #[rustfmt::skip] mod settings;
        #[cfg(feature = "testing")]
        #[rustfmt::skip] pub mod testing;
        #[rustfmt::skip] pub mod types;
        #exports
        /// Compiles the examples of the README.
        #[cfg(doctest)]
        #[doc = include_str!("../README.md")]
        struct Readme;
    }
}

/// Emits the imports and exports, sorted like rustfmt does.
fn exports(context: &Context<'_>, runtime: &Runtime) -> TokenStream {
    let server = (!context.api.servers.is_empty()).then(|| quote!(, Server));
    let import = (!runtime.is_copied).then(|| {
        quote!(
            use clientwright_runtime as runtime;
        )
    });
    let conditions = tag_features::conditions_of_errors(context);
    let errors = context.names.error_sets.iter().map(|names| ident(&names.name));
    let headers = (!context.api.headers.is_empty()).then(|| {
        quote!(
            pub use headers::Headers;
        )
    });
    let header_error = headers.as_ref().map(|_| {
        quote!(
            pub use runtime::client::response_header::HeaderError;
        )
    });
    let mut operations = context.api.operations.iter().zip(&context.names.operations);
    let has_types =
        operations.any(|(operation, names)| NamedOperation { operation, names }.public_names().next().is_some());
    let types_of_operations = has_types.then(|| {
        quote!(
            pub use operations::*;
        )
    });
    let streams = runtime.features.contains(&Feature::Stream).then(|| {
        quote! {
            pub use runtime::client::stream::{ByteStream, CopyError, Event, EventStream, JsonStream};
        }
    });
    let pages = runtime.features.contains(&Feature::Pages).then(|| {
        quote! {
            pub use runtime::client::pages;
        }
    });
    // Users may have to name the type of a base64 string.
    let base64 = runtime.features.contains(&Feature::Base64).then(|| {
        quote!(
            pub use runtime::validation::base64;
        )
    });
    let optional_crates = runtime.dependencies.iter().copied().filter(|name| ["chrono", "uuid"].contains(name));
    let crates: BTreeSet<&str> =
        ["bytes", "http", "reqwest", "serde_json"].into_iter().chain(optional_crates).collect();
    let crates = crates.into_iter().map(|name| Ident::new(name, Span::call_site()));
    quote! {
        pub use client::{Client, ClientBuilder #server};
        #import
        #(#conditions pub use errors::#errors;)*
        #headers
        #types_of_operations
        pub use runtime::client::auth;
        pub use runtime::client::call::{Call, Response, UndeclaredCall};
        pub use runtime::client::error::{AnyError, Error, NoDeclaredErrors};
        #header_error
        #streams
        pub use runtime::client::hooks;
        #pages
        pub use runtime::client::progress::Progress;
        pub use runtime::client::transport;
        pub use runtime::client::upload::Upload;
        pub use runtime::client::{Attempt, Budget, BuildError, Decision, Redirects, Retry};
        pub use runtime::client::{DEFAULT_MAX_BODY, DEFAULT_TIMEOUT};
        #base64
        pub use runtime::validation::enum_de::UnknownVariantError;
        pub use runtime::validation::nullable::Nullable;
        pub use runtime::validation::schema;
        pub use runtime::validation::validate::{FromJsonError, Validate};
        pub use runtime::validation::violation::{Location, Violation, Violations};
        pub use {#(#crates),*};
    }
}

/// Emits `allow` attributes for names that are not ASCII.
fn scripts(context: &Context<'_>) -> Vec<TokenStream> {
    let lints = ["confusable_idents", "mixed_script_confusables", "uncommon_codepoints"];
    let lints = lints.into_iter().filter(|_| !context.names.is_ascii());
    let allowed = lints.map(|lint| {
        let lint = Ident::new(lint, Span::call_site());
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
