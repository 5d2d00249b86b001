//! `pattern`, where it looks around or refers back: matched by trial and error, within limits of steps and of text.

use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder};

use crate::runtime::lazy_regex::{self, Engine};

/// How often a text may be tried in another way: a step may read all of the text, so a long text has fewer.
const STEPS: usize = 10_000;
const STEPS_OF_LONG_TEXTS: usize = 100;

/// The most bytes of a text that is not long.
const SHORT: usize = 1024;
/// The most bytes of a text that is looked at.
const LONG: usize = 64 * 1024;

/// A pattern in the syntax of the `fancy-regex` crate.
pub type LazyRegex = lazy_regex::LazyRegex<Backtracking>;

/// A pattern, compiled with the limits for either length of text.
#[derive(Debug)]
pub struct Backtracking {
    translated: &'static str,
    short: Regex,
    long: OnceLock<Option<Regex>>,
}

fn with_limit(translated: &str, steps: usize) -> Option<Regex> {
    RegexBuilder::new(translated).backtrack_limit(steps).build().ok()
}

impl Engine for Backtracking {
    fn compile(translated: &'static str) -> Option<Self> {
        let short = with_limit(translated, STEPS)?;
        Some(Self { translated, short, long: OnceLock::new() })
    }

    /// A text that takes too many steps, or is too long, is accepted: nobody knows that it is wrong.
    fn is_match(&self, text: &str) -> bool {
        let regex = if text.len() <= SHORT {
            Some(&self.short)
        } else if text.len() <= LONG {
            self.long.get_or_init(|| with_limit(self.translated, STEPS_OF_LONG_TEXTS)).as_ref()
        } else {
            None
        };
        regex.is_none_or(|regex| regex.is_match(text).unwrap_or(true))
    }
}
