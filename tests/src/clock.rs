//! A clock that does not wait.

use std::future::{Future, ready};
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
}

impl TestClock {
    /// Creates a clock that always has the same random number, from 0 to 1.
    pub fn new(random: f64) -> Self {
        Self { start: Instant::now(), random, waits: Arc::default() }
    }

    /// Returns the waits so far.
    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.waits().iter().sum()
    }

    /// Returns 1994-11-06 08:49:37 UTC, the date in the examples of RFC 9110.
    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(duration);
        Box::pin(ready(()))
    }

    fn random(&self) -> f64 {
        self.random
    }
}
