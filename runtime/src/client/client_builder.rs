//! The client and its builder.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::Url;

use super::api_config::ApiConfig;
use super::auth::{Authenticator, ClientCredentials, Credential, TokenEndpoint};
use super::call::{Call, UndeclaredCall};
use super::clock::{Clock, SystemClock};
use super::header_rules::{is_credential, is_framing};
use super::hooks::Hook;
use super::http_client::HttpClient;
use super::operation::Operation;
pub use super::redirect::Redirects;
pub use super::response_body::DEFAULT_MAX_BODY;
use super::retry::{Retry, TokenBucket};
pub use super::server_url::ServerVariable;
use super::server_url::{BaseUrl, expanded, is_confidential, is_relative};
use super::times::{DEFAULT_CONNECT_TIMEOUT, Times};
#[allow(unused_imports, reason = "the docs link to them")]
use super::times::{DEFAULT_IDLE_TIMEOUT, DEFAULT_TIMEOUT};
use super::transport::Transport;
use crate::runtime::validation::redact::Secrets;

/// Sends requests. Cheap to clone: clones share connections and credentials.
///
/// A generated crate wraps it in a client of its own, whose methods are the operations.
#[derive(Clone)]
pub struct Client {
    pub(super) settings: Arc<Settings>,
}

/// The state that all clones of a client share.
pub(super) struct Settings {
    pub(super) api: &'static ApiConfig,
    pub(super) http: HttpClient,
    pub(super) redirects: Redirects,
    pub(super) base_url: BaseUrl,
    /// Whether the user set it, and did not choose one of the document's servers.
    pub(super) is_base_url_given: bool,
    pub(super) server_variables: BTreeMap<&'static str, String>,
    pub(super) credentials: BTreeMap<&'static str, Authenticator>,
    pub(super) headers: HeaderMap,
    /// The parts of credentials and headers that must not be shown.
    pub(super) secrets: Arc<Secrets>,
    pub(super) times: Times,
    pub(super) max_body: u64,
    pub(super) check_responses: bool,
    pub(super) retry: Retry,
    /// What is left of the budget for retries.
    pub(super) tokens: TokenBucket,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) allow_http_credentials: bool,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
}

impl Client {
    /// Creates a call of an operation.
    pub fn call<T, E>(&self, operation: &'static Operation<T>) -> Call<T, E> {
        Call::new(self.clone(), *operation)
    }

    /// Creates a call of an operation with optional parameters.
    pub fn call_with_params<T, E, P>(&self, operation: &'static Operation<T>) -> Call<T, E, P> {
        Call::new(self.clone(), *operation)
    }

    /// Creates a call of what the document does not declare.
    pub fn undeclared(&self, method: Method, path: String) -> UndeclaredCall {
        Call::undeclared(self.clone(), method, path)
    }

    /// Creates a call of an operation that has only a method, a path and a single success.
    pub fn request<T, E, P>(&self, method: &'static str, path: &'static str) -> Call<T, E, P> {
        Call::new(self.clone(), Operation::new(method, path))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &shown(self.settings.base_url.url.as_str()))
            .field("timeout", &self.settings.times.call)
            .finish_non_exhaustive()
    }
}

/// A builder of a [`Client`]. The macro `client!` documents its methods for users.
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    api: &'static ApiConfig,
    base_url: Option<String>,
    server: Option<&'static str>,
    server_variables: BTreeMap<&'static str, String>,
    /// The error is shared, since builders can be cloned.
    http: Option<Result<HttpClient, Arc<reqwest::Error>>>,
    redirects: Redirects,
    user_agent: String,
    credentials: BTreeMap<&'static str, Credential>,
    headers: Vec<(String, String)>,
    times: Times,
    /// The time to connect, unless `configure_reqwest` comes first.
    connect_timeout: Duration,
    /// Whether the time to connect was set too late.
    has_late_timeout: bool,
    allow_http_credentials: bool,
    max_body: u64,
    check_responses: bool,
    retry: Retry,
    clock: Arc<dyn Clock>,
    hooks: Vec<Arc<dyn Hook>>,
}

impl ClientBuilder {
    /// Creates a builder of a client of an API.
    pub fn new(api: &'static ApiConfig) -> Self {
        Self {
            api,
            base_url: None,
            server: None,
            server_variables: BTreeMap::new(),
            http: None,
            redirects: Redirects::default(),
            user_agent: api.user_agent.to_owned(),
            credentials: BTreeMap::new(),
            headers: Vec::new(),
            times: Times::default(),
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            has_late_timeout: false,
            allow_http_credentials: false,
            max_body: DEFAULT_MAX_BODY,
            check_responses: false,
            retry: Retry::standard(),
            clock: Arc::new(SystemClock),
            hooks: Vec::new(),
        }
    }

    /// Sets the base URL, with the scheme `http` or `https`; its path is a prefix of those of the operations.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.server = self.server.filter(|server| is_relative(server));
        self
    }

    /// Chooses one of the document's servers.
    pub fn server(mut self, url: &'static str) -> Self {
        self.base_url = self.base_url.filter(|_| is_relative(url));
        self.server = Some(url);
        self
    }

    /// Sets a server variable.
    pub fn server_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.server_variables.insert(name, value.into());
        self
    }

    /// Configures the `reqwest::Client` that sends requests: proxies, certificates, limits of connections.
    pub fn configure_reqwest(
        mut self,
        configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Self {
        self.http = Some(HttpClient::configured(self.connect_timeout, configure).map_err(Arc::new));
        self
    }

    /// Sends requests through your own `reqwest::Client` or another [`Transport`]; otherwise prefer [`Self::configure_reqwest`].
    pub fn http_client(mut self, http: impl Transport + 'static) -> Self {
        self.http = Some(Ok(HttpClient::given(http)));
        self
    }

    /// Sets which redirects are followed; by default, all, without credentials and bodies for other origins: see [`Redirects`].
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// Sets `User-Agent`; by default, the name and version of the generated crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Sets the timeout of calls: retries, redirects and the response body included; by default, [`DEFAULT_TIMEOUT`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.times.call = timeout;
        self
    }

    /// Sets the timeout of each attempt, redirects and the response body included; by default, none.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.times.attempt = timeout;
        self
    }

    /// Sets how long to wait for the next bytes of a response body; by default, [`DEFAULT_IDLE_TIMEOUT`].
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.times.idle.of_client = timeout;
        self
    }

    /// Sets how long connecting may take; by default, [`DEFAULT_CONNECT_TIMEOUT`]. Call it before [`Self::configure_reqwest`].
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self.has_late_timeout = self.http.is_some();
        self
    }

    /// Sends credentials over `http` to any host: by default only to this machine.
    pub fn allow_http_credentials(mut self) -> Self {
        self.allow_http_credentials = true;
        self
    }

    /// Limits the body of a successful response, in bytes, and each line, event and record of a stream; by default, [`DEFAULT_MAX_BODY`].
    /// `u64::MAX` sets no limit.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.max_body = bytes;
        self
    }

    /// Adds a header to every request, except to other origins after a redirect. A header that frames the request, such as `Host` or
    /// `Content-Length`, makes [`Self::build`] fail: the HTTP client sets it.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Makes a response that violates its schema an error. Off by default: then a response only has to decode.
    pub fn check_responses(mut self, check: bool) -> Self {
        self.check_responses = check;
        self
    }

    /// Sets when requests are sent again after a failure; by default, as in [`Retry::standard`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Adds a hook, which is called for each attempt and each call, after those that were added before.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Replaces time and chance, for tests.
    #[doc(hidden)]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the credential for a security scheme.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.insert(scheme, credential);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// A setting is invalid, or the HTTP client can't be created.
    pub fn build(self) -> Result<Client, BuildError> {
        let (base_url, is_base_url_given) = resolved_base_url(&self)?;
        if self.has_late_timeout {
            return Err(BuildError::ConnectTimeout);
        }
        if let Some((scheme, _)) = self.credentials.iter().find(|(_, credential)| !credential.is_sendable()) {
            return Err(BuildError::Credential { scheme });
        }
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.into_iter().chain([("user-agent".to_owned(), self.user_agent.clone())]) {
            let valid = header(&name, &value).filter(|(name, _)| !is_framing(name));
            let (header, value) = valid.ok_or(BuildError::Header { name })?;
            headers.insert(header, value);
        }
        let has_credentials = !self.credentials.is_empty()
            || base_url.userinfo.is_some()
            || headers.values().any(HeaderValue::is_sensitive);
        if has_credentials && !self.allow_http_credentials && !base_url.is_confidential {
            return Err(BuildError::HttpCredentials);
        }
        let http =
            self.http.unwrap_or_else(|| HttpClient::configured(self.connect_timeout, |usual| usual).map_err(Arc::new));
        let http = http.map_err(BuildError::Http)?;
        let secrets =
            Secrets::of_client(self.credentials.values().chain(&base_url.userinfo), &headers, self.api.redacted);
        let for_tokens = |api| ClientBuilder {
            http: Some(Ok(http.clone())),
            user_agent: self.user_agent.clone(),
            times: self.times,
            allow_http_credentials: self.allow_http_credentials,
            retry: self.retry.clone(),
            clock: Arc::clone(&self.clock),
            ..ClientBuilder::new(api)
        };
        let credentials = self.credentials.into_iter().map(|(scheme, credential)| {
            let endpoint =
                |credentials| token_endpoint(scheme, credentials, &base_url, self.allow_http_credentials, for_tokens);
            Authenticator::new(credential, endpoint).map(|authenticator| (scheme, authenticator))
        });
        let credentials = credentials.collect::<Result<BTreeMap<_, _>, BuildError>>()?;
        let settings = Settings {
            api: self.api,
            http,
            redirects: self.redirects,
            base_url,
            is_base_url_given,
            server_variables: self.server_variables,
            secrets,
            credentials,
            headers,
            times: self.times,
            max_body: self.max_body,
            check_responses: self.check_responses,
            tokens: TokenBucket::new(self.retry.budget),
            retry: self.retry,
            clock: self.clock,
            allow_http_credentials: self.allow_http_credentials,
            hooks: self.hooks,
        };
        Ok(Client { settings: Arc::new(settings) })
    }
}

/// Returns where tokens for client credentials are requested.
fn token_endpoint(
    scheme: &'static str,
    credentials: ClientCredentials,
    base_url: &BaseUrl,
    allow_http: bool,
    builder: impl FnOnce(&'static ApiConfig) -> ClientBuilder,
) -> Result<TokenEndpoint, BuildError> {
    let invalid = || BuildError::TokenUrl { scheme };
    let url = credentials.token_url.as_deref().filter(|url| !url.is_empty()).ok_or_else(invalid)?;
    // Relative URLs are resolved against that of the server (OpenAPI 3.0.3 §4.6).
    let url = base_url.url.join(url).map_err(|_| invalid())?;
    if !allow_http && !is_confidential(&url) {
        return Err(BuildError::HttpCredentials);
    }
    TokenEndpoint::new(&url, credentials, builder).map_err(|_| invalid())
}

/// Returns the base URL, and whether the user set it.
fn resolved_base_url(builder: &ClientBuilder) -> Result<(BaseUrl, bool), BuildError> {
    let given = builder.base_url.as_deref().map(BaseUrl::parse).transpose()?;
    let server = match (builder.server, &given) {
        (None, Some(base)) => return Ok((base.clone(), true)),
        (Some(server), _) => server,
        (None, None) => builder.api.base_url.ok_or(BuildError::NoBaseUrl)?,
    };
    let url = expanded(server, builder.api.server_variables, &builder.server_variables)?;
    match given {
        Some(base) if is_relative(&url) => Ok((base.join(&url)?, true)),
        None if is_relative(&url) => Err(BuildError::NoBaseUrl),
        _ => Ok((BaseUrl::parse(&url)?, false)),
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref().map(shown);
        f.debug_struct("ClientBuilder")
            .field("base_url", &base_url)
            .field("server", &self.server)
            .field("timeout", &self.times.call)
            .finish_non_exhaustive()
    }
}

/// The error of building a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no base URL: the builder has none, and the document has no server, or one that is only a path.
    NoBaseUrl,
    /// The base URL is invalid, has a scheme other than `http` and `https`, or has a query or fragment.
    BaseUrl,
    /// A server variable has a value that the document does not list.
    ServerVariable {
        /// The name.
        name: &'static str,
    },
    /// A server variable has a value that would change another part of the URL, such as the host.
    ServerVariableValue {
        /// The name.
        name: &'static str,
    },
    /// A header's name or value can't be sent, or only the HTTP client sets it.
    Header {
        /// The name.
        name: String,
    },
    /// The credential for a security scheme has characters that a header can't have, or is for a header that only the HTTP client sets.
    Credential {
        /// The name of the scheme.
        scheme: &'static str,
    },
    /// The URL at which tokens for client credentials are requested is missing, or is no http or https URL.
    TokenUrl {
        /// The name of the scheme.
        scheme: &'static str,
    },
    /// A credential would be sent over `http`, which anyone on the way can read. `allow_http_credentials` allows it.
    HttpCredentials,
    /// `connect_timeout` was called after `configure_reqwest` or `http_client`, and would have no effect.
    ConnectTimeout,
    /// The HTTP client could not be built, for example its TLS.
    Http(Arc<reqwest::Error>),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("there is no base URL with a host; set one with `.base_url(…)`"),
            Self::BaseUrl => f.write_str("the base URL must be an http or https URL without query and fragment"),
            Self::ServerVariable { name } => {
                write!(f, "the server variable `{name}` has a value that the document does not list")
            }
            Self::ServerVariableValue { name } => {
                write!(
                    f,
                    "the server variable `{name}` has a value that would change another part of the URL than its own"
                )
            }
            Self::Header { name } => write!(f, "the header `{}` can't be sent", name.escape_debug()),
            Self::Credential { scheme } => write!(f, "the credential for `{scheme}` can't be sent in a header"),
            Self::TokenUrl { scheme } => write!(
                f,
                "the URL at which tokens for `{scheme}` are requested is missing or invalid; set it with `ClientCredentials::token_url`"
            ),
            Self::HttpCredentials => f.write_str(
                "a credential would be sent over http, which anyone on the way can read; use https, or `.allow_http_credentials()`",
            ),
            Self::ConnectTimeout => f.write_str(
                "`connect_timeout` has no effect on an HTTP client that is set already; call it before `configure_reqwest`",
            ),
            Self::Http(_) => f.write_str("the HTTP client could not be built"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(error) => Some(&**error),
            _ => None,
        }
    }
}

/// Parses a header; values may be any UTF-8 text without control characters. They are marked as sensitive if their name is that of
/// credentials.
pub(super) fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(name).ok()?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(is_credential(&name));
    Some((name, value))
}

/// Shows a URL without a user name and password.
fn shown(url: &str) -> String {
    Url::parse(url)
        .map_or_else(|_| "?".to_owned(), |url| format!("{}{}", url.origin().ascii_serialization(), url.path()))
}
