//! Tokens, and where they come from.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::client_credentials::ClientCredentials;

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A future that yields a token.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + 'a>>;

/// A token, with the time that it lives. Never shown.
#[derive(Clone)]
#[must_use]
pub struct Token {
    pub(super) secret: String,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the server refuses it with 401.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Sets how long the token lives, from when the source was asked for it: the `expires_in` of OAuth 2. It is renewed before its end: 5
    /// minutes, or a fifth of its life if that is less, and a little later at random, so that not all clients renew at once.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("expires_in", &self.lifetime).finish_non_exhaustive()
    }
}

/// A source of tokens, such as a login. A closure that returns a future is one.
///
/// The client asks for one token at a time, whatever the number of calls that wait for it, and each of its clones uses that token. If
/// the call that polls the future is dropped, the next call that needs a token goes on polling it, unless a minute has passed: then it is
/// dropped.
pub trait TokenSource: Send + Sync {
    /// Returns a new token.
    fn token(&self) -> TokenFuture<'_>;
}

impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(self())
    }
}

impl<S: TokenSource + ?Sized> TokenSource for Arc<S> {
    fn token(&self) -> TokenFuture<'_> {
        (**self).token()
    }
}

/// What a credential consists of: a text, a [`TokenSource`] such as a closure, or the [`ClientCredentials`] of OAuth 2. Never shown.
#[derive(Clone)]
pub struct Tokens(pub(super) TokensKind);

#[derive(Clone)]
pub(super) enum TokensKind {
    Fixed(String),
    Source(Arc<dyn TokenSource>),
    ClientCredentials(ClientCredentials),
}

impl<S: TokenSource + 'static> From<S> for Tokens {
    fn from(source: S) -> Self {
        Self(TokensKind::Source(Arc::new(source)))
    }
}

impl From<ClientCredentials> for Tokens {
    fn from(credentials: ClientCredentials) -> Self {
        Self(TokensKind::ClientCredentials(credentials))
    }
}

/// Declares that a text is the only token.
macro_rules! texts {
    ($($text:ty),*) => {$(
        impl From<$text> for Tokens {
            fn from(text: $text) -> Self {
                Self(TokensKind::Fixed(text.into()))
            }
        }
    )*};
}

texts!(String, &str, &String, Box<str>, Cow<'_, str>);

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
