//! The budget of a client for retries: a server that is broken is not sent several times the requests.

use std::sync::atomic::{AtomicU32, Ordering};

/// How many retries the calls of a client may make: a bucket of tokens that its clones share.
///
/// A retry takes tokens; without enough of them, the call fails instead. A success after a retry returns what the retry took, and a success
/// of a first attempt returns one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Budget {
    tokens: u32,
    cost: u32,
    throttled_cost: u32,
}

impl Budget {
    /// A budget of some tokens; 500 by default, of which a retry takes 14, or 5 if the server throttles.
    pub const fn tokens(tokens: u32) -> Self {
        Self { tokens, cost: 14, throttled_cost: 5 }
    }

    /// Sets how many tokens a retry takes.
    pub const fn cost(mut self, tokens: u32) -> Self {
        self.cost = tokens;
        self
    }

    /// Sets how many tokens a retry takes if the server throttles: 429, or 503 with `Retry-After`.
    pub const fn throttled_cost(mut self, tokens: u32) -> Self {
        self.throttled_cost = tokens;
        self
    }
}

/// The tokens that are left.
#[derive(Debug)]
pub(in super::super) struct TokenBucket {
    budget: Budget,
    left: AtomicU32,
}

impl TokenBucket {
    /// Returns a full bucket.
    pub(in super::super) const fn new(budget: Budget) -> Self {
        Self { budget, left: AtomicU32::new(budget.tokens) }
    }

    /// Takes the tokens for a retry, and returns how many; `None` if there are not enough.
    pub(in super::super) fn take(&self, is_throttled: bool) -> Option<u32> {
        let cost = if is_throttled { self.budget.throttled_cost } else { self.budget.cost };
        let take = |left: u32| left.checked_sub(cost);
        self.left.fetch_update(Ordering::AcqRel, Ordering::Acquire, take).is_ok().then_some(cost)
    }

    /// Returns tokens after a success: those that its last retry took, or one.
    pub(in super::super) fn give_back(&self, taken: Option<u32>) {
        let full = self.budget.tokens;
        let give = |left: u32| Some(left.saturating_add(taken.unwrap_or(1)).min(full)).filter(|more| *more != left);
        // It fails if the bucket is full.
        let _ = self.left.fetch_update(Ordering::AcqRel, Ordering::Acquire, give);
    }
}
