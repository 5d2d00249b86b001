//! What holds between the operations of a document: their ids, and the parameters of their paths.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::reference::Target;
use super::rules::path_item::METHODS;
use super::template;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

/// Checks all operations under `paths` of the raw `tree`.
pub(super) fn check(tree: &Value, diagnostics: &mut Diagnostics) {
    let Some(paths) = tree.get("paths").and_then(Value::as_object) else { return };
    let mut checks = Checks { tree, ids: HashMap::new(), diagnostics };
    for (path, item) in paths {
        if let Some(item) = item.as_object().filter(|_| !path.starts_with("x-")) {
            checks.path_item(path, item);
        }
    }
}

struct Checks<'a> {
    tree: &'a Value,
    ids: HashMap<&'a str, String>,
    diagnostics: &'a mut Diagnostics,
}

/// A parameter as far as it can be read.
struct Parameter<'a> {
    pointer: String,
    name: &'a str,
    location: &'a str,
}

impl<'a> Checks<'a> {
    fn path_item(&mut self, path: &str, item: &'a Map<String, Value>) {
        let at = pointer::join("/paths", path);
        let names = match template::names(path) {
            Ok(names) => names,
            Err(fault) => {
                let help = "put the name of each parameter into one pair of braces";
                self.diagnostics.error("bad-path-template", &*at, format!("the path `{path}` {fault}"), help);
                return;
            }
        };
        let shared = self.parameters(item.get("parameters"), &at);
        self.unused(path, &names, &shared);
        for (method, operation) in item {
            let is_method = METHODS.iter().any(|known| known.eq_ignore_ascii_case(method));
            if let Some(operation) = operation.as_object().filter(|_| is_method) {
                let at = pointer::join(&at, method);
                self.operation_id(operation, &at);
                let own = self.parameters(operation.get("parameters"), &at);
                self.unused(path, &names, &own);
                let declared: Vec<_> = own.iter().chain(&shared).filter(|one| one.location == "path").collect();
                self.undeclared(path, &names, &at, &declared);
            }
        }
    }

    fn operation_id(&mut self, operation: &'a Map<String, Value>, at: &str) {
        let Some(id) = operation.get("operationId").and_then(Value::as_str).filter(|id| !id.is_empty()) else {
            let message = "the operation has no `operationId`";
            self.diagnostics.error(
                "missing-operation-id",
                at,
                message,
                "add an `operationId`: it names the method of the client",
            );
            return;
        };
        if let Some(first) = self.ids.get(id) {
            let message = format!("the `operationId` {id} is used twice");
            let help = format!("it stands at {first} already: rename one of them");
            self.diagnostics.error("duplicate-operation-id", pointer::join(at, "operationId"), message, help);
        } else {
            self.ids.insert(id, at.to_owned());
        }
    }

    /// Reads a list of parameters, and says which stand in it twice (OpenAPI 3.0.3 §4.7.10).
    fn parameters(&mut self, list: Option<&'a Value>, at: &str) -> Vec<Parameter<'a>> {
        let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let at = pointer::join(at, "parameters");
        let mut known = HashSet::new();
        let mut parameters = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let Some(object) = self.followed(value) else { continue };
            let text = |field: &str| object.get(field).and_then(Value::as_str);
            let (Some(name), Some(location)) = (text("name"), text("in")) else { continue };
            let pointer = pointer::join(&at, &index.to_string());
            if !known.insert((name, location)) {
                let message = format!("the {location} parameter `{name}` is declared twice");
                self.diagnostics.error("duplicate-parameter", &*pointer, message, "remove one of the two");
            }
            parameters.push(Parameter { pointer, name, location });
        }
        parameters
    }

    /// Follows references to a parameter.
    fn followed(&self, value: &'a Value) -> Option<&'a Value> {
        let parameters = self.tree.get("components").and_then(|components| components.get("parameters"));
        let mut value = value;
        let mut seen = HashSet::new();
        while let Some(reference) = value.get("$ref") {
            let Target::Component { map, name } = Target::of(reference.as_str()?) else { return None };
            if map != "parameters" || !seen.insert(name.clone()) {
                return None;
            }
            value = parameters?.get(&name)?;
        }
        Some(value)
    }

    fn unused(&mut self, path: &str, names: &[&str], parameters: &[Parameter<'a>]) {
        for parameter in parameters {
            if parameter.location == "path" && !names.contains(&parameter.name) {
                let message = format!("the path `{path}` has no place for the parameter `{}`", parameter.name);
                let help = format!("put `{{{}}}` into the path, or remove the parameter", parameter.name);
                self.diagnostics.error("unused-path-parameter", &*parameter.pointer, message, help);
            }
        }
    }

    fn undeclared(&mut self, path: &str, names: &[&str], at: &str, declared: &[&Parameter<'a>]) {
        for name in names {
            if !declared.iter().any(|parameter| parameter.name == *name) {
                let message = format!("the parameter `{name}` of the path `{path}` is not declared");
                let help = format!("add a parameter with `name: {name}`, `in: path` and `required: true`");
                self.diagnostics.error("undeclared-path-parameter", at, message, help);
            }
        }
    }
}
