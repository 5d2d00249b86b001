//! `clientwright.toml`: the targets of a project.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::target::Target;

/// The name of the file.
pub const FILE: &str = "clientwright.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default, rename = "target")]
    targets: Vec<toml::Spanned<Target>>,
}

/// Returns the configuration of the project that a folder belongs to: in it, or in the nearest folder around it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

/// Reads the targets of a project; their paths are made relative to the current folder.
pub fn read(path: &Path) -> Result<Vec<Target>, Box<Diagnostic>> {
    let text = fs::read_to_string(path).map_err(|error| {
        let message = format!("`{}` can't be read: {error}", path.display());
        fault(
            path,
            None,
            "unreadable-config",
            message,
            "name another file with --config, or a document with --spec and --out",
        )
    })?;
    let config: Config = toml::from_str(&text).map_err(|error| {
        let place = error.span().map(|span| place(&text, span.start));
        fault(path, place, "bad-config", error.message().lines().next().unwrap_or_default().to_owned(), HELP)
    })?;
    check(path, &text, &config.targets)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let targets = config.targets.into_iter().map(|target| {
        let target = target.into_inner();
        Target { spec: folder.join(&target.spec), out: folder.join(&target.out), ..target }
    });
    Ok(targets.collect())
}

const HELP: &str = "a target has `spec`, `out` and `name`, and may have `redact` and `[target.rename]`";

fn check(path: &Path, text: &str, targets: &[toml::Spanned<Target>]) -> Result<(), Box<Diagnostic>> {
    if targets.is_empty() {
        let message = "it lists no target".to_owned();
        return Err(fault(
            path,
            Some((1, 1)),
            "bad-config",
            message,
            "add a `[[target]]` with `spec`, `out` and `name`",
        ));
    }
    for (index, target) in targets.iter().enumerate() {
        let at = Some(place(text, target.span().start));
        if let Err(message) = check_name(&target.as_ref().name) {
            return Err(fault(
                path,
                at,
                "bad-config",
                message,
                "use letters, digits, `-` and `_`, beginning with a letter",
            ));
        }
        if let Some(name) = target.as_ref().rename.values().find(|name| crate::names::ident::is_keyword(name)) {
            let message = format!("`{name}` is no name for a type");
            return Err(fault(path, at, "bad-config", message, "correct it in `[target.rename]`"));
        }
        // Joined, `./out` and `out` are one path.
        let out = |target: &toml::Spanned<Target>| path.join(&target.as_ref().out);
        if targets.iter().take(index).any(|other| out(other) == out(target)) {
            let message = format!("two targets write to `{}`", target.as_ref().out.display());
            return Err(fault(path, at, "bad-config", message, "give each target a folder of its own"));
        }
    }
    Ok(())
}

/// Returns why a name is none that a crate may have.
pub fn check_name(name: &str) -> Result<(), String> {
    let fits = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|other| other.is_ascii_alphanumeric() || other == '-' || other == '_');
    if fits && !crate::names::ident::is_keyword(&name.replace('-', "_")) {
        return Ok(());
    }
    Err(format!("`{name}` is no name for a crate"))
}

/// Returns line and column of a byte.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |index| index + 1);
    (before.matches('\n').count() + 1, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

fn fault(
    path: &Path,
    place: Option<(usize, usize)>,
    code: &'static str,
    message: String,
    help: &str,
) -> Box<Diagnostic> {
    let (line, column) = place.unwrap_or((1, 1));
    Box::new(Diagnostic {
        severity: Severity::Error,
        code,
        message,
        pointer: String::new(),
        help: help.to_owned(),
        location: Some(Location { file: path.to_owned(), line, column }),
    })
}
