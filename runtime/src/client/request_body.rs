//! Request bodies.

use std::io;

use bytes::Bytes;
use serde_json::ser::{Formatter, Serializer};

use super::transport::Body;
use super::upload::Upload;
use crate::runtime::validation::validate::Validate;
use crate::runtime::validation::violation::Violations;

/// A request body, and its violations.
#[derive(Clone, Debug)]
pub struct RequestBody {
    pub(crate) content: Content,
    pub(crate) violations: Violations,
}

/// The content of a request body.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Whole {
        media_type: &'static str,
        bytes: Bytes,
    },
    /// Parts, and the function that assembles them before sending.
    Parts(Vec<Part>, fn(&[Part]) -> (String, BodyContent)),
    /// A body that is read as it is sent.
    Upload {
        media_type: Option<&'static str>,
        upload: Upload,
    },
    /// A description of a body that can't be serialized.
    Unwritable(&'static str),
}

/// A part of a multipart body.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
    /// The media types and ranges that `contentType` lists; empty allows any.
    pub(crate) allowed: &'static [&'static str],
    pub(crate) content: BodyContent,
}

/// What is sent as a body.
#[derive(Clone, Debug)]
pub(crate) enum BodyContent {
    Bytes(Bytes),
    Upload(Upload),
}

impl BodyContent {
    /// Returns the body of an attempt.
    pub(super) fn body(&self) -> Body {
        match self {
            Self::Bytes(bytes) => Body::from(bytes.clone()),
            Self::Upload(upload) => upload.body(),
        }
    }

    /// Returns whether it can't be sent any more, since it can be sent only once.
    pub(super) fn is_spent(&self) -> bool {
        matches!(self, Self::Upload(upload) if upload.is_begun())
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }
}

impl Content {
    /// Returns whether it can't be sent any more, since it can be sent only once.
    pub(super) fn is_spent(&self) -> bool {
        match self {
            Self::Upload { upload, .. } => upload.is_begun(),
            Self::Parts(parts, _) => parts.iter().any(|part| part.content.is_spent()),
            Self::Whole { .. } | Self::Unwritable(_) => false,
        }
    }

    /// Returns whether it can be sent only once.
    pub(super) fn is_single_use(&self) -> bool {
        match self {
            Self::Upload { .. } => true,
            Self::Parts(parts, _) => parts.iter().any(|part| matches!(part.content, BodyContent::Upload(_))),
            Self::Whole { .. } | Self::Unwritable(_) => false,
        }
    }
}

impl RequestBody {
    pub(crate) fn new(media_type: &'static str, bytes: Bytes, violations: Violations) -> Self {
        Self { content: Content::Whole { media_type, bytes }, violations }
    }
}

/// Creates a JSON body.
pub fn json<B: Validate>(media_type: &'static str, body: &B) -> RequestBody {
    let violations = body.validate().err().unwrap_or_default();
    let mut json = Vec::with_capacity(128);
    match body.serialize(&mut Serializer::with_formatter(&mut json, BytesAsText)) {
        Ok(()) => RequestBody::new(media_type, Bytes::from(json), violations),
        Err(_) => RequestBody { content: Content::Unwritable("a body that is not JSON"), violations },
    }
}

/// Creates a body of JSON values, one per line; for `application/json-seq`, each after a record separator (RFC 7464).
pub fn json_lines<T: Validate>(media_type: &'static str, items: &[T]) -> RequestBody {
    let separator: &[u8] = if media_type.contains("json-seq") { b"\x1e" } else { b"" };
    let (mut lines, mut violations) = (Vec::new(), Violations::default());
    for (index, item) in items.iter().enumerate() {
        let index = index.to_string();
        let broken = item.validate().err().unwrap_or_default();
        violations.extend(broken.into_iter().map(|violation| violation.within(&index)));
        lines.extend_from_slice(separator);
        if item.serialize(&mut Serializer::with_formatter(&mut lines, BytesAsText)).is_err() {
            return RequestBody { content: Content::Unwritable("a body that is not JSON"), violations };
        }
        lines.push(b'\n');
    }
    RequestBody::new(media_type, Bytes::from(lines), violations)
}

/// Serializes bytes, which a multipart body of the same type would have as a file, as a string.
struct BytesAsText;

impl Formatter for BytesAsText {
    fn write_byte_array<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: &[u8]) -> io::Result<()> {
        let text = str::from_utf8(value).map_err(io::Error::other)?;
        serde_json::to_writer(writer, text).map_err(io::Error::other)
    }
}

/// Creates a body of bytes.
pub fn bytes(media_type: &'static str, body: impl AsRef<[u8]>) -> RequestBody {
    RequestBody::new(media_type, Bytes::copy_from_slice(body.as_ref()), Violations::default())
}
