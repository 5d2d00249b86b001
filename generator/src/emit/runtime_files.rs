//! The files of the runtime, which are copied into a crate if it needs them.

use std::collections::BTreeSet;

use super::symbols::{Symbol, SymbolSet};
use crate::target::RuntimeSource;

/// A file that a crate has only if its code uses it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Optional {
    /// The module, at the root of the crate.
    pub(super) module: Symbol,
    /// Its path in the folder of the runtime.
    pub(super) path: &'static str,
    text: &'static str,
    /// The dependencies that it requires.
    pub(super) dependencies: &'static [&'static str],
}

/// The files that every crate has.
const CORE: &[(&str, &str)] = &[
    ("ambiguity.rs", include_str!("../../runtime/src/runtime/ambiguity.rs")),
    ("api_config.rs", include_str!("../../runtime/src/runtime/api_config.rs")),
    ("body_error.rs", include_str!("../../runtime/src/runtime/body_error.rs")),
    ("buffered.rs", include_str!("../../runtime/src/runtime/buffered.rs")),
    ("buffered/context.rs", include_str!("../../runtime/src/runtime/buffered/context.rs")),
    ("buffered/member.rs", include_str!("../../runtime/src/runtime/buffered/member.rs")),
    ("buffered/raw_text.rs", include_str!("../../runtime/src/runtime/buffered/raw_text.rs")),
    ("buffered/shared.rs", include_str!("../../runtime/src/runtime/buffered/shared.rs")),
    ("builder.rs", include_str!("../../runtime/src/runtime/builder.rs")),
    ("call.rs", include_str!("../../runtime/src/runtime/call.rs")),
    ("charset.rs", include_str!("../../runtime/src/runtime/charset.rs")),
    ("client.rs", include_str!("../../runtime/src/runtime/client.rs")),
    ("credential.rs", include_str!("../../runtime/src/runtime/credential.rs")),
    ("debug.rs", include_str!("../../runtime/src/runtime/debug.rs")),
    ("debug/compound.rs", include_str!("../../runtime/src/runtime/debug/compound.rs")),
    ("debug/writer.rs", include_str!("../../runtime/src/runtime/debug/writer.rs")),
    ("decode.rs", include_str!("../../runtime/src/runtime/decode.rs")),
    ("decode_failure.rs", include_str!("../../runtime/src/runtime/decode_failure.rs")),
    ("duplicate_names.rs", include_str!("../../runtime/src/runtime/duplicate_names.rs")),
    ("enum_de.rs", include_str!("../../runtime/src/runtime/enum_de.rs")),
    ("error.rs", include_str!("../../runtime/src/runtime/error.rs")),
    ("error_details.rs", include_str!("../../runtime/src/runtime/error_details.rs")),
    ("error_path.rs", include_str!("../../runtime/src/runtime/error_path.rs")),
    ("header_rules.rs", include_str!("../../runtime/src/runtime/header_rules.rs")),
    ("http_client.rs", include_str!("../../runtime/src/runtime/http_client.rs")),
    ("http_methods.rs", include_str!("../../runtime/src/runtime/http_methods.rs")),
    ("known_format.rs", include_str!("../../runtime/src/runtime/known_format.rs")),
    ("lazy_regex.rs", include_str!("../../runtime/src/runtime/lazy_regex.rs")),
    ("lenient_integer.rs", include_str!("../../runtime/src/runtime/lenient_integer.rs")),
    ("line_buffer.rs", include_str!("../../runtime/src/runtime/line_buffer.rs")),
    ("lossless_json.rs", include_str!("../../runtime/src/runtime/lossless_json.rs")),
    ("macros.rs", include_str!("../../runtime/src/runtime/macros.rs")),
    ("macros/builder.rs", include_str!("../../runtime/src/runtime/macros/builder.rs")),
    ("macros/client.rs", include_str!("../../runtime/src/runtime/macros/client.rs")),
    ("macros/error_enum.rs", include_str!("../../runtime/src/runtime/macros/error_enum.rs")),
    ("macros/object.rs", include_str!("../../runtime/src/runtime/macros/object.rs")),
    ("macros/string_enum.rs", include_str!("../../runtime/src/runtime/macros/string_enum.rs")),
    ("macros/union_enum.rs", include_str!("../../runtime/src/runtime/macros/union_enum.rs")),
    ("mod.rs", include_str!("../../runtime/src/runtime/mod.rs")),
    ("nullable.rs", include_str!("../../runtime/src/runtime/nullable.rs")),
    ("object_reader.rs", include_str!("../../runtime/src/runtime/object_reader.rs")),
    ("object_writer.rs", include_str!("../../runtime/src/runtime/object_writer.rs")),
    ("operation.rs", include_str!("../../runtime/src/runtime/operation.rs")),
    ("parameters.rs", include_str!("../../runtime/src/runtime/parameters.rs")),
    ("plain_value.rs", include_str!("../../runtime/src/runtime/plain_value.rs")),
    ("plain_value_json.rs", include_str!("../../runtime/src/runtime/plain_value_json.rs")),
    ("receive.rs", include_str!("../../runtime/src/runtime/receive.rs")),
    ("redact.rs", include_str!("../../runtime/src/runtime/redact.rs")),
    ("redact/decoded.rs", include_str!("../../runtime/src/runtime/redact/decoded.rs")),
    ("redact/headers.rs", include_str!("../../runtime/src/runtime/redact/headers.rs")),
    ("redact/line.rs", include_str!("../../runtime/src/runtime/redact/line.rs")),
    ("redact/named.rs", include_str!("../../runtime/src/runtime/redact/named.rs")),
    ("redact/search.rs", include_str!("../../runtime/src/runtime/redact/search.rs")),
    ("redirect.rs", include_str!("../../runtime/src/runtime/redirect.rs")),
    ("request.rs", include_str!("../../runtime/src/runtime/request.rs")),
    ("request_body.rs", include_str!("../../runtime/src/runtime/request_body.rs")),
    ("response_body.rs", include_str!("../../runtime/src/runtime/response_body.rs")),
    ("schema.rs", include_str!("../../runtime/src/runtime/schema.rs")),
    ("schema/integer_format.rs", include_str!("../../runtime/src/runtime/schema/integer_format.rs")),
    ("schema/keyword_set.rs", include_str!("../../runtime/src/runtime/schema/keyword_set.rs")),
    ("schema/keywords_2020.rs", include_str!("../../runtime/src/runtime/schema/keywords_2020.rs")),
    ("schema/property.rs", include_str!("../../runtime/src/runtime/schema/property.rs")),
    ("schema/types.rs", include_str!("../../runtime/src/runtime/schema/types.rs")),
    ("server_url.rs", include_str!("../../runtime/src/runtime/server_url.rs")),
    ("style.rs", include_str!("../../runtime/src/runtime/style.rs")),
    ("subschemas.rs", include_str!("../../runtime/src/runtime/subschemas.rs")),
    ("tolerance.rs", include_str!("../../runtime/src/runtime/tolerance.rs")),
    ("undeclared.rs", include_str!("../../runtime/src/runtime/undeclared.rs")),
    ("union.rs", include_str!("../../runtime/src/runtime/union.rs")),
    ("url_path.rs", include_str!("../../runtime/src/runtime/url_path.rs")),
    ("validate.rs", include_str!("../../runtime/src/runtime/validate.rs")),
    ("validator.rs", include_str!("../../runtime/src/runtime/validator.rs")),
    ("validator/applicators.rs", include_str!("../../runtime/src/runtime/validator/applicators.rs")),
    ("validator/array.rs", include_str!("../../runtime/src/runtime/validator/array.rs")),
    ("validator/cache.rs", include_str!("../../runtime/src/runtime/validator/cache.rs")),
    ("validator/canonical.rs", include_str!("../../runtime/src/runtime/validator/canonical.rs")),
    ("validator/decimal.rs", include_str!("../../runtime/src/runtime/validator/decimal.rs")),
    ("validator/enum_variant.rs", include_str!("../../runtime/src/runtime/validator/enum_variant.rs")),
    ("validator/instance.rs", include_str!("../../runtime/src/runtime/validator/instance.rs")),
    ("validator/instance_path.rs", include_str!("../../runtime/src/runtime/validator/instance_path.rs")),
    ("validator/map_key.rs", include_str!("../../runtime/src/runtime/validator/map_key.rs")),
    ("validator/message.rs", include_str!("../../runtime/src/runtime/validator/message.rs")),
    ("validator/multiple_of.rs", include_str!("../../runtime/src/runtime/validator/multiple_of.rs")),
    ("validator/number.rs", include_str!("../../runtime/src/runtime/validator/number.rs")),
    ("validator/object.rs", include_str!("../../runtime/src/runtime/validator/object.rs")),
    ("validator/property.rs", include_str!("../../runtime/src/runtime/validator/property.rs")),
    ("validator/property_names.rs", include_str!("../../runtime/src/runtime/validator/property_names.rs")),
    ("validator/raw_text.rs", include_str!("../../runtime/src/runtime/validator/raw_text.rs")),
    ("validator/reporter.rs", include_str!("../../runtime/src/runtime/validator/reporter.rs")),
    ("validator/scalar.rs", include_str!("../../runtime/src/runtime/validator/scalar.rs")),
    ("validator/serializer.rs", include_str!("../../runtime/src/runtime/validator/serializer.rs")),
    ("validator/stack_string.rs", include_str!("../../runtime/src/runtime/validator/stack_string.rs")),
    ("validator/string.rs", include_str!("../../runtime/src/runtime/validator/string.rs")),
    ("validator/unevaluated.rs", include_str!("../../runtime/src/runtime/validator/unevaluated.rs")),
    ("violation.rs", include_str!("../../runtime/src/runtime/violation.rs")),
];

/// The optional files.
const OPTIONAL: &[Optional] = &[
    Optional {
        module: Symbol::Base64Module,
        path: "base64.rs",
        text: include_str!("../../runtime/src/runtime/base64.rs"),
        dependencies: &["base64"],
    },
    Optional {
        module: Symbol::EventDataModule,
        path: "event_data.rs",
        text: include_str!("../../runtime/src/runtime/event_data.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormUrlencodedModule,
        path: "form_urlencoded.rs",
        text: include_str!("../../runtime/src/runtime/form_urlencoded.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormatDurationModule,
        path: "formats/duration.rs",
        text: include_str!("../../runtime/src/runtime/formats/duration.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormatEmailModule,
        path: "formats/email.rs",
        text: include_str!("../../runtime/src/runtime/formats/email.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormatHostnameModule,
        path: "formats/hostname.rs",
        text: include_str!("../../runtime/src/runtime/formats/hostname.rs"),
        dependencies: &["idna"],
    },
    Optional {
        module: Symbol::FormatIpModule,
        path: "formats/ip.rs",
        text: include_str!("../../runtime/src/runtime/formats/ip.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormatJsonPointerModule,
        path: "formats/json_pointer.rs",
        text: include_str!("../../runtime/src/runtime/formats/json_pointer.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormatRegexModule,
        path: "formats/regex.rs",
        text: include_str!("../../runtime/src/runtime/formats/regex.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::FormatTimeModule,
        path: "formats/time.rs",
        text: include_str!("../../runtime/src/runtime/formats/time.rs"),
        dependencies: &["chrono"],
    },
    Optional {
        module: Symbol::FormatUriModule,
        path: "formats/uri.rs",
        text: include_str!("../../runtime/src/runtime/formats/uri.rs"),
        dependencies: &["fluent-uri"],
    },
    Optional {
        module: Symbol::FormatUuidModule,
        path: "formats/uuid.rs",
        text: include_str!("../../runtime/src/runtime/formats/uuid.rs"),
        dependencies: &["uuid"],
    },
    Optional {
        module: Symbol::MultipartModule,
        path: "multipart.rs",
        text: include_str!("../../runtime/src/runtime/multipart.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::PatternModule,
        path: "pattern.rs",
        text: include_str!("../../runtime/src/runtime/pattern.rs"),
        dependencies: &["regex"],
    },
    Optional {
        module: Symbol::PatternBacktrackingModule,
        path: "pattern_backtracking.rs",
        text: include_str!("../../runtime/src/runtime/pattern_backtracking.rs"),
        dependencies: &["fancy-regex"],
    },
    Optional {
        module: Symbol::ResponseHeaderModule,
        path: "response_header.rs",
        text: include_str!("../../runtime/src/runtime/response_header.rs"),
        dependencies: &[],
    },
    Optional {
        module: Symbol::StreamModule,
        path: "stream.rs",
        text: include_str!("../../runtime/src/runtime/stream.rs"),
        dependencies: &["futures-core"],
    },
];

/// The optional files and dependencies of a crate.
#[derive(Clone, Debug)]
pub(super) struct Runtime {
    pub(super) optional: Vec<Optional>,
    /// The dependencies of generated code, and of these files if they are copied.
    pub(super) dependencies: BTreeSet<&'static str>,
    pub(super) is_copied: bool,
}

/// Returns the files and dependencies that the symbols of a crate need.
pub(super) fn needed(symbols: SymbolSet, source: &RuntimeSource) -> Runtime {
    let is_copied = *source == RuntimeSource::Copied;
    let modules: BTreeSet<Symbol> = symbols.iter().filter_map(Symbol::optional_module).collect();
    let optional: Vec<Optional> = OPTIONAL.iter().filter(|file| modules.contains(&file.module)).copied().collect();
    let of_files = optional.iter().filter(|_| is_copied).flat_map(|file| file.dependencies).copied();
    let dependencies = of_files.chain(symbols.iter().filter_map(Symbol::dependency)).collect();
    Runtime { optional, dependencies, is_copied }
}

impl Runtime {
    /// Iterates over the files to copy, with their paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, &'static str)> {
        let optional = self.optional.iter().map(|file| (file.path.to_owned(), file.text));
        let core = CORE.iter().map(|(path, text)| ((*path).to_owned(), *text));
        let files = core.chain(optional).filter(|_| self.is_copied);
        files.map(|(path, text)| (format!("src/runtime/{path}"), text))
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
        let optional = OPTIONAL.iter().map(|file| file.path.to_owned());
        let listed: BTreeSet<String> = CORE.iter().map(|(path, _)| (*path).to_owned()).chain(optional).collect();
        assert_eq!(listed, found);
    }
}
