//! Path Item Objects (OpenAPI 3.0.3 §4.7.9).

use serde_json::{Map, Value};

use super::super::spec::document::PATH_ITEM;
use super::super::spelling::nearest;
use super::super::walker::Walker;

/// The HTTP methods with a field in every version.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Returns whether the field `name` of a Path Item Object is an operation; OpenAPI 3.2 added `query`.
pub(in crate::normalize) fn is_method(name: &str) -> bool {
    name == "query" || METHODS.contains(&name)
}

/// Adds an error for each operation with an unknown method, since it would be lost.
pub(in crate::normalize) fn refuse_unknown_methods(walker: &mut Walker<'_>, members: &mut Map<String, Value>) {
    members.retain(|name, value| {
        let is_known = PATH_ITEM.fields(walker.version()).any(|field| field.name.eq_ignore_ascii_case(name));
        if is_known || name.starts_with("x-") || !value.is_object() {
            return true;
        }
        let help = nearest(name, METHODS.into_iter()).map_or_else(
            || format!("write one of {}", METHODS.join(", ")),
            |method| format!("did you mean `{method}`?"),
        );
        walker.at(name, |walker| walker.error("unknown-method", format!("`{name}` is not an HTTP method"), help));
        false
    });
}
