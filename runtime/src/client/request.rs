//! Builds requests.

use std::borrow::Cow;
use std::sync::Arc;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::ambiguous_values::{BLANKS, has_blank_ends};
use super::auth::{Authenticator, Credential, CredentialPlace};
use super::client_builder::{Client, Settings, header};
use super::header_rules::is_framing;
use super::operation::Endpoint;
use super::redirect;
use super::request_body::{BodyContent, Content};
use super::request_path::RequestPath;
use super::retry::Retry;
use super::server_url::{BaseUrl, expanded, is_relative};
use super::times::Times;
use super::url_path::{self, Escape};
use crate::runtime::validation::redact::{MAX_SHOWN, Secrets, is_redacted_parameter};
use crate::runtime::validation::violation::{Location, Violation, Violations};

/// The method and path of a request that is none of the document's operations.
#[derive(Clone, Debug)]
pub(super) struct RequestTarget {
    pub(super) method: Method,
    /// With the query.
    pub(super) path: String,
}

impl RequestTarget {
    /// Returns the path without secrets, and without the query.
    pub(super) fn shown_path(&self, secrets: &Secrets) -> String {
        secrets.scrub(self.path.split('?').next().unwrap_or_default().as_bytes(), MAX_SHOWN)
    }
}

/// The parts of a request that a call has collected.
#[derive(Clone, Debug)]
pub(crate) struct RequestParts {
    pub(super) endpoint: Endpoint,
    /// Replaces method and path of the operation.
    pub(super) target: Option<RequestTarget>,
    /// Replaces path and query: the URL of a page, from the response with the page before it.
    pub(super) link: Option<Link>,
    pub(super) purpose: Purpose,
    pub(super) path: Vec<(&'static str, String)>,
    /// Encoded, like the cookies.
    pub(super) query: Vec<String>,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<String>,
    pub(super) body: Option<Content>,
    pub(super) times: Times,
    pub(super) max_body: u64,
    /// Those of the call, if they are not those of the client.
    pub(super) retry: Option<Retry>,
    pub(super) is_idempotent: bool,
    /// Whether violations of the schema make the call fail.
    pub(super) is_validated: bool,
    /// Violations of the schema.
    pub(crate) violations: Violations,
    /// Violations that make the request impossible to send, validated or not.
    pub(crate) unsendable: Violations,
    /// Parts that must not be shown.
    pub(super) secrets: Secrets,
}

impl RequestParts {
    pub(super) fn boxed(client: &Client, endpoint: Endpoint) -> Box<Self> {
        let settings = &*client.settings;
        Box::new(Self {
            endpoint,
            target: None,
            link: None,
            purpose: Purpose::Call,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            times: settings.times,
            max_body: settings.max_body,
            retry: None,
            is_idempotent: false,
            is_validated: true,
            violations: Violations::default(),
            unsendable: Violations::default(),
            secrets: Secrets::of_call(&settings.secrets),
        })
    }

    /// Replaces the request by one for a link to another page. Its query has all parameters.
    pub(super) fn follow_link(&mut self, url: Url, is_foreign: bool) {
        self.purpose = Purpose::LinkedPage;
        self.link = Some(Link { url, is_foreign });
        self.endpoint.method = "GET";
        self.query = Vec::new();
        self.body = None;
    }

    pub(super) fn remove_idempotency_key(&mut self) {
        for name in IDEMPOTENCY_KEYS {
            self.headers.remove(name);
        }
    }

    /// Adds a query parameter.
    pub(super) fn insert_query(&mut self, name: &str, value: &str) {
        if is_redacted_parameter(name, self.secrets.redacted_names()) {
            self.secrets.add(value);
        }
        self.query.push(pair(name, value));
    }

    /// Sets a header, and replaces one of the same name.
    pub(super) fn insert_header(&mut self, location: Location, name: &str, value: &str) {
        if has_blank_ends(value) {
            let sentence = format!("the header {name:?} {BLANKS}");
            self.unsendable.push(Violation::new(location, pointer(location), "http", sentence));
        }
        match header(name, value) {
            Some((name, _)) if is_framing(&name) => {
                let sentence = format!("the header `{name}` can't be set: only the HTTP client sets it");
                self.unsendable.merge(refused(location, sentence));
            }
            Some((name, value)) => {
                self.headers.insert(name, value);
            }
            None => self.unsendable.merge(unsendable(location, "a header")),
        }
    }
}

/// Names of headers with a key by which the server recognizes a repeated request.
pub(super) const IDEMPOTENCY_KEYS: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

/// What a request is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Call,
    /// A page, whose URL links are resolved against.
    Page,
    /// A page whose URL is a link.
    LinkedPage,
    /// What follows after a stream broke off: then a part of the body is as good as all of it.
    Continuation,
}

/// A link to a page.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) url: Url,
    /// Whether another origin named it, which must not choose where credentials are sent.
    pub(super) is_foreign: bool,
}

const HTTP_CREDENTIALS: &str = "a credential would be sent over http, which anyone on the way can read; use https, or \
                                `.allow_http_credentials()` of the client";

/// A request that is ready to be sent.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) path: Arc<RequestPath>,
    pub(super) url: Url,
    pub(super) purpose: Purpose,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<BodyContent>,
    /// The security schemes whose tokens are added before each attempt.
    pub(super) renewed: Vec<&'static str>,
    /// Whether a redirect or a link has led to another origin, so that it has no credentials.
    pub(super) has_left_origin: bool,
    /// Whether a redirect has replaced it by a request without a body: the server has carried it out (RFC 9110 §15.4.4).
    pub(super) is_carried_out: bool,
}

impl Request {
    /// Adds a credential; returns whether it can be sent.
    pub(super) fn add_credential(&mut self, place: CredentialPlace, text: &str) -> bool {
        match place {
            CredentialPlace::Authorization(scheme) => {
                insert_secret(&mut self.headers, AUTHORIZATION.as_str(), &format!("{scheme} {text}"))
            }
            CredentialPlace::Header(name) => insert_secret(&mut self.headers, name, text),
            CredentialPlace::Query(name) => {
                let pair = pair(name, text);
                // A link to a page may have the credential of the page before.
                let is_other = |other: &&str| self.purpose != Purpose::LinkedPage || !is_pair_of(other, name);
                let others = self.url.query().into_iter().flat_map(|query| query.split('&')).filter(is_other);
                let pairs: Vec<&str> = others.chain([pair.as_str()]).collect();
                self.url.set_query(Some(&pairs.join("&")));
                true
            }
            CredentialPlace::Cookie(name) => {
                add_cookies(&mut self.headers, &format!("{name}={}", url_path::encode_cookie(text)))
            }
        }
    }
}

/// `Accept`, `Content-Type`, a credential, and cookies.
const FURTHER_HEADERS: usize = 4;

/// Builds a request; a part that can't be sent is a violation.
pub(super) fn prepare(settings: &Settings, draft: RequestParts) -> Result<Request, Violations> {
    let endpoint = &draft.endpoint;
    let (method, path) = if let Some(RequestTarget { method, path }) = &draft.target {
        let path = url_path::literal(path).map_err(|reason| refused(Location::Body, reason.to_owned()))?;
        (Ok(method.clone()), path)
    } else {
        let path = url_path::expand(endpoint.path, &draft.path).map_err(|escape| refused_path(&escape))?;
        (Method::from_bytes(endpoint.method.as_bytes()), path)
    };
    let method = method.map_err(|_| unsendable(Location::Body, "the method"))?;
    draft.unsendable.into_result()?;
    let mut authenticators = authenticators(settings, endpoint.security.unwrap_or(settings.api.security));
    if draft.target.is_some() && authenticators.is_empty() {
        // The document does not say what the request requires.
        authenticators = settings.credentials.iter().map(|(scheme, authenticator)| (*scheme, authenticator)).collect();
    }
    let query: Vec<String> = path.query.into_iter().chain(draft.query).collect();
    // With room for those of the call, so that the map does not grow.
    let mut headers = HeaderMap::with_capacity(settings.headers.len() + draft.headers.len() + FURTHER_HEADERS);
    for (name, value) in &settings.headers {
        headers.append(name, value.clone());
    }
    let base_url = base_url(settings, endpoint.server)?;
    headers.insert(ACCEPT, HeaderValue::from_static(endpoint.accept));
    let body = match draft.body {
        Some(content) => Some(body(content, draft.headers.contains_key(CONTENT_TYPE), &mut headers)?),
        None => None,
    };
    if !draft.cookies.is_empty() {
        add_cookies(&mut headers, &draft.cookies.join("; "));
    }
    // Any other credential in the header replaces user name and password, also a header of the client.
    let mut userinfo = base_url.userinfo.as_ref().and_then(Credential::as_basic);
    let mut stays = true;
    let (url, path) = match draft.link {
        None => {
            let template = draft.target.is_none().then_some(endpoint.path);
            let url = base_url.at(&path.path, (!query.is_empty()).then(|| query.join("&")).as_deref());
            (url, RequestPath { template, values: draft.path, text: path.path, is_redirected: false })
        }
        Some(link) => {
            let check = redirect::check_link(&link, &base_url.url, settings);
            stays = check.map_err(|reason| refused(Location::Body, reason.to_owned()))?;
            let path = RequestPath::of_link(&link.url, &base_url.url, stays.then_some((endpoint.path, draft.path)));
            (link.url, path)
        }
    };
    if !stays {
        (authenticators, userinfo) = (Vec::new(), None);
    }
    let mut request = Request {
        method,
        path: Arc::new(path),
        url,
        purpose: draft.purpose,
        headers,
        body,
        renewed: Vec::new(),
        has_left_origin: false,
        is_carried_out: false,
    };
    for (scheme, authenticator) in &authenticators {
        // A header of the call replaces the credential.
        let is_replaced = |place: CredentialPlace| {
            let header = place.replaced_by().filter(|_| !draft.headers.is_empty());
            header.is_some_and(|header| draft.headers.contains_key(header))
        };
        match authenticator {
            Authenticator::Renewed(place, _) if !is_replaced(*place) => request.renewed.push(scheme),
            // `build` has checked that it can be sent.
            Authenticator::Fixed(place, text, None) if !is_replaced(*place) => {
                request.add_credential(*place, text);
            }
            Authenticator::Fixed(place, _, Some((name, value))) if !is_replaced(*place) => {
                request.headers.insert(name, value.clone());
            }
            Authenticator::Renewed(..) | Authenticator::Fixed(..) => {}
        }
    }
    if let Some(userinfo) = userinfo.filter(|_| !request.headers.contains_key(AUTHORIZATION)) {
        request.add_credential(CredentialPlace::Authorization("Basic"), &userinfo);
    }
    request.headers.extend(draft.headers);
    if !stays {
        redirect::leave_origin(&mut request, settings).map_err(|reason| refused(Location::Body, reason.to_owned()))?;
    }
    let has_credentials = !authenticators.is_empty() || request.headers.values().any(HeaderValue::is_sensitive);
    if has_credentials && !base_url.is_confidential && !settings.allow_http_credentials {
        return Err(http_credentials());
    }
    Ok(request)
}

/// Returns the violation for credentials that anyone on the way could read.
pub(super) fn http_credentials() -> Violations {
    refused(Location::Body, HTTP_CREDENTIALS.to_owned())
}

/// Returns the base URL of an operation. One that the user set replaces all servers of the document, but not a path on them.
pub(super) fn base_url<'a>(settings: &'a Settings, server: Option<&str>) -> Result<Cow<'a, BaseUrl>, Violations> {
    let of_client = Cow::Borrowed(&settings.base_url);
    let Some(server) = server else { return Ok(of_client) };
    let resolved = expanded(server, settings.api.server_variables, &settings.server_variables).and_then(|url| {
        match is_relative(&url) {
            true => settings.base_url.join(&url).map(Cow::Owned),
            false if settings.is_base_url_given => Ok(of_client),
            false => BaseUrl::parse(&url).map(Cow::Owned),
        }
    });
    resolved.map_err(|error| refused(Location::Body, error.to_string()))
}

/// Returns what is sent as a body, and sets its media type.
fn body(content: Content, is_type_given: bool, headers: &mut HeaderMap) -> Result<BodyContent, Violations> {
    if content.is_spent() {
        return Err(refused(Location::Body, "the upload was sent already, which can be sent only once".to_owned()));
    }
    let (media_type, content) = match content {
        Content::Whole { media_type, bytes } if lacks_boundary(media_type) && !is_type_given => {
            (Some(with_boundary(media_type, &bytes)?), BodyContent::Bytes(bytes))
        }
        Content::Whole { media_type, bytes } => (Some(media_type.to_owned()), BodyContent::Bytes(bytes)),
        Content::Parts(parts, assemble) => {
            let (media_type, content) = assemble(&parts);
            (Some(media_type), content)
        }
        Content::Upload { media_type: Some(media_type), .. } if lacks_boundary(media_type) && !is_type_given => {
            return Err(refused(
                Location::Body,
                format!("an upload as {media_type} needs a `Content-Type` with its boundary"),
            ));
        }
        Content::Upload { media_type, upload } => (media_type.map(str::to_owned), BodyContent::Upload(upload)),
        Content::Unwritable(part) => return Err(unsendable(Location::Body, part)),
    };
    if let Some(media_type) = media_type {
        let refused = |_| unsendable(Location::Body, "the media type of the body");
        headers.insert(CONTENT_TYPE, HeaderValue::try_from(media_type).map_err(refused)?);
    }
    Ok(content)
}

fn lacks_boundary(media_type: &str) -> bool {
    media_type.starts_with("multipart/") && !media_type.contains("boundary=")
}

/// Returns the media type of a multipart body that the user assembled, with the boundary that the body starts with (RFC 2046 §5.1.1).
fn with_boundary(media_type: &str, bytes: &[u8]) -> Result<String, Violations> {
    let first = bytes.split(|byte| *byte == b'\n').next().and_then(|line| str::from_utf8(line).ok());
    let boundary = first.and_then(|line| line.trim_end().strip_prefix("--"));
    let boundary = boundary.filter(|boundary| !boundary.is_empty() && !boundary.contains(['"', '\\']));
    boundary.map(|boundary| format!("{media_type}; boundary=\"{boundary}\"")).ok_or_else(|| {
        let sentence = format!("a body of the type {media_type} must begin with `--` and its boundary");
        Violation::new(Location::Body, String::new(), "http", sentence).into()
    })
}

pub(super) fn refused_path(escape: &Escape) -> Violations {
    let location = Location::Path(escape.parameter);
    Violation::new(location, pointer(location), "path", escape.reason.to_owned()).into()
}

/// Returns the violation for a part of a request that can't be sent.
pub(super) fn unsendable(location: Location, part: &str) -> Violations {
    refused(location, format!("{part} can't be sent: it has characters that HTTP does not allow there"))
}

/// Returns the violation for a request that can't be sent.
pub(super) fn refused(location: Location, sentence: String) -> Violations {
    Violation::new(location, pointer(location), "http", sentence).into()
}

/// Returns the JSON pointer of a parameter's value.
pub(super) fn pointer(location: Location) -> String {
    let name = location.parameter().map(|name| name.replace('~', "~0").replace('/', "~1"));
    name.map(|name| format!("/{name}")).unwrap_or_default()
}

/// Returns how the first alternative that is complete authenticates; nothing if there is no such alternative.
fn authenticators<'a>(
    settings: &'a Settings,
    alternatives: &[&[&'static str]],
) -> Vec<(&'static str, &'a Authenticator)> {
    let given = alternatives.iter().map(|schemes| {
        let known = schemes.iter().map(|scheme| Some((*scheme, settings.credentials.get(*scheme)?)));
        known.collect::<Option<Vec<_>>>()
    });
    given.flatten().next().unwrap_or_default()
}

/// Returns whether a query parameter has a name, however that is encoded.
fn is_pair_of(pair: &str, name: &str) -> bool {
    let given = pair.split('=').next().unwrap_or_default();
    percent_decode_str(given).decode_utf8_lossy() == name
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", url_path::encode(name), url_path::encode(value))
}

/// Sets a header that is never shown; returns whether it can be sent.
fn insert_secret(headers: &mut HeaderMap, name: &str, value: &str) -> bool {
    let header = secret_header(name, value);
    header.map(|(name, value)| headers.insert(name, value)).is_some()
}

/// Returns a header that is never shown, if it can be sent.
pub(super) fn secret_header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(true);
    Some((HeaderName::try_from(name).ok()?, value))
}

/// Adds cookies to those that are there: a request has one such header (RFC 6265 §5.4). Returns whether they can be sent.
fn add_cookies(headers: &mut HeaderMap, cookies: &str) -> bool {
    let others = headers.get(COOKIE).map(|others| format!("{}; {cookies}", String::from_utf8_lossy(others.as_bytes())));
    insert_secret(headers, COOKIE.as_str(), others.as_deref().unwrap_or(cookies))
}
