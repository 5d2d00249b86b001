//! What a document means: operations, types, servers, security. Knows nothing of Rust.

pub mod api;
mod defaults;
mod direction;
pub mod ids;
mod intern;
mod keeping;
pub mod keywords;
mod lower;
mod media_type;
mod nulls;
mod operations;
mod parameters;
mod pattern;
pub mod place;
mod recursion;
pub mod schema;
mod security;
mod tags;
pub mod types;

use openapiv3::OpenAPI;

pub use api::Api;
use api::{Content, ErrorSet, Server, Status};
use lower::Lowering;
use operations::Declared;

use crate::diagnostic::Diagnostics;

/// Reads the meaning of a document; what it can't read is added to `diagnostics`.
pub fn model(document: &OpenAPI, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering::new(document, diagnostics);
    lowering.lower_components();
    let declared = operations::lower(document, &mut lowering);
    let mut types = lowering.into_types();
    tags::extract(&mut types);
    keeping::keep_what_is_seen(&mut types);
    nulls::mark(&mut types);
    recursion::box_cycles(&mut types);
    let mut api = Api {
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        has_whole_floats: is_later(document),
        description: document.info.description.clone(),
        servers: servers(document),
        security_schemes: security::schemes(document, diagnostics),
        types,
        ..Api::default()
    };
    for one in declared {
        add_operation(&mut api, one);
    }
    direction::settle(&mut api);
    defaults::resolve(&mut api.types, diagnostics);
    api
}

/// Returns whether a document is written for OpenAPI 3.1 or later.
fn is_later(document: &OpenAPI) -> bool {
    !document.openapi.starts_with("3.0")
}

fn servers(document: &OpenAPI) -> Vec<Server> {
    let servers = document.servers.iter();
    servers.map(|server| Server { url: server.url.clone(), description: server.description.clone() }).collect()
}

/// Adds an operation; operations that declare the same errors share an error set.
fn add_operation(api: &mut Api, declared: Declared) {
    let Declared { mut operation, errors } = declared;
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
