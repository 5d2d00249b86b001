//! The ways in which a value can satisfy a schema: the keywords that hold at once, with one member of each union.

use super::super::schema::{Schema, SchemaRef};
use super::possible::Possible;
use super::value_types::{ARRAY, OBJECT, STRING, ValueTypes, of_type, of_value};

/// How many schemas deep it is looked.
const MAX_DEPTH: usize = 12;
/// How many ways are told apart; a union with more of them is ignored.
const MAX_ALTERNATIVES: usize = 64;

/// The schemas that a value satisfies all at once.
pub(super) type Alternative<'a> = Vec<&'a Schema>;

impl<'a> Possible<'a> {
    /// Returns the ways in which a value of one type that no `enum` lists can satisfy a schema.
    pub(super) fn alternatives<'s>(&self, schema: &'s Schema, r#type: ValueTypes) -> Vec<Alternative<'s>>
    where
        'a: 's,
    {
        let mut found = self.expanded(schema, r#type, MAX_DEPTH);
        found.retain(|parts| !self.is_negated(parts));
        found
    }

    fn expanded<'s>(&self, schema: &'s Schema, r#type: ValueTypes, depth: usize) -> Vec<Alternative<'s>>
    where
        'a: 's,
    {
        let Some(depth) = depth.checked_sub(1).filter(|_| self.goes_on()) else { return vec![Vec::new()] };
        if !may_be(schema, r#type) || schema.not.as_ref().is_some_and(|not| self.takes_all(not, r#type, depth)) {
            return Vec::new();
        }
        let mut found = vec![vec![schema]];
        for part in &schema.all_of {
            found = product(found, self.of_reference(part, r#type, depth));
        }
        if !schema.any_of.is_empty() {
            let choices = schema.any_of.iter().flat_map(|member| self.of_reference(member, r#type, depth));
            found = product(found, choices.collect());
        }
        if !schema.one_of.is_empty() {
            found = product(found, self.one_of(schema, r#type, depth));
        }
        found
    }

    fn of_reference<'s>(&self, schema: &'s SchemaRef, r#type: ValueTypes, depth: usize) -> Vec<Alternative<'s>>
    where
        'a: 's,
    {
        self.resolve(schema).map_or_else(|| vec![Vec::new()], |schema| self.expanded(schema, r#type, depth))
    }

    /// Returns the alternatives of a `oneOf`, without members that no value satisfies alone.
    fn one_of<'s>(&self, schema: &'s Schema, r#type: ValueTypes, depth: usize) -> Vec<Alternative<'s>>
    where
        'a: 's,
    {
        let members = &schema.one_of;
        // Where a discriminator decides, the other members are not asked.
        let is_alone = |(index, member): &(usize, &SchemaRef)| {
            let mut others = members.iter().enumerate().filter(|(other, _)| other != index);
            !schema.discriminator_values.is_empty()
                || !others.any(|(_, other)| other == *member || self.takes_all(other, r#type, depth))
        };
        let alone = members.iter().enumerate().filter(is_alone);
        alone.flat_map(|(_, member)| self.of_reference(member, r#type, depth)).collect()
    }

    /// Returns whether every value of a type satisfies a schema for certain.
    fn takes_all(&self, schema: &SchemaRef, r#type: ValueTypes, depth: usize) -> bool {
        let (Some(schema), Some(depth)) = (self.resolve(schema), depth.checked_sub(1)) else { return false };
        if !self.goes_on() {
            return false;
        }
        let take = |member: &SchemaRef| self.takes_all(member, r#type, depth);
        let refuse = |member: &SchemaRef| self.takes_none(member, r#type, depth);
        let takes_one = || {
            let taking = schema.one_of.iter().filter(|member| take(member)).count();
            taking == 1 && schema.one_of.iter().filter(|member| refuse(member)).count() + 1 == schema.one_of.len()
        };
        may_be(schema, r#type)
            && says_nothing_of(schema, r#type)
            && schema.all_of.iter().all(take)
            && (schema.any_of.is_empty() || schema.any_of.iter().any(take))
            && (schema.one_of.is_empty() || takes_one())
            && schema.not.as_ref().is_none_or(refuse)
    }

    /// Returns whether no value of a type satisfies a schema for certain.
    fn takes_none(&self, schema: &SchemaRef, r#type: ValueTypes, depth: usize) -> bool {
        let Some(schema) = self.resolve(schema) else { return false };
        let lists_one = || self.constants(schema).values.iter().any(|value| of_value(value) == r#type);
        self.expanded(schema, r#type, depth).is_empty() && !lists_one()
    }

    /// Returns whether one part is what another one negates.
    fn is_negated(&self, parts: &[&Schema]) -> bool {
        let negated = parts.iter().filter_map(|part| self.resolve(part.not.as_ref()?));
        let mut negated = negated.filter(|negated| !negated.nullable);
        negated.any(|negated| parts.contains(&negated))
    }
}

/// Returns whether a value that no `enum` lists may be of a type.
fn may_be(schema: &Schema, r#type: ValueTypes) -> bool {
    schema.enum_values.is_none() && schema.r#type.is_none_or(|asked| of_type(asked) == r#type)
}

/// Returns whether the keywords of a type are absent.
fn says_nothing_of(schema: &Schema, r#type: ValueTypes) -> bool {
    let is_any = |schema: &Option<SchemaRef>| schema.as_ref().is_none_or(SchemaRef::is_any);
    let says_nothing = match r#type {
        STRING => {
            schema.min_length.unwrap_or(0) == 0
                && schema.max_length.is_none()
                && schema.pattern.is_none()
                && schema.format.is_none()
        }
        ARRAY => {
            schema.min_items.unwrap_or(0) == 0
                && schema.max_items.is_none()
                && is_any(&schema.items)
                && !schema.unique_items
        }
        OBJECT => {
            schema.min_properties.unwrap_or(0) == 0
                && schema.max_properties.is_none()
                && schema.properties.is_empty()
                && schema.required.is_empty()
                && !schema.additional_properties_false
                && is_any(&schema.additional_properties)
        }
        _ => false,
    };
    says_nothing && schema.keywords_2020.is_none()
}

fn product<'s>(known: Vec<Alternative<'s>>, others: Vec<Alternative<'s>>) -> Vec<Alternative<'s>> {
    if known.len().saturating_mul(others.len()) > MAX_ALTERNATIVES {
        return known;
    }
    let both = |one: &Alternative<'s>| others.iter().map(|other| [one.as_slice(), other].concat()).collect::<Vec<_>>();
    known.iter().flat_map(both).collect()
}
