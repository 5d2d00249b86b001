//! Categories of warnings.

/// The category of a warning: the effect of the reported value on the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// The value was repaired: another value is used instead.
    Repaired,
    /// The value is ignored: it has no effect on the crate.
    Ignored,
    /// The value is used unchanged, but is likely a mistake.
    Notice,
}

/// The codes of warnings in the category [`Category::Repaired`].
const REPAIRED: &[&str] = &[
    "conflicting-security",
    "duplicate-operation-id",
    "empty-reference",
    "nonstandard-type",
    "keyword-case",
    "misplaced-enum",
    "misplaced-path-parameter",
    "misplaced-reference",
    "missing-field",
    "missing-operation-id",
    "misspelt-path-parameter",
    "null-value",
    "optional-path-parameter",
    "path-without-slash",
    "reference-kind",
    "server-without-scheme",
    "status-case",
    "undeclared-path-parameter",
    "undeclared-query-parameter",
    "undeclared-server-variable",
    "unquoted-string",
    "uri-template",
    "wrong-type",
];

/// The codes of warnings in the category [`Category::Ignored`].
const IGNORED: &[&str] = &[
    "ambiguous-link",
    "format-mismatch",
    "ignored-callback",
    "dangling-mapping",
    "default-mismatch",
    "dynamic-reference",
    "ineffective-keyword",
    "ignored-id",
    "ignored-sibling",
    "part-headers",
    "reserved-extension",
    "schema-and-content",
    "unknown-keyword",
    "unknown-security-scheme",
    "unsupported-default",
    "unsupported-keyword",
    "unsupported-media-type",
    "unsupported-pagination",
    "unsupported-part-type",
    "unsupported-pattern",
    "unsupported-security",
    "unusable-keyword",
    "unused-path-parameter",
    "unused-schema",
    "wrong-value",
];

impl Category {
    /// Returns the category of the warnings with a code.
    pub fn of(code: &str) -> Self {
        if REPAIRED.contains(&code) {
            Self::Repaired
        } else if IGNORED.contains(&code) {
            Self::Ignored
        } else {
            Self::Notice
        }
    }
}
