//! Server Objects and Server Variable Objects (OpenAPI 3.0.3 §4.7.5, §4.7.6).

use serde_json::{Map, Value, json};

use super::super::walker::Walker;

/// Declares undeclared variables in the URL of a server, for which the client requires values.
pub(in crate::normalize) fn declare_variables(walker: &mut Walker<'_>, server: &mut Map<String, Value>) {
    let url = server.get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_declared = |name: &str| server.get("variables").is_some_and(|variables| variables.get(name).is_some());
    let undeclared: Vec<&str> = names(&url).filter(|name| !is_declared(name)).collect();
    for name in undeclared {
        walker.at("url", |walker| {
            let message = format!("the variable `{name}` is not declared: it is empty unless the client sets it");
            walker.warning(
                "undeclared-server-variable",
                message,
                format!("add `{name}` to `variables`, with a `default`"),
            );
        });
        if let Value::Object(variables) = server.entry("variables").or_insert_with(|| json!({})) {
            variables.insert(name.to_owned(), json!({ "default": "" }));
        }
    }
}

/// Adds `https:` to a URL that starts with `//`.
pub(in crate::normalize) fn assume_https(walker: &mut Walker<'_>, server: &mut Map<String, Value>) {
    let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
    if !url.starts_with("//") {
        return;
    }
    let absolute = format!("https:{url}");
    walker.at("url", |walker| {
        let message = "the URL has no scheme: `https` is assumed".to_owned();
        walker.warning("server-without-scheme", message, format!("write `{absolute}`"));
    });
    server.insert("url".to_owned(), absolute.into());
}

/// Uses the first value of a variable without a default as its default.
pub(in crate::normalize) fn default_to_first(walker: &mut Walker<'_>, variable: &mut Map<String, Value>) {
    let first = variable.get("enum").and_then(Value::as_array).and_then(|values| values.first());
    let Some(first) = first.filter(|first| first.is_string()).cloned() else { return };
    if variable.get("default").is_none_or(Value::is_null) {
        let message =
            format!("the Server Variable Object has no field `default`: its first value, {first}, is assumed");
        walker.warning("missing-field", message, format!("add `default: {first}`"));
        variable.insert("default".to_owned(), first);
    }
}

/// Returns the names in braces in a URL.
fn names(url: &str) -> impl Iterator<Item = &str> {
    url.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).filter(|name| !name.is_empty())
}
