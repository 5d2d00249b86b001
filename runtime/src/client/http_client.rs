//! What sends the requests of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;

use super::transport::{ConfiguredClient, Transport};

const GIVEN: &str = "the redirect leads to another origin, where a client of `http_client` sends nothing: it may add credentials of its \
                     own; use `configure_reqwest` instead";
const HAS_HEADERS: &str = "the redirect leads to another origin, where the default headers of the `reqwest::Client` would be sent; use \
                           `default_header` instead";

/// The error for a response from another origin than that of the request.
pub(super) const LEFT_ORIGIN: &str = "the `reqwest::Client` followed a redirect to another origin by itself; build it with \
                                      `redirect(Policy::none())`, or use `configure_reqwest`";

/// The HTTP client.
#[derive(Clone)]
pub(super) struct HttpClient {
    pub(super) transport: Arc<dyn Transport>,
    /// Why it must not send requests to another origin, if it must not.
    pub(super) confined: Option<&'static str>,
}

impl HttpClient {
    /// Wraps a transport of the user, whose configuration is unknown.
    pub(super) fn given(transport: impl Transport + 'static) -> Self {
        Self { transport: Arc::new(transport), confined: Some(GIVEN) }
    }

    /// Builds a client that follows no redirects itself.
    pub(super) fn configured(
        connect_timeout: Duration,
        configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, reqwest::Error> {
        let builder = configure(reqwest::Client::builder().connect_timeout(connect_timeout));
        let confined = has_default_headers(&builder).then_some(HAS_HEADERS);
        let client = builder.redirect(Policy::none()).referer(false).build()?;
        Ok(Self { transport: Arc::new(ConfiguredClient(client)), confined })
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpClient").field("confined", &self.confined).finish_non_exhaustive()
    }
}

/// Returns whether a builder may have headers that reqwest adds to every request. Only its `Debug` shows that; output that can't be parsed
/// counts as yes.
fn has_default_headers(builder: &reqwest::ClientBuilder) -> bool {
    const FIELD: &str = "default_headers: {";
    let usual = format!("{:?}", reqwest::Client::builder());
    let Some((_, rest)) = usual.split_once(FIELD) else { return true };
    let headers = rest.split_inclusive('}').next().unwrap_or_default();
    !format!("{builder:?}").contains(&format!("{FIELD}{headers}"))
}
