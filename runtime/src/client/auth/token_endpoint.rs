//! Requests tokens for client credentials (RFC 6749 §4.4). A token endpoint is an API like any other, with one operation.

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use reqwest::Url;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::client_credentials::ClientCredentials;
use super::credential::Credential;
use super::token::{Token, TokenFuture, TokenSource};
use crate::runtime::client::api_config::ApiConfig;
use crate::runtime::client::call::Call;
use crate::runtime::client::client_builder::{BuildError, Client, ClientBuilder};
use crate::runtime::client::decode;
use crate::runtime::client::error::ErrorBody;
use crate::runtime::client::operation::{Operation, ResponseSpec, Statuses};
use crate::runtime::client::redirect::Redirects;
use crate::runtime::client::request::RequestTarget;
use crate::runtime::client::request_body::RequestBody;
use crate::runtime::client::url_path::encode;
use crate::runtime::validation::violation::Violations;

/// The largest response that is read, in bytes.
const MAX_BODY: u64 = 1 << 20;

static API: ApiConfig = ApiConfig {
    base_url: None,
    server_variables: &[],
    security: &[&["client"]],
    redacted: &["access_token", "client_secret", "id_token", "refresh_token"],
    user_agent: "",
};

/// Its path is that of the endpoint.
static REQUEST_TOKEN: Operation<TokenResponse> =
    Operation::new("POST", "").responses(&[ResponseSpec::new(Statuses::Exactly(200), decode::json)]);

/// A successful response (RFC 6749 §5.1).
#[derive(Deserialize)]
struct TokenResponse {
    access_token: String,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<Duration>,
}

/// Reads a number of seconds, which some servers send as a string.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let seconds = match Value::deserialize(deserializer)? {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    };
    Ok(seconds.and_then(|seconds: f64| Duration::try_from_secs_f64(seconds.max(0.0)).ok()))
}

/// An error response (RFC 6749 §5.2); errors of calls show its description.
#[derive(Debug, Deserialize)]
struct TokenError {
    #[allow(dead_code, reason = "shown by Debug")]
    error: String,
}

impl ErrorBody for TokenError {
    const RESPONSES: &'static [ResponseSpec<Self>] = &[ResponseSpec::new(Statuses::Range(4), decode::json)];
}

/// The token endpoint of an authorization server (RFC 6749 §3.2), and what is sent to it.
pub(in super::super) struct TokenEndpoint {
    client: Client,
    target: RequestTarget,
    body: Bytes,
    secrets: Vec<String>,
}

/// Parameters of requests for tokens that are secrets.
const SECRETS: &[&str] = &["assertion", "client_assertion", "code", "password", "refresh_token", "subject_token"];

impl TokenEndpoint {
    /// Returns the endpoint at a URL. `builder` is that of a client, as it sends requests to the API.
    pub(in super::super) fn new(
        url: &Url,
        credentials: ClientCredentials,
        builder: impl FnOnce(&'static ApiConfig) -> ClientBuilder,
    ) -> Result<Self, BuildError> {
        let ClientCredentials { id, secret, scopes, parameters, in_body, .. } = credentials;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let target = RequestTarget { method: Method::POST, path: format!("{}{query}", url.path()) };
        let mut base_url = url.clone();
        base_url.set_path("");
        base_url.set_query(None);
        let mut fields = vec![("grant_type".to_owned(), "client_credentials".to_owned())];
        if !scopes.is_empty() {
            fields.push(("scope".to_owned(), scopes.join(" ")));
        }
        let mut builder = builder(&API).base_url(base_url).redirects(Redirects::None).max_body(MAX_BODY);
        if in_body {
            fields.extend([("client_id".to_owned(), id), ("client_secret".to_owned(), secret.clone())]);
        } else {
            // Both are encoded as in a form first (RFC 6749 §2.3.1).
            builder = builder.credential("client", Credential::basic(encode(&id), encode(&secret)));
        }
        let is_secret = |(name, _): &&(String, String)| SECRETS.contains(&name.as_str());
        let secrets = parameters.iter().filter(is_secret).map(|(_, value)| value.clone()).chain([secret]).collect();
        fields.extend(parameters);
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        Ok(Self { client: builder.build()?, target, body: Bytes::from(fields.join("&")), secrets })
    }
}

impl TokenSource for TokenEndpoint {
    fn token(&self) -> TokenFuture<'_> {
        let body = RequestBody::new("application/x-www-form-urlencoded", self.body.clone(), Violations::default());
        // A token more does no harm.
        let mut call: Call<TokenResponse, TokenError> = self.client.call(&REQUEST_TOKEN).idempotent().__body(body);
        call.draft.target = Some(self.target.clone());
        self.secrets.iter().for_each(|secret| call.draft.secrets.add(secret.as_str()));
        Box::pin(async move {
            let TokenResponse { access_token, expires_in } = call.await?;
            let token = Token::new(access_token);
            Ok(match expires_in {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}
