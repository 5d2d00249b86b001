//! A value whose parts can be decoded several times without copying them.

use std::rc::Rc;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The number of values in it.
    pub(super) size: usize,
    pub(super) content: Content,
}

/// The content of a value.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar(Value),
    Array(Vec<Rc<Node>>),
    Object(Vec<(String, Rc<Node>)>),
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        let mut size = 1_usize;
        let mut part = |value| {
            let node = Self::from(value);
            size = size.saturating_add(node.size);
            Rc::new(node)
        };
        let content = match value {
            Value::Array(items) => Content::Array(items.into_iter().map(part).collect()),
            Value::Object(members) => {
                Content::Object(members.into_iter().map(|(name, member)| (name, part(member))).collect())
            }
            scalar => Content::Scalar(scalar),
        };
        Self { size, content }
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        let part = |node| Self::from(Rc::unwrap_or_clone(node));
        match node.content {
            Content::Scalar(value) => value,
            Content::Array(items) => items.into_iter().map(part).collect(),
            Content::Object(members) => members.into_iter().map(|(name, member)| (name, part(member))).collect(),
        }
    }
}

/// Serializes like the value, for validation.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.content {
            Content::Scalar(value) => value.serialize(serializer),
            Content::Array(items) => serializer.collect_seq(items.iter().map(|item| &**item)),
            Content::Object(members) => serializer.collect_map(members.iter().map(|(name, member)| (name, &**member))),
        }
    }
}
