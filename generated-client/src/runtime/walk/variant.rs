//! Tuple and struct variants, as `serde_json` writes them: an object whose one member is named after the variant.

use serde::Serialize;
use serde::ser::{SerializeStructVariant, SerializeTupleVariant};
use serde_json::{Map, Value};

use super::compose::judge;
use super::sink::Halt;
use super::{ANY, Met, Walker};

/// The fields of a variant, kept until all are known: two places of the document close at their end.
pub(super) struct Variant<'a, C> {
    walker: Walker<'a>,
    name: &'static str,
    content: C,
}

impl<'a, C: Default + Into<Value>> Variant<'a, C> {
    pub(super) fn new(walker: Walker<'a>, name: &'static str) -> Self {
        Self { walker, name, content: C::default() }
    }

    /// Returns the field as a value, which reports what no `Value` holds.
    fn keep<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<Value, Halt> {
        judge(value, &ANY, &self.walker.place.member(self.name, 0), self.walker.sink)?;
        serde_json::to_value(value).map_err(|_| Halt::Unwritable)
    }

    fn finish(self) -> Result<Met, Halt> {
        Map::from_iter([(self.name.to_owned(), self.content.into())]).serialize(self.walker)
    }
}

impl SerializeTupleVariant for Variant<'_, Vec<Value>> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        let value = self.keep(value)?;
        self.content.push(value);
        Ok(())
    }

    fn end(self) -> Result<Met, Halt> {
        self.finish()
    }
}

impl SerializeStructVariant for Variant<'_, Map<String, Value>> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Halt> {
        let value = self.keep(value)?;
        self.content.insert(name.to_owned(), value);
        Ok(())
    }

    fn end(self) -> Result<Met, Halt> {
        self.finish()
    }
}
