//! Numbers: `minimum`, `maximum`, `multipleOf`, `enum`, all without rounding.

use std::cmp::Ordering;

use super::decimal::{self, Decimal};
use super::message::{DisplayValue, number_text};
use super::reporter::{Abort, Message};
use super::stack_string::with_text;
use super::{Outcome, Validator};
use crate::runtime::validation::schema::{Bound, Literal, Number, Schema, Types};

/// A number to validate.
#[derive(Clone, Copy)]
enum Numeral<'a> {
    Integer(i128),
    Decimal(Decimal<'a>),
}

/// The last of the integers that all are floats as well, so that floats compare with them exactly.
const LAST_EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

impl Validator<'_> {
    /// Validates an integer of 64 bits.
    #[inline]
    pub(super) fn small_integer(self, value: i64) -> Result<Outcome, Abort> {
        if self.schema.types.allow(Types::INTEGER)
            && (self.schema.accepts_any_number() || is_inside(self.schema, value, Some))
        {
            return Ok(Outcome::Scalar);
        }
        self.integer(value.into())
    }

    /// Validates an integer.
    pub(super) fn integer(mut self, value: i128) -> Result<Outcome, Abort> {
        with_text(format_args!("{value}"), |text| self.validate_number(Types::INTEGER, Numeral::Integer(value), text))
    }

    /// Validates a float as the shortest decimal that reads as this float, which is how it is written.
    pub(super) fn float(mut self, value: f64) -> Result<Outcome, Abort> {
        if !value.is_finite() {
            return self.report_not_finite(value);
        }
        if self.schema.types.allow(Types::NUMBER)
            && self.schema.integer_format.is_none()
            && (self.schema.accepts_any_number() || is_inside(self.schema, value, exact_float))
        {
            return Ok(Outcome::Scalar);
        }
        with_text(format_args!("{value:?}"), |text| self.number_text(text))
    }

    /// Validates a number as JSON text. It is an integer if it has neither fraction nor exponent, or, where the schema says so, if its
    /// value is one.
    pub(super) fn number_text(&mut self, text: &str) -> Result<Outcome, Abort> {
        let Some(decimal) = Decimal::parse(text) else { return Err(Abort::Unserializable) };
        let outcome = if !text.contains(['.', 'e', 'E']) {
            Types::INTEGER
        } else if decimal.is_whole() && self.schema.types.allow(Types::INTEGER_2020) {
            Types::INTEGER_2020
        } else {
            Types::NUMBER
        };
        self.validate_number(outcome, Numeral::Decimal(decimal), text)
    }

    #[cold]
    fn report_not_finite(&mut self, value: f64) -> Result<Outcome, Abort> {
        let sentence = if value.is_nan() { "NaN is not a JSON number" } else { "infinity is not a JSON number" };
        self.report("type", || Message::with_bound("number", sentence.to_owned()))?;
        Ok(Outcome::Scalar)
    }

    /// Validates a number, keyword by keyword.
    fn validate_number(&mut self, outcome: Types, numeral: Numeral<'_>, text: &str) -> Result<Outcome, Abort> {
        let (schema, shown) = (self.schema, DisplayValue::Number(text));
        self.check_type(outcome, shown)?;
        let distant_start = schema.integer_format.and_then(|format| format.distant_start);
        if let Some(bound) = schema.minimum.filter(|bound| !above(numeral, *bound)) {
            let (keyword, fault) = if bound.exclusive {
                ("exclusiveMinimum", "is not greater than the exclusive minimum")
            } else {
                ("minimum", "is less than the minimum")
            };
            self.report_bound(shown, keyword, bound, fault)?;
        } else if let Some(start) = distant_start.filter(|start| !above(numeral, *start)) {
            self.report_bound(shown, "minimum", start, "is less than the minimum")?;
        }
        let distant_end = schema.integer_format.and_then(|format| format.distant_end);
        if let Some(bound) = schema.maximum.filter(|bound| !below(numeral, *bound)) {
            let (keyword, fault) = if bound.exclusive {
                ("exclusiveMaximum", "is not less than the exclusive maximum")
            } else {
                ("maximum", "is greater than the maximum")
            };
            self.report_bound(shown, keyword, bound, fault)?;
        } else if let Some(end) = distant_end.filter(|end| !below(numeral, *end)) {
            self.report_bound(shown, "maximum", end, "is greater than the maximum")?;
        }
        if let Some(divisor) = schema.multiple_of.filter(|divisor| !numeral.is_multiple_of(*divisor)) {
            self.report_number(shown, "multipleOf", divisor, "is not a multiple of")?;
        }
        self.check_enum(shown, |literal| numeral.equals(literal))?;
        Ok(Outcome::Scalar)
    }

    /// Reports a violated bound: of the document, or of the integer format.
    #[cold]
    fn report_bound(
        &mut self,
        shown: DisplayValue<'_>,
        keyword: &'static str,
        bound: Bound,
        fault: &'static str,
    ) -> Result<(), Abort> {
        let Some(format) = self.schema.integer_format.filter(|format| format.ends_at(bound)) else {
            return self.report_number(shown, keyword, bound.limit, fault);
        };
        let redacted = self.reporter.is_redacted(self.path);
        self.report("format", || {
            let sentence = format!("{} is not of the format {}", shown.subject(redacted), format.name);
            Message::with_bound(format.name, sentence)
        })
    }

    #[cold]
    fn report_number(
        &mut self,
        shown: DisplayValue<'_>,
        keyword: &'static str,
        bound: Number,
        fault: &'static str,
    ) -> Result<(), Abort> {
        let redacted = self.reporter.is_redacted(self.path);
        self.report(keyword, || {
            let bound = number_text(bound);
            let sentence = format!("{} {fault} {bound}", shown.subject(redacted));
            Message::with_bound(bound, sentence)
        })
    }
}

impl Numeral<'_> {
    /// Compares with a number of the schema; `None` if that is not a number.
    fn compare(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(value), Number::Integer(other)) => Some(value.cmp(&i128::from(other))),
            (Self::Decimal(_), _) | (_, Number::Decimal(_)) => self.relate(other, decimal::compare),
        }
    }

    fn is_multiple_of(self, divisor: Number) -> bool {
        match (self, divisor) {
            (Self::Integer(value), Number::Integer(divisor)) => {
                // No remainder means a divisor of zero, or of -1 in the one case that overflows.
                value.checked_rem(i128::from(divisor)).is_none_or(|remainder| remainder == 0)
            }
            _ => self.relate(divisor, decimal::is_multiple).unwrap_or(true),
        }
    }

    fn equals(self, literal: &Literal) -> bool {
        matches!(literal, Literal::Number(number) if self.compare(*number) == Some(Ordering::Equal))
    }

    fn with_decimal<R>(self, read: impl FnOnce(Decimal<'_>) -> R) -> Option<R> {
        match self {
            Self::Integer(value) => with_text(format_args!("{value}"), |text| Decimal::parse(text).map(read)),
            Self::Decimal(decimal) => Some(read(decimal)),
        }
    }

    fn relate<R>(self, other: Number, relate: impl FnOnce(Decimal<'_>, Decimal<'_>) -> R) -> Option<R> {
        let other_numeral = match other {
            Number::Integer(value) => Numeral::Integer(value.into()),
            Number::Decimal(text) => Numeral::Decimal(Decimal::parse(text)?),
        };
        self.with_decimal(|one| other_numeral.with_decimal(|other| relate(one, other))).flatten()
    }
}

/// Returns whether a value is valid against a schema whose only number keywords are bounds that `read` can represent. An `i64` is within
/// every integer format that is not written as such bounds.
#[inline]
fn is_inside<T: PartialOrd + Copy>(schema: &Schema, value: T, read: fn(i64) -> Option<T>) -> bool {
    let limit = |bound: Bound| match bound.limit {
        Number::Integer(limit) => read(limit),
        Number::Decimal(_) => None,
    };
    let is_above = |bound: Bound| limit(bound).is_some_and(|low| value > low || (value == low && !bound.exclusive));
    let is_below = |bound: Bound| limit(bound).is_some_and(|high| value < high || (value == high && !bound.exclusive));
    schema.multiple_of.is_none()
        && schema.enum_values.is_none()
        && schema.minimum.is_none_or(is_above)
        && schema.maximum.is_none_or(is_below)
}

/// Returns the integer as a float, unless that rounds it.
#[allow(clippy::cast_precision_loss, reason = "only integers pass that a float holds")]
fn exact_float(value: i64) -> Option<f64> {
    (value.unsigned_abs() <= LAST_EXACT).then_some(value as f64)
}

/// Returns whether the number is within the lower bound.
fn above(numeral: Numeral<'_>, bound: Bound) -> bool {
    numeral.compare(bound.limit).is_none_or(|order| order.is_gt() || (order.is_eq() && !bound.exclusive))
}

/// Returns whether the number is within the upper bound.
fn below(numeral: Numeral<'_>, bound: Bound) -> bool {
    numeral.compare(bound.limit).is_none_or(|order| order.is_lt() || (order.is_eq() && !bound.exclusive))
}
