//! What is particular to an operation.

use http::{Method, StatusCode};

use super::decode::Decode;
use super::schema::Ref;

/// An operation of the document that yields a `T`: what its requests have in common, and how its answers are read.
#[derive(Debug)]
pub struct Operation<T: 'static> {
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces, as the document writes it.
    pub path: &'static str,
    /// What the values of its parameters must satisfy, by name.
    pub parameters: &'static [(&'static str, Ref)],
    /// The security schemes that it asks for: alternatives, of which each names schemes that go together.
    pub security: &'static [&'static [&'static str]],
    /// The value of `Accept`.
    pub accept: &'static str,
    /// How the answers that mean success are read.
    pub responses: &'static [(Statuses, Decode<T>)],
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
    fn contain(self, status: StatusCode) -> bool {
        match self {
            Self::Exactly(code) => status.as_u16() == code,
            Self::Range(digit) => status.as_u16() / 100 == u16::from(digit),
            Self::Default => true,
        }
    }
}

impl<T> Operation<T> {
    /// Returns how a success with this status is read; `default` stands for successes only.
    pub(super) fn success(&self, status: StatusCode) -> Option<Decode<T>> {
        select(self.responses, status)
            .filter(|(statuses, _)| *statuses != Statuses::Default || status.is_success())
            .map(|(_, decode)| decode)
    }

    /// Returns whether a redirect is an answer of its own.
    pub(super) fn answers_with_redirect(&self) -> bool {
        self.responses.iter().any(|(statuses, _)| matches!(statuses, Statuses::Exactly(300..=399) | Statuses::Range(3)))
    }

    /// Returns what the values of a parameter must satisfy.
    pub(super) fn parameter(&self, name: &str) -> Option<(&'static str, Ref)> {
        self.parameters.iter().copied().find(|(known, _)| *known == name)
    }
}

/// Returns the entry that says most exactly what a status is.
pub(super) fn select<D: Copy>(entries: &[(Statuses, D)], status: StatusCode) -> Option<(Statuses, D)> {
    entries.iter().copied().filter(|(statuses, _)| statuses.contain(status)).min_by_key(|(statuses, _)| *statuses)
}
