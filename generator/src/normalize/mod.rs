//! The stage `normalize`: checks and repairs the raw tree of a document, and deserializes it into openapiv3's model.
//!
//! openapiv3 silently drops unknown fields, rejects a whole document for one mistake, and rounds numbers. So the tree is
//! checked first, against the tables of OpenAPI 3.0.3 in `spec`; obvious mistakes are repaired, and values that openapiv3
//! does not support are moved to extensions:
//!
//! | extension | on | value |
//! | --- | --- | --- |
//! | `x-clientwright-pointer` | every schema that is not a reference, path items, operations | its JSON pointer in the original document; `load::Source::origin` maps it to the file that it was read from |
//! | `x-clientwright-path` | path items | the path that is sent, if several path items have the same one |
//! | `x-clientwright-minimum`, `-maximum`, `-multipleOf` | schemas | a bound that openapiv3 would round, as a decimal in a string |
//! | `x-clientwright-exclusiveMinimum`, `-exclusiveMaximum` | schemas | `true`: that bound is exclusive |
//! | `x-clientwright-enum` | schemas | an `enum` whose values don't all have the type of the schema |
//! | `x-clientwright-const` | schemas | `true`: `enum` replaces `const` |
//! | `x-clientwright-types` | schemas | `true`: `anyOf` replaces a list of types |
//! | `x-clientwright-false` | schemas | `true`: the schema is `false` |
//! | `x-clientwright-format-mismatch` | schemas | `true`: the default or an example does not match the `format` |
//! | `x-clientwright-splitBase` | schemas | `true`: the variants extend the base that was split off this union, and its discriminator selects among them |
//! | `x-clientwright-default-null` | schemas | `true`: the default is null |
//! | `x-clientwright-explode` | headers | `explode` |
//! | `x-clientwright-cookie-style` | parameters | `true`: the cookie is in the style `cookie` |
//! | `x-clientwright-querystring` | parameters | `true`: the parameter is the whole query |
//! | `x-clientwright-slashes` | parameters of a path | `true`: slashes in the value are not encoded |
//! | `x-clientwright-allowReserved` | parameters of a path | `true`: reserved characters in the value are not encoded |
//! | `x-clientwright-itemSchema` | media types | `true`: `schema` is the `itemSchema`, or for events that of their data |
//! | `x-clientwright-events` | media types | the events of each variant in the `oneOf` of `schema`, if the data differs by event |
//! | `x-clientwright-` and a keyword of 3.1: `patternProperties`, `prefixItems`, `if`, … | schemas | the value of the keyword; its subschemas are normalized like all others |

mod anchors;
mod bundle;
mod cycles;
mod describe;
mod discriminator_inheritance;
mod discriminator_parents;
mod document;
mod event_data;
mod inline_callbacks;
mod inline_refs;
mod invalid_keywords;
mod item_schemas;
mod media_type_maps;
mod media_types;
mod mutual_tls;
mod not_openapi;
mod operation_ids;
mod operations;
mod parameters;
mod path_conflicts;
mod path_parameters;
mod path_template;
mod reference;
mod repair;
mod rules;
mod schema;
mod select;
mod spec;
mod spelling;
mod unknown_fields;
mod version;
mod walker;

use std::collections::HashSet;
use std::mem;

use serde_json::Value;

use self::bundle::Bundle;
pub use self::document::{Document, KeyedOperation};
use self::reference::KnownComponents;
pub(crate) use self::rules::path_item::METHODS;
use self::select::SkippedOperations;
use self::spec::document::OPENAPI;
use self::version::Version;
use self::walker::Walker;
use crate::big_stack;
use crate::diagnostic::Diagnostics;
use crate::load::Source;
use crate::target::OperationFilter;

/// Checks and repairs the tree of `source`, and deserializes it into openapiv3's model.
///
/// The tree is taken out of `source`, which keeps the positions. Referenced files are loaded, and added to `source`.
/// Problems are added to `diagnostics`. Returns `None` if there is an error. Every remaining `$ref` is `#/components/`,
/// the map, `/`, and the unescaped name of an existing component.
pub fn normalize(source: &mut Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    normalize_filtered(source, None, diagnostics)
}

/// Normalizes a document as [`normalize`] does, without the operations that `filter` skips and the components that only
/// these use.
pub fn normalize_filtered(
    source: &mut Source,
    filter: Option<OperationFilter<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut found = Diagnostics::default();
    let document = version::check(source, &mut found).and_then(|version| {
        big_stack::run(|| check(source, version, filter, &mut found)).unwrap_or_else(|| {
            let message = "the document can't be read: the parser failed";
            found.error("internal-error", "", message, "please report this document");
            None
        })
    });
    let is_sound = !found.has_errors();
    for diagnostic in &found {
        diagnostics.add(diagnostic.clone());
    }
    document.filter(|_| is_sound)
}

/// Inlines references to path items, also those in other files, as far as they can be resolved.
pub(crate) fn inline_path_items(source: &mut Source) {
    if !bundle::is_needed(&source.tree) {
        return;
    }
    let mut discarded = Diagnostics::default();
    if let Some(version) = version::check(source, &mut discarded) {
        let mut tree = mem::take(&mut source.tree);
        Bundle::of(&mut tree, source, version, &mut discarded).inline_path_items(&mut tree);
        source.tree = tree;
    }
}

fn check(
    source: &mut Source,
    version: Version,
    filter: Option<OperationFilter<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut tree = mem::take(&mut source.tree);
    if version == Version::V31 {
        anchors::replace_dynamic_references(&mut tree);
    }
    let (skipped, unresolved) = bundle_references(&mut tree, source, version, filter, diagnostics);
    cycles::check(&tree, diagnostics);
    let targets = KnownComponents::of(&tree, unresolved);
    let mut walker = Walker::new(source, version, targets, diagnostics);
    if let Value::Object(members) = &mut tree {
        walker.object(&OPENAPI, members);
    }
    let content_schemas = walker.content_schemas;
    media_types::inline(&mut tree);
    let used_content_schemas = item_schemas::resolve(&mut tree);
    schema::content_encoding::warn_of_unchecked(content_schemas.difference(&used_content_schemas), diagnostics);
    inline_callbacks::inline(&mut tree, diagnostics);
    mutual_tls::remove(&mut tree);
    let parents = discriminator_parents::add_any_of(&mut tree, diagnostics);
    discriminator_inheritance::split(&mut tree, &parents, diagnostics);
    operations::assign_ids_and_parameters(&mut tree, &skipped.keys, diagnostics);
    if diagnostics.has_errors() { None } else { deserialize(tree, skipped.count, diagnostics) }
}

/// Removes the skipped operations, and resolves the references of the others. Returns the skipped operations, and the
/// pointers of the references that can't be resolved.
fn bundle_references(
    tree: &mut Value,
    source: &mut Source,
    version: Version,
    filter: Option<OperationFilter<'_>>,
    diagnostics: &mut Diagnostics,
) -> (SkippedOperations, HashSet<String>) {
    if filter.is_none() && !bundle::is_needed(tree) {
        return (SkippedOperations::default(), HashSet::new());
    }
    let mut bundle = Bundle::of(tree, source, version, diagnostics);
    let skipped = filter.map(|filter| select::select(tree, filter, &mut bundle)).unwrap_or_default();
    (skipped, bundle.follow(tree))
}

fn deserialize(tree: Value, skipped: usize, diagnostics: &mut Diagnostics) -> Option<Document> {
    match Document::read(tree, skipped) {
        Ok(document) => Some(document),
        Err(error) => {
            let message = format!("the document can't be read: {error}");
            diagnostics.error("internal-error", "", message, "please report this document");
            None
        }
    }
}
