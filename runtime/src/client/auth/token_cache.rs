//! Keeps the token of a source, and renews it.

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use tokio::sync::Mutex as AsyncMutex;
use tokio::time::Instant;

use super::token::{Token, TokenFuture, TokenSource};
use crate::runtime::client::clock::Clock;

/// The longest time before its end that a token is renewed.
const MAX_MARGIN: Duration = Duration::from_secs(300);

/// How long a call waits for a new token while the old one lives, if it has that much time.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// How long a token is new: a server that refuses it is likely to refuse the next one, too.
const NEW: Duration = Duration::from_secs(30);

/// After how long a request for a token that was interrupted is not continued.
const STALE: Duration = Duration::from_secs(60);

/// The error of a source, which all calls that waited for it get.
pub(in super::super) type SourceError = Arc<dyn Error + Send + Sync>;

/// A token that was obtained.
#[derive(Clone)]
pub(super) struct CachedToken {
    pub(super) secret: Arc<str>,
    /// Tells it from others of the source.
    pub(super) number: u64,
    obtained: Instant,
    times: Option<TokenTimes>,
}

/// When a token is renewed, and when it ends.
#[derive(Clone, Copy)]
struct TokenTimes {
    renewal: Instant,
    end: Instant,
}

impl CachedToken {
    fn new(token: Token, number: u64, asked: Instant, clock: &dyn Clock) -> Self {
        // A life that overflows has no end.
        let end = token.lifetime.and_then(|lifetime| Some((lifetime, asked.checked_add(lifetime)?)));
        let times = end.map(|(lifetime, end)| {
            let margin = MAX_MARGIN.min(lifetime / 5).mul_f64(1.0 - clock.random() / 5.0);
            TokenTimes { renewal: end.checked_sub(margin).unwrap_or(asked), end }
        });
        Self { secret: token.secret.into(), number, obtained: clock.now(), times }
    }

    fn is_alive(&self, now: Instant) -> bool {
        self.times.is_none_or(|times| now < times.end)
    }

    fn is_fresh(&self, now: Instant) -> bool {
        self.times.is_none_or(|times| now < times.renewal)
    }
}

/// The token of a source.
pub(in super::super) struct TokenCache {
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
    /// Locked by the call that asks the source.
    renewal: AsyncMutex<Option<Pending>>,
}

/// What a source was asked; if the call is dropped, another goes on waiting for it.
struct Pending {
    asked: Instant,
    reply: TokenFuture<'static>,
}

#[derive(Default)]
struct State {
    token: Option<CachedToken>,
    /// How often the source was asked, and said something.
    replies: u64,
    /// The error of the last time.
    error: Option<SourceError>,
}

impl TokenCache {
    pub(super) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self { source, state: Mutex::default(), renewal: AsyncMutex::default() }
    }

    /// Returns a token that lives. Of all calls that need a new one, one asks the source, and the others wait; while the old token lives,
    /// they use it. `left` is the time that the call has.
    pub(super) async fn token(&self, clock: &dyn Clock, left: Duration) -> Result<CachedToken, SourceError> {
        let (old, replies) = {
            let state = self.state();
            match &state.token {
                Some(token) if token.is_fresh(clock.now()) => return Ok(token.clone()),
                token => (token.clone().filter(|token| token.is_alive(clock.now())), state.replies),
            }
        };
        let Some(old) = old else {
            let mut pending = self.renewal.lock().await;
            return match self.reply_since(replies) {
                Some(reply) => reply,
                None => self.ask(&mut pending, clock).await,
            };
        };
        let Ok(mut pending) = self.renewal.try_lock() else { return Ok(old) };
        if let Some(Ok(token)) = self.reply_since(replies) {
            return Ok(token);
        }
        if let Some(Ok(token)) = within(MAX_WAIT.min(left / 2), self.ask(&mut pending, clock), clock).await {
            return Ok(token);
        }
        self.postpone_renewal(&old, clock);
        Ok(old)
    }

    /// Forgets a token that the server refused, or that can't be sent, unless it was replaced already.
    pub(super) fn forget(&self, number: u64) {
        let mut state = self.state();
        state.token = state.token.take().filter(|token| token.number != number);
    }

    /// Returns whether a token is the one that the next call would use, and was obtained only just now.
    pub(super) fn is_new(&self, number: u64, now: Instant) -> bool {
        let state = self.state();
        let current = state.token.as_ref().filter(|token| token.number == number);
        current.is_some_and(|token| now.saturating_duration_since(token.obtained) < NEW)
    }

    /// Returns what the source said to another call while this one waited.
    fn reply_since(&self, replies: u64) -> Option<Result<CachedToken, SourceError>> {
        let state = self.state();
        if state.replies == replies {
            return None;
        }
        match (&state.token, &state.error) {
            (Some(token), None) => Some(Ok(token.clone())),
            (_, Some(error)) => Some(Err(Arc::clone(error))),
            (None, None) => None,
        }
    }

    async fn ask(&self, pending: &mut Option<Pending>, clock: &dyn Clock) -> Result<CachedToken, SourceError> {
        let now = clock.now();
        *pending = pending.take().filter(|one| now.saturating_duration_since(one.asked) < STALE);
        let (asked, reply) = poll_fn(|context| {
            // It is put back only if it is polled again: a future that panics must not be.
            let Pending { asked, mut reply } = pending.take().unwrap_or_else(|| {
                let source = Arc::clone(&self.source);
                Pending { asked: now, reply: Box::pin(async move { source.token().await }) }
            });
            let polled = reply.as_mut().poll(context).map(|reply| (asked, reply));
            if polled.is_pending() {
                *pending = Some(Pending { asked, reply });
            }
            polled
        })
        .await;
        let mut state = self.state();
        state.replies = state.replies.wrapping_add(1);
        match reply {
            Ok(token) => {
                let token = CachedToken::new(token, state.replies, asked, clock);
                state.token = Some(token.clone());
                state.error = None;
                Ok(token)
            }
            Err(error) => {
                let error: SourceError = Arc::from(error);
                state.error = Some(Arc::clone(&error));
                Err(error)
            }
        }
    }

    /// Waits with the next renewal until half of the time is over that the token still lives.
    fn postpone_renewal(&self, old: &CachedToken, clock: &dyn Clock) {
        let now = clock.now();
        if let Some(CachedToken { number, times: Some(times), .. }) = &mut self.state().token
            && *number == old.number
        {
            times.renewal = now + times.end.saturating_duration_since(now) / 2;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that may panic runs while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the output of a future, unless it takes longer than a limit.
async fn within<T>(limit: Duration, future: impl Future<Output = T>, clock: &dyn Clock) -> Option<T> {
    let mut future = pin!(future);
    let mut sleep = None;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => sleep.get_or_insert_with(|| clock.sleep(limit)).as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The error of a token that can't be sent.
#[derive(Debug)]
pub(super) struct UnsendableToken;

impl fmt::Display for UnsendableToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the token has characters that a header can't have")
    }
}

impl Error for UnsendableToken {}
