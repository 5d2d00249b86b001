//! Detecting documents of other formats.

use serde_json::Value;

/// Other formats: a field that identifies them, a description, and the suggested fix.
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

/// Returns the identifying field, the description and the suggested fix of a document that has another known format.
pub(super) fn known(tree: &Value) -> Option<(&'static str, &'static str, &'static str)> {
    if tree.get("item").is_some_and(Value::is_array) && tree.get("info").is_some() {
        return Some(("item", "a Postman collection", "export it as an OpenAPI document"));
    }
    FORMATS.into_iter().find(|(field, ..)| tree.get(*field).is_some())
}
