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
mod keywords_2020;
mod lib_rs;
mod literals;
mod markdown;
mod modules;
mod newtypes;
mod operation_docs;
mod operations;
mod pages;
mod parameters;
mod readme;
mod request_bodies;
mod responses;
mod runtime_files;
mod rustdoc;
mod scalar_keywords;
mod schemas;
mod serde_rename;
mod settings;
mod structs;
mod symbols;
mod tag_features;
mod testing;
mod unions;
mod uses;
mod wrap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;
use serde_json::Value;

use crate::model::Api;
use crate::names::Names;
use crate::target::Target;
use context::Context;
use modules::Module;
use runtime_files::Runtime;
#[cfg(test)]
pub(crate) use symbols::symbol_names;
use symbols::{Symbol, SymbolSet};
use uses::Uses;

/// A file of the crate.
#[derive(Clone, Debug)]
pub struct File {
    /// The path in the crate.
    pub path: String,
    /// The text, or why the emitted tokens are not Rust.
    pub text: Result<String, String>,
}

/// Formats the tokens of a file; the error says why they are not Rust.
pub type Format = fn(TokenStream) -> Result<String, String>;

/// Returns the files of a crate.
///
/// Modules are emitted and formatted in parallel; since tokens can't be sent to other threads, each is formatted where it is emitted.
/// What they use decides on the files of the runtime, `lib.rs` and the manifest.
pub fn crate_files(api: &Api, names: &Names, target: &Target, format: Format) -> Vec<File> {
    let modules = Module::all(api, names);
    let emitted: Vec<(File, SymbolSet)> = modules
        .par_iter()
        .map(|module| {
            let uses = Uses::default();
            let context = Context { api, names, target, uses: &uses, types_module: module.types_module() };
            let text = format(module_tokens(&context, module));
            (File { path: module.path(), text }, uses.symbols())
        })
        .collect();
    let symbols = emitted.iter().fold(SymbolSet::default(), |all, (_, symbols)| all.union(*symbols));
    let runtime = Runtime::of(symbols, &target.runtime);
    let uses = Uses::default();
    let context = Context { api, names, target, uses: &uses, types_module: None };
    let text = |path: &str, text: String| File { path: path.to_owned(), text: Ok(text) };
    let mut files: Vec<File> = emitted.into_iter().map(|(file, _)| file).collect();
    files.push(File { path: "src/lib.rs".to_owned(), text: format(lib_rs::emit(&context, &runtime)) });
    files.push(text(".gitattributes", cargo_toml::GIT_ATTRIBUTES.to_owned()));
    files.push(text("Cargo.toml", cargo_toml::emit(&context, &runtime)));
    files.push(text("README.md", readme::emit(&context)));
    files.extend(runtime.files().into_iter().map(|(path, content)| text(&path, content)));
    files
}

/// Emits a module with its imports.
fn module_tokens(context: &Context<'_>, module: &Module<'_>) -> TokenStream {
    let (docs, items) = (module.docs(), module.items(context));
    // Emitting the items has recorded what they use.
    let imports = context.uses.declarations(context);
    quote!(#docs #imports #items)
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
fn debug(context: &Context<'_>, name: &Ident) -> TokenStream {
    let [debug, redacted] = context.uses.all([Symbol::DebugModule, Symbol::Redacted]);
    quote! {
        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #debug::write(self, #redacted, f)
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
