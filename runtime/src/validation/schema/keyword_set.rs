//! Sets of keywords: a schema without keywords for a value's type accepts it at once.

/// A set of keywords.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeywordSet(u8);

impl KeywordSet {
    /// None but `type` and the keywords of arrays and objects.
    pub(super) const NONE: Self = Self(0);
    /// Keywords of numbers.
    pub(super) const NUMBER: Self = Self(1);
    /// Applicators, whose subschemas apply to the same value.
    pub(super) const SUBSCHEMAS: Self = Self(1 << 1);
    /// A discriminator that decides which schema of a union applies.
    pub(super) const DISCRIMINATOR: Self = Self(1 << 5);
    /// Keywords of strings.
    pub(super) const STRING: Self = Self(1 << 2);
    /// A list of types, as `anyOf`.
    pub(super) const TYPE_LIST: Self = Self(1 << 4);
    /// `enum` and `const`.
    pub(super) const ENUM: Self = Self(1 << 3);

    /// Returns the keywords of either set.
    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether both sets have a keyword in common.
    pub(super) const fn intersects(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}
