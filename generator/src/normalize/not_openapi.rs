//! Documents of other formats, which people take for OpenAPI documents.

use serde_json::Value;

/// Formats by a field that their documents begin with, and what to do with such a document.
const FORMATS: [(&str, &str, &str); 6] = [
    ("asyncapi", "an AsyncAPI document", "use an OpenAPI document: AsyncAPI describes messages, not HTTP"),
    ("arazzo", "an Arazzo document", "use the OpenAPI document in its `sourceDescriptions`"),
    (
        "overlay",
        "an OpenAPI Overlay",
        "use the document that it changes, and list the overlay in `overlays` of the target",
    ),
    ("swaggerVersion", "written for Swagger 1", "convert it to OpenAPI 3.0, for example with api-spec-converter"),
    ("raml", "a RAML document", "convert it to OpenAPI 3.0"),
    ("$schema", "a JSON Schema", "put it under `components/schemas` of an OpenAPI document"),
];

/// Returns the field by which a document is known that is none of OpenAPI, what it is, and what to do with it.
pub(super) fn known(tree: &Value) -> Option<(&'static str, &'static str, &'static str)> {
    if tree.get("item").is_some_and(Value::is_array) && tree.get("info").is_some() {
        return Some(("item", "a Postman collection", "export it as an OpenAPI document"));
    }
    FORMATS.into_iter().find(|(field, ..)| tree.get(*field).is_some())
}
