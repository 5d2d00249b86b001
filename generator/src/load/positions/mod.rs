//! The positions and source texts of the nodes of a document, built from the parser's events.

mod builder;
mod json;

use std::borrow::Cow;

use super::pointer;
use super::position::Position;
use super::yaml_merge::MERGE;

pub(super) use builder::build;

/// The index of a node in its position index.
pub(super) type NodeId = usize;

/// The nodes of the first document of a text, up to the first syntax error.
#[derive(Debug, Default)]
pub(super) struct PositionIndex {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// The positions at which documents start; only the first one is read.
    pub(super) documents: Vec<Position>,
    /// The position of the first node that is nested too deeply, at which reading stops.
    pub(super) too_deep: Option<Position>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    /// The position at which its value starts.
    pub(super) position: Position,
    /// The content.
    pub(super) content: Content,
    /// Whether it has a custom YAML tag.
    pub(super) tagged: bool,
}

/// The content of a node.
#[derive(Debug)]
pub(super) enum Content {
    /// A scalar with its text; it is `plain` without quotes.
    Scalar { text: String, plain: bool },
    /// The elements of an array.
    Sequence(Vec<NodeId>),
    /// The members of an object in order, including duplicate keys.
    Mapping(Vec<Entry>),
    /// An alias of another node.
    Alias(NodeId),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: Key,
    /// The value.
    pub(super) value: NodeId,
}

/// The key of a member.
#[derive(Debug)]
pub(super) struct Key {
    /// The text; `None` if the key is an array or an object.
    pub(super) text: Option<String>,
    /// Whether the key is not quoted.
    pub(super) plain: bool,
    /// The position at which the key starts.
    pub(super) position: Position,
}

/// The node that a pointer leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The position of the key, if the node is a member of an object.
    pub(super) key: Option<Position>,
    /// The node.
    pub(super) node: NodeId,
    /// Whether the pointer exists; otherwise the node is the last one on its path.
    pub(super) complete: bool,
}

impl PositionIndex {
    /// Returns the node `id`, resolving aliases.
    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        let mut node = self.nodes.get(id)?;
        while let Content::Alias(target) = node.content {
            node = self.nodes.get(target)?;
        }
        Some(node)
    }

    /// Follows `pointer` as far as it exists.
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

    /// Returns whether there is a merge key `<<`; a quoted one is an ordinary key.
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

    /// Looks up a member in the objects that a merge key refers to.
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

/// Returns the children of a node with their reference tokens.
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
