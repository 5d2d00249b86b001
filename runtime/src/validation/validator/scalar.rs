//! Keywords that apply to all scalars: `type` and `enum`.

use super::message::{DisplayValue, describe_literals, literal_text, literals_text, name_type};
use super::reporter::{Abort, Message};
use super::{Outcome, Validator};
use crate::runtime::validation::schema::{Literal, Types};

impl Validator<'_> {
    /// Checks `type` for a value of the type `outcome`.
    pub(super) fn check_type(&mut self, outcome: Types, shown: DisplayValue<'_>) -> Result<(), Abort> {
        if self.schema.types.allow(outcome) { Ok(()) } else { self.report_type(shown) }
    }

    #[cold]
    fn report_type(&mut self, shown: DisplayValue<'_>) -> Result<(), Abort> {
        let (name, described) = name_type(self.schema.types);
        let redacted = self.reporter.is_redacted(self.path);
        self.report("type", || Message::with_bound(name, format!("{} is not {described}", shown.describe(redacted))))?;
        Err(Abort::WrongType)
    }

    /// Checks `enum`; `equals` compares the value with a value of the schema.
    pub(super) fn check_enum(
        &mut self,
        shown: DisplayValue<'_>,
        equals: impl Fn(&Literal) -> bool,
    ) -> Result<(), Abort> {
        match self.schema.enum_values {
            Some(values) if !values.iter().any(equals) => self.report_enum(values, shown),
            _ => Ok(()),
        }
    }

    #[cold]
    pub(super) fn report_enum(&mut self, values: &'static [Literal], shown: DisplayValue<'_>) -> Result<(), Abort> {
        let redacted = self.reporter.is_redacted(self.path);
        let enum_keyword = self.schema.enum_keyword;
        self.report(enum_keyword, || {
            let subject = shown.subject(redacted);
            let sentence = match values.len() {
                0 => "no value is allowed here".to_owned(),
                1 => format!("{subject} is not {}", describe_literals(values)),
                _ => format!("{subject} is not one of {}", describe_literals(values)),
            };
            let bound = match (enum_keyword, values) {
                ("const", [only]) => literal_text(*only),
                ("false", _) => "false".to_owned(),
                _ => literals_text(values),
            };
            Message::with_bound(bound, sentence)
        })
    }

    /// Validates `null`.
    pub(super) fn null(mut self) -> Result<Outcome, Abort> {
        if self.schema.nullable || self.allows_null {
            return Ok(Outcome::AllowedNull);
        }
        self.check_type(Types::NULL, DisplayValue::Null)?;
        self.check_enum(DisplayValue::Null, |literal| *literal == Literal::Null)?;
        Ok(Outcome::Scalar)
    }

    /// Validates `true` or `false`.
    pub(super) fn boolean(mut self, value: bool) -> Result<Outcome, Abort> {
        if self.schema.types.allow(Types::BOOLEAN) && self.schema.accepts_any_boolean() {
            return Ok(Outcome::Scalar);
        }
        let shown = DisplayValue::Boolean(value);
        self.check_type(Types::BOOLEAN, shown)?;
        self.check_enum(shown, |literal| *literal == Literal::Boolean(value))?;
        Ok(Outcome::Scalar)
    }
}
