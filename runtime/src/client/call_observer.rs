//! Tells hooks and the span of a call how it ended.

use http::{Method, StatusCode};
use tokio::time::Instant;

use super::client_builder::Client;
use super::hooks::{CallSummary, ErrorKind};
use super::operation::Endpoint;
use super::request::RequestParts;
use super::spans::CallSpan;

/// Waits for the end of a call.
pub(super) struct CallObserver {
    client: Client,
    endpoint: Endpoint,
    /// Method and path of a request that is none of the document's operations.
    target: Option<(Method, String)>,
    begin: Instant,
    pub(super) span: CallSpan,
    has_ended: bool,
}

impl CallObserver {
    /// Returns the observer of a call, if anything wants to know.
    pub(super) fn new(client: &Client, draft: &RequestParts) -> Option<Box<Self>> {
        let endpoint = draft.endpoint;
        let span = match &draft.target {
            Some(target) => CallSpan::new(target.method.as_str(), None),
            None => CallSpan::new(endpoint.method, Some(endpoint.path)),
        };
        if client.settings.hooks.is_empty() && !span.is_recorded() {
            return None;
        }
        let target = draft.target.as_ref().map(|target| (target.method.clone(), target.shown_path(&draft.secrets)));
        let begin = client.settings.clock.now();
        Some(Box::new(Self { client: client.clone(), endpoint, target, begin, span, has_ended: false }))
    }

    /// Tells that the call has ended.
    pub(super) fn end(&mut self, attempts: u32, status: Option<StatusCode>, error: Option<ErrorKind>) {
        self.has_ended = true;
        self.span.end(status, error);
        let (method, path) = match &self.target {
            Some((method, path)) => (method.as_str(), path.as_str()),
            None => (self.endpoint.method, self.endpoint.path),
        };
        let elapsed = self.client.settings.clock.now().saturating_duration_since(self.begin);
        let summary = CallSummary { method, path, attempts, status, error, elapsed };
        self.client.settings.hooks.iter().for_each(|hook| hook.after_call(&summary));
    }
}

impl Drop for CallObserver {
    fn drop(&mut self) {
        // A hook that panics while a panic is on its way would abort the program.
        if !self.has_ended && !std::thread::panicking() {
            self.end(0, None, Some(ErrorKind::Dropped));
        }
    }
}
