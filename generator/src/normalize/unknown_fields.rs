//! Unknown fields, and suggestions for them.

use super::spec::ObjectDef;
use super::spec::schema::SCHEMA;
use super::spelling::nearest;
use super::version::Version;
use super::walker::Walker;

/// Keywords that OpenAPI 3.1 added, and that rules remove before the fields are checked.
const NEWER_KEYWORDS: [&str; 4] = ["const", "$id", "$dynamicRef", "$recursiveRef"];

/// Fields of Swagger 2.0 by object, with their replacement.
const MOVED: [(&str, &str, &str); 12] = [
    ("OpenAPI Object", "host", "write the address into `servers`"),
    ("OpenAPI Object", "basePath", "write the address into `servers`"),
    ("OpenAPI Object", "schemes", "write the address into `servers`"),
    ("OpenAPI Object", "definitions", "move it to `components/schemas`"),
    ("OpenAPI Object", "parameters", "move it to `components/parameters`"),
    ("OpenAPI Object", "responses", "move it to `components/responses`"),
    ("OpenAPI Object", "securityDefinitions", "move it to `components/securitySchemes`"),
    ("Components Object", "definitions", "move it to `schemas`"),
    ("Operation Object", "consumes", "name the media types in `content` of `requestBody`"),
    ("Operation Object", "produces", "name the media types in `content` of the responses"),
    ("Response Object", "schema", "move it into `content`, under its media type"),
    ("Request Body Object", "schema", "move it into `content`, under its media type"),
];

impl Walker<'_> {
    /// Adds the warning that `object` has no field `name`, which is the current one.
    pub(super) fn unknown(&mut self, object: &'static ObjectDef, name: &str) {
        let message = format!("the {} has no field `{name}`: it is ignored", object.name);
        let help = self.instead(object, name);
        self.warning("unknown-keyword", message, help);
    }

    fn instead(&self, object: &'static ObjectDef, name: &str) -> String {
        if let Some((.., help)) = MOVED.iter().find(|(holder, field, _)| *holder == object.name && *field == name) {
            return (*help).to_owned();
        }
        if self.version() == Version::V30 && is_since_3_1(object, name) {
            return "remove it, or raise the version in `openapi`: OpenAPI 3.0 does not have it".to_owned();
        }
        let fields = || object.fields(self.version()).map(|field| field.name);
        if let Some(known) = nearest(name, fields()) {
            format!("did you mean `{known}`?")
        } else if fields().any(|field| field == "schema") && SCHEMA.fields.iter().any(|field| field.name == name) {
            "move it into `schema`".to_owned()
        } else {
            "remove it, or prefix it with `x-`".to_owned()
        }
    }
}

fn is_since_3_1(object: &'static ObjectDef, name: &str) -> bool {
    let is_keyword = std::ptr::eq(object, &raw const SCHEMA) && NEWER_KEYWORDS.contains(&name);
    is_keyword || object.fields.iter().any(|field| field.is_since_3_1 && field.name == name)
}
