//! What is particular to an operation.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::decode::{self, Decode, StreamingResponse};
use super::parameters::Parameter;
use super::schema::{Ref, of};
use super::validate::Validate;
use super::violation::Location;
use crate::settings::SECURITY;

/// An operation of the document that yields a `T`: what its requests have in common, and how its answers are read.
#[derive(Debug)]
#[must_use]
pub struct Operation<T: 'static> {
    pub(super) method: &'static str,
    /// The path, with its parameters in braces, as the document writes it.
    pub(super) path: &'static str,
    /// Where it is served, if not where the others are: a URL, or a path on the server of the others.
    pub(super) server: Option<&'static str>,
    parameters: &'static [Parameter],
    /// The security schemes that it asks for: alternatives, of which each names schemes that go together.
    pub(super) security: &'static [&'static [&'static str]],
    /// The value of `Accept`.
    pub(super) accept: &'static str,
    /// How the answers that mean success are read.
    responses: &'static [ResponseSpec<T>],
}

impl<T> Clone for Operation<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Operation<T> {}

impl<T> Operation<T> {
    /// Makes an operation of a method and a path.
    pub const fn new(method: &'static str, path: &'static str) -> Self {
        Self {
            method,
            path,
            server: None,
            parameters: &[],
            security: SECURITY,
            accept: "application/json",
            responses: &[],
        }
    }

    /// Sets where it is served, if not where the others are.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Sets its parameters, as far as there is something to say of them beyond their types.
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Sets the security schemes that it asks for, if they are not those of most operations.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Sets the value of `Accept`, which is JSON if nothing is said.
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// Says that the only success is JSON of the type, with this status.
    pub const fn json<const STATUS: u16>(self) -> Self
    where
        T: Validate,
    {
        self.responses(const { &[ResponseSpec::json(Statuses::Exactly(STATUS), of::<T>())] })
    }

    /// Sets how the answers that mean success are read.
    pub const fn responses(mut self, answers: &'static [ResponseSpec<T>]) -> Self {
        self.responses = answers;
        self
    }
}

/// A key of the Responses Object (OpenAPI 3.0.3 §4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// One status.
    Exactly(u16),
    /// The statuses that begin with a digit: `4XX`.
    Range(u8),
    /// All that nothing else is said of: `default`.
    Default,
}

impl Statuses {
    fn contains(self, status: StatusCode) -> bool {
        match self {
            Self::Exactly(code) => status.as_u16() == code,
            Self::Range(digit) => status.as_u16() / 100 == u16::from(digit),
            Self::Default => true,
        }
    }
}

/// An answer that the document declares, with how it is read.
pub struct ResponseSpec<T> {
    statuses: Statuses,
    /// The media type, where the status has several.
    media_type: Option<&'static str>,
    /// What a JSON body must satisfy.
    pub(super) schema: Option<Ref>,
    pub(super) read: BodyReader<T>,
}

/// How an answer is read.
pub(super) enum BodyReader<T> {
    /// When all of its body is there.
    Buffered(Decode<T>),
    /// By whoever takes the body as it comes.
    Streaming(fn(StreamingResponse) -> T),
}

impl<T> ResponseSpec<T> {
    /// An answer that is read when all of it is there.
    pub const fn new(statuses: Statuses, decode: Decode<T>) -> Self {
        Self { statuses, media_type: None, schema: None, read: BodyReader::Buffered(decode) }
    }

    /// An answer of JSON, with what it must satisfy.
    pub const fn json(statuses: Statuses, schema: Ref) -> Self
    where
        T: DeserializeOwned,
    {
        Self::new(statuses, decode::json).schema(schema)
    }

    /// An answer whose body is read as it comes.
    pub const fn stream(statuses: Statuses, take: fn(StreamingResponse) -> T) -> Self {
        Self { statuses, media_type: None, schema: None, read: BodyReader::Streaming(take) }
    }

    /// Sets the media type that chooses this answer among those of the same status.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Sets what a JSON body must satisfy.
    #[must_use]
    pub const fn schema(mut self, schema: Ref) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Returns how well an answer's media type fits, from 0 for not at all.
    fn media_type_score(&self, media_type: Option<&str>) -> u8 {
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

/// Returns whether bytes that the document calls `own` may come as `given`: servers name files as they like. JSON is no file, nor is a page of
/// HTML where an archive is declared.
fn is_compatible(own: &str, given: &str) -> bool {
    let is_json = |media_type: &str| media_type.contains("json");
    let is_alike = own.split('/').next() == given.split('/').next() && !own.starts_with("text/");
    !is_json(own) && !is_json(given) && (own == "application/octet-stream" || is_alike)
}

/// Returns the last part of a media type: `json` of `application/problem+json`.
fn subtype(media_type: &str) -> Option<&str> {
    media_type.rsplit(['/', '+']).next()
}

impl<T> std::fmt::Debug for ResponseSpec<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseSpec")
            .field("statuses", &self.statuses)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}

impl<T> Operation<T> {
    /// Returns how a success is read; `default` stands for successes only.
    pub(super) fn success(&self, status: StatusCode, headers: &HeaderMap) -> Option<&'static ResponseSpec<T>> {
        select(self.responses, status, headers)
            .filter(|answer| answer.statuses != Statuses::Default || status.is_success())
    }

    /// Returns how the success is read that a response has the media type of, if successes of one status alone are declared.
    pub(super) fn only_success(&self, headers: &HeaderMap) -> Option<&'static ResponseSpec<T>> {
        let (first, others) = self.responses.split_first()?;
        match first.statuses {
            Statuses::Exactly(code @ 200..=299) if others.iter().all(|other| other.statuses == first.statuses) => {
                select(self.responses, StatusCode::from_u16(code).ok()?, headers)
            }
            _ => None,
        }
    }

    /// Returns whether a redirect is an answer of its own.
    pub(super) fn declares_redirect(&self) -> bool {
        self.responses.iter().any(|answer| matches!(answer.statuses, Statuses::Exactly(300..=399) | Statuses::Range(3)))
    }

    /// Returns a parameter; of one that is not listed there is nothing to say beyond its type.
    pub(super) fn parameter(&self, location: Location) -> Parameter {
        let listed = self.parameters.iter().find(|known| known.location == location);
        listed.copied().unwrap_or_else(|| Parameter::of(location))
    }
}

impl Operation<()> {
    /// Says that the only success has this status, and no body.
    pub const fn empty<const STATUS: u16>(self) -> Self {
        self.responses(const { &[ResponseSpec::new(Statuses::Exactly(STATUS), decode::empty)] })
    }
}

/// Returns the answer that says most exactly what a status is, and of those with the same statuses the one whose media type fits best.
pub(super) fn select<T>(
    answers: &'static [ResponseSpec<T>],
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<&'static ResponseSpec<T>> {
    let fitting = || answers.iter().filter(|answer| answer.statuses.contains(status));
    let statuses = fitting().map(|answer| answer.statuses).min()?;
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let score = |answer: &&ResponseSpec<T>| answer.media_type_score(media_type.as_deref());
    // The first of equals: `max_by_key` would give the last.
    fitting().filter(|answer| answer.statuses == statuses).rev().max_by_key(score)
}
