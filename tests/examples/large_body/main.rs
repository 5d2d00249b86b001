//! How long things take with large bodies of the corpus; compare the figures of one run, since machines differ.
//!
//! ```text
//! cargo run -p clientwright-tests --example large_body -- ../shared/corpus/github.json
//! ```
//!
//! The bodies are the document's own examples.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use clientwright::config;
use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use clientwright_tests::programs::{self, Program};
use serde_json::{Value, json};

/// The operations that are generated.
const OPERATIONS: [&str; 2] = ["pulls/list", "repos/get"];

/// Each type with its component and an example of it.
const BODIES: [[&str; 3]; 2] = [
    ["Vec<client::types::PullRequestSimple>", "pull-request-simple", "pull-request-simple-items"],
    ["client::types::FullRepository", "full-repository", "full-repository"],
];

fn main() -> Result<(), Box<dyn Error>> {
    let path = PathBuf::from(env::args().nth(1).ok_or("name the document: github.json")?).canonicalize()?;
    let mut document: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    let folder = programs::target_folder()?.join("large-body");
    fs::create_dir_all(&folder)?;
    for [_, _, example] in BODIES {
        let body = document.pointer(&format!("/components/examples/{example}/value")).ok_or("no such example")?;
        fs::write(folder.join(format!("{example}.json")), serde_json::to_vec(body)?)?;
    }
    say_null(&mut document);
    fs::write(folder.join("document.json"), serde_json::to_vec(&json!({ "components": document["components"] }))?)?;
    let program = Program {
        target: target(&path, &folder)?,
        dependencies: "jsonschema = { version = \"*\", default-features = false }\nserde = \"1\"\nserde_json = \"1\"\n",
        files: vec![("src/main.rs", include_str!("program.rs").to_owned()), ("src/bodies.rs", bodies())],
        optimized: true,
    };
    print!("{}", program.run(&folder)?);
    Ok(())
}

/// Returns the target with the operations alone.
fn target(document: &Path, folder: &Path) -> Result<Target, Box<dyn Error>> {
    let path = folder.join("clientwright.toml");
    let text = format!(
        "[[target]]\nspec = {:?}\nout = \"unused\"\nname = \"large-bodies\"\n\
         [target.only]\noperations = {OPERATIONS:?}\n",
        document.display().to_string()
    );
    fs::write(&path, text)?;
    let mut diagnostics = Diagnostics::default();
    let targets = config::read(&path, &mut diagnostics).ok_or_else(|| format!("{diagnostics:?}"))?;
    targets.into_iter().next().ok_or_else(|| "no target".into())
}

/// Returns the module that measures each type.
fn bodies() -> String {
    let rows = BODIES.map(|[r#type, component, example]| {
        let is_list = r#type.starts_with("Vec<");
        format!("    crate::measure::<{type}>({component:?}, {example:?}, {is_list}, folder);\n")
    });
    format!("pub fn measure(folder: &std::path::Path) {{\n{}}}\n", rows.concat())
}

/// Writes `nullable` as a type more, as JSON Schema has it.
fn say_null(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.remove("nullable") == Some(json!(true)) {
                let rest = Value::Object(std::mem::take(members));
                members.insert("anyOf".to_owned(), json!([{ "type": "null" }, rest]));
            }
            members.values_mut().for_each(say_null);
        }
        Value::Array(items) => items.iter_mut().for_each(say_null),
        _ => {}
    }
}
