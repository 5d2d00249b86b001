//! Names in the document that are also names of symbols that generated code uses have no other effect.

use std::collections::{BTreeMap, BTreeSet};

use clientwright::Generated;
use serde_json::{Value, json};
use syn::{Item, UseTree};

/// The file that declares the symbols.
const SYMBOLS: &str = include_str!("../src/emit/symbols.rs");

/// Returns the names of the symbols, and those of functions in attributes of serde.
fn names() -> BTreeSet<&'static str> {
    let table = SYMBOLS.split_once("\nsymbols! {").and_then(|(_, table)| table.split_once("\n}")).expect("the table").0;
    let names: BTreeSet<&str> = table.lines().filter_map(|line| line.strip_suffix("\";")?.rsplit('"').next()).collect();
    assert!(names.contains("stream") && names.contains("Nullable") && names.len() > 60, "{names:?}");
    names.into_iter().chain(["lenient_integer::deserialize", "object_reader::present"]).collect()
}

fn generated(document: &Value) -> BTreeMap<String, String> {
    let (generated, diagnostics) = crate::support_generate::generated(&document.to_string(), None);
    let Generated { files, .. } = generated.unwrap_or_else(|| panic!("{document}: {diagnostics:?}"));
    files
}

/// Returns the lines of imports.
fn imports(text: &str) -> String {
    text.lines().filter(|line| line.starts_with("use ")).collect::<Vec<_>>().join("\n")
}

/// Returns the files of a crate with a property, a parameter, a header, a server, a credential and enum values of a name, but only the imports
/// of those that contain it.
fn named(name: &str) -> BTreeMap<String, String> {
    let files = generated(&json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "servers": [
            { "url": "https://a.example", "description": "first" },
            { "url": "https://b.example", "description": name }
        ],
        "paths": { "/a": { "get": {
            "operationId": "a",
            "parameters": [
                { "name": name, "in": "query", "schema": { "type": "boolean" } },
                { "name": format!("{name}_"), "in": "query", "required": true, "schema": { "type": "boolean" } }
            ],
            "responses": { "200": {
                "description": "d",
                "headers": { name.replace(':', "-"): { "schema": { "type": "boolean" } } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } }
            } }
        } } },
        "components": {
            "securitySchemes": {
                "A": { "type": "http", "scheme": "basic" },
                name.replace(':', "-"): { "type": "http", "scheme": "bearer" }
            },
            "schemas": { "B": { "type": "integer" }, "A": { "type": "object", "properties": {
                "b": { "$ref": "#/components/schemas/B" },
                name: { "type": "string", "description": name },
                "list": { "type": "string", "enum": [name, "other"] },
                "exact": { "type": "string", "enum": [name], "default": name }
            } } }
        }
    }));
    let holders = ["src/client.rs", "src/headers.rs", "src/operations/shared.rs", "src/types/shared.rs"];
    let files = files.into_iter().filter(|(path, _)| path != "README.md");
    files
        .map(|(path, text)| if holders.contains(&path.as_str()) { (path, imports(&text)) } else { (path, text) })
        .collect()
}

#[test]
fn names_change_nothing_but_the_items_that_have_them() {
    let usual = named("usual");
    assert!(usual["src/types/shared.rs"].contains("use serde::"), "{usual:#?}");
    for name in names() {
        let files = named(name);

        assert!(files.keys().eq(usual.keys()), "files of {name}: {:?}", files.keys());
        for (path, text) in files {
            assert_eq!(Some(&text), usual.get(&path), "{path} of {name}");
        }
    }
}

/// Returns the last segments of the paths that a `use` declaration imports.
fn leaves(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Rename(_) | UseTree::Glob(_) => {}
    }
}

/// Asserts that no file defines what it imports.
#[track_caller]
fn assert_distinct(files: &BTreeMap<String, String>) {
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/") && !path.contains("/runtime/")) {
        let mut names = Vec::new();
        for item in syn::parse_file(text).expect("Rust").items {
            match item {
                Item::Use(item) if !matches!(item.vis, syn::Visibility::Public(_)) => leaves(&item.tree, &mut names),
                Item::Enum(item) => names.push(item.ident.to_string()),
                Item::Struct(item) => names.push(item.ident.to_string()),
                Item::Trait(item) => names.push(item.ident.to_string()),
                Item::Type(item) => names.push(item.ident.to_string()),
                _ => {}
            }
        }
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{path}: {names:?}");
    }
}

/// Returns an operation whose types are named after `id`: parameters, request bodies, responses, events and errors.
fn operation(id: &str, schema: &Value) -> Value {
    let body = json!({ "application/json": { "schema": schema }, "text/plain": {} });
    json!({
        "operationId": id,
        "parameters": [{ "name": "p", "in": "query", "style": "pipeDelimited", "schema": schema }],
        "requestBody": { "content": body },
        "responses": {
            "200": { "description": "d", "content": body },
            "202": { "description": "d" },
            "404": { "description": "d", "content": { "application/json": { "schema": schema } } },
            "4XX": { "description": "d" },
            "default": { "description": "d" }
        }
    })
}

#[test]
fn no_file_defines_what_it_imports() {
    for name in names().into_iter().filter(|name| !name.contains(':')) {
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let stem = ["Params", "Body", "Output", "Event", "Error"].into_iter().find_map(|end| name.strip_suffix(end));
        assert_distinct(&generated(&json!({
            "openapi": "3.0.3",
            "info": { "title": "t", "version": "1" },
            "paths": {
                "/a": { "post": operation(stem.unwrap_or(name), &reference) },
                "/b": { "post": operation("other", &reference) }
            },
            "components": { "schemas": {
                name: {
                    "type": "object",
                    "required": ["map"],
                    "properties": {
                        "map": { "type": "object", "additionalProperties": reference },
                        "null": { "type": "string", "nullable": true },
                        "mixed": { "enum": [1, "a"] },
                        "list": { "type": "array", "items": { "$ref": "#/components/schemas/Open" } }
                    }
                },
                "Open": {
                    "type": "object",
                    "properties": { "a": reference },
                    "additionalProperties": { "type": "integer" }
                }
            } }
        })));
    }
}

#[test]
fn an_error_enum_is_not_renamed_to_what_its_files_import() {
    let schema = json!({ "type": "string" });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "post": operation("toys", &schema) } }
    });
    let (renamed, diagnostics) = crate::support_generate::renamed(&document.to_string(), "ToysError", "Statuses");

    assert!(renamed.is_none());
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == "taken-rename"), "{diagnostics:?}");
}

#[test]
fn a_tag_brings_no_files_either() {
    for name in ["stream", "uuid", "pattern", "multipart"] {
        let document = json!({
            "openapi": "3.0.3",
            "info": { "title": "t", "version": "1" },
            "paths": { "/a": { "get": {
                "tags": [name],
                "operationId": name,
                "responses": { "204": { "description": "d" } }
            } } }
        });
        let files = generated(&document);

        assert!(!files.contains_key(&format!("src/runtime/{name}.rs")), "{name}");
        assert!(!files["Cargo.toml"].contains("futures-core") && !files["Cargo.toml"].contains("regex"), "{name}");
    }
}
