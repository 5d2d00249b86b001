//! Fields of the OpenAPI Object that came with OpenAPI 3.1 (§4.8.1 there).

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;

/// Adds the `paths` that 3.1 lets a document do without.
pub(in crate::normalize) fn fill_paths(walker: &mut Walker<'_>, document: &mut Map<String, Value>) {
    if walker.version() == Version::Later && !document.contains_key("paths") {
        document.insert("paths".to_owned(), Value::Object(Map::new()));
    }
}

/// Leaves out `webhooks`: they are requests that the server sends, so the client has no part in them.
pub(in crate::normalize) fn leave_out_webhooks(walker: &mut Walker<'_>, document: &mut Map<String, Value>) {
    if walker.version() == Version::Later && document.shift_remove("webhooks").is_some() {
        walker.at("webhooks", |walker| {
            let message = "`webhooks` is left out: they are requests that the server sends";
            walker.warning("webhooks-left-out", message, "nothing is to be done, unless you write the receiver");
        });
    }
}
