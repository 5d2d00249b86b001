//! Which places may share a type.

use super::schema_path::{Place, Root, Step};
use super::types::TypeId;
use crate::inflection::words;

/// A type of an inline shape, and the names of the places that hold it: each in its words, and once.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) id: TypeId,
    holders: Vec<Vec<String>>,
}

impl Shared {
    pub(super) fn new(id: TypeId, holder: Vec<String>) -> Self {
        Self { id, holders: vec![holder] }
    }

    /// Lets a place of this holder share the type, if it may: the names of all of them share a word.
    ///
    /// The same shape under unrelated names is a coincidence, and one type for both would be hard to name.
    pub(super) fn admit(&mut self, holder: &Vec<String>) -> bool {
        let is_known = !holder.is_empty() && self.holders.contains(holder);
        let may_share = is_known || self.holders.iter().all(|known| known.iter().any(|word| holder.contains(word)));
        if may_share && !is_known {
            self.holders.push(holder.clone());
        }
        may_share
    }
}

/// Returns the words of the property or body that holds the place.
pub(super) fn holder(place: &Place) -> Vec<String> {
    let named = place.path.iter().rev().find_map(|step| match step {
        Step::Property(name) | Step::Member(name) => Some(words(name)),
        Step::Item | Step::Value => None,
    });
    named.unwrap_or_else(|| match &place.root {
        Root::Component(name) | Root::Parameter { name, .. } | Root::Header { name, .. } => words(name),
        Root::Request(operation) | Root::Response { operation, is_success: true, .. } => words(operation),
        // Errors go by their status; operations share them.
        Root::Response { status, .. } => vec![status.clone(), "error".to_owned()],
    })
}
