//! Identifiers that are taken.

use std::collections::BTreeSet;
use std::fmt;

use super::ident;

/// An identifier that was claimed in a scope, and that no other thing in the scope has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Returns the identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns whether a name is what [`Scope::claim`] may give to one that wants `wanted`.
pub(super) fn is_claim_of(name: &str, wanted: &str) -> bool {
    name.strip_prefix(wanted).is_some_and(|end| end == "_" || end.bytes().all(|digit| digit.is_ascii_digit()))
}

/// A set of identifiers, of which each is given out once.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    reserved: &'static [&'static str],
}

/// Names that mean something else wherever a type may be named: the prelude's, those that a generated crate exports, and `D`, which is the
/// parameter of every `deserialize`.
const RESERVED_TYPES: &[&str] = &[
    "AnyError",
    "BTreeMap",
    "Box",
    "Builder",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "D",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "HeaderError",
    "Headers",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Response",
    "Result",
    "Schema",
    "Self",
    "Send",
    "Serialize",
    "Deserialize",
    "Deserializer",
    "Serializer",
    "Server",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Validate",
    "Vec",
    "Violation",
    "Violations",
];

/// Names of the runtime that end like those of error enums and of what stands beside operations.
const RESERVED_BESIDE: &[&str] = &["AnyBody", "BuildError", "ErrorBody", "FromJsonError"];

/// Methods that a generated struct has, so that no method for a field may.
const RESERVED_FIELDS: &[&str] = &[
    "as_ref",
    "borrow",
    "build",
    "builder",
    "set",
    "set_nullable",
    "new",
    "clone",
    "default",
    "deserialize",
    "eq",
    "fmt",
    "from",
    "from_json",
    "into",
    "into_inner",
    "ne",
    "schema",
    "serialize",
    "to_owned",
    "try_from",
    "try_into",
    "validate",
];

/// `Unknown` keeps what the document does not list.
const RESERVED_VARIANTS: &[&str] = &["Self", "Unknown"];

/// Methods of whatever has headers: they would come before those that read one.
const RESERVED_HEADERS: &[&str] = &[
    "append",
    "body_bytes",
    "borrow",
    "capacity",
    "clear",
    "clone",
    "contains_key",
    "drain",
    "entry",
    "eq",
    "fmt",
    "from",
    "get",
    "get_all",
    "get_mut",
    "headers",
    "insert",
    "into",
    "into_iter",
    "is_empty",
    "is_retryable",
    "iter",
    "iter_mut",
    "keys",
    "keys_len",
    "len",
    "ne",
    "remove",
    "request_id",
    "reserve",
    "source",
    "status",
    "to_owned",
    "to_string",
    "try_append",
    "try_entry",
    "try_insert",
    "try_reserve",
    "values",
    "values_mut",
    "violations",
];

/// Methods that a generated client has of itself.
const RESERVED_METHODS: &[&str] = &["as_ref", "borrow", "builder", "clone", "fmt", "from", "into", "new", "to_owned"];

/// Methods that a generated client builder has of itself.
const RESERVED_BUILDER_METHODS: &[&str] = &[
    "base_url",
    "build",
    "check_responses",
    "clone",
    "default",
    "default_header",
    "fmt",
    "from",
    "http_client",
    "into",
    "server",
    "timeout",
    "user_agent",
];

/// What a method takes besides parameters.
const RESERVED_ARGUMENTS: &[&str] = &["body", "call", "operation", "params"];

/// Modules that hold those of the tags: one of the same name inside would be a warning.
const RESERVED_MODULES: &[&str] = &["operations", "types"];

impl Scope {
    pub(super) fn of_types() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_TYPES }
    }

    pub(super) fn of_fields() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_FIELDS }
    }

    pub(super) fn of_variants() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_VARIANTS }
    }

    pub(super) fn of_headers() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_HEADERS }
    }

    pub(super) fn of_methods() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_METHODS }
    }

    pub(super) fn of_builder_methods() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_BUILDER_METHODS }
    }

    pub(super) fn of_modules() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_MODULES }
    }

    pub(super) fn of_arguments() -> Self {
        Self { taken: BTreeSet::new(), reserved: RESERVED_ARGUMENTS }
    }

    /// Claims an identifier: the one that is wanted, or if it is taken the same with the least number behind it that is free.
    ///
    /// A keyword or reserved name gets a trailing `_`, where it gets no number.
    pub(super) fn claim(&mut self, wanted: &str) -> Name {
        let mut name = self.allowed(wanted);
        let mut number = 2_u32;
        while !self.taken.insert(name.clone()) {
            // A type with a `_` inside of its name would be a warning.
            name = format!("{}{number}", wanted.trim_end_matches('_'));
            number += 1;
        }
        Name(name)
    }

    /// Claims the identifier of a type that stands outside of `types`.
    pub(super) fn claim_beside(&mut self, wanted: &str) -> Name {
        if RESERVED_BESIDE.contains(&wanted) { self.claim(&format!("{wanted}_")) } else { self.claim(wanted) }
    }

    /// Returns whether an identifier could be claimed as it is.
    pub(super) fn is_free(&self, wanted: &str) -> bool {
        !self.taken.contains(wanted) && self.allowed(wanted) == wanted
    }

    fn allowed(&self, wanted: &str) -> String {
        if ident::is_keyword(wanted) || self.reserved.contains(&wanted) {
            format!("{wanted}_")
        } else {
            wanted.to_owned()
        }
    }
}
