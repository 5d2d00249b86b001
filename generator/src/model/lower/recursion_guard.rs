//! Composed schemas that hold themselves, by way of the properties of what they are composed of.

use std::collections::HashMap;

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_path::SchemaPath;
use super::super::types::{Shape, Type, TypeId, TypeKind};
use super::intersection::{Identity, Intersection};
use super::{Lowered, Lowering};

/// How many compositions may stand in each other; what goes deeper can be endless.
const DEEPEST: usize = 64;

/// How many parts the compositions of a document may have in all, each time that one is met counted.
const MOST: usize = 1_000;

/// How many more they may have for each component and each operation. Real documents need a few, and that only where everything is inline;
/// schemas that multiply need as many as they may have.
const MOST_EACH: usize = 8;

/// The compositions that are being lowered, and those that hold themselves.
pub(super) struct RecursionGuard {
    open: Vec<Open>,
    closed: HashMap<Identity, TypeId>,
    /// How many parts those may have that are met from now on.
    parts_left: usize,
}

struct Open {
    intersection: Identity,
    path: SchemaPath,
    /// The type that stands for it, if it is met within itself.
    id: Option<TypeId>,
}

impl RecursionGuard {
    /// Begins for a document with so many components and operations.
    pub(super) fn of(size: usize) -> Self {
        Self { open: Vec::new(), closed: HashMap::new(), parts_left: MOST + MOST_EACH * size }
    }

    /// Returns whether one more composition may be lowered.
    fn admit(&mut self, parts: usize) -> bool {
        let left = self.parts_left.checked_sub(parts);
        self.parts_left = left.unwrap_or_default();
        left.is_some() && self.open.len() < DEEPEST
    }
}

impl<'a> Lowering<'a> {
    /// Lowers a composition by `lower`, but to a type that refers to itself where it is met within itself; where there are too many, to any
    /// value. The assertions are those of `assertions_only` then.
    pub(super) fn with_recursion_guard(
        &mut self,
        intersection: &Intersection<'a>,
        path: &SchemaPath,
        lower: impl FnOnce(&mut Self) -> Option<Lowered>,
        assertions_only: impl FnOnce(&mut Self) -> SchemaRef,
    ) -> Option<Lowered> {
        let identity = intersection.identity();
        if let Some(id) = self.seen(&identity) {
            // LoweredSubschemas that say nothing of the form are no conjunct of the identity, and count nevertheless.
            return Some(Lowered { schema: assertions_only(self), ..Lowered::of_type(id) });
        }
        // What is made of a composition grows with its parts, and those of one that holds itself multiply on the way down.
        if !self.recursion_guard.admit(intersection.size()) {
            self.report_depth(intersection);
            return Some(Lowered { schema: assertions_only(self), ..Lowered::any() });
        }
        self.recursion_guard.open.push(Open { intersection: identity, path: path.clone(), id: None });
        let lowered = lower(self);
        match (self.recursion_guard.open.pop(), lowered) {
            (Some(Open { id: Some(id), intersection, .. }), Some(lowered)) => {
                Some(self.tie_knot(id, intersection, lowered))
            }
            (_, lowered) => lowered,
        }
    }

    fn seen(&mut self, intersection: &Identity) -> Option<TypeId> {
        if let Some(id) = self.recursion_guard.closed.get(intersection) {
            return Some(*id);
        }
        let index = self.recursion_guard.open.iter().position(|open| open.intersection == *intersection)?;
        let open = self.recursion_guard.open.get(index)?;
        if open.id.is_some() {
            return open.id;
        }
        let id = self.push(super::placeholder(open.path.clone()));
        self.recursion_guard.open.get_mut(index)?.id = Some(id);
        Some(id)
    }

    /// Puts what was lowered where it was referred to.
    fn tie_knot(&mut self, id: TypeId, intersection: Identity, lowered: Lowered) -> Lowered {
        let own = match lowered.shape {
            Shape::Type(inner) => self.types.get(inner.0).cloned(),
            _ => None,
        };
        if let Some(slot) = self.types.get_mut(id.0) {
            match own {
                Some(own) => *slot = Type { paths: std::mem::take(&mut slot.paths), ..own },
                None => {
                    slot.kind = TypeKind::Newtype(lowered.shape);
                    slot.schema = Schema { all_of: vec![lowered.schema], ..Schema::default() };
                }
            }
        }
        self.recursion_guard.closed.insert(intersection, id);
        Lowered { shape: Shape::Type(id), schema: SchemaRef::Type(id) }
    }

    fn report_depth(&mut self, intersection: &Intersection<'a>) {
        let last = intersection.unions.last().or(intersection.conjuncts.last());
        let pointer = last.map_or("", |conjunct| conjunct.keywords.pointer);
        self.diagnostics.warning(
            "endless-composition",
            pointer,
            "schemas are composed of each other without an end in sight; any JSON value is taken here, and checked",
            "give the inner schemas component schemas of their own",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_composition_counts_by_its_parts() {
        let mut guard = RecursionGuard::of(0);

        assert!(guard.admit(MOST - 2));
        assert!(!guard.admit(3));
    }

    #[test]
    fn what_a_document_has_allows_more() {
        assert!(!RecursionGuard::of(0).admit(MOST + MOST_EACH));
        assert!(RecursionGuard::of(1).admit(MOST + MOST_EACH));
    }
}
