//! Stacks on which documents of every depth that is allowed can be worked on.

use std::sync::LazyLock;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Without optimization, openapiv3 exhausts the 2 MiB of an ordinary thread on a document of 128 levels, and so do syn and our own stages.
const STACK_SIZE: usize = 64 << 20;

static WORKERS: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK_SIZE).build().ok());

/// Runs `action` on a thread of its own; `None` means that it panicked, or that there is no memory for the stack.
pub(crate) fn run<T: Send>(action: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, action).ok()?.join().ok())
}

/// Runs `other` on a thread of its own, and `own` on this one meanwhile; `None` means what it does for [`run`].
pub(crate) fn join<A: Send, B>(other: impl FnOnce() -> A + Send, own: impl FnOnce() -> B) -> Option<(A, B)> {
    thread::scope(|scope| {
        let other = thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, other).ok()?;
        let own = own();
        Some((other.join().ok()?, own))
    })
}

/// Runs `action` on one of the threads for all cores, to which it may hand on parts of its work.
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
    fn the_result_is_handed_on() {
        assert_eq!(run(|| 7), Some(7));
    }

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(run(|| -> u8 { panic!("as a reader of documents might") }), None);
    }

    #[test]
    fn both_results_are_handed_on() {
        assert_eq!(join(|| 7, || "own"), Some((7, "own")));
    }

    #[test]
    fn a_panic_beside_is_no_result() {
        assert_eq!(join(|| -> u8 { panic!("as a reader of documents might") }, || 7), None);
    }
}
