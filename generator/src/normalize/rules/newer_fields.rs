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
