//! What keywords hold: types, bounds, values, patterns, formats.

/// A set of JSON types.
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
    /// Numbers, integers among them.
    pub const NUMBER: Self = Self(1 << 4 | Self::INTEGER.0);
    /// Objects.
    pub const OBJECT: Self = Self(1 << 5);
    /// Strings.
    pub const STRING: Self = Self(1 << 6);
    /// Integers, however they are written: `1.0` is one.
    pub const WHOLE: Self = Self(1 << 7 | Self::INTEGER.0);

    /// Returns the types of either set.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

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

    /// Returns whether the bound rules out as much as the end of a range does; of a decimal that is taken for granted.
    const fn is_within(self, end: i64, is_lower: bool) -> bool {
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

/// A `format` of integers: how many bits they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width {
    /// Its name in the document.
    pub name: &'static str,
    least: Option<i64>,
    most: Option<i64>,
}

impl Width {
    /// `int8`.
    pub const INT8: Self = Self::between("int8", i8::MIN as i64, i8::MAX as i64);
    /// `int16`.
    pub const INT16: Self = Self::between("int16", i16::MIN as i64, i16::MAX as i64);
    /// `int32`.
    pub const INT32: Self = Self::between("int32", i32::MIN as i64, i32::MAX as i64);
    /// `uint8`.
    pub const UINT8: Self = Self::between("uint8", 0, u8::MAX as i64);
    /// `uint16`.
    pub const UINT16: Self = Self::between("uint16", 0, u16::MAX as i64);
    /// `uint32`.
    pub const UINT32: Self = Self::between("uint32", 0, u32::MAX as i64);
    /// `uint64`; more than 64 bits do not come this far.
    pub const UINT64: Self = Self { name: "uint64", least: Some(0), most: None };

    const fn between(name: &'static str, least: i64, most: i64) -> Self {
        Self { name, least: Some(least), most: Some(most) }
    }

    /// Returns the bounds, with the ends of the format where they are looser, and the format with the ends that are used.
    pub(super) const fn narrow(
        mut self,
        mut minimum: Option<Bound>,
        mut maximum: Option<Bound>,
    ) -> (Option<Bound>, Option<Bound>, Option<Self>) {
        match (self.least, minimum) {
            (Some(end), Some(bound)) if bound.is_within(end, true) => self.least = None,
            (Some(end), _) => minimum = Some(Bound::including(end)),
            (None, _) => {}
        }
        match (self.most, maximum) {
            (Some(end), Some(bound)) if bound.is_within(end, false) => self.most = None,
            (Some(end), _) => maximum = Some(Bound::including(end)),
            (None, _) => {}
        }
        (minimum, maximum, Some(self))
    }

    /// Returns whether a bound is an end of the format's own range.
    pub(in crate::runtime) fn ends_at(self, bound: Bound) -> bool {
        [self.least, self.most].into_iter().flatten().any(|end| bound == Bound::including(end))
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
    pub holds: fn(&str) -> bool,
}
