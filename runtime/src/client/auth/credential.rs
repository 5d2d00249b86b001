//! The credential for a security scheme: what it consists of, and where it is in a request.

use std::fmt;

use http::{HeaderName, HeaderValue};

use super::token::{Tokens, TokensKind};
use crate::runtime::client::header_rules::is_framing;

/// A credential. Never shown.
#[derive(Clone)]
pub struct Credential(pub(super) CredentialKind);

#[derive(Clone)]
pub(super) enum CredentialKind {
    Basic { username: String, password: String },
    Tokens(CredentialPlace, Tokens),
}

/// Where a credential is in a request.
#[derive(Clone, Copy)]
pub(in super::super) enum CredentialPlace {
    /// In `Authorization`, after the name of an authentication scheme (RFC 9110 §11.6.2).
    Authorization(&'static str),
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl CredentialPlace {
    /// Returns the header of a call that replaces the credential.
    pub(in super::super) fn replaced_by(self) -> Option<&'static str> {
        match self {
            Self::Cookie(_) => Some("cookie"),
            place => place.header(),
        }
    }

    /// Returns the header that the credential is in, if it is in one of its own.
    pub(in super::super) fn header(self) -> Option<&'static str> {
        match self {
            Self::Authorization(_) => Some("authorization"),
            Self::Header(name) => Some(name),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
}

impl Credential {
    /// A bearer token (RFC 6750).
    pub fn bearer(token: impl Into<Tokens>) -> Self {
        Self::http("Bearer", token)
    }

    /// A bearer token of OAuth 2. The client credentials grant requests it at `token_url`, unless they have a URL of their own.
    pub fn oauth2(token_url: &'static str, token: impl Into<Tokens>) -> Self {
        let mut tokens = token.into();
        if let TokensKind::ClientCredentials(credentials) = &mut tokens.0 {
            credentials.token_url.get_or_insert_with(|| token_url.to_owned());
        }
        Self::bearer(tokens)
    }

    /// What an authentication scheme of HTTP has after its name in `Authorization`.
    pub fn http(scheme: &'static str, value: impl Into<Tokens>) -> Self {
        Self(CredentialKind::Tokens(CredentialPlace::Authorization(scheme), value.into()))
    }

    /// A user name and password (RFC 7617).
    pub fn basic(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self(CredentialKind::Basic { username: username.into(), password: password.into() })
    }

    /// An API key in a header.
    pub fn header(name: &'static str, key: impl Into<Tokens>) -> Self {
        Self(CredentialKind::Tokens(CredentialPlace::Header(name), key.into()))
    }

    /// An API key in a query parameter.
    pub fn query(name: &'static str, key: impl Into<Tokens>) -> Self {
        Self(CredentialKind::Tokens(CredentialPlace::Query(name), key.into()))
    }

    /// An API key in a cookie.
    pub fn cookie(name: &'static str, key: impl Into<Tokens>) -> Self {
        Self(CredentialKind::Tokens(CredentialPlace::Cookie(name), key.into()))
    }

    /// Returns user name and password as they are sent, if the credential has them.
    pub(in super::super) fn as_basic(&self) -> Option<String> {
        match &self.0 {
            CredentialKind::Basic { username, password } => Some(encode_basic(username, password)),
            CredentialKind::Tokens(..) => None,
        }
    }

    /// Returns the texts that must not be shown; for a user name and password also their encoding. Many APIs take a key as the user name.
    pub(in super::super) fn secrets(&self) -> Vec<String> {
        match &self.0 {
            CredentialKind::Basic { username, password } => {
                let sent = encode_basic(username, password);
                // The padding is often omitted.
                let sent = sent.trim_end_matches('=').to_owned();
                let for_urls = sent.replace('+', "-").replace('/', "_");
                vec![username.clone(), password.clone(), sent, for_urls]
            }
            CredentialKind::Tokens(_, Tokens(TokensKind::Fixed(text))) => vec![text.clone()],
            CredentialKind::Tokens(_, Tokens(TokensKind::ClientCredentials(credentials))) => {
                vec![credentials.secret.clone()]
            }
            // Its tokens become secrets of the calls that send them.
            CredentialKind::Tokens(_, Tokens(TokensKind::Source(_))) => Vec::new(),
        }
    }

    /// Returns whether the credential can be sent, as far as it is known.
    pub(in super::super) fn is_sendable(&self) -> bool {
        match &self.0 {
            // The password would begin at the colon (RFC 7617 §2).
            CredentialKind::Basic { username, .. } => !username.contains(':'),
            CredentialKind::Tokens(place, Tokens(tokens)) => place.header().is_none_or(|name| {
                let has_value = !matches!(tokens, TokensKind::Fixed(text) if HeaderValue::from_str(text).is_err());
                has_value && HeaderName::try_from(name).is_ok_and(|name| !is_framing(&name))
            }),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Encodes a user name and password (RFC 7617 §2).
pub(super) fn encode_basic(username: &str, password: &str) -> String {
    encode_base64(format!("{username}:{password}").as_bytes())
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
