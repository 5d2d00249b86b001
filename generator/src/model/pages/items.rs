//! The items of a page: where they are in its type.

use std::borrow::Cow;

use super::super::api::{ItemPath, ItemStep, Operation, Output, ResponseContent};
use super::super::types::{Field, Shape, Type, TypeId, TypeKind};
use crate::load::pointer;

/// Returns the body of a page, and whether it may be missing.
pub(super) fn page(operation: &Operation) -> Result<(&Shape, bool), String> {
    let Output::Same { optional } = operation.success.output else {
        return Err("its responses differ, or have no body".to_owned());
    };
    match operation.success.content() {
        Some(ResponseContent::Json(shape, _)) => Ok((shape, optional)),
        _ => Err("its response is not JSON".to_owned()),
    }
}

/// Returns the way to the items of a page; without a pointer, to the only array.
pub(super) fn path(types: &[Type], operation: &Operation, wanted: Option<&str>) -> Result<ItemPath, String> {
    let (shape, optional) = page(operation)?;
    let pointer = match wanted {
        Some(pointer) => Cow::Borrowed(pointer),
        None => Cow::Owned(only_array(types, shape)?),
    };
    let mut walk = Walk { types, steps: Vec::new(), shape };
    if optional {
        walk.steps.push(ItemStep::Option);
    }
    walk.skip_wrappers();
    for name in pointer::tokens(&pointer) {
        walk.enter(&name)?;
        walk.skip_wrappers();
    }
    match walk.shape {
        Shape::Array(item) => {
            Ok(ItemPath { pointer: pointer.into_owned(), steps: walk.steps, item: Shape::clone(item) })
        }
        _ => Err(format!("the response has no array at `{pointer}`")),
    }
}

/// Returns the pointer of a body that is an array, or of its only property that is one.
fn only_array(types: &[Type], shape: &Shape) -> Result<String, String> {
    let mut walk = Walk { types, steps: Vec::new(), shape };
    walk.skip_wrappers();
    if matches!(walk.shape, Shape::Array(_)) {
        return Ok(String::new());
    }
    let is_array = |field: &&Field| {
        let mut walk = Walk { types, steps: Vec::new(), shape: &field.shape };
        walk.skip_wrappers();
        matches!(walk.shape, Shape::Array(_))
    };
    let fields = walk.fields().into_iter().flat_map(|(_, fields)| fields);
    let arrays: Vec<&Field> = fields.filter(is_array).collect();
    match arrays.as_slice() {
        [only] => Ok(pointer::join("", &only.name)),
        [] => Err("the response has no array of items".to_owned()),
        _ => Err("the response has several arrays, and `items` does not say which is that of the items".to_owned()),
    }
}

/// What a pointer leads to in a body.
#[derive(Clone, Copy, Debug)]
pub(super) enum Member<'a> {
    Missing,
    /// Something that the document does not describe, or describes in several ways.
    Undescribed,
    Described(&'a Shape),
}

/// Returns what a pointer leads to.
pub(super) fn member<'a>(types: &'a [Type], shape: &'a Shape, pointer: &str) -> Member<'a> {
    let mut walk = Walk { types, steps: Vec::new(), shape };
    walk.skip_wrappers();
    for name in pointer::tokens(pointer) {
        if walk.is_open() {
            return Member::Undescribed;
        }
        if walk.enter(&name).is_err() {
            return Member::Missing;
        }
        walk.skip_wrappers();
    }
    if walk.is_open() { Member::Undescribed } else { Member::Described(walk.shape) }
}

/// Returns whether values of a shape, which is no wrapper, are strings or numbers.
pub(super) fn is_scalar(types: &[Type], shape: &Shape) -> bool {
    match shape {
        Shape::Array(_) | Shape::Map(_) | Shape::Boolean | Shape::Any | Shape::Nullable(_) => false,
        Shape::Type(id) => {
            let walk = Walk { types, steps: Vec::new(), shape };
            matches!(walk.kind(*id), Some(TypeKind::Enum(_)))
        }
        _ => true,
    }
}

/// A way into a type.
struct Walk<'a> {
    types: &'a [Type],
    steps: Vec<ItemStep>,
    /// Where it has arrived.
    shape: &'a Shape,
}

impl<'a> Walk<'a> {
    /// Goes through what can be missing, and through types that only wrap another one.
    fn skip_wrappers(&mut self) {
        // A newtype can't contain itself: `uninhabited` has seen to it.
        loop {
            match self.shape {
                Shape::Nullable(inner) => {
                    self.steps.push(ItemStep::Option);
                    self.shape = inner;
                }
                Shape::Type(id) => match self.kind(*id) {
                    Some(TypeKind::Newtype(inner)) => {
                        self.steps.push(ItemStep::Inner(self.target(*id)));
                        self.shape = inner;
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Goes to the field for a property.
    fn enter(&mut self, name: &str) -> Result<(), String> {
        let missing = || format!("the response has no property `{name}`");
        let (id, fields) = self.fields().ok_or_else(missing)?;
        let (index, field) = fields.iter().enumerate().find(|(_, field)| field.name == name).ok_or_else(missing)?;
        self.steps.push(ItemStep::Field(id, index));
        match (field.required, field.nullable) {
            (true, false) => {}
            (false, true) => self.steps.push(ItemStep::Nullable),
            (true, true) | (false, false) => self.steps.push(ItemStep::Option),
        }
        self.shape = &field.shape;
        Ok(())
    }

    /// Returns the fields of a struct.
    fn fields(&self) -> Option<(TypeId, &'a [Field])> {
        let Shape::Type(id) = self.shape else { return None };
        match self.kind(*id)? {
            TypeKind::Struct(object) => Some((self.target(*id), &object.fields)),
            _ => None,
        }
    }

    /// Returns whether members are not known by name.
    fn is_open(&self) -> bool {
        match self.shape {
            Shape::Any | Shape::Map(_) => true,
            Shape::Type(id) => matches!(self.kind(*id), Some(TypeKind::Union(_))),
            _ => false,
        }
    }

    fn kind(&self, id: TypeId) -> Option<&'a TypeKind> {
        self.types.get(self.target(id).0).map(|known| &known.kind)
    }

    /// Returns the target of an alias.
    fn target(&self, mut id: TypeId) -> TypeId {
        // There is no alias of itself.
        while let Some(Type { kind: TypeKind::Alias(target), .. }) = self.types.get(id.0) {
            id = *target;
        }
        id
    }
}
