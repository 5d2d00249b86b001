//! Where a value stands: a chain on the stack that becomes a pointer only in a violation.

use crate::runtime::scrub::beginning;
use crate::settings::REDACTED;

/// The place of a value, as the last step of the way to it.
pub(super) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Item(u64),
}

impl<'a> Place<'a> {
    /// The place of the whole value.
    pub(super) const ROOT: Place<'static> = Place { parent: None, step: Step::Root };

    /// Returns the place of the member `name` of the object that stands here.
    pub(super) const fn member(&'a self, name: &'a str) -> Self {
        Self { parent: Some(self), step: Step::Member(name) }
    }

    /// Returns the place of an item of the array that stands here.
    pub(super) const fn item(&'a self, index: u64) -> Self {
        Self { parent: Some(self), step: Step::Item(index) }
    }

    /// Returns whether a step of the way is the name of a redacted property.
    pub(super) fn is_redacted(&self) -> bool {
        let here = matches!(self.step, Step::Member(name) if REDACTED.contains(&name));
        here || self.parent.is_some_and(Place::is_redacted)
    }

    /// Adds the JSON pointer (RFC 6901) of this place to `pointer`; of a long name, its beginning.
    pub(super) fn write_pointer(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write_pointer(pointer);
        }
        match self.step {
            Step::Root => {}
            Step::Member(name) => push_token(pointer, name),
            Step::Item(index) => push_token(pointer, &index.to_string()),
        }
    }
}

/// Returns a pointer without its middle, if it is longer than `most` bytes. What is left of the end begins with a whole name: a name may be a
/// secret, which is found by its beginning.
pub(super) fn cut(pointer: String, most: usize) -> String {
    if pointer.len() <= most {
        return pointer;
    }
    let tail = pointer.len() - most / 2;
    let step = pointer.bytes().skip(tail).position(|byte| byte == b'/');
    let tail = step.and_then(|step| pointer.get(tail + step..)).unwrap_or_default();
    format!("{}…{tail}", beginning(&pointer, most / 2))
}

/// At most this many characters of a name stand in a pointer.
const TOKEN_CHARS: usize = 256;

/// Adds one reference token, escaped as RFC 6901 §3 asks.
pub(super) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for char in token.chars().take(TOKEN_CHARS) {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    if token.chars().nth(TOKEN_CHARS).is_some() {
        pointer.push('…');
    }
}
