//! What recordings do not have.

use std::sync::Arc;

use http::{HeaderName, HeaderValue};

use super::redacted_json::redacted_json;
use crate::runtime::validation::redact::{HIDDEN, Secrets, is_redacted_parameter};

/// Names that are secret in any API, in lower case and without `_` and `-`; recordings are published, so that they have more than texts.
const SECRET_NAMES: &[&str] = &[
    "accesstoken",
    "apikey",
    "clientassertion",
    "clientsecret",
    "idtoken",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
    "secretkey",
];

/// The shortest secret that is hidden.
const MIN_SECRET: usize = 4;

/// Replaces secrets: those of a call, and the values of names that are redacted, or secret in any API.
#[derive(Clone)]
pub(super) struct Redaction(Arc<Secrets>);

impl Redaction {
    pub(super) fn new(secrets: &Arc<Secrets>) -> Self {
        Self(Arc::clone(secrets))
    }

    /// Returns whether the values of a name are secret. Of `a[b]`, `b` is a name, too.
    pub(super) fn is_secret_name(&self, name: &str) -> bool {
        let parts = name.split(['[', ']', '.']);
        parts.chain([name]).any(|part| {
            let plain: String = part.chars().filter(|sign| !matches!(sign, '_' | '-')).collect();
            is_redacted_parameter(part, self.0.redacted_names()) || SECRET_NAMES.contains(&&*plain.to_ascii_lowercase())
        })
    }

    pub(super) fn is_secret_header(&self, name: &HeaderName, value: &HeaderValue) -> bool {
        self.0.is_secret_header(name, value)
    }

    /// Returns whether a text mentions a name whose values are secret.
    pub(super) fn mentions_secret_name(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        let plain: String = lower.chars().filter(|sign| !matches!(sign, '_' | '-')).collect();
        let redacted = self.0.redacted_names().iter().map(|name| name.to_ascii_lowercase());
        redacted.into_iter().any(|name| lower.contains(&name)) || SECRET_NAMES.iter().any(|name| plain.contains(name))
    }

    /// Returns a text without the secrets of the call.
    pub(super) fn text(&self, text: &str) -> String {
        // Most texts are too short to have a secret.
        if text.len() < MIN_SECRET { text.to_owned() } else { self.0.hide_in_whole(text).into_owned() }
    }

    /// Returns the name and the value of a parameter. The value may have names itself: as JSON, or as pairs.
    pub(super) fn pair(&self, name: &str, value: &str) -> (String, String) {
        let is_compound = value.contains(['{', '[']);
        let shown = match redacted_json(value, self).filter(|_| is_compound) {
            _ if self.is_secret_name(name) => HIDDEN.to_owned(),
            Some(json) => json,
            None if self.mentions_secret_name(value) => HIDDEN.to_owned(),
            None => self.text(value),
        };
        let name = if self.mentions_secret_name(name) && !self.is_secret_name(name) { HIDDEN } else { name };
        (self.text(name), shown)
    }
}
