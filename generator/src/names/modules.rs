//! Module names of operations and types.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::scope::Scope;
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::Operation;
use crate::model::schema::SchemaRef;
use crate::model::type_refs;
use crate::model::types::{Shape, Type, TypeId};

/// The module of items that belong to no tag or to several.
pub(crate) const SHARED: &str = "shared";

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

/// Returns the module of each type: that of the operations that use it, if all of them are in one, and nothing else uses it.
pub(super) fn of_types(api: &Api) -> Vec<Name> {
    let mut users = Users { references: references(api), modules: vec![BTreeSet::new(); api.types.len()] };
    for operation in &api.operations {
        users.add(&of_operation(operation), roots(api, operation));
    }
    let shared = Scope::of_modules().claim(SHARED);
    users.add(&shared, roots_of_headers(api));
    // What no operation uses has no module of its own, and nor has what it refers to.
    let unused = users.modules.iter().enumerate().filter(|(_, modules)| modules.is_empty());
    let unused = unused.map(|(index, _)| TypeId(index)).collect();
    users.add(&shared, unused);
    users.modules.into_iter().map(|modules| one_or(modules, &shared)).collect()
}

/// The modules whose operations use each type.
struct Users {
    /// The types that each type refers to.
    references: Vec<Vec<TypeId>>,
    modules: Vec<BTreeSet<Name>>,
}

impl Users {
    /// Adds a module to the users of types, and of those that these refer to.
    fn add(&mut self, module: &Name, mut open: Vec<TypeId>) {
        while let Some(id) = open.pop() {
            let (Some(modules), Some(next)) = (self.modules.get_mut(id.0), self.references.get(id.0)) else { continue };
            if modules.insert(module.clone()) {
                open.extend(next);
            }
        }
    }
}

fn one_or(modules: BTreeSet<Name>, shared: &Name) -> Name {
    let mut modules = modules.into_iter();
    match (modules.next(), modules.next()) {
        (Some(only), None) => only,
        _ => shared.clone(),
    }
}

/// Returns the types that each type refers to, by its shape or its schema.
fn references(api: &Api) -> Vec<Vec<TypeId>> {
    let of_type = |used: &Type| {
        let mut found = Vec::new();
        type_refs::of_kind(&mut used.kind.clone(), &mut |id| found.push(*id));
        type_refs::of_schema(&mut used.schema.clone(), &mut |id| found.push(*id));
        found
    };
    api.types.iter().map(of_type).collect()
}

/// Returns the types that an operation refers to.
fn roots(api: &Api, operation: &Operation) -> Vec<TypeId> {
    let mut found = Vec::new();
    for parameter in &operation.parameters {
        add(&parameter.shape, Some(&parameter.schema), &mut found);
    }
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        if let Some(shape) = content.content.shape() {
            add(shape, None, &mut found);
        }
    }
    let errors = operation.errors.and_then(|index| api.error_sets.get(index));
    let errors = errors.into_iter().flat_map(|set| &set.errors).map(|(_, content)| content);
    let successes = operation.success.responses.iter().map(|response| &response.content);
    for content in successes.chain(errors) {
        for (shape, schema) in content.clone().shapes_mut() {
            add(shape, Some(schema), &mut found);
        }
    }
    found
}

fn roots_of_headers(api: &Api) -> Vec<TypeId> {
    let mut found = Vec::new();
    for header in &api.headers {
        add(&header.shape, Some(&header.schema), &mut found);
    }
    found
}

fn add(shape: &Shape, schema: Option<&SchemaRef>, found: &mut Vec<TypeId>) {
    type_refs::of_shape(&mut shape.clone(), &mut |id| found.push(*id));
    if let Some(schema) = schema {
        type_refs::of_schema_ref(&mut schema.clone(), &mut |id| found.push(*id));
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
