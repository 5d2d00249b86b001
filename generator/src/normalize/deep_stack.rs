//! A stack on which documents of every depth that is allowed can be read.

use std::thread;

/// Without optimization, openapiv3 exhausts the 2 MiB of an ordinary thread on a document of 128 levels.
const STACK_SIZE: usize = 64 << 20;

/// Runs `action` on a stack of its own; `None` means that it panicked, or that there is no memory for the stack.
pub(crate) fn run<T: Send>(action: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, action).ok()?.join().ok())
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn the_result_is_handed_on() {
        assert_eq!(run(|| 7), Some(7));
    }

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(run(|| -> u8 { panic!("as a reader of documents might") }), None);
    }
}
