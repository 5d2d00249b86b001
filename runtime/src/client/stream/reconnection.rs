//! Makes the call of a stream again after it broke off.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;

use crate::runtime::client::call_future::{ExchangeResult, RunningCall};
use crate::runtime::client::decode::StreamingResponse;
use crate::runtime::client::error::AnyError;
use crate::runtime::client::exchange::Exchanged;
use crate::runtime::client::request::RequestParts;
use crate::runtime::client::retry::retry_after;
use crate::runtime::client::stream_source::StreamSource;

/// How often in a row the call is made again, if that brings nothing.
const MAX_FAILURES: u32 = 10;

/// The longest wait, unless the server asks for a longer one.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// The shortest wait, whatever the server asks for: it may end each response at once.
const MIN_WAIT: Duration = Duration::from_millis(100);

/// The longest wait that a server may ask for.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// The call of a stream, and how often it was made again.
pub(super) struct Reconnection {
    pub(super) source: Box<StreamSource>,
    /// Whether the stream is continued after it broke off.
    pub(super) is_on: bool,
    /// The wait before the first attempt; each further one waits twice as long.
    pub(super) wait: Duration,
    /// How often in a row it brought nothing.
    failures: u32,
    state: State,
}

enum State {
    Idle,
    Waiting(Pin<Box<dyn Future<Output = ()> + Send>>),
    Calling(RunningCall),
}

/// What became of another call.
pub(super) enum Reconnected {
    /// The stream goes on.
    Stream(Box<StreamingResponse>),
    /// The server has nothing more to say.
    End,
    Error(AnyError),
}

impl Reconnection {
    pub(super) fn new(source: Box<StreamSource>, wait: Duration) -> Self {
        Self { source, is_on: false, wait, failures: 0, state: State::Idle }
    }

    /// Notes that something was received.
    pub(super) fn succeed(&mut self) {
        self.failures = 0;
    }

    /// Returns whether it was made too often in a row.
    pub(super) fn is_exhausted(&self) -> bool {
        self.is_on && self.failures >= MAX_FAILURES
    }

    /// Returns whether the call is made again.
    pub(super) fn is_possible(&self) -> bool {
        self.is_on && self.failures < MAX_FAILURES
    }

    /// Returns whether the call is being made again.
    pub(super) fn is_running(&self) -> bool {
        !matches!(self.state, State::Idle)
    }

    /// Waits before the call is made again, at least for a time that the server asks for.
    pub(super) fn begin(&mut self, asked: Duration) {
        let settings = self.source.settings();
        let first = self.wait.max(MIN_WAIT);
        let longest = MAX_WAIT.max(self.wait);
        let wait = first.saturating_mul(2_u32.saturating_pow(self.failures)).min(longest).max(asked);
        // So that the clients of a server that was restarted do not come back all at once.
        // It is at most an hour, so that the product is no overflow.
        let wait = wait.mul_f64(settings.clock.random().mul_add(0.5, 1.0));
        self.failures += 1;
        self.state = State::Waiting(settings.clock.sleep(wait));
    }

    /// Makes the call again, with a change, and waits for the response.
    pub(super) fn poll(&mut self, change: impl Fn(&mut RequestParts), context: &mut Context<'_>) -> Poll<Reconnected> {
        loop {
            match &mut self.state {
                State::Idle => return Poll::Ready(Reconnected::End),
                State::Waiting(wait) => {
                    ready!(wait.as_mut().poll(context));
                    self.state = State::Calling(self.source.again(&change));
                }
                State::Calling(call) => {
                    let exchanged = ready!(call.future.as_mut().poll(context));
                    call.finish(&exchanged);
                    self.state = State::Idle;
                    match reconnected(exchanged, self.source.index) {
                        Reconnected::Error(error) if error.is_retryable() && self.is_possible() => {
                            let date = self.source.settings().clock.date();
                            match error.headers().and_then(|headers| retry_after(headers, date)).unwrap_or_default() {
                                asked if asked > LONGEST_WAIT => return Poll::Ready(Reconnected::Error(error)),
                                asked => self.begin(asked),
                            }
                        }
                        other => return Poll::Ready(other),
                    }
                }
            }
        }
    }
}

fn reconnected(exchanged: ExchangeResult, expected: usize) -> Reconnected {
    match exchanged {
        Ok(Exchanged::Stream(index, response)) if index == expected => Reconnected::Stream(response),
        Ok(Exchanged::Stream(_, response)) => {
            let context = super::StreamContext::of(&response);
            Reconnected::Error(context.unexpected(Vec::new().into(), OTHER))
        }
        // The client shall not come back (WHATWG HTML §9.2.3).
        Ok(Exchanged::Whole(_, response)) if response.received.status == StatusCode::NO_CONTENT => Reconnected::End,
        Ok(Exchanged::Whole(_, response)) => {
            Reconnected::Error(response.context.unexpected(response.received, OTHER.into()).into())
        }
        Err(error) => Reconnected::Error(error.into()),
    }
}

const OTHER: &str = "the stream can't be continued: this is another response";
