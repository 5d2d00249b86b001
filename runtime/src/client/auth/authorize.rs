//! Adds credentials to requests.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::credential::{Credential, CredentialKind, CredentialPlace, encode_basic};
use super::token::{TokenSource, Tokens, TokensKind};
use super::token_cache::{TokenCache, UnsendableToken};
use super::token_endpoint::TokenEndpoint;
use crate::runtime::client::client_builder::Settings;
use crate::runtime::client::error::{Error, NoDeclaredErrors};
use crate::runtime::client::request::{Request, secret_header};
use crate::runtime::client::request_context::RequestContext;

/// How a client authenticates by a security scheme.
pub(in super::super) enum Authenticator {
    /// With its header, if it is in one of its own.
    Fixed(CredentialPlace, String, Option<(HeaderName, HeaderValue)>),
    Renewed(CredentialPlace, TokenCache),
}

impl Authenticator {
    /// Returns how a client authenticates with a credential. `endpoint` returns where tokens for client credentials are requested.
    pub(in super::super) fn new<E>(
        credential: Credential,
        endpoint: impl FnOnce(super::ClientCredentials) -> Result<TokenEndpoint, E>,
    ) -> Result<Self, E> {
        let (place, tokens) = match credential.0 {
            CredentialKind::Basic { username, password } => {
                let sent = encode_basic(&username, &password);
                return Ok(Self::fixed(CredentialPlace::Authorization("Basic"), sent));
            }
            CredentialKind::Tokens(place, Tokens(tokens)) => (place, tokens),
        };
        let source: Arc<dyn TokenSource> = match tokens {
            TokensKind::Fixed(text) => return Ok(Self::fixed(place, text)),
            TokensKind::Source(source) => source,
            TokensKind::ClientCredentials(credentials) => Arc::new(endpoint(credentials)?),
        };
        Ok(Self::Renewed(place, TokenCache::new(source)))
    }

    fn fixed(place: CredentialPlace, text: String) -> Self {
        let header = match place {
            CredentialPlace::Authorization(scheme) => {
                secret_header(AUTHORIZATION.as_str(), &format!("{scheme} {text}"))
            }
            CredentialPlace::Header(name) => secret_header(name, &text),
            CredentialPlace::Query(_) | CredentialPlace::Cookie(_) => None,
        };
        Self::Fixed(place, text, header)
    }
}

/// The tokens that were sent: the scheme of each, and its number.
#[derive(Default)]
pub(in super::super) struct SentTokens(Vec<(&'static str, u64)>);

impl SentTokens {
    /// Forgets that tokens were sent: the response is not about them.
    pub(in super::super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Makes the client forget the tokens, since the server refused them. Returns whether the request may succeed with others: `may_renew`
    /// says so, unless another call has replaced them already, or they are not new.
    pub(in super::super) fn forget(&self, settings: &Settings, may_renew: impl FnOnce() -> bool) -> bool {
        let caches: Vec<(&TokenCache, u64)> =
            self.0.iter().filter_map(|(scheme, number)| Some((cache(settings, scheme)?.1, *number))).collect();
        let now = settings.clock.now();
        let is_new = caches.iter().any(|(cache, number)| cache.is_new(*number, now));
        if caches.is_empty() || is_new && !may_renew() {
            return false;
        }
        for (cache, number) in caches {
            cache.forget(number);
        }
        true
    }
}

/// Returns a request with the tokens of its schemes that are renewed; `left` is the time of the attempt.
pub(in super::super) async fn authorize<'a>(
    settings: &Settings,
    request: &'a Request,
    context: &mut RequestContext,
    sent: &mut SentTokens,
    left: Duration,
) -> Result<Cow<'a, Request>, Error<NoDeclaredErrors>> {
    sent.clear();
    let mut authorized = Cow::Borrowed(request);
    for scheme in &request.renewed {
        let Some((place, cache)) = cache(settings, scheme) else { continue };
        let token = match cache.token(&*settings.clock, left).await {
            Ok(token) => token,
            Err(source) => return Err(context.credentials(scheme, source)),
        };
        context.hide(&token.secret);
        if !authorized.to_mut().add_credential(place, &token.secret) {
            cache.forget(token.number);
            return Err(context.credentials(scheme, Arc::new(UnsendableToken)));
        }
        sent.0.push((scheme, token.number));
    }
    Ok(authorized)
}

fn cache<'a>(settings: &'a Settings, scheme: &str) -> Option<(CredentialPlace, &'a TokenCache)> {
    match settings.credentials.get(scheme)? {
        Authenticator::Renewed(place, cache) => Some((*place, cache)),
        Authenticator::Fixed(..) => None,
    }
}
