//! `pattern`, matched in linear time.

use regex::Regex;

use crate::runtime::validation::lazy_regex::{self, Engine};

/// A pattern in the syntax of the `regex` crate.
pub type LazyRegex = lazy_regex::LazyRegex<Regex>;

impl Engine for Regex {
    fn compile(translated: &'static str) -> Option<Self> {
        Self::new(translated).ok()
    }

    fn is_match(&self, text: &str) -> bool {
        self.is_match(text)
    }
}
