//! The client: where requests go, as whom, and by what means.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;
use reqwest::redirect::Policy;

use super::call::Call;
pub use super::credential::Credential;
use super::operation::Operation;
use super::scrub::Secrets;
use crate::settings::{DEFAULT_BASE_URL, SERVER_VARIABLES};

/// How long a call may take, redirects and the body included, unless builder or call say otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// A client of the API. Cheap to clone: clones share connections and credentials.
#[derive(Clone)]
pub struct Client {
    // A field, since any method may be that of an operation.
    pub(super) settings: Arc<Settings>,
}

/// What all clones of a client share.
pub(super) struct Settings {
    pub(super) http: reqwest::Client,
    /// Without a slash at the end.
    pub(super) base_url: String,
    /// Whether the user gave it, and did not choose it among the document's servers.
    pub(super) is_base_url_given: bool,
    pub(super) server_variables: BTreeMap<&'static str, String>,
    pub(super) credentials: BTreeMap<&'static str, Credential>,
    pub(super) headers: HeaderMap,
    /// What of credentials and headers must not be shown.
    pub(super) secrets: Arc<Secrets>,
    pub(super) timeout: Duration,
    pub(super) check_responses: bool,
}

impl Client {
    /// Begins a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Begins a call of an operation.
    #[doc(hidden)]
    pub fn __call<T, E>(&self, operation: &'static Operation<T>) -> Call<T, E> {
        Call::new(self.clone(), *operation)
    }

    /// The same for an operation with optional parameters.
    #[doc(hidden)]
    pub fn __call_with<T, E, P>(&self, operation: &'static Operation<T>) -> Call<T, E, P> {
        Call::new(self.clone(), *operation)
    }

    /// The same for an operation of which nothing is to say but its method, its path and its only success.
    #[doc(hidden)]
    pub fn __request<T, E, P>(&self, method: &'static str, path: &'static str) -> Call<T, E, P> {
        Call::new(self.clone(), Operation::new(method, path))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &shown(&self.settings.base_url))
            .field("timeout", &self.settings.timeout)
            .finish_non_exhaustive()
    }
}

/// Makes a [`Client`].
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    is_base_url_given: bool,
    server_variables: BTreeMap<&'static str, String>,
    http: Option<reqwest::Client>,
    user_agent: String,
    credentials: BTreeMap<&'static str, Credential>,
    headers: Vec<(String, String)>,
    timeout: Duration,
    check_responses: bool,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            base_url: DEFAULT_BASE_URL.map(str::to_owned),
            is_base_url_given: false,
            server_variables: BTreeMap::new(),
            http: None,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            credentials: BTreeMap::new(),
            headers: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            check_responses: false,
        }
    }
}

impl ClientBuilder {
    /// Sends requests to this `http` or `https` URL; a path in it stays in front of those of the operations.
    ///
    /// It stands for every server that the document names, those of single operations included.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.is_base_url_given = true;
        self
    }

    /// Chooses one of the document's servers.
    #[doc(hidden)]
    pub fn __server(mut self, url: &'static str) -> Self {
        self.base_url = Some(url.to_owned());
        self.is_base_url_given = false;
        self
    }

    /// Sets a variable in the URL of a server.
    #[doc(hidden)]
    pub fn __server_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.server_variables.insert(name, value.into());
        self
    }

    /// Sends requests through a `reqwest::Client` of your own.
    ///
    /// Build it with `redirect(Policy::none())`: this client follows redirects itself, so that credentials stay with their host.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Sets `User-Agent`; by default, the name and version of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Limits the time of a call, redirects and the body included; by default, [`DEFAULT_TIMEOUT`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Adds a header to every request.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Makes an answer that breaks its schema an error. Off by default: an answer that decodes is taken.
    pub fn check_responses(mut self, check: bool) -> Self {
        self.check_responses = check;
        self
    }

    /// Sets the credential for a security scheme.
    #[doc(hidden)]
    pub fn __credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.insert(scheme, credential);
        self
    }

    /// Returns the client.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = self.base_url.ok_or(BuildError::NoBaseUrl)?;
        let base_url = if self.is_base_url_given { base_url } else { expanded(&base_url, &self.server_variables)? };
        let base_url = checked_base_url(&base_url)?;
        if let Some((scheme, _)) = self.credentials.iter().find(|(_, credential)| !credential.is_sendable()) {
            return Err(BuildError::Credential { scheme });
        }
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.into_iter().chain([("user-agent".to_owned(), self.user_agent)]) {
            let (header, value) = header(&name, &value).ok_or(BuildError::Header { name })?;
            headers.insert(header, value);
        }
        let http = match self.http {
            Some(http) => http,
            None => reqwest::Client::builder().redirect(Policy::none()).build().map_err(BuildError::Http)?,
        };
        let settings = Settings {
            http,
            base_url,
            is_base_url_given: self.is_base_url_given,
            server_variables: self.server_variables,
            secrets: Secrets::of_client(self.credentials.values(), &headers),
            credentials: self.credentials,
            headers,
            timeout: self.timeout,
            check_responses: self.check_responses,
        };
        Ok(Client { settings: Arc::new(settings) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref().map(shown);
        f.debug_struct("ClientBuilder")
            .field("base_url", &base_url)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Why a [`Client`] could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no base URL: the document names no server, and the builder was given none.
    NoBaseUrl,
    /// The base URL is none, or neither `http` nor `https`, or has a query or fragment.
    BaseUrl,
    /// A variable of the server's URL has a value that the document does not list.
    ServerVariable {
        /// Its name.
        name: &'static str,
    },
    /// A header's name or value can't be sent.
    Header {
        /// The name.
        name: String,
    },
    /// The credential for a security scheme has characters that no header can carry.
    Credential {
        /// The name of the scheme.
        scheme: &'static str,
    },
    /// The means of sending could not be made: TLS, for one.
    Http(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("there is no base URL; set one with `.base_url(…)`"),
            Self::BaseUrl => f.write_str("the base URL is no http or https URL without query and fragment"),
            Self::ServerVariable { name } => write!(f, "the server variable `{name}` has a value that is not listed"),
            Self::Header { name } => write!(f, "the header `{}` can't be sent", name.escape_debug()),
            Self::Credential { scheme } => write!(f, "the credential for `{scheme}` can't be sent in a header"),
            Self::Http(_) => f.write_str("the HTTP client could not be made"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            _ => None,
        }
    }
}

/// Reads a header; values may be any text without control characters, in UTF-8, and are kept out of `Debug` where their name says that they are secret.
pub(super) fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(name).ok()?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(super::redirect::is_credential(&name));
    Some((name, value))
}

/// A Server Variable Object (OpenAPI 3.0.3 §4.7.6).
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    /// The URL of the server, with its variables in braces.
    pub server: &'static str,
    /// The name.
    pub name: &'static str,
    /// The value that holds when none is set.
    pub default: &'static str,
    /// The values that may be set; none listed allows any.
    pub values: &'static [&'static str],
}

/// Fills the variables into the URL of a server.
pub(super) fn expanded(server: &str, given: &BTreeMap<&'static str, String>) -> Result<String, BuildError> {
    let mut url = server.to_owned();
    for variable in SERVER_VARIABLES.iter().filter(|variable| variable.server == server) {
        let value = given.get(variable.name).map_or(variable.default, String::as_str);
        if !variable.values.is_empty() && !variable.values.contains(&value) {
            return Err(BuildError::ServerVariable { name: variable.name });
        }
        url = url.replace(&format!("{{{}}}", variable.name), value);
    }
    Ok(url)
}

fn checked_base_url(url: &str) -> Result<String, BuildError> {
    let parsed = Url::parse(url).map_err(|_| BuildError::BaseUrl)?;
    let plain = matches!(parsed.scheme(), "http" | "https") && parsed.query().is_none() && parsed.fragment().is_none();
    if plain { Ok(url.trim_end_matches('/').to_owned()) } else { Err(BuildError::BaseUrl) }
}

/// A URL may hold a user's name and password.
fn shown(url: &str) -> String {
    Url::parse(url)
        .map_or_else(|_| "?".to_owned(), |url| format!("{}{}", url.origin().ascii_serialization(), url.path()))
}
