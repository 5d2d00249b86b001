//! The version of OpenAPI that a document is written for.

use serde_json::Value;

use crate::diagnostic::Diagnostics;
use crate::load::Source;

/// Returns whether documents of this version are understood; if not, an error says so.
pub(super) fn check(source: &Source, diagnostics: &mut Diagnostics) -> bool {
    if let Some(swagger) = source.tree.get("swagger") {
        let message = format!("the document is written for Swagger {}, which is not supported", plain(swagger));
        diagnostics.error("unsupported-version", "/swagger", message, "convert it to OpenAPI 3.0, for example with swagger2openapi");
        return false;
    }
    let help = "write it for OpenAPI 3.0, and begin with `openapi: 3.0.3`";
    let Some(version) = source.tree.get("openapi") else {
        diagnostics.error("missing-field", "", "the document does not say its version of OpenAPI", help);
        return false;
    };
    // In YAML, `openapi: 3.0` is a number.
    let version = match version.as_str() {
        Some(version) => version.to_owned(),
        None => source.literal("/openapi").map_or_else(|| version.to_string(), str::to_owned),
    };
    let is_known = version == "3.0" || version.starts_with("3.0.");
    if !is_known {
        let message = format!("the document is written for OpenAPI {version}, which is not supported");
        diagnostics.error("unsupported-version", "/openapi", message, help);
    }
    is_known
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
