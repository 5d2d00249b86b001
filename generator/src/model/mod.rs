//! The model of a document: operations, types, servers and security, independent of Rust.

mod ambiguous;
pub mod api;
mod binary_fields;
mod contents;
mod decimal;
mod defaults;
mod discriminator_fields;
mod events;
mod holds;
mod intern;
mod layout;
mod lower;
mod media_type;
mod multipart_encoding;
mod null_fields;
mod operations;
mod pages;
mod parameters;
mod pattern;
mod read_write_only;
mod request_bodies;
mod response_headers;
mod responses;
mod scc;
pub mod schema;
pub mod schema_object;
pub mod schema_path;
mod security;
mod servers;
mod simplify;
pub mod type_refs;
pub mod types;
mod uninhabited;
mod unknown_members;
mod unsatisfiable;
mod usage;
mod webhooks;

use openapiv3::OpenAPI;

pub use api::Api;
use api::{ErrorSet, ResponseContent, Statuses};
use lower::Lowering;
use operations::Declared;

use crate::diagnostic::Diagnostics;
use crate::normalize::Document;
use crate::target::Target;

/// Builds the model of a document.
pub fn model(document: &Document, target: &Target, diagnostics: &mut Diagnostics) -> Api {
    let openapi = &document.openapi;
    let mut lowering = Lowering::new(openapi, &target.formats, diagnostics);
    binary_fields::mark(openapi, &mut lowering);
    lowering.lower_components();
    let declared = operations::lower(document, &mut lowering);
    let payloads = webhooks::lower(document, &mut lowering);
    let mut types = lowering.into_types();
    uninhabited::break_self_references(&mut types, diagnostics);
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        accepts_integral_floats: is_3_1_or_later(openapi),
        description: openapi.info.description.clone(),
        servers: servers::of_document(openapi),
        security_schemes: security::schemes(openapi, diagnostics),
        payloads,
        types,
        ..Api::default()
    };
    let mut pages = Vec::with_capacity(declared.len());
    for mut one in declared {
        pages.push(one.pages.take());
        add_operation(&mut api, one);
    }
    api.security = security::most_common(&api.operations);
    discriminator_fields::fix_discriminators(&mut api);
    unknown_members::preserve_observed(&mut api.types);
    null_fields::mark(&mut api.types);
    layout::box_cycles(&mut api.types);
    layout::box_large(&mut api.types);
    unsatisfiable::warn_of_inline(&api.types, diagnostics);
    simplify::simplify(&mut api);
    usage::compute(&mut api);
    read_write_only::apply(&mut api.types);
    ambiguous::warn(&api.types, diagnostics);
    unsatisfiable::warn(&api.types, diagnostics);
    defaults::resolve(&mut api.types, diagnostics);
    // The types are final.
    pages::resolve(&mut api, &pages, &target.pages, diagnostics);
    api.depth = layout::depth(&api.types);
    api
}

/// Returns whether the version of a document is OpenAPI 3.1 or later.
fn is_3_1_or_later(document: &OpenAPI) -> bool {
    !document.openapi.starts_with("3.0")
}

/// Adds an operation. Operations that declare the same errors share an error set.
fn add_operation(api: &mut Api, declared: Declared) {
    let Declared { mut operation, errors, headers, .. } = declared;
    operation.headers = response_headers::intern(api, headers);
    if !errors.is_empty() {
        operation.errors = Some(error_set(api, errors, &operation.id));
    }
    api.operations.push(operation);
}

fn error_set(api: &mut Api, errors: Vec<(Statuses, ResponseContent)>, operation: &str) -> usize {
    if let Some(index) = api.error_sets.iter().position(|set| set.errors == errors) {
        if let Some(set) = api.error_sets.get_mut(index) {
            set.operations.push(operation.to_owned());
        }
        return index;
    }
    api.error_sets.push(ErrorSet { operations: vec![operation.to_owned()], errors });
    api.error_sets.len() - 1
}
