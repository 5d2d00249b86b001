//! Paths of schemas in an API that are stable across edits of the document.

use std::fmt;

/// The path of a schema: the component, body, parameter or header that contains it, and the segments below that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaPath {
    pub root: SchemaRoot,
    pub segments: Vec<PathSegment>,
}

/// The start of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemaRoot {
    /// A component schema.
    Component(String),
    /// The request body of an operation.
    Request(String),
    /// The response body of an operation for a status, and whether the status means success.
    Response { operation: String, status: String, is_success: bool },
    /// A parameter of an operation.
    Parameter { operation: String, name: String },
    /// A response header of an operation.
    Header { operation: String, name: String },
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathSegment {
    /// A property.
    Property(String),
    /// The items of an array.
    Item,
    /// The additional properties of an object.
    AdditionalProperty,
    /// A variant of a union, or a schema in `allOf`.
    Variant(String),
}

impl SchemaPath {
    /// Returns the path of the root itself.
    pub fn new(root: SchemaRoot) -> Self {
        Self { root, segments: Vec::new() }
    }

    /// Returns the path extended by a segment.
    pub fn join(&self, segment: PathSegment) -> Self {
        let mut path = self.clone();
        path.segments.push(segment);
        path
    }

    /// Returns the operation that the path belongs to.
    pub fn operation(&self) -> Option<&str> {
        match &self.root {
            SchemaRoot::Component(_) => None,
            SchemaRoot::Request(operation)
            | SchemaRoot::Response { operation, .. }
            | SchemaRoot::Parameter { operation, .. }
            | SchemaRoot::Header { operation, .. } => Some(operation),
        }
    }
}

impl fmt::Display for SchemaPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            SchemaRoot::Component(name) => write!(f, "component {name}")?,
            SchemaRoot::Request(operation) => write!(f, "{operation} request")?,
            SchemaRoot::Response { operation, status, .. } => write!(f, "{operation} response {status}")?,
            SchemaRoot::Parameter { operation, name } => write!(f, "{operation} parameter {name}")?,
            SchemaRoot::Header { operation, name } => write!(f, "{operation} header {name}")?,
        }
        for (depth, segment) in self.segments.iter().enumerate() {
            match segment {
                PathSegment::Property(name) if depth == 0 => write!(f, " {name}")?,
                PathSegment::Property(name) => write!(f, ".{name}")?,
                PathSegment::Item => f.write_str("[]")?,
                PathSegment::AdditionalProperty => f.write_str("{}")?,
                PathSegment::Variant(label) => write!(f, "<{label}>")?,
            }
        }
        Ok(())
    }
}
