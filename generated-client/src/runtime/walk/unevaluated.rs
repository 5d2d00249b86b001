//! `unevaluatedProperties` and `unevaluatedItems`: what no keyword judges of the schemas that a value satisfies in one place (JSON Schema
//! 2020-12 §11).
//!
//! Which schemas these are is only known when the value has been judged, so it is buffered, as text that keeps its numbers, and what is left
//! over is judged then.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::compose::{Composition, judge};
use super::place::Place;
use super::sink::{Halt, Sink, Words};
use crate::runtime::schema::{Later, Ref, Schema};

impl<T: Serialize + ?Sized> Composition<'_, T> {
    /// Judges what the schema, and those that apply with it, leave over.
    #[inline(never)]
    pub(super) fn unevaluated(&mut self, schema: &'static Schema, later: &Later) -> Result<(), Halt> {
        let mut applied = Vec::new();
        self.collect(schema, &mut applied, self.depth)?;
        // The schema's own two keywords say nothing of what it evaluates otherwise.
        let others = || applied.iter().copied().skip(1);
        let buffered = self.place.buffered();
        let Ok(text) = to_raw_value(self.value) else { return self.sink.settle(self.place, Halt::Unwritable) };
        match Buffered::of(&text) {
            Buffered::Object(members) => {
                let Some(rest) = later.unevaluated_properties else { return Ok(()) };
                for (number, (name, member)) in (0..).zip(&members) {
                    let is_known = names(schema, name)
                        || others().any(|other| names(other, name) || leaves_no(other, |it| it.unevaluated_properties));
                    if !is_known {
                        let place = buffered.member(name, number);
                        judge_rest(member, rest, &place, self.sink, "unevaluatedProperties", "member of this name")?;
                    }
                }
            }
            Buffered::Array(items) => {
                let Some(rest) = later.unevaluated_items else { return Ok(()) };
                if others().any(|other| leaves_no(other, |it| it.unevaluated_items)) {
                    return Ok(());
                }
                for (index, item) in (0..).zip(items) {
                    let place = buffered.item(index);
                    let mut is_known = false;
                    for known in &applied {
                        is_known = is_known || counts(known, index) || contains(known, item, &place, self.sink)?;
                    }
                    if !is_known {
                        judge_rest(item, rest, &place, self.sink, "unevaluatedItems", "item in this place")?;
                    }
                }
            }
            Buffered::Scalar => {}
        }
        Ok(())
    }

    /// Collects the schemas that apply to the value and that it satisfies, `schema` first. That it satisfies all of `allOf` is taken for
    /// granted: else it is invalid anyway.
    fn collect(&mut self, schema: &'static Schema, applied: &mut Vec<&'static Schema>, depth: u16) -> Result<(), Halt> {
        self.expect_end(depth)?;
        applied.push(schema);
        for member in schema.all_of {
            self.collect(member.get(), applied, depth + 1)?;
        }
        for member in schema.any_of.iter().chain(schema.one_of) {
            if self.holds(*member)? {
                self.collect(member.get(), applied, depth + 1)?;
            }
        }
        for condition in schema.later.map_or(&[][..], |later| later.conditions) {
            let chosen = if self.holds(condition.test)? {
                self.collect(condition.test.get(), applied, depth + 1)?;
                condition.then
            } else {
                condition.otherwise
            };
            if let Some(chosen) = chosen {
                self.collect(chosen.get(), applied, depth + 1)?;
            }
        }
        Ok(())
    }
}

/// The members or items of a value, as texts.
enum Buffered<'a> {
    Object(BTreeMap<String, &'a RawValue>),
    Array(Vec<&'a RawValue>),
    Scalar,
}

impl<'a> Buffered<'a> {
    fn of(text: &'a RawValue) -> Self {
        let array = |text| serde_json::from_str(text).map_or(Self::Scalar, Self::Array);
        serde_json::from_str(text.get()).map_or_else(|_| array(text.get()), Self::Object)
    }
}

/// Returns whether a keyword of the schema itself judges the member `name`.
fn names(schema: &Schema, name: &str) -> bool {
    let matches = |later: &Later| later.pattern_properties.iter().any(|(pattern, _)| (pattern.is_match)(name));
    schema.closed
        || schema.additional.is_some()
        || schema.properties.iter().any(|property| property.name == name)
        || schema.later.is_some_and(matches)
}

/// Returns whether a schema judges itself what is left over.
fn leaves_no(schema: &Schema, rest: fn(&Later) -> Option<Ref>) -> bool {
    schema.later.and_then(rest).is_some()
}

/// Returns whether a keyword of the schema itself judges the item `index`, whatever it is.
fn counts(schema: &Schema, index: u64) -> bool {
    let prefix = schema.later.map_or(0, |later| later.prefix_items.len());
    schema.items.is_some() || usize::try_from(index).is_ok_and(|index| index < prefix)
}

/// Returns whether the item is one of those that `contains` is about.
fn contains(schema: &Schema, item: &RawValue, place: &Place<'_>, sink: &mut Sink) -> Result<bool, Halt> {
    match schema.later.and_then(|later| later.contains) {
        Some(contains) => sink.finds_nothing(place, |probe| judge(item, contains.get(), place, probe)),
        None => Ok(false),
    }
}

fn judge_rest(
    value: &RawValue,
    rest: Ref,
    place: &Place<'_>,
    sink: &mut Sink,
    keyword: &'static str,
    what: &str,
) -> Result<(), Halt> {
    let schema = rest.get();
    if !schema.values.is_some_and(<[_]>::is_empty) {
        return judge(value, schema, place, sink);
    }
    sink.report_at(place, keyword, || Words::with_bound("false", format!("no {what} is allowed")))
}
