//! Headers of responses (OpenAPI 3.0.3 §4.7.21).

use openapiv3::{Header as HeaderObject, ParameterSchemaOrContent, Response};

use super::Api;
use super::api::{Header, Style};
use super::lower::{Lowered, Lowering};
use super::operations::{Source, follow};
use super::parameters::{content_of, not_null};
use super::schema_object::Node;
use super::schema_path::{SchemaPath, SchemaRoot};

/// Lowers the headers that a response declares.
pub(super) fn lower<'a>(source: &Source<'a>, response: &'a Response, lowering: &mut Lowering<'a>) -> Vec<Header> {
    let components = source.document.components.as_ref();
    let mut lowered = Vec::new();
    for (name, node) in &response.headers {
        let Some(header) = follow(node, "#/components/headers/", |name| components?.headers.get(name)) else {
            continue;
        };
        if name.eq_ignore_ascii_case("content-type") {
            note_ignored(source, name, lowering);
            continue;
        }
        lowered.push(lower_one(source, name, header, lowering));
    }
    lowered
}

fn lower_one<'a>(source: &Source<'a>, name: &str, header: &'a HeaderObject, lowering: &mut Lowering<'a>) -> Header {
    let (schema, style) = match &header.format {
        ParameterSchemaOrContent::Schema(schema) => (Some(schema), Style::Simple),
        ParameterSchemaOrContent::Content(content) => content_of(content, Style::Simple),
    };
    let path = SchemaPath::new(SchemaRoot::Header { operation: source.id().to_owned(), name: name.to_owned() });
    let (shape, schema) = schema.map_or_else(Lowered::anything, |schema| {
        let lowered = lowering.lower(Node::from(schema), &path);
        (lowered.shape, lowered.schema)
    });
    let explode = header.extensions.get("x-clientwright-explode").and_then(serde_json::Value::as_bool);
    Header {
        name: name.to_owned(),
        style,
        explode: explode.unwrap_or_default(),
        shape: not_null(shape),
        schema,
        description: header.description.clone(),
        deprecated: header.deprecated == Some(true),
    }
}

fn note_ignored(source: &Source<'_>, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.note(
        "reserved-header",
        format!("{}/responses", source.pointer),
        format!("the response header `{name}` of `{}` is ignored: media types determine it", source.id()),
        "remove the header",
    );
}

/// Adds the headers of an operation to the API, and returns their indices. Equivalent headers are merged.
pub(super) fn intern(api: &mut Api, declared: Vec<Header>) -> Vec<usize> {
    let mut indices = Vec::new();
    for header in declared {
        let index = api.headers.iter().position(|known| is_equivalent(known, &header)).unwrap_or_else(|| {
            api.headers.push(header);
            api.headers.len() - 1
        });
        if !indices.contains(&index) {
            indices.push(index);
        }
    }
    indices
}

/// Returns whether two headers have the same method. Constraints may differ, since responses are not validated against them.
fn is_equivalent(one: &Header, other: &Header) -> bool {
    let serialization = |header: &Header| (header.style, header.explode);
    one.name.eq_ignore_ascii_case(&other.name) && serialization(one) == serialization(other) && one.shape == other.shape
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::diagnostic::Diagnostics;
    use crate::model::types::{IntegerFormat, Shape};
    use crate::model::{Api, model};
    use crate::target::Target;
    use crate::{load, normalize};

    /// Returns the model of a document whose operations `a` and `b` respond with these headers.
    fn modelled(a: &str, b: &str) -> (Api, Diagnostics) {
        let operation = |id, headers| {
            format!("{{operationId: {id}, responses: {{'200': {{description: d, headers: {{{headers}}}}}}}}}")
        };
        let (a, b) = (operation("a", a), operation("b", b));
        let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/: {{get: {a}, put: {b}}}}}\n");
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = model(&document.expect("a document"), &Target::default(), &mut diagnostics);
        (api, diagnostics)
    }

    #[test]
    fn equivalent_headers_are_merged() {
        let (api, _) = modelled("X-N: {schema: {type: integer}}", "x-n: {schema: {type: integer, minimum: 1}}");

        let names: Vec<_> = api.headers.iter().map(|header| header.name.as_str()).collect();
        assert_eq!(names, ["X-N"]);
        assert!(api.operations.iter().all(|operation| operation.headers == [0]));
    }

    #[test]
    fn headers_of_different_types_are_separate() {
        let (api, _) = modelled("X-N: {schema: {type: integer}}", "X-N: {schema: {type: string}}");

        let shapes: Vec<_> = api.headers.iter().map(|header| &header.shape).collect();
        assert_eq!(shapes, [&Shape::Integer(IntegerFormat::Int64), &Shape::String]);
    }

    #[test]
    fn content_type_is_ignored_with_a_note() {
        let (api, diagnostics) = modelled("Content-Type: {schema: {type: string}}", "");

        assert!(api.headers.is_empty());
        assert!(diagnostics.iter().any(|one| one.code == "reserved-header"));
    }

    #[test]
    fn a_type_of_a_header_is_in_responses() {
        let (api, _) = modelled("X-Kind: {schema: {type: string, enum: [a, b]}}", "");

        assert!(api.types.iter().all(|found| found.in_response && !found.in_request));
        assert_eq!(api.types.len(), 1);
    }
}
