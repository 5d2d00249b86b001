//! Parts of multipart bodies (Encoding Objects, OpenAPI 3.0.3 §4.7.15).

use std::collections::HashSet;

use openapiv3::{Encoding, MediaType, ReferenceOr};

use super::api::PartField;
use super::lower::Lowering;
use super::media_type::{self, MediaKind};
use super::operations::Source;
use super::parameters::style;
use super::types::{self, Shape, Type};
use crate::load::pointer;

/// Returns the properties of the multipart body `media`, of the shape `body`, that are not written as they are by default.
pub(super) fn fields(
    source: &Source<'_>,
    (name, media): (&str, &MediaType),
    body: &Shape,
    lowering: &mut Lowering<'_>,
) -> Vec<PartField> {
    let at = encodings_pointer(source, name);
    warn_of_headers(source, media, &at, lowering);
    let encodings = media.encoding.iter();
    encodings.filter_map(|(name, encoding)| field(name, encoding, body, &at, lowering)).collect()
}

/// Says which members of the form `media`, of the shape `body`, are not written in the notation that is declared for them.
pub(super) fn warn_of_notations(
    source: &Source<'_>,
    (name, media): (&str, &MediaType),
    body: &Shape,
    lowering: &mut Lowering<'_>,
) {
    let at = encodings_pointer(source, name);
    for (name, encoding) in media.encoding.iter().filter(|(_, encoding)| encoding.style.is_none()) {
        let Some(declared) = encoding.content_type.as_deref() else { continue };
        if !declared_types(declared).any(may_hold_json) && is_object(name, body, lowering.types()) {
            lowering.diagnostics.warning(
                "unsupported-part-type",
                format!("{}/contentType", pointer::join(&at, name)),
                format!("the member `{name}` of a form is written as `style: form` has it, not as {declared}"),
                "make the property a string, and write it yourself",
            );
        }
    }
}

/// Returns how a property is written, whose encoding stands in the map at `at`.
///
/// OpenAPI 3.0 reads a `style` for forms alone; documents that declare one for multipart bodies mean it, as 3.1 does.
fn field(name: &str, encoding: &Encoding, body: &Shape, at: &str, lowering: &mut Lowering<'_>) -> Option<PartField> {
    if let Some(declared) = &encoding.style {
        let explode = encoding.explode;
        return Some(PartField::OfStyle { name: name.to_owned(), style: style(declared), explode });
    }
    let declared = encoding.content_type.as_deref()?;
    let mut types = declared_types(declared);
    let of_type = |media_type: &str| PartField::OfType { name: name.to_owned(), media_type: media_type.to_owned() };
    let allowed: Vec<String> = listed_types(declared).map(str::to_owned).collect();
    if !is_object(name, body, lowering.types()) {
        return match allowed.as_slice() {
            [] => None,
            [only] if !only.contains('*') => Some(of_type(only)),
            // What is allowed says nothing of what is sent.
            _ => Some(PartField::Allowed { name: name.to_owned(), allowed }),
        };
    }
    let first = declared_types(declared).next()?;
    let may_be_json = types.find(|media_type| may_hold_json(media_type));
    if may_be_json.is_none() {
        lowering.diagnostics.warning(
            "unsupported-part-type",
            format!("{}/contentType", pointer::join(at, name)),
            format!("the part `{name}` is sent as application/json, not as {first}: the client writes objects as JSON"),
            "make the property a string, and write it yourself, if the server does not read JSON",
        );
    }
    may_be_json.map(of_type)
}

/// Iterates over the media types that `contentType` lists, ranges aside.
fn declared_types(list: &str) -> impl Iterator<Item = &str> {
    listed_types(list).filter(|name| !name.contains('*'))
}

/// Iterates over the media types and ranges that `contentType` lists.
fn listed_types(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Returns whether JSON may be sent as a media type: not as another notation, but as text, bytes, or what is not known here.
fn may_hold_json(media_type: &str) -> bool {
    match media_type::kind(media_type) {
        MediaKind::Json | MediaKind::JsonLines | MediaKind::Text | MediaKind::Bytes => true,
        MediaKind::Events | MediaKind::Form | MediaKind::Multipart | MediaKind::Notation | MediaKind::Range => false,
    }
}

/// Returns where the Encoding Objects of the content `name` of the body stand, as a JSON pointer.
fn encodings_pointer(source: &Source<'_>, name: &str) -> String {
    format!("{}/encoding", pointer::join(&format!("{}/content", body_pointer(source)), name))
}

/// Returns where the body stands in the document, as a JSON pointer.
fn body_pointer(source: &Source<'_>) -> String {
    let bodies = source.document.components.as_ref().map(|components| &components.request_bodies);
    let mut node = source.operation.request_body.as_ref();
    let mut path = format!("{}/requestBody", source.pointer);
    // Longer chains than this are circles.
    for _ in 0..64 {
        let Some(ReferenceOr::Reference { reference }) = node else { break };
        let Some(name) = reference.strip_prefix("#/components/requestBodies/") else { break };
        path = pointer::join("/components/requestBodies", name);
        node = bodies.and_then(|bodies| bodies.get(name));
    }
    path
}

fn warn_of_headers(source: &Source<'_>, media: &MediaType, at: &str, lowering: &mut Lowering<'_>) {
    for (name, _) in media.encoding.iter().filter(|(_, encoding)| !encoding.headers.is_empty()) {
        lowering.diagnostics.warning(
            "part-headers",
            format!("{}/headers", pointer::join(at, name)),
            format!(
                "the headers of the part `{name}` of `{}` are left out: the client sends none of its own",
                source.id()
            ),
            "send what they say in a property",
        );
    }
}

/// Returns whether all that the property `name` of a body may be is written as JSON: objects, and arrays among items, of
/// which each becomes a part.
fn is_object(name: &str, body: &Shape, types: &[Type]) -> bool {
    let mut properties = properties(name, body, types);
    let has_any = !properties.is_empty();
    let mut seen = HashSet::new();
    while let Some((shape, is_item)) = properties.pop() {
        match shape {
            Shape::Map(_) => {}
            Shape::Array(_) if is_item => {}
            Shape::Array(inner) => properties.push((*inner, true)),
            Shape::Nullable(inner) => properties.push((*inner, is_item)),
            Shape::Type(id) => match types.get(id.0).map(|one| &one.kind) {
                _ if !seen.insert((id, is_item)) => {}
                Some(types::TypeKind::Struct(_)) => {}
                Some(kind @ (types::TypeKind::Newtype(_) | types::TypeKind::Alias(_) | types::TypeKind::Union(_))) => {
                    properties.extend(stands_for(kind).into_iter().map(|shape| (shape, is_item)));
                }
                Some(types::TypeKind::Enum(_)) | None => return false,
            },
            _ => return false,
        }
    }
    has_any
}

/// Returns the shapes of the property `name` in all that a body may be, none of them an item of an array.
fn properties(name: &str, body: &Shape, types: &[Type]) -> Vec<(Shape, bool)> {
    let (mut open, mut seen, mut found) = (vec![body.clone()], HashSet::new(), Vec::new());
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Nullable(inner) => open.push(*inner),
            Shape::Type(id) if seen.insert(id) => match types.get(id.0).map(|one| &one.kind) {
                Some(types::TypeKind::Struct(object)) => {
                    let fields = object.fields.iter().filter(|field| field.name == name);
                    found.extend(fields.map(|field| (field.shape.clone(), false)));
                }
                Some(kind) => open.extend(stands_for(kind)),
                None => {}
            },
            _ => {}
        }
    }
    found
}

/// Returns what a value of a type is one of, unless the type is a form of its own.
fn stands_for(kind: &types::TypeKind) -> Vec<Shape> {
    match kind {
        types::TypeKind::Newtype(inner) => vec![inner.clone()],
        types::TypeKind::Alias(id) => vec![Shape::Type(*id)],
        types::TypeKind::Union(union) => union.variants.iter().map(|member| member.shape.clone()).collect(),
        types::TypeKind::Struct(_) | types::TypeKind::Enum(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::api::{BodyContent, PartField};
    use crate::diagnostic::Diagnostics;
    use crate::target::Formats;
    use crate::{load, normalize};

    /// The media type that is declared for the part `a`, of this schema and with this `contentType`; what is said, and where.
    fn written(schema: &str, content_type: &str) -> (Option<String>, Vec<(&'static str, String)>) {
        let body = format!(
            "{{content: {{multipart/form-data: {{schema: {{type: object, properties: {{a: {schema}}}}}, \
             encoding: {{a: {{contentType: '{content_type}'}}}}}}}}}}"
        );
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n\
             paths: {{/a: {{post: {{operationId: a, requestBody: {{$ref: '#/components/requestBodies/B'}}, responses: {{}}}}}}}}\n\
             components: {{requestBodies: {{B: {body}}}, schemas: {{S: {{type: object, properties: {{b: {{type: string}}}}}}, \
             T: {{type: string}}, U: {{oneOf: [{{$ref: '#/components/schemas/S'}}, {{$ref: '#/components/schemas/T'}}]}}, \
             V: {{$ref: '#/components/schemas/S'}}}}}}\n"
        );
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = crate::model::model(&document.expect("a document"), &Formats::default(), &mut diagnostics);
        let body = api.operations[0].body.as_ref().expect("a body");
        let BodyContent::Multipart(_, fields) = &body.contents[0].content else { panic!("{body:?}") };
        let media_type = fields.iter().find_map(|field| match field {
            PartField::OfType { media_type, .. } => Some(media_type.clone()),
            PartField::Allowed { .. } | PartField::OfStyle { .. } => None,
        });
        (media_type, diagnostics.iter().map(|one| (one.code, one.pointer.clone())).collect())
    }

    const OBJECTS: [&str; 6] = [
        "{type: object, properties: {b: {type: string}}}",
        "{$ref: '#/components/schemas/S'}",
        "{$ref: '#/components/schemas/V'}",
        "{type: object, additionalProperties: {type: string}}",
        "{type: array, items: {$ref: '#/components/schemas/S'}}",
        "{type: array, items: {type: array, items: {type: string}}}",
    ];

    #[test]
    fn objects_are_not_sent_under_the_name_of_another_notation() {
        let at = "/components/requestBodies/B/content/multipart~1form-data/encoding/a/contentType";
        for schema in OBJECTS {
            for content_type in ["application/xml", "application/x-yaml, text/xml", "application/x-www-form-urlencoded"]
            {
                let (media_type, faults) = written(schema, content_type);

                assert_eq!(media_type, None, "{schema} as {content_type}");
                assert_eq!(faults, [("unsupported-part-type", at.to_owned())], "{schema} as {content_type}");
            }
        }
    }

    #[test]
    fn objects_are_sent_as_the_first_type_that_may_be_json() {
        for (content_type, expected) in [
            ("application/vnd.a+json", "application/vnd.a+json"),
            ("application/xml, application/json", "application/json"),
            ("text/plain", "text/plain"),
            ("application/octet-stream", "application/octet-stream"),
        ] {
            for schema in OBJECTS {
                assert_eq!(written(schema, content_type), (Some(expected.to_owned()), vec![]), "{schema}");
            }
        }
    }

    #[test]
    fn a_list_of_what_may_be_text_or_bytes_says_nothing_of_what_is_sent() {
        for content_type in ["image/png, image/jpeg", "image/*", "application/json, text/plain"] {
            for schema in ["{type: string}", "{type: string, format: binary}", "{$ref: '#/components/schemas/U'}"] {
                assert_eq!(written(schema, content_type), (None, vec![]), "{schema} as {content_type}");
            }
        }
    }

    #[test]
    fn what_may_be_text_or_bytes_is_sent_as_declared() {
        for schema in [
            "{type: string}",
            "{type: string, format: binary}",
            "{type: array, items: {type: string}}",
            "{$ref: '#/components/schemas/U'}",
            "{}",
        ] {
            assert_eq!(written(schema, "application/xml"), (Some("application/xml".to_owned()), vec![]), "{schema}");
        }
    }
}
