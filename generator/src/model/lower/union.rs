//! `oneOf` and `anyOf`: choices among schemas.

use serde_json::Value;

use super::super::keywords::{Keywords, Node};
use super::super::place::{Place, Step};
use super::super::types::{Docs, Kind, Member, Shape, Union};
use super::assertions::Parts;
use super::{Form, Lowering, all_of, component_name, docs, values};

impl<'a> Lowering<'a> {
    /// Returns the form of a choice: a single member's own form, one enum for members that are lists of strings, else a union.
    pub(super) fn union(&mut self, keywords: &Keywords<'a>, place: &Place, parts: &mut Parts) -> Form {
        let members: Vec<Node<'a>> = keywords.union().to_vec();
        let real: Vec<Node<'a>> = members.iter().copied().filter(|member| !is_null(*member)).collect();
        let has_null = real.len() < members.len();
        let form = match real.as_slice() {
            [] => Form::Shape(Shape::Any),
            [only] => Form::Shape(self.lower(*only, place).shape),
            _ => match open_enum(&real) {
                Some(strings) => values::form(&strings),
                None => self.choice(keywords, &members, &real, place, parts),
            },
        };
        match form {
            Form::Shape(shape) if has_null => Form::Shape(super::nullable_if(true, shape)),
            Form::Kind(kind, member_docs) if has_null => self.nullable_kind(keywords, kind, member_docs, place),
            form => form,
        }
    }

    /// A choice that `null` is a branch of: the branch stays in the assertions, the type is of what remains.
    fn nullable_kind(&mut self, keywords: &Keywords<'a>, kind: Kind, member_docs: Vec<Docs>, place: &Place) -> Form {
        let schema = self.assertions(keywords, Parts::default());
        let id = self.type_of(keywords, kind, member_docs, schema, &place.step(Step::Member("value".to_owned())));
        Form::Shape(Shape::Nullable(Box::new(Shape::Type(id))))
    }

    fn choice(
        &mut self,
        keywords: &Keywords<'a>,
        members: &[Node<'a>],
        real: &[Node<'a>],
        place: &Place,
        parts: &mut Parts,
    ) -> Form {
        let tag = self.tag(keywords, real);
        parts.tag.clone_from(&tag);
        let mut choices = Vec::new();
        let mut member_docs = Vec::new();
        for (index, node) in real.iter().enumerate() {
            let tags = tag.as_deref().map(|tag| self.tags(keywords, *node, tag)).unwrap_or_default();
            let label = self.label(*node, &tags, index);
            let lowered = self.lower(*node, &place.step(Step::Member(label.clone())));
            if members.len() == real.len() {
                parts.union.push(lowered.schema.clone());
            }
            member_docs.push(match node {
                Node::Schema(schema) => docs(&Keywords::of(schema)),
                Node::Reference(_) => Docs::default(),
            });
            choices.push(Member { label, shape: lowered.shape, schema: lowered.schema, tags, boxed: false });
        }
        Form::Kind(Kind::Union(Union { tag, members: choices }), member_docs)
    }

    /// Returns the property that tells the members apart: the discriminator, or else one that each member requires and gives a value of
    /// its own.
    fn tag(&self, keywords: &Keywords<'a>, members: &[Node<'a>]) -> Option<String> {
        if let Some(discriminator) = keywords.discriminator {
            return Some(discriminator.property_name.clone());
        }
        let first = Keywords::of(self.resolve(*members.first()?)?);
        let tells = |name: &str| {
            let mut seen: Vec<Value> = Vec::new();
            members.iter().all(|member| match self.own_tags(*member, name).as_deref() {
                Some([value]) if self.requires(*member, name) && !seen.contains(value) => {
                    seen.push(value.clone());
                    true
                }
                _ => false,
            })
        };
        first.properties.iter().map(|(name, _)| *name).find(|name| tells(name)).map(str::to_owned)
    }

    fn requires(&self, member: Node<'a>, name: &str) -> bool {
        self.resolve(member).is_some_and(|schema| Keywords::of(schema).requires(name))
    }

    /// Returns the values of the tag that choose a member: those of its own `enum`, else of the mapping, else its component's name.
    fn tags(&self, keywords: &Keywords<'a>, member: Node<'a>, tag: &str) -> Vec<Value> {
        if let Some(own) = self.own_tags(member, tag) {
            return own;
        }
        let Node::Reference(reference) = member else { return Vec::new() };
        let name = component_name(reference).unwrap_or_default();
        let mapping = keywords.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
        let targets = |target: &str| target == reference || target == name;
        let mapped: Vec<Value> =
            mapping.filter(|(_, target)| targets(target)).map(|(value, _)| Value::from(value.as_str())).collect();
        if mapped.is_empty() { vec![Value::from(name)] } else { mapped }
    }

    fn own_tags(&self, member: Node<'a>, tag: &str) -> Option<Vec<Value>> {
        let property = all_of::property(self.resolve(member)?, tag)?;
        Keywords::of(self.resolve(property)?).values
    }

    /// Returns what the document calls a member: the tag that chooses it, its component's name, its title, or what it is.
    fn label(&self, member: Node<'a>, tags: &[Value], index: usize) -> String {
        if let [Value::String(tag)] = tags {
            return tag.clone();
        }
        if let Node::Reference(reference) = member {
            return component_name(reference).unwrap_or(reference).to_owned();
        }
        let Some(schema) = self.resolve(member) else { return format!("member {}", index + 1) };
        let keywords = Keywords::of(schema);
        match (keywords.title, keywords.r#type) {
            (Some(title), _) if !title.trim().is_empty() => title.to_owned(),
            (_, Some(name)) => name.to_owned(),
            _ => format!("member {}", index + 1),
        }
    }
}

/// Returns whether a member of a union holds for `null` alone: `enum: [null]`, `type: null`, or nothing but `nullable`.
fn is_null(member: Node<'_>) -> bool {
    let Node::Schema(schema) = member else { return false };
    let keywords = Keywords::of(schema);
    let only_null = keywords.values.as_ref().is_some_and(|values| values.iter().all(Value::is_null));
    let only_nullable = keywords.nullable
        && keywords.is_wrapper()
        && keywords.all_of.is_empty()
        && keywords.union().is_empty()
        && keywords.not.is_none();
    only_null || only_nullable || keywords.r#type == Some("null")
}

/// Returns the values of all members if each is a list of strings or any string, and at least one is a list.
fn open_enum(members: &[Node<'_>]) -> Option<Vec<Value>> {
    let mut strings = Vec::new();
    for member in members {
        let Node::Schema(schema) = member else { return None };
        let keywords = Keywords::of(schema);
        if keywords.r#type != Some("string") || keywords.format.is_some() {
            return None;
        }
        strings.extend(keywords.values.unwrap_or_default());
    }
    (!strings.is_empty()).then_some(strings)
}
