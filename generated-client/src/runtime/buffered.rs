//! JSON that is buffered before it is decoded: to choose the variant of a union, or to keep unknown properties.
//!
//! If such types are nested, each would buffer everything below it again. So a buffered value is passed on, with its cached verdicts. serde
//! has no way for that, so it goes through a thread-local variable (see `deserializer.rs`).

mod deserializer;
mod node;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;
use serde_json::{Error, Map, Value};

use self::node::{Content, Node};
use super::schema::Schema;
use super::validator::{self, Cache, PathId, PathStep};

/// Buffered JSON.
#[derive(Clone, Debug)]
pub struct Buffered(Data);

#[derive(Clone, Debug)]
enum Data {
    /// A value without cached verdicts.
    Value(Value),
    /// A value that may be decoded several times, or a part of one.
    Shared(Part),
}

/// A part of a value that may be decoded several times.
#[derive(Clone, Debug)]
struct Part {
    node: Rc<Node>,
    path: PartPath,
    state: Rc<SharedState>,
}

/// The path of a part in the whole value.
#[derive(Clone, Copy, Debug)]
enum PartPath {
    Known(PathId),
    Below(PathId, PathStep),
}

/// The state that the parts of a value share.
#[derive(Debug)]
struct SharedState {
    /// The cached verdicts.
    cache: RefCell<Option<Box<Cache>>>,
    /// How many values may still be decoded as a trial.
    trials: Cell<usize>,
}

/// The fewest values that are decoded as a trial, however small the whole value is.
const FEWEST_TRIALS: usize = 1_000;
/// How often, on average, each value is decoded as a trial.
const MOST_TRIALS: usize = 8;

impl Buffered {
    /// Returns the property `name` of an object.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        let part = match &self.0 {
            Data::Value(value) => return value.get(name).map(Cow::Borrowed),
            Data::Shared(part) => part,
        };
        let Content::Object(members) = &part.node.content else { return None };
        let (_, member) = members.iter().find(|(known, _)| known == name)?;
        Some(match &member.content {
            Content::Scalar(value) => Cow::Borrowed(value),
            Content::Array(_) | Content::Object(_) => Cow::Owned(Node::clone(member).into()),
        })
    }

    /// Returns the names of an object's properties.
    pub(super) fn names(&self) -> Vec<&str> {
        match &self.0 {
            Data::Value(Value::Object(members)) => members.keys().map(String::as_str).collect(),
            Data::Shared(Part { node, .. }) => match &node.content {
                Content::Object(members) => members.iter().map(|(name, _)| name.as_str()).collect(),
                Content::Scalar(_) | Content::Array(_) => Vec::new(),
            },
            Data::Value(_) => Vec::new(),
        }
    }

    /// Makes the value cheap to clone, and lets its parts share verdicts, if they have parts themselves.
    pub(super) fn shared(self) -> Self {
        let value = match self.0 {
            Data::Value(value) if is_deep(&value) => value,
            other => return Self(other),
        };
        let node = Rc::new(Node::from(value));
        let trials = Cell::new(node.size.saturating_mul(MOST_TRIALS).saturating_add(FEWEST_TRIALS));
        let state = Rc::new(SharedState { cache: RefCell::new(None), trials });
        Self(Data::Shared(Part { node, path: PartPath::Known(PathId::ROOT), state }))
    }

    /// Returns whether the value satisfies a schema, in a request or a response.
    pub(super) fn satisfies(&self, schema: &'static Schema) -> bool {
        match &self.0 {
            Data::Value(value) => validator::is_valid(value, schema),
            Data::Shared(part) => {
                let id = part.state.id(part.path);
                let cache = part.state.cache.take().unwrap_or_default();
                let (is_valid, cache) = validator::is_part_valid(&*part.node, id, schema, cache);
                part.state.cache.replace(cache);
                is_valid
            }
        }
    }

    /// Returns whether the value may be decoded once more as a trial: all trials together take linear time.
    pub(super) fn may_be_tried(&self) -> bool {
        let Data::Shared(Part { node, state, .. }) = &self.0 else { return true };
        let left = state.trials.get().checked_sub(node.size);
        state.trials.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Returns the value.
    pub(super) fn into_value(self) -> Value {
        match self.0 {
            Data::Value(value) => value,
            Data::Shared(part) => Rc::unwrap_or_clone(part.node).into(),
        }
    }

    /// Changes the value, and forgets the cached verdicts.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Value)) {
        let mut value = std::mem::replace(self, Self(Data::Value(Value::Null))).into_value();
        change(&mut value);
        *self = Self::from(value);
    }

    /// Returns whether it is an array or an object.
    fn has_parts(&self) -> bool {
        match &self.0 {
            Data::Value(value) => value.is_array() || value.is_object(),
            Data::Shared(part) => !matches!(part.node.content, Content::Scalar(_)),
        }
    }

    /// Returns whether it is `null`.
    pub(super) fn is_null(&self) -> bool {
        match &self.0 {
            Data::Value(value) => value.is_null(),
            Data::Shared(part) => matches!(part.node.content, Content::Scalar(Value::Null)),
        }
    }

    /// Returns the properties of an object; for anything else, the error of serde.
    pub(super) fn into_members(self) -> Result<BTreeMap<String, Self>, Error> {
        let part = match self.0 {
            Data::Value(Value::Object(members)) => {
                return Ok(members.into_iter().map(|(name, value)| (name, Self::from(value))).collect());
            }
            Data::Value(value) => return Map::deserialize(value).map(|_| BTreeMap::new()),
            Data::Shared(part) => part,
        };
        match part.open() {
            Opened::Object(members) => Ok(members.collect()),
            Opened::Array(_) => Map::deserialize(Value::Array(Vec::new())).map(|_| BTreeMap::new()),
            Opened::Scalar(value) => Map::deserialize(value).map(|_| BTreeMap::new()),
        }
    }
}

fn is_deep(value: &Value) -> bool {
    let has_parts = |part: &Value| part.is_array() || part.is_object();
    match value {
        Value::Array(items) => items.iter().any(has_parts),
        Value::Object(members) => members.values().any(has_parts),
        _ => false,
    }
}

impl From<Value> for Buffered {
    fn from(value: Value) -> Self {
        Self(Data::Value(value))
    }
}

impl SharedState {
    fn id(&self, path: PartPath) -> PathId {
        match path {
            PartPath::Known(id) => id,
            PartPath::Below(above, way) => self.cache.borrow_mut().get_or_insert_default().below(above, way),
        }
    }
}

impl Part {
    /// Splits the part into its own parts.
    fn open(self) -> Opened<impl Iterator<Item = Buffered>, impl Iterator<Item = (String, Buffered)>> {
        let Self { node, path, state } = self;
        let content = Rc::unwrap_or_clone(node).content;
        let part = |state: &Rc<SharedState>, id, node, way| {
            Buffered(Data::Shared(Self { node, path: PartPath::Below(id, way), state: Rc::clone(state) }))
        };
        match content {
            Content::Scalar(value) => Opened::Scalar(value),
            Content::Array(items) => {
                let id = state.id(path);
                Opened::Array((0..).zip(items).map(move |(index, item)| part(&state, id, item, PathStep::Item(index))))
            }
            Content::Object(members) => {
                let id = state.id(path);
                Opened::Object(
                    (0..).zip(members).map(move |(number, (name, member))| {
                        (name, part(&state, id, member, PathStep::Property(number)))
                    }),
                )
            }
        }
    }
}

/// A value, split into its parts.
enum Opened<A, O> {
    Scalar(Value),
    Array(A),
    Object(O),
}
