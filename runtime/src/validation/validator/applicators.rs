//! Applicators: `allOf`, `anyOf`, `oneOf`, `not`, `if`, and `enum` with arrays or objects.

use super::canonical::{canonical, canonical_text};
use super::instance::Instance;
use super::instance_path::InstancePath;
use super::message::{DisplayValue, name_type};
use super::reporter::{Abort, Message, Reporter};
use super::{Outcome, Validator};
use crate::runtime::validation::schema::{Condition, Literal, Ref, Schema};
use crate::runtime::validation::violation::{Violation, Violations};

/// The deepest nesting of schemas for one value: more can only be a schema that refers to itself.
const MAX_DEPTH: u16 = 256;

/// Validates the value at `path` against all keywords of `schema`.
#[inline]
pub(super) fn validate(
    value: &dyn Instance,
    schema: &'static Schema,
    path: &InstancePath<'_>,
    reporter: &mut Reporter,
) -> Result<(), Abort> {
    if schema.is_simple() {
        match value.accept(Validator { schema, allows_null: false, path, reporter: &mut *reporter }) {
            Ok(_) => Ok(()),
            Err(abort) => reporter.finish(path, abort),
        }
    } else {
        validate_at(value, schema, path, reporter, 0)
    }
}

/// Validates `value`, and caches the verdict for any schema.
pub(super) fn validate_and_record(
    value: &dyn Instance,
    schema: &'static Schema,
    path: &InstancePath<'_>,
    reporter: &mut Reporter,
) -> Result<(), Abort> {
    validate_at(value, schema, path, reporter, 0)
}

#[inline(never)]
fn validate_at(
    value: &dyn Instance,
    schema: &'static Schema,
    path: &InstancePath<'_>,
    reporter: &mut Reporter,
    depth: u16,
) -> Result<(), Abort> {
    let visit = match reporter.enter(path, schema) {
        Ok(visit) => visit,
        Err(known) => return known,
    };
    // A `null`, or a value of another schema, is validated against that one directly.
    let (schema, allows_null) = schema.null_or.map_or((schema, false), |other| (other.get(), true));
    let result = match value.accept(Validator { schema, allows_null, path, reporter: &mut *reporter }) {
        Ok(outcome) if is_complete(schema, outcome) => Ok(()),
        Ok(outcome) => Applicators { value, path, reporter: &mut *reporter, depth }.validate(schema, outcome),
        Err(abort) => reporter.finish(path, abort),
    };
    reporter.leave(visit, result)
}

/// Returns whether no applicator applies to the value.
#[inline]
const fn is_complete(schema: &Schema, outcome: Outcome) -> bool {
    match outcome {
        Outcome::AllowedNull => true,
        Outcome::Scalar => !schema.has_subschemas(),
        Outcome::Array | Outcome::Object => !schema.has_subschemas() && schema.enum_values.is_none(),
    }
}

/// Validates a value against the subschemas of a schema.
pub(super) struct Applicators<'a> {
    pub(super) value: &'a dyn Instance,
    pub(super) path: &'a InstancePath<'a>,
    pub(super) reporter: &'a mut Reporter,
    /// How many schemas with applicators led here, for this one value.
    pub(super) depth: u16,
}

impl Applicators<'_> {
    #[inline(never)]
    fn validate(mut self, schema: &'static Schema, outcome: Outcome) -> Result<(), Abort> {
        match outcome {
            Outcome::Array => self.check_enum(schema, DisplayValue::Array)?,
            Outcome::Object => self.check_enum(schema, DisplayValue::Object)?,
            Outcome::Scalar | Outcome::AllowedNull => {}
        }
        self.check_end(self.depth)?;
        for subschema in schema.all_of {
            validate_at(self.value, subschema.get(), self.path, self.reporter, self.depth + 1)?;
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
        let Some(keywords) = schema.keywords_2020 else { return Ok(()) };
        self.conditions(keywords.conditions)?;
        let is_left_over = match outcome {
            Outcome::Array => keywords.unevaluated_items.is_some(),
            Outcome::Object => keywords.unevaluated_properties.is_some(),
            Outcome::Scalar | Outcome::AllowedNull => false,
        };
        if is_left_over { self.unevaluated(schema, keywords) } else { Ok(()) }
    }

    /// Aborts if schemas nest infinitely.
    pub(super) fn check_end(&mut self, depth: u16) -> Result<(), Abort> {
        if depth < MAX_DEPTH { Ok(()) } else { Err(self.reporter.report_infinite_ref(self.path)) }
    }

    /// Checks `enum` for an array or object.
    fn check_enum(&mut self, schema: &'static Schema, shown: DisplayValue<'_>) -> Result<(), Abort> {
        let Some(values) = schema.enum_values else { return Ok(()) };
        let text = canonical(self.value);
        let equals = |literal: &Literal| matches!(literal, Literal::Json(other) if canonical_text(other) == text);
        if text.is_some() && values.iter().any(equals) {
            return Ok(());
        }
        Validator { schema, allows_null: false, path: self.path, reporter: self.reporter }.report_enum(values, shown)
    }

    /// Returns the only schema to validate against, where the discriminator decides.
    fn decided_variant(&self, schema: &'static Schema, subschemas: &'static [Ref]) -> Option<Ref> {
        let discriminator = schema.discriminator.filter(|_| schema.is_decided_by_discriminator())?;
        self.variant_by_discriminator(discriminator, subschemas, schema.discriminator_values)
    }

    fn any_of(&mut self, schema: &'static Schema) -> Result<(), Abort> {
        if let Some(subschema) = self.decided_variant(schema, schema.any_of) {
            return validate_at(self.value, subschema.get(), self.path, self.reporter, self.depth + 1);
        }
        for subschema in schema.any_of {
            if self.is_valid(*subschema)? {
                return Ok(());
            }
        }
        if schema.is_type_list() && self.reporter.explains_unions() {
            return self.report_types(schema.any_of);
        }
        self.report_none("anyOf", schema.any_of, schema)
    }

    fn one_of(&mut self, schema: &'static Schema) -> Result<(), Abort> {
        if let Some(subschema) = self.decided_variant(schema, schema.one_of) {
            return validate_at(self.value, subschema.get(), self.path, self.reporter, self.depth + 1);
        }
        let mut first = None;
        for (number, subschema) in (1_usize..).zip(schema.one_of) {
            if self.is_valid(*subschema)? {
                match first {
                    None => first = Some(number),
                    Some(first) => return self.report_several(first, number),
                }
            }
        }
        if first.is_some() { Ok(()) } else { self.report_none("oneOf", schema.one_of, schema) }
    }

    fn not(&mut self, ruled_out: Ref) -> Result<(), Abort> {
        if !self.is_valid(ruled_out)? {
            return Ok(());
        }
        self.reporter
            .report_at(self.path, "not", || Message::new("satisfies the schema that `not` rules out".to_owned()))
    }

    fn conditions(&mut self, conditions: &'static [Condition]) -> Result<(), Abort> {
        for condition in conditions {
            let chosen = if self.is_valid(condition.test)? { condition.then } else { condition.otherwise };
            if let Some(chosen) = chosen {
                validate_at(self.value, chosen.get(), self.path, self.reporter, self.depth + 1)?;
            }
        }
        Ok(())
    }

    /// Returns whether the value satisfies `subschema`; reports nothing.
    pub(super) fn is_valid(&mut self, subschema: Ref) -> Result<bool, Abort> {
        let (value, path, depth) = (self.value, self.path, self.depth + 1);
        self.reporter.is_valid_silently(path, |probe| validate_at(value, subschema.get(), path, probe, depth))
    }

    #[cold]
    fn report_several(&mut self, first: usize, second: usize) -> Result<(), Abort> {
        self.reporter.report_at(self.path, "oneOf", || {
            Message::new(format!("matches schemas {first} and {second} of oneOf, but exactly one must match"))
        })
    }

    #[cold]
    fn report_none(
        &mut self,
        keyword: &'static str,
        subschemas: &'static [Ref],
        schema: &'static Schema,
    ) -> Result<(), Abort> {
        let discriminator = schema.discriminator.filter(|_| self.reporter.explains_unions());
        let told = discriminator.and_then(|discriminator| {
            self.variant_by_discriminator(discriminator, subschemas, schema.discriminator_values)
                .or_else(|| self.variant_by_elimination(discriminator, subschemas))
        });
        if let Some(subschema) = told {
            return validate_at(self.value, subschema.get(), self.path, self.reporter, self.depth + 1);
        }
        let closest = if self.reporter.explains_unions() { self.closest(subschemas) } else { String::new() };
        self.reporter.report_at(self.path, keyword, || {
            Message::new(match subschemas.len() {
                1 => format!("does not match the one schema of {keyword}{closest}"),
                count => format!("matches none of the {count} schemas of {keyword}{closest}"),
            })
        })
    }

    /// Reports a violation of a list of types: the violations of the listed type that the value has, or that it has none of them.
    #[cold]
    fn report_types(&mut self, subschemas: &'static [Ref]) -> Result<(), Abort> {
        let path = self.reporter.pointer(self.path);
        let is_of_type = |violation: &Violation| violation.keyword() != "type" || violation.pointer() != path;
        let summaries: Vec<Violations> =
            subschemas.iter().map(|subschema| self.without_explanations(*subschema)).collect();
        let of_type = subschemas.iter().zip(&summaries).find(|(_, violations)| violations.iter().all(is_of_type));
        if let Some((subschema, _)) = of_type {
            return validate_at(self.value, subschema.get(), self.path, self.reporter, self.depth + 1);
        }
        let named = subschemas.iter().map(|subschema| name_type(subschema.get().types));
        let (names, described): (Vec<_>, Vec<_>) = named.unzip();
        let sentence = summaries.iter().flat_map(Violations::iter).next().map(Violation::sentence).unwrap_or_default();
        let others = described.get(1..).unwrap_or_default().iter().map(|described| format!(" or {described}"));
        let sentence = format!("{sentence}{}", others.collect::<String>());
        self.reporter
            .report_at(self.path, "type", || Message::with_bound(format!("[\"{}\"]", names.join("\",\"")), sentence))
    }

    /// Returns the schema for the value's discriminator.
    fn variant_by_discriminator(
        &self,
        discriminator: &str,
        subschemas: &'static [Ref],
        values: &'static [&'static [Literal]],
    ) -> Option<Ref> {
        let found = self.value.property(discriminator)?;
        let tells = |values: &[Literal]| values.iter().any(|literal| super::equals(&found, literal));
        subschemas.iter().zip(values).find(|(_, values)| tells(values)).map(|(subschema, _)| *subschema)
    }

    /// Returns the only schema that accepts the value's discriminator, where the discriminator values are not known.
    fn variant_by_elimination(&mut self, discriminator: &str, subschemas: &'static [Ref]) -> Option<Ref> {
        let path = self.reporter.pointer(self.path);
        let discriminator_path = format!("{path}/{}", discriminator.replace('~', "~0").replace('/', "~1"));
        let concerns_discriminator = |violation: &Violation| {
            let is_missing = violation.keyword() == "required" && violation.bound() == Some(discriminator);
            violation.pointer() == discriminator_path || (is_missing && violation.pointer() == path)
        };
        let mut fitting = subschemas
            .iter()
            .filter(|subschema| !self.without_explanations(**subschema).iter().any(concerns_discriminator));
        let first = fitting.next().copied();
        first.filter(|_| fitting.next().is_none())
    }

    /// Describes the schema with the fewest violations, and its first one. A schema with another `type` is farther than any other.
    fn closest(&mut self, subschemas: &'static [Ref]) -> String {
        let path = self.reporter.pointer(self.path);
        let is_of_type = |violation: &Violation| violation.keyword() != "type" || violation.pointer() != path;
        let all =
            (1_usize..).zip(subschemas).map(|(number, subschema)| (number, self.without_explanations(*subschema)));
        let distance = |violations: &Violations| (!violations.iter().all(is_of_type), violations.len());
        let Some((number, violations)) = all.min_by_key(|(_, violations)| distance(violations)) else {
            return String::new();
        };
        let reason = violations.iter().next().map(|first| self.reason(first)).unwrap_or_default();
        let more = match violations.len() {
            0 | 1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let named = subschemas.get(number - 1).and_then(|subschema| subschema.get().struct_name);
        let which = named.map_or_else(|| format!("number {number}"), str::to_owned);
        format!("; the closest is {which}: {reason}{more}")
    }

    fn without_explanations(&mut self, subschema: Ref) -> Violations {
        let (value, path, depth) = (self.value, self.path, self.depth + 1);
        self.reporter.without_explanations(|reporter| validate_at(value, subschema.get(), path, reporter, depth))
    }

    fn reason(&self, violation: &Violation) -> String {
        if violation.pointer() == self.reporter.pointer(self.path) {
            violation.sentence().to_owned()
        } else {
            format!("{} {}", violation.pointer(), violation.sentence())
        }
    }
}
