//! Server Objects (OpenAPI 3.0.3 §4.7.5): of the document, and of paths and operations.

use openapiv3::OpenAPI;

use super::api::{Server, ServerVariable};
use super::operations::Source;

/// Returns the servers of the document.
pub(super) fn of_document(document: &OpenAPI) -> Vec<Server> {
    document.servers.iter().map(server).collect()
}

/// Returns the URL of the server that an operation or its path names first, with the defaults of its variables, unless it is that of the
/// document.
pub(super) fn of_operation(source: &Source<'_>) -> Option<String> {
    let own = source.operation.servers.first().or(source.item.servers.first())?;
    if source.document.servers.iter().any(|server| server.url == own.url) {
        return None;
    }
    let mut url = own.url.clone();
    for (name, variable) in own.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    Some(url)
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
