//! `format: uri` and `uri-reference` (RFC 3986).

use fluent_uri::{Uri, UriRef};

use crate::runtime::schema::Format;

/// A URI, with its scheme (RFC 3986 §3).
pub const URI: Format = Format { name: "uri", holds: |text| Uri::parse(text).is_ok() };

/// A URI or a relative reference (RFC 3986 §4.1).
pub const URI_REFERENCE: Format = Format { name: "uri-reference", holds: |text| UriRef::parse(text).is_ok() };
