//! Where the parts of a changed tree were read: in the document, or in an overlay.

use std::collections::BTreeMap;

use super::pointer;

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// Which of the overlays; `None` is the document.
    pub(crate) overlay: Option<usize>,
    /// The JSON pointer in it.
    pub(crate) pointer: String,
}

/// Where each changed part was read, by its JSON pointer in the tree; what is not listed stands where it stood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    entries: BTreeMap<String, Read>,
    /// The overlay that is being applied.
    overlay: usize,
}

impl Origins {
    /// Says which overlay what follows is read in.
    pub(crate) fn of_overlay(&mut self, overlay: usize) -> &mut Self {
        self.overlay = overlay;
        self
    }

    /// Notes that all of what stands at `place` was read at `pointer` of the overlay.
    pub(crate) fn note(&mut self, place: &str, pointer: &str) {
        self.below(place);
        self.entries.insert(place.to_owned(), Read { overlay: Some(self.overlay), pointer: pointer.to_owned() });
    }

    /// Notes that the member at `place` is gone.
    pub(crate) fn forget(&mut self, place: &str) {
        self.below(place);
        self.entries.remove(place);
    }

    /// Notes that the element `index` of the array at `place` is gone, so that those behind it, up to `end`, moved up.
    pub(crate) fn close_gap(&mut self, place: &str, index: usize, end: usize) {
        self.forget(&element(place, index));
        for behind in index + 1..end {
            let (old, new) = (element(place, behind), element(place, behind - 1));
            let read = self.of(&old);
            let inner = self.below(&old);
            self.entries.remove(&old);
            self.entries.insert(new.clone(), read);
            self.entries.extend(inner.into_iter().map(|(rest, read)| (format!("{new}{rest}"), read)));
        }
    }

    /// Returns where the node at `place` was read.
    pub(crate) fn of(&self, place: &str) -> Read {
        let mut prefix = place;
        loop {
            if let (Some(read), Some(rest)) = (self.entries.get(prefix), place.strip_prefix(prefix)) {
                return Read { pointer: format!("{}{rest}", read.pointer), ..*read };
            }
            let Some((parent, _)) = prefix.rsplit_once('/') else { break };
            prefix = parent;
        }
        Read { overlay: None, pointer: place.to_owned() }
    }

    /// Takes out the parts inside of the node at `place`, by the rest of their pointers.
    fn below(&mut self, place: &str) -> Vec<(String, Read)> {
        let start = format!("{place}/");
        let keys = self.entries.range(start.clone()..).map(|(key, _)| key).take_while(|key| key.starts_with(&start));
        let keys: Vec<String> = keys.cloned().collect();
        let take = |key: String| Some((key.strip_prefix(place)?.to_owned(), self.entries.remove(&key)?));
        keys.into_iter().filter_map(take).collect()
    }
}

fn element(place: &str, index: usize) -> String {
    pointer::join(place, &index.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Origins, Read};

    fn in_document(pointer: &str) -> Read {
        Read { overlay: None, pointer: pointer.to_owned() }
    }

    fn in_overlay(pointer: &str) -> Read {
        Read { overlay: Some(0), pointer: pointer.to_owned() }
    }

    #[test]
    fn what_no_overlay_touched_stands_where_it_stood() {
        assert_eq!(Origins::default().of("/a/b"), in_document("/a/b"));
    }

    #[test]
    fn what_stands_inside_of_a_part_was_read_inside_of_its_origin() {
        let mut origins = Origins::default();
        origins.note("/a", "/actions/0/update");

        assert_eq!(origins.of("/a/b/0"), in_overlay("/actions/0/update/b/0"));
        assert_eq!(origins.of("/ab"), in_document("/ab"));
    }

    #[test]
    fn a_later_whole_hides_earlier_parts() {
        let mut origins = Origins::default();
        origins.note("/a/b", "/actions/0/update/b");
        origins.note("/a", "/actions/1/update");

        assert_eq!(origins.of("/a/b"), in_overlay("/actions/1/update/b"));
    }

    #[test]
    fn elements_that_move_up_keep_their_origins() {
        let mut origins = Origins::default();
        origins.note("/a/2/b", "/actions/0/update/b");
        origins.close_gap("/a", 0, 3);

        assert_eq!(origins.of("/a/0"), in_document("/a/1"));
        assert_eq!(origins.of("/a/1/c"), in_document("/a/2/c"));
        assert_eq!(origins.of("/a/1/b"), in_overlay("/actions/0/update/b"));
    }
}
