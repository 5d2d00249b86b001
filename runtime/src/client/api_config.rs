//! What a generated crate says about its API as a whole.

use super::server_url::ServerVariable;
use crate::runtime::validation::redact::RedactedNames;

/// The parts of a document and its target that a client needs in addition to its operations.
#[derive(Clone, Copy, Debug)]
pub struct ApiConfig {
    /// The URL template of the default server.
    pub base_url: Option<&'static str>,
    /// The variables of the servers (OpenAPI 3.0.3 §4.7.6).
    pub server_variables: &'static [ServerVariable],
    /// The security requirements of operations that have none of their own: alternatives, each with the schemes that it combines.
    pub security: &'static [&'static [&'static str]],
    /// The names of properties whose values are never shown.
    pub redacted: RedactedNames,
    /// The default value of `User-Agent`.
    pub user_agent: &'static str,
}
