//! `pattern`: regular expressions of ECMA-262, as codegen translates them to the syntax of the `regex` crate.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern that is compiled when it is first asked for.
#[derive(Debug)]
pub struct Compiled {
    translated: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Compiled {
    /// Takes a pattern in the syntax of the `regex` crate.
    pub const fn new(translated: &'static str) -> Self {
        Self { translated, regex: OnceLock::new() }
    }

    /// Returns whether the pattern matches anywhere in `text`; one that does not compile matches everything.
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.translated).ok());
        regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}
