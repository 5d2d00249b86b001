//! `pattern` with lookarounds or backreferences: matched by backtracking, within limits of steps and length.

use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder};

use crate::runtime::validation::lazy_regex::{self, Engine};

/// The backtracking limit: a step may read all of the text, so a long text has fewer.
const STEPS: usize = 10_000;
const STEPS_OF_LONG_TEXTS: usize = 100;

/// The longest text with the higher limit, in bytes.
const SHORT: usize = 1024;
/// The longest text that is matched, in bytes.
const MAX_TEXT: usize = 64 * 1024;

/// A pattern in the syntax of the `fancy-regex` crate.
pub type LazyRegex = lazy_regex::LazyRegex<Backtracking>;

/// A pattern, compiled with the limits for short and long texts.
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

    /// A text that exceeds a limit is accepted: it may be valid.
    fn is_match(&self, text: &str) -> bool {
        let regex = if text.len() <= SHORT {
            Some(&self.short)
        } else if text.len() <= MAX_TEXT {
            self.long.get_or_init(|| with_limit(self.translated, STEPS_OF_LONG_TEXTS)).as_ref()
        } else {
            None
        };
        regex.is_none_or(|regex| regex.is_match(text).unwrap_or(true))
    }
}
