//! Where `oneOf` to the letter would rule out what its author means.

use serde_json::Value;

use super::super::schema::{JsonType, Schema, SchemaRef};
use super::super::schema_object::{Keywords, Node};
use super::intersection::{self, Conjunction};
use super::{Lowering, scalars, union};
use crate::normalize::equality::is_same;

impl Lowering<'_> {
    /// Changes the `oneOf` of a schema where no value of one member could satisfy that member alone.
    pub(super) fn relax_one_of(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) {
        if self.contains_another(&keywords.one_of) {
            self.warn_of_overlap(keywords.pointer);
            let members = std::mem::take(&mut schema.one_of);
            if schema.any_of.is_empty() {
                schema.any_of = members;
            } else {
                schema.all_of.push(SchemaRef::Inline(Box::new(Schema { any_of: members, ..Schema::default() })));
            }
        } else if let Some(values) = self.deciding_values(keywords) {
            schema.tag = keywords.discriminator.map(|discriminator| discriminator.property_name.clone());
            schema.tag_values = values;
        }
    }

    /// Returns whether one member takes all that another does: a number beside an integer, or any string beside strings of a format or from a
    /// list.
    fn contains_another(&self, members: &[Node<'_>]) -> bool {
        let members: Vec<Conjunction<'_>> = members.iter().map(|member| self.conjunction(&[*member])).collect();
        let wider = |asked| members.iter().any(|member| is_only_of(member, asked));
        let integer = |member: &Conjunction<'_>| {
            matches!(type_of(member), Some(JsonType::Integer | JsonType::Whole)) && member.choices.is_empty()
        };
        let some_strings = |member: &Conjunction<'_>| {
            let is_narrow = |keywords: &Keywords<'_>| keywords.format.is_some() || keywords.values.is_some();
            type_of(member) == Some(JsonType::String) && member.plain.iter().any(|part| is_narrow(&part.keywords))
        };
        wider(JsonType::Number) && members.iter().any(integer)
            || wider(JsonType::String) && members.iter().any(some_strings)
    }

    fn warn_of_overlap(&mut self, pointer: &str) {
        // Once a document.
        if !self.diagnostics.iter().any(|told| told.code == "overlapping-one-of") {
            self.diagnostics.warning(
                "overlapping-one-of",
                format!("{pointer}/oneOf"),
                "what satisfies a member of `oneOf` always satisfies another, too, so that nothing would be valid: it is judged as `anyOf`, \
                 here and wherever else the document does so",
                "write `anyOf`",
            );
        }
    }

    /// Returns the values of the discriminator that decide which member judges, where the members do not tell themselves apart by it.
    fn deciding_values(&self, keywords: &Keywords<'_>) -> Option<Vec<Vec<Value>>> {
        let decides = !keywords.one_of.is_empty() || (keywords.is_marked("family") && !keywords.any_of.is_empty());
        let tag = &keywords.discriminator.filter(|_| decides)?.property_name;
        let mut seen: Vec<Value> = Vec::new();
        let mut is_told_by_schemas = true;
        let mut values = Vec::new();
        for member in keywords.union() {
            if union::is_null(*member) {
                values.push(Vec::new());
                continue;
            }
            let told = self.tags(keywords, &Conjunction::default(), *member, tag);
            if told.is_empty() || told.iter().any(|value| seen.iter().any(|other| is_same(other, value))) {
                return None;
            }
            is_told_by_schemas &= self.lists_only(*member, tag, &told);
            seen.extend(told.clone());
            values.push(told);
        }
        (!is_told_by_schemas && intersection::real_members(keywords).len() > 1).then_some(values)
    }
}

fn type_of(member: &Conjunction<'_>) -> Option<JsonType> {
    scalars::common_type(&member.plain).ok().flatten()
}

/// Returns whether a member takes any value of a type, and asks for nothing else; the format of a number asserts nothing.
fn is_only_of(member: &Conjunction<'_>, asked: JsonType) -> bool {
    let [only] = member.plain.as_slice() else { return false };
    let keywords = &only.keywords;
    let has_format = keywords.format.is_some() && asked != JsonType::Number;
    JsonType::parse(keywords.r#type.unwrap_or_default()) == Some(asked)
        && member.choices.is_empty()
        && member.bounds.is_empty()
        && keywords.values.is_none()
        && !has_format
        && keywords.not.is_none()
        && keywords.later("if").is_none()
}
