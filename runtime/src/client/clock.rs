//! Time and chance, which tests replace.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// Time and chance.
pub trait Clock: fmt::Debug + Send + Sync {
    /// Returns the current time, for durations.
    fn now(&self) -> Instant;

    /// Returns the current time, for dates in headers.
    fn date(&self) -> SystemTime;

    /// Waits.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;

    /// Returns a random number from 0 to 1.
    fn random(&self) -> f64;
}

/// The clock of the system.
#[derive(Clone, Copy, Debug)]
pub(super) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> f64 {
        // The keys of std's hash maps are random; no dependency is needed for a wait that is a little different each time.
        let bits = u32::try_from(RandomState::new().build_hasher().finish() >> 32).unwrap_or_default();
        f64::from(bits) / f64::from(u32::MAX)
    }
}
