//! The places and source texts of a document's nodes, read from the parser's events.

mod build;
mod json;

use std::borrow::Cow;

use super::pointer;
use super::position::Position;
use super::yaml_merge::MERGE;

pub(super) use build::build;

/// The index of a node in its outline.
pub(super) type NodeId = usize;

/// The nodes of the first document of a text, as far as the parser got.
#[derive(Debug, Default)]
pub(super) struct SpanIndex {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// Where each document begins; a second one is not read.
    pub(super) documents: Vec<Position>,
    /// Where the first node stands that lies too deep; the walk ends there.
    pub(super) too_deep: Option<Position>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    /// Where its value begins.
    pub(super) position: Position,
    /// What it is.
    pub(super) content: Content,
    /// Whether it has a tag that is not one of YAML's own.
    pub(super) tagged: bool,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Content {
    /// A scalar, by its text: `plain` is one without quotes.
    Scalar { text: String, plain: bool },
    /// The elements of an array.
    Sequence(Vec<NodeId>),
    /// The members of an object, in their order, equal keys included.
    Mapping(Vec<Entry>),
    /// Another node.
    Alias(NodeId),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its key.
    pub(super) key: Key,
    /// Its value.
    pub(super) value: NodeId,
}

/// The key of a member.
#[derive(Debug)]
pub(super) struct Key {
    /// Its text; `None` if it is an array or an object.
    pub(super) text: Option<String>,
    /// Whether it is written without quotes.
    pub(super) plain: bool,
    /// Where it begins.
    pub(super) position: Position,
}

/// What a pointer leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The place of the key, if the node is a member of an object.
    pub(super) key: Option<Position>,
    /// The node.
    pub(super) node: NodeId,
    /// Whether the pointer was followed to its end.
    pub(super) complete: bool,
}

impl SpanIndex {
    /// Returns the node `id`, aliases followed.
    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        let mut node = self.nodes.get(id)?;
        while let Content::Alias(target) = node.content {
            node = self.nodes.get(target)?;
        }
        Some(node)
    }

    /// Follows `pointer` as far as it leads.
    pub(super) fn find(&self, pointer: &str) -> Option<Found> {
        let mut found = Found { key: None, node: self.root?, complete: true };
        for token in pointer::tokens(pointer) {
            match self.child(found.node, &token) {
                Some((key, node)) => found = Found { key, node, complete: true },
                None => return Some(Found { complete: false, ..found }),
            }
        }
        Some(found)
    }

    /// Returns whether a key merges: in quotes, it is a name like any other.
    pub(super) fn merges(&self) -> bool {
        self.nodes.iter().any(|node| match &node.content {
            Content::Mapping(entries) => member(entries, MERGE).is_some_and(|entry| entry.key.plain),
            _ => false,
        })
    }

    /// Calls `visit` with each node and its pointer, in the order of the text; aliases are not followed.
    pub(super) fn walk(&self, visit: &mut impl FnMut(&str, &Node)) {
        if let Some(root) = self.root {
            self.walk_from(root, &mut String::new(), visit);
        }
    }

    fn walk_from(&self, id: NodeId, pointer: &mut String, visit: &mut impl FnMut(&str, &Node)) {
        let Some(node) = self.nodes.get(id) else { return };
        visit(pointer, node);
        for (token, child) in children(node) {
            let length = pointer.len();
            pointer::push(pointer, &token);
            self.walk_from(child, pointer, visit);
            pointer.truncate(length);
        }
    }

    fn child(&self, parent: NodeId, token: &str) -> Option<(Option<Position>, NodeId)> {
        match &self.node(parent)?.content {
            Content::Sequence(elements) => Some((None, *elements.get(token.parse::<usize>().ok()?)?)),
            Content::Mapping(entries) => member(entries, token)
                .map(|entry| (Some(entry.key.position), entry.value))
                .or_else(|| self.merged(entries, token)),
            Content::Scalar { .. } | Content::Alias(_) => None,
        }
    }

    /// Looks for a member in the objects that a merge key names.
    fn merged(&self, entries: &[Entry], token: &str) -> Option<(Option<Position>, NodeId)> {
        let base = member(entries, MERGE).filter(|entry| entry.key.plain)?.value;
        match &self.node(base)?.content {
            Content::Sequence(bases) => bases.iter().find_map(|base| self.child(*base, token)),
            _ => self.child(base, token),
        }
    }
}

fn member<'a>(entries: &'a [Entry], name: &str) -> Option<&'a Entry> {
    entries.iter().find(|entry| entry.key.text.as_deref() == Some(name))
}

/// Returns the children of a node with their tokens.
fn children(node: &Node) -> Vec<(Cow<'_, str>, NodeId)> {
    match &node.content {
        Content::Sequence(elements) => {
            elements.iter().enumerate().map(|(index, element)| (index.to_string().into(), *element)).collect()
        }
        Content::Mapping(entries) => {
            entries.iter().map(|entry| (entry.key.text.as_deref().unwrap_or_default().into(), entry.value)).collect()
        }
        Content::Scalar { .. } | Content::Alias(_) => Vec::new(),
    }
}
