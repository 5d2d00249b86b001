//! Tuple and struct variants, as `serde_json` writes them: an object with one property, named after the variant.

use serde::Serialize;
use serde::ser::{SerializeStructVariant, SerializeTupleVariant};
use serde_json::{Map, Value};

use super::applicators::validate;
use super::reporter::Abort;
use super::{ANY, Outcome, Validator};

/// Collects the fields of a variant, and validates them at the end: an object within an object ends there.
pub(super) struct VariantValidator<'a, C> {
    validator: Validator<'a>,
    name: &'static str,
    content: C,
}

impl<'a, C: Default + Into<Value>> VariantValidator<'a, C> {
    pub(super) fn new(validator: Validator<'a>, name: &'static str) -> Self {
        Self { validator, name, content: C::default() }
    }

    /// Returns the field as a value; reports what a `Value` cannot represent.
    fn keep<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<Value, Abort> {
        validate(&value, &ANY, &self.validator.path.property(self.name, 0), self.validator.reporter)?;
        serde_json::to_value(value).map_err(|_| Abort::Unserializable)
    }

    fn finish(self) -> Result<Outcome, Abort> {
        Map::from_iter([(self.name.to_owned(), self.content.into())]).serialize(self.validator)
    }
}

impl SerializeTupleVariant for VariantValidator<'_, Vec<Value>> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Abort> {
        let value = self.keep(value)?;
        self.content.push(value);
        Ok(())
    }

    fn end(self) -> Result<Outcome, Abort> {
        self.finish()
    }
}

impl SerializeStructVariant for VariantValidator<'_, Map<String, Value>> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Abort> {
        let value = self.keep(value)?;
        self.content.insert(name.to_owned(), value);
        Ok(())
    }

    fn end(self) -> Result<Outcome, Abort> {
        self.finish()
    }
}
