//! Callback Objects (OpenAPI 3.0.3 §4.7.18).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Removes extensions, which openapiv3 does not support in a callback.
pub(in crate::normalize) fn remove_extensions(_walker: &mut Walker<'_>, callback: &mut Map<String, Value>) {
    callback.retain(|name, _| !name.starts_with("x-"));
}
