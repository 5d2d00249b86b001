//! Objects: structs for known properties, maps for unknown ones.

use indexmap::IndexMap;
use serde_json::Value;

use super::super::schema::{Access, SchemaRef};
use super::super::schema_object::{Additional, Keywords, Node};
use super::super::schema_path::{Place, Step};
use super::super::types::{Docs, Field, Kind, Shape, Struct};
use super::assertions::Parts;
use super::intersection::Part;
use super::{Form, Lowered, Lowering, docs};

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
            let lowered = self.lower(*node, &place.step(Step::Property((*name).to_owned())));
            parts.properties.push(lowered.schema.clone());
            fields.push(self.field(name, &[*node], keywords.requires(name), lowered));
            member_docs.push(field_docs(&[*node]));
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

    /// Returns the properties of all parts as fields; one that stands in several means what they have in common.
    ///
    /// `None` if a required one can have no value.
    pub(super) fn merged_fields(&mut self, parts: &[Part<'a>], place: &Place) -> Option<(Vec<Field>, Vec<Docs>)> {
        let (mut fields, mut member_docs) = (Vec::new(), Vec::new());
        for (name, nodes) in declarations(parts) {
            let place = place.step(Step::Property(name.to_owned()));
            let required = parts.iter().any(|part| part.keywords.requires(name));
            let lowered = match self.lower_all(&nodes, &place) {
                Some(lowered) => lowered,
                None if required => return None,
                None => {
                    let pointer = field_docs(&nodes).pointer;
                    self.nothing(&pointer);
                    Lowered::any()
                }
            };
            fields.push(self.field(name, &nodes, required, lowered));
            member_docs.push(field_docs(&nodes));
        }
        Some((fields, member_docs))
    }

    /// Returns the field of a property that `nodes` declare.
    fn field(&mut self, name: &str, nodes: &[Node<'a>], required: bool, lowered: Lowered) -> Field {
        let (shape, nullable) = match lowered.shape {
            Shape::Nullable(inner) => (*inner, true),
            shape => (shape, false),
        };
        Field {
            name: name.to_owned(),
            shape,
            required,
            access: self.access(nodes),
            nullable,
            holds_null: false,
            default: nodes.iter().find_map(|node| self.default_of(*node)),
            constant: None,
            boxed: false,
        }
    }

    /// Returns the default that a schema declares.
    pub(in crate::model) fn default_of(&self, node: Node<'_>) -> Option<Value> {
        Keywords::of(self.resolve(node)?).default.cloned()
    }

    /// Returns which way a property goes that `nodes` declare.
    pub(super) fn access(&self, nodes: &[Node<'_>]) -> Access {
        let mut declared =
            nodes.iter().filter_map(|node| self.resolve(*node)).map(|schema| Keywords::of(schema).access);
        declared.find(|access| *access != Access::Both).unwrap_or_default()
    }

    /// Returns what further members hold, where the document says that there may be some.
    fn rest(&mut self, additional: &Additional<'a>, place: &Place, schema: &mut Option<SchemaRef>) -> Option<Shape> {
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

/// Returns the properties of all parts, each with its declarations, in the order of the document.
fn declarations<'a>(parts: &[Part<'a>]) -> IndexMap<&'a str, Vec<Node<'a>>> {
    let mut found: IndexMap<&'a str, Vec<Node<'a>>> = IndexMap::new();
    for (name, node) in parts.iter().flat_map(|part| &part.keywords.properties) {
        found.entry(name).or_default().push(*node);
    }
    found
}

/// Returns what the declarations of a property say of it; a reference has no description of its own, its type has one.
fn field_docs(nodes: &[Node<'_>]) -> Docs {
    let own = nodes.iter().filter_map(|node| match node {
        Node::Schema(schema) => Some(docs(&Keywords::of(schema))),
        Node::Reference(_) => None,
    });
    own.reduce(|known, other| Docs {
        title: known.title.or(other.title),
        description: known.description.or(other.description),
        deprecated: known.deprecated || other.deprecated,
        pointer: known.pointer,
    })
    .unwrap_or_default()
}
