//! `oneOf` and `anyOf`: choices among schemas.

use serde_json::Value;

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_object::{Keywords, Node};
use super::super::schema_path::{Place, Step};
use super::super::types::{Docs, Kind, Member, Union};
use super::assertions::Parts;
use super::intersection::{self, Conjunction};
use super::{Form, Lowered, Lowering, docs, variant_labels};

impl<'a> Lowering<'a> {
    /// Returns the form of a choice in which `base` holds for each member; `None` if no member can hold.
    ///
    /// Members that are alike are one.
    pub(super) fn union(
        &mut self,
        choice: &Keywords<'a>,
        base: &Conjunction<'a>,
        members: &[Node<'a>],
        place: &Place,
        parts: &mut Parts,
    ) -> Option<Form> {
        self.warn_of_undeclared_tag(choice, base, members);
        let tag = self.tag(choice, base, members);
        parts.tag.clone_from(&tag);
        let mut choices = Choices::default();
        let mut schemas = Vec::new();
        let tags_of =
            |node: &Node<'a>| tag.as_deref().map(|tag| self.tags(choice, base, *node, tag)).unwrap_or_default();
        let tags: Vec<Vec<Value>> = members.iter().map(tags_of).collect();
        let labels = variant_labels::of_members(members, &tags);
        for ((node, tags), label) in members.iter().zip(tags).zip(labels) {
            let Some(lowered) = self.branch(base, *node, &place.step(Step::Member(label.clone()))) else { continue };
            schemas.push(lowered.schema.clone());
            let member = Member { label, shape: lowered.shape, schema: lowered.schema, tags, boxed: false };
            choices.add(member, node_docs(*node));
        }
        let are_all = members.len() == choice.union().len();
        if base.plain.is_empty() && are_all && members.iter().zip(choice.union()).all(|(one, other)| one.is(*other)) {
            parts.set_union(choice, schemas);
        }
        choices.form(tag)
    }

    fn branch(&mut self, base: &Conjunction<'a>, node: Node<'a>, place: &Place) -> Option<Lowered> {
        if base.plain.is_empty() && base.bounds.is_empty() {
            return Some(self.lower(node, place));
        }
        let apart = self.conjunction(&[node]);
        let whole = base.narrowed(apart.clone());
        if apart.covers(base, |_| false) && self.changed_by_bounds(&apart) == self.changed_by_bounds(&whole) {
            return Some(self.lower(node, place));
        }
        let described = self.resolve(node).map(Keywords::of).unwrap_or_default();
        let lowered = self.lower_conjunction(&whole, &described, place)?;
        // Of bounds beside the union only the form is asked: it is the union that asserts them.
        let schema = if base.plain.is_empty() { self.choice(node) } else { lowered.schema };
        Some(Lowered { shape: lowered.shape, schema })
    }
}

/// Returns the members of a choice that hold for more than `null`, those of an inline choice among them included.
pub(super) fn members<'a>(choice: &Keywords<'a>) -> Vec<Node<'a>> {
    let mut found = Vec::new();
    for member in intersection::real_members(choice) {
        match nested_choice(member) {
            Some(nested) => found.extend(members(&nested)),
            None => found.push(member),
        }
    }
    found
}

/// The members of a union, each shape once.
#[derive(Default)]
struct Choices {
    members: Vec<Member>,
    docs: Vec<Docs>,
}

impl Choices {
    fn add(&mut self, member: Member, docs: Docs) {
        match self.members.iter_mut().find(|known| known.shape == member.shape) {
            Some(known) => join(known, member),
            None => {
                self.members.push(member);
                self.docs.push(docs);
            }
        }
    }

    fn form(self, tag: Option<String>) -> Option<Form> {
        match self.members.as_slice() {
            [] => None,
            [only] => Some(Form::Shape(only.shape.clone())),
            _ => Some(Form::Kind(Kind::Union(Union { tag, members: self.members }), self.docs)),
        }
    }
}

/// Makes `known` hold for values of `other`, too, which has the same shape.
fn join(known: &mut Member, other: Member) {
    known.tags.extend(other.tags);
    if known.schema != other.schema {
        let any_of = vec![known.schema.clone(), other.schema];
        known.schema = SchemaRef::Inline(Box::new(Schema { any_of, ..Schema::default() }));
    }
}

fn node_docs(node: Node<'_>) -> Docs {
    match node {
        Node::Schema(schema) => docs(&Keywords::of(schema)),
        // A reference has no description of its own; its type has one.
        Node::Reference(_) => Docs::default(),
    }
}

/// Returns the keywords of an inline schema that is nothing but a choice without a discriminator.
fn nested_choice(node: Node<'_>) -> Option<Keywords<'_>> {
    let Node::Schema(schema) = node else { return None };
    let keywords = Keywords::of(schema);
    let is_one_choice = keywords.one_of.is_empty() != keywords.any_of.is_empty();
    let is_choice = is_one_choice
        && keywords.is_wrapper()
        && keywords.all_of.is_empty()
        && keywords.not.is_none()
        && keywords.discriminator.is_none();
    is_choice.then_some(keywords)
}

/// Returns whether a member of a union holds for `null` alone: `enum: [null]`, `type: null`, or nothing but `nullable`.
pub(super) fn is_null(member: Node<'_>) -> bool {
    let Node::Schema(schema) = member else { return false };
    let keywords = Keywords::of(schema);
    let only_null = keywords.values.as_ref().is_some_and(|values| values.iter().all(Value::is_null));
    only_null || is_only_nullable(member) || keywords.r#type == Some("null")
}

/// Returns whether a schema says that its value may be `null`, and nothing else.
pub(super) fn is_only_nullable(node: Node<'_>) -> bool {
    let Node::Schema(schema) = node else { return false };
    let keywords = Keywords::of(schema);
    keywords.nullable
        && keywords.is_wrapper()
        && !keywords.has_bounds()
        && !intersection::is_composed(&keywords)
        && keywords.not.is_none()
}
