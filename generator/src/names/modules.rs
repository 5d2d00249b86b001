//! Module names of operations and types.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::scope::Scope;
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::{Operation, ResponseContent};
use crate::model::types::{Shape, TypeId, TypeKind};

/// The module of items that belong to no tag or to several.
const SHARED: &str = "shared";

/// The maximal length of a module name in characters. File systems allow 255 bytes.
const MAX_LENGTH: usize = 60;

/// Returns the module of an operation: its first tag.
pub(super) fn of_operation(operation: &Operation) -> Name {
    let tag = operation.tag.as_deref().map(to_ascii).filter(|tag| !tag.trim().is_empty());
    let module = tag.map_or(SHARED.to_owned(), |tag| ident::snake(&tag));
    Scope::of_modules().claim(truncated(&module))
}

/// Removes all characters that are not ASCII: rustc does not find files with other names.
fn to_ascii(text: &str) -> String {
    text.nfd().filter(char::is_ascii).collect()
}

/// Truncates a name to the maximal length, after a word.
fn truncated(name: &str) -> &str {
    let Some((longest, _)) = name.char_indices().nth(MAX_LENGTH) else { return name };
    let cut = name.get(..longest).unwrap_or(name);
    cut.rsplit_once('_').map_or(cut, |(words, _)| words)
}

/// Returns the module of each type: that of the operations that use it, if all of them are in one.
pub(super) fn of_types(api: &Api) -> Vec<Name> {
    let mut users: Vec<BTreeSet<Name>> = vec![BTreeSet::new(); api.types.len()];
    for operation in &api.operations {
        let module = of_operation(operation);
        let mut open = roots(api, operation);
        while let Some(id) = open.pop() {
            let (Some(users), Some(used)) = (users.get_mut(id.0), api.types.get(id.0)) else { continue };
            if users.insert(module.clone()) {
                collect_from_kind(&used.kind, &mut open);
            }
        }
    }
    users.into_iter().map(one_or_shared).collect()
}

fn one_or_shared(users: BTreeSet<Name>) -> Name {
    let mut users = users.into_iter();
    match (users.next(), users.next()) {
        (Some(only), None) => only,
        _ => Scope::of_modules().claim(SHARED),
    }
}

fn roots(api: &Api, operation: &Operation) -> Vec<TypeId> {
    let mut found = Vec::new();
    let parameters = operation.parameters.iter().map(|parameter| &parameter.shape);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    for shape in parameters.chain(contents.filter_map(|content| content.content.shape())) {
        collect_from_shape(shape, &mut found);
    }
    let errors = operation.errors.and_then(|index| api.error_sets.get(index));
    let errors = errors.into_iter().flat_map(|set| &set.errors).map(|(_, content)| content);
    let responses = operation.success.responses.iter().map(|response| &response.content);
    for shape in responses.chain(errors).filter_map(ResponseContent::shape) {
        collect_from_shape(shape, &mut found);
    }
    found
}

fn collect_from_kind(kind: &TypeKind, found: &mut Vec<TypeId>) {
    match kind {
        TypeKind::Struct(object) => {
            for shape in object.fields.iter().map(|field| &field.shape).chain(&object.additional_properties) {
                collect_from_shape(shape, found);
            }
        }
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => union.variants.iter().for_each(|variant| collect_from_shape(&variant.shape, found)),
        TypeKind::Newtype(shape) => collect_from_shape(shape, found),
        TypeKind::Alias(id) => found.push(*id),
    }
}

fn collect_from_shape(shape: &Shape, found: &mut Vec<TypeId>) {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) | Shape::Nullable(inner) => collect_from_shape(inner, found),
        Shape::Type(id) => found.push(*id),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{to_ascii, truncated};

    #[test]
    fn names_are_ascii() {
        assert_eq!((to_ascii("Größe").as_str(), to_ascii("用户 API").trim()), ("Groe", "API"));
    }

    #[test]
    fn long_names_are_truncated_after_a_word() {
        let name = "word_".repeat(20);

        assert_eq!(truncated(&name), "word_".repeat(12).trim_end_matches('_'));
        assert_eq!(truncated("word"), "word");
        assert_eq!(truncated(&"a".repeat(99)).len(), 60);
    }
}
