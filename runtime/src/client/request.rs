//! Builds and sends requests.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use reqwest::Url;
use tokio::time::timeout;

use super::ambiguous_values::{BLANKS, has_blank_ends};
use super::attempts::{Attempts, is_conditional};
use super::call::Response;
use super::client_builder::{Client, Settings, header};
use super::credential::{Credential, CredentialPlacement};
use super::error::{Error, ErrorBody, RequestContext};
use super::header_rules::is_framing;
use super::http_client::LEFT_ORIGIN;
use super::operation::Operation;
use super::receive::receive;
use super::redirect::{self, Redirects};
use super::request_body::Content;
use super::response_body::{self, MAX_ERROR_BODY, RawResponse};
use super::retry::Retry;
use super::server_url::{BaseUrl, expanded, is_relative};
use super::url_path::{self, Escape};
use crate::runtime::validation::redact::Secrets;
use crate::runtime::validation::violation::{Location, Violation, Violations};

/// The parts of a request that a call has collected.
#[derive(Clone, Debug)]
pub(crate) struct RequestParts {
    pub(super) path: Vec<(&'static str, String)>,
    /// Encoded, like the cookies.
    pub(super) query: Vec<String>,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<String>,
    pub(super) body: Option<Content>,
    pub(super) timeout: Duration,
    pub(super) max_body: u64,
    /// Those of the call, if they are not those of the client.
    pub(super) retry: Option<Retry>,
    pub(super) is_idempotent: bool,
    /// Violations that make the request impossible to send, validated or not.
    pub(crate) unsendable: Violations,
    /// Parts that must not be shown.
    pub(super) secrets: Secrets,
}

impl RequestParts {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            timeout: settings.timeout,
            max_body: settings.max_body,
            retry: None,
            is_idempotent: false,
            unsendable: Violations::default(),
            secrets: Secrets::of_call(&settings.secrets),
        }
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

/// A request that is ready to be sent.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    /// The user name and password for HTTP Basic authentication.
    pub(super) basic: Option<(String, String)>,
}

/// Sends a request, follows redirects, and decodes the response by its status code; after a failure, sends it again as `Retry` says.
pub(super) async fn send<T: 'static, E: ErrorBody>(
    client: Client,
    operation: Operation<T>,
    draft: RequestParts,
    mut violations: Violations,
) -> Result<Response<T>, Error<E>> {
    let settings = &*client.settings;
    let secrets = draft.secrets.clone().into_shared();
    let mut context = RequestContext::new(operation.method, operation.path, secrets);
    let max_body = draft.max_body;
    let mut attempts = Attempts::new(settings, operation.method, operation.path, &draft);
    let request = match prepare(settings, &operation, draft) {
        Ok(request) if violations.is_empty() => request,
        Ok(_) => return Err(Error::Invalid(violations)),
        Err(refused) => {
            violations.merge(refused);
            return Err(Error::Invalid(violations));
        }
    };
    // Building the request is part of the call, and can't be interrupted: if it took too long, nothing is sent.
    if attempts.time_left().is_some_and(|left| left.is_zero()) {
        return Err(context.timeout());
    }
    context.is_conditional = is_conditional(&request.headers);
    loop {
        context.attempts = attempts.begin();
        let attempt = attempt(settings, &operation, &context, &request, max_body);
        let limited = async {
            match attempts.time_left() {
                Some(left) => timeout(left, attempt).await.ok(),
                None => Some(attempt.await),
            }
        };
        let wait = match limited.await {
            None => return Err(context.timeout()),
            Some(Ok(response)) => {
                attempts.succeed();
                return Ok(response);
            }
            Some(Err(error)) => match attempts.wait_after(error.failure()) {
                Ok(wait) => wait,
                Err(reason) => return Err(error.not_retried(reason)),
            },
        };
        settings.clock.sleep(wait).await;
    }
}

async fn attempt<T: 'static, E: ErrorBody>(
    settings: &Settings,
    operation: &Operation<T>,
    context: &RequestContext,
    request: &Request,
    max_body: u64,
) -> Result<Response<T>, Error<E>> {
    let follow = settings.redirects != Redirects::None && !operation.declares_redirect();
    match send_following_redirects(settings, request, follow).await {
        Ok(head) => receive(settings, operation, context, head, max_body).await,
        Err(Failure::Redirect(received, reason)) => Err(context.unexpected(*received, reason)),
        Err(Failure::Transport(error)) => Err(context.transport(error)),
    }
}

/// Builds a request; a part that can't be sent is a violation.
fn prepare<T>(settings: &Settings, operation: &Operation<T>, draft: RequestParts) -> Result<Request, Violations> {
    let path = url_path::expand(operation.path, &draft.path).map_err(|escape| refused_path(&escape))?;
    draft.unsendable.into_result()?;
    let credentials = credentials(settings, operation.security.unwrap_or(settings.api.security));
    let mut query: Vec<String> = path.query.into_iter().chain(draft.query).collect();
    let mut cookies = draft.cookies;
    let mut headers = settings.headers.clone();
    let base_url = base_url(settings, operation.server)?;
    let mut basic = base_url.userinfo.as_ref().and_then(Credential::as_basic);
    headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
    let body = match draft.body {
        Some(content) => Some(body(content, draft.headers.contains_key(CONTENT_TYPE), &mut headers)?),
        None => None,
    };
    for credential in credentials {
        match credential.placement() {
            CredentialPlacement::Basic { username, password } => basic = Some((username, password)),
            CredentialPlacement::Header(name, value) => insert_secret(&mut headers, name, &value),
            CredentialPlacement::Query(name, value) => query.push(pair(name, &value)),
            CredentialPlacement::Cookie(name, value) => {
                cookies.push(format!("{name}={}", url_path::encode_cookie(&value)));
            }
        }
    }
    if !cookies.is_empty() {
        insert_secret(&mut headers, COOKIE.as_str(), &cookies.join("; "));
    }
    headers.extend(draft.headers);
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let url = Url::parse(&format!("{}{}{query}", base_url.url, path.path))
        .map_err(|_| unsendable(Location::Body, "the URL"))?;
    let method =
        Method::from_bytes(operation.method.as_bytes()).map_err(|_| unsendable(Location::Body, "the method"))?;
    Ok(Request { method, url, headers, body, basic })
}

/// Returns the base URL of an operation. One that the user set replaces all servers of the document, but not a path on them.
fn base_url(settings: &Settings, server: Option<&str>) -> Result<BaseUrl, Violations> {
    let Some(server) = server else { return Ok(settings.base_url.clone()) };
    let resolved = expanded(server, settings.api.server_variables, &settings.server_variables).and_then(|url| {
        match is_relative(&url) {
            true => settings.base_url.join(&url),
            false if settings.is_base_url_given => Ok(settings.base_url.clone()),
            false => BaseUrl::parse(&url),
        }
    });
    resolved.map_err(|error| refused(Location::Body, error.to_string()))
}

/// Returns the bytes of a body, and sets its media type.
fn body(content: Content, is_type_given: bool, headers: &mut HeaderMap) -> Result<Bytes, Violations> {
    let (media_type, bytes) = match content {
        Content::Whole { media_type, bytes } if lacks_boundary(media_type) && !is_type_given => {
            (with_boundary(media_type, &bytes)?, bytes)
        }
        Content::Whole { media_type, bytes } => (media_type.to_owned(), bytes),
        Content::Parts(parts, assemble) => assemble(&parts),
        Content::Unwritable(part) => return Err(unsendable(Location::Body, part)),
    };
    let media_type =
        HeaderValue::try_from(media_type).map_err(|_| unsendable(Location::Body, "the media type of the body"))?;
    headers.insert(CONTENT_TYPE, media_type);
    Ok(bytes)
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
fn refused(location: Location, sentence: String) -> Violations {
    Violation::new(location, pointer(location), "http", sentence).into()
}

/// Returns the JSON pointer of a parameter's value.
pub(super) fn pointer(location: Location) -> String {
    let name = location.parameter().map(|name| name.replace('~', "~0").replace('/', "~1"));
    name.map(|name| format!("/{name}")).unwrap_or_default()
}

/// Returns the credentials of the first alternative that is complete; none if there is no such alternative.
fn credentials<'a>(settings: &'a Settings, alternatives: &[&[&str]]) -> Vec<&'a Credential> {
    let given = alternatives
        .iter()
        .map(|schemes| schemes.iter().map(|scheme| settings.credentials.get(*scheme)).collect::<Option<Vec<_>>>());
    given.flatten().next().unwrap_or_default()
}

fn insert_secret(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(mut value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        value.set_sensitive(true);
        headers.insert(name, value);
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", url_path::encode(name), url_path::encode(value))
}

/// Why there is no response to decode.
enum Failure {
    Transport(reqwest::Error),
    /// A redirect that was not followed, with the reason.
    Redirect(Box<RawResponse>, &'static str),
}

/// A response whose body was not read yet.
pub(super) struct UnreadResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) response: reqwest::Response,
}

/// Sends a request, and follows redirects.
async fn send_following_redirects(
    settings: &Settings,
    request: &Request,
    follow: bool,
) -> Result<UnreadResponse, Failure> {
    let mut followed = 0;
    // A copy is only made to follow a redirect.
    let mut request = Cow::Borrowed(request);
    loop {
        let head = send_once(settings, &request).await.map_err(Failure::Transport)?;
        let has_left = head.response.url().origin() != request.url.origin();
        let next = if follow && !has_left {
            redirect::target(head.status, &head.headers, head.response.url(), &request.method)
        } else {
            None
        };
        let refusal = match next {
            None if has_left => Some(LEFT_ORIGIN),
            None => return Ok(head),
            Some(Err(reason)) => Some(reason),
            Some(Ok(_)) if followed == redirect::MAX_REDIRECTS => Some("too many redirects"),
            Some(Ok(next)) => redirect::follow(request.to_mut(), next, settings).err(),
        };
        if let Some(reason) = refusal {
            let UnreadResponse { status, headers, response } = head;
            let response_body::Body { bytes, truncated } =
                response_body::read(response, MAX_ERROR_BODY).await.map_err(Failure::Transport)?;
            let received = RawResponse { status, headers, body: bytes, truncated };
            return Err(Failure::Redirect(Box::new(received), reason));
        }
        followed += 1;
    }
}

async fn send_once(settings: &Settings, request: &Request) -> Result<UnreadResponse, reqwest::Error> {
    let client = &settings.http.client;
    let mut sent = client.request(request.method.clone(), request.url.clone()).headers(request.headers.clone());
    // A header that the user set replaces the credential.
    if let Some((username, password)) = request.basic.as_ref().filter(|_| !request.headers.contains_key(AUTHORIZATION))
    {
        sent = sent.basic_auth(username, Some(password));
    }
    match &request.body {
        Some(body) if !body.is_empty() => sent = sent.body(body.clone()),
        // Some servers require `Content-Length: 0` (RFC 9110 §8.6), which hyper omits.
        _ if matches!(request.method, Method::POST | Method::PUT | Method::PATCH) => {
            sent = sent.header(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        _ => {}
    }
    let mut response = sent.send().await?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(UnreadResponse { status, headers, response })
}
