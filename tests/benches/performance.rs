//! How long things take; compare the rows of one run, since machines differ.

use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::generate;
use clientwright::target::Target;
use divan::{Bencher, black_box};
use infisical_client::types::{KubernetesAuthResponse, TokenReviewMode, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::{Nullable, Validate};
use serde_json::{Value, json};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/infisical.yaml");

fn main() {
    divan::main();
}

/// From a document to files, beside reading it.
mod document {
    use super::{Bencher, DOCUMENT, Diagnostics, Path, Target, black_box, generate};

    #[divan::bench]
    fn read_into_openapiv3() -> openapiv3::OpenAPI {
        let text = std::fs::read_to_string(black_box(DOCUMENT)).expect("the document");
        serde_yaml::from_str(&text).expect("a document")
    }

    #[divan::bench]
    fn to_files() -> clientwright::Generated {
        crate_of(DOCUMENT.as_ref())
    }

    /// The operations several times, under other names: twice as many take twice the time.
    #[divan::bench(args = [1, 2, 4, 8])]
    fn to_files_of_copies(bencher: Bencher<'_, '_>, count: usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let document = folder.path().join("copies.yaml");
        std::fs::write(&document, copies(count)).expect("a document");
        bencher.bench(|| crate_of(&document));
    }

    fn crate_of(document: &Path) -> clientwright::Generated {
        let target = Target {
            spec: document.to_owned(),
            out: "unused".into(),
            name: "infisical-client".to_owned(),
            ..Target::default()
        };
        generate(black_box(&target), None, &mut Diagnostics::default()).expect("a crate")
    }

    fn copies(count: usize) -> String {
        let text = std::fs::read_to_string(DOCUMENT).expect("the document");
        let (head, rest) = text.split_once("\npaths:\n").expect("paths");
        let (paths, components) = rest.split_once("\ncomponents:\n").expect("components");
        let copy = |number: usize| {
            let paths = format!("\n{paths}").replace("\n  /", &format!("\n  /copy-{number}/"));
            paths.replace(" operationId: ", &format!(" operationId: copy{number}-"))
        };
        let paths: String = (1..=count).map(copy).collect();
        format!("{head}\npaths:{paths}\ncomponents:\n{components}")
    }
}

fn request() -> UpdateKubernetesAuthRequest {
    UpdateKubernetesAuthRequest {
        kubernetes_host: Nullable::Value("https://kubernetes.example.com:6443".to_owned()),
        ca_cert: Some("-----BEGIN CERTIFICATE-----".repeat(20)),
        verify_tls_certificate: Some(true),
        token_reviewer_jwt: Nullable::Null,
        token_review_mode: Some(TokenReviewMode::Gateway),
        allowed_namespaces: Some("default,production".to_owned()),
        allowed_names: Some("deployer".to_owned()),
        allowed_audience: Some("infisical".to_owned()),
        gateway_id: Nullable::Value(infisical_client::uuid::Uuid::from_u128(7)),
        gateway_pool_id: Nullable::Null,
        access_token_trusted_ips: Some(vec![
            TrustedIp { ip_address: "10.0.0.0/8".to_owned() },
            TrustedIp { ip_address: "::/0".to_owned() },
        ]),
        access_token_ttl: Some(3600),
        access_token_num_uses_limit: Some(0),
        access_token_max_ttl: Some(7200),
    }
}

fn response() -> KubernetesAuthResponse {
    serde_json::from_str(clientwright_tests::responses::KUBERNETES).expect("a response")
}

/// Returns what the `jsonschema` crate makes of a schema of the document: the same, where `nullable` is a type more.
fn compiled(pointer: &str) -> jsonschema::Validator {
    let text = std::fs::read_to_string(DOCUMENT).expect("the document");
    let document: Value = serde_yaml::from_str(&text).expect("a document");
    let mut schema = document.pointer(pointer).expect("a schema").clone();
    say_null(&mut schema);
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn say_null(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.remove("nullable") == Some(json!(true))
                && let Some(name) = members.remove("type")
            {
                members.insert("type".to_owned(), json!([name, "null"]));
            }
            members.values_mut().for_each(say_null);
        }
        Value::Array(items) => items.iter_mut().for_each(say_null),
        _ => {}
    }
}

/// Benches what is done to a value of a type, whose schema is at a place of the document. Samples are of one size: a short one would count
/// the clock.
macro_rules! value {
    ($name:ident, $make:path, $type:ty, $schema:literal) => {
        mod $name {
            use super::*;

            #[divan::bench(sample_size = 32)]
            fn serialize(bencher: Bencher<'_, '_>) {
                let value = $make();
                bencher.bench(|| serde_json::to_vec(black_box(&value)));
            }

            #[divan::bench(sample_size = 32)]
            fn decode(bencher: Bencher<'_, '_>) {
                let json = serde_json::to_vec(&$make()).expect("JSON");
                bencher.bench(|| serde_json::from_slice::<$type>(black_box(&json)));
            }

            #[divan::bench(sample_size = 32)]
            fn validate(bencher: Bencher<'_, '_>) {
                let value = $make();
                bencher.bench(|| black_box(&value).validate());
            }

            #[divan::bench(sample_size = 32)]
            fn from_json(bencher: Bencher<'_, '_>) {
                let json = serde_json::to_vec(&$make()).expect("JSON");
                bencher.bench(|| <$type>::from_json(black_box(&json)));
            }

            #[divan::bench(sample_size = 32)]
            fn jsonschema_of_parsed(bencher: Bencher<'_, '_>) {
                let (validator, value) = (compiled($schema), serde_json::to_value($make()).expect("JSON"));
                assert!(validator.is_valid(&value));
                bencher.bench(|| validator.is_valid(black_box(&value)));
            }

            #[divan::bench(sample_size = 32)]
            fn jsonschema_of_typed(bencher: Bencher<'_, '_>) {
                let (validator, value) = (compiled($schema), $make());
                bencher.bench(|| serde_json::to_value(black_box(&value)).is_ok_and(|value| validator.is_valid(&value)));
            }
        }
    };
}

value!(
    update_request,
    request,
    UpdateKubernetesAuthRequest,
    "/paths/~1api~1v1~1auth~1kubernetes-auth~1identities~1{identityId}/patch/requestBody/content/application~1json/schema"
);
value!(
    response,
    response,
    KubernetesAuthResponse,
    "/paths/~1api~1v1~1auth~1kubernetes-auth~1identities~1{identityId}/get/responses/200/content/application~1json/schema"
);
