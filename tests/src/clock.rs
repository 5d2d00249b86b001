//! A clock that does not wait.

use std::future::{Future, pending, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use clientwright_runtime::client::clock::Clock;
use tokio::time::Instant;

/// A clock that moves on when it is asked to wait, and remembers the waits.
#[derive(Clone, Debug)]
pub struct TestClock {
    start: Instant,
    random: f64,
    waits: Arc<Mutex<Vec<Duration>>>,
    /// What has passed besides the waits.
    passed: Arc<Mutex<Duration>>,
    /// Whether waits end.
    moves: bool,
}

impl TestClock {
    /// Creates a clock that always has the same random number, from 0 to 1.
    pub fn new(random: f64) -> Self {
        Self { start: Instant::now(), random, waits: Arc::default(), passed: Arc::default(), moves: true }
    }

    /// Creates a clock that only moves on as [`Self::pass`] says, so that no wait ends.
    pub fn standing() -> Self {
        Self { moves: false, ..Self::new(0.0) }
    }

    /// Moves the clock on.
    pub fn pass(&self, duration: Duration) {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) += duration;
    }

    /// Moves the clock on to a time after its start.
    pub fn pass_until(&self, time: Duration) {
        self.pass(time.saturating_sub(self.now() - self.start));
    }

    /// Returns the waits so far.
    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        let passed = *self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        self.start + self.waits().iter().sum::<Duration>() + passed
    }

    /// Returns 1994-11-06 08:49:37 UTC, the date in the examples of RFC 9110.
    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        if !self.moves {
            return Box::pin(pending());
        }
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(duration);
        Box::pin(ready(()))
    }

    fn random(&self) -> f64 {
        self.random
    }
}
