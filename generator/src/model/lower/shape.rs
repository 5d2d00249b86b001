//! What becomes of a schema: a shape, which may be of a type, beside its assertions.

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_object::{Additional, Keywords, Node};
use super::super::schema_path::{Place, Step};
use super::super::types::{Docs, Kind, Shape, TypeId};
use super::Lowering;
use super::assertions::Parts;

/// A schema, lowered: what holds its values, and what they must satisfy.
#[derive(Clone, Debug)]
pub(in crate::model) struct Lowered {
    pub(in crate::model) shape: Shape,
    pub(in crate::model) schema: SchemaRef,
}

/// The natural form of a schema, before it is known whether it gets a name.
pub(super) enum Form {
    Shape(Shape),
    /// A form that needs a type, and the documentation of its members.
    Kind(Kind, Vec<Docs>),
}

impl Form {
    /// Lets a struct keep the members that it has no field for.
    pub(super) fn keep_rest(&mut self) {
        if let Self::Kind(Kind::Struct(object), _) = self {
            object.rest.get_or_insert(Shape::Any);
        }
    }
}

impl<'a> Lowering<'a> {
    /// Returns a form with its assertions; one that needs a name gets a type.
    pub(super) fn lowered(&mut self, form: Form, keywords: &Keywords<'a>, schema: Schema, place: &Place) -> Lowered {
        match form {
            Form::Shape(shape) => {
                Lowered { shape: nullable_if(schema.nullable, shape), schema: SchemaRef::Inline(Box::new(schema)) }
            }
            Form::Kind(kind, member_docs) => {
                let nullable = schema.nullable;
                let id = self.type_of(keywords, kind, member_docs, schema, place);
                let lowered = Lowered::of_type(id);
                if nullable { lowered.or_null() } else { lowered }
            }
        }
    }

    /// Returns the form of a composed schema, with `null` where it is no keyword of the schema itself that admits it:
    /// the assertions stay, the type is of what remains.
    pub(super) fn or_null(&mut self, form: Form, keywords: &Keywords<'a>, place: &Place) -> Form {
        if keywords.nullable || !self.composes_null(keywords) {
            return form;
        }
        match form {
            Form::Shape(shape) => Form::Shape(nullable_if(true, shape)),
            Form::Kind(kind, member_docs) => {
                let schema = self.assertions(keywords, Parts::default());
                let place = place.step(Step::Member("value".to_owned()));
                let id = self.type_of(keywords, kind, member_docs, schema, &place);
                Form::Shape(Shape::Nullable(Box::new(Shape::Type(id))))
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
    pub(super) fn or_null(self) -> Self {
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
        let is_open = !matches!(keywords.additional, Additional::Never);
        is_open && keywords.discriminator.is_some() && keywords.union().is_empty()
    };
    let is_told_apart_inline = |node: &Node<'_>| matches!(node, Node::Schema(schema) if tells(&Keywords::of(schema)));
    tells(keywords) || keywords.all_of.iter().any(is_told_apart_inline)
}
