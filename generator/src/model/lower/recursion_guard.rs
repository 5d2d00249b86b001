//! Recursive intersections, which contain themselves in their properties.

use std::collections::HashMap;

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_path::SchemaPath;
use super::super::types::{Shape, Type, TypeId, TypeKind};
use super::intersection::{Identity, Intersection};
use super::{Lowered, Lowering};

/// The maximal depth of nested intersections.
const MAX_DEPTH: usize = 64;

/// The maximal number of conjuncts of all intersections of a document, counting each visit.
const MAX_CONJUNCTS: usize = 1_000;

/// The additional number of conjuncts for each component and operation. Real documents need few, and exponentially growing schemas need
/// any number.
const MAX_CONJUNCTS_EACH: usize = 8;

/// The intersections that are being lowered, and the recursive ones.
pub(super) struct RecursionGuard {
    open: Vec<Open>,
    closed: HashMap<Identity, TypeId>,
    /// The remaining number of conjuncts.
    conjuncts_left: usize,
}

struct Open {
    intersection: Identity,
    path: SchemaPath,
    /// The type of the intersection, if it is recursive.
    id: Option<TypeId>,
}

impl RecursionGuard {
    /// Creates the guard for a document with a number of components and operations.
    pub(super) fn of(size: usize) -> Self {
        Self { open: Vec::new(), closed: HashMap::new(), conjuncts_left: MAX_CONJUNCTS + MAX_CONJUNCTS_EACH * size }
    }

    /// Returns whether another intersection may be lowered.
    fn admit(&mut self, conjuncts: usize) -> bool {
        let left = self.conjuncts_left.checked_sub(conjuncts);
        self.conjuncts_left = left.unwrap_or_default();
        left.is_some() && self.open.len() < MAX_DEPTH
    }
}

impl<'a> Lowering<'a> {
    /// Lowers an intersection with `lower`. A recursive one becomes a type that refers to itself, and one beyond the limits becomes any value,
    /// both with the assertions of `assertions_only`.
    pub(super) fn with_recursion_guard(
        &mut self,
        intersection: &Intersection<'a>,
        path: &SchemaPath,
        lower: impl FnOnce(&mut Self) -> Option<Lowered>,
        assertions_only: impl FnOnce(&mut Self) -> SchemaRef,
    ) -> Option<Lowered> {
        let identity = intersection.identity();
        if let Some(id) = self.seen(&identity) {
            // Conjuncts that don't affect the shape are not in the identity, but have assertions.
            return Some(Lowered { schema: assertions_only(self), ..Lowered::of_type(id) });
        }
        // The generated code grows with the number of conjuncts, which may grow exponentially in recursive schemas.
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

    /// Replaces the placeholder of a recursive intersection by its type.
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
            "the composed schemas are nested too deeply, or infinitely; any JSON value is accepted and validated",
            "move the inner schemas to component schemas",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjuncts_are_counted() {
        let mut guard = RecursionGuard::of(0);

        assert!(guard.admit(MAX_CONJUNCTS - 2));
        assert!(!guard.admit(3));
    }

    #[test]
    fn the_limit_grows_with_the_document() {
        assert!(!RecursionGuard::of(0).admit(MAX_CONJUNCTS + MAX_CONJUNCTS_EACH));
        assert!(RecursionGuard::of(1).admit(MAX_CONJUNCTS + MAX_CONJUNCTS_EACH));
    }
}
