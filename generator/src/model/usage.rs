//! Which types requests and responses contain, and which are unused.

use super::api::Api;
use super::schema::SchemaRef;
use super::schema_path::SchemaRoot;
use super::type_refs;
use super::types::{Shape, Type, TypeId};

/// Marks the types that requests and responses contain, and removes unused types except components.
pub(super) fn compute(api: &mut Api) {
    let Roots { requests, responses, schemas } = roots(api);
    mark(&mut api.types, requests.clone(), |found| &mut found.in_request);
    mark(&mut api.types, responses.clone(), |found| &mut found.in_response);
    remove_unused(api, requests.into_iter().chain(responses).chain(schemas).collect());
}

/// The types that operations contain directly.
pub(super) struct Roots {
    pub(super) requests: Vec<TypeId>,
    pub(super) responses: Vec<TypeId>,
    /// Types whose schemas validate values of other types.
    schemas: Vec<TypeId>,
}

/// Returns the types that operations contain directly.
pub(super) fn roots(api: &mut Api) -> Roots {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    let mut schemas = Vec::new();
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            type_refs::of_schema_ref(&mut parameter.schema, &mut |id| schemas.push(*id));
        }
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.shape);
        let contents = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        for shape in parameters.chain(contents.filter_map(|content| content.content.shape_mut())) {
            collect(shape, &mut requests);
        }
    }
    for (shape, schema) in contents(api) {
        collect(shape, &mut responses);
        type_refs::of_schema_ref(schema, &mut |id| schemas.push(*id));
    }
    for payload in &mut api.payloads {
        collect(payload, &mut responses);
    }
    for header in &mut api.headers {
        collect(&mut header.shape, &mut responses);
        type_refs::of_schema_ref(&mut header.schema, &mut |id| schemas.push(*id));
    }
    Roots { requests, responses, schemas }
}

/// Iterates over the shapes and schemas of responses.
pub(super) fn contents(api: &mut Api) -> impl Iterator<Item = (&mut Shape, &mut SchemaRef)> {
    let responses = api.operations.iter_mut().flat_map(|operation| &mut operation.success.responses);
    let successes = responses.flat_map(|response| response.content.shapes_mut());
    let errors = api.error_sets.iter_mut().flat_map(|set| &mut set.errors);
    successes.chain(errors.flat_map(|(_, content)| content.shapes_mut()))
}

fn collect(shape: &mut Shape, found: &mut Vec<TypeId>) {
    type_refs::of_shape(shape, &mut |id| found.push(*id));
}

fn mark(types: &mut [Type], mut open: Vec<TypeId>, flag: impl Fn(&mut Type) -> &mut bool) {
    while let Some(id) = open.pop() {
        let Some(found) = types.get_mut(id.0) else { continue };
        if !std::mem::replace(flag(found), true) {
            type_refs::of_kind(&mut found.kind, &mut |id| open.push(*id));
        }
    }
}

/// Removes the types that nothing refers to.
fn remove_unused(api: &mut Api, roots: Vec<TypeId>) {
    let components = api.types.iter().enumerate().filter(|(_, found)| is_component(found));
    let mut open: Vec<TypeId> = roots.into_iter().chain(components.map(|(index, _)| TypeId(index))).collect();
    let mut used = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        let (Some(used), Some(found)) = (used.get_mut(id.0), api.types.get_mut(id.0)) else { continue };
        if !std::mem::replace(used, true) {
            type_refs::of_type(found, &mut |id| open.push(*id));
        }
    }
    renumber(api, &used);
}

fn is_component(found: &Type) -> bool {
    found.paths.iter().any(|path| path.segments.is_empty() && matches!(path.root, SchemaRoot::Component(_)))
}

fn renumber(api: &mut Api, used: &[bool]) {
    let mut next = 0;
    let numbers: Vec<TypeId> = used
        .iter()
        .map(|used| {
            let number = TypeId(next);
            next += usize::from(*used);
            number
        })
        .collect();
    let mut renumber = |id: &mut TypeId| {
        if let Some(number) = numbers.get(id.0) {
            *id = *number;
        }
    };
    let mut used = used.iter();
    api.types.retain(|_| used.next().copied().unwrap_or_default());
    for found in &mut api.types {
        type_refs::of_type(found, &mut renumber);
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            type_refs::of_shape(&mut parameter.shape, &mut renumber);
            type_refs::of_schema_ref(&mut parameter.schema, &mut renumber);
        }
        let contents = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        for shape in contents.filter_map(|content| content.content.shape_mut()) {
            type_refs::of_shape(shape, &mut renumber);
        }
    }
    for payload in &mut api.payloads {
        type_refs::of_shape(payload, &mut renumber);
    }
    for header in &mut api.headers {
        type_refs::of_shape(&mut header.shape, &mut renumber);
        type_refs::of_schema_ref(&mut header.schema, &mut renumber);
    }
    for (shape, schema) in contents(api) {
        type_refs::of_shape(shape, &mut renumber);
        type_refs::of_schema_ref(schema, &mut renumber);
    }
}
