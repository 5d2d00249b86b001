//! The identifiers of a crate, which are claimed in a fixed order before anything is emitted.

mod errors;
mod fields_and_variants;
mod headers;
pub mod ident;
pub mod lock;
mod modules;
mod operations;
mod scope;
mod servers;
mod types;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::model::Api;
use lock::Lock;
pub(crate) use modules::SHARED;
pub use scope::Name;

/// The identifiers of a crate. Each list corresponds to the list of the same name in [`Api`].
#[derive(Clone, Debug)]
pub struct Names {
    /// Of `api.types`.
    pub types: Vec<TypeNames>,
    /// Of `api.operations`.
    pub operations: Vec<OperationNames>,
    /// Of `api.error_sets`.
    pub error_sets: Vec<ErrorSetNames>,
    /// Of `api.headers`: methods of `Headers`.
    pub headers: Vec<Name>,
    /// Of `api.servers`: variants of `Server`.
    pub servers: Vec<Name>,
    /// Of `api.security_schemes`: methods of `ClientBuilder`.
    pub security_schemes: Vec<Name>,
    /// Of the variables of `api.servers`, by their names in the document: methods of `ClientBuilder`.
    pub server_variables: BTreeMap<String, Name>,
}

impl Names {
    /// Returns whether all names are ASCII.
    pub fn is_ascii(&self) -> bool {
        let types = self.types.iter().flat_map(|names| names.children.iter().chain([&names.name]));
        let operations = self.operations.iter().flat_map(|names| names.parameters.iter().chain([&names.method]));
        types.chain(operations).all(|name| name.as_str().is_ascii())
    }
}

/// The identifiers of a type.
#[derive(Clone, Debug)]
pub struct TypeNames {
    pub name: Name,
    /// The names of its fields or variants.
    pub children: Vec<Name>,
    /// The field of additional properties.
    pub additional_properties: Option<Name>,
    /// Its builder, if it has one.
    pub builder: Option<Name>,
    /// The module that contains it.
    pub module: Name,
}

/// The identifiers of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    pub method: Name,
    /// The constant by which tests refer to it.
    pub constant: Name,
    /// The parameters, in their order.
    pub parameters: Vec<Name>,
    /// The struct of optional parameters, if there are some.
    pub params: Option<Name>,
    /// The enum of request bodies, if there are several.
    pub body: Option<EnumNames>,
    /// The enum of successful responses, if there are several.
    pub output: Option<EnumNames>,
    /// The enums of event data, in the order of `Success::event_variants`.
    pub events: Vec<EnumNames>,
    /// The module that contains it.
    pub module: Name,
}

/// The identifiers of an enum that belongs to an operation.
#[derive(Clone, Debug)]
pub struct EnumNames {
    pub name: Name,
    pub variants: Vec<Name>,
}

/// The identifiers of an error set.
#[derive(Clone, Debug)]
pub struct ErrorSetNames {
    pub name: Name,
    pub variants: Vec<Name>,
}

/// Names everything in `api`, with the names in `lock` where they still apply, and returns the new lock without its `files`.
///
/// `rename` maps names of types to new ones; an entry that matches no type is an error.
pub fn names(
    api: &Api,
    lock: Option<&Lock>,
    rename: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> (Names, Lock) {
    let none = Lock::default();
    let old_lock = lock.unwrap_or(&none);
    let mut new_lock = Lock::default();
    let mut unrenamed = scope::Scope::of_types();
    // Names in the lock are claimed before those of new components.
    let locked_errors = errors::claim_from_lock(api, old_lock, &mut unrenamed);
    let methods = operations::methods(api, old_lock, &mut new_lock);
    let operation_types = operations::claim_from_lock(api, &methods, old_lock, &mut unrenamed);
    let type_names = types::claim(api, old_lock, &mut unrenamed, &mut new_lock);
    let error_names = errors::claim(api, locked_errors, &mut unrenamed, &mut new_lock);
    let headers = headers::claim(api, &type_names, old_lock, &mut new_lock);
    let mut scope = scope::Scope::of_types();
    let mut renamed = |names: Vec<Name>| -> Vec<Name> {
        names.iter().map(|name| scope.claim(rename.get(name.as_str()).map_or(name.as_str(), String::as_str))).collect()
    };
    let (type_names, error_names) = (renamed(type_names), renamed(error_names));
    let operations = operations::claim(api, &methods, &operation_types, &mut scope, &mut new_lock);
    report_unused(rename, &new_lock, diagnostics);
    report_taken(rename, &new_lock, diagnostics);
    let modules = modules::of_types(api);
    let types = type_names
        .into_iter()
        .zip(&api.types)
        .zip(modules)
        .map(|((name, named), module)| {
            let stem = name.as_str().trim_end_matches('_');
            let builder = named.has_builder().then(|| scope.claim(&format!("{stem}Builder")));
            fields_and_variants::of_type(name, builder, named, module)
        })
        .collect();
    let error_sets = error_names.into_iter().zip(&api.error_sets);
    let error_sets = error_sets.map(|(name, set)| ErrorSetNames { name, variants: errors::variants(set) }).collect();
    let (security_schemes, server_variables) = operations::builder_methods(api);
    let names = Names {
        types,
        operations,
        error_sets,
        headers,
        servers: servers::claim(api, old_lock, &mut new_lock),
        security_schemes,
        server_variables,
    };
    (names, new_lock)
}

/// Reports new names that are taken. Two names may be swapped.
fn report_taken(rename: &BTreeMap<String, String>, new_lock: &Lock, diagnostics: &mut Diagnostics) {
    let stays = |name: &String| !rename.contains_key(name);
    let others = new_lock.types.values().chain(new_lock.errors.values()).filter(|name| stays(name));
    let mut free = scope::Scope::of_types();
    for (name, wanted) in rename {
        let is_error = new_lock.errors.values().any(|error| error == name);
        let is_free = if is_error { free.is_free_operation_type(wanted) } else { free.is_free(wanted) };
        if is_free && !others.clone().any(|other| other == wanted) {
            free.claim(wanted);
            continue;
        }
        diagnostics.error(
            "taken-rename",
            "",
            format!("`{name}` can't be renamed to `{wanted}`: that name is taken"),
            "choose another name in `[target.rename]`",
        );
    }
}

fn report_unused(rename: &BTreeMap<String, String>, new_lock: &Lock, diagnostics: &mut Diagnostics) {
    let given = |name: &String| new_lock.types.values().chain(new_lock.errors.values()).any(|given| given == name);
    for name in rename.keys().filter(|name| !given(name)) {
        diagnostics.error(
            "unknown-rename",
            "",
            format!("no type is called `{name}`, so it can't be renamed"),
            "remove the entry from `[target.rename]`, or correct the name",
        );
    }
}
