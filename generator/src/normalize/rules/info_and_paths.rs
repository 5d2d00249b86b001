//! Missing fields of the OpenAPI Object (§4.7.1).

use serde_json::{Map, Value, json};

use super::super::version::Version;
use super::super::walker::Walker;

/// Adds a missing `info`, on which no request depends.
pub(in crate::normalize) fn fill_info(walker: &mut Walker<'_>, document: &mut Map<String, Value>) {
    if document.get("info").is_some_and(|info| !info.is_null()) || document.keys().any(|name| is_miscased_info(name)) {
        return;
    }
    let message = "the OpenAPI Object has no field `info`: empty `title` and `version` are assumed";
    walker.warning("missing-field", message, "add `info`, with `title` and `version`");
    document.insert("info".to_owned(), json!({ "title": "", "version": "" }));
}

fn is_miscased_info(name: &str) -> bool {
    name != "info" && name.eq_ignore_ascii_case("info")
}

/// Adds a missing `paths`, which is optional since 3.1.
pub(in crate::normalize) fn fill_paths(walker: &mut Walker<'_>, document: &mut Map<String, Value>) {
    if walker.version() == Version::V31 && !document.contains_key("paths") {
        document.insert("paths".to_owned(), Value::Object(Map::new()));
    }
}
