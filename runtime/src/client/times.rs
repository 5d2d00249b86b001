//! The time limits of calls.

use std::time::Duration;

/// The default timeout of a call, retries, redirects and the response body included.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// The default time to connect.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The default time without any byte of a body.
pub const DEFAULT_IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// The time limits of a call; `Duration::MAX` is no limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// For the whole call.
    pub(super) call: Duration,
    /// For each attempt.
    pub(super) attempt: Duration,
    pub(super) idle: IdleTimeout,
}

impl Default for Times {
    fn default() -> Self {
        Self { call: DEFAULT_TIMEOUT, attempt: Duration::MAX, idle: IdleTimeout::default() }
    }
}

/// How long to wait for the next bytes of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IdleTimeout {
    pub(super) of_client: Duration,
    pub(super) of_call: Option<Duration>,
}

impl IdleTimeout {
    /// Returns the time for a body.
    pub(crate) fn of_body(self) -> Duration {
        self.of_call.unwrap_or(self.of_client)
    }

    /// Returns the time for events: none, unless the call sets it, since a server may have nothing to say for hours.
    pub(crate) fn of_events(self) -> Duration {
        self.of_call.unwrap_or(Duration::MAX)
    }
}

impl Default for IdleTimeout {
    fn default() -> Self {
        Self { of_client: DEFAULT_IDLE_TIMEOUT, of_call: None }
    }
}

/// The time limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Elapsed {
    Call(Duration),
    Attempt(Duration),
    Idle(Duration),
    /// One of the HTTP client, for connecting or as `configure_reqwest` sets it.
    HttpClient,
}

impl std::fmt::Display for Elapsed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Call(limit) => write!(f, "no complete response was received within {limit:?} (`timeout`)"),
            Self::Attempt(limit) => write!(f, "no complete response was received within {limit:?} (`attempt_timeout`)"),
            Self::Idle(limit) => write!(f, "nothing was received for {limit:?} (`idle_timeout`)"),
            Self::HttpClient => f.write_str("no complete response was received in time"),
        }
    }
}
