//! What a user of the generated client does: update a configuration, be refused, meet a 404, clear a gateway.
//!
//! Without anything in the environment this talks to a small local server that responses as Infisical does. With `INFISICAL_URL`,
//! `INFISICAL_TOKEN` and `INFISICAL_IDENTITY` it talks to a real one.

use std::env;

use clientwright_tests::server::{MockResponse, Request, Server};
use infisical_client::types::{KubernetesAuthResponse, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::{AuthError, Client, Error, Nullable};

const IDENTITY: &str = "0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (url, token, identity) = match (env::var("INFISICAL_URL"), env::var("INFISICAL_TOKEN")) {
        (Ok(url), Ok(token)) => (url, token, env::var("INFISICAL_IDENTITY")?),
        _ => (Server::start(infisical).url(), "a-token".to_owned(), IDENTITY.to_owned()),
    };
    println!("talking to {url}");
    let client = Client::builder().base_url(url).bearer_auth(token).build()?;

    accepted(&client, &identity).await?;
    refused(&client, &identity).await;
    not_found(&client).await;
    gateway_cleared(&client, &identity).await?;
    Ok(())
}

async fn accepted(client: &Client, identity: &str) -> Result<(), Error<AuthError>> {
    let change = UpdateKubernetesAuthRequest {
        access_token_ttl: Some(3600),
        access_token_trusted_ips: Some(vec![TrustedIp { ip_address: "10.0.0.0/8".to_owned() }]),
        ..Default::default()
    };
    let updated = client.update_kubernetes_auth(identity, &change).await?;
    println!("\nAn accepted update:\n  a token now lives for {} seconds", lifetime(&updated));
    Ok(())
}

async fn refused(client: &Client, identity: &str) {
    let change = UpdateKubernetesAuthRequest {
        kubernetes_host: Nullable::Value(String::new()),
        access_token_ttl: Some(400_000_000),
        access_token_num_uses_limit: Some(-1),
        access_token_trusted_ips: Some(Vec::new()),
        ..Default::default()
    };
    println!("\nA refused one, of which nothing was sent:");
    if let Err(Error::Invalid(violations)) = client.update_kubernetes_auth(identity, &change).await {
        for violation in &violations {
            println!("  {violation}");
        }
    }
}

async fn not_found(client: &Client) {
    println!("\nAn identity that there is not:");
    match client.get_kubernetes_auth("ffffffff-ffff-4fff-bfff-ffffffffffff").await {
        Err(Error::Api { body: AuthError::NotFound(body), .. }) => println!("  {}: {}", body.error, body.message),
        other => println!("  {other:?}"),
    }
}

async fn gateway_cleared(client: &Client, identity: &str) -> Result<(), Error<AuthError>> {
    let change = UpdateKubernetesAuthRequest { gateway_id: Nullable::Null, ..Default::default() };
    let updated = client.update_kubernetes_auth(identity, &change).await?;
    println!("\nA gateway cleared with null:\n  gateway: {:?}", updated.identity_kubernetes_auth.gateway_id);
    Ok(())
}

fn lifetime(updated: &KubernetesAuthResponse) -> f64 {
    updated.identity_kubernetes_auth.access_token_ttl()
}

/// Responses as Infisical does: the configuration with what was changed, or 404 for an identity that it does not know.
fn infisical(request: &Request) -> MockResponse {
    if !request.target.ends_with(IDENTITY) {
        let body =
            r#"{"reqId":"req-1","statusCode":404,"message":"The identity has no Kubernetes Auth","error":"NotFound"}"#;
        return MockResponse::json(404, body);
    }
    let change: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let lifetime = change.get("accessTokenTTL").cloned().unwrap_or_else(|| 7200.into());
    let gateway = change.get("gatewayId").cloned().unwrap_or_else(|| "5f0c3e9a-0a43-4b4d-8a41-1f6f0cf8e0b4".into());
    let body = serde_json::json!({"identityKubernetesAuth": {
        "id": "3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d",
        "identityId": IDENTITY,
        "accessTokenTTL": lifetime,
        "gatewayId": gateway,
        "createdAt": "2026-01-02T03:04:05.000Z",
        "updatedAt": "2026-11-21T08:00:00.000Z",
        "allowedNamespaces": "default",
        "allowedNames": "deployer",
        "allowedAudience": "",
        "caCert": ""
    }});
    MockResponse::json(200, &body.to_string())
}
