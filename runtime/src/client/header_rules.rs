//! Header fields that users can't set, and those that are sent to another origin after a redirect.

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName};

/// Header fields for framing and connections (RFC 9110 §7.6.1, RFC 9112 §6, RFC 9113 §8.2.2). The HTTP client sets them: two parties that
/// read them differently see different requests.
const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Header fields that describe the body, and are sent with it.
const OF_BODY: &[&str] = &["content-encoding", "content-language", "content-location", "content-type"];

/// Header fields that reveal nothing: all others stay with their origin.
const ACROSS_ORIGINS: &[&str] = &["accept", "accept-charset", "accept-encoding", "accept-language", "user-agent"];

/// Returns whether only the HTTP client may set a header field.
pub(super) fn is_framing(name: &HeaderName) -> bool {
    FRAMING.contains(&name.as_str())
}

/// Returns whether a header field has credentials.
pub(super) fn is_credential(name: &HeaderName) -> bool {
    *name == AUTHORIZATION || *name == COOKIE || *name == PROXY_AUTHORIZATION
}

/// Removes the header fields that describe a body.
pub(super) fn remove_body_headers(headers: &mut HeaderMap) {
    for name in OF_BODY {
        headers.remove(*name);
    }
}

/// Removes the header fields that another origin must not see. Remove those of the body first, if it is not sent.
pub(super) fn keep_across_origins(headers: &mut HeaderMap) {
    let may_go = |name: &HeaderName| [ACROSS_ORIGINS, OF_BODY].iter().any(|names| names.contains(&name.as_str()));
    let others: Vec<HeaderName> = headers
        .iter()
        .filter(|(name, value)| value.is_sensitive() || !may_go(name))
        .map(|(name, _)| name.clone())
        .collect();
    for name in others {
        headers.remove(name);
    }
}
