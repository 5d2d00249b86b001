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
use super::verbatim::{Guise, Verbatim};
use super::{Judge, Met, Walker};
use crate::runtime::schema::{Later, Property, Required, Schema, Types};

static ANY: Schema = Schema::ANY;

/// The members of an object, judged as they come.
pub(super) struct Members<'a> {
    walker: Walker<'a>,
    /// The property after the one that was met last: members mostly come in the order of the schema.
    next: usize,
    /// Whether the members are the properties, one after the other.
    in_order: bool,
    /// How many properties, from the first on, were met or may be missing.
    settled: usize,
    /// How many members were met.
    count: u64,
    /// Which required members were met beside those that are settled.
    required_seen: Seen,
    /// What few objects need, apart, so that the rest is quick to move.
    aside: Option<Box<Aside>>,
}

/// What is kept of an object in rare cases.
#[derive(Default)]
struct Aside {
    /// The names of all members, for `dependentRequired` alone.
    names: BTreeSet<String>,
    /// A key that came without its value.
    key: Option<String>,
}

impl<'a> Members<'a> {
    #[inline]
    pub(super) fn new(mut walker: Walker<'a>) -> Result<Self, Halt> {
        walker.expect_type(Types::OBJECT, Shown::Object)?;
        let required_seen = Seen::default();
        Ok(Self { walker, next: 0, in_order: false, settled: 0, count: 0, required_seen, aside: None })
    }

    /// Begins with a struct, which may be the one that the schema is of.
    #[inline]
    fn of_struct(walker: Walker<'a>, name: &'static str) -> Result<Self, Halt> {
        let in_order = walker.schema.fields_of == Some(name);
        Ok(Self { in_order, ..Self::new(walker)? })
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
            self.aside.get_or_insert_default().names.insert(name.to_owned());
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
        let is_same = self.in_order || property.name == name;
        is_same.then(|| self.admit_property(self.next, property))
    }

    #[inline]
    fn admit_property(&mut self, index: usize, property: &Property) -> &'static Schema {
        self.next = index + 1;
        self.count += 1;
        if index == self.settled {
            self.settled += 1;
        } else if property.required != Required::Never {
            self.required_seen.insert(index);
        }
        property.schema.get()
    }

    /// Passes over a property that is left out.
    #[inline]
    fn skip(&mut self) {
        if !self.in_order {
            return;
        }
        let may_be_missing = |property: &Property| property.required == Required::Never;
        if self.next == self.settled && self.walker.schema.properties.get(self.next).is_some_and(may_be_missing) {
            self.settled += 1;
        }
        self.next += 1;
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
        for (index, property) in schema.properties.iter().enumerate().skip(self.settled) {
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
        if let (Some(later), Some(aside)) = (schema.later, &self.aside) {
            member_names::expect_dependents(&mut self.walker, later, &aside.names)?;
        }
        Ok(Met::Object)
    }

    #[cold]
    fn report_missing(&mut self, name: &'static str) -> Result<(), Halt> {
        self.walker.report("required", || Words::with_bound(name, format!("the required member {name:?} is missing")))
    }

    fn expect_count(&mut self) -> Result<(), Halt> {
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

    fn end(self) -> Result<Met, Halt> {
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

    fn end(self) -> Result<Met, Halt> {
        match self {
            Self::Members(members) => members.finish(),
            Self::Verbatim(verbatim) => verbatim.finish(),
        }
    }
}
