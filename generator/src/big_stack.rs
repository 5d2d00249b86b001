//! Threads with stacks for documents of the maximum depth.

use std::sync::LazyLock;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Without optimization, openapiv3, syn and our own stages overflow the default stack of 2 MiB for a document with 128
/// levels.
const STACK_SIZE: usize = 64 << 20;

static WORKERS: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK_SIZE).build().ok());

/// Runs `action` on a new thread; `None` if it panics, or if there is no memory for the stack.
pub(crate) fn run<T: Send>(action: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, action).ok()?.join().ok())
}

/// Runs `other` on a new thread, and `current` on this one in parallel; `None` as for [`run`].
pub(crate) fn join<A: Send, B>(other: impl FnOnce() -> A + Send, current: impl FnOnce() -> B) -> Option<(A, B)> {
    thread::scope(|scope| {
        let other = thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, other).ok()?;
        let current = current();
        Some((other.join().ok()?, current))
    })
}

/// Runs `action` in a thread pool with one thread per core, in which rayon runs its parallel iterators.
pub(crate) fn install<T: Send>(action: impl FnOnce() -> T + Send) -> T {
    match &*WORKERS {
        Some(workers) => workers.install(action),
        None => action(),
    }
}

#[cfg(test)]
mod tests {
    use super::{join, run};

    #[test]
    fn the_result_is_returned() {
        assert_eq!(run(|| 7), Some(7));
    }

    #[test]
    fn a_panic_returns_none() {
        assert_eq!(run(|| -> u8 { panic!("for the test") }), None);
    }

    #[test]
    fn both_results_are_returned() {
        assert_eq!(join(|| 7, || "own"), Some((7, "own")));
    }

    #[test]
    fn a_panic_of_the_other_returns_none() {
        assert_eq!(join(|| -> u8 { panic!("for the test") }, || 7), None);
    }
}
