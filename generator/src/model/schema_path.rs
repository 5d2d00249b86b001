//! Where in an API a schema stands, in terms that survive edits of the document.

use std::fmt;

/// A place: where a schema is used, and the way down from there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub root: Root,
    pub path: Vec<Step>,
}

/// Where a way begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// A component schema.
    Component(String),
    /// The body of an operation's request.
    Request(String),
    /// The body of an operation's response to a status, and whether that means success.
    Response { operation: String, status: String, is_success: bool },
    /// A parameter of an operation.
    Parameter { operation: String, name: String },
    /// A header of an operation's responses.
    Header { operation: String, name: String },
}

/// A step down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a property.
    Property(String),
    /// Into the items of an array.
    Item,
    /// Into the values of a map.
    Value,
    /// Into a member of a union or `allOf`.
    Member(String),
}

impl Place {
    /// Returns the place where a way begins.
    pub fn new(root: Root) -> Self {
        Self { root, path: Vec::new() }
    }

    /// Returns the place one step down.
    pub fn step(&self, step: Step) -> Self {
        let mut place = self.clone();
        place.path.push(step);
        place
    }

    /// Returns the operation that the place belongs to.
    pub fn operation(&self) -> Option<&str> {
        match &self.root {
            Root::Component(_) => None,
            Root::Request(operation)
            | Root::Response { operation, .. }
            | Root::Parameter { operation, .. }
            | Root::Header { operation, .. } => Some(operation),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Root::Component(name) => write!(f, "component {name}")?,
            Root::Request(operation) => write!(f, "{operation} request")?,
            Root::Response { operation, status, .. } => write!(f, "{operation} response {status}")?,
            Root::Parameter { operation, name } => write!(f, "{operation} parameter {name}")?,
            Root::Header { operation, name } => write!(f, "{operation} header {name}")?,
        }
        for (depth, step) in self.path.iter().enumerate() {
            match step {
                Step::Property(name) if depth == 0 => write!(f, " {name}")?,
                Step::Property(name) => write!(f, ".{name}")?,
                Step::Item => f.write_str("[]")?,
                Step::Value => f.write_str("{}")?,
                Step::Member(label) => write!(f, "<{label}>")?,
            }
        }
        Ok(())
    }
}
