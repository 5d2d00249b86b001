//! Features of a crate for the tags of its document, if the target wants them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::runtime_files::OPTIONAL_FEATURES;
use crate::names::{Name, SHARED};

/// The feature that turns on those of all tags.
pub(super) const ALL: &str = "all-operations";

/// Returns the features by module, sorted; none unless the target wants them.
pub(super) fn all<'a>(context: &Context<'a>) -> BTreeMap<&'a Name, String> {
    if !context.target.features_by_tag {
        return BTreeMap::new();
    }
    let modules = context.names.operations.iter().map(|names| &names.module);
    modules.filter(|module| module.as_str() != SHARED).map(|module| (module, feature(module))).collect()
}

/// Emits the condition for what only the operations of a module need.
pub(super) fn condition(context: &Context<'_>, module: &Name) -> Option<TokenStream> {
    let is_conditional = context.target.features_by_tag && module.as_str() != SHARED;
    is_conditional.then(|| {
        let feature = feature(module);
        quote!(#[cfg(feature = #feature)])
    })
}

/// Emits the condition for each error enum: what its operations have in common.
pub(super) fn conditions_of_errors(context: &Context<'_>) -> Vec<Option<TokenStream>> {
    if !context.target.features_by_tag {
        return vec![None; context.api.error_sets.len()];
    }
    let operations = context.api.operations.iter().zip(&context.names.operations);
    let mut modules = vec![BTreeSet::new(); context.api.error_sets.len()];
    for (operation, names) in operations {
        if let Some(users) = operation.errors.and_then(|index| modules.get_mut(index)) {
            users.insert(&names.module);
        }
    }
    let only = |users: &BTreeSet<&Name>| if users.len() == 1 { users.first().copied().cloned() } else { None };
    modules.iter().map(|users| only(users).and_then(|module| condition(context, &module))).collect()
}

/// Returns the feature of a module, which must not be one that a crate has otherwise.
fn feature(module: &Name) -> String {
    let name = module.as_str().trim_start_matches("r#").trim_matches('_').replace('_', "-");
    let is_taken = ["default", "rustls", ALL].contains(&name.as_str())
        || OPTIONAL_FEATURES.iter().any(|feature| feature.name == name);
    // No other feature of a tag has an underscore.
    if is_taken { format!("{name}_operations") } else { name }
}
