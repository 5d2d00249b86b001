//! Where violations go: into a list, or into the one bit that `anyOf`, `oneOf` and `not` ask for.

use std::borrow::Cow;
use std::fmt;

use serde::ser;

use super::place::{Place, cut, push_token};
use crate::runtime::schema::Required;
use crate::runtime::scrub::elided;
use crate::runtime::violation::{Location, Violation, Violations};

/// The longest text that a violation keeps, in bytes: a peer decides how long names are, and how often one is shown.
const KEPT: usize = 1024;

/// The longest value of a keyword that a violation keeps, in bytes.
const KEPT_BOUND: usize = 4 * 1024;

/// Takes what a walk finds.
pub(super) struct Sink {
    location: Location,
    direction: Direction,
    mode: Mode,
    failed: bool,
    endless: bool,
    found: Violations,
}

/// Which way the value goes: some members are required one way alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Direction {
    Sent,
    Received,
    /// It is not known.
    Either,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Keeps all violations; a failed union is explained.
    Report,
    /// Keeps all violations; a failed union is one without an explanation, so that explanations do not nest.
    Outline,
    /// Stops at the first violation and keeps none.
    Probe,
}

impl Sink {
    /// Keeps all violations.
    pub(super) fn report(location: Location, direction: Direction) -> Self {
        Self::new(location, direction, Mode::Report)
    }

    /// Stops at the first violation.
    pub(super) fn probe(location: Location, direction: Direction) -> Self {
        Self::new(location, direction, Mode::Probe)
    }

    /// Returns a sink for a second look at a value that this one judges, which stops at the first violation.
    fn to_probe(&self) -> Self {
        Self::new(self.location, self.direction, Mode::Probe)
    }

    /// Returns a sink for a second look at a value that this one judges, which explains no unions.
    pub(super) fn to_outline(&self) -> Self {
        Self::new(self.location, self.direction, Mode::Outline)
    }

    /// Returns whether `judge`, which judges the value at `place`, finds nothing wrong; at the least cost, and without a report.
    pub(super) fn finds_nothing(
        &mut self,
        place: &Place<'_>,
        judge: impl FnOnce(&mut Self) -> Result<(), Halt>,
    ) -> Result<bool, Halt> {
        let mut probe = self.to_probe();
        let verdict = judge(&mut probe);
        if probe.endless {
            return Err(self.report_endless(place));
        }
        Ok(verdict.is_ok() && !probe.failed)
    }

    fn new(location: Location, direction: Direction, mode: Mode) -> Self {
        Self { location, direction, mode, failed: false, endless: false, found: Violations::default() }
    }

    /// Returns whether a member must be there.
    pub(super) fn requires(&self, required: Required) -> bool {
        match required {
            Required::Never => false,
            Required::Always => true,
            Required::WhenSent => self.direction == Direction::Sent,
            Required::WhenReceived => self.direction == Direction::Received,
        }
    }

    /// Returns whether a failed union is to be explained.
    pub(super) fn explains(&self) -> bool {
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

    /// Returns whether the value at `place` must not be shown.
    pub(super) fn is_redacted(&self, place: &Place<'_>) -> bool {
        self.location.is_redacted() || place.is_redacted()
    }

    /// Returns the pointer of `place` as [`Violation::pointer`] describes it.
    pub(super) fn pointer(&self, place: &Place<'_>) -> String {
        let mut pointer = String::new();
        if let Some(name) = self.location.parameter() {
            push_token(&mut pointer, name);
        }
        place.write_pointer(&mut pointer);
        cut(pointer, KEPT)
    }

    /// Takes a violation; `words` are asked for its bound and its sentence only if it is kept.
    #[cold]
    pub(super) fn report_at(
        &mut self,
        place: &Place<'_>,
        keyword: &'static str,
        words: impl FnOnce() -> Words,
    ) -> Result<(), Halt> {
        self.failed = true;
        if self.mode == Mode::Probe {
            return Err(Halt::Enough);
        }
        let mut found = std::mem::take(&mut self.found);
        found.push_with(|| {
            let Words { bound, sentence } = words();
            let violation = Violation::new(self.location, self.pointer(place), keyword, kept(sentence, KEPT));
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
    pub(super) fn settle(&mut self, place: &Place<'_>, halt: Halt) -> Result<(), Halt> {
        match halt {
            Halt::Enough => Err(Halt::Enough),
            Halt::WrongType => Ok(()),
            Halt::Unwritable => {
                self.report_at(place, "type", || Words::new("the value cannot be written as JSON".to_owned()))
            }
        }
    }

    /// Takes note that the schemas at `place` refer to themselves without end, and ends the walk.
    #[cold]
    pub(super) fn report_endless(&mut self, place: &Place<'_>) -> Halt {
        self.endless = true;
        let sentence = "the schema refers to itself without end, so nothing satisfies it";
        // Whatever is asked for next, the answer is the same: the walk is over.
        let _ = self.report_at(place, "$ref", || Words::new(sentence.to_owned()));
        Halt::Enough
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
pub(super) struct Words {
    bound: Option<String>,
    sentence: String,
}

impl Words {
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
pub(super) enum Halt {
    /// The verdict is known, and no more is asked for.
    Enough,
    /// The value has a type that its schema does not allow, and is judged no further.
    WrongType,
    /// The value says of itself that it cannot be serialized.
    Unwritable,
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enough => "the verdict is known",
            Self::WrongType => "the value is of a wrong type",
            Self::Unwritable => "the value cannot be serialized",
        })
    }
}

impl std::error::Error for Halt {}

impl ser::Error for Halt {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self::Unwritable
    }
}
