//! The runtime, as it is copied into a crate: whole files, and only those that the crate needs.

use std::collections::BTreeSet;

/// A file that a crate carries only if something in it is mentioned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Optional {
    /// The module's name, at the root of the crate.
    pub(super) module: &'static str,
    text: &'static str,
    /// The dependencies that it brings.
    pub(super) dependencies: &'static [&'static str],
}

/// The files that every crate carries.
const CORE: &[(&str, &str)] = &[
    ("schema.rs", include_str!("../../runtime/src/runtime/schema.rs")),
];

/// The files that a crate may do without.
const OPTIONAL: &[Optional] = &[
    Optional { module: "base64", text: include_str!("../../runtime/src/runtime/base64.rs"), dependencies: &["base64"] },
    Optional { module: "format_text", text: include_str!("../../runtime/src/runtime/format_text.rs"), dependencies: &[] },
    Optional {
        module: "format_time",
        text: include_str!("../../runtime/src/runtime/format_time.rs"),
        dependencies: &["chrono"],
    },
    Optional {
        module: "format_uri",
        text: include_str!("../../runtime/src/runtime/format_uri.rs"),
        dependencies: &["fluent-uri"],
    },
    Optional {
        module: "format_uuid",
        text: include_str!("../../runtime/src/runtime/format_uuid.rs"),
        dependencies: &["uuid"],
    },
    Optional { module: "pattern", text: include_str!("../../runtime/src/runtime/pattern.rs"), dependencies: &["regex"] },
];

/// Crates that types are made of.
const MENTIONED: &[&str] = &["chrono", "uuid"];

/// What a crate carries of the runtime.
#[derive(Clone, Debug)]
pub(super) struct Runtime {
    pub(super) optional: Vec<Optional>,
    /// The dependencies beside those of every crate.
    pub(super) dependencies: BTreeSet<&'static str>,
}

/// Returns what files need that mention some identifiers.
pub(super) fn needed(mentioned: &BTreeSet<String>) -> Runtime {
    let optional: Vec<Optional> = OPTIONAL.iter().filter(|file| mentioned.contains(file.module)).copied().collect();
    let of_files = optional.iter().flat_map(|file| file.dependencies).copied();
    let of_types = MENTIONED.iter().filter(|name| mentioned.contains(**name)).copied();
    let dependencies = of_files.chain(of_types).collect();
    Runtime { optional, dependencies }
}

impl Runtime {
    /// Iterates over the files, by path.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, &'static str)> {
        let optional = self.optional.iter().map(|file| (format!("{}.rs", file.module), file.text));
        let core = CORE.iter().map(|(path, text)| ((*path).to_owned(), *text));
        core.chain(optional).map(|(path, text)| (format!("src/runtime/{path}"), text))
    }
}
