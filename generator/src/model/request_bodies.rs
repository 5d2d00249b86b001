//! Request Body Objects (OpenAPI 3.0.3 §4.7.13).

use openapiv3::{MediaType, QueryStyle, RequestBody};

use super::api::{Body, BodyContent, FormField, RequestContent, Style};
use super::binary_fields;
use super::lower::Lowering;
use super::media_type::{self, Held, MediaKind};
use super::multipart_encoding;
use super::operations::{Source, follow};
use super::parameters::style;
use super::schema_object::{AdditionalProperties, Keywords, Node};
use super::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use super::types::Shape;

/// Lowers the body of an operation's request.
pub(super) fn lower<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Option<Body> {
    let declared = resolve(source)?;
    let kinds = declared.content.iter().map(|(name, media)| {
        let kind = media_type::kind_of(source.document, name, media);
        (name.as_str(), media, kind)
    });
    let mut all: Vec<(&str, &MediaType, MediaKind)> = kinds.collect();
    // The sort is stable: what the document prefers stays first among its like.
    all.sort_by_key(|(name, media, kind)| match kind {
        // JSON and forms have no bytes.
        MediaKind::Multipart if is_said_twice(declared, media) && binary_fields::are_in(source.document, media) => 0,
        _ => preference(name, *kind),
    });
    let mut contents: Vec<RequestContent> = Vec::new();
    let mut taken: Vec<&MediaType> = Vec::new();
    let mut left: Vec<&str> = Vec::new();
    for (name, media, kind) in all.iter().copied() {
        if taken.iter().any(|known| is_another_spelling((name, media, kind), known)) {
            left.push(name);
            continue;
        }
        // Among several forms, one that is always empty has to be chosen like the others.
        let is_only = || {
            all.iter().all(|(name, other, kind)| {
                std::ptr::eq(*other, media) || is_another_spelling((name, other, *kind), media)
            })
        };
        let content = if is_nothing(kind, media) && is_only() {
            nothing(source, declared, kind, lowering)
        } else {
            content(source, (name, media, kind), taken.is_empty(), lowering)
        };
        taken.push(media);
        contents.push(RequestContent { media_type: name.to_owned(), content });
    }
    if !left.is_empty() {
        note_left(source, &left, &contents, lowering);
    }
    (!contents.is_empty()).then(|| Body {
        required: declared.required,
        description: declared.description.clone(),
        contents,
    })
}

fn resolve<'a>(source: &Source<'a>) -> Option<&'a RequestBody> {
    let components = source.document.components.as_ref();
    follow(source.operation.request_body.as_ref()?, "#/components/requestBodies/", |name| {
        components?.request_bodies.get(name)
    })
}

/// JSON is what the client writes best; a form or parts say more than bytes.
fn preference(name: &str, kind: MediaKind) -> u8 {
    match kind {
        // A patch of its own kind, or a range, is told apart from what the schema alone says.
        MediaKind::Json if media_type::essence(name) == "application/json" => 1,
        MediaKind::Json if !name.contains('*') => 2,
        MediaKind::Json => 3,
        MediaKind::Form => 4,
        MediaKind::Multipart => 5,
        MediaKind::JsonLines | MediaKind::Events | MediaKind::Text => 6,
        MediaKind::Bytes if media_type::kind(name) != MediaKind::Range => 7,
        MediaKind::Bytes | MediaKind::Range | MediaKind::Notation => 8,
    }
}

/// Returns whether a body says the same in another media type.
fn is_said_twice(body: &RequestBody, media: &MediaType) -> bool {
    body.content.values().filter(|other| media_type::are_alike(other, media)).count() > 1
}

/// Returns whether a media type says what one that was taken says, in another spelling: a user could not choose it by a type.
fn is_another_spelling((name, media, kind): (&str, &MediaType, MediaKind), taken: &MediaType) -> bool {
    match kind {
        _ if matches!(media_type::kind(name), MediaKind::Notation | MediaKind::Range) => true,
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart => media_type::are_alike(media, taken),
        _ => media.schema.is_some() && media_type::are_alike(media, taken),
    }
}

fn note_left(source: &Source<'_>, left: &[&str], contents: &[RequestContent], lowering: &mut Lowering<'_>) {
    let first = contents.first().map(|content| content.media_type.as_str()).unwrap_or_default();
    lowering.diagnostics.note(
        "other-media-types",
        format!("{}/requestBody/content", source.pointer),
        format!("the body of `{}` is sent as {first}, never as {}", source.id(), left.join(", ")),
        "nothing is to be done, if both say the same; else `.header(\"content-type\", …)` on the call says which it is",
    );
}

/// Returns whether only an empty object can be sent as a media type.
fn is_nothing(kind: MediaKind, media: &MediaType) -> bool {
    matches!(kind, MediaKind::Json | MediaKind::Form | MediaKind::Multipart) && is_closed_and_empty(media)
}

fn nothing(source: &Source<'_>, declared: &RequestBody, kind: MediaKind, lowering: &mut Lowering<'_>) -> BodyContent {
    lowering.diagnostics.note(
        "empty-body",
        format!("{}/requestBody", source.pointer),
        format!("the body of `{}` can only be an empty object, so it is no argument", source.id()),
        "nothing is to be done, unless the schema should allow more",
    );
    BodyContent::Nothing { is_sent: kind == MediaKind::Json && declared.required }
}

fn content<'a>(
    source: &Source<'a>,
    (name, media, kind): (&str, &'a MediaType, MediaKind),
    is_first: bool,
    lowering: &mut Lowering<'a>,
) -> BodyContent {
    let root = SchemaPath::new(SchemaRoot::Request(source.id().to_owned()));
    let path = if is_first { root } else { root.join(PathSegment::Variant(label(name, kind))) };
    match kind {
        MediaKind::Json => BodyContent::Json(shape(media, &path, lowering)),
        MediaKind::Form => {
            let shape = shape(media, &path, lowering);
            multipart_encoding::warn_of_notations(source, (name, media), &shape, lowering);
            BodyContent::Form(shape, fields(media))
        }
        MediaKind::Multipart => {
            let shape = lowering.with_files(|lowering| shape(media, &path, lowering));
            let fields = multipart_encoding::fields(source, (name, media), &shape, lowering);
            BodyContent::Multipart(shape, fields)
        }
        MediaKind::JsonLines
            if media_type::is_of_items(media) || media_type::held(source.document, media) == Held::Structure =>
        {
            let items = media_type::items(source.document, name, media);
            let path = path.join(PathSegment::Item);
            let node = items.or(media.schema.as_ref().map(Node::from));
            BodyContent::JsonLines(node.map_or(Shape::Any, |node| lowering.lower_own(node, &path).shape))
        }
        MediaKind::Text
        | MediaKind::JsonLines
        | MediaKind::Events
        | MediaKind::Notation
        | MediaKind::Range
        | MediaKind::Bytes => {
            if !media_type::is_said_by_bytes(source.document, media) {
                warn_of_unused_schema(source, name, lowering);
            }
            if kind == MediaKind::Text { BodyContent::Text } else { BodyContent::Bytes }
        }
    }
}

/// Says that a body is sent as it is given, whatever its schema says.
fn warn_of_unused_schema(source: &Source<'_>, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unused-schema",
        format!("{}/requestBody/content", source.pointer),
        format!("the schema of {name} is ignored: the client sends the body of `{}` as it is given", source.id()),
        "offer application/json as well, or write the body yourself",
    );
}

/// Returns what a form of a body is called, beside others.
pub(super) fn label(media_type: &str, kind: MediaKind) -> String {
    match kind {
        MediaKind::Json => "json".to_owned(),
        MediaKind::Form => "form".to_owned(),
        MediaKind::Multipart => "multipart".to_owned(),
        _ => media_type::essence(media_type),
    }
}

fn shape<'a>(media: &'a MediaType, path: &SchemaPath, lowering: &mut Lowering<'a>) -> Shape {
    media.schema.as_ref().map_or(Shape::Any, |node| lowering.lower_own(Node::from(node), path).shape)
}

fn is_closed_and_empty(media: &MediaType) -> bool {
    let Some(schema) = media.schema.as_ref().and_then(openapiv3::ReferenceOr::as_item) else { return false };
    let keywords = Keywords::of(schema);
    keywords.r#type == Some("object")
        && keywords.properties.is_empty()
        && keywords.required.is_empty()
        && matches!(keywords.additional_properties, AdditionalProperties::False)
        && keywords.all_of.is_empty()
        && keywords.union().is_empty()
        && keywords.not.is_none()
        && keywords.enum_values.is_none()
}

/// Returns the properties of a form that are not written as they are by default.
fn fields(media: &MediaType) -> Vec<FormField> {
    let encodings = media.encoding.iter().filter_map(|(name, encoding)| {
        let is_json = encoding.content_type.as_deref().is_some_and(|name| media_type::kind(name) == MediaKind::Json);
        let style = match &encoding.style {
            Some(declared) => style(declared),
            None if is_json => Style::Json,
            None => Style::Form,
        };
        let is_default =
            encoding.style.is_none() && style == Style::Form && encoding.explode && !encoding.allow_reserved;
        let explode = encoding.explode || encoding.style == Some(QueryStyle::DeepObject);
        let field = FormField { name: name.clone(), style, explode, allow_reserved: encoding.allow_reserved };
        (!is_default).then_some(field)
    });
    encodings.collect()
}
