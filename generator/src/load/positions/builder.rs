//! Building the position index of a text, without recursion.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::super::MAX_DEPTH;
use super::super::position::Position;
use super::super::syntax::Syntax;
use super::{Content, Entry, Key, Node, NodeId, PositionIndex, json};

/// Builds the position index of the first document in `text`, up to the first syntax error.
pub(in crate::load) fn build(text: &str, format: Syntax) -> PositionIndex {
    match format {
        Syntax::Json => json::build(text).unwrap_or_else(|| from_events(&without_surrogates(text))),
        Syntax::Yaml => from_events(text),
    }
}

pub(super) fn from_events(text: &str) -> PositionIndex {
    let mut builder = PositionIndexBuilder::default();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.read(event, span.start.into()),
            Err(error) => {
                builder.stop(&error);
                break;
            }
        }
        if builder.index.too_deep.is_some() || builder.index.documents.len() > 1 {
            break;
        }
    }
    builder.finish()
}

/// Replaces escapes of UTF-16 surrogates, which JSON has but YAML has not, by others of the same length.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    let escapes = ["\\ud", "\\uD"];
    if !escapes.iter().any(|escape| text.contains(escape)) {
        return text.into();
    }
    escapes.iter().fold(text.to_owned(), |text, escape| text.replace(escape, "\\u0")).into()
}

/// An array or object whose end is not yet reached.
#[derive(Debug)]
struct Open {
    node: NodeId,
    key: Option<Key>,
}

#[derive(Debug, Default)]
pub(super) struct PositionIndexBuilder {
    index: PositionIndex,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
}

impl PositionIndexBuilder {
    fn read(&mut self, event: Event<'_>, position: Position) {
        match event {
            Event::DocumentStart(_) => self.index.documents.push(position),
            Event::Alias(anchor) => {
                if let Some(target) = self.anchors.get(&anchor).copied() {
                    let node = self.add(Content::Alias(target), position, 0, None);
                    self.attach(node);
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = Content::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                let node = self.add(scalar, position, anchor, tag);
                self.attach(node);
            }
            Event::SequenceStart(anchor, tag) => self.open(Content::Sequence(Vec::new()), position, anchor, tag),
            Event::MappingStart(anchor, tag) => self.open(Content::Mapping(Vec::new()), position, anchor, tag),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    /// Records a parser error if it is about the depth, for which the parser has its own limit.
    fn stop(&mut self, error: &ScanError) {
        if error.info() == "recursion limit exceeded" {
            self.index.too_deep = Some((*error.marker()).into());
        }
    }

    fn add(&mut self, content: Content, position: Position, anchor: usize, tag: Option<Cow<'_, Tag>>) -> NodeId {
        let node = self.index.nodes.len();
        let tagged = tag.is_some_and(|tag| !tag.is_yaml_core_schema());
        self.index.nodes.push(Node { position, content, tagged });
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
        node
    }

    /// Starts an array or object.
    pub(super) fn open(&mut self, content: Content, position: Position, anchor: usize, tag: Option<Cow<'_, Tag>>) {
        let node = self.add(content, position, anchor, tag);
        self.open.push(Open { node, key: None });
        if self.open.len() > MAX_DEPTH {
            self.index.too_deep = Some(position);
        }
    }

    /// Ends the innermost array or object.
    pub(super) fn close(&mut self) {
        if let Some(Open { node, .. }) = self.open.pop() {
            self.attach(node);
        }
    }

    /// Adds a scalar without anchor and tag.
    pub(super) fn scalar(&mut self, text: String, plain: bool, position: Position) {
        let node = self.add(Content::Scalar { text, plain }, position, 0, None);
        self.attach(node);
    }

    /// Returns the index.
    pub(super) fn finish(self) -> PositionIndex {
        self.index
    }

    /// Adds a complete node to the enclosing array or object.
    fn attach(&mut self, node: NodeId) {
        let Some(Open { node: parent, key }) = self.open.last_mut() else {
            self.index.root = Some(node);
            return;
        };
        let parent = *parent;
        let is_mapping = matches!(self.index.nodes.get(parent).map(|node| &node.content), Some(Content::Mapping(_)));
        let key = if is_mapping { key.take() } else { None };
        if is_mapping && key.is_none() {
            self.set_key(node);
            return;
        }
        match (self.index.nodes.get_mut(parent).map(|node| &mut node.content), key) {
            (Some(Content::Mapping(entries)), Some(key)) => entries.push(Entry { key, value: node }),
            (Some(Content::Sequence(elements)), _) => elements.push(node),
            _ => {}
        }
    }

    /// Uses a node as the key of the next member.
    fn set_key(&mut self, node: NodeId) {
        let Some(position) = self.index.nodes.get(node).map(|node| node.position) else { return };
        let (text, plain) = match self.index.node(node).map(|node| &node.content) {
            Some(Content::Scalar { text, plain }) => (Some(text.clone()), *plain),
            _ => (None, false),
        };
        if let Some(open) = self.open.last_mut() {
            open.key = Some(Key { text, plain, position });
        }
    }
}
