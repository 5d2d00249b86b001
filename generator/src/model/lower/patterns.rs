//! Translation of `pattern` and the patterns of `patternProperties`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::pattern::{self, Flag, Translated, Unsupported, dialect};
use super::super::schema::Pattern;
use super::super::schema_object::Keywords;
use super::Lowering;

/// Escapes that require the flag `u`, so that their authors intend it.
const OF_UNICODE: &[&str] = &[r"\p{", r"\P{", r"\u{"];

/// A cache of translations: documents repeat patterns hundreds of times, and compiling one takes milliseconds.
pub(super) type TranslationCache = HashMap<(Flag, String), Result<Translated, Unsupported>>;

impl Lowering<'_> {
    pub(super) fn pattern(&mut self, keywords: &Keywords<'_>) -> Option<Pattern> {
        let source = keywords.pattern?;
        self.translated(source, format!("{}/pattern", keywords.pointer))
    }

    /// Translates the pattern at `pointer`, or reports that it can't be translated.
    pub(super) fn translated(&mut self, source: &str, pointer: String) -> Option<Pattern> {
        let Some(read) = dialect::as_ecma(source) else {
            let message = "the pattern is not checked: patterns of ECMA-262 have no flags";
            self.diagnostics.warning("unsupported-pattern", pointer, message, "remove the flags and the delimiters");
            return None;
        };
        if let Cow::Owned(read) = &read {
            self.diagnostics.warning(
                "pattern-dialect",
                &*pointer,
                format!("the pattern is in the syntax of another language; it is read as `{read}`"),
                "write it in the syntax of ECMA-262: without delimiters, with `^` for `\\A`, `$` for `\\z` and `a-z` for `[:lower:]`",
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
                    "rewrite the pattern, or check the value yourself",
                );
                None
            }
        }
    }

    /// Translates a pattern with the flag of the document's version, or with the other one if that is intended.
    fn with_some_flag(&mut self, source: &str, pointer: &str) -> Result<Translated, Unsupported> {
        if self.is_3_1_or_later {
            let strict = self.translate(source, Flag::Unicode);
            let (Err(Unsupported::Syntax), Ok(loose)) = (&strict, self.translate(source, Flag::None)) else {
                return strict;
            };
            self.report_flag(pointer, "the pattern is only valid without the flag `u`; it is read without it");
            return Ok(loose);
        }
        let loose = self.translate(source, Flag::None);
        let has_escapes = OF_UNICODE.iter().any(|escape| source.contains(escape));
        let is_meant = has_escapes || matches!(loose, Err(Unsupported::Syntax));
        let Some(Ok(strict)) = is_meant.then(|| self.translate(source, Flag::Unicode)) else { return loose };
        let why = if has_escapes { "has escapes of the flag `u`" } else { "is only valid with the flag `u`" };
        self.report_flag(pointer, &format!("the pattern {why}; it is read with the flag"));
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
            "patterns of OpenAPI 3.0 have no flag `u`, those of later versions have it: use the corresponding escapes",
        );
    }
}
