//! Which members of an object were met, for `required`.

/// A set of indices, without an allocation while all are below 256.
#[derive(Default)]
pub(super) struct Seen {
    low: [u64; 4],
    high: Vec<u64>,
}

impl Seen {
    /// Adds an index.
    pub(super) fn insert(&mut self, index: usize) {
        let (word, bit) = (index / 64, 1 << (index % 64));
        match self.low.get_mut(word) {
            Some(bits) => *bits |= bit,
            None => self.insert_high(word - self.low.len(), bit),
        }
    }

    #[cold]
    fn insert_high(&mut self, word: usize, bit: u64) {
        if word >= self.high.len() {
            self.high.resize(word + 1, 0);
        }
        if let Some(bits) = self.high.get_mut(word) {
            *bits |= bit;
        }
    }

    /// Returns whether the index was added.
    pub(super) fn contains(&self, index: usize) -> bool {
        let word = index / 64;
        let bits = self.low.get(word).or_else(|| self.high.get(word.checked_sub(self.low.len())?));
        bits.is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }
}
