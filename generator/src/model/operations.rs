//! Operation Objects (OpenAPI 3.0.3 §4.7.10).

use openapiv3::{OpenAPI, PathItem, ReferenceOr};
use serde_json::Value;

use super::api::{Header, Operation, Parameter, ResponseContent, Statuses};
use super::lower::Lowering;
use super::pages::DeclaredPages;
use super::{pages, parameters, request_bodies, responses, security, servers};
use crate::normalize::Document;

/// A lowered operation, with its errors and headers.
pub(super) struct Declared {
    pub(super) operation: Operation,
    pub(super) errors: Vec<(Statuses, ResponseContent)>,
    pub(super) headers: Vec<Header>,
    pub(super) pages: Option<DeclaredPages>,
}

/// Lowers every operation of the document, by path and method.
pub(super) fn lower<'a>(document: &'a Document, lowering: &mut Lowering<'a>) -> Vec<Declared> {
    let openapi = &document.openapi;
    let mut paths: Vec<(&String, &PathItem)> =
        openapi.paths.iter().filter_map(|(path, item)| Some((path, item.as_item()?))).collect();
    paths.sort_unstable_by_key(|(path, _)| *path);
    let mut declared = Vec::new();
    for (key, item) in paths {
        let path = item.extensions.get("x-clientwright-path").and_then(Value::as_str).unwrap_or(key);
        let others = document.more_operations.iter().filter(|one| one.key == *key);
        let others = others.map(|one| (one.method.as_str(), &one.operation));
        for (method, operation) in methods(item).chain(others) {
            let pointer = pointer_of(operation).to_owned();
            let source = Source { document: openapi, path, item, method, operation, pointer };
            declared.push(lower_operation(&source, lowering));
        }
    }
    declared
}

/// An Operation Object and its context.
pub(super) struct Source<'a> {
    pub(super) document: &'a OpenAPI,
    pub(super) path: &'a str,
    pub(super) item: &'a PathItem,
    pub(super) method: &'a str,
    pub(super) operation: &'a openapiv3::Operation,
    pub(super) pointer: String,
}

impl Source<'_> {
    /// Returns the `operationId`, which `normalize` has added if it was absent.
    pub(super) fn id(&self) -> &str {
        self.operation.operation_id.as_deref().unwrap_or_default()
    }
}

/// Iterates over the operations of a path item: create, read, update, delete.
fn methods(item: &PathItem) -> impl Iterator<Item = (&str, &openapiv3::Operation)> {
    let methods = [
        ("POST", &item.post),
        ("GET", &item.get),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
        ("HEAD", &item.head),
        ("OPTIONS", &item.options),
        ("TRACE", &item.trace),
    ];
    methods.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// Returns the JSON pointer of an operation in the document.
pub(super) fn pointer_of(operation: &openapiv3::Operation) -> &str {
    operation.extensions.get("x-clientwright-pointer").and_then(Value::as_str).unwrap_or_default()
}

fn lower_operation<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Declared {
    let operation = source.operation;
    let parameters = parameters::lower(source, lowering);
    let of_document = pages::of_document(source.document);
    let pages = pages::of_operation(operation, &source.pointer, &parameters, of_document, lowering.diagnostics);
    let body = request_bodies::lower(source, lowering);
    let responses = responses::lower(source, lowering);
    let lowered = Operation {
        id: source.id().to_owned(),
        method: source.method.to_owned(),
        path: source.path.to_owned(),
        tag: operation.tags.first().cloned(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        deprecated: operation.deprecated,
        server: servers::of_operation(source),
        parameters,
        body,
        success: responses.success,
        accept: responses.accept,
        errors: None,
        headers: Vec::new(),
        error_docs: responses.error_docs,
        security: security::requirements(source, lowering.diagnostics),
        pages: None,
    };
    Declared { operation: lowered, errors: responses.errors, headers: responses.headers, pages }
}

/// Follows references to their target; `None` if they are cyclic or the target is missing.
pub(super) fn follow<'a, T>(
    node: &'a ReferenceOr<T>,
    prefix: &str,
    get: impl Fn(&str) -> Option<&'a ReferenceOr<T>>,
) -> Option<&'a T> {
    let mut node = node;
    // Longer chains are cyclic.
    for _ in 0..64 {
        match node {
            ReferenceOr::Item(found) => return Some(found),
            ReferenceOr::Reference { reference } => node = get(reference.strip_prefix(prefix)?)?,
        }
    }
    None
}

/// Returns the parameters of the path item and the operation, which may override those of the path item.
pub(super) fn declared_parameters<'a>(source: &Source<'a>) -> Vec<&'a openapiv3::Parameter> {
    let components = source.document.components.as_ref();
    let resolve = |node: &'a ReferenceOr<openapiv3::Parameter>| {
        follow(node, "#/components/parameters/", |name| components?.parameters.get(name))
    };
    let mut found: Vec<&openapiv3::Parameter> = Vec::new();
    for parameter in source.item.parameters.iter().chain(&source.operation.parameters).filter_map(resolve) {
        match found.iter_mut().find(|known| same_parameter(known, parameter)) {
            Some(known) => *known = parameter,
            None => found.push(parameter),
        }
    }
    found
}

fn same_parameter(one: &openapiv3::Parameter, other: &openapiv3::Parameter) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
        && one.parameter_data_ref().name == other.parameter_data_ref().name
}

/// Returns parameters in the order of a method's arguments: path parameters in the order of the path, then the others.
pub(super) fn in_order(path: &str, mut parameters: Vec<Parameter>) -> Vec<Parameter> {
    parameters.sort_by_key(|parameter| match parameter.location {
        super::api::Location::Path => path.find(&format!("{{{}}}", parameter.name)).unwrap_or(path.len()),
        _ => usize::MAX,
    });
    parameters
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::diagnostic::Diagnostics;
    use crate::target::Target;
    use crate::{load, normalize};

    #[test]
    fn operations_with_other_methods_are_included() {
        let operation = |id| format!("{{operationId: {id}, responses: {{}}}}");
        let text = format!(
            "openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{query: {}, get: {}, additionalOperations: {{COPY: {}}}}}}}",
            operation("x"),
            operation("y"),
            operation("z")
        );
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = crate::model::model(&document.expect("a document"), &Target::default(), &mut diagnostics);

        let methods: Vec<_> = api.operations.iter().map(|one| (one.id.as_str(), one.method.as_str())).collect();
        assert_eq!(methods, [("y", "GET"), ("x", "QUERY"), ("z", "COPY")]);
    }
}
