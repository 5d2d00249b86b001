//! Where violations go: into a list, or into the one bit that `anyOf`, `oneOf` and `not` ask for.

use std::borrow::Cow;
use std::collections::HashSet;
use std::{fmt, mem};

use serde::ser;

use super::cache::{Cache, Pair};
use super::instance_path::{InstancePath, push_token, truncate};
use crate::runtime::redact::elided;
use crate::runtime::schema::{Required, Schema};
use crate::runtime::violation::{Location, Violation, Violations};

/// The longest text that a violation keeps, in bytes: a peer decides how long names are, and how often one is shown.
const KEPT: usize = 1024;

/// The longest value of a keyword that a violation keeps, in bytes.
const KEPT_BOUND: usize = 4 * 1024;

/// How many schemas over schemas are judged before the walk takes note of what it finds: few values have so many.
const PLAIN: u32 = 1_000;

/// Takes what a walk finds.
pub(super) struct Reporter {
    location: Location,
    direction: Direction,
    mode: Mode,
    failed: bool,
    infinite_ref: bool,
    found: Violations,
    /// How many schemas over schemas were judged.
    visits: u32,
    cache: Option<Box<Cache>>,
}

/// A value before a schema over schemas, while it is judged.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    /// What they are known by, if the walk takes note.
    pair: Option<Pair>,
    /// Whether a keyword was broken before.
    failed: bool,
}

/// Which way the value goes: some members are required one way alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Direction {
    Request,
    Response,
    /// It is not known.
    Either,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Keeps all violations; a failed union is explained.
    Report,
    /// Keeps all violations; a failed union is one without an explanation, so that explanations do not nest.
    Brief,
    /// Stops at the first violation and keeps none.
    Probe,
}

impl Reporter {
    /// Keeps all violations.
    pub(super) fn report(location: Location, direction: Direction) -> Self {
        Self::new(location, direction, Mode::Report, None)
    }

    /// Stops at the first violation. `cache` has what is known already.
    pub(super) fn probe(location: Location, direction: Direction, cache: Option<Box<Cache>>) -> Self {
        Self::new(location, direction, Mode::Probe, cache)
    }

    fn new(location: Location, direction: Direction, mode: Mode, cache: Option<Box<Cache>>) -> Self {
        let found = Violations::default();
        Self { location, direction, mode, failed: false, infinite_ref: false, found, visits: 0, cache }
    }

    /// Returns whether `validate`, which judges the value at `path`, finds nothing wrong; at the least cost, and without a report.
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

    /// Returns what `validate`, which judges a value a second time, finds wrong; failed unions are not explained.
    pub(super) fn without_explanations(&mut self, validate: impl FnOnce(&mut Self) -> Result<(), Abort>) -> Violations {
        let mode = mem::replace(&mut self.mode, Mode::Brief);
        let (failed, infinite_ref) = (self.failed, self.infinite_ref);
        let found = mem::take(&mut self.found);
        let reported = self.cache.as_mut().map(|cache| cache.replace_reported(HashSet::new()));
        // A halt only says that judging ended early: what was found until then is what counts.
        let _ = validate(self);
        self.mode = mode;
        (self.failed, self.infinite_ref) = (failed, infinite_ref);
        if let Some(cache) = &mut self.cache {
            cache.replace_reported(reported.unwrap_or_default());
        }
        mem::replace(&mut self.found, found)
    }

    /// Begins to judge the value at `path` by a schema over schemas; `Err` has the verdict, where it is known.
    pub(super) fn enter(
        &mut self,
        path: &InstancePath<'_>,
        schema: &'static Schema,
    ) -> Result<Visit, Result<(), Abort>> {
        self.visits = self.visits.saturating_add(1);
        if self.cache.is_none() && self.visits <= PLAIN {
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
            // What is wrong is not in the list yet, or nothing is known.
            Some(false) | None => {}
        }
        Ok(Visit { pair: Some(pair), failed: mem::take(&mut self.failed) })
    }

    /// Takes note of what a visit found.
    pub(super) fn leave(&mut self, visit: Visit, result: Result<(), Abort>) -> Result<(), Abort> {
        if let (Some(pair), Some(cache), false) = (visit.pair, &mut self.cache, self.infinite_ref) {
            cache.record(pair, result.is_ok() && !self.failed, self.mode != Mode::Probe);
        }
        self.failed |= visit.failed;
        result
    }

    /// Returns what the walk knows.
    pub(super) fn into_cache(self) -> Option<Box<Cache>> {
        self.cache
    }

    /// Returns whether a member must be there.
    pub(super) fn requires(&self, required: Required) -> bool {
        match required {
            Required::Never => false,
            Required::Always => true,
            Required::InRequests => self.direction == Direction::Request,
            Required::InResponses => self.direction == Direction::Response,
        }
    }

    /// Returns whether a failed union is to be explained.
    pub(super) fn explains_unions(&self) -> bool {
        self.mode == Mode::Report
    }

    /// Returns whether a keyword was broken.
    pub(super) const fn has_failed(&self) -> bool {
        self.failed
    }

    /// Returns the violations that were kept.
    pub(super) fn into_violations(self) -> Violations {
        self.found
    }

    /// Returns whether the value at `path` must not be shown.
    pub(super) fn is_redacted(&self, path: &InstancePath<'_>) -> bool {
        self.location.is_redacted() || path.is_redacted()
    }

    /// Returns the pointer of `path` as [`Violation::pointer`] describes it.
    pub(super) fn pointer(&self, path: &InstancePath<'_>) -> String {
        let mut pointer = String::new();
        if let Some(name) = self.location.parameter() {
            push_token(&mut pointer, name);
        }
        path.write_pointer(&mut pointer);
        truncate(pointer, KEPT)
    }

    /// Takes a violation; `words` are asked for its bound and its sentence only if it is kept.
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
            let violation = Violation::new(self.location, self.pointer(path), keyword, kept(sentence, KEPT));
            match bound {
                Some(bound) => violation.with_bound(kept(bound, KEPT_BOUND)),
                None => violation,
            }
        });
        self.found = found;
        Ok(())
    }

    /// Ends the walk of one value that was halted, with a verdict on it.
    #[cold]
    pub(super) fn finish(&mut self, path: &InstancePath<'_>, abort: Abort) -> Result<(), Abort> {
        match abort {
            Abort::Enough => Err(Abort::Enough),
            Abort::WrongType => Ok(()),
            Abort::Unserializable => {
                self.report_at(path, "type", || Message::new("the value cannot be written as JSON".to_owned()))
            }
        }
    }

    /// Takes note that the schemas at `path` refer to themselves without end, and ends the walk.
    #[cold]
    pub(super) fn report_infinite_ref(&mut self, path: &InstancePath<'_>) -> Abort {
        self.infinite_ref = true;
        let sentence = "the schema refers to itself without end, so nothing satisfies it";
        // Whatever is asked for next, the answer is the same: the walk is over.
        let _ = self.report_at(path, "$ref", || Message::new(sentence.to_owned()));
        Abort::Enough
    }
}

/// Returns a text that is not too long to be kept.
fn kept(text: String, most: usize) -> String {
    match elided(&text, most) {
        Cow::Borrowed(_) => text,
        Cow::Owned(elided) => elided,
    }
}

/// What a violation says.
pub(super) struct Message {
    bound: Option<String>,
    sentence: String,
}

impl Message {
    /// A sentence about a keyword that has no value to show.
    pub(super) const fn new(sentence: String) -> Self {
        Self { bound: None, sentence }
    }

    /// A sentence about a keyword and its value in the schema.
    pub(super) fn with_bound(bound: impl Into<String>, sentence: String) -> Self {
        Self { bound: Some(bound.into()), sentence }
    }
}

/// Why a walk ended before the end of the value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Abort {
    /// The verdict is known, and no more is asked for.
    Enough,
    /// The value has a type that its schema does not allow, and is judged no further.
    WrongType,
    /// The value says of itself that it cannot be serialized.
    Unserializable,
}

impl fmt::Display for Abort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enough => "the verdict is known",
            Self::WrongType => "the value is of a wrong type",
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
