//! Makes text safe to show: without secrets, on one line, and not too long.

mod decoded;
mod line;
mod named;
mod search;

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::sync::Arc;

use super::plain_value::PlainValue;
use decoded::Decoded;
use line::Limited;
pub(crate) use line::{Quoted, beginning, elided, escaped};
use named::NamePatterns;
pub(crate) use named::{is_redacted_header, is_redacted_parameter};

/// The most bytes of a text that are shown.
pub const MAX_SHOWN: usize = 1024;

/// The most bytes of a text that are searched.
const MAX_SEARCHED: usize = 64 * 1024;

/// The names of properties whose values are never shown, as the target of the generated crate lists them.
pub type RedactedNames = &'static [&'static str];

pub(crate) const HIDDEN: &str = "[redacted]";

/// Secrets that are never shown: the credentials of a client and the values of redacted names, shared by all of its calls, and those of a
/// call.
#[derive(Clone)]
pub struct Secrets {
    pub(crate) texts: Vec<String>,
    names: Arc<NamePatterns>,
    /// Those of the client.
    shared: Option<Arc<Self>>,
}

impl Secrets {
    /// Returns the values of redacted names as secrets.
    pub fn of_names(names: RedactedNames) -> Self {
        Self { texts: Vec::new(), names: Arc::new(NamePatterns::new(names)), shared: None }
    }

    /// Returns the secrets of a call, which has none of its own yet.
    pub(crate) fn of_call(client: &Arc<Self>) -> Self {
        Self { texts: Vec::new(), names: Arc::clone(&client.names), shared: Some(Arc::clone(client)) }
    }

    /// Returns the redacted names.
    pub(crate) fn redacted_names(&self) -> RedactedNames {
        self.names.names
    }

    /// Adds a secret.
    pub fn add(&mut self, text: impl Into<String>) {
        self.texts.push(text.into());
    }

    /// Adds each scalar of a value.
    pub(crate) fn add_value(&mut self, value: &PlainValue) {
        match value {
            PlainValue::Null => {}
            PlainValue::String(_) | PlainValue::Literal(_) | PlainValue::Bytes(_) => self.add(value.text()),
            PlainValue::Array(items) => items.iter().for_each(|item| self.add_value(item)),
            PlainValue::Object(members) => members.iter().for_each(|(_, member)| self.add_value(member)),
        }
    }

    /// Makes the secrets of a call cheap to clone.
    pub(crate) fn into_shared(self) -> Arc<Self> {
        match self.shared {
            Some(client) if self.texts.is_empty() => client,
            _ => Arc::new(self),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let shared = self.shared.iter().flat_map(|shared| &shared.texts);
        self.texts.iter().chain(shared).map(String::as_str)
    }

    /// Returns bytes as text, on one line and at most `most` bytes long, without secrets and values of redacted names.
    ///
    /// The bytes may be any text, also truncated JSON.
    pub fn scrub(&self, bytes: &[u8], most: usize) -> String {
        line::truncate(&self.hide_bytes(bytes), most, bytes.len(), false)
    }

    /// Returns bytes as text like [`Self::scrub`], in quotes.
    pub fn quote(&self, bytes: &[u8], most: usize) -> String {
        format!("\"{}\"", line::truncate(&self.hide_bytes(bytes), most, bytes.len(), true))
    }

    /// Returns a `Debug` of a value without secrets. It stops at the limit of what is searched.
    pub fn debug(&self, value: &dyn fmt::Debug) -> impl fmt::Debug + use<> {
        let mut text = Limited::new(MAX_SEARCHED);
        // It fails at the limit.
        let _ = write!(text, "{value:?}");
        Unquoted(self.scrub(text.into_text().as_bytes(), MAX_SHOWN))
    }

    fn hide_bytes(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes.get(..MAX_SEARCHED).unwrap_or(bytes));
        self.hide(&text).into_owned()
    }

    /// Returns a text without secrets and values of redacted names. It may be the beginning of a longer one, and end within a secret.
    pub(crate) fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.hide_in(text, false)
    }

    /// Returns a text that is not cut off without secrets and values of redacted names.
    #[allow(dead_code, reason = "recordings use it, and are optional")]
    pub(crate) fn hide_in_whole<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.hide_in(text, true)
    }

    fn hide_in<'a>(&self, text: &'a str, is_whole: bool) -> Cow<'a, str> {
        let decoded = Decoded::new(text);
        let mut found = Vec::new();
        self.names.find(&decoded, &mut found);
        search::find(&decoded, is_whole, self.iter(), &mut found);
        if found.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(without(text, found)) }
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// Shows a text without quotes.
pub(crate) struct Unquoted(pub(crate) String);

impl fmt::Debug for Unquoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hides ranges of a text, adjacent ones as one.
fn without(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| range.start);
    let mut hidden = String::new();
    let mut done = 0;
    for range in ranges {
        if range.start > done || hidden.is_empty() {
            hidden.push_str(text.get(done..range.start).unwrap_or_default());
            hidden.push_str(HIDDEN);
        }
        done = done.max(range.end);
    }
    hidden.push_str(text.get(done..).unwrap_or_default());
    hidden
}

/// Returns bytes as text like [`Secrets::scrub`], without known secrets.
pub fn scrub(bytes: &[u8], most: usize, redacted: RedactedNames) -> String {
    Secrets::of_names(redacted).scrub(bytes, most)
}
