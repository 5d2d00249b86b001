//! What the generated crate in this repository must be: small, and what the generator makes now.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::target::Target;
use clientwright::{Generated, Lock, config, generate};
use clientwright_runtime::client::error::AnyError;
use clientwright_runtime::validation::nullable::Nullable;
use clientwright_runtime::validation::validate::Validate;
use clientwright_runtime::validation::violation::Violations;
use clientwright_tests::server::{MockResponse, Server};
use infisical_client::Client;
use infisical_client::auth::Token;
use infisical_client::http::Method;
use infisical_client::types::UpdateKubernetesAuthRequest;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn target() -> Target {
    let mut diagnostics = Diagnostics::default();
    let targets = config::read(&Path::new(ROOT).join(config::FILE), &mut diagnostics);
    let targets = targets.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    targets.into_iter().find(|target| target.name == "infisical-client").expect("the target")
}

fn lock_text() -> String {
    fs::read_to_string(target().out.join("names.lock")).expect("names.lock")
}

/// Generates the crate as `cargo xtask codegen` does, without writing it.
fn generated() -> Generated {
    let lock = Lock::parse(&lock_text()).expect("names.lock");
    let mut diagnostics = Diagnostics::default();
    generate(&target(), Some(&lock), &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// Returns the Rust files under a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| match path {
            path if path.is_dir() => rust_files(&path),
            path if path.extension().is_some_and(|extension| extension == "rs") => vec![path],
            _ => Vec::new(),
        })
        .collect()
}

#[tokio::test]
async fn it_sends_requests_that_the_document_lacks() {
    let server = Server::always(MockResponse::json(200, r#"{"ok": true}"#));
    let client = Client::builder().base_url(server.url()).bearer_auth(|| async { Ok(Token::new("a-token")) });
    let call = client.build().expect("a client").request(Method::GET, "/api/status").query("verbose", "1");
    assert_eq!(call.decode::<serde_json::Value>().await.expect("a response"), serde_json::json!({"ok": true}));
    let request = server.request();
    assert_eq!(
        (request.target.as_str(), request.header("authorization")),
        ("/api/status?verbose=1", Some("Bearer a-token"))
    );
}

#[test]
fn there_are_20_operations() {
    assert_eq!(generated().summary.operations, 20);
}

#[test]
fn there_are_at_most_45_types() {
    let generated = generated();
    assert!(generated.summary.types <= 45, "{} types", generated.summary.types);
    let errors: BTreeSet<&String> = generated.lock.errors.values().collect();
    let named: BTreeSet<&String> = generated.lock.types.values().chain(errors).collect();
    assert_eq!(generated.summary.types, named.len(), "{named:?}");
}

#[test]
fn all_operations_share_one_error_type() {
    let errors = generated().lock.errors;
    assert_eq!(errors.len(), 20, "{errors:?}");
    assert_eq!(errors.values().collect::<BTreeSet<_>>().len(), 1, "{errors:?}");
}

/// So crates that depend on the runtime share them.
#[test]
#[allow(unused_qualifications, reason = "that they are the same types is what is tested")]
fn its_types_are_those_of_the_runtime() {
    fn error_of_the_runtime(error: infisical_client::AnyError) -> AnyError {
        error
    }
    fn validate<T: Validate>(value: &T) -> Result<(), Violations> {
        value.validate()
    }

    let value: Nullable<u8> = infisical_client::Nullable::Value(1);
    let valid: Result<(), infisical_client::Violations> = validate(&UpdateKubernetesAuthRequest::default());

    assert_eq!((value, valid), (Nullable::Value(1), Ok(())));
    let _: fn(infisical_client::AnyError) -> AnyError = error_of_the_runtime;
}

#[test]
fn there_are_fewer_than_4000_lines() {
    let files = rust_files(&target().out.join("src"));
    assert!(files.len() > 10, "{files:?}");
    let lines: usize = files.iter().map(|file| fs::read_to_string(file).expect("a file").lines().count()).sum();
    assert!(lines > 1000 && lines < 4000, "{lines} lines");
}

#[test]
fn every_file_of_the_crate_is_what_the_generator_makes_now() {
    let (generated, out) = (generated(), target().out);
    for (path, text) in &generated.files {
        let written = fs::read_to_string(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(written == *text, "{path} is stale: run `cargo xtask codegen`");
    }
}

#[test]
fn the_lock_is_what_the_generator_makes_now() {
    assert!(lock_text() == generated().lock.print(), "names.lock is stale: run `cargo xtask codegen`");
}

#[test]
fn the_lock_lists_the_files_of_the_crate_and_no_others() {
    let generated = generated();
    let lock = Lock::parse(&lock_text()).expect("names.lock");
    assert_eq!(lock.files, generated.files.keys().cloned().collect::<Vec<_>>());
    let out = target().out;
    for file in rust_files(&out.join("src")) {
        let path = file.strip_prefix(&out).expect("a path in the crate").to_str().expect("a name").replace('\\', "/");
        assert!(lock.files.contains(&path), "{path} belongs to nobody");
    }
}
