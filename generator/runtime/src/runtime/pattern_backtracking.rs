//! `pattern`, where it looks around or refers back: matched by trial and error, within a limit of steps.

use fancy_regex::{Regex, RegexBuilder};

use crate::runtime::compiled::{self, Engine};

/// How often a text may be tried in another way: some milliseconds.
const STEPS: usize = 100_000;

/// A pattern in the syntax of the `fancy-regex` crate.
pub type Compiled = compiled::Compiled<Regex>;

impl Engine for Regex {
    fn compile(translated: &str) -> Option<Self> {
        RegexBuilder::new(translated).backtrack_limit(STEPS).build().ok()
    }

    /// A text that takes too many steps is taken: nobody knows that it is wrong.
    fn is_match(&self, text: &str) -> bool {
        self.is_match(text).unwrap_or(true)
    }
}
