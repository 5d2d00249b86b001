//! Bodies of the media type `multipart/form-data` (RFC 7578; OpenAPI 3.0.3 §4.7.14.5).
//!
//! They are put together here rather than by reqwest, whose forms can be sent once only: a redirect may ask for the same bytes again.

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;

use crate::runtime::call::Call;
use crate::runtime::payload::{Content, Part, Payload};
use crate::runtime::style::{Manner, Style};
use crate::runtime::tree::Tree;
use crate::runtime::validate::{Validate, check};
use crate::runtime::violation::Location;

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
const FILE: &str = "application/octet-stream";

/// How a property of a multipart body is written (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Field {
    name: &'static str,
    written: Written,
}

#[derive(Clone, Copy, Debug)]
enum Written {
    As(&'static str),
    In(Manner),
}

impl Field {
    /// A property with a media type of its own: `contentType`.
    pub const fn of_type(name: &'static str, media_type: &'static str) -> Self {
        Self { name, written: Written::As(media_type) }
    }

    /// A property that is written in a style, a part a name.
    pub const fn of_style(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, written: Written::In(Manner { style, explode, encode: str::to_owned }) }
    }
}

/// Makes a multipart body: a part a property, and one an item of an array. Where `fields` says nothing else, a string or number is text, an
/// object is JSON, and bytes are a file, called after the property.
pub fn encode<B: Validate>(body: &B, fields: &[Field]) -> Payload {
    let tree = Tree::of(body);
    let violations = check(&tree, B::schema(), &Location::Body).err().unwrap_or_default();
    let members = if let Tree::Members(members) = tree { members } else { Vec::new() };
    let written = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.written);
    let parts = members.into_iter().flat_map(|(name, value)| parts(&name, value, written(&name))).collect();
    Payload { content: Content::Parts(parts, assemble), violations }
}

/// Returns the parts that a property becomes.
fn parts(name: &str, value: Tree, written: Option<Written>) -> Vec<Part> {
    let media_type = match (written, &value) {
        (Some(Written::In(manner)), Tree::Text(_) | Tree::Literal(_) | Tree::Items(_) | Tree::Members(_)) => {
            let named = manner.named(name, &value).into_iter();
            return named.filter_map(|(name, text)| part(&name, Tree::Text(text), None)).collect();
        }
        (Some(Written::As(media_type)), _) => Some(media_type),
        _ => None,
    };
    match value {
        Tree::Items(items) if !media_type.is_some_and(is_json) => {
            items.into_iter().filter_map(|item| part(name, item, media_type)).collect()
        }
        value => part(name, value, media_type).into_iter().collect(),
    }
}

fn part(name: &str, value: Tree, media_type: Option<&str>) -> Option<Part> {
    let (default, file_name, bytes) = match value {
        Tree::Null => return None,
        Tree::Bytes(bytes) => (FILE, Some(name.to_owned()), Bytes::from(bytes)),
        Tree::Text(text) | Tree::Literal(text) if !media_type.is_some_and(is_json) => (TEXT, None, Bytes::from(text)),
        other => (JSON, None, Bytes::from(other.json())),
    };
    let media_type = media_type.unwrap_or(default);
    // RFC 7578 §4.4: text is what a part without a media type is.
    let media_type = (media_type != TEXT).then(|| media_type.to_owned());
    Some(Part { name: name.to_owned(), file_name, media_type, bytes })
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == JSON || essence.ends_with("+json")
}

/// Puts parts together; returns the media type, with its boundary, and the body.
fn assemble(parts: &[Part]) -> (String, Bytes) {
    let boundary = boundary();
    let mut body = Vec::new();
    for part in parts {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&part.name));
        if let Some(file_name) = &part.file_name {
            head += &["; filename=\"", &quoted(file_name), "\""].concat();
        }
        if let Some(media_type) = &part.media_type {
            head += &["\r\nContent-Type: ", media_type].concat();
        }
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(&part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), Bytes::from(body))
}

/// Returns a boundary of 128 random bits. Nobody can guess it, so it is in no part, and none has to be searched.
fn boundary() -> String {
    // The keys come from the operating system, and the hash does not give them away; a generator of random numbers would be one more dependency.
    let random = RandomState::new();
    format!("----part-of-form-{:016x}{:016x}", random.hash_one(0_u8), random.hash_one(1_u8))
}

/// Escapes a name as browsers do (RFC 7578 §2 leaves it to them).
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl<T, E, P> Call<T, E, P> {
    /// Names the file that a property of the multipart body is sent as, for all of its parts; by default, a file is called after the
    /// property. Many servers tell by the name's extension what is in it.
    pub fn file_name(mut self, property: &str, file_name: &str) -> Self {
        for part in self.parts_mut().iter_mut().filter(|part| part.name == property) {
            part.file_name = Some(file_name.to_owned());
        }
        self
    }
}
