//! The values of keywords: types, bounds, literals, patterns, formats.

/// A JSON type, or any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Types(u8);

impl Types {
    /// Any type.
    pub const ANY: Self = Self(0);
    /// Arrays.
    pub const ARRAY: Self = Self(1);
    /// Booleans.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// Integers, without a fraction.
    pub const INTEGER: Self = Self(1 << 2);
    /// `null`.
    pub const NULL: Self = Self(1 << 3);
    /// Numbers, integers among them.
    pub const NUMBER: Self = Self(1 << 4 | Self::INTEGER.0);
    /// Objects.
    pub const OBJECT: Self = Self(1 << 5);
    /// Strings.
    pub const STRING: Self = Self(1 << 6);
    /// Integers as in JSON Schema 2020-12: `1.0` is one.
    pub const INTEGER_2020: Self = Self(1 << 7 | Self::INTEGER.0);

    /// Returns whether a value of the type `one` is allowed.
    pub const fn allow(self, one: Self) -> bool {
        self.0 == 0 || self.0 & one.0 == one.0
    }
}

/// A number in a schema, with the value that it has in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// An integer of 64 bits.
    Integer(i64),
    /// Any other number, as JSON text.
    Decimal(&'static str),
}

/// A bound of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The limit.
    pub limit: Number,
    /// Whether the limit itself is outside.
    pub exclusive: bool,
}

impl Bound {
    /// Creates a bound that includes `limit`.
    pub const fn including(limit: i64) -> Self {
        Self { limit: Number::Integer(limit), exclusive: false }
    }

    /// Returns whether the bound is at least as narrow as that of an integer format; codegen removes decimal bounds that are not.
    pub(super) const fn is_within(self, end: i64, is_lower: bool) -> bool {
        match self.limit {
            Number::Integer(limit) if is_lower => limit >= end,
            Number::Integer(limit) => limit <= end,
            Number::Decimal(_) => true,
        }
    }

    /// Creates a bound that excludes `limit`.
    pub const fn excluding(limit: i64) -> Self {
        Self { limit: Number::Integer(limit), exclusive: true }
    }
}

/// A value of `enum`.
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

/// A regular expression of ECMA-262, translated to the syntax of a Rust crate.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// The expression in the document.
    pub source: &'static str,
    /// Returns whether it matches anywhere in a string.
    pub is_match: fn(&str) -> bool,
}

/// A `format` of strings that can be checked.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The name in the document.
    pub name: &'static str,
    /// Returns whether a string has the format.
    pub is_valid: fn(&str) -> bool,
}
