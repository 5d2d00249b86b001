//! What the runtime's checks of formats refer to, by the path that it has in a generated crate.

#[allow(dead_code, reason = "the generator has no validator that asks")]
#[path = "../runtime/src/runtime/known_format.rs"]
pub(crate) mod known_format;
#[allow(dead_code, reason = "values that vouch may be optional")]
#[path = "../runtime/src/runtime/nullable.rs"]
mod nullable;

/// Schemas as data: of them only what says a format.
pub(crate) mod schema {
    /// A format with a check.
    #[derive(Clone, Copy, Debug)]
    pub struct Format {
        /// Its name in the document.
        pub name: &'static str,
        /// Whether a text is of the format.
        pub is_valid: fn(&str) -> bool,
    }
}
