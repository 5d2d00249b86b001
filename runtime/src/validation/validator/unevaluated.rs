//! `unevaluatedProperties` and `unevaluatedItems`: properties and items that no keyword evaluates, in any of the schemas that the value
//! satisfies (JSON Schema 2020-12 §11).
//!
//! Which schemas these are is known only after validation. So the value is buffered, as text that keeps its numbers, and its unevaluated
//! parts are validated then.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::applicators::{Applicators, validate};
use super::instance_path::InstancePath;
use super::reporter::{Abort, Message, Reporter};
use crate::runtime::validation::schema::{Keywords2020, Ref, Schema};

impl Applicators<'_> {
    /// Validates what neither the schema nor the applied subschemas evaluate.
    #[inline(never)]
    pub(super) fn unevaluated(&mut self, schema: &'static Schema, keywords: &Keywords2020) -> Result<(), Abort> {
        let mut applied = Vec::new();
        self.collect(schema, &mut applied, self.depth)?;
        // The two keywords of the schema itself evaluate nothing.
        let others = || applied.iter().copied().skip(1);
        let buffered = self.path.buffered();
        let Ok(text) = self.value.to_json().and_then(RawValue::from_string) else {
            return self.reporter.finish(self.path, Abort::Unserializable);
        };
        match Buffered::of(&text) {
            Buffered::Object(members) => {
                let Some(rest) = keywords.unevaluated_properties else { return Ok(()) };
                for (number, (name, member)) in (0..).zip(&members) {
                    let is_known = names(schema, name)
                        || others().any(|other| names(other, name) || leaves_no(other, |it| it.unevaluated_properties));
                    if !is_known {
                        let path = buffered.property(name, number);
                        validate_unevaluated(
                            member,
                            rest,
                            &path,
                            self.reporter,
                            "unevaluatedProperties",
                            "property of this name",
                        )?;
                    }
                }
            }
            Buffered::Array(items) => {
                let Some(rest) = keywords.unevaluated_items else { return Ok(()) };
                if others().any(|other| leaves_no(other, |it| it.unevaluated_items)) {
                    return Ok(());
                }
                for (index, item) in (0..).zip(items) {
                    let path = buffered.item(index);
                    let mut is_known = false;
                    for known in &applied {
                        is_known = is_known || counts(known, index) || contains(known, item, &path, self.reporter)?;
                    }
                    if !is_known {
                        validate_unevaluated(
                            item,
                            rest,
                            &path,
                            self.reporter,
                            "unevaluatedItems",
                            "item at this index",
                        )?;
                    }
                }
            }
            Buffered::Scalar => {}
        }
        Ok(())
    }

    /// Collects the schemas that apply to the value and that it satisfies, `schema` first. All of `allOf` counts: if one is not satisfied,
    /// the value is invalid anyway.
    fn collect(
        &mut self,
        schema: &'static Schema,
        applied: &mut Vec<&'static Schema>,
        depth: u16,
    ) -> Result<(), Abort> {
        self.check_end(depth)?;
        applied.push(schema);
        for subschema in schema.all_of {
            self.collect(subschema.get(), applied, depth + 1)?;
        }
        for subschema in schema.any_of.iter().chain(schema.one_of) {
            if self.is_valid(*subschema)? {
                self.collect(subschema.get(), applied, depth + 1)?;
            }
        }
        for condition in schema.keywords_2020.map_or(&[][..], |keywords| keywords.conditions) {
            let chosen = if self.is_valid(condition.test)? {
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

/// The properties or items of a value, as text.
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

/// Returns whether a keyword of the schema itself evaluates the property `name`.
fn names(schema: &Schema, name: &str) -> bool {
    let matches =
        |keywords: &Keywords2020| keywords.pattern_properties.iter().any(|(pattern, _)| (pattern.is_match)(name));
    schema.additional_properties_false
        || schema.additional_properties.is_some()
        || schema.properties.iter().any(|property| property.name == name)
        || schema.keywords_2020.is_some_and(matches)
}

/// Returns whether a schema has one of the two keywords itself.
fn leaves_no(schema: &Schema, rest: fn(&Keywords2020) -> Option<Ref>) -> bool {
    schema.keywords_2020.and_then(rest).is_some()
}

/// Returns whether a keyword of the schema itself evaluates every item at `index`.
fn counts(schema: &Schema, index: u64) -> bool {
    let prefix = schema.keywords_2020.map_or(0, |keywords| keywords.prefix_items.len());
    schema.items.is_some() || usize::try_from(index).is_ok_and(|index| index < prefix)
}

/// Returns whether `contains` evaluates the item.
fn contains(schema: &Schema, item: &RawValue, path: &InstancePath<'_>, reporter: &mut Reporter) -> Result<bool, Abort> {
    match schema.keywords_2020.and_then(|keywords| keywords.contains) {
        Some(contains) => reporter.is_valid_silently(path, |probe| validate(&item, contains.get(), path, probe)),
        None => Ok(false),
    }
}

fn validate_unevaluated(
    value: &RawValue,
    rest: Ref,
    path: &InstancePath<'_>,
    reporter: &mut Reporter,
    keyword: &'static str,
    what: &str,
) -> Result<(), Abort> {
    let schema = rest.get();
    if !schema.enum_values.is_some_and(<[_]>::is_empty) {
        return validate(&value, schema, path, reporter);
    }
    reporter.report_at(path, keyword, || Message::with_bound("false", format!("no {what} is allowed")))
}
