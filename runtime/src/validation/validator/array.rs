//! Arrays: `items`, `minItems`, `maxItems`, `uniqueItems`, `prefixItems`, `contains`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeTuple, SerializeTupleStruct};

use super::applicators::validate;
use super::canonical::canonical;
use super::instance::Instance;
use super::message::{DisplayValue, counted};
use super::reporter::{Abort, Message};
use super::{ANY, Outcome, Validator};
use crate::runtime::validation::schema::{Keywords2020, Schema, Types};

/// Validates an array, item by item.
pub(super) struct ArrayValidator<'a> {
    validator: Validator<'a>,
    schema: &'static Schema,
    count: u64,
    /// How many items satisfy `contains`.
    contained: u64,
    /// The first index of each value, for `uniqueItems`.
    seen: Option<BTreeMap<String, u64>>,
}

impl<'a> ArrayValidator<'a> {
    #[inline]
    pub(super) fn new(mut validator: Validator<'a>) -> Result<Self, Abort> {
        validator.check_type(Types::ARRAY, DisplayValue::Array)?;
        let schema = validator.schema.items.map_or(&ANY, |items| items.get());
        Ok(Self { validator, schema, count: 0, contained: 0, seen: None })
    }

    /// Validates one item.
    pub(super) fn item(&mut self, value: &dyn Instance) -> Result<(), Abort> {
        let index = self.count;
        self.count += 1;
        if let Some(keywords) = self.validator.schema.keywords_2020 {
            self.item_by_index(keywords, index, value)?;
        } else if !self.validator.is_left_to_applicators(self.schema) {
            validate(value, self.schema, &self.validator.path.item(index), self.validator.reporter)?;
        }
        if self.validator.schema.unique_items
            && let Some(text) = canonical(value)
        {
            self.check_new(text, index)?;
        }
        Ok(())
    }

    /// Validates one item of a schema with keywords of 2020-12, some of which apply by index or count.
    #[inline(never)]
    fn item_by_index(&mut self, keywords: &Keywords2020, index: u64, value: &dyn Instance) -> Result<(), Abort> {
        let path = self.validator.path.item(index);
        let prefix = usize::try_from(index).ok().and_then(|index| keywords.prefix_items.get(index));
        let schema = prefix.map_or(self.schema, |schema| schema.get());
        if !self.validator.is_left_to_applicators(schema) {
            validate(value, schema, &path, self.validator.reporter)?;
        }
        if let Some(contains) = keywords.contains
            && self
                .validator
                .reporter
                .is_valid_silently(&path, |probe| validate(value, contains.get(), &path, probe))?
        {
            self.contained += 1;
        }
        Ok(())
    }

    fn check_new(&mut self, text: String, index: u64) -> Result<(), Abort> {
        let first = *self.seen.get_or_insert_default().entry(text).or_insert(index);
        if first == index {
            return Ok(());
        }
        self.validator
            .report("uniqueItems", || Message::with_bound("true", format!("the items {first} and {index} are equal")))
    }

    /// Validates the array as a whole.
    pub(super) fn finish(mut self) -> Result<Outcome, Abort> {
        let (count, min, max) = (self.count, self.validator.schema.min_items, self.validator.schema.max_items);
        let has = || format!("has {}", counted(count, "item"));
        if count < min {
            self.validator.report("minItems", || {
                Message::with_bound(min.to_string(), format!("{}, fewer than the minimum {min}", has()))
            })?;
        }
        if count > max {
            self.validator.report("maxItems", || {
                Message::with_bound(max.to_string(), format!("{}, more than the maximum {max}", has()))
            })?;
        }
        match self.validator.schema.keywords_2020 {
            Some(keywords) if keywords.contains.is_some() => self.check_contained(keywords)?,
            _ => {}
        }
        Ok(Outcome::Array)
    }

    /// Checks `contains`, `minContains` and `maxContains`.
    fn check_contained(&mut self, keywords: &Keywords2020) -> Result<(), Abort> {
        let (count, min, max) = (self.contained, keywords.min_contains, keywords.max_contains);
        let satisfy = || {
            let verb = if count == 1 { "satisfies" } else { "satisfy" };
            format!("{} {verb} the schema of contains", counted(count, "item"))
        };
        if count == 0 && min == 1 {
            self.validator
                .report("contains", || Message::new("no item satisfies the schema of contains".to_owned()))?;
        } else if count < min {
            self.validator.report("minContains", || {
                Message::with_bound(min.to_string(), format!("{}, fewer than the minimum {min}", satisfy()))
            })?;
        }
        if count > max {
            self.validator.report("maxContains", || {
                Message::with_bound(max.to_string(), format!("{}, more than the maximum {max}", satisfy()))
            })?;
        }
        Ok(())
    }
}

impl SerializeSeq for ArrayValidator<'_> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Abort> {
        self.item(&value)
    }

    fn end(self) -> Result<Outcome, Abort> {
        self.finish()
    }
}

impl SerializeTuple for ArrayValidator<'_> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Abort> {
        self.item(&value)
    }

    fn end(self) -> Result<Outcome, Abort> {
        self.finish()
    }
}

impl SerializeTupleStruct for ArrayValidator<'_> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Abort> {
        self.item(&value)
    }

    fn end(self) -> Result<Outcome, Abort> {
        self.finish()
    }
}
