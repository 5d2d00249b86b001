//! Maps the parts of a tree that overlays changed to the positions that they were read from.

use std::collections::BTreeMap;

use super::pointer;

/// The document or overlay that a value was read from, and its position there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceLocation {
    /// The index of the overlay; `None` for the document.
    pub(crate) overlay: Option<usize>,
    /// The JSON pointer in the overlay or document.
    pub(crate) pointer: String,
}

/// The source locations of changed subtrees, by their JSON pointers in the tree; all others are at the same pointer of
/// the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceMap {
    entries: BTreeMap<String, SourceLocation>,
    /// The index of the overlay that is being applied.
    overlay: usize,
}

impl SourceMap {
    /// Sets the overlay that the following changes are read from.
    pub(crate) fn for_overlay(&mut self, overlay: usize) -> &mut Self {
        self.overlay = overlay;
        self
    }

    /// Records that the subtree at `pointer` was read from `overlay_pointer` of the overlay.
    pub(crate) fn record(&mut self, pointer: &str, overlay_pointer: &str) {
        self.take_inner(pointer);
        let location = SourceLocation { overlay: Some(self.overlay), pointer: overlay_pointer.to_owned() };
        self.entries.insert(pointer.to_owned(), location);
    }

    /// Records that the object member at `pointer` was removed.
    pub(crate) fn remove(&mut self, pointer: &str) {
        self.take_inner(pointer);
        self.entries.remove(pointer);
    }

    /// Records that the element `index` of the array at `pointer` was removed, so that the following ones, up to `end`,
    /// moved up.
    pub(crate) fn remove_element(&mut self, pointer: &str, index: usize, end: usize) {
        self.remove(&element(pointer, index));
        for next in index + 1..end {
            let (old, new) = (element(pointer, next), element(pointer, next - 1));
            let location = self.source_location(&old);
            let inner = self.take_inner(&old);
            self.entries.remove(&old);
            self.entries.insert(new.clone(), location);
            self.entries.extend(inner.into_iter().map(|(rest, location)| (format!("{new}{rest}"), location)));
        }
    }

    /// Returns the source location of the value at `pointer`.
    pub(crate) fn source_location(&self, pointer: &str) -> SourceLocation {
        let mut prefix = pointer;
        loop {
            if let (Some(location), Some(rest)) = (self.entries.get(prefix), pointer.strip_prefix(prefix)) {
                return SourceLocation { pointer: format!("{}{rest}", location.pointer), ..*location };
            }
            let Some((parent, _)) = prefix.rsplit_once('/') else { break };
            prefix = parent;
        }
        SourceLocation { overlay: None, pointer: pointer.to_owned() }
    }

    /// Removes the entries inside of the subtree at `pointer`, and returns them by the rest of their pointers.
    fn take_inner(&mut self, pointer: &str) -> Vec<(String, SourceLocation)> {
        let start = format!("{pointer}/");
        let keys = self.entries.range(start.clone()..).map(|(key, _)| key).take_while(|key| key.starts_with(&start));
        let keys: Vec<String> = keys.cloned().collect();
        let take = |key: String| Some((key.strip_prefix(pointer)?.to_owned(), self.entries.remove(&key)?));
        keys.into_iter().filter_map(take).collect()
    }
}

fn element(array: &str, index: usize) -> String {
    pointer::join(array, &index.to_string())
}

#[cfg(test)]
mod tests {
    use super::{SourceLocation, SourceMap};

    fn in_document(pointer: &str) -> SourceLocation {
        SourceLocation { overlay: None, pointer: pointer.to_owned() }
    }

    fn in_overlay(pointer: &str) -> SourceLocation {
        SourceLocation { overlay: Some(0), pointer: pointer.to_owned() }
    }

    #[test]
    fn unchanged_values_are_at_their_pointer_in_the_document() {
        assert_eq!(SourceMap::default().source_location("/a/b"), in_document("/a/b"));
    }

    #[test]
    fn inner_values_of_a_changed_subtree_are_in_the_overlay() {
        let mut map = SourceMap::default();
        map.record("/a", "/actions/0/update");

        assert_eq!(map.source_location("/a/b/0"), in_overlay("/actions/0/update/b/0"));
        assert_eq!(map.source_location("/ab"), in_document("/ab"));
    }

    #[test]
    fn replacing_a_subtree_removes_its_inner_entries() {
        let mut map = SourceMap::default();
        map.record("/a/b", "/actions/0/update/b");
        map.record("/a", "/actions/1/update");

        assert_eq!(map.source_location("/a/b"), in_overlay("/actions/1/update/b"));
    }

    #[test]
    fn elements_that_move_up_keep_their_source_locations() {
        let mut map = SourceMap::default();
        map.record("/a/2/b", "/actions/0/update/b");
        map.remove_element("/a", 0, 3);

        assert_eq!(map.source_location("/a/0"), in_document("/a/1"));
        assert_eq!(map.source_location("/a/1/c"), in_document("/a/2/c"));
        assert_eq!(map.source_location("/a/1/b"), in_overlay("/actions/0/update/b"));
    }
}
