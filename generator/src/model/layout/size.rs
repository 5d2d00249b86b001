//! Boxing of large types, so that values fit on the stack of a thread.
//!
//! Deserialization keeps several nested copies of a value on the stack. Deeply nested types may need hundreds of kilobytes, and a thread has
//! two megabytes.

use super::super::types::{Shape, Type, TypeId, TypeKind};
use super::boxing::{child_count, held_by_value, set_boxed};

/// The maximal size of a type that is contained by value, in bytes. Usual types are much smaller.
const MAX_SIZE: usize = 4096;

/// The size of a box, and of a discriminant.
const WORD: usize = 8;

/// Boxes the fields and variants of larger types. No type may contain itself by value.
pub(in crate::model) fn box_large(types: &mut [Type]) {
    let mut sizes = vec![None; types.len()];
    for index in 0..types.len() {
        box_children(types, TypeId(index), &mut sizes);
    }
}

/// Boxes the large fields and variants of a type, and returns its approximate size.
fn box_children(types: &mut [Type], id: TypeId, sizes: &mut [Option<usize>]) -> usize {
    if let Some(Some(size)) = sizes.get(id.0) {
        return *size;
    }
    for child in 0..child_count(types, id.0) {
        let Some(target) = held_by_value(types, id.0, child) else { continue };
        if box_children(types, target, sizes) > MAX_SIZE {
            set_boxed(types, id.0, child);
        }
    }
    let size = types.get(id.0).map_or(0, |found| size(found, sizes));
    sizes.get_mut(id.0).into_iter().for_each(|known| *known = Some(size));
    size
}

fn size(found: &Type, sizes: &[Option<usize>]) -> usize {
    let held = |shape: &Shape, boxed: bool| if boxed { WORD } else { of_shape(shape, sizes) };
    match &found.kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().map(|field| held(&field.shape, field.boxed) + WORD);
            fields.sum::<usize>() + object.additional_properties.as_ref().map_or(0, |_| 3 * WORD)
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().map(|child| held(&child.shape, child.boxed));
            variants.max().unwrap_or(0) + WORD
        }
        TypeKind::Enum(_) => 3 * WORD,
        TypeKind::Newtype(shape) => of_shape(shape, sizes),
        TypeKind::Alias(id) => of_type(*id, sizes),
    }
}

fn of_type(id: TypeId, sizes: &[Option<usize>]) -> usize {
    sizes.get(id.0).copied().flatten().unwrap_or(0)
}

fn of_shape(shape: &Shape, sizes: &[Option<usize>]) -> usize {
    match shape {
        Shape::Boolean | Shape::Integer(_) | Shape::Number | Shape::Date => WORD,
        Shape::Uuid | Shape::DateTime => 2 * WORD,
        Shape::String | Shape::Byte | Shape::Custom(_) | Shape::Array(_) | Shape::Map(_) => 3 * WORD,
        Shape::Any | Shape::Binary => 4 * WORD,
        Shape::Nullable(inner) => of_shape(inner, sizes) + WORD,
        Shape::Type(id) => of_type(*id, sizes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{Access, Schema};
    use crate::model::schema_path::{SchemaPath, SchemaRoot};
    use crate::model::types::{Docs, Field, Struct};

    fn field(shape: Shape) -> Field {
        Field {
            name: "f".to_owned(),
            shape,
            required: true,
            access: Access::Both,
            nullable: false,
            holds_null: false,
            default: None,
            constant: None,
            boxed: false,
        }
    }

    fn of_fields(fields: Vec<Field>) -> Type {
        Type {
            paths: vec![SchemaPath::new(SchemaRoot::Component("A".to_owned()))],
            kind: TypeKind::Struct(Struct { fields, additional_properties: None, discriminator_fields: Vec::new() }),
            docs: Docs::default(),
            child_docs: Vec::new(),
            schema: Schema::default(),
            in_request: false,
            in_response: false,
        }
    }

    fn boxed(found: &Type) -> Vec<bool> {
        match &found.kind {
            TypeKind::Struct(object) => object.fields.iter().map(|field| field.boxed).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn large_types_are_boxed() {
        let large = of_fields(vec![field(Shape::String); 200]);
        let small = of_fields(vec![field(Shape::String); 20]);
        let holder = of_fields(vec![field(Shape::Type(TypeId(2))), field(Shape::Type(TypeId(3)))]);
        let above = of_fields(vec![field(Shape::Type(TypeId(1)))]);
        let mut types = [above, holder, large, small];
        box_large(&mut types);

        assert_eq!((boxed(&types[0]), boxed(&types[1])), (vec![false], vec![true, false]));
    }

    #[test]
    fn items_of_arrays_do_not_count() {
        let large = of_fields(vec![field(Shape::String); 200]);
        let lists = of_fields(vec![field(Shape::Array(Box::new(Shape::Type(TypeId(0))))); 20]);
        let mut types = [large, lists, of_fields(vec![field(Shape::Type(TypeId(1)))])];
        box_large(&mut types);

        assert_eq!(boxed(&types[2]), [false]);
    }
}
