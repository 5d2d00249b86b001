//! Strings: `minLength`, `maxLength`, `pattern`, `format`, `enum`.

use super::show::{Shown, counted};
use super::sink::{Halt, Words};
use super::{Met, Walker};
use crate::runtime::schema::{Literal, Types};

impl Walker<'_> {
    /// Judges a string.
    pub(super) fn text(mut self, text: &str) -> Result<Met, Halt> {
        self.expect(Types::STRING, Shown::Text(text))?;
        self.expect_length(text)?;
        if let Some(pattern) = self.schema.pattern
            && !(pattern.is_match)(text)
        {
            self.report_text(text, "pattern", &pattern.source, |subject| {
                format!("{subject} does not match the pattern {}", pattern.source)
            })?;
        }
        if let Some(format) = self.schema.format
            && !(format.holds)(text)
        {
            self.report_text(text, "format", &format.name, |subject| {
                format!("{subject} is not of the format {}", format.name)
            })?;
        }
        self.expect_listed(Shown::Text(text), |literal| matches!(literal, Literal::String(value) if *value == text))?;
        Ok(Met::Scalar)
    }

    fn expect_length(&mut self, text: &str) -> Result<(), Halt> {
        let (min, max) = (self.schema.min_length, self.schema.max_length);
        // A character takes one to four bytes, so that most lengths need no count of characters.
        let bytes = as_u64(text.len());
        if bytes / 4 >= min && bytes <= max {
            return Ok(());
        }
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
    ) -> Result<(), Halt> {
        let redacted = self.sink.is_redacted(self.place);
        self.report(keyword, || Words::with_bound(bound.to_string(), sentence(Shown::Text(text).subject(redacted))))
    }
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
