//! How long things take; compare the rows of one run, since machines differ.

use clientwright::diagnostic::Diagnostics;
use clientwright::generate;
use clientwright::target::Target;
use divan::{Bencher, black_box};
use infisical_client::types::{KubernetesAuthResponse, TokenReviewMode, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::{Nullable, Validate};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/infisical.yaml");

fn main() {
    divan::main();
}

/// From a document to files, beside reading it.
mod document {
    use super::{DOCUMENT, Diagnostics, Target, black_box, generate};

    #[divan::bench]
    fn read_into_openapiv3() -> openapiv3::OpenAPI {
        let text = std::fs::read_to_string(black_box(DOCUMENT)).expect("the document");
        serde_yaml::from_str(&text).expect("a document")
    }

    #[divan::bench]
    fn to_files() -> clientwright::Generated {
        let target = Target {
            spec: DOCUMENT.into(),
            out: "unused".into(),
            name: "infisical-client".to_owned(),
            ..Target::default()
        };
        generate(black_box(&target), None, &mut Diagnostics::default()).expect("a crate")
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
    serde_json::from_str(clientwright_tests::answers::KUBERNETES).expect("an answer")
}

/// Benches what is done to a value of a type.
macro_rules! value {
    ($name:ident, $make:path, $type:ty) => {
        mod $name {
            use super::*;

            #[divan::bench]
            fn serialize(bencher: Bencher<'_, '_>) {
                let value = $make();
                bencher.bench(|| serde_json::to_vec(black_box(&value)));
            }

            #[divan::bench]
            fn decode(bencher: Bencher<'_, '_>) {
                let json = serde_json::to_vec(&$make()).expect("JSON");
                bencher.bench(|| serde_json::from_slice::<$type>(black_box(&json)));
            }

            #[divan::bench]
            fn validate(bencher: Bencher<'_, '_>) {
                let value = $make();
                bencher.bench(|| black_box(&value).validate());
            }

            #[divan::bench]
            fn from_json(bencher: Bencher<'_, '_>) {
                let json = serde_json::to_vec(&$make()).expect("JSON");
                bencher.bench(|| <$type>::from_json(black_box(&json)));
            }
        }
    };
}

value!(update_request, request, UpdateKubernetesAuthRequest);
value!(answer, response, KubernetesAuthResponse);
