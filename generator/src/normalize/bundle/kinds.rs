//! References that name an object of another kind than their place asks for, where it is plain what is meant.

use serde_json::{Map, Value, json};

use super::super::table::Object;
use super::super::telling::with_article;
use super::Bundle;
use super::files::MOST_HOPS;
use crate::load::{Origin, pointer};

/// The maps of components that have one schema, or content with one.
const HOLDERS: [&str; 5] = ["responses", "parameters", "mediaTypes", "headers", "requestBodies"];

/// What such a reference is taken for.
pub(super) enum Meaning {
    /// For the schema of what it names, which this reference names.
    Schema(String),
    /// For any value: what it names has no schema.
    Anything,
    /// For a response or request body with the schema that it names.
    Content,
}

impl Meaning {
    /// Returns what the schema of `holder` is, which stands at the JSON pointer `place` in what `reference` names.
    fn of(reference: &str, place: &str, holder: &Value) -> Self {
        if holder.get("schema").is_none() {
            return Self::Anything;
        }
        let separator = if reference.contains('#') { "" } else { "#" };
        Self::Schema(format!("{reference}{separator}{}/schema", place.replace('%', "%25")))
    }
}

impl Bundle<'_> {
    /// Returns what the reference in `members`, which names a `found` at `origin`, means where a `wanted` is expected;
    /// `None` is for what is not plain.
    pub(super) fn meaning(
        &mut self,
        wanted: &Object,
        members: &Map<String, Value>,
        found: &Object,
        origin: &Origin,
    ) -> Option<Meaning> {
        match (found.component?, wanted.component?) {
            ("schemas", "responses" | "requestBodies") => {
                return (!members.contains_key("content")).then_some(Meaning::Content);
            }
            (_, "schemas") if is_holder(found) => {}
            _ => return None,
        }
        let reference = members.get("$ref")?.as_str()?;
        self.schema_within(reference, origin)
    }

    /// Says at the reference that is looked at what it is taken for.
    pub(super) fn warn_kind(&mut self, reference: &str, wanted: &Object, found: &Object, meaning: &Meaning) {
        let (taken, help) = match meaning {
            Meaning::Schema(schema) => ("its schema is taken", format!("write `$ref: '{schema}'`")),
            Meaning::Anything => ("it has none, so any value is accepted", "name a schema, or write `{}`".to_owned()),
            Meaning::Content => (
                "it is taken for the schema of one in JSON",
                format!("write `content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}`"),
            ),
        };
        let (found, wanted) = (with_article(found.name), with_article(wanted.name));
        let message = format!("`{reference}` names {found}, and {wanted} is expected: {taken}");
        self.diagnostics.warning("reference-kind", self.pointer.clone(), message, help);
    }

    /// Returns the schema of the holder at `origin`, which `reference` names; `None` says that it is not plain which one is
    /// meant.
    fn schema_within(&mut self, reference: &str, origin: &Origin) -> Option<Meaning> {
        let origin = self.behind(origin)?;
        if self.object_at(&origin).is_some_and(|object| !is_holder(object)) {
            return None;
        }
        let holder = self.files.node(&origin)?;
        let Some(content) = holder.get("content").filter(|_| holder.get("schema").is_none()) else {
            return Some(Meaning::of(reference, "", holder));
        };
        let content = content.as_object()?;
        if content.is_empty() {
            return Some(Meaning::Anything);
        }
        let place = pointer::join("/content", meant_media_type(content)?);
        let Origin { file, pointer } = origin;
        let media_type = self.behind(&Origin { file, pointer: format!("{pointer}{place}") })?;
        Some(Meaning::of(reference, &place, self.files.node(&media_type)?))
    }

    /// Follows the node at `origin` for as long as it is a reference; `None` is for one that leads nowhere.
    fn behind(&mut self, origin: &Origin) -> Option<Origin> {
        let mut origin = origin.clone();
        for _ in 0..MOST_HOPS {
            let Some(next) = self.files.node(&origin)?.get("$ref") else { return Some(origin) };
            let next = next.as_str()?.to_owned();
            origin = self.files.find(origin.file, &next, self.diagnostics).ok()?;
        }
        None
    }
}

fn is_holder(object: &Object) -> bool {
    object.component.is_some_and(|component| HOLDERS.contains(&component))
}

/// Makes of a reference to a schema the `wanted` response or request body that it is taken for; members beside it are
/// those of what it becomes.
pub(super) fn wrap(wanted: &Object, members: &mut Map<String, Value>) {
    let reference = members.shift_remove("$ref");
    if wanted.component == Some("responses") {
        members.entry("description").or_insert_with(|| json!(""));
    }
    members.insert("content".to_owned(), json!({ "application/json": { "schema": { "$ref": reference } } }));
}

/// Returns the only media type, or the one of JSON.
fn meant_media_type(content: &Map<String, Value>) -> Option<&str> {
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

    use super::meant_media_type;

    fn meant(names: &[&str]) -> Option<String> {
        let content: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
        meant_media_type(&content).map(str::to_owned)
    }

    #[test]
    fn the_only_media_type_is_meant_whatever_it_is() {
        assert_eq!(meant(&["text/vtt"]).as_deref(), Some("text/vtt"));
    }

    #[test]
    fn json_is_meant_among_others() {
        assert_eq!(meant(&["text/plain", "application/problem+json"]).as_deref(), Some("application/problem+json"));
        assert_eq!(meant(&["application/hal+json", "application/json"]).as_deref(), Some("application/json"));
    }

    #[test]
    fn nothing_is_meant_among_several_without_json_or_with_several() {
        assert_eq!(meant(&["text/plain", "text/html"]), None);
        assert_eq!(meant(&["application/hal+json", "application/problem+json; charset=utf-8"]), None);
    }
}
