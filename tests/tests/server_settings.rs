//! What a crate knows of the servers of its document: where requests go by default, and which variables there are.

use std::fs;
use std::path::PathBuf;

use clientwright::diagnostic::Diagnostics;
use clientwright::generate;
use clientwright::target::Target;
use clientwright_tests::documents;

/// Returns the settings of a document's crate, however their lines are broken.
fn settings(spec: PathBuf) -> String {
    let target = Target { spec, out: "unused".into(), name: "servers".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let text = generated.files.get("src/settings.rs").expect("the settings");
    let text: String = text.split_whitespace().collect();
    text.replace(",)", ")").replace(",}", "}")
}

/// Returns the settings of a document that names one server.
fn settings_with(url: &str) -> String {
    let head = "openapi: 3.0.3\ninfo: {title: Servers, version: '1'}\npaths: {}\n";
    settings_of(&format!("{head}servers: [{{url: '{url}'}}]\n"))
}

fn settings_of(document: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, document).expect("a document");
    settings(spec)
}

fn requires_a_base_url(settings: &str) -> bool {
    settings.contains("base_url:None,")
}

#[test]
fn the_first_server_is_the_default() {
    let settings = settings(documents::path("servers"));
    let url = "base_url:Some(\"http://{region}.example.com:{port}/{base}\"),";
    assert!(settings.contains(url), "{settings}");
}

#[test]
fn variables_of_the_server_of_an_operation_are_known() {
    let settings = settings(documents::path("servers"));
    let variable = r#"{server:"http://uploads.{region}.example.com",name:"region",default:"eu",values:&["eu","us"]}"#;
    assert!(settings.contains(variable), "{settings}");
}

#[test]
fn an_absolute_server_needs_no_base_url() {
    assert!(!requires_a_base_url(&settings_with("https://example.com")));
}

/// Returns the README of a document's crate.
fn readme(name: &str) -> String {
    documents::generated(name).0.files.get("README.md").expect("a README").clone()
}

#[test]
fn the_example_of_a_document_without_a_host_has_one() {
    let readme = readme("servers_without_a_host");
    assert!(readme.contains("Client::builder().base_url(\"https://api.example.com/api/v3\").build()"), "{readme}");
}

#[test]
fn the_example_of_a_document_with_a_host_names_its_server() {
    let readme = readme("servers");
    assert!(readme.contains("Client::builder().server(Server::Production).build()"), "{readme}");
}

#[test]
fn a_variable_that_is_a_path_requires_a_base_url() {
    let text = "openapi: 3.0.3\ninfo: {title: Servers, version: '1'}\npaths: {}\n\
                servers: [{url: '{base}', variables: {base: {default: /api}}}]\n";
    assert!(requires_a_base_url(&settings_of(text)));
}

#[test]
fn a_variable_that_is_the_url_is_required() {
    let text = "openapi: 3.0.3\ninfo: {title: Servers, version: '1'}\npaths: {}\n\
                servers: [{url: '{root}/v1', variables: {root: {default: ''}}}]\n";
    assert!(!requires_a_base_url(&settings_of(text)));
}

#[test]
fn a_path_alone_requires_a_base_url() {
    assert!(requires_a_base_url(&settings_with("/api/v1")));
}

#[test]
fn a_path_without_a_slash_requires_a_base_url() {
    assert!(requires_a_base_url(&settings_with("./v1")));
}
