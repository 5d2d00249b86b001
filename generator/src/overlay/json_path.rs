//! Evaluating a `JSONPath` (RFC 9535).

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::load::pointer;

/// One segment of a normalized path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PathSegment {
    Index(usize),
    Key(String),
}

/// The normalized path of a node.
pub(super) type NormalizedPath = Vec<PathSegment>;

/// Returns the normalized paths of the nodes that a path selects, without duplicates; elements are sorted by index, and
/// a node comes after the nodes that contain it.
pub(super) fn select(path: &JsonPath, tree: &Value) -> Vec<NormalizedPath> {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => PathSegment::Key((*name).to_owned()),
        PathElement::Index(index) => PathSegment::Index(*index),
    };
    let mut paths: Vec<NormalizedPath> =
        path.query_located(tree).locations().map(|location| location.iter().map(step).collect()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Returns the JSON pointer of a normalized path.
pub(super) fn pointer(path: &[PathSegment]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            PathSegment::Index(index) => pointer::push(&mut text, &index.to_string()),
            PathSegment::Key(name) => pointer::push(&mut text, name),
        }
    }
    text
}
