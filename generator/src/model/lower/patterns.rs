//! `pattern` and the names of `patternProperties`: translated, or reported.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::pattern::{self, Flag, Translated, Unsupported, dialect};
use super::super::schema::Pattern;
use super::super::schema_object::Keywords;
use super::Lowering;

/// What means something with the flag `u` alone, and whose authors have meant it.
const OF_UNICODE: &[&str] = &[r"\p{", r"\P{", r"\u{"];

/// What became of the patterns met so far: documents repeat the same ones hundreds of times, and to compile one takes milliseconds.
pub(super) type Translations = HashMap<(Flag, String), Result<Translated, Unsupported>>;

impl Lowering<'_> {
    pub(super) fn pattern(&mut self, keywords: &Keywords<'_>) -> Option<Pattern> {
        let source = keywords.pattern?;
        self.translated(source, format!("{}/pattern", keywords.pointer))
    }

    /// Returns the pattern that stands at `pointer`; one that can't be translated is reported.
    pub(super) fn translated(&mut self, source: &str, pointer: String) -> Option<Pattern> {
        let Some(read) = dialect::as_ecma(source) else {
            let message = "the pattern is not checked: it has flags, which no pattern of ECMA-262 has";
            self.diagnostics.warning(
                "unsupported-pattern",
                pointer,
                message,
                "write it without them, and without delimiters",
            );
            return None;
        };
        if let Cow::Owned(read) = &read {
            self.diagnostics.warning(
                "pattern-dialect",
                &*pointer,
                format!("the pattern is written as another language has them, and is read as `{read}`"),
                "write it as ECMA-262 has them: without delimiters, with `^` for `\\A`, `$` for `\\z` and `a-z` for `[:lower:]`",
            );
        }
        match self.with_some_flag(&read, &pointer) {
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
        if self.is_3_1_or_later {
            let strict = self.translate(source, Flag::Unicode);
            let (Err(Unsupported::Syntax), Ok(loose)) = (&strict, self.translate(source, Flag::None)) else {
                return strict;
            };
            self.report_flag(pointer, "the pattern is one only without the flag `u`, and is read without it");
            return Ok(loose);
        }
        let loose = self.translate(source, Flag::None);
        let has_escapes = OF_UNICODE.iter().any(|escape| source.contains(escape));
        let is_meant = has_escapes || matches!(loose, Err(Unsupported::Syntax));
        let Some(Ok(strict)) = is_meant.then(|| self.translate(source, Flag::Unicode)) else { return loose };
        let why = if has_escapes { "has escapes of the flag `u`" } else { "is one only with the flag `u`" };
        self.report_flag(pointer, &format!("the pattern {why}, and is read with it"));
        Ok(strict)
    }

    fn translate(&mut self, source: &str, flag: Flag) -> Result<Translated, Unsupported> {
        let known = self.translations.entry((flag, source.to_owned()));
        known.or_insert_with(|| pattern::translate(source, flag)).clone()
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
