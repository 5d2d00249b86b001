//! Every identifier of a crate, claimed once, in a fixed order, before anything is emitted.

mod errors;
mod headers;
pub mod ident;
pub mod lock;
mod members;
mod modules;
mod operations;
mod scope;
mod servers;
mod types;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::model::Api;
use lock::Lock;
pub use scope::Name;

/// The identifiers of a crate; each list goes with the list of the same name in [`Api`].
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
    /// Returns whether the document has no names in other scripts than that of Rust's keywords.
    pub fn is_ascii(&self) -> bool {
        let types = self.types.iter().flat_map(|names| names.members.iter().chain([&names.name]));
        let operations = self.operations.iter().flat_map(|names| names.parameters.iter().chain([&names.method]));
        types.chain(operations).all(|name| name.as_str().is_ascii())
    }
}

/// The identifiers of a type.
#[derive(Clone, Debug)]
pub struct TypeNames {
    pub name: Name,
    /// Its fields, or its variants.
    pub members: Vec<Name>,
    /// The field that keeps further members.
    pub rest: Option<Name>,
    /// The file that it stands in.
    pub module: Name,
}

/// The identifiers of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    pub method: Name,
    /// Its parameters, in their order.
    pub parameters: Vec<Name>,
    /// The struct of its optional parameters, where it has some.
    pub params: Option<Name>,
    /// The enum of what its body may be, where it may be several things.
    pub body: Option<EnumNames>,
    /// The enum of what it yields, where that may be several things.
    pub output: Option<EnumNames>,
    /// The enums of the data of events that differs by event, in the order of `Success::event_variants`.
    pub events: Vec<EnumNames>,
    /// The file that it stands in.
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

/// Names everything in `api`, with the names in `lock` where they still fit, and returns the lock to keep; its `files` are not set.
///
/// `rename` maps names of types to those that are wanted instead; an entry that matches none is an error.
pub fn names(
    api: &Api,
    lock: Option<&Lock>,
    rename: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> (Names, Lock) {
    let none = Lock::default();
    let old = lock.unwrap_or(&none);
    let mut kept = Lock::default();
    let mut plain = scope::Scope::of_types();
    // What is in the lock comes before a new component that would have its name.
    let locked_errors = errors::locked(api, old, &mut plain);
    let methods = operations::methods(api, old, &mut kept);
    let beside = operations::locked(api, &methods, old, &mut plain);
    let type_names = types::claim(api, old, &mut plain, &mut kept);
    let error_names = errors::claim(api, locked_errors, &mut plain, &mut kept);
    let headers = headers::claim(api, &type_names, old, &mut kept);
    let mut scope = scope::Scope::of_types();
    let mut renamed = |names: Vec<Name>| -> Vec<Name> {
        names.iter().map(|name| scope.claim(rename.get(name.as_str()).map_or(name.as_str(), String::as_str))).collect()
    };
    let (type_names, error_names) = (renamed(type_names), renamed(error_names));
    let operations = operations::claim(api, &methods, &beside, &mut scope, &mut kept);
    report_unused(rename, &kept, diagnostics);
    report_taken(rename, &kept, diagnostics);
    let modules = modules::of_types(api);
    let types = type_names
        .into_iter()
        .zip(&api.types)
        .zip(modules)
        .map(|((name, named), module)| members::of_type(name, named, module))
        .collect();
    let error_sets = error_names.into_iter().zip(&api.error_sets);
    let error_sets = error_sets.map(|(name, set)| ErrorSetNames { name, variants: errors::variants(set) }).collect();
    let (security_schemes, server_variables) = operations::builder_methods(api);
    let names = Names {
        types,
        operations,
        error_sets,
        headers,
        servers: servers::claim(api, old, &mut kept),
        security_schemes,
        server_variables,
    };
    (names, kept)
}

/// Two names that trade places are fine.
fn report_taken(rename: &BTreeMap<String, String>, kept: &Lock, diagnostics: &mut Diagnostics) {
    let stays = |name: &String| !rename.contains_key(name);
    let others = kept.types.values().chain(kept.errors.values()).filter(|name| stays(name));
    let mut free = scope::Scope::of_types();
    for (name, wanted) in rename {
        if free.is_free(wanted) && !others.clone().any(|other| other == wanted) {
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

fn report_unused(rename: &BTreeMap<String, String>, kept: &Lock, diagnostics: &mut Diagnostics) {
    let given = |name: &String| kept.types.values().chain(kept.errors.values()).any(|given| given == name);
    for name in rename.keys().filter(|name| !given(name)) {
        diagnostics.error(
            "unknown-rename",
            "",
            format!("no type is called `{name}`, so it can't be renamed"),
            "remove the entry from `[target.rename]`, or correct the name",
        );
    }
}
