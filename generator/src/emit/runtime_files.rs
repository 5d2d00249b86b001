//! The files of the runtime, which are copied into a crate if it needs them.

use std::collections::BTreeSet;

use super::uses::{Requirement, Uses};

/// A file that a crate has only if its code uses it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Optional {
    /// The module, at the root of the crate.
    pub(super) module: Requirement,
    text: &'static str,
    /// The dependencies that it requires.
    pub(super) dependencies: &'static [&'static str],
}

/// The files that every crate has.
const CORE: &[(&str, &str)] = &[
    ("body.rs", include_str!("../../runtime/src/runtime/body.rs")),
    ("buffered.rs", include_str!("../../runtime/src/runtime/buffered.rs")),
    ("buffered/deserializer.rs", include_str!("../../runtime/src/runtime/buffered/deserializer.rs")),
    ("buffered/node.rs", include_str!("../../runtime/src/runtime/buffered/node.rs")),
    ("builder.rs", include_str!("../../runtime/src/runtime/builder.rs")),
    ("call.rs", include_str!("../../runtime/src/runtime/call.rs")),
    ("charset.rs", include_str!("../../runtime/src/runtime/charset.rs")),
    ("client.rs", include_str!("../../runtime/src/runtime/client.rs")),
    ("compiled.rs", include_str!("../../runtime/src/runtime/compiled.rs")),
    ("composed.rs", include_str!("../../runtime/src/runtime/composed.rs")),
    ("credential.rs", include_str!("../../runtime/src/runtime/credential.rs")),
    ("debug.rs", include_str!("../../runtime/src/runtime/debug.rs")),
    ("debug/compound.rs", include_str!("../../runtime/src/runtime/debug/compound.rs")),
    ("debug/writer.rs", include_str!("../../runtime/src/runtime/debug/writer.rs")),
    ("decode.rs", include_str!("../../runtime/src/runtime/decode.rs")),
    ("error.rs", include_str!("../../runtime/src/runtime/error.rs")),
    ("error_enum.rs", include_str!("../../runtime/src/runtime/error_enum.rs")),
    ("exact.rs", include_str!("../../runtime/src/runtime/exact.rs")),
    ("header_rules.rs", include_str!("../../runtime/src/runtime/header_rules.rs")),
    ("http_client.rs", include_str!("../../runtime/src/runtime/http_client.rs")),
    ("line_buffer.rs", include_str!("../../runtime/src/runtime/line_buffer.rs")),
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
    ("receive.rs", include_str!("../../runtime/src/runtime/receive.rs")),
    ("redirect.rs", include_str!("../../runtime/src/runtime/redirect.rs")),
    ("request.rs", include_str!("../../runtime/src/runtime/request.rs")),
    ("said.rs", include_str!("../../runtime/src/runtime/said.rs")),
    ("schema.rs", include_str!("../../runtime/src/runtime/schema.rs")),
    ("schema/kinds.rs", include_str!("../../runtime/src/runtime/schema/kinds.rs")),
    ("schema/later.rs", include_str!("../../runtime/src/runtime/schema/later.rs")),
    ("schema/parts.rs", include_str!("../../runtime/src/runtime/schema/parts.rs")),
    ("schema/property.rs", include_str!("../../runtime/src/runtime/schema/property.rs")),
    ("schema/width.rs", include_str!("../../runtime/src/runtime/schema/width.rs")),
    ("scrub.rs", include_str!("../../runtime/src/runtime/scrub.rs")),
    ("scrub/decoded.rs", include_str!("../../runtime/src/runtime/scrub/decoded.rs")),
    ("scrub/headers.rs", include_str!("../../runtime/src/runtime/scrub/headers.rs")),
    ("scrub/line.rs", include_str!("../../runtime/src/runtime/scrub/line.rs")),
    ("scrub/named.rs", include_str!("../../runtime/src/runtime/scrub/named.rs")),
    ("scrub/search.rs", include_str!("../../runtime/src/runtime/scrub/search.rs")),
    ("server_url.rs", include_str!("../../runtime/src/runtime/server_url.rs")),
    ("setters.rs", include_str!("../../runtime/src/runtime/setters.rs")),
    ("string_enum.rs", include_str!("../../runtime/src/runtime/string_enum.rs")),
    ("style.rs", include_str!("../../runtime/src/runtime/style.rs")),
    ("tolerance.rs", include_str!("../../runtime/src/runtime/tolerance.rs")),
    ("tree.rs", include_str!("../../runtime/src/runtime/tree.rs")),
    ("tree_reader.rs", include_str!("../../runtime/src/runtime/tree_reader.rs")),
    ("unclear.rs", include_str!("../../runtime/src/runtime/unclear.rs")),
    ("undeclared.rs", include_str!("../../runtime/src/runtime/undeclared.rs")),
    ("union.rs", include_str!("../../runtime/src/runtime/union.rs")),
    ("union_enum.rs", include_str!("../../runtime/src/runtime/union_enum.rs")),
    ("unique.rs", include_str!("../../runtime/src/runtime/unique.rs")),
    ("unreadable.rs", include_str!("../../runtime/src/runtime/unreadable.rs")),
    ("validate.rs", include_str!("../../runtime/src/runtime/validate.rs")),
    ("values.rs", include_str!("../../runtime/src/runtime/values.rs")),
    ("violation.rs", include_str!("../../runtime/src/runtime/violation.rs")),
    ("vouched.rs", include_str!("../../runtime/src/runtime/vouched.rs")),
    ("walk.rs", include_str!("../../runtime/src/runtime/walk.rs")),
    ("walk/array.rs", include_str!("../../runtime/src/runtime/walk/array.rs")),
    ("walk/cache.rs", include_str!("../../runtime/src/runtime/walk/cache.rs")),
    ("walk/canonical.rs", include_str!("../../runtime/src/runtime/walk/canonical.rs")),
    ("walk/compose.rs", include_str!("../../runtime/src/runtime/walk/compose.rs")),
    ("walk/decimal.rs", include_str!("../../runtime/src/runtime/walk/decimal.rs")),
    ("walk/division.rs", include_str!("../../runtime/src/runtime/walk/division.rs")),
    ("walk/key.rs", include_str!("../../runtime/src/runtime/walk/key.rs")),
    ("walk/member_names.rs", include_str!("../../runtime/src/runtime/walk/member_names.rs")),
    ("walk/number.rs", include_str!("../../runtime/src/runtime/walk/number.rs")),
    ("walk/object.rs", include_str!("../../runtime/src/runtime/walk/object.rs")),
    ("walk/place.rs", include_str!("../../runtime/src/runtime/walk/place.rs")),
    ("walk/property.rs", include_str!("../../runtime/src/runtime/walk/property.rs")),
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

/// The optional files.
const OPTIONAL: &[Optional] = &[
    Optional {
        module: Requirement::Base64,
        text: include_str!("../../runtime/src/runtime/base64.rs"),
        dependencies: &["base64"],
    },
    Optional {
        module: Requirement::EventData,
        text: include_str!("../../runtime/src/runtime/event_data.rs"),
        dependencies: &[],
    },
    Optional { module: Requirement::Form, text: include_str!("../../runtime/src/runtime/form.rs"), dependencies: &[] },
    Optional {
        module: Requirement::FormatHost,
        text: include_str!("../../runtime/src/runtime/format_host.rs"),
        dependencies: &["idna"],
    },
    Optional {
        module: Requirement::FormatRegex,
        text: include_str!("../../runtime/src/runtime/format_regex.rs"),
        dependencies: &[],
    },
    Optional {
        module: Requirement::FormatText,
        text: include_str!("../../runtime/src/runtime/format_text.rs"),
        dependencies: &[],
    },
    Optional {
        module: Requirement::FormatTime,
        text: include_str!("../../runtime/src/runtime/format_time.rs"),
        dependencies: &["chrono"],
    },
    Optional {
        module: Requirement::FormatUri,
        text: include_str!("../../runtime/src/runtime/format_uri.rs"),
        dependencies: &["fluent-uri"],
    },
    Optional {
        module: Requirement::FormatUuid,
        text: include_str!("../../runtime/src/runtime/format_uuid.rs"),
        dependencies: &["uuid"],
    },
    Optional {
        module: Requirement::Multipart,
        text: include_str!("../../runtime/src/runtime/multipart.rs"),
        dependencies: &[],
    },
    Optional {
        module: Requirement::Pattern,
        text: include_str!("../../runtime/src/runtime/pattern.rs"),
        dependencies: &["regex"],
    },
    Optional {
        module: Requirement::PatternBacktracking,
        text: include_str!("../../runtime/src/runtime/pattern_backtracking.rs"),
        dependencies: &["fancy-regex"],
    },
    Optional {
        module: Requirement::ResponseHeader,
        text: include_str!("../../runtime/src/runtime/response_header.rs"),
        dependencies: &[],
    },
    Optional {
        module: Requirement::Stream,
        text: include_str!("../../runtime/src/runtime/stream.rs"),
        dependencies: &["futures-core"],
    },
];

/// The dependencies that define types.
const CRATES: &[Requirement] = &[Requirement::Chrono, Requirement::Uuid];

/// The optional files and dependencies of a crate.
#[derive(Clone, Debug)]
pub(super) struct Runtime {
    pub(super) optional: Vec<Optional>,
    /// The dependencies in addition to those of every crate.
    pub(super) dependencies: BTreeSet<&'static str>,
}

/// Returns the files and dependencies for the recorded uses.
pub(super) fn needed(uses: &Uses) -> Runtime {
    let optional: Vec<Optional> = OPTIONAL.iter().filter(|file| uses.has(file.module)).copied().collect();
    let of_files = optional.iter().flat_map(|file| file.dependencies).copied();
    let of_types = CRATES.iter().filter(|name| uses.has(**name)).map(|name| name.name());
    let dependencies = of_files.chain(of_types).collect();
    Runtime { optional, dependencies }
}

impl Runtime {
    /// Iterates over the files with their paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, &'static str)> {
        let optional = self.optional.iter().map(|file| (format!("{}.rs", file.module.name()), file.text));
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
    fn every_file_of_the_runtime_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
        let mut found = BTreeSet::new();
        collect(&root, &root, &mut found);
        let optional = OPTIONAL.iter().map(|file| format!("{}.rs", file.module.name()));
        let listed: BTreeSet<String> = CORE.iter().map(|(path, _)| (*path).to_owned()).chain(optional).collect();
        assert_eq!(listed, found);
    }
}
