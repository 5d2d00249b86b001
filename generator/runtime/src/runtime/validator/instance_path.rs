//! Where a value stands: a chain on the stack that becomes a pointer only in a violation.

use super::cache::{PathId, PathStep};
use crate::runtime::redact::beginning;
use crate::settings::REDACTED;

/// The place of a value, as the last step of the way to it.
pub(super) struct InstancePath<'a> {
    parent: Option<&'a InstancePath<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// The value that is judged, which may be a part of another one.
    Root(PathId),
    /// A member, by its name and by its number among those that are written: names may repeat.
    Property(&'a str, u64),
    Item(u64),
    /// The name of the member that stands here.
    Name,
    /// The same value, once it is buffered: its members may have another order then.
    Buffered,
}

impl<'a> InstancePath<'a> {
    /// The place of the whole value.
    pub(super) const ROOT: InstancePath<'static> = InstancePath::of_part(PathId::ROOT);

    /// The place of a part of a value, which is judged by itself.
    pub(super) const fn of_part(id: PathId) -> InstancePath<'static> {
        InstancePath { parent: None, step: Step::Root(id) }
    }

    /// Returns the place of the member `name` of the object that stands here, the one of this number.
    pub(super) const fn property(&'a self, name: &'a str, number: u64) -> Self {
        Self { parent: Some(self), step: Step::Property(name, number) }
    }

    /// Returns the place of an item of the array that stands here.
    pub(super) const fn item(&'a self, index: u64) -> Self {
        Self { parent: Some(self), step: Step::Item(index) }
    }

    /// Returns the place of the name of the member that stands here.
    pub(super) const fn of_name(&'a self) -> Self {
        Self { parent: Some(self), step: Step::Name }
    }

    /// Returns the place of the value that stands here, once it is buffered.
    pub(super) const fn buffered(&'a self) -> Self {
        Self { parent: Some(self), step: Step::Buffered }
    }

    /// Returns the place above, and the way from there; of a value that is judged by itself, what it is known by.
    pub(super) const fn step(&self) -> Result<(&'a InstancePath<'a>, PathStep), PathId> {
        let (step, parent) = match (self.step, self.parent) {
            (Step::Root(id), _) => return Err(id),
            (_, None) => return Err(PathId::ROOT),
            (Step::Property(_, number), Some(parent)) => (PathStep::Property(number), parent),
            (Step::Item(index), Some(parent)) => (PathStep::Item(index), parent),
            (Step::Name, Some(parent)) => (PathStep::Name, parent),
            (Step::Buffered, Some(parent)) => (PathStep::Buffered, parent),
        };
        Ok((parent, step))
    }

    /// Returns whether a step of the way is the name of a redacted property.
    pub(super) fn is_redacted(&self) -> bool {
        let here = matches!(self.step, Step::Property(name, _) if REDACTED.contains(&name));
        here || self.parent.is_some_and(InstancePath::is_redacted)
    }

    /// Adds the JSON pointer (RFC 6901) of this place to `pointer`; of a long name, its beginning.
    pub(super) fn write_pointer(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write_pointer(pointer);
        }
        match self.step {
            Step::Root(_) | Step::Name | Step::Buffered => {}
            Step::Property(name, _) => push_token(pointer, name),
            Step::Item(index) => push_token(pointer, &index.to_string()),
        }
    }
}

/// Returns a pointer without its middle, if it is longer than `most` bytes. What is left of the end begins with a whole name: a name may be a
/// secret, which is found by its beginning.
pub(super) fn truncate(pointer: String, most: usize) -> String {
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
