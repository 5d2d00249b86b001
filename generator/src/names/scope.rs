//! Scopes, in which each identifier is claimed once.

use std::collections::BTreeSet;
use std::fmt;

use super::ident;

/// An identifier that is unique in its scope.
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

/// Returns whether [`Scope::claim`] may return a name for `wanted`.
pub(super) fn is_claim_of(name: &str, wanted: &str) -> bool {
    name.strip_prefix(wanted).is_some_and(|end| end == "_" || end.bytes().all(|digit| digit.is_ascii_digit()))
}

/// A set of identifiers, each of which is claimed once.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    reserved: &'static [&'static str],
}

/// Names of types that generated code uses otherwise: the prelude's, the crate's exports, and `D`, the type parameter of `deserialize`.
const RESERVED_TYPES: &[&str] = &[
    "AnyError",
    "BTreeMap",
    "Box",
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

/// Names that error enums and types of operations must not have either: files that define or import them import these symbols, or the crate
/// exports them.
const RESERVED_OPERATION_TYPES: &[&str] = &[
    "ApiConfig",
    "Attempt",
    "Budget",
    "BuildError",
    "ByteStream",
    "CopyError",
    "Credential",
    "Decision",
    "EncodedResponse",
    "ErrorBody",
    "Event",
    "EventData",
    "EventStream",
    "EventVariant",
    "Exactly",
    "FromJsonError",
    "Header",
    "JsonStream",
    "MockOperation",
    "NoDeclaredErrors",
    "Operation",
    "PageParameter",
    "PageSource",
    "Paged",
    "Paging",
    "Parameter",
    "Progress",
    "Range",
    "RequestBody",
    "ResponseSpec",
    "Retry",
    "ServerVariable",
    "Statuses",
    "Style",
    "Tokens",
    "UndeclaredCall",
    "Upload",
];

/// Methods of generated structs, which no method of a field may be called like.
const RESERVED_FIELDS: &[&str] = &[
    "as_ref",
    "borrow",
    "build",
    "builder",
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

/// `Unknown` holds values that the document does not list.
const RESERVED_VARIANTS: &[&str] = &["Self", "Unknown"];

/// Methods of types that have headers: inherent methods would shadow those that read a header.
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

/// Methods that every generated client has.
const RESERVED_METHODS: &[&str] =
    &["as_ref", "borrow", "builder", "clone", "fmt", "from", "into", "new", "request", "to_owned"];

/// Methods that every generated client builder has.
const RESERVED_BUILDER_METHODS: &[&str] = &[
    "allow_http_credentials",
    "attempt_timeout",
    "base_url",
    "build",
    "check_responses",
    "clone",
    "configure_reqwest",
    "connect_timeout",
    "default",
    "default_header",
    "fmt",
    "from",
    "hook",
    "http_client",
    "idle_timeout",
    "into",
    "max_body",
    "redirects",
    "retry",
    "server",
    "timeout",
    "user_agent",
];

/// Names in methods of operations besides those of parameters.
const RESERVED_ARGUMENTS: &[&str] = &["body", "call", "operation", "params"];

/// Modules that contain those of tags, since an inner module of the same name is a warning, and names of devices on Windows, which no file
/// may have.
const RESERVED_MODULES: &[&str] = &[
    "aux",
    "com0",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "lpt0",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "nul",
    "operations",
    "prn",
    "types",
];

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
    pub(super) fn claim_operation_type(&mut self, wanted: &str) -> Name {
        if RESERVED_OPERATION_TYPES.contains(&wanted) { self.claim(&format!("{wanted}_")) } else { self.claim(wanted) }
    }

    /// Returns whether a type outside of `types` could claim an identifier as it is.
    pub(super) fn is_free_operation_type(&self, wanted: &str) -> bool {
        self.is_free(wanted) && !RESERVED_OPERATION_TYPES.contains(&wanted)
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

#[cfg(test)]
mod tests {
    use super::*;
    use clientwright_runtime::sources::SOURCES;

    use crate::emit::symbol_names;

    fn source(path: &str) -> &'static str {
        SOURCES.iter().find(|(known, _)| *known == path).expect("a file of the runtime").1
    }

    /// Asserts that no name made of the document can be that of a method which the macro in `text` declares.
    #[track_caller]
    fn assert_reserved(text: &str, reserved: &[&str]) {
        let methods = text.split("pub fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next());
        // The macro of builders has the name of a setter in a variable.
        let methods: Vec<&str> = methods.filter(|name| !name.starts_with('$')).collect();
        let open: Vec<&&str> = methods.iter().filter(|name| !reserved.contains(*name)).collect();

        assert!(!methods.is_empty() && open.is_empty(), "{open:?}");
    }

    #[test]
    fn methods_of_the_client_are_reserved() {
        let text = source("client/macros/client.rs");
        let (client, builder) = text.split_once("pub struct ClientBuilder").expect("the builder follows the client");

        assert_reserved(client, RESERVED_METHODS);
        assert_reserved(builder, RESERVED_BUILDER_METHODS);
    }

    #[test]
    fn methods_of_builders_are_reserved() {
        assert_reserved(source("validation/macros/builder.rs"), RESERVED_FIELDS);
    }

    #[test]
    fn no_type_of_an_operation_is_named_like_an_imported_type() {
        let types = symbol_names().filter(|name| name == &ident::pascal(name));
        let open: Vec<&str> = types.filter(|name| Scope::of_types().is_free_operation_type(name)).collect();

        assert!(open.is_empty(), "{open:?}");
    }
}
