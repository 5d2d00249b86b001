//! Regular expressions of ECMA-262, translated by codegen to the syntax of a Rust crate, and compiled on first use.

use std::borrow::Cow;
use std::sync::OnceLock;

/// A regular expression engine.
pub trait Engine: Sized {
    /// Compiles a pattern; `None` if it is invalid.
    fn compile(translated: &'static str) -> Option<Self>;

    /// Returns whether the pattern matches anywhere in `text`.
    fn is_match(&self, text: &str) -> bool;
}

/// A pattern that is compiled on first use.
#[derive(Debug)]
pub struct LazyRegex<E> {
    translated: &'static str,
    utf16: bool,
    engine: OnceLock<Option<E>>,
}

impl<E> LazyRegex<E> {
    /// Creates a pattern that matches characters.
    pub const fn new(translated: &'static str) -> Self {
        Self { translated, utf16: false, engine: OnceLock::new() }
    }

    /// Creates a pattern that matches UTF-16 code units, as those without the flag `u` do.
    pub const fn new_utf16(translated: &'static str) -> Self {
        Self { translated, utf16: true, engine: OnceLock::new() }
    }
}

impl<E: Engine> LazyRegex<E> {
    /// Returns whether the pattern matches anywhere in `text`; always, if it does not compile.
    pub fn is_match(&self, text: &str) -> bool {
        let engine = self.engine.get_or_init(|| E::compile(self.translated));
        let text = if self.utf16 { code_units(text) } else { Cow::Borrowed(text) };
        engine.as_ref().is_none_or(|engine| engine.is_match(&text))
    }
}

/// Returns a text with a character for each UTF-16 code unit; a surrogate becomes the character that is 0x100000 above it, in a plane whose
/// own characters have become pairs.
fn code_units(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| character <= '\u{FFFF}') {
        return Cow::Borrowed(text);
    }
    let stand_in = |unit| char::from_u32(0x10_0000 + unit).unwrap_or(char::REPLACEMENT_CHARACTER);
    text.encode_utf16().map(u32::from).map(|unit| char::from_u32(unit).unwrap_or_else(|| stand_in(unit))).collect()
}
