//! Retries: when a call sends its request again, and how long it waits before.

mod budget;
mod retry_after;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

pub use budget::Budget;
pub(super) use budget::TokenBucket;
pub(super) use retry_after::retry_after;

/// When a call sends its request again after a failure. Set it with `ClientBuilder::retry` and `Call::retry`.
///
/// A request is repeated only if that can't carry out anything twice:
///
/// - GET, HEAD, OPTIONS, PUT and DELETE, and calls that are marked as idempotent: after 408, 429, 502, 503 and 504, and if no complete
///   response was received. GET and HEAD also after 500.
/// - Any method, if nothing was sent, since there was no connection.
///
/// The wait before a retry is random, up to a limit that doubles with each attempt; `Retry-After` extends it.
#[derive(Clone)]
#[must_use]
pub struct Retry {
    attempts: u32,
    first_backoff: Duration,
    max_backoff: Duration,
    throttled_backoff: Duration,
    max_retry_after: Duration,
    pub(super) budget: Budget,
    decide: Option<Arc<Decide>>,
}

type Decide = dyn Fn(&Attempt<'_>) -> Decision + Send + Sync;

impl Retry {
    /// Up to 3 attempts, with waits of up to 50 ms, doubled for each further retry, or 1 s if the server throttles.
    pub fn standard() -> Self {
        Self {
            attempts: 3,
            first_backoff: Duration::from_millis(50),
            max_backoff: Duration::from_secs(20),
            throttled_backoff: Duration::from_secs(1),
            max_retry_after: Duration::from_secs(60),
            budget: Budget::tokens(500),
            decide: None,
        }
    }

    /// No retries.
    pub fn none() -> Self {
        Self::standard().attempts(1)
    }

    /// Sets how often a request is sent at most, the first attempt included. 0 counts as 1.
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most.max(1);
        self
    }

    /// Sets the longest wait before the first retry, which doubles with each further one, and the longest of all. The wait is random.
    pub fn backoff(mut self, first: Duration, most: Duration) -> Self {
        (self.first_backoff, self.max_backoff) = (first, most);
        self
    }

    /// Sets the longest wait before the first retry after a response that says that there are too many requests: 429, or 503 with
    /// `Retry-After`.
    pub fn throttled(mut self, first: Duration) -> Self {
        self.throttled_backoff = first;
        self
    }

    /// Sets the longest `Retry-After` that is waited for. After a response that asks for a longer wait, the call fails at once.
    pub fn max_retry_after(mut self, most: Duration) -> Self {
        self.max_retry_after = most;
        self
    }

    /// Sets the budget for retries, which all calls of a client share: see [`Budget`]. It has no effect on a single call.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }

    /// Decides about each retry. The function can refuse or delay a retry, but not add one.
    pub fn decide(mut self, decide: impl Fn(&Attempt<'_>) -> Decision + Send + Sync + 'static) -> Self {
        self.decide = Some(Arc::new(decide));
        self
    }

    /// Returns the wait after an attempt, or why there is no further one. `random` is from 0 to 1.
    pub(super) fn wait(&self, attempt: &Attempt<'_>, random: f64) -> Result<Duration, NotRetried> {
        if attempt.number >= self.attempts {
            return Err(NotRetried::Attempts);
        }
        if let Some(asked) = attempt.retry_after.filter(|asked| *asked > self.max_retry_after) {
            return Err(NotRetried::RetryAfter(asked));
        }
        let longest = self.backoff_after(attempt);
        // It fails only if the longest wait is nearly the longest duration of all.
        let wait = Duration::try_from_secs_f64(longest.as_secs_f64() * random).unwrap_or(longest);
        let wait = wait.max(attempt.retry_after.unwrap_or_default());
        match self.decide.as_ref().map_or(Decision::Retry, |decide| decide(attempt)) {
            Decision::Retry => Ok(wait),
            Decision::RetryAfter(least) => Ok(wait.max(least)),
            Decision::Stop => Err(NotRetried::Decided),
        }
    }

    /// Returns the longest wait after an attempt.
    fn backoff_after(&self, attempt: &Attempt<'_>) -> Duration {
        let first = if attempt.is_throttled() { self.throttled_backoff } else { self.first_backoff };
        let factor = 1_u32.checked_shl(attempt.number.saturating_sub(1)).unwrap_or(u32::MAX);
        first.saturating_mul(factor).min(self.max_backoff)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("attempts", &self.attempts)
            .field("first_backoff", &self.first_backoff)
            .field("max_backoff", &self.max_backoff)
            .field("throttled_backoff", &self.throttled_backoff)
            .field("max_retry_after", &self.max_retry_after)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

/// An attempt that failed, and may be repeated.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The number of the attempt; the first is 1.
    pub number: u32,
    /// The method of the operation.
    pub method: &'a str,
    /// The path template of the operation.
    pub path: &'a str,
    /// The status code, if a response was received.
    pub status: Option<StatusCode>,
    /// The wait that the response asks for.
    pub retry_after: Option<Duration>,
}

impl Attempt<'_> {
    /// Returns whether the server says that there are too many requests: 429, or 503 with `Retry-After`.
    pub fn is_throttled(&self) -> bool {
        match self.status.map(|status| status.as_u16()) {
            Some(429) => true,
            Some(503) => self.retry_after.is_some(),
            _ => false,
        }
    }
}

/// What [`Retry::decide`] decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Send the request again.
    Retry,
    /// Send the request again, after this time at least.
    RetryAfter(Duration),
    /// Do not send the request again: the call fails.
    Stop,
}

/// Why a request that could be repeated was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotRetried {
    /// All attempts were made.
    Attempts,
    /// The budget is exhausted.
    Budget,
    /// The response asks for a longer wait than is allowed.
    RetryAfter(Duration),
    /// The call would time out before the next attempt, after this wait.
    Deadline(Duration),
    /// [`Retry::decide`] refused it.
    Decided,
    /// The body can be sent only once.
    Spent,
}

impl fmt::Display for NotRetried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attempts => f.write_str("no attempts are left"),
            Self::Budget => {
                f.write_str("not retried, since too many calls failed: the budget for retries is exhausted")
            }
            Self::RetryAfter(asked) => write!(f, "not retried, since `Retry-After` asks for a wait of {asked:?}"),
            Self::Deadline(wait) => write!(f, "not retried, since the call would time out during the wait of {wait:?}"),
            Self::Decided => f.write_str("not retried, as `Retry::decide` decided"),
            Self::Spent => f.write_str("not retried, since the body can be sent only once"),
        }
    }
}
