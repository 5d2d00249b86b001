//! Media types (OpenAPI 3.0.3 §4.5).

use indexmap::IndexMap;
use openapiv3::MediaType;

/// Returns the first media type of a body that is JSON: `application/json`, or any with the suffix `+json` (RFC 6839 §3.1).
pub(super) fn json(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    content.iter().map(|(name, media)| (name.as_str(), media)).find(|(name, _)| is_json(name))
}

fn is_json(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
