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
    ("builder.rs", include_str!("../../runtime/src/runtime/builder.rs")),
    ("call.rs", include_str!("../../runtime/src/runtime/call.rs")),
    ("client.rs", include_str!("../../runtime/src/runtime/client.rs")),
    ("compiled.rs", include_str!("../../runtime/src/runtime/compiled.rs")),
    ("credential.rs", include_str!("../../runtime/src/runtime/credential.rs")),
    ("debug.rs", include_str!("../../runtime/src/runtime/debug.rs")),
    ("debug/compound.rs", include_str!("../../runtime/src/runtime/debug/compound.rs")),
    ("debug/writer.rs", include_str!("../../runtime/src/runtime/debug/writer.rs")),
    ("decode.rs", include_str!("../../runtime/src/runtime/decode.rs")),
    ("error.rs", include_str!("../../runtime/src/runtime/error.rs")),
    ("error_enum.rs", include_str!("../../runtime/src/runtime/error_enum.rs")),
    ("exact.rs", include_str!("../../runtime/src/runtime/exact.rs")),
    ("members.rs", include_str!("../../runtime/src/runtime/members.rs")),
    ("methods.rs", include_str!("../../runtime/src/runtime/methods.rs")),
    ("misfit.rs", include_str!("../../runtime/src/runtime/misfit.rs")),
    ("mod.rs", include_str!("../../runtime/src/runtime/mod.rs")),
    ("nullable.rs", include_str!("../../runtime/src/runtime/nullable.rs")),
    ("object.rs", include_str!("../../runtime/src/runtime/object.rs")),
    ("operation.rs", include_str!("../../runtime/src/runtime/operation.rs")),
    ("parameters.rs", include_str!("../../runtime/src/runtime/parameters.rs")),
    ("path.rs", include_str!("../../runtime/src/runtime/path.rs")),
    ("payload.rs", include_str!("../../runtime/src/runtime/payload.rs")),
    ("redirect.rs", include_str!("../../runtime/src/runtime/redirect.rs")),
    ("request.rs", include_str!("../../runtime/src/runtime/request.rs")),
    ("schema.rs", include_str!("../../runtime/src/runtime/schema.rs")),
    ("schema/kinds.rs", include_str!("../../runtime/src/runtime/schema/kinds.rs")),
    ("schema/later.rs", include_str!("../../runtime/src/runtime/schema/later.rs")),
    ("schema/parts.rs", include_str!("../../runtime/src/runtime/schema/parts.rs")),
    ("schema/property.rs", include_str!("../../runtime/src/runtime/schema/property.rs")),
    ("schema/width.rs", include_str!("../../runtime/src/runtime/schema/width.rs")),
    ("scrub.rs", include_str!("../../runtime/src/runtime/scrub.rs")),
    ("setters.rs", include_str!("../../runtime/src/runtime/setters.rs")),
    ("string_enum.rs", include_str!("../../runtime/src/runtime/string_enum.rs")),
    ("style.rs", include_str!("../../runtime/src/runtime/style.rs")),
    ("tree.rs", include_str!("../../runtime/src/runtime/tree.rs")),
    ("tree_reader.rs", include_str!("../../runtime/src/runtime/tree_reader.rs")),
    ("unclear.rs", include_str!("../../runtime/src/runtime/unclear.rs")),
    ("union.rs", include_str!("../../runtime/src/runtime/union.rs")),
    ("union_enum.rs", include_str!("../../runtime/src/runtime/union_enum.rs")),
    ("validate.rs", include_str!("../../runtime/src/runtime/validate.rs")),
    ("values.rs", include_str!("../../runtime/src/runtime/values.rs")),
    ("violation.rs", include_str!("../../runtime/src/runtime/violation.rs")),
    ("vouched.rs", include_str!("../../runtime/src/runtime/vouched.rs")),
    ("walk.rs", include_str!("../../runtime/src/runtime/walk.rs")),
    ("walk/array.rs", include_str!("../../runtime/src/runtime/walk/array.rs")),
    ("walk/canonical.rs", include_str!("../../runtime/src/runtime/walk/canonical.rs")),
    ("walk/compose.rs", include_str!("../../runtime/src/runtime/walk/compose.rs")),
    ("walk/decimal.rs", include_str!("../../runtime/src/runtime/walk/decimal.rs")),
    ("walk/division.rs", include_str!("../../runtime/src/runtime/walk/division.rs")),
    ("walk/key.rs", include_str!("../../runtime/src/runtime/walk/key.rs")),
    ("walk/member_names.rs", include_str!("../../runtime/src/runtime/walk/member_names.rs")),
    ("walk/number.rs", include_str!("../../runtime/src/runtime/walk/number.rs")),
    ("walk/object.rs", include_str!("../../runtime/src/runtime/walk/object.rs")),
    ("walk/place.rs", include_str!("../../runtime/src/runtime/walk/place.rs")),
    ("walk/scalar.rs", include_str!("../../runtime/src/runtime/walk/scalar.rs")),
    ("walk/serializer.rs", include_str!("../../runtime/src/runtime/walk/serializer.rs")),
    ("walk/show.rs", include_str!("../../runtime/src/runtime/walk/show.rs")),
    ("walk/sink.rs", include_str!("../../runtime/src/runtime/walk/sink.rs")),
    ("walk/stack.rs", include_str!("../../runtime/src/runtime/walk/stack.rs")),
    ("walk/text.rs", include_str!("../../runtime/src/runtime/walk/text.rs")),
    ("walk/unevaluated.rs", include_str!("../../runtime/src/runtime/walk/unevaluated.rs")),
    ("walk/variant.rs", include_str!("../../runtime/src/runtime/walk/variant.rs")),
    ("walk/verbatim.rs", include_str!("../../runtime/src/runtime/walk/verbatim.rs")),
    ("whole.rs", include_str!("../../runtime/src/runtime/whole.rs")),
    ("writer.rs", include_str!("../../runtime/src/runtime/writer.rs")),
];

/// The files that a crate may do without.
const OPTIONAL: &[Optional] = &[
    Optional { module: "base64", text: include_str!("../../runtime/src/runtime/base64.rs"), dependencies: &["base64"] },
    Optional { module: "form", text: include_str!("../../runtime/src/runtime/form.rs"), dependencies: &[] },
    Optional {
        module: "format_host",
        text: include_str!("../../runtime/src/runtime/format_host.rs"),
        dependencies: &["idna"],
    },
    Optional {
        module: "format_regex",
        text: include_str!("../../runtime/src/runtime/format_regex.rs"),
        dependencies: &[],
    },
    Optional {
        module: "format_text",
        text: include_str!("../../runtime/src/runtime/format_text.rs"),
        dependencies: &[],
    },
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
    Optional { module: "multipart", text: include_str!("../../runtime/src/runtime/multipart.rs"), dependencies: &[] },
    Optional {
        module: "pattern",
        text: include_str!("../../runtime/src/runtime/pattern.rs"),
        dependencies: &["regex"],
    },
    Optional {
        module: "pattern_backtracking",
        text: include_str!("../../runtime/src/runtime/pattern_backtracking.rs"),
        dependencies: &["fancy-regex"],
    },
    Optional {
        module: "response_header",
        text: include_str!("../../runtime/src/runtime/response_header.rs"),
        dependencies: &[],
    },
    Optional {
        module: "stream",
        text: include_str!("../../runtime/src/runtime/stream.rs"),
        dependencies: &["futures-core"],
    },
];

/// Crates that types are made of.
const MENTIONED: &[&str] = &["chrono", "uuid"];

/// The identifiers that decide what a crate carries: optional files, and crates.
pub const MENTIONS: &[&str] = &[
    "base64",
    "chrono",
    "form",
    "format_host",
    "format_regex",
    "format_text",
    "format_time",
    "format_uri",
    "format_uuid",
    "multipart",
    "pattern",
    "pattern_backtracking",
    "response_header",
    "stream",
    "uuid",
];

/// What a crate carries of the runtime.
#[derive(Clone, Debug)]
pub(super) struct Runtime {
    pub(super) optional: Vec<Optional>,
    /// The dependencies beside those of every crate.
    pub(super) dependencies: BTreeSet<&'static str>,
}

/// Returns what files need that mention some identifiers.
pub(super) fn needed(mentioned: &BTreeSet<&'static str>) -> Runtime {
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn collect(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                collect(&entry, root, found);
            } else {
                found.insert(entry.strip_prefix(root).expect("a path inside").to_string_lossy().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn all_that_is_optional_can_be_mentioned() {
        let optional = OPTIONAL.iter().map(|file| file.module).chain(MENTIONED.iter().copied());
        assert_eq!(optional.collect::<BTreeSet<_>>(), MENTIONS.iter().copied().collect());
    }

    #[test]
    fn every_file_of_the_runtime_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
        let mut found = BTreeSet::new();
        collect(&root, &root, &mut found);
        let optional = OPTIONAL.iter().map(|file| format!("{}.rs", file.module));
        let listed: BTreeSet<String> = CORE.iter().map(|(path, _)| (*path).to_owned()).chain(optional).collect();
        assert_eq!(listed, found);
    }
}
