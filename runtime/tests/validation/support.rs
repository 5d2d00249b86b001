//! Short ways to ask for a verdict.

use clientwright_runtime::validation::redact::RedactedNames;
use clientwright_runtime::validation::schema::{Pattern, Ref, Schema};
use clientwright_runtime::validation::validate::check;
use clientwright_runtime::validation::violation::{Location, Violations};
use serde::Serialize;

/// The redacted names of these tests.
pub(crate) const REDACTED: RedactedNames = &["accessToken", "clientSecret", "password"];

/// Returns all that a body breaks.
pub(crate) fn violations<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> Violations {
    check(value, schema, &Location::Body, REDACTED).err().unwrap_or_default()
}

/// Returns whether a body satisfies a schema.
pub(crate) fn holds<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> bool {
    check(value, schema, &Location::Body, REDACTED).is_ok()
}

/// Returns the violations as people see them.
pub(crate) fn lines<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> Vec<String> {
    violations(value, schema).iter().map(ToString::to_string).collect()
}

/// Returns the places and keywords of the violations.
pub(crate) fn broken<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> Vec<(String, &'static str)> {
    violations(value, schema).iter().map(|one| (one.pointer().to_owned(), one.keyword())).collect()
}

/// Wraps a schema.
pub(crate) const fn inline(schema: &'static Schema) -> Ref {
    Ref::Inline(schema)
}

/// Matches lower-case ASCII words.
pub(crate) const WORD: Pattern = Pattern {
    source: "^[a-z]+$",
    is_match: |text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase()),
};

/// A number as `serde_json` hands it over with its feature `arbitrary_precision`, whether that is on or off.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::Number")]
pub(crate) struct Exactly {
    #[serde(rename = "$serde_json::private::Number")]
    text: &'static str,
}

/// Makes such a number.
pub(crate) const fn exactly(text: &'static str) -> Exactly {
    Exactly { text }
}
