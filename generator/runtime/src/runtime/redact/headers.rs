//! Headers without secrets.

use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue, LOCATION};

use super::{HIDDEN, RedactedNames, Secrets, Unquoted, is_redacted_header};

/// The most bytes of all headers that are shown.
const MAX_SHOWN: usize = 8 * 1024;

/// The most bytes of a header's value that are shown.
const MAX_SHOWN_VALUE: usize = 256;

/// The ends of header names whose values are secrets.
const SECRET_ENDINGS: &[&str] = &["-token", "-secret", "-password", "api-key", "apikey"];

/// Shows headers.
pub(in crate::runtime) struct ShownHeaders<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) secrets: &'a Secrets,
}

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        let mut length = 0;
        for (name, value) in self.headers {
            let shown = if is_secret(name, value, self.secrets.redacted_names()) {
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

/// Returns whether a value is secret by its name. The URL in `Location` may contain a secret.
fn is_secret(name: &HeaderName, value: &HeaderValue, redacted: RedactedNames) -> bool {
    value.is_sensitive()
        || *name == LOCATION
        || is_redacted_header(name.as_str(), redacted)
        || SECRET_ENDINGS.iter().any(|ending| name.as_str().ends_with(ending))
}
