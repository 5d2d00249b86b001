//! The symbols of the runtime, std, serde and dependencies that generated code uses: their paths, and the features that they need.

use proc_macro2::{Ident, Span};

use Parent::{Dependency, Generated, Library, Optional, Runtime};

/// The path of the runtime, which is a module or an import of the crate.
const RUNTIME: &[&str] = &["crate", "runtime"];

/// A feature of the runtime: modules that a crate has only if it uses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    Base64,
    Chrono,
    FancyRegex,
    Hostname,
    Multipart,
    Pages,
    Regex,
    Stream,
    Uri,
    Uuid,
}

impl Feature {
    /// Returns the name in the manifest of the runtime.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Chrono => "chrono",
            Self::FancyRegex => "fancy-regex",
            Self::Hostname => "hostname",
            Self::Multipart => "multipart",
            Self::Pages => "pages",
            Self::Regex => "regex",
            Self::Stream => "stream",
            Self::Uri => "uri",
            Self::Uuid => "uuid",
        }
    }

    /// Returns the dependency that its modules have.
    pub(super) fn dependency(self) -> Option<&'static str> {
        match self {
            Self::Base64 | Self::Chrono | Self::FancyRegex | Self::Regex | Self::Uuid => Some(self.name()),
            Self::Hostname => Some("idna"),
            Self::Multipart => None,
            Self::Pages | Self::Stream => Some("futures-core"),
            Self::Uri => Some("fluent-uri"),
        }
    }
}

/// Where a symbol is defined. Paths are relative to the root of each.
#[derive(Clone, Copy, Debug)]
enum Parent {
    /// In a module of std or serde.
    Library(&'static [&'static str]),
    /// In a module of the generated crate.
    Generated(&'static [&'static str]),
    /// In a module of the runtime.
    Runtime(&'static [&'static str]),
    /// In a module of the runtime that needs a feature.
    Optional(Feature, &'static [&'static str]),
    /// It is a dependency, which paths begin with, so that it is not imported.
    Dependency,
}

/// Declares the symbols: each with its parent and its name.
macro_rules! symbols {
    ($($symbol:ident: $parent:expr, $name:literal;)*) => {
        /// An item or module that generated code names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Symbol {
            $($symbol,)*
        }

        impl Symbol {
            const ALL: &[Self] = &[$(Self::$symbol),*];

            fn definition(self) -> (Parent, &'static str) {
                match self {
                    $(Self::$symbol => ($parent, $name),)*
                }
            }
        }
    };
}

symbols! {
    // Types, traits and variants.
    Api: Generated(&["settings"]), "API";
    ApiConfig: Runtime(&["client", "api_config"]), "ApiConfig";
    BTreeMap: Library(&["std", "collections"]), "BTreeMap";
    Call: Runtime(&["client", "call"]), "Call";
    Client: Generated(&["client"]), "Client";
    Credential: Runtime(&["client", "auth"]), "Credential";
    Deserialize: Library(&["serde"]), "Deserialize";
    Deserializer: Library(&["serde"]), "Deserializer";
    EncodedResponse: Runtime(&["client", "testing"]), "EncodedResponse";
    ErrorBody: Runtime(&["client", "error"]), "ErrorBody";
    EventData: Optional(Feature::Stream, &["client", "event_data"]), "EventData";
    EventVariant: Optional(Feature::Stream, &["client", "event_data"]), "EventVariant";
    Exactly: Runtime(&["client", "operation", "Statuses"]), "Exactly";
    Header: Runtime(&["client", "response_header"]), "Header";
    HeaderError: Runtime(&["client", "response_header"]), "HeaderError";
    MockOperation: Runtime(&["client", "testing"]), "MockOperation";
    NoDeclaredErrors: Runtime(&["client", "error"]), "NoDeclaredErrors";
    Nullable: Runtime(&["validation", "nullable"]), "Nullable";
    Operation: Runtime(&["client", "operation"]), "Operation";
    PageParameter: Optional(Feature::Pages, &["client", "pages"]), "PageParameter";
    PageSource: Optional(Feature::Pages, &["client", "pages"]), "PageSource";
    Paged: Optional(Feature::Pages, &["client", "pages"]), "Paged";
    Paging: Optional(Feature::Pages, &["client", "pages"]), "Paging";
    Parameter: Runtime(&["client", "parameters"]), "Parameter";
    Range: Runtime(&["client", "operation", "Statuses"]), "Range";
    RequestBody: Runtime(&["client", "request_body"]), "RequestBody";
    ResponseSpec: Runtime(&["client", "operation"]), "ResponseSpec";
    Schema: Runtime(&["validation", "schema"]), "Schema";
    Serialize: Library(&["serde"]), "Serialize";
    Serializer: Library(&["serde"]), "Serializer";
    ServerVariable: Runtime(&["client"]), "ServerVariable";
    Statuses: Runtime(&["client", "operation"]), "Statuses";
    Style: Runtime(&["client", "style"]), "Style";
    Tokens: Runtime(&["client", "auth"]), "Tokens";
    Validate: Runtime(&["validation", "validate"]), "Validate";
    Redacted: Generated(&["settings"]), "REDACTED";
    // Functions.
    Inline: Runtime(&["validation", "schema"]), "inline";
    Of: Runtime(&["validation", "schema"]), "of";
    OptionalProperty: Runtime(&["validation", "schema"]), "optional";
    OptionalPropertyOf: Runtime(&["validation", "schema"]), "optional_of";
    RequiredProperty: Runtime(&["validation", "schema"]), "required";
    RequiredPropertyOf: Runtime(&["validation", "schema"]), "required_of";
    // Macros.
    BuilderMacro: Runtime(&["validation", "macros"]), "builder";
    ClientMacro: Runtime(&["client", "macros"]), "client";
    ErrorEnumMacro: Runtime(&["client", "macros"]), "error_enum";
    ObjectMacro: Runtime(&["validation", "macros"]), "object";
    OpenObjectMacro: Runtime(&["validation", "macros"]), "open_object";
    ParamsMacro: Runtime(&["client", "parameters"]), "params";
    StringEnumMacro: Runtime(&["validation", "macros"]), "string_enum";
    UnionEnumMacro: Runtime(&["validation", "macros"]), "union_enum";
    // Modules.
    DebugModule: Runtime(&["validation"]), "debug";
    DecodeModule: Runtime(&["client"]), "decode";
    FormatsModule: Runtime(&["validation"]), "formats";
    FormUrlencodedModule: Runtime(&["client"]), "form_urlencoded";
    EnumDeModule: Runtime(&["validation"]), "enum_de";
    LenientIntegerModule: Runtime(&["validation"]), "lenient_integer";
    ObjectReaderModule: Runtime(&["validation"]), "object_reader";
    ObjectWriterModule: Runtime(&["validation"]), "object_writer";
    RequestBodyModule: Runtime(&["client"]), "request_body";
    ResponseHeaderModule: Runtime(&["client"]), "response_header";
    SchemaModule: Runtime(&["validation"]), "schema";
    TypesModule: Generated(&[]), "types";
    // Modules that need a feature; formats are in one module, whatever they need.
    Base64Formats: Optional(Feature::Base64, &["validation"]), "formats";
    Base64Module: Optional(Feature::Base64, &["validation"]), "base64";
    ChronoFormats: Optional(Feature::Chrono, &["validation"]), "formats";
    HostnameFormats: Optional(Feature::Hostname, &["validation"]), "formats";
    MultipartModule: Optional(Feature::Multipart, &["client"]), "multipart";
    PatternBacktrackingModule: Optional(Feature::FancyRegex, &["validation"]), "pattern_backtracking";
    PatternModule: Optional(Feature::Regex, &["validation"]), "pattern";
    StreamModule: Optional(Feature::Stream, &["client"]), "stream";
    UriFormats: Optional(Feature::Uri, &["validation"]), "formats";
    UuidFormats: Optional(Feature::Uuid, &["validation"]), "formats";
    // Dependencies.
    BytesCrate: Dependency, "bytes";
    ChronoCrate: Dependency, "chrono";
    HttpCrate: Dependency, "http";
    SerdeJsonCrate: Dependency, "serde_json";
    UuidCrate: Dependency, "uuid";
}

impl Symbol {
    /// Returns the name as a token.
    pub(super) fn ident(self) -> Ident {
        Ident::new(self.name(), Span::call_site())
    }

    pub(super) fn name(self) -> &'static str {
        self.definition().1
    }

    /// Returns the path of the module to import it from, unless it is a dependency.
    pub(super) fn module(self) -> Option<Vec<&'static str>> {
        Some(match self.definition().0 {
            Library(path) => path.to_vec(),
            Generated(path) => [&["crate"], path].concat(),
            Runtime(path) | Optional(_, path) => [RUNTIME, path].concat(),
            Dependency => return None,
        })
    }

    /// Returns the feature of the runtime that it needs.
    pub(super) fn feature(self) -> Option<Feature> {
        match self.definition().0 {
            Optional(feature, _) => Some(feature),
            Library(_) | Generated(_) | Runtime(_) | Dependency => None,
        }
    }

    /// Returns the name of the dependency, if it is one.
    pub(super) fn dependency(self) -> Option<&'static str> {
        match self.definition() {
            (Dependency, name) => Some(name),
            _ => None,
        }
    }

    fn bit(self) -> u128 {
        1 << (self as u32)
    }
}

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SymbolSet(u128);

impl SymbolSet {
    pub(super) fn with(self, symbol: Symbol) -> Self {
        Self(self.0 | symbol.bit())
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Symbol> {
        Symbol::ALL.iter().copied().filter(move |symbol| self.0 & symbol.bit() != 0)
    }
}

/// Iterates over the names of all symbols.
#[cfg(test)]
pub(crate) fn symbol_names() -> impl Iterator<Item = &'static str> {
    Symbol::ALL.iter().map(|symbol| symbol.name())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Feature, Symbol, SymbolSet};

    #[test]
    fn a_set_holds_what_is_added() {
        let all = Symbol::ALL.iter().fold(SymbolSet::default(), |set, symbol| set.with(*symbol));
        let two = SymbolSet::default().with(Symbol::UuidCrate).union(SymbolSet::default().with(Symbol::BTreeMap));

        assert!(all.iter().eq(Symbol::ALL.iter().copied()));
        assert!(two.iter().eq([Symbol::BTreeMap, Symbol::UuidCrate]));
    }

    #[test]
    fn an_item_of_an_optional_file_needs_its_feature() {
        assert_eq!(Symbol::EventData.feature(), Some(Feature::Stream));
        assert_eq!(Symbol::EventData.module(), Some(vec!["crate", "runtime", "client", "event_data"]));
        assert_eq!(Symbol::Nullable.feature(), None);
        assert_eq!(Symbol::ChronoCrate.module(), None);
    }

    #[test]
    fn no_name_is_imported_from_two_modules() {
        let imported = Symbol::ALL.iter().filter_map(|symbol| Some((symbol.name(), symbol.module()?)));
        let imported: BTreeSet<(&str, Vec<&str>)> = imported.collect();
        let names: BTreeSet<&str> = imported.iter().map(|(name, _)| *name).collect();

        assert_eq!(names.len(), imported.len(), "{imported:?}");
    }
}
