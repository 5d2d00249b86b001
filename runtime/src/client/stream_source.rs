//! The call that a stream belongs to, which is made again when the stream breaks off.
#![allow(dead_code, reason = "streams use it, and are optional")]

use super::call_future::RunningCall;
use super::client_builder::{Client, Settings};
use super::declared_responses::DeclaredResponses;
use super::request::{Purpose, RequestParts};

/// The call that a stream belongs to.
pub(crate) struct StreamSource {
    client: Client,
    responses: DeclaredResponses,
    draft: Box<RequestParts>,
    /// The index of the declared response.
    pub(super) index: usize,
}

impl StreamSource {
    pub(super) fn new(client: Client, responses: DeclaredResponses, draft: Box<RequestParts>, index: usize) -> Self {
        Self { client, responses, draft, index }
    }

    /// Returns the call once more, with a change.
    pub(super) fn again(&self, change: impl FnOnce(&mut RequestParts)) -> RunningCall {
        let mut draft = self.draft.clone();
        draft.purpose = Purpose::Continuation;
        change(&mut draft);
        RunningCall::new(self.client.clone(), self.responses.clone(), draft)
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.client.settings
    }
}
