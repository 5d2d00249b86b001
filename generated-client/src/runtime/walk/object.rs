//! Objects: `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`.

use std::collections::BTreeSet;
use std::{iter, slice};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct};

use super::compose::judge;
use super::key::Key;
use super::member_names;
use super::show::{Shown, counted};
use super::sink::{Halt, Words};
use super::verbatim::{Guise, Verbatim};
use super::{ANY, Judge, Met, Walker};
use crate::runtime::schema::{Later, Property, Required, Schema, Types};

/// The members of an object, judged as they come.
pub(super) struct Members<'a> {
    walker: Walker<'a>,
    /// The properties that the next fields stand for, one after the other; none where members may come in any order.
    expected: slice::Iter<'static, Property>,
    /// The property after the one that was met last: members mostly come in the order of the schema.
    next: usize,
    /// How many properties, from the first on, were met or may be missing.
    settled: usize,
    /// How many members were met.
    count: u64,
    /// Which members that are asked for were met beside those that are settled: a bit each, for the first ones. It is the properties, then
    /// `also_required`, then what `dependentRequired` mentions.
    seen: u128,
    /// What few objects need, apart, so that the rest is quick to move.
    aside: Option<Box<Aside>>,
}

/// What is kept of an object in rare cases.
#[derive(Default)]
struct Aside {
    /// A key that came without its value.
    key: Option<String>,
    /// Which members that are asked for were met, of those that have no bit.
    seen: BTreeSet<usize>,
}

impl<'a> Members<'a> {
    #[inline]
    pub(super) fn new(mut walker: Walker<'a>) -> Result<Self, Halt> {
        walker.expect_type(Types::OBJECT, Shown::Object)?;
        Ok(Self { walker, expected: [].iter(), next: 0, settled: 0, count: 0, seen: 0, aside: None })
    }

    /// Begins with a struct, which may be the one that the schema is of.
    #[inline]
    fn of_struct(walker: Walker<'a>, name: &'static str) -> Result<Self, Halt> {
        let mut members = Self::new(walker)?;
        let schema = members.walker.schema;
        if schema.fields_of == Some(name) && schema.later.is_none() {
            members.expected = schema.properties.iter();
            members.settled = schema.properties.len();
        }
        Ok(members)
    }

    /// Judges one member.
    pub(super) fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Halt> {
        let number = self.count;
        let schema = if let Some(property) = self.expected.next() {
            self.count += 1;
            property.schema.get()
        } else if let Some(later) = self.walker.schema.later {
            return self.member_by_name(later, name, &mut |schema, place, sink| judge(value, schema, place, sink));
        } else {
            self.admit(name)?
        };
        if self.walker.leaves_to_others(schema) {
            return Ok(());
        }
        judge(value, schema, &self.walker.place.member(name, number), self.walker.sink)
    }

    /// Judges one member where its name may decide more than which property it is.
    #[inline(never)]
    fn member_by_name(&mut self, later: &Later, name: &str, judge: Judge<'_>) -> Result<(), Halt> {
        let place = self.walker.place.member(name, self.count);
        if let Some(schema) = later.property_names {
            member_names::judge_name(schema, name, &place, self.walker.sink)?;
        }
        self.see_dependents(later, name);
        let is_matched = member_names::judge_by_patterns(later, name, &place, self.walker.sink, judge)?;
        let schema = match self.find(name) {
            Some((index, property)) => self.admit_property(index, property),
            None if is_matched => self.admit_unnamed(name, &ANY),
            None => self.admit(name)?,
        };
        if self.walker.leaves_to_others(schema) { Ok(()) } else { judge(schema, &place, self.walker.sink) }
    }

    #[inline]
    fn admit_property(&mut self, index: usize, property: &Property) -> &'static Schema {
        self.next = index + 1;
        self.count += 1;
        if index == self.settled {
            self.settled += 1;
        } else if property.required != Required::Never {
            self.see(index);
        }
        property.schema.get()
    }

    /// Passes over a field that is left out.
    #[inline]
    fn skip(&mut self) {
        if let Some(property) = self.expected.next()
            && property.required != Required::Never
        {
            self.miss();
        }
    }

    /// Takes note that the property of the last field is missing; from there on, names tell which properties are met.
    #[cold]
    fn miss(&mut self) {
        self.next = self.walker.schema.properties.len() - self.expected.as_slice().len();
        self.settled = self.next - 1;
        self.expected = [].iter();
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
        self.count += 1;
        let schema = self.walker.schema;
        if let Some(index) = schema.also_required.iter().position(|required| *required == name) {
            self.see(schema.properties.len() + index);
        }
        additional
    }

    /// Takes note of a member wherever `dependentRequired` mentions it.
    fn see_dependents(&mut self, later: &Later, name: &str) {
        let mentioned =
            later.dependent_required.iter().flat_map(|(member, required)| iter::once(member).chain(*required));
        for (index, _) in (self.first_dependent()..).zip(mentioned).filter(|(_, mentioned)| **mentioned == name) {
            self.see(index);
        }
    }

    fn first_dependent(&self) -> usize {
        self.walker.schema.properties.len() + self.walker.schema.also_required.len()
    }

    /// Takes note that a member is there which is asked for.
    fn see(&mut self, index: usize) {
        match bit(index) {
            Some(bit) => self.seen |= bit,
            None => drop(self.aside.get_or_insert_default().seen.insert(index)),
        }
    }

    fn has_seen(&self, index: usize) -> bool {
        match bit(index) {
            Some(bit) => self.seen & bit != 0,
            None => self.aside.as_ref().is_some_and(|aside| aside.seen.contains(&index)),
        }
    }

    fn find(&self, name: &str) -> Option<(usize, &'static Property)> {
        let (before, after) = self.walker.schema.properties.split_at_checked(self.next)?;
        let found = |(_, property): &(usize, &Property)| property.name == name;
        (self.next..).zip(after).find(found).or_else(|| before.iter().enumerate().find(found))
    }

    #[cold]
    fn report_unexpected(&mut self, name: &str) -> Result<(), Halt> {
        let place = self.walker.place.member(name, self.count);
        self.walker.sink.report_at(&place, "additionalProperties", || {
            Words::with_bound("false", "no member of this name is allowed".to_owned())
        })
    }

    /// Judges the object as a whole.
    #[inline]
    pub(super) fn finish(&mut self) -> Result<Met, Halt> {
        let schema = self.walker.schema;
        if self.settled < schema.properties.len() || !schema.also_required.is_empty() {
            self.expect_required()?;
        }
        if self.count < schema.min_properties || self.count > schema.max_properties {
            self.report_count()?;
        }
        if let Some(later) = schema.later {
            self.expect_dependents(later)?;
        }
        Ok(Met::Object)
    }

    #[inline(never)]
    fn expect_required(&mut self) -> Result<(), Halt> {
        let schema = self.walker.schema;
        for (index, property) in schema.properties.iter().enumerate().skip(self.settled) {
            if self.walker.sink.requires(property.required) && !self.has_seen(index) {
                self.report_missing(property.name)?;
            }
        }
        for (index, name) in (schema.properties.len()..).zip(schema.also_required) {
            if !self.has_seen(index) {
                self.report_missing(name)?;
            }
        }
        Ok(())
    }

    fn expect_dependents(&mut self, later: &Later) -> Result<(), Halt> {
        let mut index = self.first_dependent();
        for (name, required) in later.dependent_required {
            let is_met = self.has_seen(index);
            index += 1;
            for missing in *required {
                if is_met && !self.has_seen(index) {
                    member_names::report_dependent(&mut self.walker, name, missing)?;
                }
                index += 1;
            }
        }
        Ok(())
    }

    #[cold]
    fn report_missing(&mut self, name: &'static str) -> Result<(), Halt> {
        self.walker.report("required", || Words::with_bound(name, format!("the required member {name:?} is missing")))
    }

    #[cold]
    fn report_count(&mut self) -> Result<(), Halt> {
        let count = self.count;
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
        self.aside.get_or_insert_default().key = Some(key.serialize(Key::new(|name| Ok(name.to_owned())))?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        let name = self.aside.as_mut().and_then(|aside| aside.key.take()).ok_or(Halt::Unwritable)?;
        self.member(&name, value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Halt> {
        key.serialize(Key::new(|name| self.member(name, value)))
    }

    fn end(mut self) -> Result<Met, Halt> {
        self.finish()
    }
}

/// The fields of a struct: the members of an object, or a text that `serde_json` hands over in the guise of a struct.
pub(super) enum Fields<'a> {
    Members(Members<'a>),
    Verbatim(Verbatim<'a>),
}

impl<'a> Fields<'a> {
    #[inline]
    pub(super) fn new(walker: Walker<'a>, name: &'static str) -> Result<Self, Halt> {
        match Guise::of(name) {
            Some(guise) => Ok(Self::Verbatim(Verbatim::new(guise, walker))),
            None => Members::of_struct(walker, name).map(Self::Members),
        }
    }
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

    fn skip_field(&mut self, _name: &'static str) -> Result<(), Halt> {
        if let Self::Members(members) = self {
            members.skip();
        }
        Ok(())
    }

    fn end(mut self) -> Result<Met, Halt> {
        match &mut self {
            Self::Members(members) => members.finish(),
            Self::Verbatim(verbatim) => verbatim.finish(),
        }
    }
}

/// Returns the bit that stands for a required member, if there is one.
fn bit(index: usize) -> Option<u128> {
    u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index))
}
