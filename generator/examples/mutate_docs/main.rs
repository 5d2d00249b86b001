//! Mutation fuzzing: damages documents at random, thousands of times, and checks that the generator handles them all.
//!
//! ```text
//! cargo run --profile codegen -p clientwright --example mutate_docs -- FOLDER COUNT [--seed N] [--keep FOLDER]
//! ```
//!
//! A mutant is a document of FOLDER, cut down to a few paths, with some of its nodes deleted, duplicated, retyped or linked crosswise. The
//! generator must reject it with a diagnostic, or generate a crate that parses as Rust, and the same crate again with its names.lock. A worker process tries one mutant after the other, so that a stack overflow or an infinite loop ends one worker only.
//! A mutant depends only on seed and number. Those that fail are kept, with `--keep` those that became a crate as well.

mod arguments;
mod cut;
mod damage;
mod outcome;
mod random;
mod schemas;
mod tree;
mod vocabulary;
mod watch;
mod worker;

use std::process::ExitCode;

use arguments::Arguments;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let outcome = match arguments.first {
        Some(first) => worker::run(&arguments, first).map(|()| true),
        None => watch::run(&arguments),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
