//! Emits the files of a crate from an API and its names. Makes no decisions and can't fail.

mod builders;
mod cargo_toml;
mod client;
mod constraint_docs;
mod context;
mod default_getters;
mod enums;
mod errors;
mod events;
mod examples;
mod fields;
mod headers;
mod html;
mod imports;
mod keywords_2020;
mod lib_rs;
mod literals;
mod markdown;
mod newtypes;
mod operation_docs;
mod operations;
mod parameters;
mod readme;
mod request_bodies;
mod responses;
mod runtime_files;
mod rustdoc;
mod scalar_keywords;
mod schemas;
mod serde_rename;
mod structs;
mod unions;
mod uses;
mod wrap;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::model::Api;
use crate::model::api::ServerVariable;
use crate::model::types::TypeKind;
use crate::names::{Name, Names};
use crate::target::Target;
use context::{Context, NamedType, ident};
use operations::NamedOperation;
pub use uses::Uses;

/// A Rust file to be emitted. It is a closure so that files are emitted in parallel, since tokens can't be sent to other threads.
pub struct Module<'a> {
    /// The path in the crate.
    pub path: String,
    /// Emits the items.
    pub tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> Module<'a> {
    fn new(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), tokens: Box::new(tokens) }
    }
}

/// Returns the modules of the crate except `lib.rs`. Emitting them records their requirements in `uses`.
pub fn modules<'a>(api: &'a Api, names: &'a Names, target: &'a Target, uses: &'a Uses) -> Vec<Module<'a>> {
    let types = Context { api, names, target, uses, in_types_module: true };
    let outside = Context { in_types_module: false, ..types };
    let mut modules = type_modules(types);
    modules.extend(operation_modules(outside));
    modules.push(Module::new("src/client.rs", move || imports::with(&outside, client::emit(&outside))));
    modules.push(Module::new("src/errors.rs", move || imports::in_errors_module(errors::emit(&outside))));
    if !api.headers.is_empty() {
        modules.push(Module::new("src/headers.rs", move || {
            let items = imports::with(&outside, headers::emit(&outside));
            quote! {
                //! Typed response headers.

                #items
            }
        }));
    }
    modules.push(Module::new("src/settings.rs", move || settings(&outside)));
    modules
}

/// Returns `lib.rs`, which depends on `uses`, and is therefore emitted after the modules.
pub fn root<'a>(api: &'a Api, names: &'a Names, target: &'a Target, uses: &'a Uses) -> Module<'a> {
    let context = Context { api, names, target, uses, in_types_module: false };
    Module::new("src/lib.rs", move || lib_rs::emit(&context, &runtime_files::needed(uses)))
}

/// Returns the other files of the crate by path: the manifest, the README, and the runtime.
pub fn texts(api: &Api, names: &Names, target: &Target, uses: &Uses) -> BTreeMap<String, String> {
    let context = Context { api, names, target, uses, in_types_module: false };
    let runtime = runtime_files::needed(uses);
    let generated = [
        (".gitattributes", cargo_toml::GIT_ATTRIBUTES.to_owned()),
        ("Cargo.toml", cargo_toml::emit(&context, &runtime)),
        ("README.md", readme::emit(&context)),
    ];
    let generated = generated.into_iter().map(|(path, text)| (path.to_owned(), text));
    generated.chain(runtime.files().map(|(path, text)| (path, text.to_owned()))).collect()
}

fn type_modules(context: Context<'_>) -> Vec<Module<'_>> {
    let mut files: BTreeMap<&Name, Vec<NamedType<'_>>> = BTreeMap::new();
    for named in context.types() {
        files.entry(&named.names.module).or_default().push(named);
    }
    let names: Vec<&Name> = files.keys().copied().collect();
    let root = Module::new("src/types/mod.rs", move || {
        let names: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
        quote! {
            //! Request and response types.

            #(mod #names;)*
            #(pub use #names::*;)*
        }
    });
    let modules = files.into_iter().map(|(name, mut types)| {
        types.sort_by_key(|named| &named.names.name);
        Module::new(format!("src/types/{name}.rs"), move || {
            let items = types.iter().map(|named| emit_type(&context, *named)).collect();
            imports::in_types_module(&context, name, items)
        })
    });
    std::iter::once(root).chain(modules).collect()
}

fn emit_type(context: &Context<'_>, named: NamedType<'_>) -> TokenStream {
    match &named.definition.kind {
        TypeKind::Struct(object) => structs::emit(context, named, object),
        TypeKind::Enum(list) => enums::emit(context, named, list),
        TypeKind::Union(union) => unions::emit(context, named, union),
        TypeKind::Newtype(shape) => newtypes::emit(context, named, shape),
        TypeKind::Alias(target) => newtypes::alias(context, named, *target),
    }
}

fn operation_modules(context: Context<'_>) -> Vec<Module<'_>> {
    let mut files: BTreeMap<&Name, Vec<NamedOperation<'_>>> = BTreeMap::new();
    for (operation, names) in context.api.operations.iter().zip(&context.names.operations) {
        files.entry(&names.module).or_default().push(NamedOperation { operation, names });
    }
    let public: Vec<(&Name, Vec<&Name>)> = files
        .iter()
        .map(|(module, operations)| (*module, operations.iter().flat_map(NamedOperation::public_names).collect()))
        .collect();
    let root = Module::new("src/operations/mod.rs", move || {
        let modules = public.iter().map(|(module, _)| ident(module));
        let exports = public.iter().filter(|(_, names)| !names.is_empty()).map(|(module, names)| {
            let module = ident(module);
            let names = names.iter().map(|name| ident(name));
            quote!(pub use #module::{#(#names),*};)
        });
        quote! {
            //! Operations, as methods of [`Client`](crate::Client).

            #(mod #modules;)*
            #(#exports)*
        }
    });
    let modules = files.into_iter().map(|(name, operations)| {
        Module::new(format!("src/operations/{name}.rs"), move || {
            imports::with(&context, operations::emit(&context, &operations))
        })
    });
    std::iter::once(root).chain(modules).collect()
}

/// Emits the crate's configuration of the runtime.
fn settings(context: &Context<'_>) -> TokenStream {
    let redacted = &context.target.redact;
    let base_url = match context.api.servers.first().filter(|server| server.is_absolute()) {
        Some(server) => {
            let url = &server.url;
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    let variables = context.api.server_variables().map(|(server, variable)| {
        let (server, ServerVariable { name, default, values, .. }) = (&server.url, variable);
        quote!(ServerVariable { server: #server, name: #name, default: #default, values: &[#(#values),*] })
    });
    let security = context.api.security.iter().map(|names| quote!(&[#(#names),*]));
    let items = quote! {
        /// Default base URL.
        pub(crate) const DEFAULT_BASE_URL: Option<&str> = #base_url;

        /// Server variables.
        pub(crate) const SERVER_VARIABLES: &[ServerVariable] = &[#(#variables),*];

        /// Default security requirements.
        pub(crate) const SECURITY: &[&[&str]] = &[#(#security),*];

        /// Names of properties whose values are redacted.
        pub(crate) const REDACTED: &[&str] = &[#(#redacted),*];
    };
    let items = imports::with(context, items);
    quote! {
        //! Crate configuration.

        #items
    }
}

/// Emits documentation, with an attribute for each line.
fn doc_comment(lines: &[String]) -> TokenStream {
    lines
        .iter()
        .map(|line| {
            let line = markdown::visible(line);
            let line = if line.is_empty() { String::new() } else { format!(" {line}") };
            quote!(#[doc = #line])
        })
        .collect()
}

/// Emits an implementation of `Debug` that redacts properties.
fn debug(name: &Ident) -> TokenStream {
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                debug::redacted(self, f)
            }
        }
    }
}

/// Emits a value that serializes as a JSON scalar.
fn json_scalar(value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(#value),
        Value::Number(number) if number.is_f64() => {
            let float = literals::float(&number.to_string());
            // A method can't be called on a negative literal without parentheses.
            if number.as_f64().is_some_and(f64::is_sign_negative) { quote!((#float)) } else { float }
        }
        Value::Number(number) => literals::suffixed(&number.to_string(), if number.is_i64() { "i64" } else { "u64" }),
        Value::String(text) => quote!(#text),
        Value::Null | Value::Array(_) | Value::Object(_) => quote!(()),
    }
}
