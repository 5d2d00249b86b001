//! A value whose parts may be decoded several times: its text, and the cached verdicts and number of trials that nested unions share.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::validation::schema::Schema;
use crate::runtime::validation::validator::{self, Cache, PathId, PathStep};

/// The fewest values that are decoded as a trial, however small the whole value is.
const MIN_TRIALS: usize = 1_000;
/// How often, on average, each value is decoded as a trial.
const TRIALS_PER_VALUE: usize = 8;

/// A value, shared by its parts.
#[derive(Debug)]
pub(super) struct Shared {
    /// The value as JSON text, without spaces and duplicate names.
    text: String,
    /// The values in it, in their order in the text.
    nodes: Vec<Node>,
    /// Whether the value has parts that have parts, so that verdicts are cached.
    is_deep: bool,
    /// The cached verdicts.
    cache: RefCell<Option<Box<Cache>>>,
    /// How many values may still be decoded as a trial.
    trials: Cell<usize>,
}

#[derive(Debug)]
struct Node {
    /// The offsets in the text.
    start: usize,
    end: usize,
    /// The number of values in it, including itself.
    size: usize,
    /// The index of the array or object that it is in, and the step from there.
    parent: usize,
    step: PathStep,
    /// The id of its path, once it is known.
    id: Cell<Option<PathId>>,
    content: Content,
}

/// The content of a value, with its parts by their index.
#[derive(Debug)]
enum Content {
    Scalar(Value),
    Array(Vec<usize>),
    Object(Vec<(String, usize)>),
}

impl Shared {
    fn new(value: Value) -> Self {
        let mut shared = Self {
            text: String::new(),
            nodes: Vec::new(),
            is_deep: false,
            cache: RefCell::default(),
            trials: Cell::default(),
        };
        shared.add(value, 0, PathStep::Buffered);
        let is_compound = |node: &Node| !matches!(node.content, Content::Scalar(_));
        shared.is_deep = shared.nodes.iter().skip(1).any(is_compound);
        shared.trials.set(shared.nodes.len().saturating_mul(TRIALS_PER_VALUE).saturating_add(MIN_TRIALS));
        shared
    }

    /// Adds a value, and writes its text; returns its index.
    fn add(&mut self, value: Value, parent: usize, step: PathStep) -> usize {
        let (index, start) = (self.nodes.len(), self.text.len());
        let content = Content::Scalar(Value::Null);
        self.nodes.push(Node { start, end: start, size: 1, parent, step, id: Cell::default(), content });
        let content = match value {
            Value::Array(items) => self.add_items(items, index),
            Value::Object(members) => self.add_members(members, index),
            scalar => {
                self.text.push_str(&scalar.to_string());
                Content::Scalar(scalar)
            }
        };
        let (end, size) = (self.text.len(), self.nodes.len() - index);
        if let Some(node) = self.nodes.get_mut(index) {
            (node.end, node.size, node.content) = (end, size, content);
        }
        index
    }

    fn add_items(&mut self, items: Vec<Value>, index: usize) -> Content {
        self.text.push('[');
        let mut parts = Vec::with_capacity(items.len());
        for (number, item) in (0..).zip(items) {
            if number > 0 {
                self.text.push(',');
            }
            parts.push(self.add(item, index, PathStep::Item(number)));
        }
        self.text.push(']');
        Content::Array(parts)
    }

    fn add_members(&mut self, members: serde_json::Map<String, Value>, index: usize) -> Content {
        self.text.push('{');
        let mut parts = Vec::with_capacity(members.len());
        for (number, (name, member)) in (0..).zip(members) {
            if number > 0 {
                self.text.push(',');
            }
            let name = Value::String(name);
            self.text.push_str(&name.to_string());
            self.text.push(':');
            let part = self.add(member, index, PathStep::Property(number));
            if let Value::String(name) = name {
                parts.push((name, part));
            }
        }
        self.text.push('}');
        Content::Object(parts)
    }

    /// Returns the id of a value's path.
    fn id(&self, index: usize) -> PathId {
        let Some(node) = self.nodes.get(index).filter(|_| index > 0) else { return PathId::ROOT };
        node.id.get().unwrap_or_else(|| {
            let parent = self.id(node.parent);
            let id = self.cache.borrow_mut().get_or_insert_default().below(parent, node.step);
            node.id.set(Some(id));
            id
        })
    }

    fn value(&self, index: usize) -> Value {
        match self.nodes.get(index).map(|node| &node.content) {
            None => Value::Null,
            Some(Content::Scalar(value)) => value.clone(),
            Some(Content::Array(items)) => items.iter().map(|item| self.value(*item)).collect(),
            Some(Content::Object(members)) => {
                members.iter().map(|(name, member)| (name.clone(), self.value(*member))).collect()
            }
        }
    }
}

/// A part of a value, or the whole one.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    shared: Rc<Shared>,
    index: usize,
}

impl Part {
    pub(super) fn new(value: Value) -> Self {
        Self { shared: Rc::new(Shared::new(value)), index: 0 }
    }

    /// Returns the part that a text is, if that is a slice of the shared text.
    pub(super) fn find(shared: &Rc<Shared>, text: &str) -> Option<Self> {
        let start = text.as_ptr().addr().checked_sub(shared.text.as_ptr().addr())?;
        let index = shared.nodes.binary_search_by_key(&start, |node| node.start).ok()?;
        Some(Self { shared: Rc::clone(shared), index })
    }

    pub(super) const fn shared(&self) -> &Rc<Shared> {
        &self.shared
    }

    fn node(&self) -> Option<&Node> {
        self.shared.nodes.get(self.index)
    }

    fn members(&self) -> &[(String, usize)] {
        match self.node().map(|node| &node.content) {
            Some(Content::Object(members)) => members,
            _ => &[],
        }
    }

    /// Returns the JSON text.
    pub(super) fn text(&self) -> &str {
        self.node().and_then(|node| self.shared.text.get(node.start..node.end)).unwrap_or_default()
    }

    /// Returns the property `name` of an object.
    pub(super) fn get(&self, name: &str) -> Option<Value> {
        self.members().iter().find(|(known, _)| known == name).map(|(_, member)| self.shared.value(*member))
    }

    /// Returns the names of an object's properties.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.members().iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Returns the value.
    pub(crate) fn to_value(&self) -> Value {
        self.shared.value(self.index)
    }

    /// Returns whether the value satisfies a schema, in a request or a response.
    pub(crate) fn satisfies(&self, schema: &'static Schema) -> bool {
        let Self { shared, index } = self;
        let node = NodeRef { shared, index: *index };
        if !shared.is_deep {
            return validator::is_valid(&node, schema);
        }
        let id = shared.id(*index);
        let cache = shared.cache.take().unwrap_or_default();
        let (is_valid, cache) = validator::is_part_valid(&node, id, schema, cache);
        shared.cache.replace(cache);
        is_valid
    }

    /// Returns whether the value may be decoded once more as a trial: all trials together take linear time.
    pub(crate) fn may_be_tried(&self) -> bool {
        let trials = &self.shared.trials;
        let left = trials.get().checked_sub(self.node().map_or(1, |node| node.size));
        trials.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// A value that serializes for validation.
struct NodeRef<'a> {
    shared: &'a Shared,
    index: usize,
}

impl Serialize for NodeRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = |index: &usize| Self { shared: self.shared, index: *index };
        match self.shared.nodes.get(self.index).map(|node| &node.content) {
            None => serializer.serialize_unit(),
            Some(Content::Scalar(value)) => value.serialize(serializer),
            Some(Content::Array(items)) => serializer.collect_seq(items.iter().map(part)),
            Some(Content::Object(members)) => {
                serializer.collect_map(members.iter().map(|(name, member)| (name, part(member))))
            }
        }
    }
}
