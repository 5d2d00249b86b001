//! Requests that the server sends: webhooks (OpenAPI 3.1 §4.8.1) and callbacks (OpenAPI 3.0.3 §4.7.18).
//!
//! Clients don't send them, but receivers need types for their bodies.

use std::collections::HashSet;

use openapiv3::{MediaType, Operation, PathItem};

use super::lower::Lowering;
use super::media_type::{self, MediaKind};
use super::operations::{follow, pointer_of};
use super::request_bodies::label;
use super::schema_object::Node;
use super::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use super::types::Shape;
use crate::normalize::{Document, KeyedOperation};

/// A request that the server sends.
struct Incoming<'a> {
    operation: &'a Operation,
    /// The possible names, the shortest first.
    names: [String; 3],
}

/// Lowers the bodies of all webhooks and callbacks, and returns their shapes.
pub(super) fn lower<'a>(document: &'a Document, lowering: &mut Lowering<'a>) -> Vec<Shape> {
    let mut taken: HashSet<String> = operations(document).filter_map(|one| one.operation_id.clone()).collect();
    let mut shapes = Vec::new();
    for Incoming { operation, names } in webhooks(document).into_iter().chain(callbacks(document)) {
        let name = claim(names, &mut taken);
        shapes.extend(bodies(document, operation, &name, lowering));
    }
    shapes
}

/// Returns the webhooks, by name and method.
fn webhooks(document: &Document) -> Vec<Incoming<'_>> {
    let mut sorted: Vec<&KeyedOperation> = document.webhooks.iter().collect();
    sorted.sort_unstable_by_key(|one| (&one.key, &one.method));
    let incoming = sorted.into_iter().map(|KeyedOperation { key, method, operation }| Incoming {
        operation,
        names: [key.clone(), format!("{key} webhook"), format!("{method} {key} webhook")],
    });
    incoming.collect()
}

/// Returns the callbacks of all operations and webhooks, by the operation's id, name, expression and method.
fn callbacks(document: &Document) -> Vec<Incoming<'_>> {
    let webhooks = document.webhooks.iter().map(|one| &one.operation);
    let mut holders: Vec<&Operation> = operations(document).chain(webhooks).collect();
    holders.sort_unstable_by_key(|operation| &operation.operation_id);
    holders.into_iter().flat_map(callbacks_of).collect()
}

fn callbacks_of(holder: &Operation) -> Vec<Incoming<'_>> {
    let id = holder.operation_id.as_deref().unwrap_or("webhook");
    let items =
        holder.callbacks.iter().flat_map(|(name, callback)| callback.iter().map(move |(key, item)| (name, key, item)));
    let mut sorted: Vec<(&String, &String, &PathItem)> = items.collect();
    sorted.sort_unstable_by_key(|(name, key, _)| (*name, *key));
    let mut found = Vec::new();
    for (name, _, item) in sorted {
        found.extend(item.iter().map(|(method, operation)| Incoming {
            operation,
            names: [name.clone(), format!("{id} {name}"), format!("{id} {method} {name}")],
        }));
    }
    found
}

fn operations(document: &Document) -> impl Iterator<Item = &Operation> {
    let paths = document.openapi.paths.iter().filter_map(|(_, item)| item.as_item());
    paths
        .flat_map(PathItem::iter)
        .map(|(_, operation)| operation)
        .chain(document.more_operations.iter().map(|one| &one.operation))
}

/// Returns the first name that is not taken, and takes it.
fn claim(names: [String; 3], taken: &mut HashSet<String>) -> String {
    let [.., longest] = &names;
    let mut name = names.iter().find(|name| !taken.contains(*name)).unwrap_or(longest).clone();
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// Lowers the body of a request: a type for each supported media type, and one for equal ones.
fn bodies<'a>(document: &'a Document, operation: &'a Operation, name: &str, lowering: &mut Lowering<'a>) -> Vec<Shape> {
    let components = document.openapi.components.as_ref();
    let declared = operation
        .request_body
        .as_ref()
        .and_then(|node| follow(node, "#/components/requestBodies/", |name| components?.request_bodies.get(name)));
    let Some(declared) = declared else { return Vec::new() };
    let mut all: Vec<(&String, &MediaType)> = declared.content.iter().collect();
    let kind = |name: &str, media: &MediaType| media_type::kind_of(&document.openapi, name, media);
    all.sort_by_key(|(name, media)| kind(name, media) != MediaKind::Json);
    let (supported, unsupported): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(name, media)| is_supported(kind(name, media)));
    let mut taken: Vec<&MediaType> = Vec::new();
    let mut shapes = Vec::new();
    for (media_type, media) in supported {
        if taken.iter().any(|known| media_type::are_equal(known, media)) {
            continue;
        }
        let root = SchemaPath::new(SchemaRoot::Request(name.to_owned()));
        let kind = kind(media_type, media);
        let label = label(media_type, kind);
        let path = if taken.is_empty() { root } else { root.join(PathSegment::Variant(label)) };
        taken.push(media);
        shapes.extend(lower_body(kind, media, &path, lowering));
    }
    let unsupported: Vec<&str> = unsupported.into_iter().map(|(name, _)| name.as_str()).collect();
    if !unsupported.is_empty() {
        report_unsupported(operation, name, &unsupported, taken.is_empty(), lowering);
    }
    shapes
}

fn is_supported(kind: MediaKind) -> bool {
    matches!(kind, MediaKind::Json | MediaKind::JsonLines | MediaKind::Form | MediaKind::Multipart)
}

fn lower_body<'a>(
    kind: MediaKind,
    media: &'a MediaType,
    path: &SchemaPath,
    lowering: &mut Lowering<'a>,
) -> Option<Shape> {
    let node = Node::from(media.schema.as_ref()?);
    let lowered = match kind {
        MediaKind::Multipart => lowering.with_files(|lowering| lowering.lower_own(node, path)),
        _ => lowering.lower_own(node, path),
    };
    Some(lowered.shape)
}

fn report_unsupported(
    operation: &Operation,
    name: &str,
    unsupported: &[&str],
    is_all: bool,
    lowering: &mut Lowering<'_>,
) {
    let pointer = format!("{}/requestBody/content", pointer_of(operation));
    let message = format!("no type is generated for the body of `{name}` as {}", unsupported.join(", "));
    if is_all {
        let help = "declare application/json as well, or deserialize the body yourself";
        lowering.diagnostics.warning("unsupported-media-type", pointer, message, help);
    } else {
        let help = "no action needed if the sender can use another media type";
        lowering.diagnostics.note("other-media-types", pointer, message, help);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::diagnostic::Diagnostics;
    use crate::model::types::Type;
    use crate::model::{Api, model};
    use crate::target::Target;
    use crate::{load, normalize};

    /// Returns the model of an OpenAPI 3.2 document with these fields.
    fn modelled(fields: &str) -> (Api, Diagnostics) {
        let text = format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{fields}\n");
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = model(&document.expect("a document"), &Target::default(), &mut diagnostics);
        (api, diagnostics)
    }

    /// Returns the paths of all types.
    fn paths(api: &Api) -> Vec<String> {
        api.types.iter().flat_map(|found| &found.paths).map(ToString::to_string).collect()
    }

    const BODY: &str = "post: {responses: {}, requestBody: {content: {application/json: {schema: {type: object, properties: {a: {}}}}}}}";

    #[test]
    fn the_body_of_a_webhook_is_a_type_that_is_received() {
        let (api, _) = modelled(&format!("webhooks: {{petMade: {{{BODY}}}}}"));

        assert_eq!(paths(&api), ["petMade request"]);
        assert!(api.types.iter().all(|Type { in_request, in_response, .. }| !in_request && *in_response));
        assert_eq!(api.payloads.len(), 1);
    }

    #[test]
    fn the_body_of_a_callback_is_a_type_that_is_received() {
        let callbacks = format!("{{done: {{'{{$url}}': {{{BODY}}}}}}}");
        let (api, _) =
            modelled(&format!("paths: {{/a: {{get: {{operationId: x, responses: {{}}, callbacks: {callbacks}}}}}}}"));

        assert_eq!(paths(&api), ["done request"]);
        assert!(api.types.iter().all(|Type { in_request, in_response, .. }| !in_request && *in_response));
    }

    #[test]
    fn a_webhook_named_like_an_operation_gets_another_name() {
        let (api, _) = modelled(&format!(
            "paths: {{/a: {{get: {{operationId: made, responses: {{}}}}}}}}\nwebhooks: {{made: {{{BODY}}}}}"
        ));

        assert_eq!(paths(&api), ["made webhook request"]);
    }

    #[test]
    fn callbacks_of_one_name_are_named_after_their_operations() {
        let operation = |id| format!("{{operationId: {id}, responses: {{}}, callbacks: {{done: {{u: {{{BODY}}}}}}}}}");
        let (api, _) = modelled(&format!("paths: {{/a: {{get: {}, put: {}}}}}", operation("x"), operation("y")));

        assert_eq!(paths(&api), ["done request", "y done request"]);
    }

    #[test]
    fn a_component_of_a_webhook_is_received() {
        let (api, _) = modelled(
            "webhooks: {made: {post: {responses: {}, requestBody: {content: {application/json: {schema: {$ref: \
             '#/components/schemas/S'}}}}}}}\ncomponents: {schemas: {S: {type: object}}}",
        );

        assert_eq!(paths(&api), ["component S"]);
        assert!(api.types.iter().all(|found| found.in_response && !found.in_request));
    }

    /// Returns a webhook `made` whose body has these media types.
    fn webhook(content: &str) -> String {
        format!("webhooks: {{made: {{post: {{responses: {{}}, requestBody: {{content: {{{content}}}}}}}}}}}")
    }

    /// Returns the codes and pointers of diagnostics.
    fn problems(diagnostics: &Diagnostics) -> Vec<(&str, &str)> {
        diagnostics.iter().map(|one| (one.code, one.pointer.as_str())).collect()
    }

    #[test]
    fn a_form_is_a_type() {
        let (api, diagnostics) = modelled(&webhook(
            "application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}",
        ));

        assert_eq!(paths(&api), ["made request"]);
        assert_eq!(problems(&diagnostics), []);
    }

    #[test]
    fn different_media_types_are_separate_types() {
        let (api, _) = modelled(&webhook(
            "multipart/form-data: {schema: {type: object, properties: {a: {type: string, format: binary}}}}, \
             application/json: {schema: {type: object, properties: {a: {type: integer}}}}",
        ));

        assert_eq!(paths(&api), ["made request", "made request<multipart>"]);
    }

    #[test]
    fn equal_media_types_are_one_type() {
        let schema = "{schema: {type: object, properties: {a: {type: string}}}}";
        let (api, _) =
            modelled(&webhook(&format!("application/json: {schema}, application/x-www-form-urlencoded: {schema}")));

        assert_eq!(paths(&api), ["made request"]);
    }

    #[test]
    fn an_unsupported_media_type_is_reported_in_a_note_if_another_is_supported() {
        let (_, diagnostics) =
            modelled(&webhook("application/json: {schema: {type: object}}, application/xml: {schema: {type: object}}"));

        assert_eq!(problems(&diagnostics), [("other-media-types", "/webhooks/made/post/requestBody/content")]);
    }

    #[test]
    fn a_body_without_supported_media_types_is_reported_in_a_warning() {
        let (_, diagnostics) = modelled(&webhook("text/csv: {schema: {type: string}}"));

        assert_eq!(problems(&diagnostics), [("unsupported-media-type", "/webhooks/made/post/requestBody/content")]);
    }
}
