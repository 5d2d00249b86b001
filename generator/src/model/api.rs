//! An API: what a document means, free of how it was written and of what it becomes.

use super::schema::SchemaRef;
use super::types::{Shape, Type};

/// Everything that a client of the API has.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub title: String,
    pub version: String,
    /// Whether the document is written for OpenAPI 3.1 or later, where `1.0` is an integer.
    pub has_whole_floats: bool,
    pub description: Option<String>,
    pub servers: Vec<Server>,
    pub security_schemes: Vec<SecurityScheme>,
    /// By path and method.
    pub operations: Vec<Operation>,
    pub error_sets: Vec<ErrorSet>,
    pub types: Vec<Type>,
}

/// A Server Object (OpenAPI 3.0.3 §4.7.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub url: String,
    pub description: Option<String>,
}

/// A Security Scheme Object (OpenAPI 3.0.3 §4.7.27) that the client can serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    pub name: String,
    pub description: Option<String>,
    pub kind: SecurityKind,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    Bearer,
    Basic,
    /// An API key in the header of that name.
    Header(String),
    /// An API key in the query parameter of that name.
    Query(String),
    /// An API key in the cookie of that name.
    Cookie(String),
}

/// An Operation Object (OpenAPI 3.0.3 §4.7.10).
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    /// In upper case.
    pub method: String,
    pub path: String,
    pub tag: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    /// Those of the path in its order, then the others as declared.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub success: Success,
    /// The index of its error set; `None` if it declares no errors.
    pub errors: Option<usize>,
    /// What each error status means, as described.
    pub error_docs: Vec<(Status, String)>,
    /// Alternatives of schemes that go together.
    pub security: Vec<Vec<String>>,
}

/// A Parameter Object (OpenAPI 3.0.3 §4.7.12).
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub location: Location,
    pub required: bool,
    pub shape: Shape,
    pub schema: SchemaRef,
    pub description: Option<String>,
    pub deprecated: bool,
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// A JSON request body.
#[derive(Clone, Debug)]
pub struct Body {
    pub shape: Shape,
    pub required: bool,
    pub description: Option<String>,
}

/// What an operation yields when it succeeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    pub statuses: Vec<(Status, Content)>,
    pub description: Option<String>,
}

/// What a response carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Empty,
    Json(Shape),
    Bytes,
}

impl Success {
    /// Returns what every success carries, and whether it may also be empty; `None` where bodies differ.
    pub fn content(&self) -> Option<(&Content, bool)> {
        let mut content = &Content::Empty;
        let mut may_be_empty = false;
        for (_, other) in &self.statuses {
            match (content, other) {
                (_, Content::Empty) => may_be_empty = true,
                (Content::Empty, _) => content = other,
                (one, other) if one == other => {}
                _ => return None,
            }
        }
        Some((content, may_be_empty && *content != Content::Empty))
    }
}

/// A key of the Responses Object (OpenAPI 3.0.3 §4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Exactly(u16),
    /// By its first digit.
    Range(u8),
    Default,
}

impl Status {
    /// Returns whether the status, or each of the range, means success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exactly(200..=299) | Self::Range(2))
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(status) => write!(f, "{status}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// The errors that some operations declare alike.
#[derive(Clone, Debug)]
pub struct ErrorSet {
    /// The operations, in their order.
    pub operations: Vec<String>,
    pub errors: Vec<(Status, Content)>,
}
