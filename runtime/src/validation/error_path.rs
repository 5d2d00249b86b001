//! Finds the path of the value that an error of `serde_json` is about, by the position of the error.
//!
//! Tracking the path while decoding would compile each type once more, for the deserializer that tracks it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Error;
use serde_json::value::RawValue;

/// The values that an error may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Any value.
    Any,
    /// A value whose start or end has the position, such as an object that lacks a property.
    AtPosition,
    /// An array whose type is wrong.
    Array,
    /// An object whose type is wrong.
    Object,
}

impl Subject {
    fn may_be(self, value: &str) -> bool {
        match self {
            Self::Any | Self::AtPosition => true,
            Self::Array => value.starts_with('['),
            Self::Object => value.starts_with('{'),
        }
    }
}

/// Returns the path of a value in valid JSON, such as `a.b[0]`.
///
/// `serde_json` reports an error at the start of an array or object that is not decoded, and at the end of any other value. An error that a
/// type raises after it has read its value is reported at what follows the value, which may be the start of the next one, or, if it is the
/// last in an array or object, at the end of that.
pub(super) fn find(json: &[u8], error: &Error, subject: Subject) -> String {
    let (Ok(json), Some(offset)) = (str::from_utf8(json), offset(json, error)) else { return String::new() };
    let mut path = String::new();
    // The length of the path to the last value of the right type.
    let mut subject_path = 0;
    let mut value = json;
    while let Some((step, part)) = part_at(json, value, offset, subject) {
        match step {
            Step::Item(index) => _ = write!(path, "[{index}]"),
            Step::Property(name) => {
                let joint = if path.is_empty() { "" } else { "." };
                path.push_str(joint);
                path.push_str(&name);
            }
        }
        value = part;
        if subject.may_be(value) {
            subject_path = path.len();
        }
    }
    path.truncate(subject_path);
    path
}

/// Returns the offset of an error. A column may be beyond the end of its line.
fn offset(json: &[u8], error: &Error) -> Option<usize> {
    let mut lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.by_ref().take(error.line().checked_sub(1)?).map(<[u8]>::len).sum();
    Some(before + error.column())
}

enum Step {
    Property(String),
    Item(usize),
}

/// Returns the part of `value`, an array or object in `json`, that the error at `offset` is about, or that has the value that it is about.
fn part_at<'j>(json: &str, value: &'j str, offset: usize, subject: Subject) -> Option<(Step, &'j str)> {
    let start = |part: &str| part.as_ptr().addr() - json.as_ptr().addr();
    // No other value has an error at its start.
    let latest = if subject == Subject::Any { offset.checked_sub(1)? } else { offset };
    let is_before = |part: &RawValue| start(part.get()) <= latest;
    let value = value.trim_ascii();
    let (step, part) = match value.as_bytes().first()? {
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(value).ok()?;
            let index = items.partition_point(|item| is_before(item)).checked_sub(1)?;
            (Step::Item(index), items.get(index)?.get())
        }
        b'{' => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(value).ok()?;
            let member = members.into_iter().filter(|(_, member)| is_before(member));
            let (name, member) = member.max_by_key(|(_, member)| start(member.get()))?;
            (Step::Property(name), member.get())
        }
        _ => return None,
    };
    (subject == Subject::Any || offset <= start(part) + part.len()).then_some((step, part))
}
