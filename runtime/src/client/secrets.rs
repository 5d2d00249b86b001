//! Secrets in what is sent over HTTP: credentials and headers.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue, LOCATION};

use super::auth::Credential;
use crate::runtime::validation::redact::{HIDDEN, RedactedNames, Secrets, Unquoted, is_redacted_header};

/// The most bytes of all headers that are shown.
const MAX_SHOWN: usize = 8 * 1024;

/// The most bytes of a header's value that are shown.
const MAX_SHOWN_VALUE: usize = 256;

/// The ends of header names whose values are secrets.
const SECRET_ENDINGS: &[&str] = &["-token", "-secret", "-password", "api-key", "apikey"];

/// Headers that reveal nothing about the caller.
const OPEN_HEADERS: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "content-language",
    "content-type",
    "origin",
    "pragma",
    "prefer",
    "traceparent",
    "user-agent",
];

impl Secrets {
    /// Returns the secrets of a client.
    pub(super) fn of_client<'a>(
        credentials: impl Iterator<Item = &'a Credential>,
        headers: &HeaderMap,
        names: RedactedNames,
    ) -> Arc<Self> {
        let mut secrets = Self::of_names(names);
        secrets.texts.extend(credentials.flat_map(Credential::secrets));
        for (name, value) in headers {
            secrets.add_header(name, &String::from_utf8_lossy(value.as_bytes()));
        }
        Arc::new(secrets)
    }

    /// Adds the value of a header, unless its name is harmless: the whole value, and the part after its scheme; of cookies, each value.
    pub(super) fn add_header(&mut self, name: &HeaderName, value: &str) {
        if OPEN_HEADERS.contains(&name.as_str()) {
            return;
        }
        if *name == http::header::COOKIE {
            let values = value.split(';').filter_map(|pair| pair.split_once('='));
            self.texts.extend(values.map(|(_, value)| value.trim().to_owned()));
        }
        self.texts.extend(value.split_once(' ').map(|(_, rest)| rest.trim().to_owned()));
        self.add(value);
    }

    /// Returns whether the value of a header is secret by its name. The URL in `Location` may contain a secret.
    pub(super) fn is_secret_header(&self, name: &HeaderName, value: &HeaderValue) -> bool {
        value.is_sensitive()
            || *name == LOCATION
            || is_redacted_header(name.as_str(), self.redacted_names())
            || SECRET_ENDINGS.iter().any(|ending| name.as_str().ends_with(ending))
    }

    /// Returns a `Debug` of headers.
    pub(super) const fn headers<'a>(&'a self, headers: &'a HeaderMap) -> ShownHeaders<'a> {
        ShownHeaders { headers, secrets: self }
    }
}

/// Shows headers.
pub(super) struct ShownHeaders<'a> {
    headers: &'a HeaderMap,
    secrets: &'a Secrets,
}

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        let mut length = 0;
        for (name, value) in self.headers {
            let shown = if self.secrets.is_secret_header(name, value) {
                format!("{HIDDEN:?}")
            } else {
                self.secrets.quote(value.as_bytes(), MAX_SHOWN_VALUE)
            };
            length += name.as_str().len() + shown.len();
            if length > MAX_SHOWN {
                return map.finish_non_exhaustive();
            }
            map.entry(&name.as_str(), &Unquoted(shown));
        }
        map.finish()
    }
}
