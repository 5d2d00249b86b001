//! Credentials, and tokens that renew (OpenAPI 3.0.3 §4.7.27).
//!
//! A credential consists of a text, such as an API key, or of tokens from a [`TokenSource`]: the client asks it for a token when it needs
//! one, keeps the token while it lives, renews it shortly before its end, and replaces it when the server refuses it with 401.

mod authorize;
mod client_credentials;
mod credential;
mod token;
mod token_cache;
mod token_endpoint;

pub(super) use authorize::{Authenticator, SentTokens, authorize};
pub use client_credentials::ClientCredentials;
pub use credential::Credential;
pub(super) use credential::CredentialPlace;
pub use token::{BoxError, Token, TokenFuture, TokenSource, Tokens};
pub(super) use token_cache::SourceError;
pub(super) use token_endpoint::TokenEndpoint;
