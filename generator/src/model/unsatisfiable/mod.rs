//! Types whose schema no value of theirs satisfies: that is no fault, but hardly meant.
//!
//! What is found here is certain. Numbers, and whatever a schema lists, are decided by trying values that stand for all others, whatever
//! combines their keywords; strings by their lengths, and by the patterns that hold at once; arrays and objects by each way of satisfying
//! the unions of their schema. Left out, so that nothing is said of them: `not` and `oneOf` of patterns, formats, and keywords of arrays
//! and objects, unless they take all values or repeat each other; patterns that look around or refer back; `uniqueItems`; the keywords of 3.1
//! for arrays and objects.

mod alternatives;
mod arrays;
mod bounds;
mod inline_schemas;
mod objects;
mod possible;
mod reasons;
mod samples;
mod strings;
mod value_types;

use std::collections::BTreeSet;

use super::schema::Schema;
use super::schema_path::{PathSegment, SchemaPath};
use super::types::{Type, TypeKind};
use crate::diagnostic::Diagnostics;
use possible::Possible;
use reasons::Reason;

/// What else says that nothing satisfies a schema.
const TELLING: [&str; 3] = ["no-value", "empty-intersection", "infinite-type"];

/// The keywords at which contradictions are reported.
const KEYWORDS: [&str; 5] = ["enum", "minimum", "minLength", "minItems", "minProperties"];

/// Warns of each type that no value satisfies, and of properties that no value can have.
pub(super) fn warn(types: &[Type], diagnostics: &mut Diagnostics) {
    let mut told = told(diagnostics);
    let possible = Possible::new(types);
    for found in types.iter().filter(|found| !found.docs.pointer.is_empty()) {
        if told.insert(found.docs.pointer.clone()) {
            warn_of_type(&possible, found, diagnostics);
        }
    }
}

/// Warns of each schema of a property or an item that has no type of its own, and that no value satisfies.
///
/// Schemas still have to stand as the document has them, so that their pointers are those of the document.
pub(super) fn warn_of_inline(types: &[Type], diagnostics: &mut Diagnostics) {
    let mut told = told(diagnostics);
    let possible = Possible::new(types);
    for found in types.iter().filter(|found| !found.docs.pointer.is_empty()) {
        // Keywords next to a union are merged into its variants: their `allOf` is not that of the document.
        let is_component = found.paths.iter().any(|place| place.segments.is_empty());
        for (pointer, schema) in inline_schemas::schemas(&found.docs.pointer, &found.schema, is_component) {
            if possible.of_schema(schema) == value_types::NONE && told.insert(pointer.clone()) {
                add(pointer, possible.reason(schema), diagnostics);
            }
        }
    }
}

/// Returns the pointers of schemas of which, or of one of whose keywords, it is said already that nothing satisfies them.
fn told(diagnostics: &Diagnostics) -> BTreeSet<String> {
    let telling = diagnostics.iter().filter(|told| TELLING.contains(&told.code));
    let pointers = telling.flat_map(|told| {
        let schema =
            told.pointer.rsplit_once('/').filter(|(_, last)| KEYWORDS.contains(last)).map(|(schema, _)| schema);
        [Some(told.pointer.as_str()), schema]
    });
    pointers.flatten().map(str::to_owned).collect()
}

fn warn_of_type(possible: &Possible<'_>, found: &Type, diagnostics: &mut Diagnostics) {
    let pointer = &found.docs.pointer;
    if possible.of_type(found) == value_types::NONE {
        let reason = possible.reason(&found.schema);
        if found.paths.iter().all(is_variant) {
            let message = format!(
                "no value satisfies this variant of a union and the keywords next to the union: {}",
                reason.message
            );
            diagnostics.warning("no-value", pointer.clone(), message, reason.help);
        } else {
            add(pointer.clone(), reason, diagnostics);
        }
    } else if let Some(names) = ruled_out(possible, found) {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        diagnostics.warning(
            "no-value",
            pointer.clone(),
            format!(
                "no value can have {}: a part of the `allOf` that allows no further properties does not declare {}",
                names.join(", "),
                if names.len() == 1 { "it" } else { "them" }
            ),
            "leave `additionalProperties: false` out of schemas that are composed (from 3.1 on: `unevaluatedProperties: false` on the whole)",
        );
    }
}

fn is_variant(place: &SchemaPath) -> bool {
    matches!(place.segments.last(), Some(PathSegment::Variant(_)))
}

fn add(pointer: String, reason: Reason, diagnostics: &mut Diagnostics) {
    diagnostics.warning("no-value", pointer, format!("no value satisfies the schema: {}", reason.message), reason.help);
}

/// Returns the fields of a struct that a part of its schema rules out.
fn ruled_out<'a>(possible: &Possible<'a>, found: &'a Type) -> Option<Vec<&'a str>> {
    let TypeKind::Struct(object) = &found.kind else { return None };
    let parts: Vec<&Schema> = possible.parts(&found.schema);
    let names = object.fields.iter().map(|field| field.name.as_str());
    let ruled_out: Vec<&str> = names.filter(|name| parts.iter().any(|part| objects::rules_out(part, name))).collect();
    (!ruled_out.is_empty()).then_some(ruled_out)
}
