//! What a value breaks, and where.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::slice;
use std::vec;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::redact::{Quoted, Secrets, escaped, is_redacted_header, is_redacted_parameter};

/// How many violations are shown; the others are counted.
const SHOWN: usize = 20;

/// The most that is shown of several violations, in bytes.
const SHOWN_TEXT: usize = 2 * 1024;

/// The most that is shown of a pointer, in bytes.
const SHOWN_POINTER: usize = 256;

/// The most that is shown of a sentence or a bound, in bytes.
const SHOWN_SENTENCE: usize = 512;

/// The part of a request or response that a value stands in; a parameter with its name in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Location {
    /// The body.
    Body,
    /// A parameter in the path.
    Path(&'static str),
    /// A parameter in the query.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// A cookie.
    Cookie(&'static str),
}

impl Location {
    /// Returns the name of the parameter; `None` for the body.
    pub const fn parameter(&self) -> Option<&'static str> {
        match self {
            Self::Body => None,
            Self::Path(name) | Self::Query(name) | Self::Header(name) | Self::Cookie(name) => Some(name),
        }
    }

    /// Returns whether it is a parameter whose values are never shown.
    pub(super) fn is_redacted(&self) -> bool {
        match self {
            Self::Body => false,
            Self::Header(name) => is_redacted_header(name),
            Self::Path(name) | Self::Query(name) | Self::Cookie(name) => is_redacted_parameter(name),
        }
    }

    /// Returns the word for the part: `body`, or the value of a parameter's `in`.
    pub const fn part(&self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Path(_) => "path",
            Self::Query(_) => "query",
            Self::Header(_) => "header",
            Self::Cookie(_) => "cookie",
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parameter() {
            None => f.write_str("the body"),
            Some(name) => write!(f, "{} parameter {name:?}", self.part()),
        }
    }
}

/// One keyword of a schema that a value breaks.
///
/// It shows as one line, such as `/accessTokenTTL: 400000000 is greater than the maximum 315360000`.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    location: Location,
    pointer: String,
    keyword: &'static str,
    bound: Option<String>,
    sentence: String,
}

impl Violation {
    /// Makes the violation of `keyword` at `pointer`, as [`Violation::pointer`] describes it. `sentence` must show no secret.
    pub const fn new(location: Location, pointer: String, keyword: &'static str, sentence: String) -> Self {
        Self { location, pointer, keyword, bound: None, sentence }
    }

    /// Adds the value of the keyword in the schema.
    #[must_use]
    pub fn with_bound(mut self, bound: impl Into<String>) -> Self {
        self.bound = Some(bound.into());
        self
    }

    /// Returns the same violation of a value that stands one step down, in the member or item `step`.
    #[must_use]
    pub fn within(mut self, step: &str) -> Self {
        self.pointer = format!("/{}{}", step.replace('~', "~0").replace('/', "~1"), self.pointer);
        self
    }

    /// Returns the JSON pointer (RFC 6901) of the value; that of a value in a parameter begins with the parameter's name.
    ///
    /// Of one that is longer than 1 KiB the middle is left out, of a name in it that is longer than 256 characters the end: `…` stands there.
    /// A missing member is reported at the object that lacks it, an unexpected member at the member.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the part of the request or response that the value stands in.
    pub const fn location(&self) -> &Location {
        &self.location
    }

    /// Returns the keyword of the schema that is broken, such as `maxLength`.
    pub const fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// Returns what the keyword asks for: a number, a pattern, the name of a missing member, as the document writes it.
    pub fn bound(&self) -> Option<&str> {
        self.bound.as_deref()
    }

    /// Returns what is wrong, in words, without the place.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    fn fmt_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location == Location::Body && !self.pointer.is_empty() {
            return f.write_str(&escaped(&self.pointer, SHOWN_POINTER, false));
        }
        write!(f, "{}", self.location)?;
        match self.pointer.match_indices('/').nth(1) {
            Some((start, _)) => {
                f.write_str(" at ")?;
                let pointer = self.pointer.get(start..).unwrap_or_default();
                f.write_str(&escaped(pointer, SHOWN_POINTER, false))
            }
            None => Ok(()),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_place(f)?;
        f.write_str(": ")?;
        f.write_str(&escaped(&self.sentence, SHOWN_SENTENCE, false))
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("location", &self.location)
            .field("pointer", &Quoted(&self.pointer, SHOWN_POINTER))
            .field("keyword", &self.keyword)
            .field("bound", &self.bound.as_deref().map(|bound| Quoted(bound, SHOWN_SENTENCE)))
            .field("sentence", &Quoted(&self.sentence, SHOWN_SENTENCE))
            .finish()
    }
}

impl Error for Violation {}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Violation", 6)?;
        members.serialize_field("location", self.location.part())?;
        members.serialize_field("parameter", &self.location.parameter())?;
        members.serialize_field("pointer", &self.pointer)?;
        members.serialize_field("keyword", self.keyword)?;
        members.serialize_field("bound", &self.bound)?;
        members.serialize_field("sentence", &self.sentence)?;
        members.end()
    }
}

/// All that a value breaks, in the order in which it was met. The first [`Violations::CAP`] are kept, the rest are counted; shown are the first 20,
/// on one line.
///
/// One word wide, and without an allocation while there is none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Violations {
    found: Option<Box<Found>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    kept: Vec<Violation>,
    dropped: usize,
}

impl Violations {
    /// The number of violations that are kept.
    pub const CAP: usize = 1_000;

    /// Returns how many violations there are, those beyond the cap included.
    pub fn len(&self) -> usize {
        self.kept().len().saturating_add(self.dropped())
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the violations that were kept, in order.
    pub fn iter(&self) -> slice::Iter<'_, Violation> {
        self.kept().iter()
    }

    /// Adds one; beyond the cap it is counted only.
    pub fn push(&mut self, violation: Violation) {
        self.push_with(|| violation);
    }

    /// Adds one, which is made only if it is kept.
    pub(super) fn push_with(&mut self, make: impl FnOnce() -> Violation) {
        let found = self.found.get_or_insert_default();
        if found.kept.len() < Self::CAP {
            found.kept.push(make());
        } else {
            found.dropped = found.dropped.saturating_add(1);
        }
    }

    /// Adds all of `other`, those that it only counted included.
    pub fn merge(&mut self, other: Self) {
        let dropped = other.dropped();
        self.extend(other);
        if dropped > 0 {
            let found = self.found.get_or_insert_default();
            found.dropped = found.dropped.saturating_add(dropped);
        }
    }

    /// Returns `Ok` if there is none, else all of them.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Returns the same violations without the secrets in their pointers and sentences.
    pub(super) fn hiding(mut self, secrets: &Secrets) -> Self {
        let kept = self.found.iter_mut().flat_map(|found| &mut found.kept);
        for text in kept.flat_map(|violation| [&mut violation.pointer, &mut violation.sentence]) {
            if let Cow::Owned(hidden) = secrets.hide(text) {
                *text = hidden;
            }
        }
        self
    }

    fn kept(&self) -> &[Violation] {
        self.found.as_deref().map_or(&[], |found| &found.kept)
    }

    /// Returns how many more were found than are kept. Neither iterating nor JSON tells them.
    pub fn dropped(&self) -> usize {
        self.found.as_deref().map_or(0, |found| found.dropped)
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self::from_iter([violation])
    }
}

impl FromIterator<Violation> for Violations {
    fn from_iter<I: IntoIterator<Item = Violation>>(violations: I) -> Self {
        let mut all = Self::default();
        all.extend(violations);
        all
    }
}

impl Extend<Violation> for Violations {
    fn extend<I: IntoIterator<Item = Violation>>(&mut self, violations: I) {
        violations.into_iter().for_each(|violation| self.push(violation));
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.map(|found| found.kept).unwrap_or_default().into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = 0;
        let mut length = 0;
        for violation in self.iter().take(SHOWN) {
            let text = violation.to_string();
            length += text.len();
            if shown > 0 && length > SHOWN_TEXT {
                break;
            }
            write!(f, "{}{text}", if shown == 0 { "" } else { "; " })?;
            shown += 1;
        }
        match self.len() - shown {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        list.entries(self.iter().take(SHOWN));
        if self.len() > SHOWN { list.finish_non_exhaustive() } else { list.finish() }
    }
}

impl Error for Violations {}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}
