//! Credentials for the security schemes of the document (OpenAPI 3.0.3 §4.7.27).

use std::fmt;

use http::{HeaderName, HeaderValue};

use super::header_rules::is_framing;

/// A credential. Never shown.
#[derive(Clone)]
pub struct Credential(CredentialKind);

#[derive(Clone)]
enum CredentialKind {
    Bearer(String),
    Basic { username: String, password: String },
    Header { name: &'static str, key: String },
    Query { name: &'static str, key: String },
    Cookie { name: &'static str, key: String },
}

/// Where a credential is in a request.
pub(super) enum CredentialPlacement {
    Basic { username: String, password: String },
    Header(&'static str, String),
    Query(&'static str, String),
    Cookie(&'static str, String),
}

impl Credential {
    /// A bearer token (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(CredentialKind::Bearer(token.into()))
    }

    /// A user name and password (RFC 7617).
    pub fn basic(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self(CredentialKind::Basic { username: username.into(), password: password.into() })
    }

    /// An API key in a header.
    pub fn header(name: &'static str, key: impl Into<String>) -> Self {
        Self(CredentialKind::Header { name, key: key.into() })
    }

    /// An API key in a query parameter.
    pub fn query(name: &'static str, key: impl Into<String>) -> Self {
        Self(CredentialKind::Query { name, key: key.into() })
    }

    /// An API key in a cookie.
    pub fn cookie(name: &'static str, key: impl Into<String>) -> Self {
        Self(CredentialKind::Cookie { name, key: key.into() })
    }

    /// Returns where the credential is in a request.
    pub(super) fn placement(&self) -> CredentialPlacement {
        match &self.0 {
            CredentialKind::Bearer(token) => CredentialPlacement::Header("authorization", format!("Bearer {token}")),
            CredentialKind::Basic { username, password } => {
                CredentialPlacement::Basic { username: username.clone(), password: password.clone() }
            }
            CredentialKind::Header { name, key } => CredentialPlacement::Header(name, key.clone()),
            CredentialKind::Query { name, key } => CredentialPlacement::Query(name, key.clone()),
            CredentialKind::Cookie { name, key } => CredentialPlacement::Cookie(name, key.clone()),
        }
    }

    /// Returns user name and password, if the credential has them.
    pub(super) fn as_basic(&self) -> Option<(String, String)> {
        match self.placement() {
            CredentialPlacement::Basic { username, password } => Some((username, password)),
            _ => None,
        }
    }

    /// Returns the texts that must not be shown; for a user name and password also their encoding. Many APIs take a key as the user name.
    pub(super) fn secrets(&self) -> Vec<String> {
        match &self.0 {
            CredentialKind::Bearer(secret) => vec![secret.clone()],
            CredentialKind::Basic { username, password } => {
                let sent = encode_base64(format!("{username}:{password}").as_bytes());
                // The padding is often omitted.
                let sent = sent.trim_end_matches('=').to_owned();
                let for_urls = sent.replace('+', "-").replace('/', "_");
                vec![username.clone(), password.clone(), sent, for_urls]
            }
            CredentialKind::Header { key, .. }
            | CredentialKind::Query { key, .. }
            | CredentialKind::Cookie { key, .. } => vec![key.clone()],
        }
    }

    /// Returns whether the credential can be sent.
    pub(super) fn is_sendable(&self) -> bool {
        match self.placement() {
            CredentialPlacement::Header(name, value) => {
                HeaderValue::from_str(&value).is_ok() && HeaderName::try_from(name).is_ok_and(|name| !is_framing(&name))
            }
            // The password would begin at the colon (RFC 7617 §2).
            CredentialPlacement::Basic { username, .. } => !username.contains(':'),
            CredentialPlacement::Query(..) | CredentialPlacement::Cookie(..) => true,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Encodes base64 (RFC 4648 §4) for HTTP Basic. Not every crate depends on a library for that.
fn encode_base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | usize::from(chunk.get(index).copied().unwrap_or(0)));
        for index in 0..4 {
            let digit = ALPHABET.get(bits >> (18 - 6 * index) & 0x3f).copied().map_or('=', char::from);
            text.push(if index <= chunk.len() { digit } else { '=' });
        }
    }
    text
}
