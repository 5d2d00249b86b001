//! Follows redirects (RFC 9110 §15.4); credentials stay with their origin.

use std::sync::Arc;

use http::header::{IF_RANGE, LOCATION, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use reqwest::Url;

use super::client_builder::Settings;
use super::header_rules::{keep_across_origins, remove_body_headers};
use super::request::{Link, Purpose, Request};
use super::request_body::BodyContent;
use super::request_path::RequestPath;
use crate::runtime::validation::redact::RedactedNames;

/// The most redirects that are followed.
pub(super) const MAX_REDIRECTS: usize = 10;

/// The longest URL that `http::Uri` accepts, in bytes.
const MAX_URL_LENGTH: usize = 65_534;

const DOWNGRADE: &str = "the redirect leads from https to http, which would expose the request";
const OTHER_ORIGIN: &str = "the redirect leads to another origin, which `Redirects::SameOrigin` does not follow";
const LINK: &str = "the link to the next page leads from https to http, to another scheme, has a user name or password, or is too long";
const OTHER_ORIGIN_OF_LINK: &str = "the link to the next page leads to another origin, where neither `Redirects::None` nor `Redirects::SameOrigin` leads";
const BODY: &str =
    "the redirect leads to another origin, where the body is not sent; `Redirects::AllWithBodies` allows it";
const SPENT: &str = "the redirect asks for the body once more, which can be sent only once";
const UPLOAD: &str = "the redirect leads to another origin, where no upload is sent";
const SECRETS: &str = "the redirect leads to another origin, but the body has redacted properties";

/// The redirects that a client follows.
///
/// An origin is scheme, host and port. Another origin gets no credentials, and of the headers only `Accept`, `Accept-Charset`,
/// `Accept-Encoding`, `Accept-Language` and `User-Agent`, even after a redirect back. A redirect from https to http is not followed, nor
/// one to a URL with a user name or password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// None: a redirect is handled like any other response.
    None,
    /// Those to the same origin.
    SameOrigin,
    /// All; a request whose body would be sent to another origin (307, 308) fails.
    #[default]
    All,
    /// All, with request bodies, unless they have a redacted property.
    AllWithBodies,
}

/// The target of a redirect.
pub(super) struct Redirect {
    url: Url,
    method: Method,
    keeps_body: bool,
    /// Whether the origin is the same.
    stays: bool,
}

/// Returns the target of a redirect; an error if it can't be followed, `None` for any other response.
pub(super) fn target(
    status: StatusCode,
    headers: &HeaderMap,
    from: &Url,
    method: &Method,
) -> Option<Result<Redirect, &'static str>> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = headers.get(LOCATION)?;
    if headers.get_all(LOCATION).iter().any(|other| other != location) {
        return Some(Err("the redirect has several Locations"));
    }
    let Some(url) = str::from_utf8(location.as_bytes()).ok().and_then(|location| from.join(location).ok()) else {
        return Some(Err("the redirect's Location is not a URL"));
    };
    if let Some(reason) = refused_url(&url, from) {
        return Some(Err(reason));
    }
    let to_get = match status.as_u16() {
        303 => *method != Method::HEAD && *method != Method::GET,
        301 | 302 => *method == Method::POST,
        _ => false,
    };
    Some(Ok(Redirect {
        method: if to_get { Method::GET } else { method.clone() },
        keeps_body: !to_get && status != StatusCode::SEE_OTHER,
        stays: url.origin() == from.origin(),
        url,
    }))
}

/// Checks that a link to a page may be followed, as a redirect would be; returns whether it stays on the origin.
pub(super) fn check_link(link: &Link, base_url: &Url, settings: &Settings) -> Result<bool, &'static str> {
    if refused_url(&link.url, base_url).is_some() {
        return Err(LINK);
    }
    let stays = !link.is_foreign && link.url.origin() == base_url.origin();
    let is_confined = matches!(settings.redirects, Redirects::None | Redirects::SameOrigin);
    if is_confined && !stays { Err(OTHER_ORIGIN_OF_LINK) } else { Ok(stays) }
}

/// Returns why a redirect to a URL is never followed.
fn refused_url(url: &Url, from: &Url) -> Option<&'static str> {
    if url.as_str().len() > MAX_URL_LENGTH {
        return Some("the redirect's Location is too long");
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Some("the redirect leads to another scheme than HTTP");
    }
    if from.scheme() == "https" && url.scheme() == "http" {
        return Some(DOWNGRADE);
    }
    // A server must not choose the credentials of the client (RFC 9110 §4.2.4).
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    has_credentials.then_some("the redirect's Location has a user name or password")
}

/// Changes a request to the target of a redirect, or returns why it is not followed.
pub(super) fn follow(request: &mut Request, next: Redirect, settings: &Settings) -> Result<(), &'static str> {
    if next.keeps_body && request.body.as_ref().is_some_and(BodyContent::is_spent) {
        return Err(SPENT);
    }
    if !next.keeps_body {
        request.body = None;
        request.is_carried_out |= !matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS);
        remove_body_headers(&mut request.headers);
    }
    if !next.stays {
        leave_origin(request, settings)?;
    }
    request.url = next.url;
    request.path = Arc::new(RequestPath::redirected(request.url.path()));
    request.method = next.method;
    Ok(())
}

/// Removes what another origin must not see; an error says why the request can't be sent there.
pub(super) fn leave_origin(request: &mut Request, settings: &Settings) -> Result<(), &'static str> {
    if settings.redirects == Redirects::SameOrigin {
        return Err(OTHER_ORIGIN);
    }
    if let Some(reason) = settings.http.confined {
        return Err(reason);
    }
    match request.body.as_ref().filter(|body| !body.is_empty()) {
        Some(_) if settings.redirects != Redirects::AllWithBodies => return Err(BODY),
        Some(BodyContent::Bytes(body)) if contains_secrets(body, settings.api.redacted) => return Err(SECRETS),
        // What it has is not known before it is sent.
        Some(BodyContent::Upload(_)) => return Err(UPLOAD),
        Some(BodyContent::Bytes(_)) => {}
        None => remove_body_headers(&mut request.headers),
    }
    let continued: Vec<(HeaderName, HeaderValue)> = OF_CONTINUATIONS
        .iter()
        .filter(|_| request.purpose == Purpose::Continuation)
        .filter_map(|name| Some((name.clone(), request.headers.get(name)?.clone())))
        .collect();
    keep_across_origins(&mut request.headers);
    request.headers.extend(continued);
    request.has_left_origin = true;
    Ok(())
}

/// Headers that say where a stream goes on. Without them, it would begin again where a redirect leads.
const OF_CONTINUATIONS: [HeaderName; 3] = [IF_RANGE, HeaderName::from_static("last-event-id"), RANGE];

/// Returns whether bytes mention the name of a redacted property.
fn contains_secrets(bytes: &[u8], redacted: RedactedNames) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    redacted.iter().any(|name| text.contains(&name.to_ascii_lowercase()))
}
