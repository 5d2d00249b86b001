//! The symbols of the runtime, std, serde and dependencies that generated code uses: their paths, and the optional files that they need.

use proc_macro2::{Ident, Span};

use Parent::{Dependency, Generated, InOptional, Library, Optional, Runtime};

/// The path of the runtime, which is copied into the crate.
const RUNTIME: &[&str] = &["crate", "runtime"];

/// The path of the module that contains those of optional files of the runtime.
const OPTIONAL: &[&str] = &["crate"];

/// Where a symbol is defined. Paths are relative to the root of each.
#[derive(Clone, Copy, Debug)]
enum Parent {
    /// In a module of std or serde.
    Library(&'static [&'static str]),
    /// In a module of the generated crate.
    Generated(&'static [&'static str]),
    /// In a module of the runtime that every crate has.
    Runtime(&'static [&'static str]),
    /// It is the module of an optional file of the runtime.
    Optional,
    /// In the module of an optional file of the runtime.
    InOptional(Symbol),
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
    ApiConfig: Runtime(&["api_config"]), "ApiConfig";
    BTreeMap: Library(&["std", "collections"]), "BTreeMap";
    Call: Runtime(&["call"]), "Call";
    Client: Generated(&["client"]), "Client";
    Credential: Runtime(&["client"]), "Credential";
    Deserialize: Library(&["serde"]), "Deserialize";
    Deserializer: Library(&["serde"]), "Deserializer";
    ErrorBody: Runtime(&["error"]), "ErrorBody";
    EventData: InOptional(Symbol::EventDataModule), "EventData";
    EventVariant: InOptional(Symbol::EventDataModule), "EventVariant";
    Exactly: Runtime(&["operation", "Statuses"]), "Exactly";
    Header: InOptional(Symbol::ResponseHeaderModule), "Header";
    HeaderError: InOptional(Symbol::ResponseHeaderModule), "HeaderError";
    NoDeclaredErrors: Runtime(&["error"]), "NoDeclaredErrors";
    Nullable: Runtime(&["nullable"]), "Nullable";
    Operation: Runtime(&["operation"]), "Operation";
    Parameter: Runtime(&["parameters"]), "Parameter";
    Range: Runtime(&["operation", "Statuses"]), "Range";
    RequestBody: Runtime(&["request_body"]), "RequestBody";
    ResponseSpec: Runtime(&["operation"]), "ResponseSpec";
    Schema: Runtime(&["schema"]), "Schema";
    Serialize: Library(&["serde"]), "Serialize";
    Serializer: Library(&["serde"]), "Serializer";
    ServerVariable: Runtime(&["client"]), "ServerVariable";
    Statuses: Runtime(&["operation"]), "Statuses";
    Style: Runtime(&["style"]), "Style";
    Validate: Runtime(&["validate"]), "Validate";
    Redacted: Generated(&["settings"]), "REDACTED";
    // Functions.
    Inline: Runtime(&["schema"]), "inline";
    Of: Runtime(&["schema"]), "of";
    OptionalProperty: Runtime(&["schema"]), "optional";
    OptionalPropertyOf: Runtime(&["schema"]), "optional_of";
    RequiredProperty: Runtime(&["schema"]), "required";
    RequiredPropertyOf: Runtime(&["schema"]), "required_of";
    // Macros.
    BuilderMacro: Runtime(&["macros"]), "builder";
    ClientMacro: Runtime(&["macros"]), "client";
    ErrorEnumMacro: Runtime(&["macros"]), "error_enum";
    ObjectMacro: Runtime(&["macros"]), "object";
    OpenObjectMacro: Runtime(&["macros"]), "open_object";
    ParamsMacro: Runtime(&["parameters"]), "params";
    StringEnumMacro: Runtime(&["macros"]), "string_enum";
    UnionEnumMacro: Runtime(&["macros"]), "union_enum";
    // Modules.
    DebugModule: Runtime(&[]), "debug";
    DecodeModule: Runtime(&[]), "decode";
    EnumDeModule: Runtime(&[]), "enum_de";
    LenientIntegerModule: Runtime(&[]), "lenient_integer";
    ObjectReaderModule: Runtime(&[]), "object_reader";
    ObjectWriterModule: Runtime(&[]), "object_writer";
    RequestBodyModule: Runtime(&[]), "request_body";
    SchemaModule: Runtime(&[]), "schema";
    TypesModule: Generated(&[]), "types";
    // Modules of optional files.
    Base64Module: Optional, "base64";
    EventDataModule: Optional, "event_data";
    FormUrlencodedModule: Optional, "form_urlencoded";
    FormatDurationModule: Optional, "format_duration";
    FormatEmailModule: Optional, "format_email";
    FormatHostnameModule: Optional, "format_hostname";
    FormatIpModule: Optional, "format_ip";
    FormatJsonPointerModule: Optional, "format_json_pointer";
    FormatRegexModule: Optional, "format_regex";
    FormatTimeModule: Optional, "format_time";
    FormatUriModule: Optional, "format_uri";
    FormatUuidModule: Optional, "format_uuid";
    MultipartModule: Optional, "multipart";
    PatternBacktrackingModule: Optional, "pattern_backtracking";
    PatternModule: Optional, "pattern";
    ResponseHeaderModule: Optional, "response_header";
    StreamModule: Optional, "stream";
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
            Runtime(path) => [RUNTIME, path].concat(),
            Optional => OPTIONAL.to_vec(),
            InOptional(module) => [OPTIONAL, &[module.name()]].concat(),
            Dependency => return None,
        })
    }

    /// Returns the module of the optional file that it needs.
    pub(super) fn optional_module(self) -> Option<Self> {
        match self.definition().0 {
            Optional => Some(self),
            InOptional(module) => Some(module),
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
    use super::{Symbol, SymbolSet};

    #[test]
    fn a_set_holds_what_is_added() {
        let all = Symbol::ALL.iter().fold(SymbolSet::default(), |set, symbol| set.with(*symbol));
        let two = SymbolSet::default().with(Symbol::UuidCrate).union(SymbolSet::default().with(Symbol::BTreeMap));

        assert!(all.iter().eq(Symbol::ALL.iter().copied()));
        assert!(two.iter().eq([Symbol::BTreeMap, Symbol::UuidCrate]));
    }

    #[test]
    fn an_item_of_an_optional_file_needs_the_file() {
        assert_eq!(Symbol::EventData.optional_module(), Some(Symbol::EventDataModule));
        assert_eq!(Symbol::EventData.module(), Some(vec!["crate", "event_data"]));
        assert_eq!(Symbol::StreamModule.optional_module(), Some(Symbol::StreamModule));
        assert_eq!(Symbol::Nullable.optional_module(), None);
        assert_eq!(Symbol::ChronoCrate.module(), None);
    }

    #[test]
    fn no_name_is_imported_from_two_modules() {
        let imported = Symbol::ALL.iter().filter_map(|symbol| Some((symbol.name(), symbol.module()?)));
        let mut names: Vec<&str> = imported.map(|(name, _)| name).collect();
        names.sort_unstable();

        assert!(names.windows(2).all(|pair| pair.first() != pair.last()), "{names:?}");
    }
}
