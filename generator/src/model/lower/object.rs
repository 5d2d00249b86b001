//! Objects: structs for known properties, maps for unknown ones.

use super::super::keywords::{Additional, Keywords, Node};
use super::super::place::{Place, Step};
use super::super::schema::SchemaRef;
use super::super::types::{Docs, Field, Kind, Shape, Struct};
use super::assertions::Parts;
use super::{Form, Lowering, docs};

impl<'a> Lowering<'a> {
    /// Returns the form of an object: a struct if it has properties or can't have members, else a map.
    pub(super) fn object(&mut self, keywords: &Keywords<'a>, place: &Place, parts: &mut Parts) -> Form {
        let rest = self.rest_beside(keywords, place, parts);
        let may_have_members = rest.is_some() || !matches!(keywords.additional, Additional::Never);
        if keywords.properties.is_empty() && may_have_members {
            return Form::Shape(Shape::Map(Box::new(rest.unwrap_or(Shape::Any))));
        }
        let mut fields = Vec::new();
        let mut member_docs = Vec::new();
        for (name, node) in &keywords.properties {
            let (field, docs, schema) = self.field(name, *node, keywords.requires(name), place);
            fields.push(field);
            member_docs.push(docs);
            parts.properties.push(schema);
        }
        Form::Kind(Kind::Struct(Struct { fields, rest, tags: Vec::new() }), member_docs)
    }

    /// Returns what members hold that `properties` does not name, where they are to be kept.
    fn rest_beside(&mut self, keywords: &Keywords<'a>, place: &Place, parts: &mut Parts) -> Option<Shape> {
        if keywords.later("patternProperties").is_some() {
            return Some(Shape::Any);
        }
        self.rest(&keywords.additional, place, &mut parts.additional)
    }

    /// Lowers a property.
    pub(super) fn field(
        &mut self,
        name: &str,
        node: Node<'a>,
        required: bool,
        place: &Place,
    ) -> (Field, Docs, SchemaRef) {
        let lowered = self.lower(node, &place.step(Step::Property(name.to_owned())));
        let keywords = self.resolve(node).map(Keywords::of);
        let (shape, nullable) = match lowered.shape {
            Shape::Nullable(inner) => (*inner, true),
            shape => (shape, false),
        };
        let default = keywords.as_ref().and_then(|keywords| keywords.default).cloned();
        let docs = match node {
            Node::Schema(_) => keywords.as_ref().map(docs).unwrap_or_default(),
            // A reference has no description of its own; its type has one.
            Node::Reference(_) => Docs::default(),
        };
        let field = Field {
            name: name.to_owned(),
            shape,
            required,
            nullable,
            holds_null: false,
            default,
            constant: None,
            boxed: false,
        };
        (field, docs, lowered.schema)
    }

    /// Returns what further members hold, where the document says that there may be some.
    pub(super) fn rest(
        &mut self,
        additional: &Additional<'a>,
        place: &Place,
        schema: &mut Option<SchemaRef>,
    ) -> Option<Shape> {
        match additional {
            Additional::Absent | Additional::Never => None,
            Additional::Any => Some(Shape::Any),
            Additional::Schema(node) => {
                let lowered = self.lower(*node, &place.step(Step::Value));
                *schema = Some(lowered.schema);
                Some(lowered.shape)
            }
        }
    }
}
