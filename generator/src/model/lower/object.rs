//! Objects: structs for known properties, maps for unknown ones.

use indexmap::IndexMap;
use serde_json::Value;

use super::super::schema::{Access, SchemaRef};
use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::super::schema_path::{PathSegment, SchemaPath};
use super::super::types::{Docs, Field, Shape, Struct, TypeKind};
use super::assertions::LoweredSubschemas;
use super::intersection::Conjunct;
use super::{Lowered, Lowering, TypeShape, docs};

impl<'a> Lowering<'a> {
    /// Returns the shape of an object: a map if it has additional properties only, else a struct.
    pub(super) fn object(
        &mut self,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> TypeShape {
        let additional_properties = self.additional_shape(keywords, path, subschemas);
        let allows_additional =
            additional_properties.is_some() || !matches!(keywords.additional_properties, AdditionalProperties::False);
        if keywords.properties.is_empty() && allows_additional {
            return TypeShape::Unnamed(Shape::Map(Box::new(additional_properties.unwrap_or(Shape::Any))));
        }
        let mut fields = Vec::new();
        let mut child_docs = Vec::new();
        for (name, node) in &keywords.properties {
            let lowered = self.lower(*node, &path.join(PathSegment::Property((*name).to_owned())));
            subschemas.properties.push(lowered.schema.clone());
            fields.push(self.field(name, &[*node], keywords.requires(name), lowered));
            child_docs.push(field_docs(&[*node]));
        }
        TypeShape::Named(
            TypeKind::Struct(Struct { fields, additional_properties, discriminator_fields: Vec::new() }),
            child_docs,
        )
    }

    /// Returns the shape of additional properties, if they are kept.
    fn additional_shape(
        &mut self,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> Option<Shape> {
        if keywords.extension("patternProperties").is_some() {
            return Some(Shape::Any);
        }
        self.additional_properties(&keywords.additional_properties, path, &mut subschemas.additional_properties)
    }

    /// Returns the properties of all conjuncts as fields. A property of several conjuncts is their intersection.
    ///
    /// Returns `None` if a required property is unsatisfiable.
    pub(super) fn merged_fields(
        &mut self,
        conjuncts: &[Conjunct<'a>],
        path: &SchemaPath,
    ) -> Option<(Vec<Field>, Vec<Docs>)> {
        let (mut fields, mut child_docs) = (Vec::new(), Vec::new());
        for (name, nodes) in declarations(conjuncts) {
            let path = path.join(PathSegment::Property(name.to_owned()));
            let required = conjuncts.iter().any(|conjunct| conjunct.keywords.requires(name));
            let lowered = match self.lower_all(&nodes, &path) {
                Some(lowered) => lowered,
                None if required => return None,
                None => {
                    let pointer = field_docs(&nodes).pointer;
                    self.unsatisfiable(&pointer);
                    Lowered::any()
                }
            };
            fields.push(self.field(name, &nodes, required, lowered));
            child_docs.push(field_docs(&nodes));
        }
        Some((fields, child_docs))
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

    /// Returns the access of the property that `nodes` declare.
    pub(super) fn access(&self, nodes: &[Node<'_>]) -> Access {
        let mut declared =
            nodes.iter().filter_map(|node| self.resolve(*node)).map(|schema| Keywords::of(schema).access);
        declared.find(|access| *access != Access::Both).unwrap_or_default()
    }

    /// Returns the shape of additional properties, if the document declares them.
    fn additional_properties(
        &mut self,
        additional: &AdditionalProperties<'a>,
        path: &SchemaPath,
        schema: &mut Option<SchemaRef>,
    ) -> Option<Shape> {
        match additional {
            AdditionalProperties::Absent | AdditionalProperties::False => None,
            AdditionalProperties::Any => Some(Shape::Any),
            AdditionalProperties::Schema(node) => {
                let lowered = self.lower(*node, &path.join(PathSegment::AdditionalProperty));
                *schema = Some(lowered.schema);
                Some(lowered.shape)
            }
        }
    }
}

/// Returns the properties of all conjuncts, each with its declarations, in the order of the document.
fn declarations<'a>(conjuncts: &[Conjunct<'a>]) -> IndexMap<&'a str, Vec<Node<'a>>> {
    let mut found: IndexMap<&'a str, Vec<Node<'a>>> = IndexMap::new();
    for (name, node) in conjuncts.iter().flat_map(|conjunct| &conjunct.keywords.properties) {
        found.entry(name).or_default().push(*node);
    }
    found
}

/// Returns the documentation of a property from its inline declarations. References are documented by their types.
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
