//! The Action Object (Overlay 1.0.0 §4.4.3): changing what its target selects.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::json_path::{Step, pointer, select};
use super::merge;
use crate::diagnostic::Diagnostics;
use crate::load::Origins;
use crate::load::pointer::join;

/// An action of an overlay.
pub(super) struct Action<'a> {
    pub(super) target: JsonPath,
    pub(super) change: Change<'a>,
    /// Its JSON pointer in the overlay.
    pub(super) at: String,
}

/// What is to be done with each node that the target selects.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    Remove,
    Update(&'a Value),
}

impl Action<'_> {
    /// Changes the tree; what can't be done, or has no effect, is added to `diagnostics`.
    pub(super) fn perform(&self, tree: &mut Value, origins: &mut Origins, diagnostics: &mut Diagnostics) {
        let places = select(&self.target, tree);
        if places.is_empty() {
            let help = "correct the target, or remove the action if it is no longer needed";
            let message = "the target matches nothing in the document";
            diagnostics.warning("unmatched-overlay", join(&self.at, "target"), message, help);
        }
        match self.change {
            // From the last to the first, so that the indices of elements hold until they are needed.
            Change::Remove => places.iter().rev().for_each(|place| self.remove(tree, place, origins, diagnostics)),
            Change::Update(update) => {
                for place in &places {
                    self.update(tree, &pointer(place), update, origins, diagnostics);
                }
            }
        }
    }

    fn remove(&self, tree: &mut Value, place: &[Step], origins: &mut Origins, diagnostics: &mut Diagnostics) {
        let Some((last, parents)) = place.split_last() else {
            let help = "target the nodes to remove";
            diagnostics.error("bad-overlay", &*self.at, "the whole document can't be removed", help);
            return;
        };
        let parent = pointer(parents);
        match (tree.pointer_mut(&parent), last) {
            (Some(Value::Object(members)), Step::Member(name)) => {
                members.shift_remove(name);
                origins.forget(&join(&parent, name));
            }
            (Some(Value::Array(elements)), Step::Element(index)) if *index < elements.len() => {
                origins.close_gap(&parent, *index, elements.len());
                elements.remove(*index);
            }
            _ => {}
        }
    }

    fn update(
        &self,
        tree: &mut Value,
        place: &str,
        update: &Value,
        origins: &mut Origins,
        diagnostics: &mut Diagnostics,
    ) {
        let from = join(&self.at, "update");
        let (message, help) = match (tree.pointer_mut(place), update) {
            (Some(Value::Object(members)), Value::Object(update)) => {
                return merge::object(members, update, place, &from, origins);
            }
            (Some(Value::Array(elements)), new) => return merge::append(elements, new, place, &from, origins),
            (Some(Value::Object(_)), _) => ("is an object, but the update is not", "write the update as an object"),
            _ => ("is neither an object nor an array, and can't be updated", "update the object that contains it"),
        };
        diagnostics.error("bad-overlay", from, format!("the selected value at `{place}` {message}"), help);
    }
}
