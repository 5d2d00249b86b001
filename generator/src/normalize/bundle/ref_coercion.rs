//! Coercion of references to objects of another kind than their position requires, where the intention is obvious.

use serde_json::{Map, Value, json};

use super::super::describe::with_article;
use super::super::spec::ObjectDef;
use super::files::MAX_HOPS;
use super::reference::component_reference;
use super::{Bundle, PendingComponent};
use crate::load::{Origin, pointer};

/// The maps of components with a schema, or with `content` that has one.
const KINDS_WITH_SCHEMA: [&str; 5] = ["responses", "parameters", "mediaTypes", "headers", "requestBodies"];

/// The way in which such a reference is read.
pub(super) enum ReferenceCoercion {
    /// As a reference to the schema of the referenced object.
    Schema(String),
    /// As a schema that accepts any value, since the referenced object has no schema.
    AnyValue,
    /// As an object of the required kind that has only the schema of the referenced object.
    Wrapped(Box<ReferenceCoercion>),
    /// As an object of the required kind with those fields of the object at this origin that it has.
    Fields(Origin),
}

impl ReferenceCoercion {
    /// Returns the coercion to the schema of `holder`, which is at the JSON pointer `inner_pointer` of the object that
    /// `reference` refers to.
    fn of(reference: &str, inner_pointer: &str, holder: &Value) -> Self {
        if holder.get("schema").is_none() {
            return Self::AnyValue;
        }
        let separator = if reference.contains('#') { "" } else { "#" };
        Self::Schema(format!("{reference}{separator}{}/schema", inner_pointer.replace('%', "%25")))
    }

    /// Returns the schema as a Schema Object or a reference.
    fn schema(&self) -> Value {
        match self {
            Self::Schema(reference) => json!({ "$ref": reference }),
            _ => json!({}),
        }
    }
}

impl Bundle<'_> {
    /// Returns how to read the reference in `members`, which refers to an object `found` at `origin`, where a `wanted`
    /// is required; `None` if that is not obvious.
    pub(super) fn coercion(
        &mut self,
        wanted: &'static ObjectDef,
        members: &Map<String, Value>,
        found: &ObjectDef,
        origin: &Origin,
    ) -> Option<ReferenceCoercion> {
        let reference = members.get("$ref")?.as_str()?;
        let has = |name: &str| members.get(name).is_some_and(Value::is_string);
        let wanted = wanted.component?;
        match (found.component?, wanted) {
            ("responses", "requestBodies") | ("requestBodies", "responses") => self.coerce_fields(origin, "content"),
            ("parameters", "headers") => self.coerce_fields(origin, "in"),
            // The others have no name.
            (_, "parameters") if !(has("name") && has("in")) => None,
            (_, "responses" | "requestBodies") if members.contains_key("content") => None,
            (_, "parameters" | "headers" | "mediaTypes") if members.contains_key("schema") => None,
            ("schemas", "responses" | "requestBodies" | "parameters" | "headers" | "mediaTypes") => {
                Some(ReferenceCoercion::Wrapped(Box::new(ReferenceCoercion::Schema(reference.to_owned()))))
            }
            ("mediaTypes", "responses" | "requestBodies" | "headers")
            | ("headers" | "mediaTypes", "parameters")
            | ("responses" | "requestBodies" | "parameters" | "headers", "mediaTypes") => {
                let schema = self.coerce_to_schema(reference, origin)?;
                Some(ReferenceCoercion::Wrapped(Box::new(schema)))
            }
            (_, "schemas") if has_schema_field(found) => self.coerce_to_schema(reference, origin),
            _ => None,
        }
    }

    /// Returns the object at `origin`, resolving references, if it has the field `needed`.
    fn coerce_fields(&mut self, origin: &Origin, needed: &str) -> Option<ReferenceCoercion> {
        let origin = self.resolve_chain(origin)?;
        self.files.node(&origin)?.get(needed)?;
        Some(ReferenceCoercion::Fields(origin))
    }

    /// Adds the warning how the current reference is read.
    pub(super) fn warn_about_coercion(
        &mut self,
        reference: &str,
        wanted: &ObjectDef,
        found: &ObjectDef,
        coercion: &ReferenceCoercion,
    ) {
        let (found, wanted) = (with_article(found.name), with_article(wanted.name));
        let (read, help) = match coercion {
            ReferenceCoercion::Schema(schema) => ("its schema is read".to_owned(), format!("write `$ref: '{schema}'`")),
            ReferenceCoercion::AnyValue => {
                ("it has no schema, so any value is accepted".to_owned(), "refer to a schema, or write `{}`".to_owned())
            }
            ReferenceCoercion::Wrapped(schema) => {
                let schema = match schema.as_ref() {
                    ReferenceCoercion::Schema(reference) => format!("schema: {{$ref: '{reference}'}}"),
                    _ => "schema: {}".to_owned(),
                };
                if wanted.contains("Response") || wanted.contains("Request Body") {
                    let help = format!("write `content: {{application/json: {{{schema}}}}}`");
                    ("it is read as its JSON schema".to_owned(), help)
                } else {
                    (format!("it is read as the schema of {wanted}"), format!("write `{schema}`"))
                }
            }
            ReferenceCoercion::Fields(_) => {
                let help = format!("refer to {wanted} with the same fields");
                (format!("its fields are read as those of {wanted}"), help)
            }
        };
        let message = format!("expected a reference to {wanted}, found `{reference}`, which is {found}: {read}");
        self.diagnostics.warning("reference-kind", self.pointer.clone(), message, help);
    }

    /// Returns a reference to a new component with the fields of the object at `origin`, which is of another kind than
    /// `object`.
    pub(super) fn component_from_fields(
        &mut self,
        object: &'static ObjectDef,
        kind: &'static str,
        origin: Origin,
    ) -> String {
        if let Some(name) = self.names.get(kind, &origin) {
            return component_reference(kind, name);
        }
        let name = self.names.assign(kind, &origin, self.files.words(origin.file));
        let component = component_reference(kind, &name);
        self.queue.push_back(PendingComponent { object, kind, name, origin, is_of_kind: false });
        component
    }

    /// Removes the fields that a `wanted` does not have.
    pub(super) fn keep_fields(&self, wanted: &'static ObjectDef, value: &mut Value) {
        let Some(members) = value.as_object_mut() else { return };
        members.retain(|name, _| name.starts_with("x-") || self.expected(wanted, name).is_some());
        if wanted.component == Some("responses") {
            members.entry("description").or_insert_with(|| json!(""));
        }
        if wanted.component == Some("headers") && members.get("style").is_some_and(|style| style != "simple") {
            // A header has no other style; `explode` has another meaning there.
            members.shift_remove("style");
            members.shift_remove("explode");
        }
    }

    /// Returns the coercion to the schema of the object at `origin`, which `reference` refers to; `None` if it is not
    /// obvious which schema is meant.
    fn coerce_to_schema(&mut self, reference: &str, origin: &Origin) -> Option<ReferenceCoercion> {
        let origin = self.resolve_chain(origin)?;
        if self.object_at(&origin).is_some_and(|object| !has_schema_field(object)) {
            return None;
        }
        let holder = self.files.node(&origin)?;
        let Some(content) = holder.get("content").filter(|_| holder.get("schema").is_none()) else {
            return Some(ReferenceCoercion::of(reference, "", holder));
        };
        let content = content.as_object()?;
        if content.is_empty() {
            return Some(ReferenceCoercion::AnyValue);
        }
        let inner_pointer = pointer::join("/content", main_media_type(content)?);
        let Origin { file, pointer } = origin;
        let media_type = self.resolve_chain(&Origin { file, pointer: format!("{pointer}{inner_pointer}") })?;
        Some(ReferenceCoercion::of(reference, &inner_pointer, self.files.node(&media_type)?))
    }

    /// Follows the node at `origin` while it is a reference; `None` if a reference can't be resolved.
    fn resolve_chain(&mut self, origin: &Origin) -> Option<Origin> {
        let mut origin = origin.clone();
        for _ in 0..MAX_HOPS {
            let Some(next) = self.files.node(&origin)?.get("$ref") else { return Some(origin) };
            let next = next.as_str()?.to_owned();
            origin = self.files.find(origin.file, &next, self.diagnostics).ok()?;
        }
        None
    }
}

fn has_schema_field(object: &ObjectDef) -> bool {
    object.component.is_some_and(|component| KINDS_WITH_SCHEMA.contains(&component))
}

/// Replaces a reference by a `wanted` with the `schema`; keywords next to the reference are kept.
pub(super) fn wrap(wanted: &ObjectDef, members: &mut Map<String, Value>, schema: &ReferenceCoercion) {
    members.shift_remove("$ref");
    if matches!(wanted.component, Some("responses" | "requestBodies")) {
        if wanted.component == Some("responses") {
            members.entry("description").or_insert_with(|| json!(""));
        }
        members.insert("content".to_owned(), json!({ "application/json": { "schema": schema.schema() } }));
    } else {
        members.insert("schema".to_owned(), schema.schema());
    }
}

/// Returns the only media type, or that of JSON.
fn main_media_type(content: &Map<String, Value>) -> Option<&str> {
    let mut names = content.keys().map(String::as_str);
    if let (Some(only), None) = (names.next(), names.next()) {
        return Some(only);
    }
    let mut json = content.keys().filter(|name| is_json(name));
    let exact = content.keys().find(|name| *name == "application/json");
    let only = json.next().filter(|_| json.next().is_none());
    exact.or(only).map(String::as_str)
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::main_media_type;

    fn meant(names: &[&str]) -> Option<String> {
        let content: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
        main_media_type(&content).map(str::to_owned)
    }

    #[test]
    fn the_only_media_type_is_used() {
        assert_eq!(meant(&["text/vtt"]).as_deref(), Some("text/vtt"));
    }

    #[test]
    fn json_is_preferred() {
        assert_eq!(meant(&["text/plain", "application/problem+json"]).as_deref(), Some("application/problem+json"));
        assert_eq!(meant(&["application/hal+json", "application/json"]).as_deref(), Some("application/json"));
    }

    #[test]
    fn several_media_types_without_exactly_one_json_are_ambiguous() {
        assert_eq!(meant(&["text/plain", "text/html"]), None);
        assert_eq!(meant(&["application/hal+json", "application/problem+json; charset=utf-8"]), None);
    }
}
