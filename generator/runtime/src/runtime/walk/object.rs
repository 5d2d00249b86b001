//! Objects: `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct};

use super::compose::judge;
use super::key::Key;
use super::member_names;
use super::seen::Seen;
use super::show::{Shown, counted};
use super::sink::{Halt, Words};
use super::verbatim::Verbatim;
use super::{Judge, Met, Walker};
use crate::runtime::schema::{Later, Property, Required, Schema, Types};

static ANY: Schema = Schema::ANY;

/// The members of an object, judged as they come.
pub(super) struct Members<'a> {
    walker: Walker<'a>,
    /// The property after the one that was met last: members mostly come in the order of the schema.
    next: usize,
    /// How many properties, from the first on, were met one after the other.
    run: usize,
    /// How many members were met beside those in the run.
    others: usize,
    /// Which required members were met beside those in the run.
    required_seen: Seen,
    /// The names of all members, for `dependentRequired` alone.
    names: BTreeSet<String>,
    /// A key that came without its value.
    key: Option<String>,
}

impl<'a> Members<'a> {
    #[inline]
    pub(super) fn new(mut walker: Walker<'a>) -> Result<Self, Halt> {
        walker.expect_type(Types::OBJECT, Shown::Object)?;
        Ok(Self {
            walker,
            next: 0,
            run: 0,
            others: 0,
            required_seen: Seen::default(),
            names: BTreeSet::new(),
            key: None,
        })
    }

    /// Judges one member.
    pub(super) fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Halt> {
        if let Some(later) = self.walker.schema.later {
            return self.member_by_name(later, name, &mut |schema, place, sink| judge(value, schema, place, sink));
        }
        let schema = match self.admit_expected(name) {
            Some(schema) => schema,
            None => self.admit(name)?,
        };
        judge(value, schema, &self.walker.place.member(name), self.walker.sink)
    }

    /// Judges one member where its name may decide more than which property it is.
    #[inline(never)]
    fn member_by_name(&mut self, later: &Later, name: &str, judge: Judge<'_>) -> Result<(), Halt> {
        let place = self.walker.place.member(name);
        if let Some(schema) = later.property_names {
            member_names::judge_name(schema, name, &place, self.walker.sink)?;
        }
        if !later.dependent_required.is_empty() {
            self.names.insert(name.to_owned());
        }
        let is_matched = member_names::judge_by_patterns(later, name, &place, self.walker.sink, judge)?;
        let schema = match self.find(name) {
            Some((index, property)) => self.admit_property(index, property),
            None if is_matched => self.admit_unnamed(name, &ANY),
            None => self.admit(name)?,
        };
        judge(schema, &place, self.walker.sink)
    }

    /// Does what [`Members::admit`] does, if the member is the property that follows on the last one.
    #[inline]
    fn admit_expected(&mut self, name: &str) -> Option<&'static Schema> {
        let property = self.walker.schema.properties.get(self.next)?;
        // A field and its property are often the same text in memory.
        let is_same = std::ptr::eq(property.name, name) || property.name == name;
        is_same.then(|| self.admit_property(self.next, property))
    }

    #[inline]
    fn admit_property(&mut self, index: usize, property: &Property) -> &'static Schema {
        self.next = index + 1;
        if index == self.run {
            self.run += 1;
        } else {
            self.admit_other(index, property);
        }
        property.schema.get()
    }

    fn admit_other(&mut self, index: usize, property: &Property) {
        self.others += 1;
        if property.required != Required::Never {
            self.required_seen.insert(index);
        }
    }

    /// Takes note of the member, and returns what its value must satisfy.
    #[inline(never)]
    fn admit(&mut self, name: &str) -> Result<&'static Schema, Halt> {
        if let Some((index, property)) = self.find(name) {
            return Ok(self.admit_property(index, property));
        }
        let schema = self.walker.schema;
        if schema.closed {
            self.report_unexpected(name)?;
        }
        Ok(self.admit_unnamed(name, schema.additional.map_or(&ANY, |additional| additional.get())))
    }

    /// Takes note of a member that is no property, and whose value must satisfy `additional`.
    fn admit_unnamed(&mut self, name: &str, additional: &'static Schema) -> &'static Schema {
        self.others += 1;
        let schema = self.walker.schema;
        if let Some(index) = schema.also_required.iter().position(|required| *required == name) {
            self.required_seen.insert(schema.properties.len() + index);
        }
        additional
    }

    fn find(&self, name: &str) -> Option<(usize, &'static Property)> {
        let (before, after) = self.walker.schema.properties.split_at_checked(self.next)?;
        let found = |(_, property): &(usize, &Property)| property.name == name;
        (self.next..).zip(after).find(found).or_else(|| before.iter().enumerate().find(found))
    }

    #[cold]
    fn report_unexpected(&mut self, name: &str) -> Result<(), Halt> {
        let place = self.walker.place.member(name);
        self.walker.sink.report_at(&place, "additionalProperties", || {
            Words::with_bound("false", "no member of this name is allowed".to_owned())
        })
    }

    /// Judges the object as a whole.
    pub(super) fn finish(mut self) -> Result<Met, Halt> {
        let schema = self.walker.schema;
        for (index, property) in schema.properties.iter().enumerate().skip(self.run) {
            if self.walker.sink.requires(property.required) && !self.required_seen.contains(index) {
                self.report_missing(property.name)?;
            }
        }
        for (index, name) in (schema.properties.len()..).zip(schema.also_required) {
            if !self.required_seen.contains(index) {
                self.report_missing(name)?;
            }
        }
        self.expect_count()?;
        if let Some(later) = schema.later {
            member_names::expect_dependents(&mut self.walker, later, &self.names)?;
        }
        Ok(Met::Object)
    }

    #[cold]
    fn report_missing(&mut self, name: &'static str) -> Result<(), Halt> {
        self.walker.report("required", || Words::with_bound(name, format!("the required member {name:?} is missing")))
    }

    fn expect_count(&mut self) -> Result<(), Halt> {
        let count = u64::try_from(self.run + self.others).unwrap_or(u64::MAX);
        let (min, max) = (self.walker.schema.min_properties, self.walker.schema.max_properties);
        let has = || format!("has {}", counted(count, "member"));
        if count < min {
            self.walker.report("minProperties", || {
                Words::with_bound(min.to_string(), format!("{}, fewer than the minimum {min}", has()))
            })?;
        }
        if count > max {
            self.walker.report("maxProperties", || {
                Words::with_bound(max.to_string(), format!("{}, more than the maximum {max}", has()))
            })?;
        }
        Ok(())
    }
}

impl SerializeMap for Members<'_> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Halt> {
        self.key = Some(key.serialize(Key::new(|name| Ok(name.to_owned())))?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        let name = self.key.take().ok_or(Halt::Unwritable)?;
        self.member(&name, value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Halt> {
        key.serialize(Key::new(|name| self.member(name, value)))
    }

    fn end(self) -> Result<Met, Halt> {
        self.finish()
    }
}

/// The fields of a struct: the members of an object, or a text that `serde_json` hands over in the guise of a struct.
pub(super) enum Fields<'a> {
    Members(Members<'a>),
    Verbatim(Verbatim<'a>),
}

impl SerializeStruct for Fields<'_> {
    type Ok = Met;
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Halt> {
        match self {
            Self::Members(members) => members.member(name, value),
            Self::Verbatim(verbatim) => verbatim.judge(value),
        }
    }

    fn end(self) -> Result<Met, Halt> {
        match self {
            Self::Members(members) => members.finish(),
            Self::Verbatim(verbatim) => verbatim.finish(),
        }
    }
}
