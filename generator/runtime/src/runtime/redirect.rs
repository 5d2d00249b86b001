//! Following redirects (RFC 9110 §15.4), with credentials that stay with their origin.

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use reqwest::Url;

use super::header_rules::{keep_across_origins, remove_body_headers};
use super::redact::contains_secrets;
use super::request::Request;

/// The most redirects that are followed.
pub(super) const MOST: usize = 10;

/// The longest URL, in bytes, that `http::Uri` holds.
const LONGEST: usize = 65_534;

const DOWNGRADE: &str = "the redirect leads from https to http, where everyone on the way could read the request";
const OTHER_ORIGIN: &str = "the redirect leads to another origin, and the client follows none there";
const BODY: &str =
    "the redirect leads to another origin, where the body is not sent; `Redirects::AllWithBodies` allows it";
const SECRETS: &str = "the redirect leads to another origin, where the secrets in the body must not go";

/// Which redirects a client follows.
///
/// An origin is scheme, host and port. To another origin go no credentials, whatever they were set by, and of the headers only
/// `Accept`, `Accept-Charset`, `Accept-Encoding`, `Accept-Language` and `User-Agent`; what was removed does not come back where a redirect leads
/// back. From https to http no redirect is followed, and none to a URL with a user name or password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// None: a redirect is read like any other response.
    None,
    /// Those that stay with the origin.
    SameOrigin,
    /// All; a request whose body would have to be sent to another origin (307, 308) fails.
    #[default]
    All,
    /// All, with the bodies of requests, unless they have a property that is redacted.
    AllWithBodies,
}

/// Where a redirect leads.
pub(super) struct Redirect {
    url: Url,
    method: Method,
    keeps_body: bool,
    /// Whether scheme, host and port stay.
    stays: bool,
}

/// Returns where a response leads: nowhere if it is no redirect, or why it can't be followed.
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
        return Some(Err("the redirect's Location is no URL"));
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

/// Returns why no client follows a redirect to a URL.
fn refused_url(url: &Url, from: &Url) -> Option<&'static str> {
    if url.as_str().len() > LONGEST {
        return Some("the redirect's Location is too long");
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Some("the redirect leads away from HTTP");
    }
    if from.scheme() == "https" && url.scheme() == "http" {
        return Some(DOWNGRADE);
    }
    // Whoever redirects must not choose as whom the client calls (RFC 9110 §4.2.4).
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    has_credentials.then_some("the redirect's Location has a user name or password")
}

/// Points a request to where a redirect leads, or returns why the client does not follow it. `confined` says why none may leave the origin.
pub(super) fn follow(
    request: &mut Request,
    next: Redirect,
    redirects: Redirects,
    confined: Option<&'static str>,
) -> Result<(), &'static str> {
    if !next.keeps_body {
        request.body = None;
        remove_body_headers(&mut request.headers);
    }
    if !next.stays {
        leave_origin(request, redirects, confined)?;
    }
    request.url = next.url;
    request.method = next.method;
    Ok(())
}

fn leave_origin(
    request: &mut Request,
    redirects: Redirects,
    confined: Option<&'static str>,
) -> Result<(), &'static str> {
    if redirects == Redirects::SameOrigin {
        return Err(OTHER_ORIGIN);
    }
    if let Some(reason) = confined {
        return Err(reason);
    }
    match request.body.as_deref().filter(|body| !body.is_empty()) {
        Some(_) if redirects != Redirects::AllWithBodies => return Err(BODY),
        Some(body) if contains_secrets(body) => return Err(SECRETS),
        Some(_) => {}
        None => remove_body_headers(&mut request.headers),
    }
    keep_across_origins(&mut request.headers);
    request.basic = None;
    Ok(())
}
