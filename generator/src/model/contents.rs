//! The media types of a Response Object (OpenAPI 3.0.3 §4.7.17): which of them are accepted, and how they are deserialized.

use openapiv3::{MediaType, Response};

use super::api::{ResponseContent, Statuses};
use super::events;
use super::lower::{Lowered, Lowering};
use super::media_type::{self, MediaKind, ValueKind};
use super::operations::Source;
use super::request_bodies::label;
use super::schema_object::Node;
use super::schema_path::{PathSegment, SchemaPath};
use super::types::Shape;

/// A content of a response, with its media types.
pub(super) struct AcceptedContent {
    /// The media types for `Accept`.
    pub(super) names: Vec<String>,
    pub(super) content: ResponseContent,
}

/// An accepted media type, and those that are deserialized in the same way.
struct Accepted<'a> {
    name: &'a str,
    kind: MediaKind,
    media: &'a MediaType,
    offered: AcceptedContent,
}

/// Lowers the media types of a response, whose body is at `path`. Equivalent media types become one content. Formats other than JSON that
/// are equivalent to JSON are not accepted.
pub(super) fn contents<'a>(
    source: &Source<'a>,
    (status, path): (Statuses, &SchemaPath),
    response: &'a Response,
    lowering: &mut Lowering<'a>,
) -> Vec<AcceptedContent> {
    if has_no_body(source.method, status) {
        note_bodiless(source, status, response, lowering);
        return Vec::new();
    }
    let all = response.content.iter();
    let mut all: Vec<(&str, &MediaType, MediaKind)> =
        all.map(|(name, media)| (name.as_str(), media, media_type::kind_of(source.document, name, media))).collect();
    all.sort_by_key(|(.., kind)| *kind != MediaKind::Json);
    let has_bytes = all.iter().any(|(.., kind)| *kind == MediaKind::Bytes);
    let mut accepted: Vec<Accepted<'a>> = Vec::new();
    let mut others = Vec::new();
    for (name, media, kind) in all {
        // JSON can't contain bytes: `format: binary` is a file if another media type is a file.
        let is_file =
            kind == MediaKind::Json && has_bytes && media_type::value_kind(source.document, media) == ValueKind::Bytes;
        let kind = if is_file { MediaKind::Bytes } else { kind };
        match accepted.iter_mut().find(|known| is_non_json_equivalent((name, media, kind), known)) {
            Some(known) => {
                if !merge(source, (name, media, kind), known) {
                    others.push((name, media));
                }
            }
            None => {
                let content = content(source, status, (name, media, kind), (path, accepted.is_empty()), lowering);
                accept(
                    Accepted {
                        name,
                        kind,
                        media,
                        offered: AcceptedContent { names: accept_types(name, &content), content },
                    },
                    &mut accepted,
                );
            }
        }
    }
    if let (Some(first), false) = (accepted.first(), others.is_empty()) {
        note_other_media_types(source, status, first, &others, lowering);
    }
    accepted.into_iter().map(|one| one.offered).collect()
}

/// Adds a media type, or merges it with one that is deserialized in the same way.
fn accept<'a>(one: Accepted<'a>, accepted: &mut Vec<Accepted<'a>>) {
    let is_same = |known: &&mut Accepted<'_>| known.offered.content == one.offered.content;
    if let Some(known) = accepted.iter_mut().find(is_same) {
        known.offered.names.extend(one.offered.names);
        return;
    }
    let is_string = |known: &&mut Accepted<'_>| {
        matches!(
            known.offered.content,
            ResponseContent::Json(Shape::String, _) | ResponseContent::String(Shape::String, _)
        )
    };
    match accepted.iter_mut().find(is_string).filter(|_| one.offered.content == ResponseContent::Text) {
        Some(known) => read_as_string(&mut known.offered, one.name),
        None => accepted.push(one),
    }
}

/// Adds an equivalent media type to an accepted one, if it can be deserialized; returns whether it can.
fn merge(source: &Source<'_>, (name, media, kind): (&str, &MediaType, MediaKind), known: &mut Accepted<'_>) -> bool {
    let is_alike = media_type::are_equal(media, known.media);
    match kind {
        _ if media_type::kind(name) == MediaKind::Range && !is_alike => return false,
        MediaKind::Json if is_allowed_in_accept(name) => known.offered.names.push(media_type::essence(name)),
        // A range such as `application/*+json` is covered by JSON.
        MediaKind::Json => {}
        MediaKind::Text | MediaKind::Bytes if media_type::value_kind(source.document, media) == ValueKind::Text => {
            read_as_string(&mut known.offered, name);
        }
        _ => return false,
    }
    true
}

/// Also accepts a JSON string as plain text of the media type `name`.
fn read_as_string(offered: &mut AcceptedContent, name: &str) {
    offered.names.push(media_type::essence(name));
    if let ResponseContent::Json(shape, schema) = &offered.content {
        offered.content = ResponseContent::String(shape.clone(), schema.clone());
    }
}

/// Returns the media types of `Accept` for a content.
fn accept_types(name: &str, content: &ResponseContent) -> Vec<String> {
    match content {
        // Only JSON of the range can be deserialized, so it is preferred.
        ResponseContent::Json(..) if name.contains('*') && is_allowed_in_accept(name) => {
            vec!["application/json".to_owned(), media_type::essence(name)]
        }
        ResponseContent::Json(..) if !is_allowed_in_accept(name) => vec!["application/json".to_owned()],
        _ => vec![media_type::essence(name)],
    }
}

/// Returns whether a media type is allowed in `Accept`: ranges such as `application/*+json` are not (RFC 9110 §12.5.1).
fn is_allowed_in_accept(name: &str) -> bool {
    let essence = media_type::essence(name);
    !essence.contains('*') || essence.ends_with("/*")
}

/// Returns whether a response has no body in HTTP (RFC 9110 §6.4.1).
fn has_no_body(method: &str, status: Statuses) -> bool {
    method == "HEAD" || matches!(status, Statuses::Exactly(100..=199 | 204 | 205 | 304) | Statuses::Range(1))
}

fn note_bodiless(source: &Source<'_>, status: Statuses, response: &Response, lowering: &mut Lowering<'_>) {
    // HEAD is usually declared with the content of GET.
    if response.content.is_empty() || source.method == "HEAD" {
        return;
    }
    lowering.diagnostics.note(
        "bodiless-response",
        format!("{}/responses/{status}/content", source.pointer),
        format!("`{}` declares content for {status}, which has no body in HTTP; the content is ignored", source.id()),
        "remove `content`, or correct the status code",
    );
}

/// Returns whether a media type that is not JSON is equivalent to an accepted one that is.
fn is_non_json_equivalent((name, media, kind): (&str, &MediaType, MediaKind), known: &Accepted<'_>) -> bool {
    let is_alike = || media.schema.is_some() && media_type::are_equal(media, known.media);
    match (known.kind, kind) {
        (MediaKind::Json, MediaKind::OtherFormat) => true,
        (MediaKind::Json, _) if media_type::kind(name) == MediaKind::Range => true,
        (MediaKind::Json, MediaKind::Events | MediaKind::JsonLines) => false,
        (MediaKind::Json, MediaKind::Text | MediaKind::Bytes) => {
            is_alike() && known.offered.content.shape() != Some(&Shape::Any)
        }
        (MediaKind::Json, _) => is_alike(),
        _ => false,
    }
}

fn note_other_media_types(
    source: &Source<'_>,
    status: Statuses,
    first: &Accepted<'_>,
    others: &[(&str, &MediaType)],
    lowering: &mut Lowering<'_>,
) {
    let are_equivalent = others.iter().all(|(_, media)| media_type::are_equal(media, first.media));
    let help = if are_equivalent {
        "no action needed: they are equivalent"
    } else {
        "no action needed if they are equivalent; otherwise declare application/json for it"
    };
    let names: Vec<&str> = others.iter().map(|(name, _)| *name).collect();
    lowering.diagnostics.note(
        "other-media-types",
        format!("{}/responses/{status}", source.pointer),
        format!("`{}` accepts {}, never {}", source.id(), first.name, names.join(", ")),
        help,
    );
}

fn content<'a>(
    source: &Source<'a>,
    status: Statuses,
    (name, media, kind): (&str, &'a MediaType, MediaKind),
    (root, is_first): (&SchemaPath, bool),
    lowering: &mut Lowering<'a>,
) -> ResponseContent {
    if !matches!(kind, MediaKind::JsonLines | MediaKind::Events) && media_type::is_of_items(media) {
        warn_of_items(source, status, name, lowering);
        return ResponseContent::Bytes;
    }
    let path = if is_first { root.clone() } else { root.join(PathSegment::Variant(label(name, kind))) };
    let items = media_type::items(source.document, name, media);
    let path = if items.is_some() { path.join(PathSegment::Item) } else { path };
    let node = items.or(media.schema.as_ref().map(Node::from));
    match kind {
        MediaKind::Json | MediaKind::JsonLines => {
            let lower = |node| {
                let lowered: Lowered = lowering.lower(node, &path);
                (lowered.shape, lowered.schema)
            };
            let (shape, schema) = node.map_or_else(Lowered::anything, lower);
            let is_range = media_type::kind(name) == MediaKind::Range;
            match kind {
                MediaKind::JsonLines => ResponseContent::JsonLines(shape, schema),
                _ if is_range && media_type::value_kind(source.document, media) == ValueKind::Text => {
                    ResponseContent::String(shape, schema)
                }
                _ => ResponseContent::Json(shape, schema),
            }
        }
        MediaKind::Events => ResponseContent::Events(events::data(media, node, &path, lowering)),
        MediaKind::Text
        | MediaKind::Form
        | MediaKind::Multipart
        | MediaKind::OtherFormat
        | MediaKind::Range
        | MediaKind::Bytes => {
            if !media_type::is_described_by_bytes(source.document, media) {
                warn_of_unused_schema(source, status, name, lowering);
            }
            if kind == MediaKind::Text { ResponseContent::Text } else { ResponseContent::Bytes }
        }
    }
}

/// Warns that the schema of a body is ignored.
pub(super) fn warn_of_unused_schema(source: &Source<'_>, status: Statuses, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unused-schema",
        format!("{}/responses/{status}/content", source.pointer),
        format!("the schema of {name} is ignored: the body of {status} of `{}` is not deserialized", source.id()),
        "declare application/json as well, or deserialize the body yourself",
    );
}

fn warn_of_items(source: &Source<'_>, status: Statuses, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unsupported-keyword",
        format!("{}/responses/{status}/content", source.pointer),
        format!("`itemSchema` is ignored for {name}, which is not a stream of JSON values: the response is bytes"),
        "declare application/jsonl or text/event-stream, or use `schema`",
    );
}
