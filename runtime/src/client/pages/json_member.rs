//! Values in JSON text, by JSON pointer (RFC 6901). What is not looked for is neither decoded nor changed.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Returns the text of the value at a pointer; of members with the same name, the last.
pub(super) fn get<'a>(json: &'a str, pointer: &str) -> Option<&'a str> {
    let mut found = json;
    for token in tokens(pointer) {
        let mut parser = serde_json::Deserializer::from_str(found);
        found = Member(&token).deserialize(&mut parser).ok()??.get();
    }
    Some(found)
}

/// The elements of an array.
#[derive(Default)]
pub(super) struct Elements<'a> {
    pub(super) count: u64,
    /// The text of the last one.
    pub(super) last: Option<&'a str>,
}

/// Returns the elements of an array; none if the text is anything else.
pub(super) fn elements(json: &str) -> Elements<'_> {
    let mut parser = serde_json::Deserializer::from_str(json);
    parser.deserialize_seq(ElementsVisitor).unwrap_or_default()
}

/// Returns the text with another value at a pointer; `None` if it is no object, or a value on the way there is none. Members that are missing,
/// or `null`, are added.
pub(super) fn set(json: &str, pointer: &str, value: &str) -> Option<String> {
    set_at(json, &tokens(pointer).collect::<Vec<_>>(), value)
}

fn set_at(json: &str, tokens: &[Cow<'_, str>], value: &str) -> Option<String> {
    let Some((name, rest)) = tokens.split_first() else { return Some(value.to_owned()) };
    // What is `null` is missing.
    let json = if json.trim() == "null" { "{}" } else { json };
    let mut members: Members = serde_json::from_str(json).ok()?;
    let known = members.0.iter_mut().rev().find(|(known, _)| known == name);
    let changed = set_at(known.as_ref().map_or("{}", |(_, old)| old.get()), rest, value)?;
    let changed = RawValue::from_string(changed).ok()?;
    match known {
        Some((_, old)) => *old = changed,
        None => members.0.push((name.to_string(), changed)),
    }
    serde_json::to_string(&members).ok()
}

/// Iterates over the names and indices of a pointer.
fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let unescaped = |token: &str| token.replace("~1", "/").replace("~0", "~");
    pointer
        .split('/')
        .skip(1)
        .map(move |token| if token.contains('~') { Cow::Owned(unescaped(token)) } else { Cow::Borrowed(token) })
}

/// Looks for the member of an object, or the element of an array.
#[derive(Clone, Copy)]
struct Member<'t>(&'t str);

impl<'a> DeserializeSeed<'a> for Member<'_> {
    type Value = Option<&'a RawValue>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Member<'_> {
    type Value = Option<&'a RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_it) = members.next_key_seed(NameIs(self.0))? {
            if is_it {
                found = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let wanted = self.0.parse::<usize>().map_err(A::Error::custom)?;
        let (mut found, mut index) = (None, 0_usize);
        while let Some(element) = elements.next_element::<&RawValue>()? {
            if index == wanted {
                found = Some(element);
            }
            index += 1;
        }
        Ok(found)
    }
}

/// Compares the name of a member.
struct NameIs<'t>(&'t str);

impl<'a> DeserializeSeed<'a> for NameIs<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameIs<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

struct ElementsVisitor;

impl<'a> Visitor<'a> for ElementsVisitor {
    type Value = Elements<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut found = Elements::default();
        while let Some(element) = elements.next_element::<&RawValue>()? {
            found = Elements { count: found.count + 1, last: Some(element.get()) };
        }
        Ok(found)
    }
}

/// The members of an object, in their order.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Members, A::Error> {
                let mut found = Vec::new();
                while let Some(member) = members.next_entry()? {
                    found.push(member);
                }
                Ok(Members(found))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            members.serialize_entry(name, value)?;
        }
        members.end()
    }
}
