//! Sets of characters, or of UTF-16 code units.

/// The greatest code point.
const LAST: u32 = 0x10_FFFF;

/// The halves of surrogate pairs.
pub(super) const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);

/// `\d`
pub(super) const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];

/// `\w`
pub(super) const WORDS: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];

/// `\s`: `WhiteSpace` and `LineTerminator` of ECMA-262.
pub(super) const SPACES: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// The characters that `.` does not match.
pub(super) const LINE_ENDS: &[(u32, u32)] = &[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];

/// A property of Unicode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) negated: bool,
}

/// A set of characters, which may be negated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    ranges: Vec<(u32, u32)>,
    pub(super) properties: Vec<Property>,
    pub(super) negated: bool,
}

impl Set {
    /// Returns a set of one character.
    pub(super) fn one(symbol: u32) -> Self {
        Self { ranges: vec![(symbol, symbol)], ..Self::default() }
    }

    /// Returns the set of some ranges.
    pub(super) fn of(ranges: &[(u32, u32)]) -> Self {
        Self { ranges: ranges.to_vec(), ..Self::default() }
    }

    /// Returns the negated set of some ranges.
    pub(super) fn except(ranges: &[(u32, u32)]) -> Self {
        Self { negated: true, ..Self::of(ranges) }
    }

    /// Returns the complement of sorted ranges as a set that is not negated, so that other ranges can be added.
    pub(super) fn gaps(ranges: &[(u32, u32)]) -> Self {
        let mut next = 0;
        let mut gaps = Vec::new();
        for (first, last) in ranges {
            gaps.extend(first.checked_sub(1).filter(|end| *end >= next).map(|end| (next, end)));
            next = last + 1;
        }
        gaps.push((next, LAST));
        Self { ranges: gaps, ..Self::default() }
    }

    /// Returns the set of a property. Surrogates are ranges, since no engine supports their property.
    pub(super) fn having(property: Property) -> Self {
        let category = property.name.trim_start_matches("General_Category=").trim_start_matches("gc=");
        match (matches!(category, "Cs" | "Surrogate"), property.negated) {
            (true, false) => Self::of(&[SURROGATES]),
            (true, true) => Self::gaps(&[SURROGATES]),
            (false, _) => Self { properties: vec![property], ..Self::default() },
        }
    }

    /// Returns the only character, if there is only one.
    pub(super) fn single(&self) -> Option<u32> {
        match self.ranges.as_slice() {
            [(first, last)] if first == last && self.properties.is_empty() && !self.negated => Some(*first),
            _ => None,
        }
    }

    /// Returns whether the set contains surrogates.
    pub(super) fn has_surrogates(&self) -> bool {
        let (first, last) = SURROGATES;
        let covers = |range: &(u32, u32)| range.0 <= first && last <= range.1;
        let meets = |range: &(u32, u32)| range.0 <= last && first <= range.1;
        if self.negated { !self.ranges().iter().any(covers) } else { self.ranges.iter().any(meets) }
    }

    /// Adds the characters of another set, which is not negated.
    pub(super) fn extend(&mut self, other: Self) {
        self.ranges.extend(other.ranges);
        self.properties.extend(other.properties);
    }

    /// Adds all from `first` to `last`.
    pub(super) fn add_range(&mut self, first: u32, last: u32) {
        self.ranges.push((first, last));
    }

    /// Returns the ranges, sorted and merged.
    pub(super) fn ranges(&self) -> Vec<(u32, u32)> {
        let mut sorted = self.ranges.clone();
        sorted.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (first, last) in sorted {
            match merged.last_mut() {
                Some(known) if first <= known.1.saturating_add(1) => known.1 = known.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        merged
    }
}
