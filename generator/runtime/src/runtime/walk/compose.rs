//! Schemas over schemas: `allOf`, `anyOf`, `oneOf`, `not`, `if`, and `enum` where it lists arrays or objects.

use serde::Serialize;

use super::canonical::{canonical, canonical_text};
use super::place::Place;
use super::property;
use super::show::{Shown, name_type};
use super::sink::{Halt, Sink, Words};
use super::{Met, Walker};
use crate::runtime::schema::{Condition, Literal, Ref, Schema};
use crate::runtime::violation::{Violation, Violations};

/// How many schemas deep one value is judged: more can only be a schema that refers to itself.
const DEEPEST: u16 = 256;

/// Judges `value`, which stands at `place`, by all keywords of `schema`.
#[inline]
pub(super) fn judge<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    place: &Place<'_>,
    sink: &mut Sink,
) -> Result<(), Halt> {
    if schema.asks_once() {
        match value.serialize(Walker { schema, excuses_null: false, place, sink: &mut *sink }) {
            Ok(_) => Ok(()),
            Err(halt) => sink.settle(place, halt),
        }
    } else {
        judge_at(value, schema, place, sink, 0)
    }
}

/// Judges `value`, and takes note of the verdict on any schema.
pub(super) fn judge_noted<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    place: &Place<'_>,
    sink: &mut Sink,
) -> Result<(), Halt> {
    judge_at(value, schema, place, sink, 0)
}

#[inline(never)]
fn judge_at<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    place: &Place<'_>,
    sink: &mut Sink,
    depth: u16,
) -> Result<(), Halt> {
    let visit = match sink.enter(place, schema) {
        Ok(visit) => visit,
        Err(known) => return known,
    };
    // What is null or of another schema is judged by that one at once.
    let (schema, excuses_null) = schema.null_or.map_or((schema, false), |other| (other.get(), true));
    let result = match value.serialize(Walker { schema, excuses_null, place, sink: &mut *sink }) {
        Ok(met) if is_settled(schema, met) => Ok(()),
        Ok(met) => Composition { value, place, sink: &mut *sink, depth }.judge(schema, met),
        Err(halt) => sink.settle(place, halt),
    };
    sink.leave(visit, result)
}

/// Returns whether the keywords of the value's own type are all that applies to it.
#[inline]
const fn is_settled(schema: &Schema, met: Met) -> bool {
    match met {
        Met::Excused => true,
        Met::Scalar => !schema.composes(),
        Met::Array | Met::Object => !schema.composes() && schema.values.is_none(),
    }
}

/// A value before the schemas that another schema is made of.
pub(super) struct Composition<'a, T: ?Sized> {
    pub(super) value: &'a T,
    pub(super) place: &'a Place<'a>,
    pub(super) sink: &'a mut Sink,
    /// How many schemas over schemas lead here, at this one value.
    pub(super) depth: u16,
}

impl<T: Serialize + ?Sized> Composition<'_, T> {
    #[inline(never)]
    fn judge(mut self, schema: &'static Schema, met: Met) -> Result<(), Halt> {
        match met {
            Met::Array => self.expect_listed(schema, Shown::Array)?,
            Met::Object => self.expect_listed(schema, Shown::Object)?,
            Met::Scalar | Met::Excused => {}
        }
        self.expect_end(self.depth)?;
        for member in schema.all_of {
            judge_at(self.value, member.get(), self.place, self.sink, self.depth + 1)?;
        }
        if !schema.any_of.is_empty() {
            self.any_of(schema)?;
        }
        if !schema.one_of.is_empty() {
            self.one_of(schema)?;
        }
        if let Some(ruled_out) = schema.not {
            self.not(ruled_out)?;
        }
        let Some(later) = schema.later else { return Ok(()) };
        self.conditions(later.conditions)?;
        let is_left_over = match met {
            Met::Array => later.unevaluated_items.is_some(),
            Met::Object => later.unevaluated_properties.is_some(),
            Met::Scalar | Met::Excused => false,
        };
        if is_left_over { self.unevaluated(schema, later) } else { Ok(()) }
    }

    /// Ends the walk where schemas lead to schemas without end.
    pub(super) fn expect_end(&mut self, depth: u16) -> Result<(), Halt> {
        if depth < DEEPEST { Ok(()) } else { Err(self.sink.report_endless(self.place)) }
    }

    /// Judges an array or object by `enum`.
    fn expect_listed(&mut self, schema: &'static Schema, shown: Shown<'_>) -> Result<(), Halt> {
        let Some(values) = schema.values else { return Ok(()) };
        let text = canonical(self.value);
        let equals = |literal: &Literal| matches!(literal, Literal::Json(other) if canonical_text(other) == text);
        if text.is_some() && values.iter().any(equals) {
            return Ok(());
        }
        Walker { schema, excuses_null: false, place: self.place, sink: self.sink }.report_unlisted(values, shown)
    }

    /// Returns the member that alone judges the value, where its tag decides.
    fn decided(&self, schema: &'static Schema, members: &'static [Ref]) -> Option<Ref> {
        let tag = schema.tag.filter(|_| schema.tag_decides())?;
        self.told_by(tag, members, schema.tag_values)
    }

    fn any_of(&mut self, schema: &'static Schema) -> Result<(), Halt> {
        if let Some(member) = self.decided(schema, schema.any_of) {
            return judge_at(self.value, member.get(), self.place, self.sink, self.depth + 1);
        }
        for member in schema.any_of {
            if self.holds(*member)? {
                return Ok(());
            }
        }
        if schema.lists_types() && self.sink.explains() {
            return self.report_types(schema.any_of);
        }
        self.report_none("anyOf", schema.any_of, schema)
    }

    fn one_of(&mut self, schema: &'static Schema) -> Result<(), Halt> {
        if let Some(member) = self.decided(schema, schema.one_of) {
            return judge_at(self.value, member.get(), self.place, self.sink, self.depth + 1);
        }
        let mut first = None;
        for (number, member) in (1_usize..).zip(schema.one_of) {
            if self.holds(*member)? {
                match first {
                    None => first = Some(number),
                    Some(first) => return self.report_several(first, number),
                }
            }
        }
        if first.is_some() { Ok(()) } else { self.report_none("oneOf", schema.one_of, schema) }
    }

    fn not(&mut self, ruled_out: Ref) -> Result<(), Halt> {
        if !self.holds(ruled_out)? {
            return Ok(());
        }
        self.sink.report_at(self.place, "not", || Words::new("satisfies the schema that `not` rules out".to_owned()))
    }

    fn conditions(&mut self, conditions: &'static [Condition]) -> Result<(), Halt> {
        for condition in conditions {
            let chosen = if self.holds(condition.test)? { condition.then } else { condition.otherwise };
            if let Some(chosen) = chosen {
                judge_at(self.value, chosen.get(), self.place, self.sink, self.depth + 1)?;
            }
        }
        Ok(())
    }

    /// Returns whether the value satisfies `member`, at the least cost.
    pub(super) fn holds(&mut self, member: Ref) -> Result<bool, Halt> {
        let (value, place, depth) = (self.value, self.place, self.depth + 1);
        self.sink.finds_nothing(place, |probe| judge_at(value, member.get(), place, probe, depth))
    }

    #[cold]
    fn report_several(&mut self, first: usize, second: usize) -> Result<(), Halt> {
        self.sink.report_at(self.place, "oneOf", || {
            Words::new(format!("matches the schemas {first} and {second} of oneOf, where exactly one is to match"))
        })
    }

    #[cold]
    fn report_none(
        &mut self,
        keyword: &'static str,
        members: &'static [Ref],
        schema: &'static Schema,
    ) -> Result<(), Halt> {
        let tag = schema.tag.filter(|_| self.sink.explains());
        let told =
            tag.and_then(|tag| self.told_by(tag, members, schema.tag_values).or_else(|| self.chosen_by(tag, members)));
        if let Some(member) = told {
            return judge_at(self.value, member.get(), self.place, self.sink, self.depth + 1);
        }
        let closest = if self.sink.explains() { self.closest(members) } else { String::new() };
        self.sink.report_at(self.place, keyword, || {
            Words::new(match members.len() {
                1 => format!("does not match the one schema of {keyword}{closest}"),
                count => format!("matches none of the {count} schemas of {keyword}{closest}"),
            })
        })
    }

    /// Reports what breaks a list of types: what is wrong with a value of one of them, or that it is of none.
    #[cold]
    fn report_types(&mut self, members: &'static [Ref]) -> Result<(), Halt> {
        let place = self.sink.pointer(self.place);
        let is_of_type = |violation: &Violation| violation.keyword() != "type" || violation.pointer() != place;
        let outlines: Vec<Violations> = members.iter().map(|member| self.outline(*member)).collect();
        let of_type = members.iter().zip(&outlines).find(|(_, violations)| violations.iter().all(is_of_type));
        if let Some((member, _)) = of_type {
            return judge_at(self.value, member.get(), self.place, self.sink, self.depth + 1);
        }
        let named = members.iter().map(|member| name_type(member.get().types));
        let (names, described): (Vec<_>, Vec<_>) = named.unzip();
        let sentence = outlines.iter().flat_map(Violations::iter).next().map(Violation::sentence).unwrap_or_default();
        let others = described.get(1..).unwrap_or_default().iter().map(|described| format!(" or {described}"));
        let sentence = format!("{sentence}{}", others.collect::<String>());
        self.sink
            .report_at(self.place, "type", || Words::with_bound(format!("[\"{}\"]", names.join("\",\"")), sentence))
    }

    /// Returns the member that the value's tag tells: its violations are those that are meant.
    fn told_by(&self, tag: &str, members: &'static [Ref], values: &'static [&'static [Literal]]) -> Option<Ref> {
        let found = property::of(self.value, tag)?;
        let tells = |values: &[Literal]| values.iter().any(|literal| super::equals(&found, literal));
        members.iter().zip(values).find(|(_, values)| tells(values)).map(|(member, _)| *member)
    }

    /// Returns the one member to whose schema the value's tag is right, where its values are not known.
    fn chosen_by(&mut self, tag: &str, members: &'static [Ref]) -> Option<Ref> {
        let place = self.sink.pointer(self.place);
        let tag_place = format!("{place}/{}", tag.replace('~', "~0").replace('/', "~1"));
        let concerns_tag = |violation: &Violation| {
            let is_missing = violation.keyword() == "required" && violation.bound() == Some(tag);
            violation.pointer() == tag_place || (is_missing && violation.pointer() == place)
        };
        let mut fitting = members.iter().filter(|member| !self.outline(**member).iter().any(concerns_tag));
        let first = fitting.next().copied();
        first.filter(|_| fitting.next().is_none())
    }

    /// Says which member has the fewest violations, and its first one. One that asks for another type of value is farther than any that
    /// does not.
    fn closest(&mut self, members: &'static [Ref]) -> String {
        let place = self.sink.pointer(self.place);
        let is_of_type = |violation: &Violation| violation.keyword() != "type" || violation.pointer() != place;
        let all = (1_usize..).zip(members).map(|(number, member)| (number, self.outline(*member)));
        let distance = |violations: &Violations| (!violations.iter().all(is_of_type), violations.len());
        let Some((number, violations)) = all.min_by_key(|(_, violations)| distance(violations)) else {
            return String::new();
        };
        let reason = violations.iter().next().map(|first| self.reason(first)).unwrap_or_default();
        let more = match violations.len() {
            0 | 1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let named = members.get(number - 1).and_then(|member| member.get().fields_of);
        let which = named.map_or_else(|| format!("number {number}"), str::to_owned);
        format!("; the closest is {which}: {reason}{more}")
    }

    fn outline(&mut self, member: Ref) -> Violations {
        let (value, place, depth) = (self.value, self.place, self.depth + 1);
        self.sink.outline(|sink| judge_at(value, member.get(), place, sink, depth))
    }

    fn reason(&self, violation: &Violation) -> String {
        if violation.pointer() == self.sink.pointer(self.place) {
            violation.sentence().to_owned()
        } else {
            format!("{} {}", violation.pointer(), violation.sentence())
        }
    }
}
