//! What a document means: operations, types, servers, security. Knows nothing of Rust.

mod access;
mod ambiguous;
pub mod api;
mod bodies;
mod contents;
mod decimal;
mod defaults;
mod depth;
mod direction;
mod endless;
mod events;
mod files;
mod groups;
mod headers;
mod holds;
pub mod ids;
mod intern;
mod keeping;
pub mod keywords;
mod lower;
mod media_type;
mod nulls;
mod operations;
mod parameters;
mod parts;
mod pattern;
pub mod place;
mod recursion;
mod responses;
pub mod schema;
mod security;
mod servers;
mod simplify;
mod sizes;
mod tags;
pub mod types;
mod unsatisfiable;
mod webhooks;

use openapiv3::OpenAPI;

pub use api::Api;
use api::{Content, ErrorSet, Status};
use lower::Lowering;
use operations::Declared;

use crate::diagnostic::Diagnostics;
use crate::normalize::Document;
use crate::target::Formats;

/// Reads the meaning of a document; what it can't read is added to `diagnostics`.
pub fn model(document: &Document, formats: &Formats, diagnostics: &mut Diagnostics) -> Api {
    let openapi = &document.openapi;
    let mut lowering = Lowering::new(openapi, formats, diagnostics);
    files::mark(openapi, &mut lowering);
    lowering.lower_components();
    let declared = operations::lower(document, &mut lowering);
    let payloads = webhooks::lower(document, &mut lowering);
    let mut types = lowering.into_types();
    endless::cut(&mut types, diagnostics);
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        has_whole_floats: is_later(openapi),
        description: openapi.info.description.clone(),
        servers: servers::of_document(openapi),
        security_schemes: security::schemes(openapi, diagnostics),
        payloads,
        types,
        ..Api::default()
    };
    for one in declared {
        add_operation(&mut api, one);
    }
    api.security = security::usual(&api.operations);
    tags::extract(&mut api);
    keeping::keep_what_is_seen(&mut api.types);
    nulls::mark(&mut api.types);
    recursion::box_cycles(&mut api.types);
    sizes::box_large(&mut api.types);
    unsatisfiable::warn_of_inline(&api.types, diagnostics);
    simplify::simplify(&mut api);
    direction::settle(&mut api);
    access::settle(&mut api.types);
    ambiguous::warn(&api.types, diagnostics);
    unsatisfiable::warn(&api.types, diagnostics);
    defaults::resolve(&mut api.types, diagnostics);
    api.depth = depth::depth(&api.types);
    api
}

/// Returns whether a document is written for OpenAPI 3.1 or later.
fn is_later(document: &OpenAPI) -> bool {
    !document.openapi.starts_with("3.0")
}

/// Adds an operation; operations that declare the same errors share an error set.
fn add_operation(api: &mut Api, declared: Declared) {
    let Declared { mut operation, errors, headers } = declared;
    operation.headers = headers::intern(api, headers);
    if !errors.is_empty() {
        operation.errors = Some(error_set(api, errors, &operation.id));
    }
    api.operations.push(operation);
}

fn error_set(api: &mut Api, errors: Vec<(Status, Content)>, operation: &str) -> usize {
    if let Some(index) = api.error_sets.iter().position(|set| set.errors == errors) {
        if let Some(set) = api.error_sets.get_mut(index) {
            set.operations.push(operation.to_owned());
        }
        return index;
    }
    api.error_sets.push(ErrorSet { operations: vec![operation.to_owned()], errors });
    api.error_sets.len() - 1
}
