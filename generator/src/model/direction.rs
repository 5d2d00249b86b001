//! Which way types travel, and which are used at all.

use super::api::{Api, Content};
use super::ids;
use super::place::Root;
use super::types::{Shape, Type, TypeId};

/// Marks the types that requests and responses hold, and removes those that nothing holds; component types always stay.
pub(super) fn settle(api: &mut Api) {
    let (sent, received) = held(api);
    mark(&mut api.types, sent.clone(), |found| &mut found.sent);
    mark(&mut api.types, received.clone(), |found| &mut found.received);
    sweep(api, sent.into_iter().chain(received).collect());
}

/// Returns the types that requests hold by themselves, and those that responses do.
pub(super) fn held(api: &mut Api) -> (Vec<TypeId>, Vec<TypeId>) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in &mut api.operations {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.shape);
        for shape in parameters.chain(operation.body.iter_mut().map(|body| &mut body.shape)) {
            collect(shape, &mut sent);
        }
        contents(&mut operation.success.statuses, &mut received);
    }
    for set in &mut api.error_sets {
        contents(&mut set.errors, &mut received);
    }
    (sent, received)
}

fn contents<T>(responses: &mut [(T, Content)], found: &mut Vec<TypeId>) {
    for (_, content) in responses {
        if let Content::Json(shape) = content {
            collect(shape, found);
        }
    }
}

fn collect(shape: &mut Shape, found: &mut Vec<TypeId>) {
    ids::of_shape(shape, &mut |id| found.push(*id));
}

fn mark(types: &mut [Type], mut open: Vec<TypeId>, flag: impl Fn(&mut Type) -> &mut bool) {
    while let Some(id) = open.pop() {
        let Some(found) = types.get_mut(id.0) else { continue };
        if !std::mem::replace(flag(found), true) {
            ids::of_kind(&mut found.kind, &mut |id| open.push(*id));
        }
    }
}

/// Removes the types that nothing refers to.
fn sweep(api: &mut Api, roots: Vec<TypeId>) {
    let components = api.types.iter().enumerate().filter(|(_, found)| is_component(found));
    let mut open: Vec<TypeId> = roots.into_iter().chain(components.map(|(index, _)| TypeId(index))).collect();
    let mut used = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        let (Some(used), Some(found)) = (used.get_mut(id.0), api.types.get_mut(id.0)) else { continue };
        if !std::mem::replace(used, true) {
            ids::of_type(found, &mut |id| open.push(*id));
        }
    }
    renumber(api, &used);
}

fn is_component(found: &Type) -> bool {
    found.places.iter().any(|place| place.path.is_empty() && matches!(place.root, Root::Component(_)))
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
        ids::of_type(found, &mut renumber);
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            ids::of_shape(&mut parameter.shape, &mut renumber);
            ids::of_schema_ref(&mut parameter.schema, &mut renumber);
        }
        if let Some(body) = &mut operation.body {
            ids::of_shape(&mut body.shape, &mut renumber);
        }
        renumber_contents(&mut operation.success.statuses, &mut renumber);
    }
    for set in &mut api.error_sets {
        renumber_contents(&mut set.errors, &mut renumber);
    }
}

fn renumber_contents<T>(responses: &mut [(T, Content)], renumber: &mut dyn FnMut(&mut TypeId)) {
    for (_, content) in responses {
        if let Content::Json(shape) = content {
            ids::of_shape(shape, renumber);
        }
    }
}
