//! Which header fields a user may set, and which of them follow a redirect to another origin.

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName};

/// Fields that say where a message ends, or how it goes over the connection (RFC 9110 §7.6.1, RFC 9112 §6, RFC 9113 §8.2.2). The HTTP client
/// sets them; two parties that read them differently see different requests.
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

/// Fields that describe the body, and go where it goes.
const OF_BODY: &[&str] = &["content-encoding", "content-language", "content-location", "content-type"];

/// Fields that tell nobody anything: all others stay with the origin that they were meant for.
const ACROSS_ORIGINS: &[&str] = &["accept", "accept-charset", "accept-encoding", "accept-language", "user-agent"];

/// Returns whether only the HTTP client may set a header field.
pub(super) fn is_framing(name: &HeaderName) -> bool {
    FRAMING.contains(&name.as_str())
}

/// Returns whether a header field proves who calls.
pub(super) fn is_credential(name: &HeaderName) -> bool {
    *name == AUTHORIZATION || *name == COOKIE || *name == PROXY_AUTHORIZATION
}

/// Removes the header fields that describe a body.
pub(super) fn remove_body_headers(headers: &mut HeaderMap) {
    for name in OF_BODY {
        headers.remove(*name);
    }
}

/// Removes the header fields that another origin must not see; those that describe the body must be gone before if it does not go along.
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
