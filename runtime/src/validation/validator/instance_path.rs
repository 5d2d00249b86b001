//! The location of a value: a linked list on the stack that becomes a JSON pointer only in a violation.

use super::cache::{PathId, PathStep};
use crate::runtime::validation::redact::{RedactedNames, beginning};

/// The location of a value: its parent's, and the last step.
pub(super) struct InstancePath<'a> {
    parent: Option<&'a InstancePath<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// The value that is validated, which may be a part of another one.
    Root(PathId),
    /// A property, by its name and its number among those that are written: names may repeat.
    Property(&'a str, u64),
    Item(u64),
    /// The name of the property at the parent path.
    Name,
    /// The same value, buffered: its properties may be in another order.
    Buffered,
}

impl<'a> InstancePath<'a> {
    /// The path of the whole value.
    pub(super) const ROOT: InstancePath<'static> = InstancePath::of_part(PathId::ROOT);

    /// Returns the path of a part of a value, which is validated by itself.
    pub(super) const fn of_part(id: PathId) -> InstancePath<'static> {
        InstancePath { parent: None, step: Step::Root(id) }
    }

    /// Returns the path of the property `name`, the one with this number.
    pub(super) const fn property(&'a self, name: &'a str, number: u64) -> Self {
        Self { parent: Some(self), step: Step::Property(name, number) }
    }

    /// Returns the path of an item.
    pub(super) const fn item(&'a self, index: u64) -> Self {
        Self { parent: Some(self), step: Step::Item(index) }
    }

    /// Returns the path of the name of the property at this path.
    pub(super) const fn of_name(&'a self) -> Self {
        Self { parent: Some(self), step: Step::Name }
    }

    /// Returns the path of the value at this path, buffered.
    pub(super) const fn buffered(&'a self) -> Self {
        Self { parent: Some(self), step: Step::Buffered }
    }

    /// Returns the parent and the step from there; the id, if there is no parent.
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

    /// Returns whether a step is one of the `redacted` names.
    pub(super) fn is_redacted(&self, redacted: RedactedNames) -> bool {
        let here = matches!(self.step, Step::Property(name, _) if redacted.contains(&name));
        here || self.parent.is_some_and(|parent| parent.is_redacted(redacted))
    }

    /// Adds the JSON pointer (RFC 6901) of this path to `pointer`, with long names truncated.
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

/// Truncates the middle of a pointer of more than `most` bytes. The rest of its end starts with a whole name: a name may be a secret, which
/// is found by its beginning.
pub(super) fn truncate(pointer: String, most: usize) -> String {
    if pointer.len() <= most {
        return pointer;
    }
    let tail = pointer.len() - most / 2;
    let step = pointer.bytes().skip(tail).position(|byte| byte == b'/');
    let tail = step.and_then(|step| pointer.get(tail + step..)).unwrap_or_default();
    format!("{}…{tail}", beginning(&pointer, most / 2))
}

/// The most characters of a name that a pointer has.
const TOKEN_CHARS: usize = 256;

/// Adds one reference token, escaped (RFC 6901 §3).
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
