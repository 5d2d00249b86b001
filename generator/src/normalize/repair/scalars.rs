//! Checks and repairs of strings, booleans and numbers.

use serde_json::{Number, Value};

use crate::json::decimal::is_beyond_f64;
use crate::load::number;
use crate::normalize::spec::Limit;
use crate::normalize::spelling::nearest;
use crate::normalize::version::Version;
use crate::normalize::walker::{Disposition, Walker};

impl Walker<'_> {
    /// Checks a string; a number or a boolean is replaced by its source text.
    pub(in crate::normalize) fn check_string(&mut self, value: &mut Value) -> Disposition {
        match value {
            Value::String(_) => Disposition::Keep,
            Value::Null => self.ignore_null("a string"),
            Value::Bool(_) | Value::Number(_) => {
                let text = self.literal().map_or_else(|| value.to_string(), str::to_owned);
                self.repair("a string", value, Value::String(text))
            }
            other => self.wrong_type("a string", other),
        }
    }

    /// Checks one of several strings; differences in case are repaired.
    pub(in crate::normalize) fn check_enum(
        &mut self,
        values: &'static [&'static str],
        value: &mut Value,
    ) -> Disposition {
        if value.is_null() {
            return self.ignore_null("a string");
        }
        let Some(text) = value.as_str() else { return self.wrong_type("a string", value) };
        if values.contains(&text) {
            return Disposition::Keep;
        }
        if let Some(known) = values.iter().find(|known| known.eq_ignore_ascii_case(text)) {
            let expected = format!("`{known}`");
            return self.repair(&expected, value, Value::String((*known).to_owned()));
        }
        let help = match nearest(text, values.iter().copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None if matches!(text, "body" | "formData") => "describe the body in `requestBody`".to_owned(),
            None => format!("write one of {}", values.join(", ")),
        };
        self.error("wrong-value", format!("expected one of {}, found `{text}`", values.join(", ")), help);
        Disposition::Drop
    }

    /// Checks a boolean; an equivalent string or number is repaired.
    pub(in crate::normalize) fn check_boolean(&mut self, value: &mut Value) -> Disposition {
        match value {
            Value::Bool(_) => Disposition::Keep,
            Value::Null => self.ignore_null("a boolean"),
            other => match parse_boolean(other) {
                Some(boolean) => self.repair("a boolean", other, Value::Bool(boolean)),
                None => self.wrong_type("a boolean", other),
            },
        }
    }

    /// Checks a number; a numeric string is repaired.
    pub(in crate::normalize) fn check_number(&mut self, value: &mut Value) -> Disposition {
        match value {
            Value::Number(_) => Disposition::Keep,
            Value::Null => self.ignore_null("a number"),
            Value::String(text) => match number::parse(text.trim()) {
                Some(number) => self.repair("a number", value, Value::Number(number)),
                None if is_beyond_f64(text.trim()) => self.keep_out_of_range(value),
                None => self.wrong_type("a number", value),
            },
            other => self.wrong_type("a number", other),
        }
    }

    /// Keeps the text of a number that does not fit into an `f64`; a quoted one is reported.
    fn keep_out_of_range(&mut self, value: &mut Value) -> Disposition {
        if self.is_quoted() {
            let text = value.as_str().unwrap_or_default().trim().to_owned();
            self.warning(
                "wrong-type",
                format!("expected a number, found {value}: it is read as {text}"),
                format!("write {text}"),
            );
        }
        Disposition::Keep
    }

    /// Checks a non-negative integer. `2.0` and `"2"` are repaired; bounds without effect are ignored, and too large
    /// ones are clamped.
    pub(in crate::normalize) fn check_non_negative(&mut self, side: Limit, value: &mut Value) -> Disposition {
        const EXPECTED: &str = "a non-negative integer";
        let number = match value {
            Value::Number(number) => Some(number.clone()),
            Value::String(text) => number::parse(text.trim()),
            Value::Null => return self.ignore_null(EXPECTED),
            _ => None,
        };
        if value.is_u64() {
            return Disposition::Keep;
        }
        match (number.as_ref().map(classify), side) {
            (Some(IntegerClass::Exact(count)), _) if self.version() == Version::V31 && value.is_number() => {
                // In JSON Schema 2020-12, 2.0 is an integer.
                *value = count.into();
                Disposition::Keep
            }
            (Some(IntegerClass::Exact(count)), _) => self.repair(EXPECTED, value, count.into()),
            (Some(IntegerClass::TooLarge), Limit::Min) => self.repair(EXPECTED, value, u64::MAX.into()),
            (Some(IntegerClass::TooLarge), Limit::Max) => self.ignore_bound(value, "no value is that large"),
            (Some(IntegerClass::Negative), Limit::Min) => self.ignore_bound(value, "no value is that small"),
            (Some(IntegerClass::Negative | IntegerClass::Fraction) | None, _) => self.wrong_integer(EXPECTED, value),
        }
    }

    fn wrong_integer(&mut self, expected: &str, value: &Value) -> Disposition {
        if !value.is_number() {
            return self.wrong_type(expected, value);
        }
        self.error("wrong-value", format!("expected {expected}, found {value}"), "correct the number");
        Disposition::Drop
    }

    fn ignore_bound(&mut self, value: &Value, why: &str) -> Disposition {
        self.warning("wrong-value", format!("{value} has no effect, since {why}: it is ignored"), "remove it");
        Disposition::Drop
    }

    fn repair(&mut self, expected: &str, value: &mut Value, replacement: Value) -> Disposition {
        self.repaired(expected, value, &replacement);
        *value = replacement;
        Disposition::Keep
    }
}

/// Returns the boolean for a string, as in YAML 1.1, or a number.
fn parse_boolean(value: &Value) -> Option<bool> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_ascii_lowercase);
    match text.as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// A number, classified as a non-negative integer.
#[derive(Debug, PartialEq, Eq)]
enum IntegerClass {
    Exact(u64),
    Negative,
    Fraction,
    TooLarge,
}

/// Classifies a number.
fn classify(number: &Number) -> IntegerClass {
    if let Some(count) = number.as_u64() {
        return IntegerClass::Exact(count);
    }
    match number.as_f64() {
        Some(value) if value < 0.0 => IntegerClass::Negative,
        Some(value) if value.fract() != 0.0 => IntegerClass::Fraction,
        // 2 to the power of 64, the smallest float that does not fit into a u64.
        Some(value) if value < 18_446_744_073_709_551_616.0 => IntegerClass::Exact(truncate(value)),
        _ => IntegerClass::TooLarge,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the caller has checked both")]
fn truncate(value: f64) -> u64 {
    value as u64
}

#[cfg(test)]
mod tests {
    use serde_json::Number;

    use super::{IntegerClass, classify};

    fn of(text: &str) -> IntegerClass {
        classify(&text.parse::<Number>().expect("a number"))
    }

    #[test]
    fn an_integral_float_is_an_integer() {
        assert_eq!(of("2.0"), IntegerClass::Exact(2));
    }

    #[test]
    fn a_fraction_is_not_an_integer() {
        assert_eq!(of("2.5"), IntegerClass::Fraction);
    }

    #[test]
    fn a_negative_number_is_classified() {
        assert_eq!(of("-1"), IntegerClass::Negative);
    }

    #[test]
    fn a_number_over_64_bits_is_too_large() {
        assert_eq!(of("18446744073709551616"), IntegerClass::TooLarge);
        assert_eq!(of("18446744073709551615"), IntegerClass::Exact(u64::MAX));
    }
}
