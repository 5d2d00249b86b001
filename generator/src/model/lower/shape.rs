//! Lowered schemas: shapes with assertions.

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::super::schema_path::{PathSegment, SchemaPath};
use super::super::types::{Docs, Shape, TypeId, TypeKind};
use super::Lowering;
use super::assertions::LoweredSubschemas;

/// A lowered schema: the shape of its values, and its assertions.
#[derive(Clone, Debug)]
pub(in crate::model) struct Lowered {
    pub(in crate::model) shape: Shape,
    pub(in crate::model) schema: SchemaRef,
}

/// The shape of a schema, before a type is created for it.
pub(super) enum TypeShape {
    /// A shape that needs no new type.
    Unnamed(Shape),
    /// A type to be named, and the documentation of its fields or variants.
    Named(TypeKind, Vec<Docs>),
}

impl TypeShape {
    /// Adds additional properties to a struct.
    pub(super) fn keep_additional_properties(&mut self) {
        if let Self::Named(TypeKind::Struct(object), _) = self {
            object.additional_properties.get_or_insert(Shape::Any);
        }
    }
}

impl<'a> Lowering<'a> {
    /// Creates a type for a shape if it needs one, and returns it with its assertions.
    pub(super) fn lowered(
        &mut self,
        shape: TypeShape,
        keywords: &Keywords<'a>,
        schema: Schema,
        path: &SchemaPath,
    ) -> Lowered {
        match shape {
            TypeShape::Unnamed(shape) => {
                Lowered { shape: nullable_if(schema.nullable, shape), schema: SchemaRef::Inline(Box::new(schema)) }
            }
            TypeShape::Named(kind, child_docs) => {
                let nullable = schema.nullable;
                let id = self.type_of(keywords, kind, child_docs, schema, path);
                let lowered = Lowered::of_type(id);
                if nullable { lowered.make_nullable() } else { lowered }
            }
        }
    }

    /// Returns the nullable shape of a composed schema, if `null` is accepted by its subschemas and not by its own `nullable`.
    pub(super) fn make_nullable(&mut self, shape: TypeShape, keywords: &Keywords<'a>, path: &SchemaPath) -> TypeShape {
        if keywords.nullable || !self.composes_null(keywords) {
            return shape;
        }
        match shape {
            TypeShape::Unnamed(shape) => TypeShape::Unnamed(nullable_if(true, shape)),
            TypeShape::Named(kind, child_docs) => {
                let schema = self.assertions(keywords, LoweredSubschemas::default());
                let path = path.join(PathSegment::Variant("value".to_owned()));
                let id = self.type_of(keywords, kind, child_docs, schema, &path);
                TypeShape::Unnamed(Shape::Nullable(Box::new(Shape::Type(id))))
            }
        }
    }
}

impl Lowered {
    /// Returns the shape and the schema of any value.
    pub(in crate::model) fn anything() -> (Shape, SchemaRef) {
        (Shape::Any, SchemaRef::Inline(Box::default()))
    }

    /// Returns any value.
    pub(super) fn any() -> Self {
        Self { shape: Shape::Any, schema: SchemaRef::Inline(Box::default()) }
    }

    /// Returns the values of a type.
    pub(super) fn of_type(id: TypeId) -> Self {
        Self { shape: Shape::Type(id), schema: SchemaRef::Type(id) }
    }

    /// Returns the lowered schema that also accepts `null`.
    pub(super) fn make_nullable(self) -> Self {
        let schema = match self.schema {
            SchemaRef::Inline(schema) => Schema { nullable: true, ..*schema },
            SchemaRef::Type(id) => Schema { nullable: true, all_of: vec![SchemaRef::Type(id)], ..Schema::default() },
        };
        Self { shape: nullable_if(true, self.shape), schema: SchemaRef::Inline(Box::new(schema)) }
    }
}

/// Returns a shape that includes `null` if `nullable` is set.
pub(super) fn nullable_if(nullable: bool, shape: Shape) -> Shape {
    match shape {
        Shape::Any | Shape::Nullable(_) => shape,
        shape if nullable => Shape::Nullable(Box::new(shape)),
        shape => shape,
    }
}

/// Returns whether a schema is the base of subtypes with a discriminator, whose other properties must be preserved.
pub(super) fn is_base(keywords: &Keywords<'_>) -> bool {
    let has_subtypes = |keywords: &Keywords<'_>| {
        let is_open = !matches!(keywords.additional_properties, AdditionalProperties::False);
        is_open && keywords.discriminator.is_some() && keywords.union().is_empty()
    };
    let is_inline_base = |node: &Node<'_>| matches!(node, Node::Schema(schema) if has_subtypes(&Keywords::of(schema)));
    has_subtypes(keywords) || keywords.all_of.iter().any(is_inline_base)
}
