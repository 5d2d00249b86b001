//! The runtime of a crate: the features that it needs, and the files of a copy.

use std::collections::BTreeSet;

use clientwright_runtime::sources::SOURCES;

use super::symbols::{Feature, Symbol, SymbolSet};
use crate::target::RuntimeSource;

/// The content of `runtime/mod.rs`.
const ROOT: &str = "\
//! Support code of operations and types; the same in every generated crate.
#![allow(dead_code, unused_imports, reason = \"a crate carries the runtime whole, and uses what its document needs\")]

pub mod client;
pub mod validation;
";

/// A feature that users choose, unlike those that a document needs.
pub(super) struct OptionalFeature {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    /// The dependency that its modules have, with name and version.
    pub(super) dependency: Option<(&'static str, &'static str)>,
    /// The feature of another dependency.
    pub(super) turns_on: Option<&'static str>,
}

/// The features that users of a crate can turn on.
pub(super) const OPTIONAL_FEATURES: &[OptionalFeature] = &[
    OptionalFeature {
        name: "blocking",
        doc: "`Call::wait`, for programs that are not asynchronous.",
        dependency: None,
        turns_on: Some("tokio/rt"),
    },
    OptionalFeature {
        name: "testing",
        doc: "The module `testing`: transports for tests, without a server.",
        dependency: None,
        turns_on: None,
    },
    OptionalFeature {
        name: "tower",
        doc: "`transport::TowerTransport`: any service of tower as a transport.",
        dependency: Some(("tower-service", "\"0.3\"")),
        turns_on: None,
    },
    OptionalFeature {
        name: "tracing",
        doc: "A span for each call and each attempt, with the names of OpenTelemetry.",
        dependency: Some(("tracing", "{ version = \"0.1.40\", default-features = false, features = [\"std\"] }")),
        turns_on: None,
    },
];

/// What a crate needs of the runtime.
#[derive(Clone, Debug)]
pub(super) struct Runtime {
    pub(super) features: BTreeSet<Feature>,
    /// The dependencies of generated code, and of a copy.
    pub(super) dependencies: BTreeSet<&'static str>,
    pub(super) is_copied: bool,
}

impl Runtime {
    /// Returns what the symbols of a crate need.
    pub(super) fn of(symbols: SymbolSet, source: &RuntimeSource) -> Self {
        let is_copied = *source == RuntimeSource::Copied;
        let features: BTreeSet<Feature> = symbols.iter().filter_map(Symbol::feature).collect();
        let of_copy = features.iter().filter(|_| is_copied).filter_map(|feature| feature.dependency());
        let dependencies = of_copy.chain(symbols.iter().filter_map(Symbol::dependency)).collect();
        Self { features, dependencies, is_copied }
    }

    /// Returns the files to copy, with their paths.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        if !self.is_copied {
            return Vec::new();
        }
        let copies: Vec<Copy> = SOURCES.iter().map(|(path, text)| Copy::of(path, text, &self.features)).collect();
        let is_left_out =
            |path: &str| copies.iter().flat_map(|copy| &copy.left_out).any(|module| module.contains(path));
        let files = copies.iter().filter(|copy| !is_left_out(copy.path));
        let files = files.map(|copy| (format!("src/runtime/{}", copy.path), copy.text.clone()));
        files.chain([("src/runtime/mod.rs".to_owned(), ROOT.to_owned())]).collect()
    }
}

/// A file of the runtime without the items of features that a crate does not need.
struct Copy {
    path: &'static str,
    text: String,
    /// The modules that it no longer declares.
    left_out: Vec<ModulePath>,
}

impl Copy {
    /// A `cfg` covers the line after it: `tests/sources.rs` of the runtime ensures it.
    fn of(path: &'static str, text: &'static str, features: &BTreeSet<Feature>) -> Self {
        let mut copy = Self { path, text: String::with_capacity(text.len()), left_out: Vec::new() };
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let name = line.strip_prefix("#[cfg(feature = \"").and_then(|rest| rest.strip_suffix("\")]"));
            match name {
                Some(name) if features.iter().any(|feature| feature.name() == name) => {}
                Some(name) if OPTIONAL_FEATURES.iter().all(|feature| feature.name != name) => {
                    copy.left_out.extend(lines.next().and_then(|item| ModulePath::declared(path, item)));
                }
                _ => {
                    copy.text.push_str(line);
                    copy.text.push('\n');
                }
            }
        }
        copy
    }
}

/// The path of a module's files, without `.rs`.
struct ModulePath(String);

impl ModulePath {
    /// Returns the module that `item` declares in a file.
    fn declared(file: &str, item: &str) -> Option<Self> {
        let (_, name) = item.strip_suffix(';')?.split_once("mod ")?;
        Some(Self(format!("{}/{name}", file.strip_suffix(".rs")?)))
    }

    /// Returns whether a file is that of the module or below it.
    fn contains(&self, path: &str) -> bool {
        path.strip_prefix(&self.0).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime(features: &[Feature]) -> Runtime {
        Runtime { features: features.iter().copied().collect(), dependencies: BTreeSet::new(), is_copied: true }
    }

    fn paths(runtime: &Runtime) -> Vec<String> {
        runtime.files().into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn a_copy_has_the_files_of_its_features() {
        let with = paths(&runtime(&[Feature::Stream, Feature::Uuid]));
        let without = paths(&runtime(&[]));
        let optional: Vec<&String> = with.iter().filter(|path| !without.contains(path)).collect();

        assert_eq!(
            optional,
            [
                "src/runtime/client/event_data.rs",
                "src/runtime/client/stream.rs",
                "src/runtime/client/stream/byte_stream.rs",
                "src/runtime/client/stream/context.rs",
                "src/runtime/client/stream/event_stream.rs",
                "src/runtime/client/stream/json_stream.rs",
                "src/runtime/client/stream/lines.rs",
                "src/runtime/client/stream/reconnection.rs",
                "src/runtime/client/stream/upload_stream.rs",
                "src/runtime/validation/formats/uuid.rs"
            ]
        );
    }

    #[test]
    fn a_copy_has_only_the_features_that_users_choose() {
        let features = [Feature::Chrono];
        let files = runtime(&features).files();
        let formats = files.iter().find(|(path, _)| path == "src/runtime/validation/formats.rs").map(|(_, text)| text);

        let conditions = files.iter().flat_map(|(_, text)| text.lines().filter(|line| line.contains("feature = ")));
        let conditions: BTreeSet<&str> = conditions.collect();
        assert_eq!(
            conditions.into_iter().collect::<Vec<_>>(),
            [
                "#[cfg(feature = \"blocking\")]",
                "#[cfg(feature = \"testing\")]",
                "#[cfg(feature = \"tower\")]",
                "#[cfg(feature = \"tracing\")]",
                "#[cfg(not(feature = \"tracing\"))]"
            ]
        );
        assert!(formats.is_some_and(|text| text.contains("\nmod time;\n") && text.contains("\npub use time::{")));
        assert!(formats.is_some_and(|text| !text.contains("uuid")));
    }
}
