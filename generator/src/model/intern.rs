//! Which places may share a type.

use super::schema_path::{PathSegment, SchemaPath, SchemaRoot};
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
pub(super) fn holder(path: &SchemaPath) -> Vec<String> {
    let named = path.segments.iter().rev().find_map(|step| match step {
        PathSegment::Property(name) | PathSegment::Variant(name) => Some(words(name)),
        PathSegment::Item | PathSegment::AdditionalProperty => None,
    });
    named.unwrap_or_else(|| match &path.root {
        SchemaRoot::Component(name) | SchemaRoot::Parameter { name, .. } | SchemaRoot::Header { name, .. } => {
            words(name)
        }
        SchemaRoot::Request(operation) | SchemaRoot::Response { operation, is_success: true, .. } => words(operation),
        // Errors go by their status; operations share them.
        SchemaRoot::Response { status, .. } => vec![status.clone(), "error".to_owned()],
    })
}
