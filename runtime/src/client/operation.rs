//! Operations and the responses that they declare.

use http::StatusCode;
use serde::de::DeserializeOwned;

use super::decode::{self, Decode, StreamingResponse};
use super::parameters::Parameter;
use crate::runtime::validation::schema::{Ref, of};
use crate::runtime::validation::validate::Validate;
use crate::runtime::validation::violation::Location;

/// An operation with a successful response of type `T`: the constant parts of its requests, and how its responses are decoded.
#[derive(Debug)]
#[must_use]
pub struct Operation<T: 'static> {
    pub(super) endpoint: Endpoint,
    /// The declared successful responses.
    pub(super) responses: &'static [ResponseSpec<T>],
}

/// The constant parts of the requests of an operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Endpoint {
    pub(super) method: &'static str,
    /// The path template of the document.
    pub(super) path: &'static str,
    /// The server, if it is not that of the document: a URL, or a path on that server.
    pub(super) server: Option<&'static str>,
    /// The security requirements, if they are not those of the document: alternatives, each with the schemes that it combines.
    pub(super) security: Option<&'static [&'static [&'static str]]>,
    /// The value of `Accept`.
    pub(super) accept: &'static str,
    /// The parameters that differ from the defaults of their location.
    parameters: &'static [Parameter],
}

impl<T> Clone for Operation<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Operation<T> {}

impl<T> Operation<T> {
    /// Creates an operation.
    pub const fn new(method: &'static str, path: &'static str) -> Self {
        let accept = "application/json";
        let endpoint = Endpoint { method, path, server: None, security: None, accept, parameters: &[] };
        Self { endpoint, responses: &[] }
    }

    /// Sets the server, if it is not that of the document.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.endpoint.server = Some(url);
        self
    }

    /// Sets the parameters that differ from the defaults of their location.
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.endpoint.parameters = parameters;
        self
    }

    /// Sets the security requirements, if they are not those of the document.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.endpoint.security = Some(alternatives);
        self
    }

    /// Sets the value of `Accept`, by default JSON.
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.endpoint.accept = accept;
        self
    }

    /// Declares a single success: JSON of the type, with this status code.
    pub const fn json<const STATUS: u16>(self) -> Self
    where
        T: Validate,
    {
        self.responses(const { &[ResponseSpec::json_of_type(STATUS)] })
    }

    /// Sets the successful responses.
    pub const fn responses(mut self, responses: &'static [ResponseSpec<T>]) -> Self {
        self.responses = responses;
        self
    }
}

/// A key of the Responses Object (OpenAPI 3.0.3 §4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// One status code.
    Exactly(u16),
    /// The status codes that start with a digit: `4XX`.
    Range(u8),
    /// All others: `default`.
    Default,
}

impl Statuses {
    pub(super) fn contains(self, status: StatusCode) -> bool {
        match self {
            Self::Exactly(code) => status.as_u16() == code,
            Self::Range(digit) => status.as_u16() / 100 == u16::from(digit),
            Self::Default => true,
        }
    }
}

/// A response that the document declares, and how it is decoded.
pub struct ResponseSpec<T> {
    pub(super) declared: DeclaredResponse,
    pub(super) read: BodyReader<T>,
}

/// The part of a declared response that does not depend on its type.
#[derive(Clone, Copy)]
pub(super) struct DeclaredResponse {
    pub(super) statuses: Statuses,
    /// The media type, if the status code has several.
    media_type: Option<&'static str>,
    /// The schema of a JSON body.
    pub(super) schema: Option<Ref>,
    pub(super) is_stream: bool,
}

/// How a response is decoded.
pub(super) enum BodyReader<T> {
    /// With its body in memory.
    Buffered(Decode<T>),
    /// As a stream.
    Streaming(fn(StreamingResponse) -> T),
}

impl<T> ResponseSpec<T> {
    /// Declares a response that is decoded in memory.
    pub const fn new(statuses: Statuses, decode: Decode<T>) -> Self {
        let declared = DeclaredResponse { statuses, media_type: None, schema: None, is_stream: false };
        Self { declared, read: BodyReader::Buffered(decode) }
    }

    /// Declares a JSON response with its schema.
    pub const fn json(statuses: Statuses, schema: Ref) -> Self
    where
        T: DeserializeOwned,
    {
        Self::new(statuses, decode::json).schema(schema)
    }

    /// Declares a JSON response of a type with a schema.
    pub(super) const fn json_of_type(status: u16) -> Self
    where
        T: Validate,
    {
        Self::json(Statuses::Exactly(status), of::<T>())
    }

    /// Declares a response that is a stream.
    pub const fn stream(statuses: Statuses, take: fn(StreamingResponse) -> T) -> Self {
        let declared = DeclaredResponse { statuses, media_type: None, schema: None, is_stream: true };
        Self { declared, read: BodyReader::Streaming(take) }
    }

    /// Sets the media type, by which one of several responses with the same status code is selected.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.declared.media_type = Some(media_type);
        self
    }

    /// Sets the schema of a JSON body.
    #[must_use]
    pub const fn schema(mut self, schema: Ref) -> Self {
        self.declared.schema = Some(schema);
        self
    }
}

impl ResponseSpec<()> {
    /// Declares a response without a body.
    pub(super) const fn empty(status: u16) -> Self {
        Self::new(Statuses::Exactly(status), decode::empty)
    }
}

impl DeclaredResponse {
    /// Returns how well a media type matches; 0 if it does not.
    pub(super) fn media_type_score(&self, media_type: Option<&str>) -> u8 {
        let (Some(own), Some(given)) = (self.media_type, media_type) else { return 1 };
        match own.strip_suffix('*') {
            _ if own == given => 5,
            Some("*/") => 2,
            Some(range) if given.starts_with(range) => 3,
            None if subtype(own) == subtype(given) => 4,
            _ => u8::from(is_compatible(own, given)),
        }
    }
}

/// Returns whether bytes that are declared as `own` may be received as `given`: servers name files as they like. JSON is not a file, nor is
/// an HTML page an archive.
fn is_compatible(own: &str, given: &str) -> bool {
    let is_json = |media_type: &str| media_type.contains("json");
    let is_alike = own.split('/').next() == given.split('/').next() && !own.starts_with("text/");
    !is_json(own) && !is_json(given) && (own == "application/octet-stream" || is_alike)
}

/// Returns the suffix or subtype of a media type: `json` of `application/problem+json`.
fn subtype(media_type: &str) -> Option<&str> {
    media_type.rsplit(['/', '+']).next()
}

impl<T> std::fmt::Debug for ResponseSpec<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseSpec")
            .field("statuses", &self.declared.statuses)
            .field("media_type", &self.declared.media_type)
            .finish_non_exhaustive()
    }
}

impl Endpoint {
    /// Returns a parameter; by default, that of its location.
    pub(super) fn parameter(&self, location: Location) -> Parameter {
        let listed = self.parameters.iter().find(|known| known.location == location);
        listed.copied().unwrap_or_else(|| Parameter::of(location))
    }
}

impl Operation<()> {
    /// Declares a single success: this status code, without a body.
    pub const fn empty<const STATUS: u16>(self) -> Self {
        self.responses(const { &[ResponseSpec::empty(STATUS)] })
    }
}
