//! Arrays: `items`, `minItems`, `maxItems`, `uniqueItems`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeTuple, SerializeTupleStruct};

use super::canonical::canonical;
use super::compose::judge;
use super::show::{Shown, counted};
use super::sink::{Halt, Words};
use super::{Met, Walker};
use crate::runtime::schema::{Schema, Types};

static ANY: Schema = Schema::ANY;

/// The items of an array, judged as they come.
pub(super) struct Items<'a> {
    walker: Walker<'a>,
    schema: &'static Schema,
    count: u64,
    /// The first place of each value that was met, for `uniqueItems` alone.
    met: BTreeMap<String, u64>,
}

impl<'a> Items<'a> {
    #[inline]
    pub(super) fn new(mut walker: Walker<'a>) -> Result<Self, Halt> {
        walker.expect(Types::ARRAY, Shown::Array)?;
        let schema = walker.schema.items.map_or(&ANY, |items| items.get());
        Ok(Self { walker, schema, count: 0, met: BTreeMap::new() })
    }

    /// Judges one item.
    pub(super) fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        let index = self.count;
        self.count += 1;
        judge(value, self.schema, &self.walker.place.item(index), self.walker.sink)?;
        if self.walker.schema.unique_items
            && let Some(text) = canonical(value)
        {
            self.expect_new(text, index)?;
        }
        Ok(())
    }

    fn expect_new(&mut self, text: String, index: u64) -> Result<(), Halt> {
        let first = *self.met.entry(text).or_insert(index);
        if first == index {
            return Ok(());
        }
        self.walker
            .report("uniqueItems", || Words::with_bound("true", format!("the items {first} and {index} are equal")))
    }

    /// Judges the array as a whole.
    pub(super) fn finish(mut self) -> Result<Met, Halt> {
        let (count, min, max) = (self.count, self.walker.schema.min_items, self.walker.schema.max_items);
        let has = || format!("has {}", counted(count, "item"));
        if count < min {
            self.walker.report("minItems", || {
                Words::with_bound(min.to_string(), format!("{}, fewer than the minimum {min}", has()))
            })?;
        }
        if count > max {
            self.walker.report("maxItems", || {
                Words::with_bound(max.to_string(), format!("{}, more than the maximum {max}", has()))
            })?;
        }
        Ok(Met::Array)
    }
}

impl SerializeSeq for Items<'_> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        self.item(value)
    }

    fn end(self) -> Result<Met, Halt> {
        self.finish()
    }
}

impl SerializeTuple for Items<'_> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        self.item(value)
    }

    fn end(self) -> Result<Met, Halt> {
        self.finish()
    }
}

impl SerializeTupleStruct for Items<'_> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        self.item(value)
    }

    fn end(self) -> Result<Met, Halt> {
        self.finish()
    }
}
