//! Inlining referenced path items, which is needed when operations are selected before other references are resolved.

use serde_json::Value;

use super::super::spec::document::PATH_ITEM;
use super::Bundle;

/// The fields with path items, and the specification's names of their values.
const FIELDS: [(&str, &str); 2] = [("paths", "Paths Object"), ("webhooks", "map")];

impl Bundle<'_> {
    /// Inlines the references of path items.
    pub(in crate::normalize) fn inline_path_items(&mut self, tree: &mut Value) {
        for (field, name) in FIELDS {
            let Some(items) = tree.get_mut(field) else { continue };
            self.at(field, |bundle| bundle.inline_reference(name, false, items, Self::open_each));
        }
    }

    fn open_each(&mut self, items: &mut Value) {
        for (key, item) in items.as_object_mut().into_iter().flatten() {
            self.at(key, |bundle| bundle.inline_reference(PATH_ITEM.name, true, item, |_, _| {}));
        }
    }
}
