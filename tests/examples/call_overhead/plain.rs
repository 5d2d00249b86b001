//! The same call by hand, as people write it with reqwest and serde.

#![allow(dead_code, reason = "one of the methods is for a test")]

use std::time::Duration;

use infisical_client::bytes::Bytes;
use infisical_client::chrono::{DateTime, FixedOffset};
use infisical_client::uuid::Uuid;
use infisical_client::{http, reqwest};
use serde::{Deserialize, Serialize};

pub type BoxError = Box<dyn std::error::Error>;

pub struct Client {
    http: reqwest::Client,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateKubernetesAuth {
    kubernetes_host: Option<String>,
    token_reviewer_jwt: Option<String>,
    token_review_mode: &'static str,
    access_token_trusted_ips: Vec<TrustedIp>,
    #[serde(rename = "accessTokenTTL")]
    access_token_ttl: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TrustedIp {
    ip_address: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KubernetesAuthResponse {
    pub identity_kubernetes_auth: KubernetesAuth,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KubernetesAuth {
    id: Uuid,
    identity_id: Uuid,
    created_at: DateTime<FixedOffset>,
    updated_at: DateTime<FixedOffset>,
    #[serde(rename = "accessTokenTTL")]
    access_token_ttl: Option<i64>,
    #[serde(rename = "accessTokenMaxTTL")]
    access_token_max_ttl: Option<i64>,
    access_token_num_uses_limit: Option<i64>,
    allowed_namespaces: String,
    allowed_names: String,
    allowed_audience: String,
    ca_cert: String,
    gateway_id: Option<Uuid>,
}

/// Returns the request, which is sent as the same bytes as ours.
pub fn request() -> UpdateKubernetesAuth {
    UpdateKubernetesAuth {
        kubernetes_host: Some("https://kubernetes.example.com".to_owned()),
        token_reviewer_jwt: None,
        token_review_mode: "api",
        access_token_trusted_ips: vec![TrustedIp { ip_address: "10.0.0.0/8".to_owned() }],
        access_token_ttl: 3600,
    }
}

impl Client {
    /// With the time limits that ours has by default.
    pub fn new(url: &str) -> Self {
        let builder =
            reqwest::Client::builder().timeout(Duration::from_secs(60)).connect_timeout(Duration::from_secs(5));
        Self { http: builder.build().expect("a client"), url: url.to_owned() }
    }

    fn request(&self, identity: &str, request: &UpdateKubernetesAuth) -> Result<reqwest::RequestBuilder, BoxError> {
        let url = format!("{}/api/v1/auth/kubernetes-auth/identities/{identity}", self.url);
        let builder = self.http.patch(url).bearer_auth("a-token").header("accept", "application/json");
        Ok(builder.header("content-type", "application/json").body(serde_json::to_vec(request)?))
    }

    pub async fn update_kubernetes_auth(
        &self,
        identity: &str,
        request: &UpdateKubernetesAuth,
    ) -> Result<KubernetesAuthResponse, BoxError> {
        let response = self.request(identity, request)?.send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }

    /// Builds the request, and decodes the response: what both sides of the network have to do.
    pub fn without_network(
        &self,
        identity: &str,
        request: &UpdateKubernetesAuth,
        response: &http::Response<Bytes>,
    ) -> Result<bool, BoxError> {
        let request = self.request(identity, request)?.build()?;
        let response: KubernetesAuthResponse = serde_json::from_slice(response.body())?;
        Ok(request.body().is_some() && response.identity_kubernetes_auth.access_token_ttl == Some(3600))
    }
}
