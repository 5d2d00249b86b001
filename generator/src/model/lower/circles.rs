//! Composed schemas that hold themselves, by way of the properties of what they are composed of.

use super::super::place::Place;
use super::super::schema::{Schema, SchemaRef};
use super::super::types::{Kind, Shape, Type, TypeId};
use super::conjunction::Conjunction;
use super::{Lowered, Lowering};

/// How many compositions may stand in each other; what goes deeper can be endless.
const DEEPEST: usize = 64;

/// How many compositions a document may need beside those for its components, each time that one is met counted.
const MOST: usize = 250;

/// How many it may need for each of its components; real documents need less than one, and only schemas that multiply more.
const MOST_EACH: usize = 2;

/// The compositions that are being lowered, and those that hold themselves.
#[derive(Default)]
pub(super) struct Circles<'a> {
    open: Vec<Open<'a>>,
    closed: Vec<(Conjunction<'a>, TypeId)>,
    met: usize,
}

struct Open<'a> {
    whole: Conjunction<'a>,
    place: Place,
    /// The type that stands for it, if it is met within itself.
    id: Option<TypeId>,
}

impl<'a> Lowering<'a> {
    /// Lowers a composition by `lower`, but to a type that refers to itself where it is met within itself.
    pub(super) fn guarded(
        &mut self,
        whole: &Conjunction<'a>,
        place: &Place,
        lower: impl FnOnce(&mut Self) -> Option<Lowered>,
    ) -> Option<Lowered> {
        if let Some(id) = self.met_before(whole) {
            return Some(Lowered::of_type(id));
        }
        self.circles.met += 1;
        let most = MOST + MOST_EACH * self.components.len();
        if self.circles.open.len() >= DEEPEST || self.circles.met > most {
            self.report_depth(whole);
            return Some(Lowered::any());
        }
        self.circles.open.push(Open { whole: whole.clone(), place: place.clone(), id: None });
        let lowered = lower(self);
        let id = self.circles.open.pop().and_then(|open| open.id);
        match (id, lowered) {
            (Some(id), Some(lowered)) => Some(self.close(id, whole.clone(), lowered)),
            (_, lowered) => lowered,
        }
    }

    fn met_before(&mut self, whole: &Conjunction<'a>) -> Option<TypeId> {
        if let Some((_, id)) = self.circles.closed.iter().find(|(known, _)| known.is_same(whole)) {
            return Some(*id);
        }
        let index = self.circles.open.iter().position(|open| open.whole.is_same(whole))?;
        let open = self.circles.open.get(index)?;
        if open.id.is_some() {
            return open.id;
        }
        let id = self.push(super::placeholder(open.place.clone()));
        self.circles.open.get_mut(index)?.id = Some(id);
        Some(id)
    }

    /// Puts what was lowered where it was referred to.
    fn close(&mut self, id: TypeId, whole: Conjunction<'a>, lowered: Lowered) -> Lowered {
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
        self.circles.closed.push((whole, id));
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
