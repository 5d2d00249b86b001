//! Names of error enums and their variants.

use std::collections::BTreeMap;

use super::lock::Lock;
use super::scope::Scope;
use super::types::{most_frequent, renamed};
use super::{ErrorSetNames, ident};
use crate::model::Api;
use crate::model::api::{ErrorSet, Status};
use crate::words::{common, words};

/// Names the error enums: as most of their operations had it in `old`, or by the words that the operations share.
pub(super) fn claim(
    api: &Api,
    old: &Lock,
    rename: &BTreeMap<String, String>,
    scope: &mut Scope,
    kept: &mut Lock,
) -> Vec<ErrorSetNames> {
    let mut order: Vec<(usize, &ErrorSet)> = api.error_sets.iter().enumerate().collect();
    order.sort_by_key(|(_, set)| std::cmp::Reverse(set.operations.len()));
    let mut claimed: Vec<Option<ErrorSetNames>> = vec![None; api.error_sets.len()];
    for (index, set) in order {
        let before = most_frequent(set.operations.iter().filter_map(|operation| old.errors.get(operation)));
        let wanted = before.filter(|name| scope.is_free(&renamed(rename, name))).unwrap_or_else(|| by_rule(set));
        let name = scope.claim(&renamed(rename, &wanted));
        for operation in &set.operations {
            kept.errors.insert(operation.clone(), wanted.clone());
        }
        let mut variants = Scope::of_variants();
        let variants = set.errors.iter().map(|(status, _)| variants.claim(&variant(*status))).collect();
        if let Some(slot) = claimed.get_mut(index) {
            *slot = Some(ErrorSetNames { name, variants });
        }
    }
    claimed.into_iter().flatten().collect()
}

fn by_rule(set: &ErrorSet) -> String {
    let lists: Vec<Vec<String>> = set.operations.iter().map(|operation| words(operation)).collect();
    let lists: Vec<&[String]> = lists.iter().map(Vec::as_slice).collect();
    let shared = common(&lists);
    if shared.is_empty() { "ApiError".to_owned() } else { ident::pascal(&format!("{} error", shared.join(" "))) }
}

/// Names an error after what its status means.
fn variant(status: Status) -> String {
    match status {
        Status::Default => "Default".to_owned(),
        _ => ident::pascal(&reason(status)),
    }
}

/// Returns what a status means, in words: the reason phrase of RFC 9110 §15, or the class.
pub(super) fn reason(status: Status) -> String {
    match status {
        Status::Exactly(code) => {
            let reason = http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
            reason.map_or_else(|| format!("status {code}"), str::to_owned)
        }
        Status::Range(1) => "informational".to_owned(),
        Status::Range(3) => "redirection".to_owned(),
        Status::Range(4) => "client error".to_owned(),
        Status::Range(5) => "server error".to_owned(),
        Status::Range(digit) => format!("status {digit}xx"),
        Status::Default => "default".to_owned(),
    }
}
