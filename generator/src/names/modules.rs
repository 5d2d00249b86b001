//! Which file a thing stands in.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::scope::Scope;
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::{Content, Operation};
use crate::model::types::{Shape, TypeId, TypeKind};

/// The file of what no tag, or more than one, has a claim on.
const SHARED: &str = "shared";

/// The longest name of a file, in characters; in bytes, file systems take 255.
const LONGEST: usize = 60;

/// Returns the file of an operation: its first tag.
pub(super) fn of_operation(operation: &Operation) -> Name {
    let tag = operation.tag.as_deref().map(in_ascii).filter(|tag| !tag.trim().is_empty());
    let module = tag.map_or(SHARED.to_owned(), |tag| ident::snake(&tag));
    Scope::of_modules().claim(shortened(&module))
}

/// Returns as much of a text as the name of a file may have: Rust looks for no files of other names.
fn in_ascii(text: &str) -> String {
    text.nfd().filter(char::is_ascii).collect()
}

/// Cuts a name behind a word, so that it fits for a file.
fn shortened(name: &str) -> &str {
    let Some((longest, _)) = name.char_indices().nth(LONGEST) else { return name };
    let cut = name.get(..longest).unwrap_or(name);
    cut.rsplit_once('_').map_or(cut, |(words, _)| words)
}

/// Returns the file of each type: that of the operations that use it, if they all stand in one.
pub(super) fn of_types(api: &Api) -> Vec<Name> {
    let mut users: Vec<BTreeSet<Name>> = vec![BTreeSet::new(); api.types.len()];
    for operation in &api.operations {
        let module = of_operation(operation);
        let mut open = roots(api, operation);
        while let Some(id) = open.pop() {
            let (Some(users), Some(used)) = (users.get_mut(id.0), api.types.get(id.0)) else { continue };
            if users.insert(module.clone()) {
                held_by(&used.kind, &mut open);
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
    let forms = operation.body.iter().flat_map(|body| &body.contents);
    for shape in parameters.chain(forms.filter_map(|form| form.content.shape())) {
        held_by_shape(shape, &mut found);
    }
    let errors = operation.errors.and_then(|index| api.error_sets.get(index));
    let errors = errors.into_iter().flat_map(|set| &set.errors).map(|(_, content)| content);
    let answers = operation.success.responses.iter().map(|answer| &answer.content);
    for shape in answers.chain(errors).filter_map(Content::shape) {
        held_by_shape(shape, &mut found);
    }
    found
}

fn held_by(kind: &TypeKind, found: &mut Vec<TypeId>) {
    match kind {
        TypeKind::Struct(object) => {
            for shape in object.fields.iter().map(|field| &field.shape).chain(&object.additional_properties) {
                held_by_shape(shape, found);
            }
        }
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => union.variants.iter().for_each(|member| held_by_shape(&member.shape, found)),
        TypeKind::Newtype(shape) => held_by_shape(shape, found),
        TypeKind::Alias(id) => found.push(*id),
    }
}

fn held_by_shape(shape: &Shape, found: &mut Vec<TypeId>) {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) | Shape::Nullable(inner) => held_by_shape(inner, found),
        Shape::Type(id) => found.push(*id),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{in_ascii, shortened};

    #[test]
    fn a_file_has_no_letters_that_rust_does_not_look_for() {
        assert_eq!((in_ascii("Größe").as_str(), in_ascii("用户 API").trim()), ("Groe", "API"));
    }

    #[test]
    fn a_long_name_is_cut_behind_a_word() {
        let name = "word_".repeat(20);

        assert_eq!(shortened(&name), "word_".repeat(12).trim_end_matches('_'));
        assert_eq!(shortened("word"), "word");
        assert_eq!(shortened(&"a".repeat(99)).len(), 60);
    }
}
