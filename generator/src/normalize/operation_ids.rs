//! `operationId` (OpenAPI 3.0.3 §4.7.10): every operation gets one of its own.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::operations::operations_of;
use super::schema::place;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

/// Makes an id for each operation under `paths` that has none, or one that another operation has already.
///
/// Operations are taken by path and method, whatever their order in the document. A made id is made of these two alone,
/// so that it stays when other operations are added.
pub(super) fn settle(paths: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let mut operations = by_path_and_method(paths);
    let mut taken: HashSet<String> = operations.iter().filter_map(|one| Some(one.id()?.to_owned())).collect();
    let mut holders: HashMap<String, String> = HashMap::new();
    for one in &mut operations {
        let id = one.id().map(str::to_owned);
        match id {
            Some(id) if !holders.contains_key(&id) => {
                holders.insert(id, place::of(one.operation).to_owned());
            }
            Some(id) => {
                let made = one.make_id(&mut taken);
                let first = holders.get(&id).map(String::as_str).unwrap_or_default();
                report_duplicate(one, &id, first, &made, diagnostics);
                one.set_id(made);
            }
            None => {
                let made = one.make_id(&mut taken);
                report_missing(one, &made, diagnostics);
                one.set_id(made);
            }
        }
    }
}

/// An operation with what an id is made of.
struct Identified<'a> {
    path: &'a str,
    method: &'a str,
    operation: &'a mut Map<String, Value>,
}

impl Identified<'_> {
    fn id(&self) -> Option<&str> {
        self.operation.get("operationId").and_then(Value::as_str).filter(|id| !id.is_empty())
    }

    fn set_id(&mut self, id: String) {
        self.operation.insert("operationId".to_owned(), Value::String(id));
    }

    /// Makes an id that is not `taken`, and takes it: the words of method and path, else both as they are written.
    fn make_id(&self, taken: &mut HashSet<String>) -> String {
        let mut made = camel_case(self.method, self.path);
        if taken.contains(&made) {
            made = format!("{}{}", self.method, self.path);
        }
        while !taken.insert(made.clone()) {
            made.push('_');
        }
        made
    }
}

fn by_path_and_method(paths: &mut Map<String, Value>) -> Vec<Identified<'_>> {
    let items = paths.iter_mut().filter(|(path, _)| path.starts_with('/'));
    let mut found: Vec<_> = items
        .filter_map(|(path, item)| Some((path.as_str(), item.as_object_mut()?)))
        .flat_map(|(path, item)| {
            operations_of(item).into_iter().map(move |(method, operation)| Identified { path, method, operation })
        })
        .collect();
    found.sort_unstable_by_key(|one| (one.path, one.method));
    found
}

/// Joins a method and the words of a path: `getPetsPetIdToys` of `get` and `/pets/{petId}/toys`.
fn camel_case(method: &str, path: &str) -> String {
    let mut id = method.to_ascii_lowercase();
    for word in path.split(|character: char| !character.is_alphanumeric()) {
        let mut letters = word.chars();
        id.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        id.push_str(letters.as_str());
    }
    id
}

fn report_missing(one: &Identified<'_>, made: &str, diagnostics: &mut Diagnostics) {
    let message = format!("the operation has no `operationId`: `{made}` is made of its method and path");
    let help = "add an `operationId`: it names the method of the client";
    diagnostics.warning("missing-operation-id", place::of(one.operation), message, help);
}

fn report_duplicate(one: &Identified<'_>, id: &str, first: &str, made: &str, diagnostics: &mut Diagnostics) {
    let message = format!("the `operationId` {id} is used twice: `{made}`, of method and path, stands for this one");
    let help = format!("it stands at {first} already: rename one of them");
    let place = pointer::join(place::of(one.operation), "operationId");
    diagnostics.warning("duplicate-operation-id", place, message, help);
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::settle;
    use crate::diagnostic::Diagnostics;

    fn settled(paths: Value) -> Map<String, Value> {
        let mut paths = serde_json::from_value(paths).expect("an object");
        settle(&mut paths, &mut Diagnostics::default());
        paths
    }

    fn id<'a>(paths: &'a Map<String, Value>, path: &str, method: &str) -> &'a str {
        paths[path][method]["operationId"].as_str().expect("an id")
    }

    #[test]
    fn an_id_is_made_of_method_and_path() {
        let paths = settled(json!({ "/pets/{petId}/toys": { "get": {} }, "/": { "put": {} } }));

        assert_eq!(id(&paths, "/pets/{petId}/toys", "get"), "getPetsPetIdToys");
        assert_eq!(id(&paths, "/", "put"), "put");
    }

    #[test]
    fn an_empty_id_is_none() {
        let paths = settled(json!({ "/a": { "get": { "operationId": "" } } }));

        assert_eq!(id(&paths, "/a", "get"), "getA");
    }

    #[test]
    fn the_first_by_path_keeps_an_id_that_is_used_twice() {
        let paths =
            settled(json!({ "/b": { "get": { "operationId": "x" } }, "/a": { "put": { "operationId": "x" } } }));

        assert_eq!((id(&paths, "/a", "put"), id(&paths, "/b", "get")), ("x", "getB"));
    }

    #[test]
    fn a_made_id_gives_way_to_one_of_the_document() {
        let paths = settled(json!({ "/a": { "get": {} }, "/z": { "put": { "operationId": "getA" } } }));

        assert_eq!((id(&paths, "/a", "get"), id(&paths, "/z", "put")), ("get/a", "getA"));
    }

    #[test]
    fn paths_of_the_same_words_get_different_ids() {
        let paths = settled(json!({ "/a/{b}": { "get": {} }, "/a/b": { "get": {} } }));

        assert_eq!((id(&paths, "/a/b", "get"), id(&paths, "/a/{b}", "get")), ("getAB", "get/a/{b}"));
    }

    #[test]
    fn ids_that_differ_by_case_alone_are_no_duplicates() {
        let paths = settled(json!({ "/a": { "get": { "operationId": "list" }, "put": { "operationId": "List" } } }));

        assert_eq!((id(&paths, "/a", "get"), id(&paths, "/a", "put")), ("list", "List"));
    }
}
