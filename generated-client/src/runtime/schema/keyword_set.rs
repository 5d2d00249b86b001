//! Which kinds of keywords a schema has: a value that none of them is about is done at once.

/// A set of kinds of keywords.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeywordSet(u8);

impl KeywordSet {
    /// No keyword but `type` and those of arrays and objects.
    pub(super) const NONE: Self = Self(0);
    /// Those of numbers.
    pub(super) const NUMBER: Self = Self(1);
    /// Those that hold schemas for the same value.
    pub(super) const SUBSCHEMAS: Self = Self(1 << 1);
    /// A tag that decides which schema of a union judges.
    pub(super) const DISCRIMINATOR: Self = Self(1 << 5);
    /// Those of strings.
    pub(super) const STRING: Self = Self(1 << 2);
    /// Several types, in place of `anyOf`.
    pub(super) const TYPE_LIST: Self = Self(1 << 4);
    /// `enum`.
    pub(super) const ENUM: Self = Self(1 << 3);

    /// Returns the kinds of either set.
    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether one of the kinds is there.
    pub(super) const fn intersects(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}
