//! `oneOf` whose literal interpretation would reject all values that its author intends.

use serde_json::Value;

use super::super::schema::{JsonType, Schema, SchemaRef};
use super::super::schema_object::{Keywords, Node};
use super::intersection::{self, Intersection};
use super::{Lowering, scalars, union};
use crate::json::equality::is_same;

impl Lowering<'_> {
    /// Relaxes the `oneOf` of a schema if values of one variant always satisfy another as well.
    pub(super) fn relax_one_of(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) {
        if self.contains_another(&keywords.one_of) {
            self.warn_of_overlap(keywords.pointer);
            let variants = std::mem::take(&mut schema.one_of);
            if schema.any_of.is_empty() {
                schema.any_of = variants;
            } else {
                schema.all_of.push(SchemaRef::Inline(Box::new(Schema { any_of: variants, ..Schema::default() })));
            }
        } else if let Some(values) = self.deciding_values(keywords) {
            schema.discriminator = keywords.discriminator.map(|discriminator| discriminator.property_name.clone());
            schema.discriminator_values = values;
        }
    }

    /// Returns whether exactly one variant accepts all values of another: a number and an integer, or any string and strings with `format`
    /// or `enum`. Two of the wider variants contradict each other, whatever is next to them.
    fn contains_another(&self, variants: &[Node<'_>]) -> bool {
        let variants: Vec<Intersection<'_>> = variants.iter().map(|variant| self.intersection(&[*variant])).collect();
        let wider = |asked| variants.iter().filter(|variant| is_only_of(variant, asked)).count() == 1;
        let integer = |variant: &Intersection<'_>| {
            matches!(type_of(variant), Some(JsonType::Integer | JsonType::Integer2020)) && variant.unions.is_empty()
        };
        let some_strings = |variant: &Intersection<'_>| {
            let is_narrow = |keywords: &Keywords<'_>| keywords.format.is_some() || keywords.enum_values.is_some();
            type_of(variant) == Some(JsonType::String)
                && variant.conjuncts.iter().any(|conjunct| is_narrow(&conjunct.keywords))
        };
        wider(JsonType::Number) && variants.iter().any(integer)
            || wider(JsonType::String) && variants.iter().any(some_strings)
    }

    fn warn_of_overlap(&mut self, pointer: &str) {
        // This is reported once for each document.
        if !self.diagnostics.iter().any(|told| told.code == "overlapping-one-of") {
            self.diagnostics.warning(
                "overlapping-one-of",
                format!("{pointer}/oneOf"),
                "values of one variant of `oneOf` always satisfy another as well, so that none would be valid: it is read as `anyOf`, \
                 here and elsewhere in the document",
                "write `anyOf`",
            );
        }
    }

    /// Returns the values of the discriminator that select the variant to validate, if the schemas of the variants don't fix them.
    fn deciding_values(&self, keywords: &Keywords<'_>) -> Option<Vec<Vec<Value>>> {
        let decides = !keywords.one_of.is_empty() || (keywords.is_marked("splitBase") && !keywords.any_of.is_empty());
        let property = &keywords.discriminator.filter(|_| decides)?.property_name;
        let mut seen: Vec<Value> = Vec::new();
        let mut is_told_by_schemas = true;
        let mut values = Vec::new();
        for variant in keywords.union() {
            if union::is_null(*variant) {
                values.push(Vec::new());
                continue;
            }
            let values_of_variant = self.discriminator_values(keywords, &Intersection::default(), *variant, property);
            if values_of_variant.is_empty()
                || values_of_variant.iter().any(|value| seen.iter().any(|other| is_same(other, value)))
            {
                return None;
            }
            is_told_by_schemas &= self.lists_only(*variant, property, &values_of_variant);
            seen.extend(values_of_variant.clone());
            values.push(values_of_variant);
        }
        (!is_told_by_schemas && intersection::non_null_variants(keywords).len() > 1).then_some(values)
    }
}

fn type_of(variant: &Intersection<'_>) -> Option<JsonType> {
    scalars::common_type(&variant.conjuncts).ok().flatten()
}

/// Returns whether a variant accepts any value of a type. The format of a number asserts nothing.
fn is_only_of(variant: &Intersection<'_>, asked: JsonType) -> bool {
    let [only] = variant.conjuncts.as_slice() else { return false };
    let keywords = &only.keywords;
    let has_format = keywords.format.is_some() && asked != JsonType::Number;
    JsonType::parse(keywords.r#type.unwrap_or_default()) == Some(asked)
        && variant.unions.is_empty()
        && variant.bounds.is_empty()
        && keywords.enum_values.is_none()
        && !has_format
        && keywords.not.is_none()
        && keywords.extension("if").is_none()
}
