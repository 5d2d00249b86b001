//! Which members of an object were met, for `required`.

use std::collections::BTreeSet;

/// A set of indices, without an allocation while all are below 128.
#[derive(Default)]
pub(super) struct Seen {
    low: u128,
    high: Option<BTreeSet<usize>>,
}

impl Seen {
    /// Adds an index.
    pub(super) fn insert(&mut self, index: usize) {
        match bit(index) {
            Some(bit) => self.low |= bit,
            None => self.insert_high(index),
        }
    }

    #[cold]
    fn insert_high(&mut self, index: usize) {
        self.high.get_or_insert_default().insert(index);
    }

    /// Returns whether the index was added.
    pub(super) fn contains(&self, index: usize) -> bool {
        match bit(index) {
            Some(bit) => self.low & bit != 0,
            None => self.high.as_ref().is_some_and(|high| high.contains(&index)),
        }
    }
}

/// Returns the bit for an index, if there is one.
fn bit(index: usize) -> Option<u128> {
    u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index))
}
