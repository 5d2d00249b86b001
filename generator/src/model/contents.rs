//! The media types of a Response Object (OpenAPI 3.0.3 §4.7.17): which are asked for, and how each is read.

use openapiv3::{MediaType, Response};

use super::api::{Content, Status};
use super::events;
use super::lower::{Lowered, Lowering};
use super::media_type::{self, Held, MediaKind};
use super::operations::Source;
use super::request_bodies::label;
use super::schema_object::Node;
use super::schema_path::{PathSegment, SchemaPath};
use super::types::Shape;

/// What a response may hold.
pub(super) struct Offered {
    /// The media types that are asked for.
    pub(super) names: Vec<String>,
    pub(super) content: Content,
}

/// A media type that is read, with what is read like it.
struct Kept<'a> {
    name: &'a str,
    kind: MediaKind,
    media: &'a MediaType,
    offered: Offered,
}

/// Lowers the media types of a response, whose body stands at `place`. What several say alike is read as one of them; what says in a
/// notation that is not read what JSON says is left out, since it is never asked for.
pub(super) fn contents<'a>(
    source: &Source<'a>,
    (status, path): (Status, &SchemaPath),
    response: &'a Response,
    lowering: &mut Lowering<'a>,
) -> Vec<Offered> {
    if has_no_body(source.method, status) {
        note_bodiless(source, status, response, lowering);
        return Vec::new();
    }
    let all = response.content.iter();
    let mut all: Vec<(&str, &MediaType, MediaKind)> =
        all.map(|(name, media)| (name.as_str(), media, media_type::kind_of(source.document, name, media))).collect();
    all.sort_by_key(|(.., kind)| *kind != MediaKind::Json);
    let has_bytes = all.iter().any(|(.., kind)| *kind == MediaKind::Bytes);
    let mut kept: Vec<Kept<'a>> = Vec::new();
    let mut left = Vec::new();
    for (name, media, kind) in all {
        // JSON has no bytes: what is a file beside another media type of files is one in itself, too.
        let is_file = kind == MediaKind::Json && has_bytes && media_type::held(source.document, media) == Held::Bytes;
        let kind = if is_file { MediaKind::Bytes } else { kind };
        match kept.iter_mut().find(|known| is_another_notation((name, media, kind), known)) {
            Some(known) => {
                if !joins(source, (name, media, kind), known) {
                    left.push((name, media));
                }
            }
            None => {
                let content = content(source, status, (name, media, kind), (path, kept.is_empty()), lowering);
                keep(Kept { name, kind, media, offered: Offered { names: asked(name, &content), content } }, &mut kept);
            }
        }
    }
    if let (Some(first), false) = (kept.first(), left.is_empty()) {
        note_left(source, status, first, &left, lowering);
    }
    kept.into_iter().map(|one| one.offered).collect()
}

/// Adds what is read to what is known, or to what of it is read in the same way.
fn keep<'a>(one: Kept<'a>, kept: &mut Vec<Kept<'a>>) {
    let is_same = |known: &&mut Kept<'_>| known.offered.content == one.offered.content;
    if let Some(known) = kept.iter_mut().find(is_same) {
        known.offered.names.extend(one.offered.names);
        return;
    }
    let is_string = |known: &&mut Kept<'_>| {
        matches!(known.offered.content, Content::Json(Shape::String, _) | Content::String(Shape::String, _))
    };
    match kept.iter_mut().find(is_string).filter(|_| one.offered.content == Content::Text) {
        Some(known) => read_as_string(&mut known.offered, one.name),
        None => kept.push(one),
    }
}

/// Lets a media type be asked for beside one that says the same, if it can be read; returns whether it can.
fn joins(source: &Source<'_>, (name, media, kind): (&str, &MediaType, MediaKind), known: &mut Kept<'_>) -> bool {
    let is_alike = media_type::are_alike(media, known.media);
    match kind {
        _ if media_type::kind(name) == MediaKind::Range && !is_alike => return false,
        MediaKind::Json if is_asked_for(name) => known.offered.names.push(media_type::essence(name)),
        // A range within JSON is what JSON says.
        MediaKind::Json => {}
        MediaKind::Text | MediaKind::Bytes if media_type::held(source.document, media) == Held::Text => {
            read_as_string(&mut known.offered, name);
        }
        _ => return false,
    }
    true
}

/// Reads a JSON string as text, too, where it comes as the media type `name`.
fn read_as_string(offered: &mut Offered, name: &str) {
    offered.names.push(media_type::essence(name));
    if let Content::Json(shape, schema) = &offered.content {
        offered.content = Content::String(shape.clone(), schema.clone());
    }
}

/// Returns the media types that ask for a content.
fn asked(name: &str, content: &Content) -> Vec<String> {
    match content {
        // A range is not only JSON, but JSON is what can be read.
        Content::Json(..) if name.contains('*') && is_asked_for(name) => {
            vec!["application/json".to_owned(), media_type::essence(name)]
        }
        Content::Json(..) if !is_asked_for(name) => vec!["application/json".to_owned()],
        _ => vec![media_type::essence(name)],
    }
}

/// Returns whether a media type may stand in `Accept`: ranges such as `application/*+json` may not (RFC 9110 §12.5.1).
fn is_asked_for(name: &str) -> bool {
    let essence = media_type::essence(name);
    !essence.contains('*') || essence.ends_with("/*")
}

/// Returns whether HTTP gives such a response no body (RFC 9110 §6.4.1), whatever a document says.
fn has_no_body(method: &str, status: Status) -> bool {
    method == "HEAD" || matches!(status, Status::Exactly(100..=199 | 204 | 205 | 304) | Status::Range(1))
}

fn note_bodiless(source: &Source<'_>, status: Status, response: &Response, lowering: &mut Lowering<'_>) {
    // A HEAD is declared with the content of its GET: that is no fault.
    if response.content.is_empty() || source.method == "HEAD" {
        return;
    }
    lowering.diagnostics.note(
        "bodiless-response",
        format!("{}/responses/{status}/content", source.pointer),
        format!("`{}` declares content for {status}, which HTTP gives no body: it is left out", source.id()),
        "remove `content`, or correct the status",
    );
}

/// Returns whether a media type says what a known one says in JSON.
fn is_another_notation((name, media, kind): (&str, &MediaType, MediaKind), known: &Kept<'_>) -> bool {
    let is_alike = || media.schema.is_some() && media_type::are_alike(media, known.media);
    match (known.kind, kind) {
        (MediaKind::Json, MediaKind::Notation) => true,
        (MediaKind::Json, _) if media_type::kind(name) == MediaKind::Range => true,
        (MediaKind::Json, MediaKind::Events | MediaKind::JsonLines) => false,
        (MediaKind::Json, MediaKind::Text | MediaKind::Bytes) => {
            is_alike() && known.offered.content.shape() != Some(&Shape::Any)
        }
        (MediaKind::Json, _) => is_alike(),
        _ => false,
    }
}

fn note_left(
    source: &Source<'_>,
    status: Status,
    first: &Kept<'_>,
    left: &[(&str, &MediaType)],
    lowering: &mut Lowering<'_>,
) {
    let says_same = left.iter().all(|(_, media)| media_type::are_alike(media, first.media));
    let help = if says_same {
        "nothing is to be done: both say the same"
    } else {
        "nothing is to be done, if both say the same; else offer application/json for it"
    };
    let names: Vec<&str> = left.iter().map(|(name, _)| *name).collect();
    lowering.diagnostics.note(
        "other-media-types",
        format!("{}/responses/{status}", source.pointer),
        format!("`{}` is asked for {}, never for {}", source.id(), first.name, names.join(", ")),
        help,
    );
}

fn content<'a>(
    source: &Source<'a>,
    status: Status,
    (name, media, kind): (&str, &'a MediaType, MediaKind),
    (root, is_first): (&SchemaPath, bool),
    lowering: &mut Lowering<'a>,
) -> Content {
    if !matches!(kind, MediaKind::JsonLines | MediaKind::Events) && media_type::is_of_items(media) {
        warn_of_items(source, status, name, lowering);
        return Content::Bytes;
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
                MediaKind::JsonLines => Content::JsonLines(shape, schema),
                _ if is_range && media_type::held(source.document, media) == Held::Text => {
                    Content::String(shape, schema)
                }
                _ => Content::Json(shape, schema),
            }
        }
        MediaKind::Events => Content::Events(events::data(media, node, &path, lowering)),
        MediaKind::Text
        | MediaKind::Form
        | MediaKind::Multipart
        | MediaKind::Notation
        | MediaKind::Range
        | MediaKind::Bytes => {
            if !media_type::is_said_by_bytes(source.document, media) {
                warn_of_unused_schema(source, status, name, lowering);
            }
            if kind == MediaKind::Text { Content::Text } else { Content::Bytes }
        }
    }
}

/// Says that a body is read as it is, whatever its schema says.
pub(super) fn warn_of_unused_schema(source: &Source<'_>, status: Status, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unused-schema",
        format!("{}/responses/{status}/content", source.pointer),
        format!("the schema of {name} is ignored: the client reads {status} of `{}` as it comes", source.id()),
        "offer application/json as well, or read the body yourself",
    );
}

fn warn_of_items(source: &Source<'_>, status: Status, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unsupported-keyword",
        format!("{}/responses/{status}/content", source.pointer),
        format!("`itemSchema` tells nothing of {name}, which is no stream of JSON values: the response is bytes"),
        "offer application/jsonl or text/event-stream, or write `schema`",
    );
}
