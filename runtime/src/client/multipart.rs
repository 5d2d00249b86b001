//! Bodies of the media type `multipart/form-data` (RFC 7578; OpenAPI 3.0.3 §4.7.14.5).
//!
//! They are assembled here rather than by reqwest, whose forms can be sent only once: a redirect may need the same bytes again.

use std::hash::{BuildHasher, RandomState};
use std::mem;

use bytes::Bytes;

use crate::runtime::client::ambiguous_values;
use crate::runtime::client::call::Call;
use crate::runtime::client::joined_upload::joined;
use crate::runtime::client::request_body::{BodyContent, Content, Part, RequestBody};
use crate::runtime::client::style::{Style, StyleEncoder};
use crate::runtime::client::upload::Upload;
use crate::runtime::validation::plain_value::PlainValue;
use crate::runtime::validation::validate::{Validate, check};
use crate::runtime::validation::violation::{Location, Violation};

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
const FILE: &str = "application/octet-stream";

/// How a property of a multipart body is encoded (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Field {
    name: &'static str,
    encoding: PartEncoding,
}

#[derive(Clone, Copy, Debug)]
enum PartEncoding {
    /// As one of several media types; the second is the default.
    As(&'static [&'static str], Option<&'static str>),
    In(StyleEncoder),
}

impl Field {
    /// Declares the media type of a property: `contentType`.
    pub const fn of_type(name: &'static str, media_type: &'static str) -> Self {
        Self { name, encoding: PartEncoding::As(&[], Some(media_type)) }
    }

    /// Declares the media types, or ranges of them, of which the call chooses one.
    pub const fn of_types(name: &'static str, allowed: &'static [&'static str]) -> Self {
        Self { name, encoding: PartEncoding::As(allowed, None) }
    }

    /// Declares the style of a property, with a part for each name.
    pub const fn of_style(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, encoding: PartEncoding::In(StyleEncoder { style, explode, encode: str::to_owned }) }
    }
}

/// Encodes a multipart body, with a part for each property, and for each item of an array. By default, a string or number is text, an
/// object is JSON, and bytes are a file, named after the property.
pub fn encode<B: Validate>(body: &B, fields: &[Field]) -> RequestBody {
    let tree = PlainValue::of(body);
    let mut violations = check(&tree, B::schema(), &Location::Body, B::REDACTED).err().unwrap_or_default();
    let members = if let PlainValue::Object(members) = tree { members } else { Vec::new() };
    let encoding = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.encoding);
    for (name, value) in &members {
        if let Some(PartEncoding::In(encoder)) = encoding(name) {
            violations.merge(ambiguous_values::of_property(encoder, name, value));
        }
    }
    let parts = members.into_iter().flat_map(|(name, value)| parts(&name, value, encoding(&name))).collect();
    RequestBody { content: Content::Parts(parts, assemble), violations }
}

/// Encodes a body of the media type `multipart/related` (RFC 2387), whose first part is the root. The parts have names, for servers that
/// read them by name.
pub fn encode_related<B: Validate>(body: &B, fields: &[Field]) -> RequestBody {
    put_together(encode(body, fields), |parts| {
        let root = parts.first().and_then(|part| part.media_type.as_deref()).unwrap_or("text/plain");
        renamed(parts, &format!("multipart/related; type=\"{root}\""))
    })
}

/// Encodes a body of the media type `multipart/mixed` (RFC 2046 §5.1.3). The parts have names, for servers that read them by name.
pub fn encode_mixed<B: Validate>(body: &B, fields: &[Field]) -> RequestBody {
    put_together(encode(body, fields), |parts| renamed(parts, "multipart/mixed"))
}

fn put_together(payload: RequestBody, how: fn(&[Part]) -> (String, BodyContent)) -> RequestBody {
    let RequestBody { content, violations } = payload;
    let content = match content {
        Content::Parts(parts, _) => Content::Parts(parts, how),
        other => other,
    };
    RequestBody { content, violations }
}

/// Assembles parts with another media type.
fn renamed(parts: &[Part], media_type: &str) -> (String, BodyContent) {
    let (form_data, body) = assemble(parts);
    (form_data.replacen("multipart/form-data", media_type, 1), body)
}

/// Returns the parts of a property.
fn parts(name: &str, value: PlainValue, encoding: Option<PartEncoding>) -> Vec<Part> {
    let (allowed, media_type) = match (encoding, &value) {
        (
            Some(PartEncoding::In(encoder)),
            PlainValue::String(_) | PlainValue::Literal(_) | PlainValue::Array(_) | PlainValue::Object(_),
        ) => {
            let named = encoder.pairs(name, &value).into_iter();
            return named.filter_map(|(name, text)| part(&name, PlainValue::String(text), None)).collect();
        }
        (Some(PartEncoding::As(allowed, media_type)), _) => (allowed, media_type),
        _ => (&[][..], None),
    };
    let part = |item| part(name, item, media_type).map(|part| Part { allowed, ..part });
    match value {
        PlainValue::Array(items) if !media_type.is_some_and(is_json) => items.into_iter().filter_map(part).collect(),
        value => part(value).into_iter().collect(),
    }
}

fn part(name: &str, value: PlainValue, media_type: Option<&str>) -> Option<Part> {
    let (default, file_name, bytes) = match value {
        PlainValue::Null => return None,
        PlainValue::Bytes(bytes) => (FILE, Some(name.to_owned()), Bytes::from(bytes)),
        PlainValue::String(text) | PlainValue::Literal(text) if !media_type.is_some_and(is_json) => {
            (TEXT, None, Bytes::from(text))
        }
        other => (JSON, None, Bytes::from(other.json())),
    };
    let media_type = media_type.unwrap_or(default);
    // Text is the default media type of a part (RFC 7578 §4.4).
    let media_type = (media_type != TEXT).then(|| media_type.to_owned());
    Some(Part { name: name.to_owned(), file_name, media_type, allowed: &[], content: BodyContent::Bytes(bytes) })
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == JSON || essence.ends_with("+json")
}

/// Assembles parts; returns the media type, with its boundary, and the body.
fn assemble(parts: &[Part]) -> (String, BodyContent) {
    let boundary = boundary();
    let mut pieces = Vec::new();
    let mut text = Vec::new();
    for part in parts {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&part.name));
        if let Some(file_name) = &part.file_name {
            head += &["; filename=\"", &quoted(file_name), "\""].concat();
        }
        if let Some(media_type) = &part.media_type {
            head += &["\r\nContent-Type: ", media_type].concat();
        }
        text.extend_from_slice(head.as_bytes());
        text.extend_from_slice(b"\r\n\r\n");
        match &part.content {
            BodyContent::Bytes(bytes) => text.extend_from_slice(bytes),
            BodyContent::Upload(upload) => {
                pieces.push(BodyContent::Bytes(mem::take(&mut text).into()));
                pieces.push(BodyContent::Upload(upload.clone()));
            }
        }
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let payload = if pieces.is_empty() {
        BodyContent::Bytes(text.into())
    } else {
        pieces.push(BodyContent::Bytes(text.into()));
        BodyContent::Upload(joined(&pieces))
    };
    (format!("multipart/form-data; boundary={boundary}"), payload)
}

/// Returns a boundary of 128 random bits. It can't be guessed, so it is in no part, and none has to be searched.
fn boundary() -> String {
    // The keys come from the operating system, and the hash does not reveal them; a random number generator would be one more dependency.
    let random = RandomState::new();
    format!("----part-of-form-{:016x}{:016x}", random.hash_one(0_u8), random.hash_one(1_u8))
}

/// Escapes a name as browsers do (RFC 7578 §2 leaves it to them).
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl<T, E, P> Call<T, E, P> {
    /// Sets the file name of all parts of a property of the multipart body; by default, a file is named after the property. Many servers
    /// derive the content from the name's extension.
    pub fn file_name(mut self, property: &str, file_name: &str) -> Self {
        for part in self.parts_mut().iter_mut().filter(|part| part.name == property) {
            part.file_name = Some(file_name.to_owned());
        }
        self
    }

    /// Sets the file name of each part of a property of the multipart body, in order. More names than parts make the call fail.
    pub fn file_names<N: Into<String>>(mut self, property: &str, file_names: impl IntoIterator<Item = N>) -> Self {
        let mut names = file_names.into_iter();
        for (part, name) in self.parts_mut().iter_mut().filter(|part| part.name == property).zip(names.by_ref()) {
            part.file_name = Some(name.into());
        }
        self.refuse_rest(property, names.next().is_some(), "file names")
    }

    /// Sends a part that is read as it is sent, instead of that of the arguments. A property without a part makes the call fail.
    pub fn upload_part(mut self, property: &str, upload: Upload) -> Self {
        if let Some(part) = self.parts_mut().iter_mut().find(|part| part.name == property) {
            part.content = BodyContent::Upload(upload);
        } else {
            let sentence = "there is no part to upload".to_owned();
            self.draft.unsendable.push(Violation::new(Location::Body, pointer(property), "encoding", sentence));
        }
        self
    }

    /// Sets the media type of all parts of a property of the multipart body. One that the document does not allow makes the call fail.
    pub fn media_type(mut self, property: &str, media_type: &str) -> Self {
        let count = self.parts_mut().iter().filter(|part| part.name == property).count();
        for index in 0..count {
            self = self.part_type(property, index, media_type);
        }
        self
    }

    /// Sets the media type of each part of a property of the multipart body, in order. One that the document does not allow, and more than
    /// there are parts, make the call fail.
    pub fn media_types<M: AsRef<str>>(mut self, property: &str, media_types: impl IntoIterator<Item = M>) -> Self {
        let count = self.parts_mut().iter().filter(|part| part.name == property).count();
        let mut media_types = media_types.into_iter();
        for (index, media_type) in (0..count).zip(media_types.by_ref()) {
            self = self.part_type(property, index, media_type.as_ref());
        }
        self.refuse_rest(property, media_types.next().is_some(), "media types")
    }

    /// Sets the media type of the part with this index among those of a property.
    fn part_type(mut self, property: &str, index: usize, media_type: &str) -> Self {
        let part = self.parts_mut().iter_mut().filter(|part| part.name == property).nth(index);
        let Some(part) = part else { return self };
        let allowed = part.allowed;
        part.media_type = Some(media_type.to_owned());
        let pointer = format!("{}/{index}", pointer(property));
        if !is_media_type(media_type) {
            let sentence = format!("{media_type:?} is not a media type");
            self.draft.unsendable.push(Violation::new(Location::Body, pointer, "contentType", sentence));
        } else if !allowed.is_empty() && !allowed.iter().any(|range| is_within(media_type, range)) {
            let allowed = allowed.join(", ");
            let sentence = format!("{media_type} is not one of the allowed media types: {allowed}");
            let violation = Violation::new(Location::Body, pointer, "contentType", sentence);
            self.draft.violations.push(violation.with_bound(allowed));
        }
        self
    }

    fn refuse_rest(mut self, property: &str, has_rest: bool, what: &str) -> Self {
        if has_rest {
            let sentence = format!("there are more {what} than parts");
            self.draft.violations.push(Violation::new(Location::Body, pointer(property), "encoding", sentence));
        }
        self
    }
}

fn pointer(property: &str) -> String {
    format!("/{}", property.replace('~', "~0").replace('/', "~1"))
}

/// Returns whether a text is a valid media type for the head of a part.
fn is_media_type(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"(),/:;<=>?@[\\]{}".contains(&byte))
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// Returns whether a media type is equal to another one, or in its range: `image/*`.
fn is_within(media_type: &str, range: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (media_type, range) = (essence(media_type), essence(range));
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => media_type.starts_with(kind),
        None => media_type == range,
    }
}
