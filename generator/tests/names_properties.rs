//! Any names result in distinct identifiers, and additions to a document rename nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright::{Generated, Lock};
use proptest::collection::btree_set;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use syn::{Fields, ImplItem, Item};

/// Names that have caused problems.
const TROUBLE: &[&str] = &[
    "", " ", "_", "__", "-", "+", "+1", "-1", "1", "1st", "²", "x²", "foo-bar", "foo_bar", "fooBar", "FooBar",
    "FOO_BAR", "foo bar", "foo2", "foo", "Foo", "FOO", "self", "Self", "super", "crate", "type", "gen", "async", "try",
    "Option", "Result", "Vec", "Box", "String", "Call", "Client", "Error", "Unknown", "Default", "build", "builder",
    "validate", "body", "params", "client", "new", "option", "Option_", "type_", "用户", "ĸ", "größe", "GRÖSSE", "имя",
    "a", "а", "ａ", "A\u{30a}", "Å", "\u{212b}", "İ", "ß", "🦀", "\u{202e}", "a\nb", "a\"b", "a`b", "a/b", "a~b",
    "{a}", "a.b", "$a", "@a", "it's",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(TROUBLE).prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[a-zA-Z0-9_ -]{1,12}"]
        .prop_filter("YAML ends lines there", |name| !name.contains(['\u{2028}', '\u{2029}']))
}

/// Returns a document without equal schemas, since sharing of types depends on all of them.
///
/// Its operations, tags and schemas have these names, its parameters, properties and values those of `members`.
fn document(names: &[String], members: &[String]) -> Value {
    let properties: Map<String, Value> =
        members.iter().map(|name| (name.clone(), json!({ "type": "string" }))).collect();
    let schemas: Map<String, Value> = names
        .iter()
        .map(|name| {
            (
                name.clone(),
                json!({ "type": "object", "properties": { name: { "enum": [name, format!("{name} only here")] } } }),
            )
        })
        .chain([("Enum".to_owned(), json!({ "type": "string", "enum": members }))])
        .chain([("All".to_owned(), json!({ "type": "object", "properties": properties, "required": members }))])
        .collect();
    let parameters: Vec<Value> = members
        .iter()
        .enumerate()
        .map(|(index, name)| json!({ "name": name, "in": "query", "required": index % 2 == 0, "schema": { "type": "string" } }))
        .collect();
    let operation = |name: &String| {
        let json = |schema: Value| json!({ "application/json": { "schema": schema } });
        let kind = if name.len().is_multiple_of(2) { "string" } else { "integer" };
        let headers = json!({ "X-N": { "schema": { "type": kind } } });
        let responses = json!({
            "200": { "description": "", "headers": headers, "content": json(json!({ "type": "array", "items": {} })) },
            "202": { "description": "", "content": { "text/plain": {} } },
            "default": { "description": "", "content": json(json!({ "type": "object", "properties": { name: {} } })) },
        });
        let body = json!({ "content": { "application/json": {}, "text/plain": {} } });
        json!({ "operationId": name, "tags": [name], "parameters": parameters, "requestBody": body, "responses": responses })
    };
    let path = |name: &String| {
        let text: Vec<String> = name.chars().map(|sign| format!("{:x}", u32::from(sign))).collect();
        format!("/{}", text.join("-"))
    };
    let paths: Map<String, Value> = names.iter().map(|name| (path(name), json!({ "post": operation(name) }))).collect();
    json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths, "components": { "schemas": schemas } })
}

/// What comes to a document.
#[derive(Clone, Debug)]
enum Addition {
    Any(String),
    /// An operation and a component that are called like one that is there, with this behind it.
    Beside(&'static str),
}

fn addition() -> impl Strategy<Value = Addition> {
    let endings = [" params", " body", " output", " error", " response", " request", "2", "_"];
    prop_oneof![name().prop_map(Addition::Any), select(endings.to_vec()).prop_map(Addition::Beside)]
}

fn generate(names: &[String], members: &[String], lock: Option<&Lock>) -> Generated {
    let (generated, diagnostics) = crate::support_generate::generated(&document(names, members).to_string(), lock);
    generated.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// Adds the identifiers of an item that must differ from one another, by the scope that they are in.
fn claims(item: &Item, found: &mut BTreeMap<String, Vec<String>>) {
    match item {
        Item::Struct(item) => {
            found.entry("types".to_owned()).or_default().push(item.ident.to_string());
            if let Fields::Named(fields) = &item.fields {
                let fields = fields.named.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string()));
                found.entry(format!("fields of {}", item.ident)).or_default().extend(fields);
            }
        }
        Item::Enum(item) => {
            found.entry("types".to_owned()).or_default().push(item.ident.to_string());
            let variants = item.variants.iter().map(|variant| variant.ident.to_string());
            found.entry(format!("variants of {}", item.ident)).or_default().extend(variants);
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let syn::Type::Path(own) = &*item.self_ty else { return };
            let own = own.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            let methods = item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            found.entry(format!("methods of {own}")).or_default().extend(methods);
        }
        _ => {}
    }
}

fn all_claims(generated: &Generated) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    let own = |path: &&String| {
        Path::new(path).extension().is_some_and(|ending| ending == "rs") && !path.starts_with("src/runtime/")
    };
    for path in generated.files.keys().filter(own) {
        let file = syn::parse_file(&generated.files[path]).expect("Rust");
        file.items.iter().for_each(|item| claims(item, &mut found));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_of_any_kind_give_distinct_identifiers(names in btree_set(name(), 1..12)) {
        let names: Vec<String> = names.into_iter().collect();
        for (scope, claimed) in all_claims(&generate(&names, &names, None)) {
            let distinct: BTreeSet<&String> = claimed.iter().collect();
            prop_assert_eq!(distinct.len(), claimed.len(), "{}: {:?}", scope, claimed);
        }
    }

    #[test]
    fn additions_rename_nothing_else(names in btree_set(name(), 1..8), added in addition(), at in any::<prop::sample::Index>()) {
        let names: Vec<String> = names.into_iter().collect();
        let added = match added {
            Addition::Any(name) => name,
            Addition::Beside(ending) => format!("{}{ending}", at.get(&names)),
        };
        prop_assume!(!names.contains(&added));
        let before = generate(&names, &names, None);
        let mut more = names.clone();
        more.insert(at.index(names.len() + 1), added);
        let after = generate(&more, &names, Some(&before.lock));
        crate::support_generate::assert_kept(&before.lock, &after.lock);
    }
}
