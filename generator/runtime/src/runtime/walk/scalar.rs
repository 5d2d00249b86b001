//! What any value is judged by: its type, and, unless it is an array or object, `enum`.

use super::show::{Shown, describe_literals, literal_text, literals_text, name_type};
use super::sink::{Halt, Words};
use super::{Met, Walker};
use crate::runtime::schema::{Literal, Types};

impl Walker<'_> {
    /// Judges a value of the type `met` by `type`.
    pub(super) fn expect_type(&mut self, met: Types, shown: Shown<'_>) -> Result<(), Halt> {
        if self.schema.types.allow(met) { Ok(()) } else { self.report_type(shown) }
    }

    #[cold]
    fn report_type(&mut self, shown: Shown<'_>) -> Result<(), Halt> {
        let (name, described) = name_type(self.schema.types);
        let redacted = self.sink.is_redacted(self.place);
        self.report("type", || Words::with_bound(name, format!("{} is not {described}", shown.describe(redacted))))?;
        Err(Halt::WrongType)
    }

    /// Judges a value by `enum`; `equals` compares it with one of the values there.
    pub(super) fn expect_listed(&mut self, shown: Shown<'_>, equals: impl Fn(&Literal) -> bool) -> Result<(), Halt> {
        match self.schema.values {
            Some(values) if !values.iter().any(equals) => self.report_unlisted(values, shown),
            _ => Ok(()),
        }
    }

    #[cold]
    pub(super) fn report_unlisted(&mut self, values: &'static [Literal], shown: Shown<'_>) -> Result<(), Halt> {
        let redacted = self.sink.is_redacted(self.place);
        let listed_by = self.schema.listed_by;
        self.report(listed_by, || {
            let subject = shown.subject(redacted);
            let sentence = match values.len() {
                0 => "no value is allowed here".to_owned(),
                1 => format!("{subject} is not {}", describe_literals(values)),
                _ => format!("{subject} is not one of {}", describe_literals(values)),
            };
            let bound = match (listed_by, values) {
                ("const", [only]) => literal_text(*only),
                ("false", _) => "false".to_owned(),
                _ => literals_text(values),
            };
            Words::with_bound(bound, sentence)
        })
    }

    /// Judges `null`.
    pub(super) fn null(mut self) -> Result<Met, Halt> {
        if self.schema.nullable || self.excuses_null {
            return Ok(Met::Excused);
        }
        self.expect_type(Types::NULL, Shown::Null)?;
        self.expect_listed(Shown::Null, |literal| *literal == Literal::Null)?;
        Ok(Met::Scalar)
    }

    /// Judges `true` or `false`.
    pub(super) fn boolean(mut self, value: bool) -> Result<Met, Halt> {
        if self.schema.types.allow(Types::BOOLEAN) && self.schema.takes_any_boolean() {
            return Ok(Met::Scalar);
        }
        let shown = Shown::Boolean(value);
        self.expect_type(Types::BOOLEAN, shown)?;
        self.expect_listed(shown, |literal| *literal == Literal::Boolean(value))?;
        Ok(Met::Scalar)
    }
}
