//! What a warning says was done with the document.

/// What was done with a part of the document that can't be taken as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is taken for what it was meant to be.
    Repair,
    /// It has no effect on the crate.
    LeftOut,
    /// Nothing: it only deserves a look.
    Remark,
}

/// The codes of warnings that tell of a repair.
const REPAIRS: &[&str] = &[
    "conflicting-security",
    "duplicate-operation-id",
    "empty-reference",
    "foreign-type",
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

/// The codes of warnings that tell what was left out.
const LEFT_OUT: &[&str] = &[
    "ambiguous-link",
    "broken-format",
    "callback-left-out",
    "dangling-mapping",
    "default-mismatch",
    "dynamic-reference",
    "idle-keyword",
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
    "unsupported-part-type",
    "unsupported-pattern",
    "unsupported-security",
    "unusable-keyword",
    "unused-path-parameter",
    "unused-schema",
    "wrong-value",
];

impl Kind {
    /// Returns the kind of the warnings that have a code.
    pub fn of(code: &str) -> Self {
        if REPAIRS.contains(&code) {
            Self::Repair
        } else if LEFT_OUT.contains(&code) {
            Self::LeftOut
        } else {
            Self::Remark
        }
    }
}
