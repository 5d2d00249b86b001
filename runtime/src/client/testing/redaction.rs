//! What recordings do not have.

use std::sync::Arc;

use http::{HeaderName, HeaderValue};

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
        self.0.hide(text).into_owned()
    }

    /// Returns the name and the value of a parameter.
    pub(super) fn pair(&self, name: &str, value: &str) -> (String, String) {
        let value = if self.is_secret_name(name) { HIDDEN.to_owned() } else { self.text(value) };
        (name.to_owned(), value)
    }
}
