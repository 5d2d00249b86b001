//! The attempts of a call: whether a request is sent again after a failure.

use std::time::Duration;

use http::header::{IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use super::auth::SentTokens;
use super::client_builder::Settings;
use super::error::{Error, NoDeclaredErrors};
use super::exchange::Exchanged;
use super::request::{IDEMPOTENCY_KEYS, RequestParts};
use super::retry::{Attempt, NotRetried, Retry, retry_after};
use super::times::{Elapsed, Times};

/// How an attempt failed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure<'a> {
    /// A response with an error.
    Response(StatusCode, &'a HeaderMap),
    /// There was no connection, so that nothing was sent.
    Unsent,
    /// The request may have been carried out, but no complete response was received.
    Incomplete,
    /// An attempt would fail again.
    Permanent,
}

/// What follows an attempt.
pub(super) enum Next {
    AttemptNow,
    AttemptAfter(Duration),
    /// Nothing: with the reason, if the request could be repeated.
    End(Option<NotRetried>),
}

impl Next {
    /// Returns the wait before the next attempt.
    pub(super) fn wait(&self) -> Option<Duration> {
        match self {
            Self::AttemptNow => Some(Duration::ZERO),
            Self::AttemptAfter(wait) => Some(*wait),
            Self::End(_) => None,
        }
    }
}

/// The attempts of a call.
pub(super) struct Attempts<'a> {
    settings: &'a Settings,
    retry: Retry,
    method: &'a str,
    path: &'a str,
    is_idempotent: bool,
    deadline: Option<Instant>,
    made: u32,
    /// How many of them had new tokens, since the server refused those of the attempt before.
    renewed: u32,
    /// The tokens that the last retry took.
    taken: Option<u32>,
}

impl<'a> Attempts<'a> {
    /// Returns the attempts of a call, none of which was made.
    pub(super) fn new(settings: &'a Settings, method: &'a str, path: &'a str, draft: &RequestParts) -> Self {
        let is_idempotent = may_be_repeated(method, draft)
            || IDEMPOTENCY_KEYS.iter().any(|name| draft.headers.get(*name).is_some_and(|key| !key.is_empty()));
        let retry = draft.retry.clone().unwrap_or_else(|| settings.retry.clone());
        let deadline = settings.clock.now().checked_add(draft.times.call);
        Self { settings, retry, method, path, is_idempotent, deadline, made: 0, renewed: 0, taken: None }
    }

    /// Counts an attempt, and returns its number.
    pub(super) fn begin(&mut self) -> u32 {
        self.made = self.made.saturating_add(1);
        self.made
    }

    /// Returns the time that is left, if the call has a timeout.
    pub(super) fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(self.settings.clock.now()))
    }

    /// Returns how long the next attempt may take, and which limit that is.
    pub(super) fn next_limit(&self, times: &Times) -> (Duration, Elapsed) {
        match self.time_left() {
            Some(left) if left <= times.attempt => (left, Elapsed::Call(times.call)),
            _ => (times.attempt, Elapsed::Attempt(times.attempt)),
        }
    }

    /// Returns what follows an attempt; records a success. A body that is spent can't be sent again.
    pub(super) fn next(
        &mut self,
        result: &Result<Exchanged, Error<NoDeclaredErrors>>,
        sent: &SentTokens,
        is_spent: bool,
    ) -> Next {
        let failure = match result {
            Ok(exchanged) if exchanged.is_error() => Failure::Response(exchanged.status(), exchanged.headers()),
            Ok(_) => {
                self.settings.tokens.give_back(self.taken);
                return Next::End(None);
            }
            Err(error) => error.failure(),
        };
        let is_refused = matches!(failure, Failure::Response(StatusCode::UNAUTHORIZED, _));
        if is_spent {
            // The tokens are no good for later calls either.
            let is_forgotten = is_refused && sent.forget(self.settings, || true);
            return Next::End((is_forgotten || self.is_repeatable(failure)).then_some(NotRetried::Spent));
        }
        if is_refused && self.renew(sent) {
            return Next::AttemptNow;
        }
        self.wait_after(failure).map_or_else(Next::End, Next::AttemptAfter)
    }

    /// Returns the last attempt.
    pub(super) fn attempt(&self, status: Option<StatusCode>, headers: Option<&HeaderMap>) -> Attempt<'a> {
        let number = self.made.saturating_sub(self.renewed);
        let retry_after = headers.and_then(|headers| retry_after(headers, self.settings.clock.date()));
        Attempt { number, method: self.method, path: self.path, status, retry_after }
    }

    /// Returns the wait before the next attempt; if there is none, why, unless the request can't be repeated.
    fn wait_after(&mut self, failure: Failure<'_>) -> Result<Duration, Option<NotRetried>> {
        if !self.is_repeatable(failure) {
            return Err(None);
        }
        let attempt = match failure {
            Failure::Response(status, headers) => self.attempt(Some(status), Some(headers)),
            _ => self.attempt(None, None),
        };
        let wait = self.retry.wait(&attempt, self.settings.clock.random()).map_err(Some)?;
        if self.time_left().is_some_and(|left| wait >= left) {
            return Err(Some(NotRetried::Deadline(wait)));
        }
        self.taken = Some(self.settings.tokens.take(attempt.is_throttled()).ok_or(Some(NotRetried::Budget))?);
        Ok(wait)
    }

    /// Returns whether the request is sent again at once with new tokens, since the server refused the tokens with 401, and did not carry
    /// out the request. That happens once.
    fn renew(&mut self, sent: &SentTokens) -> bool {
        // A server that refuses all tokens must not be asked for ever more.
        let may_renew = || match self.settings.tokens.take(false) {
            Some(taken) => {
                self.taken = Some(taken);
                true
            }
            None => false,
        };
        let is_renewed = self.renewed == 0 && sent.forget(self.settings, may_renew);
        self.renewed += u32::from(is_renewed);
        is_renewed
    }

    /// Returns whether repeating the request can't carry out anything twice, and may succeed.
    fn is_repeatable(&self, failure: Failure<'_>) -> bool {
        match failure {
            Failure::Response(status, _) => match status.as_u16() {
                408 | 429 | 502 | 503 | 504 => self.is_idempotent,
                500 => matches!(self.method, "GET" | "HEAD"),
                _ => false,
            },
            Failure::Unsent => true,
            Failure::Incomplete => self.is_idempotent,
            Failure::Permanent => false,
        }
    }
}

/// Returns whether a request may be carried out several times. With a key, it would not be: the server would send the first response again.
pub(super) fn may_be_repeated(method: &str, draft: &RequestParts) -> bool {
    draft.is_idempotent || matches!(method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "TRACE" | "QUERY")
}

/// Returns whether a request applies only to some state of the resource (RFC 9110 §13.1), which an earlier attempt may have changed.
pub(super) fn is_conditional(headers: &HeaderMap) -> bool {
    [IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE].iter().any(|name| headers.contains_key(name))
}
