//! The cache of verdicts: each value is validated against each schema once.
//!
//! Without it, a union of objects with unions takes time that doubles with each level: each variant validates everything below again.

use std::collections::{HashMap, HashSet};
use std::{mem, ptr};

use super::instance_path::InstancePath;
use crate::runtime::validation::schema::Schema;

/// The verdicts of one or several validations of the same value.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The ids of paths, by the id of the parent and the step from there.
    places: HashMap<(PathId, PathStep), PathId>,
    /// Whether a value satisfies a schema.
    verdicts: HashMap<Pair, bool>,
    /// The pairs whose violations are in the current list.
    reported: HashSet<Pair>,
}

/// The id of a path in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PathId(usize);

impl PathId {
    /// The id of the whole value.
    pub(crate) const ROOT: Self = Self(0);
}

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PathStep {
    /// To the property with this number.
    Property(u64),
    /// To an item.
    Item(u64),
    /// To the name of a property.
    Name,
    /// To the same value, buffered.
    Buffered,
}

/// A value, by its path, and a schema, by its address.
pub(super) type Pair = (PathId, usize);

impl Cache {
    /// Returns the id of the path that is one step longer.
    pub(crate) fn below(&mut self, parent: PathId, step: PathStep) -> PathId {
        let next = PathId(self.places.len() + 1);
        *self.places.entry((parent, step)).or_insert(next)
    }

    /// Returns the key of a value and a schema.
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

    /// Records whether the value satisfies the schema, and, if violations are collected, that they are in the list.
    pub(super) fn record(&mut self, pair: Pair, is_valid: bool, is_collected: bool) {
        self.verdicts.insert(pair, is_valid);
        if is_collected && !is_valid {
            self.reported.insert(pair);
        }
    }

    /// Starts another list of violations, or restores an earlier one; returns the pairs of the current one.
    pub(super) fn replace_reported(&mut self, reported: HashSet<Pair>) -> HashSet<Pair> {
        mem::replace(&mut self.reported, reported)
    }
}
