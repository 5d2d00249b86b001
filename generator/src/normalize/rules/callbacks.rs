//! Callback Objects (OpenAPI 3.0.3 §4.7.18).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Leaves out extensions, for which openapiv3 has no place in a callback.
pub(in crate::normalize) fn remove_extensions(_walker: &mut Walker<'_>, callback: &mut Map<String, Value>) {
    callback.retain(|name, _| !name.starts_with("x-"));
}
