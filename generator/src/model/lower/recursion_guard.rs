//! Composed schemas that hold themselves, by way of the properties of what they are composed of.

use std::collections::HashMap;

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_path::Place;
use super::super::types::{Kind, Shape, Type, TypeId};
use super::intersection::{Conjunction, Identity};
use super::{Lowered, Lowering};

/// How many compositions may stand in each other; what goes deeper can be endless.
const DEEPEST: usize = 64;

/// How many parts the compositions of a document may have in all, each time that one is met counted.
const MOST: usize = 1_000;

/// How many more they may have for each component and each operation. Real documents need a few, and that only where everything is inline;
/// schemas that multiply need as many as they may have.
const MOST_EACH: usize = 8;

/// The compositions that are being lowered, and those that hold themselves.
pub(super) struct Circles {
    open: Vec<Open>,
    closed: HashMap<Identity, TypeId>,
    /// How many parts those may have that are met from now on.
    parts_left: usize,
}

struct Open {
    whole: Identity,
    place: Place,
    /// The type that stands for it, if it is met within itself.
    id: Option<TypeId>,
}

impl Circles {
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
    /// value. The assertions are those of `judge` then.
    pub(super) fn guarded(
        &mut self,
        whole: &Conjunction<'a>,
        place: &Place,
        lower: impl FnOnce(&mut Self) -> Option<Lowered>,
        judge: impl FnOnce(&mut Self) -> SchemaRef,
    ) -> Option<Lowered> {
        let identity = whole.identity();
        if let Some(id) = self.met_before(&identity) {
            // Parts that say nothing of the form are no part of the identity, and count nevertheless.
            return Some(Lowered { schema: judge(self), ..Lowered::of_type(id) });
        }
        // What is made of a composition grows with its parts, and those of one that holds itself multiply on the way down.
        if !self.circles.admit(whole.size()) {
            self.report_depth(whole);
            return Some(Lowered { schema: judge(self), ..Lowered::any() });
        }
        self.circles.open.push(Open { whole: identity, place: place.clone(), id: None });
        let lowered = lower(self);
        match (self.circles.open.pop(), lowered) {
            (Some(Open { id: Some(id), whole, .. }), Some(lowered)) => Some(self.close(id, whole, lowered)),
            (_, lowered) => lowered,
        }
    }

    fn met_before(&mut self, whole: &Identity) -> Option<TypeId> {
        if let Some(id) = self.circles.closed.get(whole) {
            return Some(*id);
        }
        let index = self.circles.open.iter().position(|open| open.whole == *whole)?;
        let open = self.circles.open.get(index)?;
        if open.id.is_some() {
            return open.id;
        }
        let id = self.push(super::placeholder(open.place.clone()));
        self.circles.open.get_mut(index)?.id = Some(id);
        Some(id)
    }

    /// Puts what was lowered where it was referred to.
    fn close(&mut self, id: TypeId, whole: Identity, lowered: Lowered) -> Lowered {
        let own = match lowered.shape {
            Shape::Type(inner) => self.types.get(inner.0).cloned(),
            _ => None,
        };
        if let Some(slot) = self.types.get_mut(id.0) {
            match own {
                Some(own) => *slot = Type { places: std::mem::take(&mut slot.places), ..own },
                None => {
                    slot.kind = Kind::Newtype(lowered.shape);
                    slot.schema = Schema { all_of: vec![lowered.schema], ..Schema::default() };
                }
            }
        }
        self.circles.closed.insert(whole, id);
        Lowered { shape: Shape::Type(id), schema: SchemaRef::Type(id) }
    }

    fn report_depth(&mut self, whole: &Conjunction<'a>) {
        let last = whole.choices.last().or(whole.plain.last());
        let pointer = last.map_or("", |part| part.keywords.pointer);
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
        let mut circles = Circles::of(0);

        assert!(circles.admit(MOST - 2));
        assert!(!circles.admit(3));
    }

    #[test]
    fn what_a_document_has_allows_more() {
        assert!(!Circles::of(0).admit(MOST + MOST_EACH));
        assert!(Circles::of(1).admit(MOST + MOST_EACH));
    }
}
