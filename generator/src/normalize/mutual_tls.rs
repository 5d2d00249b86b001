//! Security schemes of the type `mutualTLS` (OpenAPI 3.1 §4.8.27), for which openapiv3 has no place.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::inline_refs::follow;
use super::operations::each_operation;

/// Leaves the schemes out, and their names out of all requirements: the connection proves who the client is.
pub(super) fn remove(tree: &mut Value) {
    let Some(names) = take_schemes(tree).filter(|names| !names.is_empty()) else { return };
    if let Some(document) = tree.as_object_mut() {
        remove_names(document, &names);
    }
    each_operation(tree, &mut |operation| remove_names(operation, &names));
}

/// Takes the schemes out of the components, and returns their names.
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

/// Leaves the names out of the requirements of an operation or of the document.
fn remove_names(holder: &mut Map<String, Value>, names: &HashSet<String>) {
    let requirements = holder.get_mut("security").and_then(Value::as_array_mut);
    for requirement in requirements.into_iter().flatten().filter_map(Value::as_object_mut) {
        requirement.retain(|name, _| !names.contains(name));
    }
}
