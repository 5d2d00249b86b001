//! Sharing of types between inline schemas that are equal.

use super::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use super::types::TypeId;
use crate::inflection::words;

/// A type of inline schemas, and the words of the distinct owners of these schemas.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) id: TypeId,
    owners: Vec<Vec<String>>,
}

impl Shared {
    pub(super) fn new(id: TypeId, owner: Vec<String>) -> Self {
        Self { id, owners: vec![owner] }
    }

    /// Returns whether a schema of this owner may share the type, and adds the owner: its words must overlap with those of each other owner.
    ///
    /// Equal schemas under unrelated names are a coincidence, and a common type would be hard to name.
    pub(super) fn may_share_type(&mut self, owner: &Vec<String>) -> bool {
        let is_known = !owner.is_empty() && self.owners.contains(owner);
        let may_share = is_known || self.owners.iter().all(|known| known.iter().any(|word| owner.contains(word)));
        if may_share && !is_known {
            self.owners.push(owner.clone());
        }
        may_share
    }
}

/// Returns the words of the property or body that a path belongs to.
pub(super) fn owner_words(path: &SchemaPath) -> Vec<String> {
    let named = path.segments.iter().rev().find_map(|step| match step {
        PathSegment::Property(name) | PathSegment::Variant(name) => Some(words(name)),
        PathSegment::Item | PathSegment::AdditionalProperty => None,
    });
    named.unwrap_or_else(|| match &path.root {
        SchemaRoot::Component(name) | SchemaRoot::Parameter { name, .. } | SchemaRoot::Header { name, .. } => {
            words(name)
        }
        SchemaRoot::Request(operation) | SchemaRoot::Response { operation, is_success: true, .. } => words(operation),
        // Errors are identified by status, since operations share them.
        SchemaRoot::Response { status, .. } => vec![status.clone(), "error".to_owned()],
    })
}
