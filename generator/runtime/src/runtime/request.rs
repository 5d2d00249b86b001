//! Sending a request and reading the answer.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::Url;

use super::call::Response;
use super::client::{Client, Settings};
use super::credential::{Credential, Placed};
use super::decode::Reply;
use super::error::{Error, ErrorBody, Exchange, Received};
use super::operation::{Operation, select};
use super::path::{self, Escape};
use super::redirect::{self, Redirect};
use super::scrub::holds_secrets;
use super::violation::{Location, Violation, Violations};

/// What a call has gathered.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<(&'static str, String)>,
    pub(super) body: Option<Bytes>,
    pub(super) timeout: Duration,
    /// What of it can't be sent.
    pub(super) unsendable: Option<&'static str>,
}

impl Draft {
    pub(super) fn new(timeout: Duration) -> Self {
        Self {
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            timeout,
            unsendable: None,
        }
    }
}

/// A request that may be sent, or sent on.
struct Request {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<Bytes>,
    /// The user name and password that go along.
    basic: Option<(String, String)>,
}

/// Sends a request, follows redirects, and reads the answer by its status.
pub(super) async fn send<T, E: ErrorBody>(
    client: Client,
    operation: &'static Operation<T>,
    draft: Draft,
    mut violations: Violations,
) -> Result<Response<T>, Error<E>> {
    let settings = client.settings();
    let exchange = Exchange::new(&operation.method, operation.path, settings.credentials.values());
    let deadline = Instant::now().checked_add(draft.timeout);
    let request = match prepare(settings, operation, draft) {
        Ok(request) if violations.is_empty() => request,
        Ok(_) => return Err(Error::Invalid(violations)),
        Err(refused) => {
            violations.merge(refused);
            return Err(Error::Invalid(violations));
        }
    };
    let follow = !operation.answers_with_redirect();
    let received = match exchange_all(settings, request, deadline, follow).await {
        Ok(received) => received,
        Err(Failure::Redirect(received, reason)) => return Err(exchange.unexpected(*received, reason.to_owned())),
        Err(Failure::Transport(error)) => return Err(exchange.transport(error)),
    };
    read(settings, operation, &exchange, received)
}

fn read<T, E: ErrorBody>(
    settings: &Settings,
    operation: &'static Operation<T>,
    exchange: &Exchange,
    received: Received,
) -> Result<Response<T>, Error<E>> {
    let reply = Reply { status: received.status, body: received.body.clone(), check: settings.check_responses };
    if let Some(decode) = operation.success(received.status) {
        return match decode(&reply) {
            Ok(body) => Ok(Response { status: received.status, headers: received.headers, body }),
            Err(reason) => Err(exchange.unexpected(received, reason.to_string())),
        };
    }
    match select(E::RESPONSES, received.status) {
        Some((_, decode)) => match decode(&reply) {
            Ok(body) => Err(exchange.api(received, body)),
            Err(reason) => Err(exchange.unexpected(received, reason.to_string())),
        },
        None => Err(exchange.unexpected(received, "the document does not declare this status".to_owned())),
    }
}

/// Puts a request together; what can't be sent is a violation.
fn prepare<T>(settings: &Settings, operation: &Operation<T>, draft: Draft) -> Result<Request, Violations> {
    let path = path::expand(operation.path, &draft.path).map_err(|escape| refused_path(operation, &escape))?;
    if let Some(part) = draft.unsendable {
        return Err(unsendable(part));
    }
    let credentials = credentials(settings, operation.security);
    let mut query = draft.query;
    let mut cookies = draft.cookies;
    let mut headers = settings.headers.clone();
    let mut basic = None;
    headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
    if draft.body.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    for credential in credentials {
        match credential.placed() {
            Placed::Basic { username, password } => basic = Some((username, password)),
            Placed::Header(name, value) => insert_secret(&mut headers, name, &value),
            Placed::Query(name, value) => query.push((name, value)),
            Placed::Cookie(name, value) => cookies.push((name, value)),
        }
    }
    if !cookies.is_empty() {
        let pairs: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={}", path::encode(value))).collect();
        insert_secret(&mut headers, COOKIE.as_str(), &pairs.join("; "));
    }
    headers.extend(draft.headers);
    let url =
        Url::parse(&format!("{}{path}{}", settings.base_url, query_text(&query))).map_err(|_| unsendable("the URL"))?;
    Ok(Request { method: operation.method.clone(), url, headers, body: draft.body, basic })
}

fn refused_path<T>(operation: &Operation<T>, escape: &Escape) -> Violations {
    let name = operation.parameter(&escape.parameter).map_or("", |(name, _)| name);
    let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    Violation::new(Location::Path(name), pointer, "path", escape.reason.to_owned()).into()
}

fn unsendable(part: &str) -> Violations {
    let sentence = format!("{part} can't be sent: it has characters that HTTP does not allow there");
    Violation::new(Location::Body, String::new(), "http", sentence).into()
}

/// Returns the credentials of the first alternative for which all are there; none if there is no such alternative.
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

fn query_text(query: &[(&'static str, String)]) -> String {
    let pairs: Vec<String> =
        query.iter().map(|(name, value)| format!("{}={}", path::encode(name), path::encode(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// Why no answer came that could be read.
enum Failure {
    Transport(reqwest::Error),
    /// A redirect that was not followed, and why.
    Redirect(Box<Received>, &'static str),
}

/// Sends a request, and on where the answers lead.
async fn exchange_all(
    settings: &Settings,
    mut request: Request,
    deadline: Option<Instant>,
    follow: bool,
) -> Result<Received, Failure> {
    let mut followed = 0;
    loop {
        let received = exchange_one(settings, &request, deadline).await.map_err(Failure::Transport)?;
        let next = if follow {
            redirect::target(received.status, &received.headers, &request.url, &request.method)
        } else {
            None
        };
        let refusal = match next {
            None => return Ok(received),
            Some(Err(reason)) => Some(reason),
            Some(Ok(_)) if followed == redirect::MOST => Some("too many redirects"),
            Some(Ok(next)) => redirected(&mut request, next).err(),
        };
        if let Some(reason) = refusal {
            return Err(Failure::Redirect(Box::new(received), reason));
        }
        followed += 1;
    }
}

/// Points a request to where a redirect leads; a body with a secret does not go to another host.
fn redirected(request: &mut Request, next: Redirect) -> Result<(), &'static str> {
    if !next.keeps_body {
        request.body = None;
        request.headers.remove(CONTENT_TYPE);
    }
    if !next.stays {
        if request.body.as_deref().is_some_and(holds_secrets) {
            return Err("the redirect leads to another host, where the secrets in the body must not go");
        }
        redirect::forget_credentials(&mut request.headers);
        request.basic = None;
    }
    request.url = next.url;
    request.method = next.method;
    Ok(())
}

async fn exchange_one(
    settings: &Settings,
    request: &Request,
    deadline: Option<Instant>,
) -> Result<Received, reqwest::Error> {
    let mut sent = settings.http.request(request.method.clone(), request.url.clone()).headers(request.headers.clone());
    if let Some((username, password)) = &request.basic {
        sent = sent.basic_auth(username, Some(password));
    }
    if let Some(body) = &request.body {
        sent = sent.body(body.clone());
    }
    if let Some(deadline) = deadline {
        sent = sent.timeout(deadline.saturating_duration_since(Instant::now()));
    }
    let mut answer = sent.send().await?;
    let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    Ok(Received { status, headers, body: answer.bytes().await? })
}
