//! An API: what a document means, free of how it was written and of what it becomes.

use std::collections::HashSet;

use serde_json::Value;

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
    /// The security requirements that most operations have.
    pub security: Vec<Vec<String>>,
    pub security_schemes: Vec<SecurityScheme>,
    /// By path and method.
    pub operations: Vec<Operation>,
    pub error_sets: Vec<ErrorSet>,
    /// The headers of responses, each once.
    pub headers: Vec<Header>,
    /// The bodies of webhooks and callbacks, which the server sends.
    pub payloads: Vec<Shape>,
    pub types: Vec<Type>,
    /// How many types hold one another in a row, at most.
    pub depth: usize,
}

impl Api {
    /// Iterates over the variables in the URLs of all servers, those of single operations included, each once.
    pub fn server_variables(&self) -> impl Iterator<Item = (&Server, &ServerVariable)> {
        let mut seen = HashSet::new();
        let servers = self.servers.iter().chain(self.operations.iter().filter_map(|one| one.server.as_ref()));
        servers
            .flat_map(|server| server.variables.iter().map(move |variable| (server, variable)))
            .filter(move |(server, variable)| seen.insert((&server.url, &variable.name)))
    }
}

/// A Server Object (OpenAPI 3.0.3 §4.7.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub url: String,
    pub description: Option<String>,
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Returns the URL with the defaults of its variables.
    pub fn default_url(&self) -> String {
        let fill = |url: String, one: &ServerVariable| url.replace(&format!("{{{}}}", one.name), &one.default);
        self.variables.iter().fold(self.url.clone(), fill)
    }

    /// Returns whether the URL says where the server is, or a variable in front of it will: one that is relative, to where the document is
    /// found, says nothing of the host.
    pub fn is_absolute(&self) -> bool {
        let is_asked_for = || {
            self.variables.iter().any(|one| {
                one.default.is_empty()
                    && self.url.strip_prefix('{').is_some_and(|rest| rest.starts_with(&format!("{}}}", one.name)))
            })
        };
        self.default_url().contains("://") || is_asked_for()
    }
}

/// A Server Variable Object (OpenAPI 3.0.3 §4.7.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    pub name: String,
    pub default: String,
    /// The values that are allowed; none listed allows any.
    pub values: Vec<String>,
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
    /// As it is sent: in upper case, unless the document names another method.
    pub method: String,
    pub path: String,
    pub tag: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    /// Where it is served, if not where the others are.
    pub server: Option<Server>,
    /// Those of the path in its order, then the others as declared.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub success: Success,
    /// The media types of `Accept`, in the order of the document.
    pub accept: Vec<String>,
    /// The index of its error set; `None` if it declares no errors.
    pub errors: Option<usize>,
    /// The indices of the headers that its responses declare.
    pub headers: Vec<usize>,
    /// What each error status means, as described.
    pub error_docs: Vec<(Status, String)>,
    /// Alternatives of schemes that go together.
    pub security: Vec<Vec<String>>,
}

/// A Parameter Object (OpenAPI 3.0.3 §4.7.12).
#[allow(clippy::struct_excessive_bools, reason = "the specification has them")]
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub location: Location,
    pub required: bool,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    /// Whether slashes in values pass, as the template of the path says.
    pub allow_slashes: bool,
    pub shape: Shape,
    pub schema: SchemaRef,
    /// `default`, as the document has it.
    pub default: Option<Value>,
    pub description: Option<String>,
    pub deprecated: bool,
}

/// `style`, or the serialization that `content` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Simple,
    Label,
    Matrix,
    /// The value as JSON text.
    Json,
    /// The value is the whole query: a form, or text.
    Querystring,
    /// The value is the whole query, as JSON text.
    JsonQuerystring,
    /// As a form has it, but not encoded.
    Cookie,
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// A Header Object of a response (OpenAPI 3.0.3 §4.7.21).
#[derive(Clone, Debug)]
pub struct Header {
    pub name: String,
    /// Simple, or JSON.
    pub style: Style,
    pub explode: bool,
    pub shape: Shape,
    pub schema: SchemaRef,
    pub description: Option<String>,
    pub deprecated: bool,
}

/// A Request Body Object (OpenAPI 3.0.3 §4.7.13).
#[derive(Clone, Debug)]
pub struct Body {
    pub required: bool,
    pub description: Option<String>,
    /// The forms that it may have; one, unless they need different types.
    pub forms: Vec<BodyForm>,
}

/// A media type of a request body.
#[derive(Clone, Debug)]
pub struct BodyForm {
    pub media_type: String,
    pub content: BodyContent,
}

/// What a request body is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyContent {
    Json(Shape),
    /// `application/x-www-form-urlencoded`, with the properties that are not written as they are by default.
    Form(Shape, Vec<FormField>),
    /// `multipart/form-data`, with the properties that are not written as they are by default.
    /// So are `multipart/related` and `multipart/mixed`.
    Multipart(Shape, Vec<PartField>),
    /// JSON values of a shape, one after another.
    JsonLines(Shape),
    Text,
    Bytes,
    /// A closed object without properties: there is nothing to choose.
    Nothing {
        is_sent: bool,
    },
}

impl BodyContent {
    /// Returns the shape, where it has one.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Json(shape) | Self::Form(shape, _) | Self::Multipart(shape, _) | Self::JsonLines(shape) => {
                Some(shape)
            }
            Self::Text | Self::Bytes | Self::Nothing { .. } => None,
        }
    }

    /// The same, to be changed.
    pub fn shape_mut(&mut self) -> Option<&mut Shape> {
        match self {
            Self::Json(shape) | Self::Form(shape, _) | Self::Multipart(shape, _) | Self::JsonLines(shape) => {
                Some(shape)
            }
            Self::Text | Self::Bytes | Self::Nothing { .. } => None,
        }
    }
}

/// How a property of a form is written (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    pub name: String,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
}

/// How a property of a multipart body is written (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartField {
    /// With a media type of its own.
    OfType { name: String, media_type: String },
    /// With one of some media types or ranges, which the caller chooses.
    Allowed { name: String, allowed: Vec<String> },
    /// As a form has it, a part a name.
    OfStyle { name: String, style: Style, explode: bool },
}

/// What an operation yields when it succeeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    pub answers: Vec<Answer>,
    pub output: Output,
    pub description: Option<String>,
}

impl Success {
    /// Returns what the answers hold that are not empty.
    pub fn content(&self) -> Option<&Content> {
        self.answers.iter().map(|answer| &answer.content).find(|content| **content != Content::Empty)
    }

    /// Returns the data of events that differs by event, each once.
    pub fn event_variants(&self) -> Vec<&[EventVariant]> {
        let mut found: Vec<&[EventVariant]> = Vec::new();
        for answer in &self.answers {
            if let Content::Events(EventData::Variants(variants)) = &answer.content
                && !found.contains(&variants.as_slice())
            {
                found.push(variants);
            }
        }
        found
    }
}

/// A way to succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: Status,
    /// Where the status has several.
    pub media_type: Option<String>,
    pub content: Content,
}

/// What becomes of all the ways to succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Nothing but that it succeeded.
    Nothing,
    /// The same content each time.
    Same {
        /// Or none.
        optional: bool,
    },
    /// A choice among the answers.
    Several,
}

/// What a response carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Empty,
    Json(Shape, SchemaRef),
    /// A string: one of JSON where the media type that comes is JSON, else the text itself.
    String(Shape, SchemaRef),
    Text,
    Bytes,
    /// `text/event-stream`.
    Events(EventData),
    /// JSON values, one after another.
    JsonLines(Shape, SchemaRef),
}

impl Content {
    /// Returns the shape, where it has one.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Json(shape, _)
            | Self::String(shape, _)
            | Self::JsonLines(shape, _)
            | Self::Events(EventData::Json(shape, _)) => Some(shape),
            Self::Empty | Self::Text | Self::Bytes | Self::Events(_) => None,
        }
    }

    /// Returns every shape in it with its schema.
    pub fn parts_mut(&mut self) -> Vec<(&mut Shape, &mut SchemaRef)> {
        match self {
            Self::Json(shape, schema)
            | Self::String(shape, schema)
            | Self::JsonLines(shape, schema)
            | Self::Events(EventData::Json(shape, schema)) => vec![(shape, schema)],
            Self::Events(EventData::Variants(variants)) => {
                variants.iter_mut().map(|variant| (&mut variant.shape, &mut variant.schema)).collect()
            }
            Self::Empty | Self::Text | Self::Bytes | Self::Events(EventData::Text) => Vec::new(),
        }
    }

    /// Returns whether it is read as it comes.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Bytes | Self::Events(_) | Self::JsonLines(..))
    }
}

/// The data of server-sent events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventData {
    Text,
    /// JSON, alike in every event.
    Json(Shape, SchemaRef),
    /// Different data for different events.
    Variants(Vec<EventVariant>),
}

/// The data of the events of some names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventVariant {
    /// What the variant is named after.
    pub label: String,
    /// The values of `event`; without any, the events that no other variant names.
    pub events: Vec<String>,
    /// Whether the data is the string itself, and not JSON.
    pub is_text: bool,
    pub shape: Shape,
    pub schema: SchemaRef,
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

    /// Returns whether the status, or each of the range, is below those of errors.
    pub fn is_no_error(self) -> bool {
        matches!(self, Self::Exactly(..=399) | Self::Range(..=3))
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
    /// A content a status, which is read whole.
    pub errors: Vec<(Status, Content)>,
}
