//! No secret in what is shown, however it is written.

mod encodings;
mod lines;
mod names;
mod secrets;

use clientwright_runtime::validation::redact::RedactedNames;

/// The redacted names of these tests.
const REDACTED: RedactedNames = &["accessToken", "clientSecret", "password"];
