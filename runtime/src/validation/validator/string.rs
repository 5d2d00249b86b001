//! Strings: `minLength`, `maxLength`, `pattern`, `format`, `enum`.

use super::message::{DisplayValue, counted};
use super::reporter::{Abort, Message};
use super::{Outcome, Validator};
use crate::runtime::validation::schema::{Literal, Schema, Types};

impl Validator<'_> {
    /// Validates a string.
    #[inline]
    pub(super) fn text(self, text: &str) -> Result<Outcome, Abort> {
        if self.schema.types.allow(Types::STRING) && self.schema.accepts_any_string() {
            return Ok(Outcome::Scalar);
        }
        self.text_by_keyword(text)
    }

    /// Returns whether the schema requires only a string of a format that the value's type guarantees.
    #[inline]
    pub(super) fn accepts_format(&self, format: &str) -> bool {
        let schema = self.schema;
        schema.types.allow(Types::STRING)
            && schema.format.is_some_and(|asked| asked.name == format)
            && schema.pattern.is_none()
            && schema.enum_values.is_none()
            && (schema.min_length, schema.max_length) == (0, u64::MAX)
    }

    #[inline(never)]
    fn text_by_keyword(mut self, text: &str) -> Result<Outcome, Abort> {
        self.check_type(Types::STRING, DisplayValue::Text(text))?;
        self.check_length(text)?;
        if let Some(pattern) = self.schema.pattern
            && !(pattern.is_match)(text)
        {
            self.report_text(text, "pattern", &pattern.source, |subject| {
                format!("{subject} does not match the pattern {}", pattern.source)
            })?;
        }
        if let Some(format) = self.schema.format
            && !(format.is_valid)(text)
        {
            self.report_text(text, "format", &format.name, |subject| {
                format!("{subject} is not of the format {}", format.name)
            })?;
        }
        self.check_enum(
            DisplayValue::Text(text),
            |literal| matches!(literal, Literal::String(value) if *value == text),
        )?;
        Ok(Outcome::Scalar)
    }

    fn check_length(&mut self, text: &str) -> Result<(), Abort> {
        if has_plain_length(self.schema, text) {
            return Ok(());
        }
        let (min, max) = (self.schema.min_length, self.schema.max_length);
        let count = as_u64(text.chars().count());
        let long = |subject| format!("{subject} is {} long", counted(count, "character"));
        if count < min {
            self.report_text(text, "minLength", &min, |subject| {
                format!("{}, shorter than the minimum {min}", long(subject))
            })?;
        }
        if count > max {
            self.report_text(text, "maxLength", &max, |subject| {
                format!("{}, longer than the maximum {max}", long(subject))
            })?;
        }
        Ok(())
    }

    #[cold]
    fn report_text(
        &mut self,
        text: &str,
        keyword: &'static str,
        bound: &dyn ToString,
        sentence: impl FnOnce(String) -> String,
    ) -> Result<(), Abort> {
        let redacted = self.reporter.is_redacted(self.path);
        self.report(keyword, || {
            Message::with_bound(bound.to_string(), sentence(DisplayValue::Text(text).subject(redacted)))
        })
    }
}

/// Returns whether the length is valid without counting characters: each takes one to four bytes.
#[inline]
fn has_plain_length(schema: &Schema, text: &str) -> bool {
    let bytes = as_u64(text.len());
    bytes / 4 >= schema.min_length && bytes <= schema.max_length
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
