//! Which schemas hold for which values, so that a pair of the two is judged once a walk.
//!
//! Without it, a union of objects that hold unions takes time that doubles a level: each member judges all that is below it again.

use std::collections::{HashMap, HashSet};
use std::{mem, ptr};

use super::instance_path::InstancePath;
use crate::runtime::schema::Schema;

/// What a walk, or several walks of the same value, have found.
#[derive(Debug, Default)]
pub(in crate::runtime) struct Cache {
    /// The numbers of places, by the number of the place above and the way from there.
    places: HashMap<(PathId, PathStep), PathId>,
    /// Whether a value satisfies a schema.
    verdicts: HashMap<Pair, bool>,
    /// The pairs whose violations are in the list that is being made.
    reported: HashSet<Pair>,
}

/// A place in a value, by a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::runtime) struct PathId(usize);

impl PathId {
    /// That of the whole value.
    pub(in crate::runtime) const ROOT: Self = Self(0);
}

/// A step from one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::runtime) enum PathStep {
    /// To the member of this number.
    Property(u64),
    /// To an item.
    Item(u64),
    /// To a member's name.
    Name,
    /// To the same value once it is buffered.
    Buffered,
}

/// A value, by its path, and a schema, by its address.
pub(super) type Pair = (PathId, usize);

impl Cache {
    /// Returns the place that is one step below another.
    pub(in crate::runtime) fn below(&mut self, parent: PathId, step: PathStep) -> PathId {
        let next = PathId(self.places.len() + 1);
        *self.places.entry((parent, step)).or_insert(next)
    }

    /// Returns what a value at a place is known by, before a schema.
    pub(super) fn pair(&mut self, path: &InstancePath<'_>, schema: &'static Schema) -> Pair {
        (self.id(path), ptr::from_ref(schema).addr())
    }

    fn id(&mut self, path: &InstancePath<'_>) -> PathId {
        match path.step() {
            Ok((parent, step)) => {
                let parent = self.id(parent);
                self.below(parent, step)
            }
            Err(id) => id,
        }
    }

    /// Returns whether the value satisfies the schema, if that is known.
    pub(super) fn verdict(&self, pair: Pair) -> Option<bool> {
        self.verdicts.get(&pair).copied()
    }

    /// Returns whether the violations of the pair are in the list.
    pub(super) fn is_reported(&self, pair: Pair) -> bool {
        self.reported.contains(&pair)
    }

    /// Takes note whether the value satisfies the schema; if it does not, and violations are collected, they are in the list now.
    pub(super) fn record(&mut self, pair: Pair, is_valid: bool, is_collected: bool) {
        self.verdicts.insert(pair, is_valid);
        if is_collected && !is_valid {
            self.reported.insert(pair);
        }
    }

    /// Begins another list of violations, or goes back to the one before; returns the pairs of the list that is left.
    pub(super) fn replace_reported(&mut self, reported: HashSet<Pair>) -> HashSet<Pair> {
        mem::replace(&mut self.reported, reported)
    }
}
