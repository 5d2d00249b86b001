//! Which places may share a type.

use super::place::{Place, Root, Step};
use crate::words::words;

/// Returns whether a shape that `places` hold may serve `other`, too: the names of the places share a word.
///
/// The same shape under unrelated names is a coincidence, and one type for both would be hard to name.
pub(super) fn may_share(places: &[Place], other: &Place) -> bool {
    let other = holder(other);
    places.iter().all(|place| holder(place).iter().any(|word| other.contains(word)))
}

/// Returns the words of the property or body that holds the place.
fn holder(place: &Place) -> Vec<String> {
    let named = place.path.iter().rev().find_map(|step| match step {
        Step::Property(name) | Step::Member(name) => Some(words(name)),
        Step::Item | Step::Value => None,
    });
    named.unwrap_or_else(|| match &place.root {
        Root::Component(name) | Root::Parameter { name, .. } | Root::Header { name, .. } => words(name),
        Root::Request(operation) => words(operation),
        Root::Response { operation, status } if status.starts_with('2') => words(operation),
        // Errors go by their status; operations share them.
        Root::Response { status, .. } => vec![status.clone(), "error".to_owned()],
    })
}
