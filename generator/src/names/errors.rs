//! Names of error enums and their variants.

use super::lock::Lock;
use super::scope::Scope;
use super::types::most_frequent;
use super::{Name, ident};
use crate::inflection::{common, words};
use crate::model::Api;
use crate::model::api::{ErrorSet, Statuses};

/// Claims for each error enum the name that most of its operations have in `old_lock`, before any new name is claimed.
pub(super) fn claim_from_lock(api: &Api, old_lock: &Lock, unrenamed: &mut Scope) -> Vec<Option<Name>> {
    let mut names: Vec<Option<Name>> = vec![None; api.error_sets.len()];
    for (index, set) in in_order(api) {
        let before = most_frequent(set.operations.iter().filter_map(|operation| old_lock.errors.get(operation)));
        let before = before.filter(|name| ident::is_pascal(name) && unrenamed.is_free(name));
        if let Some(slot) = names.get_mut(index) {
            *slot = before.map(|before| unrenamed.claim_operation_type(&before));
        }
    }
    names
}

/// Names the error enums: as in `locked`, or after the words that the operations share.
///
/// Like those of types, names are claimed in `unrenamed` before `rename` is applied.
pub(super) fn claim(api: &Api, locked: Vec<Option<Name>>, unrenamed: &mut Scope, new_lock: &mut Lock) -> Vec<Name> {
    let mut names = locked;
    for (index, set) in in_order(api) {
        if let Some(slot @ None) = names.get_mut(index) {
            *slot = Some(unrenamed.claim_operation_type(&by_rule(set)));
        }
    }
    let names: Vec<Name> = names.into_iter().flatten().collect();
    for (set, name) in api.error_sets.iter().zip(&names) {
        for operation in &set.operations {
            new_lock.errors.insert(operation.clone(), name.as_str().to_owned());
        }
    }
    names
}

/// Returns the error enums in the order in which they claim names: those of most operations first.
fn in_order(api: &Api) -> Vec<(usize, &ErrorSet)> {
    let mut order: Vec<(usize, &ErrorSet)> = api.error_sets.iter().enumerate().collect();
    order.sort_by_key(|(_, set)| std::cmp::Reverse(set.operations.len()));
    order
}

/// Names the variants of an error enum.
pub(super) fn variants(set: &ErrorSet) -> Vec<Name> {
    let mut scope = Scope::of_variants();
    set.errors.iter().map(|(status, _)| scope.claim(&variant(*status))).collect()
}

fn by_rule(set: &ErrorSet) -> String {
    let lists: Vec<Vec<String>> = set.operations.iter().map(|operation| words(operation)).collect();
    let lists: Vec<&[String]> = lists.iter().map(Vec::as_slice).collect();
    let shared = common(&lists);
    if shared.is_empty() { "ApiError".to_owned() } else { ident::pascal(&format!("{} error", shared.join(" "))) }
}

/// Returns the variant name of a status.
fn variant(status: Statuses) -> String {
    match status {
        Statuses::Default => "Default".to_owned(),
        _ => ident::pascal(&reason(status)),
    }
}

/// Returns the reason phrase of a status (RFC 9110 §15), or its class.
pub(super) fn reason(status: Statuses) -> String {
    match status {
        Statuses::Exactly(code) => {
            let reason = http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
            reason.map_or_else(|| format!("status {code}"), str::to_owned)
        }
        Statuses::Range(1) => "informational".to_owned(),
        Statuses::Range(3) => "redirection".to_owned(),
        Statuses::Range(4) => "client error".to_owned(),
        Statuses::Range(5) => "server error".to_owned(),
        Statuses::Range(digit) => format!("status {digit}xx"),
        Statuses::Default => "default".to_owned(),
    }
}
