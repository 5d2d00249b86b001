//! Encoding Objects of multipart bodies (OpenAPI 3.0.3 §4.7.15).

use std::collections::HashSet;

use openapiv3::{Encoding, MediaType, ReferenceOr};

use super::api::PartField;
use super::lower::Lowering;
use super::media_type::{self, MediaKind};
use super::operations::Source;
use super::parameters::style;
use super::types::{self, Shape, Type};
use crate::load::pointer;

/// Returns the properties of the multipart body `media` of the shape `body` that are not serialized by default rules.
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

/// Warns about properties of the form `media` of the shape `body` that are not serialized in the declared format.
pub(super) fn warn_of_formats(
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
                format!("the property `{name}` of a form is serialized with `style: form`, not as {declared}"),
                "make the property a string, and serialize it yourself",
            );
        }
    }
}

/// Returns how a property is serialized; `at` is the pointer of the map of encodings.
///
/// OpenAPI 3.0 allows `style` only for forms; for multipart bodies it is read as in 3.1.
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
            // The allowed media types don't determine the one that is sent.
            _ => Some(PartField::Allowed { name: name.to_owned(), allowed }),
        };
    }
    let first = declared_types(declared).next()?;
    let may_be_json = types.find(|media_type| may_hold_json(media_type));
    if may_be_json.is_none() {
        lowering.diagnostics.warning(
            "unsupported-part-type",
            format!("{}/contentType", pointer::join(at, name)),
            format!("the part `{name}` is sent as application/json, not as {first}: objects are serialized as JSON"),
            "if the server does not accept JSON, make the property a string, and serialize it yourself",
        );
    }
    may_be_json.map(of_type)
}

/// Iterates over the media types in `contentType`, without ranges.
fn declared_types(list: &str) -> impl Iterator<Item = &str> {
    listed_types(list).filter(|name| !name.contains('*'))
}

/// Iterates over the media types and ranges in `contentType`.
fn listed_types(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Returns whether JSON may be sent as a media type: text, bytes and unknown types, but not other formats.
fn may_hold_json(media_type: &str) -> bool {
    match media_type::kind(media_type) {
        MediaKind::Json | MediaKind::JsonLines | MediaKind::Text | MediaKind::Bytes => true,
        MediaKind::Events | MediaKind::Form | MediaKind::Multipart | MediaKind::OtherFormat | MediaKind::Range => false,
    }
}

/// Returns the JSON pointer of the Encoding Objects of the content `name`.
fn encodings_pointer(source: &Source<'_>, name: &str) -> String {
    format!("{}/encoding", pointer::join(&format!("{}/content", body_pointer(source)), name))
}

/// Returns the JSON pointer of the body in the document.
fn body_pointer(source: &Source<'_>) -> String {
    let bodies = source.document.components.as_ref().map(|components| &components.request_bodies);
    let mut node = source.operation.request_body.as_ref();
    let mut at = format!("{}/requestBody", source.pointer);
    // Longer chains are cyclic.
    for _ in 0..64 {
        let Some(ReferenceOr::Reference { reference }) = node else { break };
        let Some(name) = reference.strip_prefix("#/components/requestBodies/") else { break };
        at = pointer::join("/components/requestBodies", name);
        node = bodies.and_then(|bodies| bodies.get(name));
    }
    at
}

fn warn_of_headers(source: &Source<'_>, media: &MediaType, at: &str, lowering: &mut Lowering<'_>) {
    for (name, _) in media.encoding.iter().filter(|(_, encoding)| !encoding.headers.is_empty()) {
        lowering.diagnostics.warning(
            "part-headers",
            format!("{}/headers", pointer::join(at, name)),
            format!("the headers of the part `{name}` of `{}` are ignored: parts have no other headers", source.id()),
            "send their values in a property",
        );
    }
}

/// Returns whether all values of the property `name` are serialized as JSON: objects, and arrays of arrays, since each item becomes a part.
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
                    properties.extend(targets_of(kind).into_iter().map(|shape| (shape, is_item)));
                }
                Some(types::TypeKind::Enum(_)) | None => return false,
            },
            _ => return false,
        }
    }
    has_any
}

/// Returns the shapes of the property `name` in all structs that a body may be, each with the flag that it is not an item.
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
                Some(kind) => open.extend(targets_of(kind)),
                None => {}
            },
            _ => {}
        }
    }
    found
}

/// Returns the shapes that an alias, newtype or union may be.
fn targets_of(kind: &types::TypeKind) -> Vec<Shape> {
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
    use crate::target::Target;
    use crate::{load, normalize};

    /// Returns the media type of the part `a` with a schema and a `contentType`, and the codes and pointers of diagnostics.
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
        let api = crate::model::model(&document.expect("a document"), &Target::default(), &mut diagnostics);
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
    fn objects_are_not_sent_as_other_formats() {
        let at = "/components/requestBodies/B/content/multipart~1form-data/encoding/a/contentType";
        for schema in OBJECTS {
            for content_type in ["application/xml", "application/x-yaml, text/xml", "application/x-www-form-urlencoded"]
            {
                let (media_type, problems) = written(schema, content_type);

                assert_eq!(media_type, None, "{schema} as {content_type}");
                assert_eq!(problems, [("unsupported-part-type", at.to_owned())], "{schema} as {content_type}");
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
    fn a_list_of_media_types_does_not_determine_the_one_that_is_sent() {
        for content_type in ["image/png, image/jpeg", "image/*", "application/json, text/plain"] {
            for schema in ["{type: string}", "{type: string, format: binary}", "{$ref: '#/components/schemas/U'}"] {
                assert_eq!(written(schema, content_type), (None, vec![]), "{schema} as {content_type}");
            }
        }
    }

    #[test]
    fn text_and_bytes_are_sent_as_declared() {
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
