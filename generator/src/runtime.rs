//! The modules that the runtime's format checks refer to, under their path in a generated crate.

#[allow(dead_code, reason = "the generator has no validator that asks")]
#[path = "../runtime/src/runtime/known_format.rs"]
pub(crate) mod known_format;
#[allow(dead_code, reason = "values that vouch may be optional")]
#[path = "../runtime/src/runtime/nullable.rs"]
mod nullable;

/// The part of the schemas that describes formats.
pub(crate) mod schema {
    /// A format with its check.
    #[derive(Clone, Copy, Debug)]
    pub struct Format {
        /// The name in the document.
        pub name: &'static str,
        /// Returns whether a string has the format.
        pub is_valid: fn(&str) -> bool,
    }
}
