//! Server Objects (OpenAPI 3.0.3 §4.7.5): of the document, and of paths and operations.

use openapiv3::OpenAPI;

use super::api::{Server, ServerVariable};
use super::operations::Source;

/// Returns the servers of the document.
pub(super) fn of_document(document: &OpenAPI) -> Vec<Server> {
    document.servers.iter().map(server).collect()
}

/// Returns the first server of an operation or its path item, unless these include all servers of the document.
pub(super) fn of_operation(source: &Source<'_>) -> Option<Server> {
    let own = Some(&source.operation.servers).filter(|servers| !servers.is_empty()).unwrap_or(&source.item.servers);
    let is_listed = |known: &openapiv3::Server| own.iter().any(|server| server.url == known.url);
    let all_are_listed = !source.document.servers.is_empty() && source.document.servers.iter().all(is_listed);
    own.first().filter(|_| !all_are_listed).map(server)
}

fn server(declared: &openapiv3::Server) -> Server {
    let variables = declared.variables.iter().flatten().map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    });
    Server { url: declared.url.clone(), description: declared.description.clone(), variables: variables.collect() }
}
