//! Names for referenced objects that become components.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::load::{Origin, pointer};

/// The fields whose keys are names of objects.
const MAPS: [&str; 15] = [
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "patternProperties",
    "dependentSchemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "callbacks",
    "securitySchemes",
    "pathItems",
];

/// The names of all components.
#[derive(Debug, Default)]
pub(super) struct ComponentNames {
    assigned: HashMap<(&'static str, Origin), String>,
    /// In lower case, by the map of `components`.
    used: HashMap<&'static str, HashSet<String>>,
}

impl ComponentNames {
    /// Starts with the components of the document `tree` in the maps `kinds`.
    pub(super) fn of(tree: &Value, kinds: &[&'static str]) -> Self {
        let names = |kind: &str| {
            let components = tree.get("components").and_then(|maps| maps.get(kind)).and_then(Value::as_object);
            components.into_iter().flat_map(|map| map.keys()).map(|name| name.to_lowercase()).collect()
        };
        Self { assigned: HashMap::new(), used: kinds.iter().map(|kind| (*kind, names(kind))).collect() }
    }

    /// Returns the name of the object at `origin` in the map `kind`, if it has one.
    pub(super) fn get(&self, kind: &'static str, origin: &Origin) -> Option<&str> {
        self.assigned.get(&(kind, origin.clone())).map(String::as_str)
    }

    /// Gives the object at `origin` the name of a component of the document; returns whether it had none before.
    pub(super) fn claim(&mut self, kind: &'static str, origin: &Origin, name: &str) -> bool {
        let is_new = self.get(kind, origin).is_none();
        if is_new {
            self.assigned.insert((kind, origin.clone()), name.to_owned());
        }
        is_new
    }

    /// Gives a new name to the object at `origin`; `words` are the folders and the stem of its file.
    pub(super) fn assign(&mut self, kind: &'static str, origin: &Origin, mut words: Vec<String>) -> String {
        add_words(&mut words, &origin.pointer);
        let used = self.used.entry(kind).or_default();
        let name = candidates(&words).find(|name| used.insert(name.to_lowercase())).unwrap_or_default();
        self.assigned.insert((kind, origin.clone()), name.clone());
        name
    }
}

/// Iterates over candidate names, the most natural ones first, without end.
fn candidates(words: &[String]) -> impl Iterator<Item = String> {
    let words: Vec<String> = words.iter().map(|word| sanitized(word)).filter(|word| !word.is_empty()).collect();
    let full_name = if words.is_empty() { "Unnamed".to_owned() } else { pascal(words.iter().map(String::as_str)) };
    let natural: Vec<String> = (0..words.len())
        .rev()
        .filter_map(|start| match words.get(start..)? {
            [word] => Some(word.clone()),
            several => Some(pascal(several.iter().map(String::as_str))),
        })
        .collect();
    natural.into_iter().chain((2_u64..).map(move |number| format!("{full_name}{number}")))
}

/// Adds the words of the tokens of `pointer`; tokens without a name extend the previous word.
fn add_words(words: &mut Vec<String>, pointer: &str) {
    let before = words.len();
    let mut map = None;
    for token in pointer::tokens(pointer) {
        let token = token.as_ref();
        match map.take() {
            Some("content") => continue,
            Some("responses" | "parameters") if token.starts_with(|c: char| c.is_ascii_digit()) => {
                extend_last(words, token);
                continue;
            }
            Some(_) => {
                words.push(token.to_owned());
                continue;
            }
            None => {}
        }
        match token {
            "paths" | "content" => map = Some(if token == "content" { "content" } else { "paths" }),
            "components" | "schema" => {}
            "items" => extend_last(words, "Item"),
            "additionalProperties" => extend_last(words, "Value"),
            _ => match MAPS.into_iter().find(|known| *known == token) {
                Some(known) => map = Some(known),
                None if words.len() == before => words.push(token.to_owned()),
                None => extend_last(words, &pascal([sanitized(token).as_str()].into_iter())),
            },
        }
    }
}

fn extend_last(words: &mut Vec<String>, by: &str) {
    match words.last_mut() {
        Some(word) => *word = format!("{}{by}", sanitized(word)),
        None => words.push(by.to_owned()),
    }
}

/// Returns `text` as a valid component name, in Pascal case if it has other characters.
fn sanitized(text: &str) -> String {
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut parts = text.split(|c| !is_allowed(c)).filter(|part| !part.is_empty());
    match (parts.next(), parts.next()) {
        (Some(only), None) => only.to_owned(),
        (Some(first), Some(second)) => pascal([first, second].into_iter().chain(parts)),
        _ => String::new(),
    }
}

fn pascal<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for word in words {
        let mut chars = word.chars();
        joined.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        joined.push_str(chars.as_str());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &[&str], pointers: &[&str]) -> Vec<String> {
        let mut names = ComponentNames::default();
        let words: Vec<String> = file.iter().map(|word| (*word).to_owned()).collect();
        let origin = |pointer: &str| Origin { file: 0, pointer: pointer.to_owned() };
        pointers.iter().map(|pointer| names.assign("schemas", &origin(pointer), words.clone())).collect()
    }

    #[test]
    fn a_definition_and_a_property_keep_their_names() {
        let found = names(&[], &["/definitions/user", "/components/schemas/Team/properties/owner", "/$defs/Tag"]);
        assert_eq!(found, ["user", "owner", "Tag"]);
    }

    #[test]
    fn a_file_is_named_by_its_stem() {
        assert_eq!(names(&["schemas", "user"], &[""]), ["user"]);
    }

    #[test]
    fn a_conflict_is_resolved_by_the_name_of_the_parent() {
        let found = names(&["common"], &["/definitions/Error", "/definitions/error", "/x/error"]);
        assert_eq!(found, ["Error", "CommonError", "xError"]);
    }

    #[test]
    fn a_remaining_conflict_is_resolved_by_a_number() {
        assert_eq!(names(&[], &["/definitions/a", "/$defs/a", "/properties/a"]), ["a", "A2", "A3"]);
    }

    #[test]
    fn an_unnamed_schema_extends_the_name_of_its_parent() {
        let found = names(&[], &["/components/schemas/Pet/anyOf/1", "/components/schemas/Pet/properties/tags/items"]);
        assert_eq!(found, ["PetAnyOf1", "tagsItem"]);
    }

    #[test]
    fn a_body_is_named_by_its_path_and_method() {
        let found = names(&[], &["/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema"]);
        assert_eq!(found, ["PetsIdGet200"]);
    }
}
