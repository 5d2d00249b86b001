//! Request Body Objects (OpenAPI 3.0.3 §4.7.13).

use openapiv3::{MediaType, QueryStyle, RequestBody};

use super::api::{Body, BodyContent, FormField, RequestContent, Style};
use super::binary_fields;
use super::lower::Lowering;
use super::media_type::{self, MediaKind, ValueKind};
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
    // The sort is stable: equal preferences stay in the order of the document.
    all.sort_by_key(|(name, media, kind)| match kind {
        // JSON and forms can't contain bytes.
        MediaKind::Multipart
            if has_equivalent_media_type(declared, media) && binary_fields::are_in(source.document, media) =>
        {
            0
        }
        _ => preference(name, *kind),
    });
    let mut contents: Vec<RequestContent> = Vec::new();
    let mut taken: Vec<&MediaType> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for (name, media, kind) in all.iter().copied() {
        if taken.iter().any(|known| is_equivalent((name, media, kind), known)) {
            others.push(name);
            continue;
        }
        // An empty body is an alternative like others if there are several.
        let is_only = || {
            all.iter()
                .all(|(name, other, kind)| std::ptr::eq(*other, media) || is_equivalent((name, other, *kind), media))
        };
        let content = if is_empty_body(kind, media) && is_only() {
            empty_body(source, declared, kind, lowering)
        } else {
            content(source, (name, media, kind), taken.is_empty(), lowering)
        };
        taken.push(media);
        contents.push(RequestContent { media_type: name.to_owned(), content });
    }
    if !others.is_empty() {
        note_other_media_types(source, &others, &contents, lowering);
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

/// Returns the rank of a media type: JSON, then forms and multipart, then text and bytes.
fn preference(name: &str, kind: MediaKind) -> u8 {
    match kind {
        // Other JSON types, such as patches, and ranges come after `application/json`.
        MediaKind::Json if media_type::essence(name) == "application/json" => 1,
        MediaKind::Json if !name.contains('*') => 2,
        MediaKind::Json => 3,
        MediaKind::Form => 4,
        MediaKind::Multipart => 5,
        MediaKind::JsonLines | MediaKind::Events | MediaKind::Text => 6,
        MediaKind::Bytes if media_type::kind(name) != MediaKind::Range => 7,
        MediaKind::Bytes | MediaKind::Range | MediaKind::OtherFormat => 8,
    }
}

/// Returns whether a body has another media type with an equivalent schema.
fn has_equivalent_media_type(body: &RequestBody, media: &MediaType) -> bool {
    body.content.values().filter(|other| media_type::are_equal(other, media)).count() > 1
}

/// Returns whether a media type is equivalent to one that is used already, so that its type could not select it.
fn is_equivalent((name, media, kind): (&str, &MediaType, MediaKind), taken: &MediaType) -> bool {
    match kind {
        _ if matches!(media_type::kind(name), MediaKind::OtherFormat | MediaKind::Range) => true,
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart => media_type::are_equal(media, taken),
        _ => media.schema.is_some() && media_type::are_equal(media, taken),
    }
}

fn note_other_media_types(
    source: &Source<'_>,
    others: &[&str],
    contents: &[RequestContent],
    lowering: &mut Lowering<'_>,
) {
    let first = contents.first().map(|content| content.media_type.as_str()).unwrap_or_default();
    lowering.diagnostics.note(
        "other-media-types",
        format!("{}/requestBody/content", source.pointer),
        format!("the body of `{}` is sent as {first}, never as {}", source.id(), others.join(", ")),
        "no action needed if they are equivalent; otherwise set `.header(\"content-type\", …)` on the call",
    );
}

/// Returns whether a media type allows only an empty object.
fn is_empty_body(kind: MediaKind, media: &MediaType) -> bool {
    matches!(kind, MediaKind::Json | MediaKind::Form | MediaKind::Multipart) && is_closed_and_empty(media)
}

fn empty_body(
    source: &Source<'_>,
    declared: &RequestBody,
    kind: MediaKind,
    lowering: &mut Lowering<'_>,
) -> BodyContent {
    lowering.diagnostics.note(
        "empty-body",
        format!("{}/requestBody", source.pointer),
        format!("the body of `{}` can only be an empty object, so the method has no argument for it", source.id()),
        "no action needed, unless the schema should allow more",
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
            multipart_encoding::warn_of_formats(source, (name, media), &shape, lowering);
            BodyContent::Form(shape, fields(media))
        }
        MediaKind::Multipart => {
            let shape = lowering.with_files(|lowering| shape(media, &path, lowering));
            let fields = multipart_encoding::fields(source, (name, media), &shape, lowering);
            BodyContent::Multipart(shape, fields)
        }
        MediaKind::JsonLines
            if media_type::is_of_items(media)
                || media_type::value_kind(source.document, media) == ValueKind::Structure =>
        {
            let items = media_type::items(source.document, name, media);
            let path = path.join(PathSegment::Item);
            let node = items.or(media.schema.as_ref().map(Node::from));
            BodyContent::JsonLines(node.map_or(Shape::Any, |node| lowering.lower_own(node, &path).shape))
        }
        MediaKind::Text
        | MediaKind::JsonLines
        | MediaKind::Events
        | MediaKind::OtherFormat
        | MediaKind::Range
        | MediaKind::Bytes => {
            if !media_type::is_described_by_bytes(source.document, media) {
                warn_of_unused_schema(source, name, lowering);
            }
            if kind == MediaKind::Text { BodyContent::Text } else { BodyContent::Bytes }
        }
    }
}

/// Warns that the schema of a body is ignored.
fn warn_of_unused_schema(source: &Source<'_>, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unused-schema",
        format!("{}/requestBody/content", source.pointer),
        format!("the schema of {name} is ignored: the body of `{}` is sent unchanged", source.id()),
        "declare application/json as well, or serialize the body yourself",
    );
}

/// Returns the label of a media type among several of a body.
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

/// Returns the properties of a form that are not serialized by default rules.
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
