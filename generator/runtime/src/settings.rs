//! What codegen knows and the runtime asks for; these values are for the runtime's own tests.

use crate::runtime::client::ServerVariable;

/// Where requests go when the builder is told nothing.
pub(crate) const DEFAULT_BASE_URL: Option<&str> = None;

/// The variables in the URLs of servers.
pub(crate) const SERVER_VARIABLES: &[ServerVariable] = &[
    ServerVariable { server: "http://{host}:{port}/{base}", name: "host", default: "127.0.0.1", values: &[] },
    ServerVariable { server: "http://{host}:{port}/{base}", name: "port", default: "1", values: &[] },
    ServerVariable { server: "http://{host}:{port}/{base}", name: "base", default: "v1", values: &["v1", "v2"] },
    ServerVariable { server: "http://localhost:{port}", name: "port", default: "1", values: &[] },
];

/// The security schemes that operations ask for, unless they say otherwise.
pub(crate) const SECURITY: &[&[&str]] = &[];

/// Names of properties whose values are never shown.
pub(crate) const REDACTED: &[&str] = &["accessToken", "clientSecret", "password"];
