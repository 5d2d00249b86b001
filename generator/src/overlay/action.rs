//! The Action Object (Overlay 1.0.0 §4.4.3).

use serde_json::Value;
use serde_json_path::JsonPath;

use super::json_path::{PathSegment, pointer, select};
use super::merge;
use crate::diagnostic::Diagnostics;
use crate::load::SourceMap;
use crate::load::pointer::join;

/// An action of an overlay.
pub(super) struct Action<'a> {
    pub(super) target: JsonPath,
    pub(super) kind: ActionKind<'a>,
    /// The JSON pointer of the action in the overlay.
    pub(super) at: String,
}

/// The change to each node that the target selects.
#[derive(Clone, Copy)]
pub(super) enum ActionKind<'a> {
    Remove,
    Update(&'a Value),
}

impl Action<'_> {
    /// Applies the action to the tree; problems and actions without effect are added to `diagnostics`.
    pub(super) fn apply(&self, tree: &mut Value, source_map: &mut SourceMap, diagnostics: &mut Diagnostics) {
        let paths = select(&self.target, tree);
        if paths.is_empty() {
            let help = "correct the target, or remove the action if it is no longer needed";
            let message = "the target matches nothing in the document";
            diagnostics.warning("unmatched-overlay", join(&self.at, "target"), message, help);
        }
        match self.kind {
            // In reverse order, so that the indices of elements stay valid.
            ActionKind::Remove => paths.iter().rev().for_each(|path| self.remove(tree, path, source_map, diagnostics)),
            ActionKind::Update(update) => {
                for path in &paths {
                    self.update(tree, &pointer(path), update, source_map, diagnostics);
                }
            }
        }
    }

    fn remove(
        &self,
        tree: &mut Value,
        path: &[PathSegment],
        source_map: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) {
        let Some((last, parents)) = path.split_last() else {
            let help = "target the nodes to remove";
            diagnostics.error("bad-overlay", &*self.at, "the whole document can't be removed", help);
            return;
        };
        let parent = pointer(parents);
        match (tree.pointer_mut(&parent), last) {
            (Some(Value::Object(members)), PathSegment::Key(name)) => {
                members.shift_remove(name);
                source_map.remove(&join(&parent, name));
            }
            (Some(Value::Array(elements)), PathSegment::Index(index)) if *index < elements.len() => {
                source_map.remove_element(&parent, *index, elements.len());
                elements.remove(*index);
            }
            _ => {}
        }
    }

    fn update(
        &self,
        tree: &mut Value,
        path: &str,
        update: &Value,
        source_map: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) {
        let from = join(&self.at, "update");
        let (message, help) = match (tree.pointer_mut(path), update) {
            (Some(Value::Object(members)), Value::Object(update)) => {
                return merge::object(members, update, path, &from, source_map);
            }
            (Some(Value::Array(elements)), new) => return merge::append(elements, new, path, &from, source_map),
            (Some(Value::Object(_)), _) => ("is an object, but the update is not", "write the update as an object"),
            _ => ("is neither an object nor an array, and can't be updated", "update the object that contains it"),
        };
        diagnostics.error("bad-overlay", from, format!("the selected value at `{path}` {message}"), help);
    }
}
