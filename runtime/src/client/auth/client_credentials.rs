//! The client credentials grant of OAuth 2.

use std::fmt;

/// The id and secret of a client, for which a server issues tokens (RFC 6749 §4.4). Never shown.
///
/// The URL of that server is in the document, for a security scheme of the type `oauth2`, unless [`Self::token_url`] sets it. It is sent
/// requests like the API itself: with the same HTTP client, times and retries.
#[derive(Clone)]
#[must_use]
pub struct ClientCredentials {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) scopes: Vec<String>,
    pub(in super::super) token_url: Option<String>,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) in_body: bool,
}

impl ClientCredentials {
    /// The id and secret of a client.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            token_url: None,
            parameters: Vec::new(),
            in_body: false,
        }
    }

    /// Asks for scopes (RFC 6749 §3.3); by default, the server chooses them.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the URL to which tokens are requested, instead of that of the document. A relative URL is resolved against the base URL.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Adds a parameter to requests for tokens, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the body instead of the header `Authorization` (RFC 6749 §2.3.1), for servers that require it.
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
