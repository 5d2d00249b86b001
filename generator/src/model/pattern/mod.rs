//! Translation of regular expressions from ECMA-262 to the syntax of an engine in the runtime.
//!
//! A pattern is parsed to a syntax tree, which is printed in the other syntax. No text is copied.

mod ast;
mod char_set;
mod class;
pub(super) mod dialect;
mod escape;
mod language;
mod parse;
mod print;

use std::fmt;

pub(super) use language::may_match;

use super::schema::{Engine, Pattern};

/// The grammar of a pattern, and the units that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Flag {
    /// Without `u`, as in OpenAPI 3.0, including Annex B: UTF-16 code units.
    None,
    /// With `u`, as in JSON Schema 2020-12: code points.
    Unicode,
}

/// A pattern in the syntax of an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Translated {
    pub(super) text: String,
    pub(super) engine: Engine,
    pub(super) by_code_units: bool,
}

/// The reason why a pattern is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsupported {
    BackReference,
    LookBehind,
    Syntax,
    Depth,
    Size,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BackReference => "it has a backreference to a repeated group, or in a lookbehind",
            Self::LookBehind => "its lookbehind is not supported",
            Self::Syntax => "it is not a regular expression",
            Self::Depth => "its groups are nested too deeply",
            Self::Size => "its repetitions are too large",
        })
    }
}

/// Translates a pattern. The result also matches anywhere in a text.
pub(super) fn translate(source: &str, flag: Flag) -> Result<Translated, Unsupported> {
    let tree = parse::parse(source, flag)?;
    let engine = if tree.is_regular() { Engine::Linear } else { Engine::Backtracking };
    let text = print::print(&tree, engine, flag)?;
    try_out(&text, engine)?;
    Ok(Translated { text, engine, by_code_units: flag == Flag::None && tree.tells_code_units() })
}

/// Returns whether a pattern matches somewhere in a text; `None` where the runtime reads the text otherwise, or gives up.
pub(super) fn is_match(pattern: &Pattern, text: &str) -> Option<bool> {
    match pattern.engine {
        _ if pattern.by_code_units => None,
        Engine::Linear => regex::Regex::new(&pattern.translated).ok().map(|pattern| pattern.is_match(text)),
        Engine::Backtracking => fancy_regex::Regex::new(&pattern.translated).ok()?.is_match(text).ok(),
    }
}

/// Compiles a translation like the runtime.
fn try_out(text: &str, engine: Engine) -> Result<(), Unsupported> {
    match engine {
        Engine::Linear => regex::Regex::new(text).map(drop).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => Unsupported::Size,
            _ => Unsupported::Syntax,
        }),
        Engine::Backtracking => {
            use fancy_regex::{CompileError, Error};
            fancy_regex::Regex::new(text).map(drop).map_err(|error| match error {
                Error::CompileError(error) if matches!(*error, CompileError::LookBehindNotConst) => {
                    Unsupported::LookBehind
                }
                Error::CompileError(_) => Unsupported::Size,
                _ => Unsupported::Syntax,
            })
        }
    }
}

#[cfg(test)]
mod tests;
