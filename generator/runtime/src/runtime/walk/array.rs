//! Arrays: `items`, `minItems`, `maxItems`, `uniqueItems`, `prefixItems`, `contains`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeTuple, SerializeTupleStruct};

use super::canonical::canonical;
use super::compose::judge;
use super::show::{Shown, counted};
use super::sink::{Halt, Words};
use super::{ANY, Judge, Met, Walker};
use crate::runtime::schema::{Later, Schema, Types};

/// The items of an array, judged as they come.
pub(super) struct Items<'a> {
    walker: Walker<'a>,
    schema: &'static Schema,
    count: u64,
    /// How many items satisfy `contains`.
    contained: u64,
    /// The first place of each value that was met, for `uniqueItems` alone.
    met: Option<BTreeMap<String, u64>>,
}

impl<'a> Items<'a> {
    #[inline]
    pub(super) fn new(mut walker: Walker<'a>) -> Result<Self, Halt> {
        walker.expect_type(Types::ARRAY, Shown::Array)?;
        let schema = walker.schema.items.map_or(&ANY, |items| items.get());
        Ok(Self { walker, schema, count: 0, contained: 0, met: None })
    }

    /// Judges one item.
    pub(super) fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        let index = self.count;
        self.count += 1;
        if let Some(later) = self.walker.schema.later {
            self.item_by_place(later, index, &mut |schema, place, sink| judge(value, schema, place, sink))?;
        } else if !self.walker.leaves_to_others(self.schema) {
            judge(value, self.schema, &self.walker.place.item(index), self.walker.sink)?;
        }
        if self.walker.schema.unique_items
            && let Some(text) = canonical(value)
        {
            self.expect_new(text, index)?;
        }
        Ok(())
    }

    /// Judges one item where its place, or how many are like it, may matter.
    #[inline(never)]
    fn item_by_place(&mut self, later: &Later, index: u64, judge: Judge<'_>) -> Result<(), Halt> {
        let place = self.walker.place.item(index);
        let prefix = usize::try_from(index).ok().and_then(|index| later.prefix_items.get(index));
        let schema = prefix.map_or(self.schema, |schema| schema.get());
        if !self.walker.leaves_to_others(schema) {
            judge(schema, &place, self.walker.sink)?;
        }
        if let Some(contains) = later.contains
            && self.walker.sink.finds_nothing(&place, |probe| judge(contains.get(), &place, probe))?
        {
            self.contained += 1;
        }
        Ok(())
    }

    fn expect_new(&mut self, text: String, index: u64) -> Result<(), Halt> {
        let first = *self.met.get_or_insert_default().entry(text).or_insert(index);
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
        match self.walker.schema.later {
            Some(later) if later.contains.is_some() => self.expect_contained(later)?,
            _ => {}
        }
        Ok(Met::Array)
    }

    /// Judges the array by `contains`, `minContains` and `maxContains`.
    fn expect_contained(&mut self, later: &Later) -> Result<(), Halt> {
        let (count, min, max) = (self.contained, later.min_contains, later.max_contains);
        let satisfy = || {
            let verb = if count == 1 { "satisfies" } else { "satisfy" };
            format!("{} {verb} the schema of contains", counted(count, "item"))
        };
        if count == 0 && min == 1 {
            self.walker.report("contains", || Words::new("no item satisfies the schema of contains".to_owned()))?;
        } else if count < min {
            self.walker.report("minContains", || {
                Words::with_bound(min.to_string(), format!("{}, fewer than the minimum {min}", satisfy()))
            })?;
        }
        if count > max {
            self.walker.report("maxContains", || {
                Words::with_bound(max.to_string(), format!("{}, more than the maximum {max}", satisfy()))
            })?;
        }
        Ok(())
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
