//! Places that a `JSONPath` (RFC 9535) selects.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::load::pointer;

/// One step of the way to a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Element(usize),
    Member(String),
}

/// The way to a node.
pub(super) type Place = Vec<Step>;

/// Returns the places that a path selects: once each, elements by their index, and what is inside behind what is around.
pub(super) fn select(path: &JsonPath, tree: &Value) -> Vec<Place> {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => Step::Member((*name).to_owned()),
        PathElement::Index(index) => Step::Element(*index),
    };
    let mut places: Vec<Place> =
        path.query_located(tree).locations().map(|location| location.iter().map(step).collect()).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Returns the JSON pointer of a place.
pub(super) fn pointer(place: &[Step]) -> String {
    let mut text = String::new();
    for step in place {
        match step {
            Step::Element(index) => pointer::push(&mut text, &index.to_string()),
            Step::Member(name) => pointer::push(&mut text, name),
        }
    }
    text
}
