//! Objects: `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`.

use std::collections::BTreeSet;
use std::{iter, slice};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct};

use super::applicators::validate;
use super::instance::Instance;
use super::map_key::MapKey;
use super::message::DisplayValue;
use super::property_names;
use super::raw_text::{RawKind, RawText};
use super::reporter::{Abort, Message};
use super::{ANY, Outcome, Validator};
use crate::runtime::validation::schema::{Keywords2020, Property, Required, Schema, Types};

/// Validates an object, property by property.
pub(super) struct ObjectValidator<'a> {
    validator: Validator<'a>,
    /// The properties of the next fields, in order; empty if properties may come in any order.
    expected: slice::Iter<'static, Property>,
    /// The index after the property that came last: properties mostly come in the order of the schema.
    next: usize,
    /// How many properties, from the first one on, were seen or may be missing.
    passed: usize,
    /// How many properties were seen.
    count: u64,
    /// The required properties that were seen, apart from those that `passed` counts: a bit each, for the first 128. The order is that of
    /// `properties`, `required` and `dependentRequired`.
    seen: u128,
    /// State that few objects need. Boxed, so that the rest is cheap to move.
    rare: Option<Box<RareState>>,
}

/// State that few objects need.
#[derive(Default)]
struct RareState {
    /// A key that came without its value.
    key: Option<String>,
    /// The required properties that were seen and have no bit.
    seen: BTreeSet<usize>,
}

impl<'a> ObjectValidator<'a> {
    #[inline]
    pub(super) fn new(mut validator: Validator<'a>) -> Result<Self, Abort> {
        validator.check_type(Types::OBJECT, DisplayValue::Object)?;
        Ok(Self { validator, expected: [].iter(), next: 0, passed: 0, count: 0, seen: 0, rare: None })
    }

    /// Starts with a struct, which may be the one whose fields are the properties of the schema.
    #[inline]
    fn of_struct(validator: Validator<'a>, name: &'static str) -> Result<Self, Abort> {
        let mut object = Self::new(validator)?;
        let schema = object.validator.schema;
        if schema.struct_name == Some(name) && schema.keywords_2020.is_none() {
            object.expected = schema.properties.iter();
            object.passed = schema.properties.len();
        }
        Ok(object)
    }

    /// Validates one property.
    pub(super) fn property(&mut self, name: &str, value: &dyn Instance) -> Result<(), Abort> {
        let number = self.count;
        let schema = if let Some(property) = self.expected.next() {
            self.count += 1;
            property.schema.get()
        } else if let Some(keywords) = self.validator.schema.keywords_2020 {
            return self.property_by_name(keywords, name, value);
        } else {
            self.schema_of(name)?
        };
        if self.validator.is_left_to_applicators(schema) {
            return Ok(());
        }
        validate(value, schema, &self.validator.path.property(name, number), self.validator.reporter)
    }

    /// Validates one property of a schema with keywords of 2020-12, some of which apply by name.
    #[inline(never)]
    fn property_by_name(&mut self, keywords: &Keywords2020, name: &str, value: &dyn Instance) -> Result<(), Abort> {
        let path = self.validator.path.property(name, self.count);
        if let Some(schema) = keywords.property_names {
            property_names::validate_name(schema, name, &path, self.validator.reporter)?;
        }
        self.see_dependents(keywords, name);
        let is_matched = property_names::validate_by_patterns(keywords, name, &path, self.validator.reporter, value)?;
        let schema = match self.find(name) {
            Some((index, property)) => self.see_property(index, property),
            None if is_matched => self.see_additional(name, &ANY),
            None => self.schema_of(name)?,
        };
        if self.validator.is_left_to_applicators(schema) {
            Ok(())
        } else {
            validate(value, schema, &path, self.validator.reporter)
        }
    }

    #[inline]
    fn see_property(&mut self, index: usize, property: &Property) -> &'static Schema {
        self.next = index + 1;
        self.count += 1;
        if index == self.passed {
            self.passed += 1;
        } else if property.required != Required::Never {
            self.see(index);
        }
        property.schema.get()
    }

    /// Skips a field that is absent.
    #[inline]
    fn skip(&mut self) {
        if let Some(property) = self.expected.next()
            && property.required != Required::Never
        {
            self.miss();
        }
    }

    /// Records that the property of the last field is missing; from here on, properties are found by name.
    #[cold]
    fn miss(&mut self) {
        self.next = self.validator.schema.properties.len() - self.expected.as_slice().len();
        self.passed = self.next - 1;
        self.expected = [].iter();
    }

    /// Records the property, and returns its schema.
    #[inline(never)]
    fn schema_of(&mut self, name: &str) -> Result<&'static Schema, Abort> {
        if let Some((index, property)) = self.find(name) {
            return Ok(self.see_property(index, property));
        }
        let schema = self.validator.schema;
        if schema.additional_properties_false {
            self.report_unexpected(name)?;
        }
        Ok(self.see_additional(name, schema.additional_properties.map_or(&ANY, |additional| additional.get())))
    }

    /// Records a property that `properties` does not name, and returns its schema.
    fn see_additional(&mut self, name: &str, additional: &'static Schema) -> &'static Schema {
        self.count += 1;
        let schema = self.validator.schema;
        if let Some(index) = schema.required.iter().position(|required| *required == name) {
            self.see(schema.properties.len() + index);
        }
        additional
    }

    /// Records a property that `dependentRequired` names.
    fn see_dependents(&mut self, keywords: &Keywords2020, name: &str) {
        let mentioned =
            keywords.dependent_required.iter().flat_map(|(member, required)| iter::once(member).chain(*required));
        for (index, _) in (self.first_dependent()..).zip(mentioned).filter(|(_, mentioned)| **mentioned == name) {
            self.see(index);
        }
    }

    fn first_dependent(&self) -> usize {
        self.validator.schema.properties.len() + self.validator.schema.required.len()
    }

    /// Records that a required property was seen.
    fn see(&mut self, index: usize) {
        match bit(index) {
            Some(bit) => self.seen |= bit,
            None => drop(self.rare.get_or_insert_default().seen.insert(index)),
        }
    }

    fn has_seen(&self, index: usize) -> bool {
        match bit(index) {
            Some(bit) => self.seen & bit != 0,
            None => self.rare.as_ref().is_some_and(|rare| rare.seen.contains(&index)),
        }
    }

    fn find(&self, name: &str) -> Option<(usize, &'static Property)> {
        let (before, after) = self.validator.schema.properties.split_at_checked(self.next)?;
        let found = |(_, property): &(usize, &Property)| property.name == name;
        (self.next..).zip(after).find(found).or_else(|| before.iter().enumerate().find(found))
    }

    #[cold]
    fn report_unexpected(&mut self, name: &str) -> Result<(), Abort> {
        let path = self.validator.path.property(name, self.count);
        self.validator.reporter.report_at(&path, "additionalProperties", || {
            Message::with_bound("false", "no property of this name is allowed".to_owned())
        })
    }

    /// Validates the object as a whole.
    #[inline]
    pub(super) fn finish(&mut self) -> Result<Outcome, Abort> {
        let schema = self.validator.schema;
        if self.passed < schema.properties.len() || !schema.required.is_empty() {
            self.check_required()?;
        }
        if self.count < schema.min_properties || self.count > schema.max_properties {
            self.report_count()?;
        }
        if let Some(keywords) = schema.keywords_2020 {
            self.check_dependents(keywords)?;
        }
        Ok(Outcome::Object)
    }

    #[inline(never)]
    fn check_required(&mut self) -> Result<(), Abort> {
        let schema = self.validator.schema;
        for (index, property) in schema.properties.iter().enumerate().skip(self.passed) {
            if self.validator.reporter.requires(property.required) && !self.has_seen(index) {
                self.report_missing(property.name)?;
            }
        }
        for (index, name) in (schema.properties.len()..).zip(schema.required) {
            if !self.has_seen(index) {
                self.report_missing(name)?;
            }
        }
        Ok(())
    }

    fn check_dependents(&mut self, keywords: &Keywords2020) -> Result<(), Abort> {
        let mut index = self.first_dependent();
        for (name, required) in keywords.dependent_required {
            let is_met = self.has_seen(index);
            index += 1;
            for missing in *required {
                if is_met && !self.has_seen(index) {
                    property_names::report_dependent(&mut self.validator, name, missing)?;
                }
                index += 1;
            }
        }
        Ok(())
    }

    #[cold]
    fn report_missing(&mut self, name: &'static str) -> Result<(), Abort> {
        self.validator
            .report("required", || Message::with_bound(name, format!("the required property {name:?} is missing")))
    }

    #[cold]
    fn report_count(&mut self) -> Result<(), Abort> {
        let count = self.count;
        let (min, max) = (self.validator.schema.min_properties, self.validator.schema.max_properties);
        let has = || if count == 1 { "has 1 property".to_owned() } else { format!("has {count} properties") };
        if count < min {
            self.validator.report("minProperties", || {
                Message::with_bound(min.to_string(), format!("{}, fewer than the minimum {min}", has()))
            })?;
        }
        if count > max {
            self.validator.report("maxProperties", || {
                Message::with_bound(max.to_string(), format!("{}, more than the maximum {max}", has()))
            })?;
        }
        Ok(())
    }
}

impl SerializeMap for ObjectValidator<'_> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Abort> {
        self.rare.get_or_insert_default().key = Some(key.serialize(MapKey::new(|name| Ok(name.to_owned())))?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Abort> {
        let name = self.rare.as_mut().and_then(|rare| rare.key.take()).ok_or(Abort::Unserializable)?;
        self.property(&name, &value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Abort> {
        key.serialize(MapKey::new(|name| self.property(name, &value)))
    }

    fn end(mut self) -> Result<Outcome, Abort> {
        self.finish()
    }
}

/// Validates a struct: an object, or text that `serde_json` serializes as a struct.
pub(super) enum StructValidator<'a> {
    Object(ObjectValidator<'a>),
    Raw(RawText<'a>),
}

impl<'a> StructValidator<'a> {
    #[inline]
    pub(super) fn new(validator: Validator<'a>, name: &'static str) -> Result<Self, Abort> {
        match RawKind::of(name) {
            Some(kind) => Ok(Self::Raw(RawText::new(kind, validator))),
            None => ObjectValidator::of_struct(validator, name).map(Self::Object),
        }
    }
}

impl SerializeStruct for StructValidator<'_> {
    type Ok = Outcome;
    type Error = Abort;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Abort> {
        match self {
            Self::Object(object) => object.property(name, &value),
            Self::Raw(raw) => raw.validate(value),
        }
    }

    fn skip_field(&mut self, _name: &'static str) -> Result<(), Abort> {
        if let Self::Object(object) = self {
            object.skip();
        }
        Ok(())
    }

    fn end(mut self) -> Result<Outcome, Abort> {
        match &mut self {
            Self::Object(object) => object.finish(),
            Self::Raw(raw) => raw.finish(),
        }
    }
}

/// Returns the bit of a required property, if it has one.
fn bit(index: usize) -> Option<u128> {
    u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index))
}
