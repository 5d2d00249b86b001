//! What becomes of a schema: a shape, which may be of a type, beside its assertions.

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::super::schema_path::{PathSegment, SchemaPath};
use super::super::types::{Docs, Shape, TypeId, TypeKind};
use super::Lowering;
use super::assertions::LoweredSubschemas;

/// A schema, lowered: what holds its values, and what they must satisfy.
#[derive(Clone, Debug)]
pub(in crate::model) struct Lowered {
    pub(in crate::model) shape: Shape,
    pub(in crate::model) schema: SchemaRef,
}

/// The natural form of a schema, before it is known whether it gets a name.
pub(super) enum TypeShape {
    /// A shape that needs no new type.
    Unnamed(Shape),
    /// A type to be named, and the documentation of its fields or variants.
    Named(TypeKind, Vec<Docs>),
}

impl TypeShape {
    /// Lets a struct keep the members that it has no field for.
    pub(super) fn keep_additional_properties(&mut self) {
        if let Self::Named(TypeKind::Struct(object), _) = self {
            object.additional_properties.get_or_insert(Shape::Any);
        }
    }
}

impl<'a> Lowering<'a> {
    /// Returns a form with its assertions; one that needs a name gets a type.
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

    /// Returns the form of a composed schema, with `null` where it is no keyword of the schema itself that admits it:
    /// the assertions stay, the type is of what remains.
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

    /// Any value.
    pub(super) fn any() -> Self {
        Self { shape: Shape::Any, schema: SchemaRef::Inline(Box::default()) }
    }

    /// The values of a type.
    pub(super) fn of_type(id: TypeId) -> Self {
        Self { shape: Shape::Type(id), schema: SchemaRef::Type(id) }
    }

    /// Returns the same for values that may be `null`, too.
    pub(super) fn make_nullable(self) -> Self {
        let schema = match self.schema {
            SchemaRef::Inline(schema) => Schema { nullable: true, ..*schema },
            SchemaRef::Type(id) => Schema { nullable: true, all_of: vec![SchemaRef::Type(id)], ..Schema::default() },
        };
        Self { shape: nullable_if(true, self.shape), schema: SchemaRef::Inline(Box::new(schema)) }
    }
}

/// Returns the shape of the same values or `null`.
pub(super) fn nullable_if(nullable: bool, shape: Shape) -> Shape {
    match shape {
        Shape::Any | Shape::Nullable(_) => shape,
        shape if nullable => Shape::Nullable(Box::new(shape)),
        shape => shape,
    }
}

/// Returns whether a schema tells apart others that are composed of it: what they have more must not be lost where it is named.
pub(super) fn is_base(keywords: &Keywords<'_>) -> bool {
    let tells = |keywords: &Keywords<'_>| {
        let is_open = !matches!(keywords.additional_properties, AdditionalProperties::False);
        is_open && keywords.discriminator.is_some() && keywords.union().is_empty()
    };
    let is_told_apart_inline = |node: &Node<'_>| matches!(node, Node::Schema(schema) if tells(&Keywords::of(schema)));
    tells(keywords) || keywords.all_of.iter().any(is_told_apart_inline)
}
