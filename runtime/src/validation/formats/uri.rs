//! `format: uri` and `uri-reference` (RFC 3986), `iri` and `iri-reference` (RFC 3987).

use fluent_uri::{Iri, IriRef, Uri, UriRef};

use crate::runtime::validation::schema::Format;

/// A URI, with its scheme (RFC 3986 §3).
pub const URI: Format = Format { name: "uri", is_valid: |text| is_plain(text) || Uri::parse(text).is_ok() };

/// A URI or a relative reference (RFC 3986 §4.1).
pub const URI_REFERENCE: Format =
    Format { name: "uri-reference", is_valid: |text| is_plain(text) || UriRef::parse(text).is_ok() };

/// An IRI, with its scheme (RFC 3987 §2.2).
pub const IRI: Format = Format { name: "iri", is_valid: |text| is_plain(text) || Iri::parse(text).is_ok() };

/// An IRI or a relative reference (RFC 3987 §2.2).
pub const IRI_REFERENCE: Format =
    Format { name: "iri-reference", is_valid: |text| is_plain(text) || IriRef::parse(text).is_ok() };

/// Returns whether a text is a common URI: `http://` or `https://`, and only characters that are allowed in a host, a path and a query
/// alike, or that separate them. Some responses have many of these, and this takes a tenth of the time of parsing.
fn is_plain(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    // Unreserved characters, `sub-delims`, and the separators of path and query (RFC 3986 §2.2, §2.3); from `&` to `9` all are.
    let is_common =
        |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'&'..=b'9' | b'!' | b'$' | b';' | b'=' | b'?' | b'_' | b'~');
    // Without an early exit, many bytes are compared at once.
    rest.is_some_and(|rest| rest.bytes().fold(true, |all, byte| all & is_common(byte)))
}
