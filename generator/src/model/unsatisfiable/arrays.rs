//! Arrays that schemas leave: `minItems`, `maxItems` and `items`.

use super::super::schema::{Schema, SchemaRef};
use super::bounds::Counts;
use super::possible::Possible;
use super::reasons::Reason;
use super::value_types::NONE;

/// Returns why no array that is not listed satisfies all parts; `None` if one may.
pub(super) fn contradiction(possible: &Possible<'_>, parts: &[&Schema]) -> Option<Reason> {
    let counts = Counts::of(parts, |part| part.min_items, |part| part.max_items);
    if let Some(reason) = counts.contradiction("minItems", "maxItems") {
        return Some(reason);
    }
    // Items of a prefix have other schemas.
    let has_prefix =
        parts.iter().any(|part| part.keywords_2020.as_ref().is_some_and(|keywords| !keywords.prefix_items.is_empty()));
    let items: Vec<&SchemaRef> = parts.iter().filter_map(|part| part.items.as_ref()).collect();
    if counts.least == 0 || has_prefix || possible.of_all(&items) != NONE {
        return None;
    }
    let message = format!("`minItems` {} asks for items, and no value satisfies `items`", counts.least);
    Some(Reason { message, help: "correct `items`, or leave out `minItems`" })
}
