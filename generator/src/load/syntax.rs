//! The syntax of a document: JSON or YAML.

use std::path::Path;

/// A syntax of OpenAPI documents (OpenAPI 3.0.3 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    Yaml,
}

impl Syntax {
    /// Returns the syntax of `text`, by the extension of `path`, or else by the first character.
    pub(super) fn of(path: &Path, text: &str) -> Self {
        let has_extension = |wanted: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(wanted));
        if has_extension("yaml") || has_extension("yml") {
            Self::Yaml
        } else if has_extension("json") || text.trim_start().starts_with('{') {
            Self::Json
        } else {
            Self::Yaml
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Syntax;

    #[test]
    fn the_file_extension_decides() {
        assert_eq!(Syntax::of(Path::new("a.YML"), "{}"), Syntax::Yaml);
        assert_eq!(Syntax::of(Path::new("a.json"), "a: 1"), Syntax::Json);
    }

    #[test]
    fn without_a_known_extension_the_first_character_decides() {
        assert_eq!(Syntax::of(Path::new("a"), "\n {}"), Syntax::Json);
        assert_eq!(Syntax::of(Path::new("a"), "a: 1"), Syntax::Yaml);
    }
}
