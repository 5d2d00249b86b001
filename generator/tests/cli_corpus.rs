//! `corpus`: generating the crates of a folder of documents.

use std::path::Path;

use crate::support_cli::{PETS, Project, Run, without_houses};
use serde_json::Value;

/// A document that is not valid YAML.
const BROKEN: &str = "openapi: [";

/// A project with a folder of documents.
fn folder(documents: &[(&str, &str)]) -> Project {
    let project = Project::new(PETS);
    for (name, text) in documents {
        project.write(&format!("documents/{name}"), text);
    }
    project
}

fn corpus(documents: &[(&str, &str)]) -> Run {
    folder(documents).run(&["corpus", "documents"])
}

/// The JSON objects on standard output.
fn rows(documents: &[(&str, &str)], status: i32) -> Vec<Value> {
    let run = folder(documents).run(&["corpus", "documents", "--message-format", "json"]).exits(status);
    run.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

/// The rows of the table, as cells.
fn table(run: &Run) -> Vec<Vec<&str>> {
    let lines = run.err.lines().take_while(|line| !line.is_empty());
    lines.skip(1).map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()).collect()
}

#[test]
fn each_document_has_a_row_in_the_table() {
    let run = corpus(&[("b.yaml", PETS), ("a.yml", &without_houses()), ("c.json", "{}")]).exits(1);
    let names: Vec<&str> = table(&run).iter().filter_map(|line| line.first().copied()).collect();
    assert_eq!(names, ["a.yml", "b.yaml", "c.json"]);
}

#[test]
fn the_columns_are_aligned() {
    let run = corpus(&[("a-long-name-of-a-document.yaml", PETS), ("b.yaml", BROKEN)]).exits(1);
    let widths: Vec<usize> = run.err.lines().take(3).map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| Some(width) == widths.first()), "{}", run.err);
}

#[test]
fn the_table_is_printed_to_standard_error() {
    assert_eq!(corpus(&[("a.yaml", PETS)]).exits(0).out, "");
}

#[test]
fn json_is_not_printed_to_standard_error() {
    let project = folder(&[("a.yaml", PETS)]);
    assert_eq!(project.run(&["corpus", "documents", "--message-format", "json"]).exits(0).err, "");
}

#[test]
fn the_statistics_of_a_document_are_those_of_its_crate() {
    let found = rows(&[("a.yaml", PETS)], 0);
    let row = found.first().expect("a row");
    assert_eq!(row["document"], "documents/a.yaml");
    assert_eq!(row["version"], "3.0.3");
    assert_eq!(row["bytes"], PETS.len());
    assert_eq!(row["operations"], 2);
    assert_eq!((&row["errors"], &row["warnings"]), (&Value::from(0), &Value::from(0)));
    assert_eq!((&row["repaired"], &row["ignored"]), (&Value::from(0), &Value::from(0)));
    assert_eq!((&row["generated"]["operations"], &row["generated"]["types"]), (&Value::from(2), &Value::from(2)));
    assert!(row["generated"]["runtime_lines"].as_u64() > row["generated"]["lines"].as_u64(), "{row}");
    assert!(row["milliseconds"].as_f64() > Some(0.0), "{row}");
    assert!(row["parse_baseline"]["times"].as_f64() > Some(0.0), "{row}");
    assert_eq!(row["check"], Value::Null);
}

#[test]
fn operations_of_referenced_path_items_are_counted() {
    let operation = |id: &str| format!("get: {{operationId: {id}, responses: {{'204': {{description: ''}}}}}}");
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a: {{{}}}\n  /b: {{$ref: '#/x-items/b'}}\n  /c: {{$ref: 'inner/c.yaml'}}\nx-items: {{b: {{{}}}}}\n",
        operation("a"),
        operation("b")
    );
    let found = rows(&[("a.yaml", &document), ("inner/c.yaml", &format!("{{{}}}", operation("c")))], 0);
    let row = found.first().expect("a row");
    assert_eq!((&row["operations"], &row["generated"]["operations"]), (&Value::from(3), &Value::from(3)));
}

#[test]
fn a_dangling_reference_of_a_path_item_has_no_operations() {
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}\n";
    let found = rows(&[("a.yaml", document)], 1);
    assert_eq!(found.first().expect("a row")["operations"], 0);
}

#[test]
fn lines_are_those_of_rust_files_in_the_crate() {
    let project = folder(&[("pets.yaml", PETS)]);
    let run = project.run(&["corpus", "documents", "--message-format", "json"]).exits(0);
    let row: Value = serde_json::from_str(&run.out).expect("one row");
    project.codegen().exits(0);
    let files = project.tree("pets/src");
    let lines = |(_, bytes): (&String, &Vec<u8>)| String::from_utf8_lossy(bytes).lines().count();
    let own: usize = files.iter().filter(|(path, _)| !path.starts_with("runtime/")).map(lines).sum();
    assert_eq!(row["generated"]["lines"], own);
}

#[test]
fn openapiv3_is_the_baseline_or_else_load() {
    let newer = PETS
        .replace("3.0.3", "3.1.0")
        .replace("type: string\n                    min", "type: [string, 'null']\n                    min");
    let found = rows(&[("a.yaml", PETS), ("b.yaml", &newer)], 0);
    let by: Vec<&Value> = found.iter().map(|row| &row["parse_baseline"]["by"]).collect();
    assert_eq!(by, ["openapiv3", "load"]);
}

#[test]
fn a_bad_document_does_not_stop_the_others() {
    let found = rows(&[("a.yaml", BROKEN), ("b.yaml", PETS)], 1);
    let generated: Vec<bool> = found.iter().map(|row| row["generated"].is_object()).collect();
    assert_eq!(generated, [false, true]);
}

#[test]
fn diagnostics_are_counted_by_code() {
    let document = PETS.replace("operationId: getPet", "operationID: getPet").replace("minLength", "minLenght");
    let found = rows(&[("a.yaml", &document)], 0);
    let row = found.first().expect("a row");
    let sum: u64 = row["codes"].as_object().expect("codes").values().filter_map(Value::as_u64).sum();
    assert!(sum >= 2, "{row}");
    assert_eq!(
        row["errors"].as_u64().zip(row["warnings"].as_u64()).map(|(errors, warnings)| errors + warnings),
        Some(sum)
    );
    assert_eq!((&row["repaired"], &row["ignored"]), (&Value::from(1), &Value::from(1)));
}

#[test]
fn the_summary_tells_why_a_document_failed_and_where() {
    corpus(&[("a.yaml", BROKEN)]).exits(1).says("a.yaml: 1 error\n  1× syntax-error, first in line 2");
}

#[test]
fn an_unsupported_version_is_in_the_statistics() {
    let found = rows(&[("a.yaml", "swagger: '2.0'\npaths: {}\n")], 1);
    assert_eq!(found.first().expect("a row")["version"], "2.0");
}

#[test]
fn other_files_and_folders_are_skipped() {
    let found = rows(&[("a.yaml", PETS), ("README.md", BROKEN), ("inner/b.yaml", BROKEN), ("c.yaml/d.txt", "")], 0);
    assert_eq!(found.len(), 1);
}

#[test]
fn a_missing_or_empty_folder_is_an_error() {
    let project = Project::new(PETS);
    project.write("empty/README.md", "");
    project.run(&["corpus", "missing"]).exits(2).says("error[unreadable-folder]").says("missing");
    project.run(&["corpus", "empty"]).exits(2).says("error[no-documents]").says("empty");
    project.run(&["corpus"]).exits(2).says("--help");
}

#[test]
fn the_help_explains_the_columns_and_the_exit_statuses() {
    let run = Project::new(PETS).run(&["corpus", "--help"]).exits(0);
    for text in ["Columns:", "× reading", "Exit status:", "--check"] {
        assert!(run.out.contains(text), "{text}:\n{}", run.out);
    }
}

#[test]
fn nothing_is_written_without_a_check() {
    let project = folder(&[("a.yaml", PETS)]);
    let before = project.tree("");
    project.run(&["corpus", "documents"]).exits(0);
    assert_eq!(project.tree(""), before);
}

#[test]
fn a_check_reports_whether_the_crate_compiles_and_the_time() {
    let project = folder(&[("a.yaml", &without_houses()), ("b.yaml", BROKEN)]);
    // Uses the lock file of this workspace, whose dependencies are available offline.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    project.write("Cargo.lock", std::fs::read(lock).expect("Cargo.lock of this workspace"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli_corpus");
    let target = target.to_str().expect("a path that is text");
    let arguments = ["corpus", "documents", "--check", "--target-dir", target, "--message-format", "json"];
    let run = project.run(&arguments).exits(1);
    let rows: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let checks: Vec<&Value> = rows.iter().map(|row| &row["check"]).collect();
    assert_eq!(checks.first().expect("a row")["compiles"], true, "{checks:?}");
    assert!(checks.first().expect("a row")["seconds"].as_f64() > Some(0.0), "{checks:?}");
    assert!(checks.first().expect("a row")["docs_seconds"].as_f64() > Some(0.0), "{checks:?}");
    assert_eq!(checks.get(1), Some(&&Value::Null));
}
