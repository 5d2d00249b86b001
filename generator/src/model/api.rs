//! An API: operations, types and servers, independent of the document's notation and of the generated code.

mod pages;

use std::collections::HashSet;

use serde_json::Value;

pub use self::pages::{ItemPath, ItemStep, PageParameter, PageSource, Pages, Paging};
use super::schema::SchemaRef;
use super::types::{Shape, Type};

/// The contents of a client crate.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub title: String,
    pub version: String,
    /// Whether `1.0` is an integer: since OpenAPI 3.1.
    pub accepts_integral_floats: bool,
    pub description: Option<String>,
    pub servers: Vec<Server>,
    /// The security requirements that most operations have.
    pub security: Vec<Vec<String>>,
    pub security_schemes: Vec<SecurityScheme>,
    /// By path and method.
    pub operations: Vec<Operation>,
    pub error_sets: Vec<ErrorSet>,
    /// The distinct headers of responses.
    pub headers: Vec<Header>,
    /// The bodies of webhooks and callbacks, which the server sends.
    pub payloads: Vec<Shape>,
    pub types: Vec<Type>,
    /// The greatest depth of nested types.
    pub depth: usize,
}

impl Api {
    /// Iterates over the distinct variables of all servers, including those of operations.
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

    /// Returns whether the URL is absolute, or a variable at its start makes it so. The host of a relative URL is unknown.
    pub fn is_absolute(&self) -> bool {
        let is_set_by_user = || {
            self.variables.iter().any(|one| {
                one.default.is_empty()
                    && self.url.strip_prefix('{').is_some_and(|rest| rest.starts_with(&format!("{}}}", one.name)))
            })
        };
        self.default_url().contains("://") || is_set_by_user()
    }
}

/// A Server Variable Object (OpenAPI 3.0.3 §4.7.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    pub name: String,
    pub default: String,
    /// The allowed values; empty if any is allowed.
    pub values: Vec<String>,
    pub description: Option<String>,
}

/// A Security Scheme Object (OpenAPI 3.0.3 §4.7.27) that the client supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    pub name: String,
    pub description: Option<String>,
    pub kind: SecurityKind,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    Bearer,
    /// A bearer token of OAuth 2, with the URL at which the client credentials grant requests it.
    OAuth2(String),
    Basic,
    /// Another authentication scheme of HTTP, with its name.
    Http(String),
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
    /// As it is sent; standard methods are in upper case.
    pub method: String,
    pub path: String,
    pub tag: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    /// The server of the operation, if it has one of its own.
    pub server: Option<Server>,
    /// Path parameters in the order of the path, then the others as declared.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub success: Success,
    /// The media types of `Accept`, in the order of the document.
    pub accept: Vec<String>,
    /// The index of its error set; `None` if it declares no errors.
    pub errors: Option<usize>,
    /// The indices of the headers that its responses declare.
    pub headers: Vec<usize>,
    /// The description of each error status.
    pub error_docs: Vec<(Statuses, String)>,
    /// The alternative security requirements, each a list of schemes.
    pub security: Vec<Vec<String>>,
    /// Set if its results come in pages.
    pub pages: Option<Pages>,
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
    /// Whether slashes in values are not encoded, as the path template demands.
    pub allow_slashes: bool,
    pub shape: Shape,
    pub schema: SchemaRef,
    /// `default`, as the document has it.
    pub default: Option<Value>,
    pub description: Option<String>,
    pub deprecated: bool,
}

/// `style`, or the serialization that `content` specifies.
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
    /// Like `Form`, but not percent-encoded.
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
    /// The alternative contents; more than one if they need different types.
    pub contents: Vec<RequestContent>,
}

/// The content of a request body for a media type.
#[derive(Clone, Debug)]
pub struct RequestContent {
    pub media_type: String,
    pub content: BodyContent,
}

/// How a request body is serialized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyContent {
    Json(Shape),
    /// `application/x-www-form-urlencoded`, with the properties that are not serialized by default rules.
    Form(Shape, Vec<FormField>),
    /// `multipart/form-data`, `multipart/related` or `multipart/mixed`, with the properties that are not serialized by default rules.
    Multipart(Shape, Vec<PartField>),
    /// A sequence of JSON values.
    JsonLines(Shape),
    Text,
    Bytes,
    /// Always an empty object.
    Nothing {
        is_sent: bool,
    },
}

impl BodyContent {
    /// Returns the shape, if it has one.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Json(shape) | Self::Form(shape, _) | Self::Multipart(shape, _) | Self::JsonLines(shape) => {
                Some(shape)
            }
            Self::Text | Self::Bytes | Self::Nothing { .. } => None,
        }
    }

    /// Returns the shape, if it has one, as a mutable reference.
    pub fn shape_mut(&mut self) -> Option<&mut Shape> {
        match self {
            Self::Json(shape) | Self::Form(shape, _) | Self::Multipart(shape, _) | Self::JsonLines(shape) => {
                Some(shape)
            }
            Self::Text | Self::Bytes | Self::Nothing { .. } => None,
        }
    }
}

/// How a property of a form is serialized (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    pub name: String,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
}

/// How a property of a multipart body is serialized (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartField {
    /// With a media type of its own.
    OfType { name: String, media_type: String },
    /// With one of some media types or ranges, which the caller chooses.
    Allowed { name: String, allowed: Vec<String> },
    /// By style, one part for each name.
    OfStyle { name: String, style: Style, explode: bool },
}

/// The successful responses of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    pub responses: Vec<Response>,
    pub output: Output,
    pub description: Option<String>,
}

impl Success {
    /// Returns the first content that is not empty.
    pub fn content(&self) -> Option<&ResponseContent> {
        self.responses.iter().map(|response| &response.content).find(|content| **content != ResponseContent::Empty)
    }

    /// Returns the data of events that differs by event, each once.
    pub fn event_variants(&self) -> Vec<&[EventVariant]> {
        let mut found: Vec<&[EventVariant]> = Vec::new();
        for response in &self.responses {
            if let ResponseContent::Events(EventData::Variants(variants)) = &response.content
                && !found.contains(&variants.as_slice())
            {
                found.push(variants);
            }
        }
        found
    }
}

/// A successful response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: Statuses,
    /// Set if the status has several media types.
    pub media_type: Option<String>,
    pub content: ResponseContent,
}

/// The return type of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// `()`.
    Nothing,
    /// One content for all responses.
    Same {
        /// Whether some responses are empty.
        optional: bool,
    },
    /// An enum with a variant for each response.
    Several,
}

/// The content of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseContent {
    Empty,
    Json(Shape, SchemaRef),
    /// A string: a JSON string if the received media type is JSON, else the text itself.
    String(Shape, SchemaRef),
    Text,
    Bytes,
    /// `text/event-stream`.
    Events(EventData),
    /// A sequence of JSON values.
    JsonLines(Shape, SchemaRef),
}

impl ResponseContent {
    /// Returns the shape, if it has one.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Json(shape, _)
            | Self::String(shape, _)
            | Self::JsonLines(shape, _)
            | Self::Events(EventData::Json(shape, _)) => Some(shape),
            Self::Empty | Self::Text | Self::Bytes | Self::Events(_) => None,
        }
    }

    /// Returns all shapes in it, each with its schema.
    pub fn shapes_mut(&mut self) -> Vec<(&mut Shape, &mut SchemaRef)> {
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

    /// Returns whether it is a stream.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Bytes | Self::Events(_) | Self::JsonLines(..))
    }
}

/// The data of server-sent events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventData {
    Text,
    /// JSON, the same in every event.
    Json(Shape, SchemaRef),
    /// Data that depends on the name of the event.
    Variants(Vec<EventVariant>),
}

/// The data of events with certain names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventVariant {
    /// The name from which the identifier is made.
    pub label: String,
    /// The values of `event`; if empty, all events that no other variant lists.
    pub events: Vec<String>,
    /// Whether the data is text and not JSON.
    pub is_text: bool,
    pub shape: Shape,
    pub schema: SchemaRef,
}

/// A key of the Responses Object (OpenAPI 3.0.3 §4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statuses {
    Exactly(u16),
    /// By its first digit.
    Range(u8),
    Default,
}

impl Statuses {
    /// Returns whether the status, or every status of the range, means success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exactly(200..=299) | Self::Range(2))
    }

    /// Returns whether the status, or every status of the range, is below 400.
    pub fn is_below_400(self) -> bool {
        matches!(self, Self::Exactly(..=399) | Self::Range(..=3))
    }
}

impl std::fmt::Display for Statuses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(status) => write!(f, "{status}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Error responses that several operations declare in the same way.
#[derive(Clone, Debug)]
pub struct ErrorSet {
    /// The operations, in their order.
    pub operations: Vec<String>,
    /// The content for each status.
    pub errors: Vec<(Statuses, ResponseContent)>,
}
