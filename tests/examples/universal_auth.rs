//! Logs in with Universal Auth, and lets the client renew the token for all other calls.
//!
//! Without anything in the environment this talks to a small local server whose tokens can be used twice. With `INFISICAL_URL`,
//! `INFISICAL_CLIENT_ID`, `INFISICAL_CLIENT_SECRET` and `INFISICAL_IDENTITY` it talks to a real one.

use std::env;
use std::sync::Mutex;
use std::time::Duration;

use clientwright_tests::server::{MockResponse, Request, Server};
use infisical_client::auth::{BoxError, Token};
use infisical_client::types::LoginWithUniversalAuthRequest;
use infisical_client::{BuildError, Client};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let variables = ["URL", "CLIENT_ID", "CLIENT_SECRET", "IDENTITY"].map(|name| env::var(format!("INFISICAL_{name}")));
    let [url, id, secret, identity] = match variables {
        [Ok(url), Ok(id), Ok(secret), Ok(identity)] => [url, id, secret, identity],
        _ => [server().url(), "an-id".to_owned(), "a-secret".to_owned(), "an-identity".to_owned()],
    };
    let client = client(&url, LoginWithUniversalAuthRequest::builder().client_id(id).client_secret(secret).build()?)?;
    for _ in 0..5 {
        let response = client.get_kubernetes_auth(&identity).await?;
        println!("got the configuration {}", response.identity_kubernetes_auth.id);
    }
    Ok(())
}

/// Returns a client that logs in whenever it needs a token.
fn client(url: &str, login: LoginWithUniversalAuthRequest) -> Result<Client, BuildError> {
    // The login itself needs no token.
    let logging_in = Client::builder().base_url(url).build()?;
    let source = move || {
        let call = logging_in.login_with_universal_auth(&login);
        async move {
            let response = call.await?;
            println!("logged in");
            Ok(Token::new(response.access_token).expires_in(Duration::try_from_secs_f64(response.expires_in)?))
        }
    };
    Client::builder().base_url(url).bearer_auth(source).build()
}

/// Starts a server that responds as Infisical does, and refuses a token after it was used twice.
fn server() -> Server {
    let uses = Mutex::new((0, 0));
    Server::start(move |request| respond(request, &mut uses.lock().expect("no panic")))
}

/// Returns the response to a request; `uses` is the number of the token, and how often it was used.
fn respond(request: &Request, (number, used): &mut (u32, u32)) -> MockResponse {
    if request.target.ends_with("/login") {
        (*number, *used) = (*number + 1, 0);
        let body = serde_json::json!({
            "accessToken": format!("token-{number}"),
            "expiresIn": 7200,
            "accessTokenMaxTTL": 43200,
            "tokenType": "Bearer"
        });
        return MockResponse::json(200, &body.to_string());
    }
    *used += 1;
    if request.header("authorization") != Some(&format!("Bearer token-{number}")) || *used > 2 {
        let body =
            r#"{"reqId":"req-1","statusCode":401,"message":"The token has no uses left","error":"Unauthorized"}"#;
        return MockResponse::json(401, body);
    }
    let body = serde_json::json!({"identityKubernetesAuth": {
        "id": "3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d",
        "identityId": "0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11",
        "accessTokenTTL": 7200,
        "createdAt": "2026-01-02T03:04:05.000Z",
        "updatedAt": "2026-11-21T08:00:00.000Z",
        "allowedNamespaces": "default",
        "allowedNames": "deployer",
        "allowedAudience": "",
        "caCert": ""
    }});
    MockResponse::json(200, &body.to_string())
}
