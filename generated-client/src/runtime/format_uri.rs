//! `format: uri` and `uri-reference` (RFC 3986), `iri` and `iri-reference` (RFC 3987).

use fluent_uri::{Iri, IriRef, Uri, UriRef};

use crate::runtime::schema::Format;

/// A URI, with its scheme (RFC 3986 §3).
pub const URI: Format = Format { name: "uri", holds: |text| Uri::parse(text).is_ok() };

/// A URI or a relative reference (RFC 3986 §4.1).
pub const URI_REFERENCE: Format = Format { name: "uri-reference", holds: |text| UriRef::parse(text).is_ok() };

/// An IRI, with its scheme (RFC 3987 §2.2).
pub const IRI: Format = Format { name: "iri", holds: |text| Iri::parse(text).is_ok() };

/// An IRI or a relative reference (RFC 3987 §2.2).
pub const IRI_REFERENCE: Format = Format { name: "iri-reference", holds: |text| IriRef::parse(text).is_ok() };
