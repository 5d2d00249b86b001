//! Following redirects (RFC 9110 §15.4), with credentials that stay where they belong.

use http::header::{AUTHORIZATION, COOKIE, LOCATION, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use reqwest::Url;

/// The most redirects that are followed.
pub(super) const MOST: usize = 10;

/// Where a redirect leads.
pub(super) struct Redirect {
    pub(super) url: Url,
    pub(super) method: Method,
    pub(super) keeps_body: bool,
    /// Whether scheme, host and port stay.
    pub(super) stays: bool,
}

/// Returns where an answer leads: nowhere if it is no redirect, or why it can't be followed.
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
    let Some(url) = location.to_str().ok().and_then(|location| from.join(location).ok()) else {
        return Some(Err("the redirect's Location is no URL"));
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Some(Err("the redirect leads away from HTTP"));
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

/// Returns whether a header proves who calls.
pub(super) fn is_credential(name: &HeaderName) -> bool {
    *name == AUTHORIZATION || *name == COOKIE || *name == PROXY_AUTHORIZATION
}

/// Takes the credentials out of headers.
pub(super) fn forget_credentials(headers: &mut HeaderMap) {
    let secret: Vec<HeaderName> = headers
        .iter()
        .filter(|(name, value)| value.is_sensitive() || is_credential(name))
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret {
        headers.remove(name);
    }
}
