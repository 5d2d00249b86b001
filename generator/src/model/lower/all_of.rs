//! `allOf`: one form for values that satisfy several schemas at once.

use openapiv3::Schema;

use super::super::keywords::{Additional, Keywords, Node};
use super::super::place::Place;
use super::super::types::{Docs, Field, Kind, Shape, Struct};
use super::assertions::Parts;
use super::{Form, Lowering, component_name};

impl<'a> Lowering<'a> {
    /// Returns the form of a schema with `allOf`.
    ///
    /// A wrapper of one member has the form of that member; objects become one struct with the properties of all; of other members the
    /// most telling one counts. The assertions stay as the document wrote them, so nothing depends on how well this guesses.
    pub(super) fn all_of(&mut self, keywords: &Keywords<'a>, place: &Place) -> Form {
        if let ([only], true) = (keywords.all_of.as_slice(), keywords.is_wrapper()) {
            return Form::Shape(self.lower(*only, place).shape);
        }
        if self.merging.contains(&keywords.pointer) {
            self.diagnostics.warning(
                "recursive-all-of",
                keywords.pointer,
                "an inline `allOf` that holds itself has no type; any JSON value is taken, and checked",
                "move the schema to components/schemas and refer to it",
            );
            return Form::Shape(Shape::Any);
        }
        self.merging.push(keywords.pointer);
        let form = self.merged(keywords, place);
        self.merging.pop();
        form
    }

    fn merged(&mut self, keywords: &Keywords<'a>, place: &Place) -> Form {
        let mut members = vec![keywords.clone()];
        self.flatten(&keywords.all_of, &mut Vec::new(), &mut members);
        if members.iter().any(|member| !member.union().is_empty()) {
            self.diagnostics.note(
                "free-form",
                keywords.pointer,
                "a union inside of `allOf` has no type of its own; any JSON value is taken, and checked",
                "give the union a component schema of its own, as a property",
            );
            return Form::Shape(Shape::Any);
        }
        if members.iter().any(|member| !member.properties.is_empty()) {
            return self.merged_object(&members, place);
        }
        self.most_telling(&members, place)
    }

    /// Adds the members of an `allOf`, those of their own `allOf` included.
    fn flatten(&mut self, nodes: &[Node<'a>], seen: &mut Vec<&'a str>, members: &mut Vec<Keywords<'a>>) {
        for node in nodes {
            if let Node::Reference(reference) = node {
                let name = component_name(reference).unwrap_or_default();
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name);
            }
            let Some(member) = self.resolve(*node).map(Keywords::of) else { continue };
            let inner = member.all_of.clone();
            members.push(member);
            self.flatten(&inner, seen, members);
        }
    }

    fn merged_object(&mut self, members: &[Keywords<'a>], place: &Place) -> Form {
        let required = |name: &str| members.iter().any(|member| member.requires(name));
        let mut fields: Vec<Field> = Vec::new();
        let mut member_docs: Vec<Docs> = Vec::new();
        for (name, node) in members.iter().flat_map(|member| &member.properties) {
            let (field, docs, _) = self.field(name, *node, required(name), place);
            match fields.iter().position(|known| known.name == *name) {
                None => {
                    fields.push(field);
                    member_docs.push(docs);
                }
                Some(index) => {
                    if let (Some(known), Some(known_docs)) = (fields.get_mut(index), member_docs.get_mut(index)) {
                        meet_field(known, field);
                        meet_docs(known_docs, docs);
                    }
                }
            }
        }
        let rest = self.merged_rest(members, place);
        Form::Kind(Kind::Struct(Struct { fields, rest, tags: Vec::new() }), member_docs)
    }

    fn merged_rest(&mut self, members: &[Keywords<'a>], place: &Place) -> Option<Shape> {
        if members.iter().any(|member| matches!(member.additional, Additional::Never)) {
            return None;
        }
        members.iter().find_map(|member| self.rest(&member.additional, place, &mut None))
    }

    fn most_telling(&mut self, members: &[Keywords<'a>], place: &Place) -> Form {
        let own = members.iter().map(|member| Keywords { all_of: Vec::new(), nullable: false, ..member.clone() });
        let forms: Vec<Form> = own.map(|member| self.form(&member, place, &mut Parts::default())).collect();
        forms.into_iter().max_by_key(telling).unwrap_or(Form::Shape(Shape::Any))
    }
}

/// How much a form says of its values; the later of equals wins.
fn telling(form: &Form) -> u8 {
    match form {
        Form::Shape(Shape::Any) => 0,
        Form::Shape(Shape::Map(items)) if **items == Shape::Any => 1,
        Form::Shape(Shape::String | Shape::Number) => 2,
        Form::Shape(_) => 3,
        Form::Kind(..) => 4,
    }
}

/// Makes of two declarations of a property the one that both allow.
fn meet_field(known: &mut Field, other: Field) {
    if rank(&other.shape) > rank(&known.shape) {
        known.shape = other.shape;
    }
    known.nullable &= other.nullable;
    if known.default.is_none() {
        known.default = other.default;
    }
}

fn meet_docs(known: &mut Docs, other: Docs) {
    if known.description.is_none() {
        known.description = other.description;
    }
    known.deprecated |= other.deprecated;
}

fn rank(shape: &Shape) -> u8 {
    match shape {
        Shape::Any => 0,
        Shape::Map(_) | Shape::String | Shape::Number => 1,
        Shape::Type(_) => 3,
        _ => 2,
    }
}

/// The schema that a node of a union or `allOf` stands for is needed whole, to look at its properties.
pub(super) fn property<'a>(schema: &'a Schema, name: &str) -> Option<Node<'a>> {
    Keywords::of(schema).properties.iter().find(|(property, _)| *property == name).map(|(_, node)| *node)
}
