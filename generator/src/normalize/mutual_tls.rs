//! Security schemes of the type `mutualTLS` (OpenAPI 3.1 §4.8.27), which openapiv3 does not support.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::inline_refs::follow;
use super::operations::each_operation;

/// Removes the schemes, and their names from all requirements: the TLS connection authenticates the client.
pub(super) fn remove(tree: &mut Value) {
    let Some(names) = take_schemes(tree).filter(|names| !names.is_empty()) else { return };
    if let Some(document) = tree.as_object_mut() {
        remove_names(document, &names);
    }
    each_operation(tree, &mut |operation| remove_names(operation, &names));
}

/// Removes the schemes from the components, and returns their names.
fn take_schemes(tree: &mut Value) -> Option<HashSet<String>> {
    let schemes = tree.get_mut("components")?.get_mut("securitySchemes")?.as_object_mut()?;
    let is_mutual_tls = |scheme: &Value| {
        let scheme = follow(scheme, schemes).unwrap_or(scheme);
        scheme.get("type").is_some_and(|kind| kind == "mutualTLS")
    };
    let taken = schemes.iter().filter(|(_, scheme)| is_mutual_tls(scheme));
    let names: HashSet<String> = taken.map(|(name, _)| name.clone()).collect();
    schemes.retain(|name, _| !names.contains(name));
    Some(names)
}

/// Removes the names from the requirements of an operation or of the document.
fn remove_names(holder: &mut Map<String, Value>, names: &HashSet<String>) {
    let requirements = holder.get_mut("security").and_then(Value::as_array_mut);
    for requirement in requirements.into_iter().flatten().filter_map(Value::as_object_mut) {
        requirement.retain(|name, _| !names.contains(name));
    }
}
