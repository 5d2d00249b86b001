//! `pattern`: regular expressions of ECMA-262, in the syntax of an engine that the runtime has.
//!
//! Nothing of the text is passed through as it is: it is read into a tree, and what the tree means is written anew.

mod ast;
mod char_set;
mod class;
pub(super) mod dialect;
mod escape;
mod parse;
mod print;

use std::fmt;

use super::schema::Engine;

/// The grammar that a pattern follows, and what it matches one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Flag {
    /// Without `u`, as OpenAPI 3.0 has them, Annex B included: UTF-16 code units.
    None,
    /// With `u`, as JSON Schema 2020-12 has them: code points.
    Unicode,
}

/// A pattern in the syntax of an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Translated {
    pub(super) text: String,
    pub(super) engine: Engine,
    pub(super) by_code_units: bool,
}

/// Why a pattern can't be checked.
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
            Self::BackReference => "it refers back to a group that repeats, or that stands behind",
            Self::LookBehind => "no engine can look behind in this way",
            Self::Syntax => "it is no regular expression",
            Self::Depth => "its groups are nested too deeply",
            Self::Size => "it repeats too much",
        })
    }
}

/// Translates a pattern; the result matches anywhere in a text, as the pattern does.
pub(super) fn translate(source: &str, flag: Flag) -> Result<Translated, Unsupported> {
    let tree = parse::parse(source, flag)?;
    let engine = if tree.is_regular() { Engine::Linear } else { Engine::Backtracking };
    let text = print::write(&tree, engine, flag)?;
    try_out(&text, engine)?;
    Ok(Translated { text, engine, by_code_units: flag == Flag::None && tree.tells_code_units() })
}

/// Compiles a translation, as the runtime will.
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
