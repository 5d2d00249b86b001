//! Violations of schemas.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::slice;
use std::vec;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::redact::{Quoted, RedactedNames, Secrets, escaped, is_redacted_header, is_redacted_parameter};

/// The most violations that are shown; the others are counted.
const MAX_SHOWN: usize = 20;

/// The most bytes of several violations that are shown.
const MAX_SHOWN_TEXT: usize = 2 * 1024;

/// The most bytes of a pointer that are shown.
const MAX_SHOWN_POINTER: usize = 256;

/// The most bytes of a sentence or a bound that are shown.
const MAX_SHOWN_SENTENCE: usize = 512;

/// The location of a value in a request or response; a parameter has its name in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Location {
    /// The body.
    Body,
    /// A path parameter.
    Path(&'static str),
    /// A query parameter.
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

    /// Returns whether it is a parameter with one of the `redacted` names.
    pub(crate) fn is_redacted(&self, redacted: RedactedNames) -> bool {
        match self {
            Self::Body => false,
            Self::Header(name) => is_redacted_header(name, redacted),
            Self::Path(name) | Self::Query(name) | Self::Cookie(name) => is_redacted_parameter(name, redacted),
        }
    }

    /// Returns `body`, or the value of a parameter's `in`.
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

/// A violation of one keyword of a schema.
///
/// Its `Display` is one line, such as `/accessTokenTTL: 400000000 is greater than the maximum 315360000`.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    location: Location,
    pointer: String,
    keyword: &'static str,
    bound: Option<String>,
    sentence: String,
}

impl Violation {
    /// Creates a violation of `keyword` at `pointer`, as [`Violation::pointer`] describes it. `sentence` must not show a secret.
    pub const fn new(location: Location, pointer: String, keyword: &'static str, sentence: String) -> Self {
        Self { location, pointer, keyword, bound: None, sentence }
    }

    /// Adds the value of the keyword in the schema.
    #[must_use]
    pub fn with_bound(mut self, bound: impl Into<String>) -> Self {
        self.bound = Some(bound.into());
        self
    }

    /// Prepends the property or item `step` to the pointer.
    #[must_use]
    pub fn within(mut self, step: &str) -> Self {
        self.pointer = format!("/{}{}", step.replace('~', "~0").replace('/', "~1"), self.pointer);
        self
    }

    /// Returns the JSON pointer (RFC 6901) of the value; for a parameter it starts with the parameter's name.
    ///
    /// A pointer of more than 1 KiB is elided in its middle, a name in it of more than 256 characters at its end, each with `…`. The
    /// pointer of a missing property is that of its object, the pointer of an unexpected property its own.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the location of the value in the request or response.
    pub const fn location(&self) -> &Location {
        &self.location
    }

    /// Returns the violated keyword, such as `maxLength`.
    pub const fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// Returns the value of the keyword: a number, a pattern, the name of a missing property, as in the document.
    pub fn bound(&self) -> Option<&str> {
        self.bound.as_deref()
    }

    /// Returns what is wrong, without the location.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    fn fmt_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location == Location::Body && !self.pointer.is_empty() {
            return f.write_str(&escaped(&self.pointer, MAX_SHOWN_POINTER, false));
        }
        write!(f, "{}", self.location)?;
        match self.pointer.match_indices('/').nth(1) {
            Some((start, _)) => {
                f.write_str(" at ")?;
                let pointer = self.pointer.get(start..).unwrap_or_default();
                f.write_str(&escaped(pointer, MAX_SHOWN_POINTER, false))
            }
            None => Ok(()),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_place(f)?;
        f.write_str(": ")?;
        f.write_str(&escaped(&self.sentence, MAX_SHOWN_SENTENCE, false))
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("location", &self.location)
            .field("pointer", &Quoted(&self.pointer, MAX_SHOWN_POINTER))
            .field("keyword", &self.keyword)
            .field("bound", &self.bound.as_deref().map(|bound| Quoted(bound, MAX_SHOWN_SENTENCE)))
            .field("sentence", &Quoted(&self.sentence, MAX_SHOWN_SENTENCE))
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

/// The violations of a value, in order. The first [`Violations::CAP`] are kept, the rest are counted; the first 20 are shown, on one line.
///
/// One word in size, and without an allocation if empty.
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
    /// The most violations that are kept.
    pub const CAP: usize = 1_000;

    /// Returns the number of violations, including those beyond the cap.
    pub fn len(&self) -> usize {
        self.kept().len().saturating_add(self.dropped())
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the violations that were kept, in order.
    pub fn iter(&self) -> slice::Iter<'_, Violation> {
        self.kept().iter()
    }

    /// Adds a violation; beyond the cap it is only counted.
    pub fn push(&mut self, violation: Violation) {
        self.push_with(|| violation);
    }

    /// Adds a violation, which is created only if it is kept.
    pub(super) fn push_with(&mut self, make: impl FnOnce() -> Violation) {
        let found = self.found.get_or_insert_default();
        if found.kept.len() < Self::CAP {
            found.kept.push(make());
        } else {
            found.dropped = found.dropped.saturating_add(1);
        }
    }

    /// Adds all of `other`, including those that it only counted.
    pub fn merge(&mut self, other: Self) {
        let dropped = other.dropped();
        self.extend(other);
        if dropped > 0 {
            let found = self.found.get_or_insert_default();
            found.dropped = found.dropped.saturating_add(dropped);
        }
    }

    /// Returns `Ok` if there are no violations.
    ///
    /// # Errors
    ///
    /// All of them, if there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Removes secrets from pointers and sentences.
    pub(crate) fn hiding(mut self, secrets: &Secrets) -> Self {
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

    /// Returns the number of violations that were not kept. They are in neither the iterator nor the JSON.
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
        for violation in self.iter().take(MAX_SHOWN) {
            let text = violation.to_string();
            length += text.len();
            if shown > 0 && length > MAX_SHOWN_TEXT {
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
        list.entries(self.iter().take(MAX_SHOWN));
        if self.len() > MAX_SHOWN { list.finish_non_exhaustive() } else { list.finish() }
    }
}

impl Error for Violations {}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}
