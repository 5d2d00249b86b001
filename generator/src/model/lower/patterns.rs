//! `pattern` and the names of `patternProperties`: translated, or reported.

use super::super::keywords::Keywords;
use super::super::pattern::{self, Flag, Translated, Unsupported};
use super::super::schema::Pattern;
use super::Lowering;

/// What means something with the flag `u` alone, and whose authors have meant it.
const OF_UNICODE: &[&str] = &[r"\p{", r"\P{", r"\u{"];

impl Lowering<'_> {
    pub(super) fn pattern(&mut self, keywords: &Keywords<'_>) -> Option<Pattern> {
        let source = keywords.pattern?;
        self.translated(source, format!("{}/pattern", keywords.pointer))
    }

    /// Returns the pattern that stands at `pointer`; one that can't be translated is reported.
    pub(super) fn translated(&mut self, source: &str, pointer: String) -> Option<Pattern> {
        match self.with_some_flag(source, &pointer) {
            Ok(Translated { text, engine, by_code_units }) => {
                Some(Pattern { source: source.to_owned(), translated: text, engine, by_code_units })
            }
            Err(reason) => {
                self.diagnostics.warning(
                    "unsupported-pattern",
                    pointer,
                    format!("the pattern is not checked: {reason}"),
                    "write the pattern without it, or check the value yourself",
                );
                None
            }
        }
    }

    /// Translates a pattern as the document's version has them, or else as it is meant.
    fn with_some_flag(&mut self, source: &str, pointer: &str) -> Result<Translated, Unsupported> {
        if self.is_later {
            let strict = pattern::translate(source, Flag::Unicode);
            let (Err(Unsupported::Syntax), Ok(loose)) = (&strict, pattern::translate(source, Flag::None)) else {
                return strict;
            };
            self.report_flag(pointer, "the pattern is one only without the flag `u`, and is read without it");
            return Ok(loose);
        }
        let loose = pattern::translate(source, Flag::None);
        let is_meant = OF_UNICODE.iter().any(|escape| source.contains(escape));
        let Some(Ok(strict)) = is_meant.then(|| pattern::translate(source, Flag::Unicode)) else { return loose };
        self.report_flag(pointer, "the pattern has escapes of the flag `u`, and is read with it");
        Ok(strict)
    }

    fn report_flag(&mut self, pointer: &str, message: &str) {
        self.diagnostics.warning(
            "pattern-flag",
            pointer,
            message,
            "OpenAPI 3.0 has patterns without the flag `u`, later versions have them with it: escape as they do",
        );
    }
}
