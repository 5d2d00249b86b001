//! Collects violations, or only whether there are any, for `anyOf`, `oneOf` and `not`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::{fmt, mem};

use serde::ser;

use super::cache::{Cache, Pair};
use super::instance_path::{InstancePath, push_token, truncate};
use crate::runtime::validation::redact::{RedactedNames, elided};
use crate::runtime::validation::schema::{Required, Schema};
use crate::runtime::validation::violation::{Location, Violation, Violations};

/// The longest text that a violation keeps, in bytes: the server decides how long names are.
const MAX_TEXT: usize = 1024;

/// The longest keyword value that a violation keeps, in bytes.
const MAX_BOUND: usize = 4 * 1024;

/// How many schemas with applicators are visited before verdicts are cached: few values need so many.
const UNCACHED_VISITS: u32 = 1_000;

/// Collects the violations of a value.
pub(super) struct Reporter {
    location: Location,
    direction: Direction,
    redacted: RedactedNames,
    mode: Mode,
    failed: bool,
    infinite_ref: bool,
    found: Violations,
    /// How many schemas with applicators were visited.
    visits: u32,
    cache: Option<Box<Cache>>,
}

/// A visit of a value with a schema that has applicators.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    /// The key in the cache, if verdicts are cached.
    pair: Option<Pair>,
    /// Whether there was a violation before.
    failed: bool,
}

/// Whether the value is part of a request or a response: `readOnly` and `writeOnly` properties are required in one of them only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
    /// Not known.
    Either,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Keeps all violations, and explains those of unions.
    Report,
    /// Keeps all violations, without explaining unions, so that explanations do not nest.
    Brief,
    /// Stops at the first violation, and keeps none.
    Probe,
}

impl Reporter {
    /// Creates a reporter that keeps all violations, without the values of properties with `redacted` names.
    pub(super) fn report(location: Location, direction: Direction, redacted: RedactedNames) -> Self {
        Self::new(location, direction, redacted, Mode::Report, None)
    }

    /// Creates a reporter that stops at the first violation. `cache` has the verdicts of earlier validations of the same value.
    pub(super) fn probe(location: Location, direction: Direction, cache: Option<Box<Cache>>) -> Self {
        Self::new(location, direction, &[], Mode::Probe, cache)
    }

    fn new(
        location: Location,
        direction: Direction,
        redacted: RedactedNames,
        mode: Mode,
        cache: Option<Box<Cache>>,
    ) -> Self {
        let found = Violations::default();
        Self { location, direction, redacted, mode, failed: false, infinite_ref: false, found, visits: 0, cache }
    }

    /// Returns whether `validate`, called for the value at `path`, finds no violation; stops at the first one, and reports none.
    pub(super) fn is_valid_silently(
        &mut self,
        path: &InstancePath<'_>,
        validate: impl FnOnce(&mut Self) -> Result<(), Abort>,
    ) -> Result<bool, Abort> {
        let mode = mem::replace(&mut self.mode, Mode::Probe);
        let failed = mem::take(&mut self.failed);
        let is_valid = validate(self).is_ok() && !self.failed;
        self.mode = mode;
        self.failed = failed;
        if self.infinite_ref { Err(self.report_infinite_ref(path)) } else { Ok(is_valid) }
    }

    /// Returns the violations that `validate` finds, without explaining unions.
    pub(super) fn without_explanations(&mut self, validate: impl FnOnce(&mut Self) -> Result<(), Abort>) -> Violations {
        let mode = mem::replace(&mut self.mode, Mode::Brief);
        let (failed, infinite_ref) = (self.failed, self.infinite_ref);
        let found = mem::take(&mut self.found);
        let reported = self.cache.as_mut().map(|cache| cache.replace_reported(HashSet::new()));
        // An abort only means that validation ended early: the violations until then count.
        let _ = validate(self);
        self.mode = mode;
        (self.failed, self.infinite_ref) = (failed, infinite_ref);
        if let Some(cache) = &mut self.cache {
            cache.replace_reported(reported.unwrap_or_default());
        }
        mem::replace(&mut self.found, found)
    }

    /// Starts a visit of the value at `path` with a schema that has applicators; `Err` is the cached verdict.
    pub(super) fn enter(
        &mut self,
        path: &InstancePath<'_>,
        schema: &'static Schema,
    ) -> Result<Visit, Result<(), Abort>> {
        self.visits = self.visits.saturating_add(1);
        if self.cache.is_none() && self.visits <= UNCACHED_VISITS {
            return Ok(Visit { pair: None, failed: self.failed });
        }
        let cache = self.cache.get_or_insert_default();
        let pair = cache.pair(path, schema);
        match cache.verdict(pair) {
            Some(true) => return Err(Ok(())),
            Some(false) if self.mode == Mode::Probe => {
                self.failed = true;
                return Err(Err(Abort::Enough));
            }
            Some(false) if cache.is_reported(pair) => {
                self.failed = true;
                return Err(Ok(()));
            }
            // The violations are not in the list yet, or the verdict is not known.
            Some(false) | None => {}
        }
        Ok(Visit { pair: Some(pair), failed: mem::take(&mut self.failed) })
    }

    /// Ends a visit, and caches its verdict.
    pub(super) fn leave(&mut self, visit: Visit, result: Result<(), Abort>) -> Result<(), Abort> {
        if let (Some(pair), Some(cache), false) = (visit.pair, &mut self.cache, self.infinite_ref) {
            cache.record(pair, result.is_ok() && !self.failed, self.mode != Mode::Probe);
        }
        self.failed |= visit.failed;
        result
    }

    /// Returns the cache.
    pub(super) fn into_cache(self) -> Option<Box<Cache>> {
        self.cache
    }

    /// Returns whether a property must be present.
    pub(super) fn requires(&self, required: Required) -> bool {
        match required {
            Required::Never => false,
            Required::Always => true,
            Required::InRequests => self.direction == Direction::Request,
            Required::InResponses => self.direction == Direction::Response,
        }
    }

    /// Returns whether violations of unions are explained.
    pub(super) fn explains_unions(&self) -> bool {
        self.mode == Mode::Report
    }

    /// Returns whether there was a violation.
    pub(super) const fn has_failed(&self) -> bool {
        self.failed
    }

    /// Returns the violations that were kept.
    pub(super) fn into_violations(self) -> Violations {
        self.found
    }

    /// Returns whether the value at `path` must not be shown.
    pub(super) fn is_redacted(&self, path: &InstancePath<'_>) -> bool {
        self.location.is_redacted(self.redacted) || path.is_redacted(self.redacted)
    }

    /// Returns the pointer of `path` as [`Violation::pointer`] describes it.
    pub(super) fn pointer(&self, path: &InstancePath<'_>) -> String {
        let mut pointer = String::new();
        if let Some(name) = self.location.parameter() {
            push_token(&mut pointer, name);
        }
        path.write_pointer(&mut pointer);
        truncate(pointer, MAX_TEXT)
    }

    /// Adds a violation; `message` is called only if the violation is kept.
    #[cold]
    pub(super) fn report_at(
        &mut self,
        path: &InstancePath<'_>,
        keyword: &'static str,
        message: impl FnOnce() -> Message,
    ) -> Result<(), Abort> {
        self.failed = true;
        if self.mode == Mode::Probe {
            return Err(Abort::Enough);
        }
        let mut found = mem::take(&mut self.found);
        found.push_with(|| {
            let Message { bound, sentence } = message();
            let violation = Violation::new(self.location, self.pointer(path), keyword, kept(sentence, MAX_TEXT));
            match bound {
                Some(bound) => violation.with_bound(kept(bound, MAX_BOUND)),
                None => violation,
            }
        });
        self.found = found;
        Ok(())
    }

    /// Ends the validation of one value that was aborted.
    #[cold]
    pub(super) fn finish(&mut self, path: &InstancePath<'_>, abort: Abort) -> Result<(), Abort> {
        match abort {
            Abort::Enough => Err(Abort::Enough),
            Abort::WrongType => Ok(()),
            Abort::Unserializable => {
                self.report_at(path, "type", || Message::new("the value cannot be serialized as JSON".to_owned()))
            }
        }
    }

    /// Reports that the schemas at `path` refer to themselves infinitely, and ends validation.
    #[cold]
    pub(super) fn report_infinite_ref(&mut self, path: &InstancePath<'_>) -> Abort {
        self.infinite_ref = true;
        let sentence = "the schema refers to itself infinitely, so no value is valid";
        // Validation is over, whatever the result.
        let _ = self.report_at(path, "$ref", || Message::new(sentence.to_owned()));
        Abort::Enough
    }
}

/// Truncates a text to the length that violations keep.
fn kept(text: String, most: usize) -> String {
    match elided(&text, most) {
        Cow::Borrowed(_) => text,
        Cow::Owned(elided) => elided,
    }
}

/// The message of a violation, and the value of its keyword.
pub(super) struct Message {
    bound: Option<String>,
    sentence: String,
}

impl Message {
    /// Creates the message for a keyword without a value to show.
    pub(super) const fn new(sentence: String) -> Self {
        Self { bound: None, sentence }
    }

    /// Creates the message for a keyword with its value in the schema.
    pub(super) fn with_bound(bound: impl Into<String>, sentence: String) -> Self {
        Self { bound: Some(bound.into()), sentence }
    }
}

/// Why validation ended early.
#[derive(Clone, Copy, Debug)]
pub(super) enum Abort {
    /// The verdict is known.
    Enough,
    /// The value has a type that its schema does not allow.
    WrongType,
    /// The value's `Serialize` failed.
    Unserializable,
}

impl fmt::Display for Abort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enough => "the verdict is known",
            Self::WrongType => "the value has the wrong type",
            Self::Unserializable => "the value cannot be serialized",
        })
    }
}

impl std::error::Error for Abort {}

impl ser::Error for Abort {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self::Unserializable
    }
}
