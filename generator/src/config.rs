//! `clientwright.toml`: the targets of a project.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::names::ident::is_keyword;
use crate::target::{Target, without_dots};

/// The name of the file.
pub const FILE: &str = "clientwright.toml";

/// Names of crates that are part of Rust.
const RESERVED: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// The content of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default, rename = "target")]
    targets: Vec<Spanned<Target>>,
}

/// Returns the path of the configuration file in a folder or its nearest parent folder with one.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

/// Reads the targets of a configuration file, and makes their paths relative to the current folder.
///
/// Problems are added to `diagnostics`, with their positions. Returns `None` if there is an error.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<Target>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("`{}` can't be read: {error}", path.display());
            diagnostics.error(
                "unreadable-file",
                "",
                message,
                "give a configuration file with --config, or a document with --spec and --out",
            );
            return None;
        }
    };
    let errors = match toml::from_str::<Config>(&text) {
        Ok(config) => match check(&config.targets) {
            errors if errors.is_empty() => {
                return Some(config.targets.into_iter().map(|target| with_locations(target, path, &text)).collect());
            }
            errors => errors,
        },
        Err(error) => vec![syntax_error(&error)],
    };
    for error in errors {
        diagnostics.add(error.diagnostic(path, &text));
    }
    None
}

/// Checks that a name is valid for a crate.
///
/// # Errors
///
/// A message that says which names are valid.
pub fn check_name(name: &str) -> Result<(), String> {
    let fits = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|other| other.is_ascii_alphanumeric() || matches!(other, '-' | '_'));
    let imported = name.replace('-', "_");
    if fits && !is_keyword(&imported) && !RESERVED.contains(&imported.as_str()) {
        return Ok(());
    }
    Err(format!("`{name}` is not a valid crate name"))
}

/// The suggested fix for an invalid crate name.
pub(crate) const NAME_HELP: &str =
    "use ASCII letters, digits, `-` and `_`, start with a letter, and avoid Rust keywords";

/// An error in the file, with its position.
struct ConfigError {
    message: String,
    help: &'static str,
    span: Range<usize>,
}

impl ConfigError {
    fn diagnostic(self, path: &Path, text: &str) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code: "bad-config",
            message: self.message,
            pointer: String::new(),
            help: self.help.to_owned(),
            location: Some(location(path, text, self.span.start)),
        }
    }
}

fn syntax_error(error: &toml::de::Error) -> ConfigError {
    ConfigError {
        message: error.message().lines().next().unwrap_or_default().to_owned(),
        help: "a `[[target]]` has `spec`, `out` and `name`, and may have `overlays`, `redact`, `runtime`, `features_by_tag`, the tables `[target.rename]`, `[target.formats]`, `[target.skip]` and `[target.only]`, and any number of `[[target.pages]]`",
        span: error.span().unwrap_or_default(),
    }
}

fn check(targets: &[Spanned<Target>]) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    if targets.is_empty() {
        errors.push(ConfigError {
            message: "the file lists no target".to_owned(),
            help: "add a `[[target]]` with `spec`, `out` and `name`",
            span: 0..0,
        });
    }
    for (index, spanned) in targets.iter().enumerate() {
        let target = spanned.as_ref();
        let mut report = |message, help| errors.push(ConfigError { message, help, span: spanned.span() });
        if let Err(message) = check_name(&target.name) {
            report(message, NAME_HELP);
        }
        for name in target.rename.values().filter(|name| is_keyword(name)) {
            report(format!("`{name}` is not a valid type name"), "use letters, digits and `_`, starting with a letter");
        }
        for path in target.formats.paths().filter(|path| !is_path(path)) {
            report(
                format!("`{path}` is not a type path"),
                "write a type as `String`, `u128` or `krate::module::Type`; for a generic type, define an alias",
            );
        }
        if targets.iter().take(index).any(|other| without_dots(&other.as_ref().out) == without_dots(&target.out)) {
            let message = format!("two targets write to `{}`", target.out.display());
            report(message, "give each target its own folder");
        }
    }
    errors
}

/// Returns whether a text is the path of a type without generic parameters.
fn is_path(text: &str) -> bool {
    text.split("::").all(|segment| {
        let is_word = segment.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        is_word
            && !segment.is_empty()
            && !segment.starts_with(|first: char| first.is_ascii_digit())
            && !is_keyword(segment)
    })
}

/// Joins the paths of a target to the folder of its file, and sets the positions of its filter entries.
fn with_locations(target: Spanned<Target>, path: &Path, text: &str) -> Target {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut target = target.into_inner();
    for selector in [&mut target.skip, &mut target.only] {
        selector.set_locations(|offset| location(path, text, offset));
    }
    for rule in &mut target.pages {
        rule.set_locations(|offset| location(path, text, offset));
    }
    let overlays = target.overlays.iter().map(|overlay| folder.join(overlay)).collect();
    let out = folder.join(&target.out);
    let runtime = target.runtime.relative_to(&target.out, folder);
    Target { spec: folder.join(&target.spec), overlays, out, runtime, ..target }
}

/// Returns the location of a byte offset in a file.
pub(crate) fn location(file: &Path, text: &str, offset: usize) -> Location {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Location { file: file.to_owned(), line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}
