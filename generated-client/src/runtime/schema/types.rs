//! What keywords hold: types, bounds, values, patterns, formats.

/// A JSON type, or any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Types(u8);

impl Types {
    /// No type is asked for.
    pub const ANY: Self = Self(0);
    /// Arrays.
    pub const ARRAY: Self = Self(1);
    /// Booleans.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// Integers, written without a fraction.
    pub const INTEGER: Self = Self(1 << 2);
    /// `null`.
    pub const NULL: Self = Self(1 << 3);
    /// NumberScan, integers among them.
    pub const NUMBER: Self = Self(1 << 4 | Self::INTEGER.0);
    /// Objects.
    pub const OBJECT: Self = Self(1 << 5);
    /// Strings.
    pub const STRING: Self = Self(1 << 6);
    /// Integers, however they are written: `1.0` is one.
    pub const INTEGER_2020: Self = Self(1 << 7 | Self::INTEGER.0);

    /// Returns whether a value of the type `one` is allowed.
    pub const fn allow(self, one: Self) -> bool {
        self.0 == 0 || self.0 & one.0 == one.0
    }
}

/// A decimal that stands in a schema, with the value that the document wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// An integer of 64 bits.
    Integer(i64),
    /// Any other, as JSON text.
    Decimal(&'static str),
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where the range ends.
    pub limit: Number,
    /// Whether the limit itself lies outside.
    pub exclusive: bool,
}

impl Bound {
    /// The integer `limit` and what lies inside of it.
    pub const fn including(limit: i64) -> Self {
        Self { limit: Number::Integer(limit), exclusive: false }
    }

    /// Returns whether the bound rules out as much as the end of a range does; codegen leaves out decimals that do not.
    pub(super) const fn is_within(self, end: i64, is_lower: bool) -> bool {
        match self.limit {
            Number::Integer(limit) if is_lower => limit >= end,
            Number::Integer(limit) => limit <= end,
            Number::Decimal(_) => true,
        }
    }

    /// What lies inside of the integer `limit`, without it.
    pub const fn excluding(limit: i64) -> Self {
        Self { limit: Number::Integer(limit), exclusive: true }
    }
}

/// A value in `enum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(&'static str),
    /// An array or object, as JSON text.
    Json(&'static str),
}

/// A regular expression of ECMA-262, translated.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// As the document writes it.
    pub source: &'static str,
    /// Whether it matches anywhere in a text.
    pub is_match: fn(&str) -> bool,
}

/// A format with a check.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name in the document.
    pub name: &'static str,
    /// Whether a text is of the format.
    pub is_valid: fn(&str) -> bool,
}
