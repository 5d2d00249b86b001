//! Formats of integers (OpenAPI Format Registry): bounds that `minimum` and `maximum` may narrow.

use super::Schema;
use super::keyword_set::KeywordSet;
use super::types::{Bound, Number};

/// A `format` of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntegerFormat {
    /// The name in the document.
    pub name: &'static str,
    least: Option<i64>,
    most: Option<i64>,
    /// The minimum, if every `i64` is above it.
    pub(crate) distant_start: Option<Bound>,
    /// The maximum, if every `i64` is below it.
    pub(crate) distant_end: Option<Bound>,
}

impl IntegerFormat {
    const fn between(name: &'static str, least: i64, most: i64) -> Self {
        Self { name, least: Some(least), most: Some(most), distant_start: None, distant_end: None }
    }

    /// Returns the bounds, narrowed by those of the format, and the format with the bounds that were used.
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

    /// Returns whether a bound is that of the format itself.
    pub(crate) fn ends_at(self, bound: Bound) -> bool {
        [self.distant_start, self.distant_end].contains(&Some(bound))
            || [self.least, self.most].into_iter().flatten().any(|end| bound == Bound::including(end))
    }
}

impl Schema {
    /// Sets `format: int8`.
    pub const fn int8(self) -> Self {
        self.integer_format(IntegerFormat::between("int8", i8::MIN as i64, i8::MAX as i64))
    }

    /// Sets `format: int16`.
    pub const fn int16(self) -> Self {
        self.integer_format(IntegerFormat::between("int16", i16::MIN as i64, i16::MAX as i64))
    }

    /// Sets `format: int32`.
    pub const fn int32(self) -> Self {
        self.integer_format(IntegerFormat::between("int32", i32::MIN as i64, i32::MAX as i64))
    }

    /// Sets `format: int64`. It is not checked for an `i64`.
    pub const fn int64(mut self) -> Self {
        let (distant_start, distant_end) = (Some(Bound::including(i64::MIN)), Some(Bound::including(i64::MAX)));
        self.integer_format =
            Some(IntegerFormat { name: "int64", least: None, most: None, distant_start, distant_end });
        self
    }

    /// Sets `format: uint8`.
    pub const fn uint8(self) -> Self {
        self.integer_format(IntegerFormat::between("uint8", 0, u8::MAX as i64))
    }

    /// Sets `format: uint16`.
    pub const fn uint16(self) -> Self {
        self.integer_format(IntegerFormat::between("uint16", 0, u16::MAX as i64))
    }

    /// Sets `format: uint32`.
    pub const fn uint32(self) -> Self {
        self.integer_format(IntegerFormat::between("uint32", 0, u32::MAX as i64))
    }

    /// Sets `format: uint64`.
    pub const fn uint64(self) -> Self {
        let distant_end = Some(Bound { limit: Number::Decimal("18446744073709551615"), exclusive: false });
        self.integer_format(IntegerFormat {
            name: "uint64",
            least: Some(0),
            most: None,
            distant_start: None,
            distant_end,
        })
    }

    const fn integer_format(mut self, format: IntegerFormat) -> Self {
        (self.minimum, self.maximum, self.integer_format) = format.narrow(self.minimum, self.maximum);
        self.keywords = self.keywords.union(KeywordSet::NUMBER);
        self
    }
}
