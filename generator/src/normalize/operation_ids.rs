//! Unique values of `operationId` (OpenAPI 3.0.3 §4.7.10).

use std::borrow::{Borrow, Cow};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::operations::operations_of;
use super::schema::pointer::pointer_of;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

/// An operation, as far as its id depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OperationKey {
    pub(super) path: String,
    pub(super) method: String,
    /// The id in the document.
    pub(super) id: Option<String>,
    /// The JSON pointer of the operation.
    pub(super) pointer: String,
}

impl OperationKey {
    fn order(&self) -> (&str, &str) {
        (&self.path, &self.method)
    }
}

/// The id of an operation.
enum OperationId {
    Declared,
    /// Generated, since it has none.
    Generated(String),
    /// Generated, since the operation at `first` has the same one.
    Replaced {
        id: String,
        first: String,
    },
}

/// Generates an id for each operation under `paths` without one, or with that of another operation.
///
/// `skipped` operations count as well. Operations are processed by path and method, whatever their order in the
/// document. A generated id depends only on these two, so that it is stable when other operations are added.
pub(super) fn assign_ids(paths: &mut Map<String, Value>, skipped: &[OperationKey], diagnostics: &mut Diagnostics) {
    let removed = skipped.iter().map(|key| (key.clone(), None));
    let mut all: Vec<_> =
        operations(paths).into_iter().map(|(key, members)| (key, Some(members))).chain(removed).collect();
    all.sort_unstable_by(|(one, _), (other, _)| one.order().cmp(&other.order()));
    let (keys, operations): (Vec<OperationKey>, Vec<_>) = all.into_iter().unzip();
    for ((key, operation), assigned) in keys.iter().zip(operations).zip(assign(&keys)) {
        let Some(operation) = operation else { continue };
        report(key, &assigned, diagnostics);
        if let OperationId::Generated(id) | OperationId::Replaced { id, .. } = assigned {
            operation.insert("operationId".to_owned(), Value::String(id));
        }
    }
}

/// Sets the id of each key to the one that [`assign_ids`] assigns.
pub(super) fn assign_all<'a>(keys: impl Iterator<Item = &'a mut OperationKey>) {
    let mut sorted: Vec<&mut OperationKey> = keys.collect();
    sorted.sort_unstable_by(|one, other| one.order().cmp(&other.order()));
    let assigned = assign(&sorted);
    for (key, assigned) in sorted.into_iter().zip(assigned) {
        if let OperationId::Generated(id) | OperationId::Replaced { id, .. } = assigned {
            key.id = Some(id);
        }
    }
}

/// Returns the ids of operations, which are sorted by path and method.
fn assign(keys: &[impl Borrow<OperationKey>]) -> Vec<OperationId> {
    let keys = || keys.iter().map(Borrow::borrow);
    let mut taken: HashSet<String> = keys().filter_map(|key| key.id.clone()).collect();
    let mut first_uses: HashMap<&str, &str> = HashMap::new();
    let assigned = keys().map(|key| match key.id.as_deref() {
        Some(id) => match first_uses.entry(id) {
            Entry::Vacant(vacant) => {
                vacant.insert(&key.pointer);
                OperationId::Declared
            }
            Entry::Occupied(first) => {
                OperationId::Replaced { id: generate_id(key, &mut taken), first: (*first.get()).to_owned() }
            }
        },
        None => OperationId::Generated(generate_id(key, &mut taken)),
    });
    assigned.collect()
}

/// Generates an id that is not `taken`, and adds it: method and path in camel case, or else as written.
fn generate_id(key: &OperationKey, taken: &mut HashSet<String>) -> String {
    let mut generated = camel_case(&key.method, &key.path);
    if taken.contains(&generated) {
        generated = format!("{}{}", key.method, key.path);
    }
    while !taken.insert(generated.clone()) {
        generated.push('_');
    }
    generated
}

fn operations(paths: &mut Map<String, Value>) -> Vec<(OperationKey, &mut Map<String, Value>)> {
    let items = paths.iter_mut().filter(|(path, _)| path.starts_with('/'));
    let items = items.filter_map(|(path, item)| Some((path.as_str(), item.as_object_mut()?)));
    let all = items.flat_map(|(path, item)| {
        operations_of(item).into_iter().map(move |(method, operation)| (key(path, method, operation), operation))
    });
    all.collect()
}

fn key(path: &str, method: &str, operation: &Map<String, Value>) -> OperationKey {
    let id = operation.get("operationId").and_then(Value::as_str).filter(|id| !id.is_empty());
    OperationKey {
        path: path.to_owned(),
        method: method.to_owned(),
        id: id.map(str::to_owned),
        pointer: pointer_of(operation).to_owned(),
    }
}

/// Returns a method and a path in camel case: `getPetsPetIdToys` for `get` and `/pets/{petId}/toys`.
fn camel_case(method: &str, path: &str) -> String {
    let mut id = method.to_ascii_lowercase();
    for word in without_pairs(path).split(|character: char| !character.is_alphanumeric()) {
        let mut letters = word.chars();
        id.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        id.push_str(letters.as_str());
    }
    id
}

/// Returns a path whose query has only the name of each parameter with the same name: `/pets?age` for
/// `/pets?age={age}`.
fn without_pairs(path: &str) -> Cow<'_, str> {
    let Some((path_alone, query)) = path.split_once('?').filter(|(_, query)| query.contains("={")) else {
        return path.into();
    };
    let names = query.split('&').map(|pair| {
        let own_name = pair.split_once('=').filter(|(name, value)| {
            let rest = value.strip_prefix('{').and_then(|value| value.strip_prefix(*name));
            rest.is_some_and(|rest| rest == "}")
        });
        own_name.map_or(pair, |(name, _)| name)
    });
    format!("{path_alone}?{}", names.collect::<Vec<_>>().join("&")).into()
}

fn report(key: &OperationKey, assigned: &OperationId, diagnostics: &mut Diagnostics) {
    match assigned {
        OperationId::Declared => {}
        OperationId::Generated(generated) => {
            let message =
                format!("the operation has no `operationId`: `{generated}` is generated from its method and path");
            let help = "add an `operationId`, from which the client's method is named";
            diagnostics.warning("missing-operation-id", &*key.pointer, message, help);
        }
        OperationId::Replaced { id: generated, first } => {
            let id = key.id.as_deref().unwrap_or_default();
            let message =
                format!("duplicate `operationId` {id}: `{generated}`, generated from method and path, is used instead");
            let help = format!("it first occurs at {first}: rename one of the two");
            diagnostics.warning("duplicate-operation-id", pointer::join(&key.pointer, "operationId"), message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::assign_ids;
    use crate::diagnostic::Diagnostics;

    fn assigned_ids(paths: Value) -> Map<String, Value> {
        let mut paths = serde_json::from_value(paths).expect("an object");
        assign_ids(&mut paths, &[], &mut Diagnostics::default());
        paths
    }

    fn id<'a>(paths: &'a Map<String, Value>, path: &str, method: &str) -> &'a str {
        paths[path][method]["operationId"].as_str().expect("an id")
    }

    #[test]
    fn an_id_is_generated_from_method_and_path() {
        let paths = assigned_ids(json!({ "/pets/{petId}/toys": { "get": {} }, "/": { "put": {} } }));

        assert_eq!(id(&paths, "/pets/{petId}/toys", "get"), "getPetsPetIdToys");
        assert_eq!(id(&paths, "/", "put"), "put");
    }

    #[test]
    fn a_query_parameter_and_its_value_are_one_word() {
        let paths = assigned_ids(json!({ "/a?b={b}&c={c}": { "get": {} }, "/a?b={c}": { "get": {} } }));

        assert_eq!(id(&paths, "/a?b={b}&c={c}", "get"), "getABC");
        assert_eq!(id(&paths, "/a?b={c}", "get"), "get/a?b={c}");
    }

    #[test]
    fn an_empty_id_is_replaced() {
        let paths = assigned_ids(json!({ "/a": { "get": { "operationId": "" } } }));

        assert_eq!(id(&paths, "/a", "get"), "getA");
    }

    #[test]
    fn the_first_by_path_keeps_a_duplicate_id() {
        let paths =
            assigned_ids(json!({ "/b": { "get": { "operationId": "x" } }, "/a": { "put": { "operationId": "x" } } }));

        assert_eq!((id(&paths, "/a", "put"), id(&paths, "/b", "get")), ("x", "getB"));
    }

    #[test]
    fn a_generated_id_differs_from_those_of_the_document() {
        let paths = assigned_ids(json!({ "/a": { "get": {} }, "/z": { "put": { "operationId": "getA" } } }));

        assert_eq!((id(&paths, "/a", "get"), id(&paths, "/z", "put")), ("get/a", "getA"));
    }

    #[test]
    fn paths_of_the_same_words_get_different_ids() {
        let paths = assigned_ids(json!({ "/a/{b}": { "get": {} }, "/a/b": { "get": {} } }));

        assert_eq!((id(&paths, "/a/b", "get"), id(&paths, "/a/{b}", "get")), ("getAB", "get/a/{b}"));
    }

    #[test]
    fn ids_that_differ_only_by_case_are_kept() {
        let paths =
            assigned_ids(json!({ "/a": { "get": { "operationId": "list" }, "put": { "operationId": "List" } } }));

        assert_eq!((id(&paths, "/a", "get"), id(&paths, "/a", "put")), ("list", "List"));
    }
}
