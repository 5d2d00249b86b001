//! Names of the methods that read headers.

use super::scope::Scope;
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::Header;

/// Names the headers; of those with one name and several types, the one that most operations declare goes first.
pub(super) fn claim(api: &Api) -> Vec<Name> {
    let users = |index: usize| api.operations.iter().filter(|operation| operation.headers.contains(&index)).count();
    let mut order: Vec<(usize, &Header)> = api.headers.iter().enumerate().collect();
    order.sort_by_cached_key(|(index, header)| (header.name.to_ascii_lowercase(), std::cmp::Reverse(users(*index))));
    let mut scope = Scope::of_headers();
    let mut claimed: Vec<Option<Name>> = vec![None; api.headers.len()];
    for (index, header) in order {
        if let Some(slot) = claimed.get_mut(index) {
            *slot = Some(scope.claim(&ident::snake(&header.name)));
        }
    }
    claimed.into_iter().flatten().collect()
}
