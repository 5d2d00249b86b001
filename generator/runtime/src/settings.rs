//! Crate configuration. Codegen writes this file; the values here are for the tests of the runtime.

use crate::runtime::client::ServerVariable;

/// Default base URL.
pub(crate) const DEFAULT_BASE_URL: Option<&str> = None;

/// Server variables.
pub(crate) const SERVER_VARIABLES: &[ServerVariable] = &[
    ServerVariable { server: "http://{host}:{port}/{base}", name: "host", default: "127.0.0.1", values: &[] },
    ServerVariable { server: "http://{host}:{port}/{base}", name: "port", default: "1", values: &[] },
    ServerVariable { server: "http://{host}:{port}/{base}", name: "base", default: "v1", values: &["v1", "v2"] },
    ServerVariable { server: "http://localhost:{port}", name: "port", default: "1", values: &[] },
    ServerVariable { server: "https://{tenant}.example.com", name: "tenant", default: "demo", values: &[] },
    ServerVariable { server: "https://{domain}/api", name: "domain", default: "api.example.com", values: &[] },
    ServerVariable { server: "https://api.{domain}", name: "domain", default: "", values: &[] },
    ServerVariable { server: "{url}/v1", name: "url", default: "", values: &[] },
    ServerVariable { server: "{scheme}://example.com/{base}/x", name: "scheme", default: "https", values: &[] },
    ServerVariable { server: "{scheme}://example.com/{base}/x", name: "base", default: "v1", values: &[] },
    ServerVariable { server: "https://example.com{tail}", name: "tail", default: "", values: &[] },
    ServerVariable { server: "https://me:{word}@example.com", name: "word", default: "pass", values: &[] },
    ServerVariable { server: "https://{site}", name: "site", default: "a.com", values: &["a.com", "b.com:81/c"] },
    ServerVariable { server: "/{base}/x", name: "base", default: "v1", values: &[] },
];

/// Default security requirements of operations.
pub(crate) const SECURITY: &[&[&str]] = &[];

/// Names of properties whose values are never shown.
pub(crate) const REDACTED: &[&str] = &["accessToken", "clientSecret", "password"];
