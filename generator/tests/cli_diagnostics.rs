//! Diagnostics of documents, as human-readable text and as JSON.

use crate::support_cli::{PETS, Project, same};
use serde_json::Value;

/// Asserts that a run fails and writes nothing.
#[track_caller]
fn rejected(document: &str, texts: &[&str]) {
    let project = Project::new(document);
    let before = project.tree("");
    for run in [project.codegen(), project.check()] {
        let run = run.exits(2).lacks("panicked");
        let _ = texts.iter().fold(run, |run, text| run.says(text));
    }
    same(&project.tree(""), &before, "");
}

#[test]
fn a_missing_document_is_named() {
    let project = Project::new(PETS);
    project.remove("api.yaml");
    project.codegen().exits(2).says("api.yaml").says("= help: ").says("nothing was written");
    assert!(!project.path("pets").exists());
}

#[test]
fn a_folder_instead_of_a_document_is_rejected() {
    let project = Project::new(PETS);
    project.write("folder/api.yaml", PETS);
    project.run(&["codegen", "--spec", "folder", "--out", "pets"]).exits(2).says("folder");
    assert!(!project.path("pets").exists());
}

#[test]
fn yaml_that_does_not_parse_is_rejected_with_its_position() {
    let document = PETS.replace("  title: Pets", "  title: \"Pets");
    rejected(&document, &["api.yaml:", ": error[", "= help: "]);
    rejected("openapi: 3.0.3\ninfo: ]\n", &["api.yaml:2:7: error["]);
}

#[test]
fn json_that_does_not_parse_is_rejected_with_its_position() {
    rejected("{\n  \"openapi\": \"3.0.3\",\n  \"info\": {]\n}\n", &["api.yaml:3:12: error["]);
}

#[test]
fn a_document_that_is_not_utf8_is_rejected() {
    let project = Project::new(PETS);
    project.write("api.yaml", b"openapi: 3.0.3\ninfo: \xff\xfe\n");
    project.codegen().exits(2).says("api.yaml:").says("error[");
}

#[test]
fn a_duplicate_key_is_rejected_with_its_position() {
    let document = PETS.replace("  title: Pets", "  title: Pets\n  title: Cats");
    rejected(&document, &["api.yaml:4:3: error[", "title", "4 |   title: Cats", "  |   ^"]);
}

#[test]
fn an_unknown_keyword_is_a_warning_with_its_position() {
    let project = Project::new(&PETS.replace("minLength: 1", "minLenght: 1"));
    let run = project.codegen().exits(0).says("api.yaml:29:21: warning[unknown-keyword]").says("minLenght");
    run.says("29 |                     minLenght: 1\n   |                     ^").says("1 warning (1 ignored),");
    assert!(project.path("pets/src/lib.rs").is_file());
    project.check().exits(0).says("api.yaml:29:21: warning[");
}

#[test]
fn a_quoted_number_is_read_as_a_number_with_a_warning() {
    let project = Project::new(&PETS.replace("minLength: 1", "minLength: \"1\""));
    project.codegen().exits(0).says("api.yaml:29:").says("warning[wrong-type]").says("minLength: \"1\"");
    same(&project.tree("pets"), &Project::generated(PETS).tree("pets"), "");
}

#[test]
fn all_problems_are_reported_in_one_run_sorted_by_position() {
    let document = PETS
        .replace("minLength: 1", "minLength: 1.5")
        .replace("          required: true\n", "")
        .replace("type: integer", "type: intger");
    let project = Project::new(&document);
    let run = project.codegen().exits(2).says("minLength").says("intger");
    let heads = run.err.lines().filter(|line| line.starts_with("api.yaml:"));
    let places: Vec<&str> = heads.map(|head| head.split_once('[').expect("a code").0).collect();
    assert_eq!(places, ["api.yaml:13:11: warning", "api.yaml:28:21: error", "api.yaml:42:21: error"]);
    run.says("2 errors in api.yaml");
}

/// The JSON objects of a run, one per line.
fn messages(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn json_has_one_object_per_line_with_eight_keys_on_standard_output() {
    let document = PETS.replace("minLength: 1", "minLength: \"1\"\n                    sparkle: yes");
    let project = Project::new(&document);
    let run = project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--message-format", "json"]).exits(0);
    let messages = messages(&run.out);
    assert_eq!(messages.len(), 2, "{}", run.out);
    let schema = "/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema/properties/name";
    for (message, (code, line, keyword)) in
        messages.iter().zip([("wrong-type", 29, "minLength"), ("unknown-keyword", 30, "sparkle")])
    {
        let keys: Vec<&str> = message.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["severity", "code", "message", "file", "line", "column", "pointer", "help"]);
        assert_eq!(message["severity"], "warning");
        assert_eq!(message["code"], code);
        assert_eq!(message["file"], "api.yaml");
        assert_eq!((&message["line"], &message["column"]), (&line.into(), &21.into()));
        assert_eq!(message["pointer"], format!("{schema}/{keyword}"));
        assert!(message["message"].is_string() && message["help"].is_string(), "{message}");
    }
    assert!(!run.err.contains("warning["), "{}", run.err);
}

#[test]
fn json_has_errors_of_documents_and_of_configurations() {
    let project = Project::new("openapi: 3.0.3\ninfo: ]\n");
    let run = project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--message-format=json"]).exits(2);
    let message = &messages(&run.out)[0];
    assert_eq!((&message["severity"], &message["line"]), (&"error".into(), &2.into()), "{}", run.out);

    project.write("clientwright.toml", "[[target]]\nspek = 'api.yaml'\n");
    let run = project.run(&["codegen", "--message-format=json"]).exits(2);
    let message = &messages(&run.out)[0];
    assert_eq!(message["file"], "clientwright.toml");
    assert_eq!((&message["line"], &message["column"]), (&2.into(), &1.into()), "{}", run.out);
}

#[test]
fn json_of_a_run_without_problems_is_empty() {
    let project = Project::new(PETS);
    let run = project.run(&["codegen", "--spec", "api.yaml", "--out", "pets", "--message-format", "json"]).exits(0);
    assert_eq!(run.out, "");
}

#[test]
fn output_to_a_pipe_has_no_colours() {
    let project = Project::new(&PETS.replace("minLength: 1", "minLength: 1.5"));
    project.codegen().exits(2).lacks("\u{1b}");
    project.run(&["--help"]).exits(0).lacks("\u{1b}");
    project.run(&["codegen", "--nonsense"]).exits(2).lacks("\u{1b}");
}

#[test]
fn control_characters_of_a_document_are_escaped() {
    let project = Project::new(&PETS.replace("minLength: 1", "\"spar\\ekle\": 1\n                    \"\\x07\": 1"));
    project.codegen().exits(0).lacks("\u{1b}").lacks("\u{7}").says("spar\\u{1b}kle");
}

#[test]
fn the_caret_is_below_the_problem_after_multi_byte_characters() {
    let project = Project::new(&PETS.replace("  title: Pets", "  title: {ü: 1, ü: 2}"));
    project.codegen().exits(2).says("api.yaml:3:17: error[").says("3 |   title: {ü: 1, ü: 2}\n  |                 ^");
}

#[test]
fn the_summary_counts_repaired_and_ignored_values() {
    let schemas = "components: {schemas: {A: {type: int}, B: {type: string, maxLenght: 3, minLength: '1'}, C: {type: integer, minimum: 2, maximum: 1}}}\n";
    let project = Project::new(&format!("{PETS}{schemas}"));
    project.codegen().exits(0).says("2 operations, 5 types, 4 warnings (2 repaired, 1 ignored, 1 other), ");
}

#[test]
fn a_problem_in_a_referenced_file_has_its_position_and_pointer_there() {
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'more/a.json#/A'}}}\n";
    let project = Project::new(document);
    project.write("more/a.json", "{\"A\": {\"type\": \"string\",\r\n  \"minLength\": \"1\"}}");
    let arguments = ["codegen", "--spec", "api.yaml", "--out", "pets", "--message-format", "json"];
    let run = project.run(&arguments).exits(0);
    let diagnostic: Value = serde_json::from_str(run.out.trim()).expect("one object");
    assert_eq!((&diagnostic["line"], &diagnostic["column"]), (&2.into(), &3.into()), "{diagnostic}");
    assert_eq!(
        (diagnostic["file"].as_str(), diagnostic["pointer"].as_str()),
        (Some("more/a.json"), Some("/A/minLength"))
    );
}

#[test]
fn a_problem_in_an_anchor_is_reported_once() {
    let base = "components: {schemas: {A: &a {type: string, maxLenght: 3}, B: *a, C: *a}}\n";
    Project::new(&format!("{PETS}{base}")).codegen().exits(0).says(" 1 warning (1 ignored), ");
}
