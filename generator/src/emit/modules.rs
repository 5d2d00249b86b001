//! The modules of the crate that are emitted, except `lib.rs`.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, NamedType, ident};
use super::operations::NamedOperation;
use super::{client, enums, errors, headers, newtypes, operations, settings, structs, tag_features, testing, unions};
use crate::model::Api;
use crate::model::types::TypeKind;
use crate::names::{Name, Names};

/// A module, which is a file.
pub(super) enum Module<'a> {
    /// `types/mod.rs`, with the names of the files of types.
    TypesRoot(Vec<&'a Name>),
    Types(&'a Name, Vec<NamedType<'a>>),
    /// `operations/mod.rs`, with the names of the files of operations and of their public types.
    OperationsRoot(Vec<(&'a Name, Vec<&'a Name>)>),
    Operations(&'a Name, Vec<NamedOperation<'a>>),
    Client,
    Errors,
    Headers,
    Settings,
    Testing,
    TestingOperations,
}

impl<'a> Module<'a> {
    /// Returns the modules of a crate.
    pub(super) fn all(api: &'a Api, names: &'a Names) -> Vec<Self> {
        let mut modules = of_types(api, names);
        modules.extend(of_operations(api, names));
        modules.extend([Self::Client, Self::Errors]);
        if !api.headers.is_empty() {
            modules.push(Self::Headers);
        }
        modules.extend([Self::Settings, Self::Testing, Self::TestingOperations]);
        modules
    }

    /// Returns the path in the crate.
    pub(super) fn path(&self) -> String {
        match self {
            Self::TypesRoot(_) => "src/types/mod.rs".to_owned(),
            Self::Types(name, _) => format!("src/types/{name}.rs"),
            Self::OperationsRoot(_) => "src/operations/mod.rs".to_owned(),
            Self::Operations(name, _) => format!("src/operations/{name}.rs"),
            Self::Client => "src/client.rs".to_owned(),
            Self::Errors => "src/errors.rs".to_owned(),
            Self::Headers => "src/headers.rs".to_owned(),
            Self::Settings => "src/settings.rs".to_owned(),
            Self::Testing => "src/testing/mod.rs".to_owned(),
            Self::TestingOperations => "src/testing/operations.rs".to_owned(),
        }
    }

    /// Returns the name of a file of types.
    pub(super) fn types_module(&self) -> Option<&'a Name> {
        match self {
            Self::Types(name, _) => Some(name),
            _ => None,
        }
    }

    /// Emits the documentation of the module.
    pub(super) fn docs(&self) -> Option<TokenStream> {
        let text = match self {
            Self::TypesRoot(_) => " Request and response types.",
            Self::OperationsRoot(_) => " Operations, as methods of [`Client`](crate::Client).",
            Self::Headers => " Typed response headers.",
            Self::Settings => " Crate configuration.",
            Self::Testing => " Transports for tests, without a server: `Mock`, `Pending` and `Replay`.",
            Self::TestingOperations => " The operations, for `Mock::on`.",
            Self::Types(..) | Self::Operations(..) | Self::Client | Self::Errors => return None,
        };
        Some(quote!(#![doc = #text]))
    }

    /// Emits the items, without imports.
    pub(super) fn items(&self, context: &Context<'_>) -> TokenStream {
        match self {
            Self::TypesRoot(modules) => {
                let conditions: Vec<Option<TokenStream>> =
                    modules.iter().map(|name| tag_features::condition(context, name)).collect();
                let modules: Vec<Ident> = modules.iter().map(|name| ident(name)).collect();
                quote!(#(#conditions mod #modules;)* #(#conditions pub use #modules::*;)*)
            }
            Self::Types(_, types) => types.iter().map(|named| type_items(context, *named)).collect(),
            Self::OperationsRoot(modules) => operations_root(context, modules),
            Self::Operations(_, operations) => operations::emit(context, operations),
            Self::Client => client::emit(context),
            Self::Errors => errors::emit(context),
            Self::Headers => headers::emit(context),
            Self::Settings => settings::emit(context),
            Self::Testing => testing::emit(context),
            Self::TestingOperations => testing::operations(context),
        }
    }
}

fn of_types<'a>(api: &'a Api, names: &'a Names) -> Vec<Module<'a>> {
    let mut files: BTreeMap<&Name, Vec<NamedType<'_>>> = BTreeMap::new();
    for (definition, names) in api.types.iter().zip(&names.types) {
        files.entry(&names.module).or_default().push(NamedType { definition, names });
    }
    let root = Module::TypesRoot(files.keys().copied().collect());
    let modules = files.into_iter().map(|(name, mut types)| {
        types.sort_by_key(|named| &named.names.name);
        Module::Types(name, types)
    });
    std::iter::once(root).chain(modules).collect()
}

fn of_operations<'a>(api: &'a Api, names: &'a Names) -> Vec<Module<'a>> {
    let mut files: BTreeMap<&Name, Vec<NamedOperation<'_>>> = BTreeMap::new();
    for (operation, names) in api.operations.iter().zip(&names.operations) {
        files.entry(&names.module).or_default().push(NamedOperation { operation, names });
    }
    let public = files.iter().map(|(name, operations)| {
        let names = operations.iter().flat_map(NamedOperation::public_names);
        (*name, names.collect())
    });
    let root = Module::OperationsRoot(public.collect());
    let modules = files.into_iter().map(|(name, operations)| Module::Operations(name, operations));
    std::iter::once(root).chain(modules).collect()
}

fn type_items(context: &Context<'_>, named: NamedType<'_>) -> TokenStream {
    match &named.definition.kind {
        TypeKind::Struct(object) => structs::emit(context, named, object),
        TypeKind::Enum(list) => enums::emit(context, named, list),
        TypeKind::Union(union) => unions::emit(context, named, union),
        TypeKind::Newtype(shape) => newtypes::emit(context, named, shape),
        TypeKind::Alias(target) => newtypes::alias(context, named, *target),
    }
}

fn operations_root(context: &Context<'_>, modules: &[(&Name, Vec<&Name>)]) -> TokenStream {
    let conditions = modules.iter().map(|(module, _)| tag_features::condition(context, module));
    let names = modules.iter().map(|(module, _)| ident(module));
    let exports = modules.iter().filter(|(_, names)| !names.is_empty()).map(|(module, names)| {
        let (condition, module) = (tag_features::condition(context, module), ident(module));
        let names = names.iter().map(|name| ident(name));
        quote!(#condition pub use #module::{#(#names),*};)
    });
    quote!(#(#conditions mod #names;)* #(#exports)*)
}
