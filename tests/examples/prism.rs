//! All operations of the Infisical document with all responses that it declares, against Prism, which mocks the document and knows nothing
//! of this client: `cargo xtask prism` starts it. The argument is its URL.
//!
//! Prism refuses a request that violates the document. Its responses are made of the schemas, and are validated here.

use std::collections::BTreeSet;
use std::env;
use std::sync::{Arc, Mutex, PoisonError};

use infisical_client::hooks::{CallSummary, Hook};
use infisical_client::{AuthError, Client, Error, Retry};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

type BoxError = Box<dyn std::error::Error>;

const IDENTITY: &str = "0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11";

/// The operations of the document.
const OPERATIONS: usize = 20;

/// The declared errors of each.
const ERRORS: [u16; 6] = [400, 401, 403, 404, 422, 500];

/// Remembers which operations were called.
#[derive(Clone, Default)]
struct Called(Arc<Mutex<BTreeSet<String>>>);

impl Hook for Called {
    fn after_call(&self, call: &CallSummary<'_>) {
        let mut called = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        called.insert(format!("{} {}", call.method, call.path));
    }
}

/// Makes a call for each response that the document declares, and returns the problems.
macro_rules! call {
    ($client:ident.$method:ident($($argument:expr),*)) => {{
        let mut problems = Vec::new();
        if let Err(error) = $client.$method($($argument),*).await {
            problems.push(format!("{}: {error}", stringify!($method)));
        }
        for status in ERRORS {
            let call = $client.$method($($argument),*).header("Prefer", format!("code={status}"));
            match call.retry(Retry::none()).await {
                Err(Error::Api { body, .. }) if self::status(&body) == Some(status) => {}
                Err(error) => problems.push(format!("{} with {status}: {error}", stringify!($method))),
                Ok(_) => problems.push(format!("{} with {status}: no error", stringify!($method))),
            }
        }
        problems
    }};
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let url = env::args().nth(1).ok_or("the URL of Prism is missing")?;
    let called = Called::default();
    let client = Client::builder().base_url(url).bearer_auth("token").check_responses(true).hook(called.clone());
    let client = client.build()?;

    let ttl = json!({"accessTokenTTL": 3600, "accessTokenTrustedIps": [{"ipAddress": "10.0.0.0/8"}]});
    let kubernetes = json!({"allowedNamespaces": "a", "allowedNames": "b", "allowedAudience": "", "gatewayId": null});
    let changed = json!({"kubernetesHost": "https://k8s.example", "gatewayId": null, "accessTokenTTL": 3600});
    let jwt = json!({"configurationType": "static", "publicKeys": ["key"], "boundIssuer": "", "boundAudiences": "", "boundClaims": {}, "boundSubject": ""});
    let changed_jwt = json!({"configurationType": "jwks", "jwksUrl": "https://jwks.example", "boundIssuer": "me"});
    let login = json!({"identityId": IDENTITY, "jwt": "a.b.c"});
    let aws = json!({"identityId": IDENTITY, "iamRequestBody": "Ym9keQ==", "iamRequestHeaders": "e30="});
    let secret = json!({"clientId": "id", "clientSecret": "secret"});
    let problems = [
        call!(client.attach_aws_auth(IDENTITY, &body(&ttl)?)),
        call!(client.get_aws_auth(IDENTITY)),
        call!(client.update_aws_auth(IDENTITY, &body(&ttl)?)),
        call!(client.delete_aws_auth(IDENTITY)),
        call!(client.login_with_aws_auth(&body(&aws)?)),
        call!(client.attach_jwt_auth(IDENTITY, &body(&jwt)?)),
        call!(client.get_jwt_auth(IDENTITY)),
        call!(client.update_jwt_auth(IDENTITY, &body(&changed_jwt)?)),
        call!(client.delete_jwt_auth(IDENTITY)),
        call!(client.login_with_jwt_auth(&body(&login)?)),
        call!(client.attach_kubernetes_auth(IDENTITY, &body(&kubernetes)?)),
        call!(client.get_kubernetes_auth(IDENTITY)),
        call!(client.update_kubernetes_auth(IDENTITY, &body(&changed)?)),
        call!(client.delete_kubernetes_auth(IDENTITY)),
        call!(client.login_with_kubernetes_auth(&body(&login)?)),
        call!(client.attach_universal_auth(IDENTITY, &body(&ttl)?)),
        call!(client.get_universal_auth(IDENTITY)),
        call!(client.update_universal_auth(IDENTITY, &body(&ttl)?)),
        call!(client.delete_universal_auth(IDENTITY)),
        call!(client.login_with_universal_auth(&body(&secret)?)),
    ];
    let problems = problems.concat();
    let called = called.0.lock().unwrap_or_else(PoisonError::into_inner).len();
    println!("{called} operations, {} calls, {} problems", called * (ERRORS.len() + 1), problems.len());
    if called != OPERATIONS || !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    Ok(())
}

/// Reads a request body of an operation.
fn body<T: DeserializeOwned>(value: &Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(value.clone())
}

/// Returns the status code of a declared error, by its variant.
fn status(error: &AuthError) -> Option<u16> {
    match error {
        AuthError::BadRequest(_) => Some(400),
        AuthError::Unauthorized(_) => Some(401),
        AuthError::Forbidden(_) => Some(403),
        AuthError::NotFound(_) => Some(404),
        AuthError::UnprocessableEntity(_) => Some(422),
        AuthError::InternalServerError(_) => Some(500),
        _ => None,
    }
}
